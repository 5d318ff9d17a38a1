// The heat map of two shocks: what is left of everybody, or of one account, in each cell; one cell's stress below.
import type { Desk, Frame, View } from "./desk.js";
import { byId, el, setAttribute } from "./dom.js";
import { brief, cut, pixel } from "./figure.js";
import { Line, type Cell, type Side } from "./job.js";
import { change, percent, type Thousandths } from "./moves.js";
import type { Outcome } from "./stress.js";

const CHANGES: readonly Thousandths[] = [-500, -350, -200, -100, 0, 100, 200, 350, 500];

/** `−35`: whole per cents. */
const short = (moved: Thousandths): string => percent(moved).replace(".0 %", "");

/** What a cell of the whole book says. */
const MEASURES = {
  liquidatable: "accounts liquidated",
  deficit: "deficit before the policy",
  lost: "loss to lenders",
} as const;

export class Shocks implements View {
  readonly #rows = byId<HTMLSelectElement>("rows");
  readonly #columns = byId<HTMLSelectElement>("columns");
  readonly #scope = byId<HTMLSelectElement>("scope");
  readonly #place = byId("grid");
  readonly #line = new Line((answer) => {
    if ("cells" in answer) this.#fill(answer.place, answer.cells);
    else if ("result" in answer) this.outcome.show(answer.result);
    else if ("refusal" in answer) this.outcome.refuse(answer.refusal);
  });
  #cells: HTMLElement[][] = [];
  /** The cell whose stress is shown, and the one place of the tab order. */
  #at: readonly [row: number, column: number] = [1, 2];
  #asked = "";
  #hottest = 1;
  #visible = false;
  #frame: Frame | undefined;

  constructor(
    readonly desk: Desk,
    readonly outcome: Outcome,
  ) {
    for (const select of [this.#rows, this.#columns, this.#scope]) select.addEventListener("change", () => this.#frame && this.#ask(this.#frame));
    this.#place.addEventListener("keydown", (event) => this.#key(event));
    // Eighty-one stresses are run when somebody can see them.
    new IntersectionObserver((entries) => {
      this.#visible = entries.some((entry) => entry.isIntersecting);
      if (this.#frame !== undefined) this.#ask(this.#frame);
    }, { rootMargin: "200px" }).observe(byId("shocks"));
  }

  opened(): void {
    const { book, axis } = this.desk;
    for (const select of [this.#rows, this.#columns]) select.replaceChildren(...book.indices.map((index) => el("option", { value: index }, index)));
    const other = this.desk.indices.find((index) => index !== axis) ?? axis;
    [this.#rows.value, this.#columns.value] = [axis, other];
    this.#scopes();
    this.#asked = "";
  }

  /** The scope follows the account that is looked at. */
  #scopes(): void {
    const measures = Object.entries(MEASURES).map(([value, words]) => el("option", { value }, `all: ${words}`));
    const before = this.#scope.value;
    this.#scope.replaceChildren(...measures, el("option", { value: "own" }, `${this.desk.chosen}: surplus`));
    this.#scope.value = before === "" ? "liquidatable" : before;
  }

  draw(): void {
    // What is dragged needs the processor, and the grid will be of other prices.
    if (this.#place.getAttribute("aria-busy") !== "true" || this.#asked === "") return;
    this.#asked = "";
    this.#line.ask({ kind: "stop" });
  }

  settled(frame: Frame): void {
    this.#frame = frame;
    this.#scopes();
    this.#ask(frame);
  }

  #ask(frame: Frame): void {
    if (!this.#visible) return;
    const own = this.#scope.value === "own";
    const text = own ? frame.book.text([this.desk.chosen]) : frame.book.text();
    // Columns know no portfolio.
    const portfolios = [...frame.book.accounts.keys()].some((name) => frame.book.portfolio(name));
    const scope = own ? { account: this.desk.chosen } : this.#scope.value === "liquidatable" && !portfolios ? "statuses" : "stress";
    const [down, across] = [this.#rows.value, this.#columns.value];
    const asked = JSON.stringify([text, down, across, this.#scope.value]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#hottest = 1;
    this.#table(down, across);
    const side = (market: string): Side => ({ market, changes: CHANGES.map(change) });
    this.#line.ask({ kind: "grid", text, rows: side(down), columns: side(across), scope });
    this.#stress();
  }

  /** An empty grid with its headings. */
  #table(down: string, across: string): void {
    this.#place.setAttribute("aria-busy", "true");
    if (this.#place.dataset["sides"] === JSON.stringify([down, across])) return;
    this.#place.dataset["sides"] = JSON.stringify([down, across]);
    const heads = CHANGES.map((at) => el("th", { scope: "col" }, short(at)));
    this.#cells = CHANGES.map((_, row) =>
      CHANGES.map((_, column) => {
        const cell = el("td", { role: "gridcell", tabindex: this.#is(row, column) ? 0 : -1, "aria-selected": String(this.#is(row, column)) });
        cell.addEventListener("click", () => this.#choose(row, column));
        return cell;
      }),
    );
    const body = this.#cells.map((cells, row) => el("tr", {}, el("th", { scope: "row" }, short(CHANGES[row]!)), ...cells));
    this.#place.replaceChildren(
      el(
        "table",
        { class: "heat", role: "grid", "aria-label": `${down} down, ${across} across; Enter shows the stress of a cell` },
        el("thead", {}, el("tr", {}, el("td", { class: "quiet" }, `${down} ↓ ${across} → %`), ...heads)),
        el("tbody", {}, ...body),
      ),
    );
  }

  #is(row: number, column: number): boolean {
    return this.#at[0] === row && this.#at[1] === column;
  }

  #fill(row: number, cells: readonly Cell[]): void {
    cells.forEach((cell, column) => {
      const place = this.#cells[row]?.[column];
      if (place !== undefined) this.#show(place, cell);
    });
    if (row === CHANGES.length - 1) this.#place.removeAttribute("aria-busy");
  }

  #show(place: HTMLElement, cell: Cell): void {
    if (cell.of === "account") {
      const { status, maintenance } = cell.own;
      setAttribute(place, "data-status", status);
      place.textContent = brief(maintenance, "down");
      place.title = `${status}, surplus at maintenance ${cut(maintenance, 2, "down")}`;
      return;
    }
    const counts = cell.of === "stress" ? cell.shocked : cell;
    place.removeAttribute("data-status");
    place.title = `${counts.liquidatable} of ${counts.accounts} liquidatable, ${counts.insolvent} of them insolvent`;
    if (cell.of === "statuses" || this.#scope.value === "liquidatable") {
      this.#shade(place, String(counts.liquidatable), counts.liquidatable);
      return;
    }
    const { deficit } = cell.shocked;
    const value = this.#scope.value === "deficit" ? deficit : cell.lost;
    place.title += `, deficit ${cut(deficit, 2, "up")}, lenders lose ${cut(cell.lost, 2, "up")}`;
    this.#shade(place, brief(value, "up"), pixel(value));
  }

  /** A text, and how hot it is against the hottest of the grid. */
  #shade(place: HTMLElement, words: string, heat: number): void {
    place.textContent = words;
    place.style.setProperty("--heat", String(heat));
    this.#hottest = Math.max(this.#hottest, heat);
    this.#place.style.setProperty("--hottest", String(this.#hottest));
  }

  #choose(row: number, column: number): void {
    const [before] = [this.#cells[this.#at[0]]?.[this.#at[1]]];
    before?.setAttribute("tabindex", "-1");
    before?.setAttribute("aria-selected", "false");
    this.#at = [row, column];
    const cell = this.#cells[row]?.[column];
    cell?.setAttribute("tabindex", "0");
    cell?.setAttribute("aria-selected", "true");
    this.#stress();
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const focused = this.#cells.flatMap((cells, row) => cells.map((cell, column) => [cell, row, column] as const)).find(([cell]) => cell === event.target);
    if (focused === undefined) return;
    const [, row, column] = focused;
    const step = steps[event.key];
    if (event.key === "Enter" || event.key === " ") this.#choose(row, column);
    else if (step === undefined) return;
    else this.#cells[row + step[0]]?.[column + step[1]]?.focus();
    event.preventDefault();
  }

  /** The stress of the chosen cell, of the whole book. */
  #stress(): void {
    if (this.#frame === undefined) return;
    const [row, column] = this.#at;
    const [down, across] = [this.#rows.value, this.#columns.value];
    const shocks = Object.fromEntries([
      [across, change(CHANGES[column]!)],
      [down, change(CHANGES[row]!)],
    ]);
    this.#line.ask({ kind: "stress", text: this.#frame.book.text(), shocks });
  }
}
