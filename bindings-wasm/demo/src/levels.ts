// What one account owns and owes at each level: the hull is what it owns there, the water what it owes, and where the
// water reaches the rim is the line.
import { Fixed, readNearest, tryAdd } from "plimsoll/columns";
import { Figure, el } from "./dom.js";
import { pixel } from "./figure.js";
import type { AccountReport, Level, Sums } from "./report.js";

const LEVELS = [
  ["initial", "Initial", "may it open risk or withdraw"],
  ["maintenance", "Maintenance", "may it be liquidated"],
  ["equity", "Equity", "what is left, without margin"],
] as const;

/** The report has equity as one figure; what every asset adds to both sides sums to it, to the last bit. */
function equity({ equity: surplus, positions }: AccountReport): Level {
  const balances = Object.values(positions.balances);
  const total = (side: keyof Sums) =>
    balances.reduce((sum, { equity: net }) => tryAdd(sum, readNearest(net[side])), Fixed.zero()).toString();
  return { assets: total("assets"), liabilities: total("liabilities"), surplus };
}

class Hull {
  readonly #hull = el("span", { class: "hull" });
  readonly #water = el("span", { class: "water" });
  readonly #over = el("span", { class: "over" });
  readonly element = el("div", { class: "draught", "aria-hidden": "true" }, this.#hull, this.#water, this.#over);

  show({ assets, liabilities }: Sums, widest: number): void {
    const [owned, owed] = [pixel(assets) / widest, pixel(liabilities) / widest];
    this.#hull.style.width = `${owned * 100}%`;
    this.#water.style.width = `${Math.min(owned, owed) * 100}%`;
    this.#over.style.left = `${owned * 100}%`;
    this.#over.style.width = `${Math.max(owed - owned, 0) * 100}%`;
    this.#over.hidden = owed <= owned;
  }
}

export class Levels {
  readonly #rows = LEVELS.map(([key, name, meaning]) => ({
    key,
    name,
    meaning,
    assets: new Figure("down", 2),
    liabilities: new Figure("up", 2),
    surplus: new Figure("down", 2),
    hull: new Hull(),
  }));
  readonly element = el(
    "table",
    { class: "levels" },
    el("caption", { class: "visually-hidden" }, "What it owns and owes at each level"),
    el("thead", {}, el("tr", {}, ...["Level", "Owns", "Owes", "Surplus"].map((name) => el("th", { scope: "col" }, name)))),
    ...this.#rows.map(({ name, meaning, assets, liabilities, surplus, hull }) =>
      el(
        "tbody",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "row", title: meaning }, name),
          ...[assets, liabilities, surplus].map((figure) => el("td", {}, figure.element)),
        ),
        el("tr", { "aria-hidden": "true" }, el("td", { colspan: 4 }, hull.element)),
      ),
    ),
  );

  show(report: AccountReport): void {
    const { initial, maintenance } = report;
    const sums: Record<(typeof LEVELS)[number][0], Level> = { initial, maintenance, equity: equity(report) };
    const widest = Math.max(...Object.values(sums).flatMap((level) => [pixel(level.assets), pixel(level.liabilities)]), Number.MIN_VALUE);
    for (const { key, assets, liabilities, surplus, hull } of this.#rows) {
      assets.show(sums[key].assets);
      liabilities.show(sums[key].liabilities);
      surplus.show(sums[key].surplus);
      hull.show(sums[key], widest);
    }
  }
}
