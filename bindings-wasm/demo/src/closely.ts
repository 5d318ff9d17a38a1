// The account that is looked at: levels, liquidation prices, a position to try, limits, and what it consists of.
import { Contents } from "./contents.js";
import type { Desk, Frame, View } from "./desk.js";
import { byId, el, setAttribute, setText } from "./dom.js";
import { Levels } from "./levels.js";
import { Prices } from "./prices.js";
import { Reach } from "./reach.js";
import { MEANING, Badge } from "./status.js";
import { Ticket } from "./ticket.js";

export class Closely implements View {
  readonly #section = byId("account");
  readonly #title = byId("account-title");
  readonly #badge = new Badge();
  readonly #meaning = el("p", { class: "quiet" });
  readonly #levels = new Levels();
  readonly #prices = new Prices();
  readonly #reach = new Reach();
  readonly #contents = new Contents();
  readonly #ticket: Ticket;

  constructor(readonly desk: Desk) {
    this.#ticket = new Ticket(desk);
    this.#title.after(this.#badge.element);
    const part = (name: string, ...children: HTMLElement[]) => el("div", { class: "part" }, el("h3", {}, name), ...children);
    byId("closely").append(
      this.#meaning,
      this.#levels.element,
      part("Liquidated", this.#prices.all),
      part("Add a position", this.#ticket.element),
      part("May still", this.#reach.element),
      this.#contents.element,
    );
  }

  opened(): void {
    this.#ticket.open();
  }

  signed(): void {
    this.#ticket.open();
  }

  /** Looks at another account. */
  choose(name: string): void {
    this.desk.chosen = name;
    this.#ticket.open();
    this.desk.draw();
  }

  draw(frame: Frame): void {
    const { chosen } = this.desk;
    const report = frame.accounts.get(chosen);
    this.#section.hidden = report === undefined;
    if (report === undefined) return;
    const status = frame.fleet.brief(chosen)?.status ?? report.status;
    setText(this.#title, chosen === "" ? "(no name)" : chosen);
    setText(this.#meaning, MEANING[status]);
    setAttribute(this.#section, "aria-busy", String(frame.late.has(chosen)));
    this.#badge.show(status);
    this.#levels.show(report);
    this.#prices.show(this.desk.book, this.desk.moves, report);
    this.#contents.show(report);
    this.#ticket.draw(frame, this.#reach.show(frame.book, chosen));
  }
}
