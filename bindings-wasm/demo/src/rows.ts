// The accounts on screen: a row each, with its health, and its liquidation prices on the axis of one index.
import { Axis, Lane, place, tell } from "./axis.js";
import type { Desk, Frame, View } from "./desk.js";
import { Figure, byId, el, grow, setAttribute, setText } from "./dom.js";
import { Load } from "./load.js";
import { PRICE, percent } from "./moves.js";
import { entry, type Status } from "./report.js";
import { range } from "./sliders.js";
import { Badge, STATUSES } from "./status.js";

/** Rows on a page. */
const ROWS = 13;

interface Row {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly badge: Badge;
  readonly load: Load;
  readonly surplus: Figure;
  readonly below: Figure;
  readonly lane: Lane;
  readonly above: Figure;
  name: string;
}

const cell = (kind: string, role: string, ...children: (Node | string)[]) => el("div", { class: kind, role }, ...children);

export class Rows implements View {
  readonly #input: HTMLInputElement;
  readonly #table: HTMLElement;
  readonly #head: HTMLElement;
  readonly #axisName = el("span");
  readonly #pick = byId<HTMLSelectElement>("axis");
  readonly #order = byId<HTMLSelectElement>("order");
  readonly #find = byId<HTMLInputElement>("find");
  readonly #rows: Row[] = [];
  #axis: Axis | undefined;
  #names: readonly string[] = [];
  #page = 0;

