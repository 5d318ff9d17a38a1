// What an account consists of: its balances with the perps that settle in them, its perps, and its portfolio.
import { el, figure } from "./dom.js";
import type { AccountReport, Portfolio } from "./report.js";

type Cell = string | HTMLElement;

/** A table whose first column is a heading. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const body = rows.map(([first = "", ...rest]) => el("tr", {}, el("th", { scope: "row" }, first), ...rest.map((child) => el("td", {}, child))));
  return el(
    "table",
    {},
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...heads.map((head) => (head === "" ? el("td") : el("th", { scope: "col" }, head))))),
    el("tbody", {}, ...body),
  );
}

const owned = (exact: string) => figure(exact, "down");
const orNone = (exact: string | null) => (exact === null ? "–" : owned(exact));

/** Where two drivers of a portfolio lie on its grid. */
function driver({ driver: kind, scenario }: Portfolio["initial"]): string {
  if (scenario == null) return kind;
  return `scenario ${scenario.place}: price × ${scenario.spot}, volatility ${scenario.volatility}`;
}

function portfolio({ method, settles, mark, initial, maintenance, positions }: Portfolio): HTMLElement[] {
  const parts = [...new Set([...Object.keys(initial.parts), ...Object.keys(maintenance.parts)])];
  const part = (level: Portfolio["initial"], name: string) => (Object.hasOwn(level.parts, name) ? owned(level.parts[name]!) : "–");
  return [
    table(`Margin by ${method}, in ${settles}`, ["", "initial", "maintenance"], [
      ["required", figure(initial.margin, "up"), figure(maintenance.margin, "up")],
      ...parts.map((name) => [name, part(initial, name), part(maintenance, name)]),
      ["total", owned(initial.total), owned(maintenance.total)],
    ]),
    el("p", { class: "quiet" }, `Worst at initial: ${driver(initial)}. At maintenance: ${driver(maintenance)}.`),
    table("What it margins", ["Position", "quantity", "mark", "in the worst case"], [
      ...Object.entries(positions).map(([name, position]) => [name, owned(position.quantity), owned(position.mark), orNone(position.maintenance)]),
      ["all", "", owned(mark), ""],
    ]),
  ];
}

export class Contents {
  readonly #inside = el("div");
  readonly element = el("details", { class: "contents" }, el("summary", {}, "Positions"), this.#inside);
  #latest: AccountReport | undefined;

  constructor() {
    // Drawn where it is looked at.
    this.element.addEventListener("toggle", () => this.#latest && this.show(this.#latest));
  }

  show(report: AccountReport): void {
    this.#latest = report;
    if (!this.element.open) return;
    const { balances, perps } = report.positions;
    const children = [
      table("Balances, with what settles in them", ["Asset", "balance", "net", "owns", "owes"], [
        ...Object.entries(balances).map(([name, { balance, maintenance }]) => [
          name,
          owned(balance),
          owned(maintenance.net),
          figure(maintenance.assets, "down", 2),
          figure(maintenance.liabilities, "up", 2),
        ]),
      ]),
    ];
    if (Object.keys(perps).length > 0) {
      children.push(
        table("Perps, in what they settle in", ["Perp", "size", "value", "requires"], [
          ...Object.entries(perps).map(([name, perp]) => [name, owned(perp.size), figure(perp.equity, "down", 2), figure(perp.requirement, "up", 2)]),
        ]),
      );
    }
    if (report.portfolio !== undefined) children.push(...portfolio(report.portfolio));
    this.#inside.replaceChildren(...children);
  }
}

