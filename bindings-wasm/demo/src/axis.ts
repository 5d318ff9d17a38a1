// The price axis: thousandths away from the book's price, and where a price of the core's stands on it. Places on the
// screen are floats; nothing else here is.
import type { Book } from "./book.js";
import { el, type Figure } from "./dom.js";
import { pixel } from "./figure.js";
import { object } from "./json.js";
import { PRICE, ends } from "./moves.js";
import type { Liquidation } from "./report.js";

/** Where thousandths stand, 0 to 1 from the left end. */
export const place = (thousandths: number): number => (thousandths - PRICE.least) / (PRICE.most - PRICE.least);

/** The axis of one index of a book. */
export class Axis {
  readonly #present: number;

  constructor(book: Book, readonly index: string) {
    const [low, high] = ends(object(book.assets.has(index) ? book.assets : book.perps, index).get("price"));
    this.#present = (pixel(low) + pixel(high)) / 2;
  }

  /** Whether a price stands on it. */
  has(price: string): boolean {
    const at = this.at(price);
    return at >= 0 && at <= 1;
  }

  /** Where a price stands, 0 to 1 from the left end; beyond either where it is off the axis. */
  at(price: string): number {
    return place((pixel(price) / this.#present - 1) * 1000);
  }
}

/** One account's lane along the axis: the prices at which it is healthy, and both ends of them. */
export class Lane {
  readonly #safe = el("span", { class: "safe" });
  readonly #below = el("span", { class: "mark" });
  readonly #above = el("span", { class: "mark" });
  readonly element = el("div", { class: "lane", "aria-hidden": "true" }, this.#safe, this.#below, this.#above);

  show(axis: Axis, liquidation: Liquidation | undefined): void {
    const past = liquidation?.below_reason === "already_past";
    this.element.dataset["kind"] = liquidation === undefined ? "none" : past ? "past" : "safe";
    const from = liquidation?.below == null ? 0 : axis.at(liquidation.below);
    const to = liquidation?.above == null ? 1 : axis.at(liquidation.above);
    const [left, right] = [Math.min(Math.max(from, 0), 1), Math.min(Math.max(to, 0), 1)];
    this.#safe.style.left = `${left * 100}%`;
    this.#safe.style.right = `${(1 - right) * 100}%`;
    mark(this.#below, liquidation?.below == null ? undefined : from);
    mark(this.#above, liquidation?.above == null ? undefined : to);
  }
}

function mark(element: HTMLElement, at: number | undefined): void {
  element.hidden = at === undefined || at < 0 || at > 1;
  if (at !== undefined) element.style.left = `${at * 100}%`;
}

/** A liquidation price, or in words why there is none. */
export function tell(figure: Figure, price: string | null | undefined, reason: string | undefined): void {
  if (price != null) figure.show(price);
  else if (reason === "already_past") figure.say("past", "not healthy at maintenance now");
  else if (reason === "never") figure.say("never", "stays healthy however far the price goes");
  else figure.say("–", "not exposed to this price");
}