  constructor(
    readonly desk: Desk,
    readonly filter: ReadonlySet<Status>,
    readonly choose: (name: string) => void,
  ) {
    this.#input = range(PRICE.least, PRICE.most, "Price", (to) => desk.price(desk.axis, to));
    const ticks = [-500, -250, 0, 250, 500].map((at) => {
      const tick = el("span", { class: "tick" }, at === 0 ? "book" : percent(at).replace(".0 ", " "));
      tick.style.left = `${place(at) * 100}%`;
      return tick;
    });
    this.#head = el(
      "div",
      { class: "row head", role: "row" },
      cell("name", "columnheader", "Account"),
      cell("status", "columnheader", "Status"),
      cell("gauge", "columnheader", "Margin used"),
      cell("number surplus", "columnheader", "Surplus at maintenance"),
      cell("number below", "columnheader", "Liquidated below"),
      cell("axis", "columnheader", el("span", { class: "visually-hidden" }, "Price of "), this.#axisName, el("div", { class: "scale" }, el("div", { class: "ticks", "aria-hidden": "true" }, ...ticks), this.#input)),
      cell("number above", "columnheader", "Liquidated above"),
    );
    this.#table = el("div", { class: "accounts", role: "table", "aria-labelledby": "accounts-title" }, this.#head);
    byId("table").append(this.#table);
    this.#pick.addEventListener("change", () => this.along(this.#pick.value));
    this.#order.addEventListener("change", () => this.list());
    this.#find.addEventListener("input", () => this.list());
    byId("previous").addEventListener("click", () => this.#turn(this.#page - 1));
    byId("next").addEventListener("click", () => this.#turn(this.#page + 1));
  }

  opened(): void {
    this.#pick.replaceChildren(...this.desk.book.indices.map((index) => el("option", { value: index }, index)));
    this.#find.value = "";
    this.along(this.desk.axis);
    this.list();
  }

  /** Puts the prices of an index on the axis. */
  along(index: string): void {
    this.desk.axis = index;
    this.#axis = new Axis(this.desk.book, index);
    this.#pick.value = index;
    setText(this.#axisName, index);
    setAttribute(this.#input, "aria-label", `Price of ${index}`);
    this.desk.draw();
  }

  /** Lists the accounts again, by filter, search and order, from the first page on. */
  list(): void {
    const fleet = this.desk.frame?.fleet;
    const code = (name: string) => fleet?.statuses[fleet.place(name)] ?? 0;
    const sought = this.#find.value.trim().toLowerCase();
    let names = [...this.desk.book.accounts.keys()].filter((name) => name.toLowerCase().includes(sought));
    if (this.filter.size > 0) names = names.filter((name) => this.filter.has(STATUSES[code(name)] ?? "unknown"));
    // Of one status the book's order stays.
    if (this.#order.value === "worst") names.sort((a, b) => code(b) - code(a));
    this.#names = names;
    this.#turn(0);
  }

  /** Turns to the page that has an account, where the list has it. */
  find(name: string): void {
    const at = this.#names.indexOf(name);
    if (at >= 0) this.#turn(Math.floor(at / ROWS));
  }

  #turn(page: number): void {
    const pages = Math.max(1, Math.ceil(this.#names.length / ROWS));
    this.#page = Math.min(Math.max(page, 0), pages - 1);
    const first = this.#page * ROWS;
    this.desk.onScreen = this.#names.slice(first, first + ROWS);
    byId<HTMLButtonElement>("previous").disabled = this.#page === 0;
    byId<HTMLButtonElement>("next").disabled = this.#page === pages - 1;
    const last = first + this.desk.onScreen.length;
    const none = "No account is like this";
    setText(byId("page"), last === 0 ? none : `${first + 1} to ${last} of ${this.#names.length}`);
    setAttribute(this.#table, "aria-rowcount", String(this.#names.length + 1));
    this.desk.draw();
  }

  #row(place: number): Row {
    const row: Row = {
      button: el("button", { type: "button" }),
      badge: new Badge(),
      load: new Load(),
      surplus: new Figure("down", 2),
      below: new Figure("up"),
      lane: new Lane(),
      above: new Figure("down"),
      element: el("div", { class: "row", role: "row" }),
      name: "",
    };
    row.button.addEventListener("click", () => this.choose(row.name));
    // The whole row can be pointed at; the keyboard has the name.
    row.element.addEventListener("click", ({ target }) => target !== row.button && this.choose(row.name));
    row.element.append(
      cell("name", "rowheader", row.button),
      cell("status", "cell", row.badge.element),
      cell("gauge", "cell", row.load.element),
      cell("number surplus", "cell", row.surplus.element),
      cell("number below", "cell", row.below.element),
      cell("axis", "cell", row.lane.element),
      cell("number above", "cell", row.above.element),
    );
    setAttribute(row.element, "aria-rowindex", String(place + 2));
    this.#table.append(row.element);
    return row;
  }

  draw(frame: Frame): void {
    const { desk } = this;
    const moved = desk.moves.prices.get(desk.axis) ?? 0;
    if (this.#input.valueAsNumber !== moved) this.#input.valueAsNumber = moved;
    setAttribute(this.#input, "aria-valuetext", percent(moved));
    this.#table.style.setProperty("--at", String(place(moved)));
    grow(this.#rows, desk.onScreen.length, (at) => this.#row(at), ({ element }, shown) => (element.hidden = !shown));
    desk.onScreen.forEach((name, at) => this.#show(this.#rows[at]!, name, at, frame));
  }

  #show(row: Row, name: string, at: number, { accounts, late, fleet }: Frame): void {
    const report = accounts.get(name);
    if (report === undefined || this.#axis === undefined) return;
    row.name = name;
    setText(row.button, name === "" ? "(no name)" : name);
    setAttribute(row.element, "aria-rowindex", String(this.#page * ROWS + at + 2));
    setAttribute(row.button, "aria-current", String(name === this.desk.chosen));
    row.element.classList.toggle("chosen", name === this.desk.chosen);
    // What is searched for late; health is not.
    const now = fleet.brief(name) ?? { status: report.status, equity: report.equity, maintenance: report.maintenance.surplus };
    setAttribute(row.element, "data-status", now.status);
    row.badge.show(now.status);
    row.surplus.show(now.maintenance);
    row.load.show(now.equity, now.maintenance, report.initial.surplus);
    const liquidation = entry(report.liquidation, this.#axis.index);
    setAttribute(row.element, "aria-busy", String(late.has(name)));
    tell(row.below, liquidation?.below, liquidation?.below_reason);
    tell(row.above, liquidation?.above, liquidation?.above_reason);
    row.lane.show(this.#axis, liquidation);
  }
}
