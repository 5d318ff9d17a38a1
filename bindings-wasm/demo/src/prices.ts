// The liquidation prices of one account along every index that it is exposed to.
import { Axis, Lane, place, tell } from "./axis.js";
import type { Book } from "./book.js";
import { Figure, el, setText } from "./dom.js";
import type { Moves } from "./moves.js";
import type { AccountReport } from "./report.js";

interface Row {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  readonly below: Figure;
  readonly above: Figure;
  readonly lane: Lane;
}

export class Prices {
  readonly #body = el("tbody");
  readonly #rows: Row[] = [];
  readonly element = el(
    "table",
    { class: "prices" },
    el("thead", {}, el("tr", {}, ...["Index", "below", "", "above"].map((name) => (name === "" ? el("td") : el("th", { scope: "col" }, name))))),
    this.#body,
  );
  readonly #none = el("p", { class: "quiet", hidden: true }, "It is exposed to no price.");
  readonly all = el("div", {}, this.element, this.#none);

  /** `book` is the one whose prices the axes are around. */
  show(book: Book, moves: Moves, { liquidation }: AccountReport): void {
    const known = Object.entries(liquidation);
    while (this.#rows.length < known.length) this.#add();
    this.#rows.forEach(({ element }, at) => (element.hidden = at >= known.length));
    known.forEach(([index, prices], at) => {
      const row = this.#rows[at]!;
      setText(row.name, index);
      tell(row.below, prices.below, prices.below_reason);
      tell(row.above, prices.above, prices.above_reason);
      row.lane.show(new Axis(book, index), prices);
      row.lane.element.style.setProperty("--at", String(place(moves.prices.get(index) ?? 0)));
    });
    this.element.hidden = known.length === 0;
    this.#none.hidden = known.length > 0;
  }

  #add(): void {
    const [name, below, above, lane] = [el("th", { scope: "row" }), new Figure("up"), new Figure("down"), new Lane()];
    const cells = [below.element, lane.element, above.element].map((child) => el("td", {}, child));
    const element = el("tr", {}, name, ...cells);
    this.#body.append(element);
    this.#rows.push({ element, name, below, above, lane });
  }
}
