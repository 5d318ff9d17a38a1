// The report of one stress: what was, what the shock does, what is left, the steps between, and who pays.
import { byId, el, figure } from "./dom.js";
import { table } from "./contents.js";
import type { Moment, Step, Stress, Units } from "./outcome.js";
import { Badge } from "./status.js";

const MOMENTS = ["before", "shocked", "after"] as const;
/** Of a long list this many are shown at once. */
const FIRST = 100;

const owned = (exact: string) => figure(exact, "down", 2);
const owed = (exact: string) => figure(exact, "up", 2);
const units = (exact: string) => figure(exact, "down");

/** What one step did, in words. */
function told(step: Step): HTMLElement {
  const figureOf = (name: string) => units(String(step[name]));
  const market = (name: string) => String(step[name] ?? "");
  const line = el("span");
  switch (step.action) {
    case "repay":
      line.append("repays ", figureOf("repaid"), ` ${market("debt")}, gives `, figureOf("seized"), ` ${market("collateral")}`);
      break;
    case "deleverage":
      line.append("closes ", figureOf("size"), ` ${market("market")} against others at `, figureOf("price"));
      break;
    case "reduce":
      line.append("closes ", figureOf("size"), ` ${market("market")} at `, figureOf("price"));
      break;
    case "cover":
    case "socialise":
      line.append(figureOf("units"), ` ${market("asset")}`);
      break;
    default:
      line.append(market("market"));
  }
  if (step.reason !== undefined) line.append(el("span", { class: "quiet" }, ` ${String(step.reason).replaceAll("_", " ")}`));
  return line;
}

function steps(all: readonly Step[]): HTMLElement {
  const rows = all.slice(0, FIRST).map((step) => [step.account, step.action, told(step)]);
  if (all.length === 0) return el("p", { class: "quiet" }, "The policy has nothing to do.");
  const caption = all.length > FIRST ? `Steps, the first ${FIRST} of ${all.length}` : "Steps, in their order";
  return el("details", { open: all.length <= 20 }, el("summary", {}, all.length === 1 ? "1 step" : `${all.length} steps`), table(caption, ["Account", "step", "what it does"], rows));
}

/** Everything that anybody received less what he gave: zero of each market. */
function balanced(sum: Units): string {
  const rest = Object.entries(sum).filter(([, exact]) => exact !== "0");
  return rest.length === 0
    ? "Counted again from both books, every asset and perp sums to 0."
    : `Not balanced: ${rest.map(([name, exact]) => `${name} ${exact}`).join(", ")}.`;
}

const moved = ({ before, shocked, after }: { before: Moment; shocked: Moment; after: Moment }): boolean =>
  new Set([before.status, shocked.status, after.status]).size > 1 || before.status !== "healthy";

export class Outcome {
  readonly #place = byId("outcome");
  readonly #title = byId("stress-title");

  refuse(message: string): void {
    this.#place.replaceChildren(el("p", { class: "refusal" }, message));
  }

  show({ shocks, totals, accounts, steps: done, liquidators, insurance, protocol, socialised, sum }: Stress): void {
    const named = Object.entries(shocks).map(([market, change]) => `${market} ${change.startsWith("-") ? change.replace("-", "−") : `+${change}`}`);
    this.#title.textContent = `Stress: ${named.join(", ")}`;
    const changed = Object.entries(accounts).filter(([, moments]) => moved(moments));
    this.#place.replaceChildren(
      table("All accounts", ["", ...MOMENTS], [
        ["equity", ...MOMENTS.map((moment) => owned(totals[moment].equity))],
        ["deficit", ...MOMENTS.map((moment) => owed(totals[moment].deficit))],
        ["liquidatable", ...MOMENTS.map((moment) => String(totals[moment].liquidatable))],
        ["insolvent", ...MOMENTS.map((moment) => String(totals[moment].insolvent))],
      ]),
      table("Who pays, and who earns", ["", "before", "received", "paid", "after"], [
        ["insurance", owned(insurance.before), owned(insurance.received), owed(insurance.paid), owned(insurance.after)],
        ["liquidators", "", owned(liquidators.earned), "", ""],
        ["protocol", "", owned(protocol.earned), "", ""],
        ["lenders", "", "", owed(socialised.lost), ""],
      ]),
      el("p", { class: "quiet" }, balanced(sum)),
      steps(done),
      el(
        "details",
        {},
        el("summary", {}, `Below a line at some time: ${changed.length}`),
        table(
          changed.length > FIRST ? `The first ${FIRST}` : "Their status",
          ["Account", ...MOMENTS],
          changed.slice(0, FIRST).map(([name, moments]) => [
            name,
            ...MOMENTS.map((moment) => new Badge(moments[moment].status).element),
          ]),
        ),
      ),
    );
  }
}
