// How deep an account is loaded: the part of its equity that its margin uses up. At the line all of it is used, and
// liquidation begins. A picture, of floats; the figures stand beside it in text.
import { el } from "./dom.js";
import { pixel } from "./figure.js";

/** Room above the line. */
export const DEEPEST = 1.25;

/** Of an account that is worth nothing, all or nothing. */
export function load(equity: number, surplus: number): number {
  if (equity > 0) return Math.min(Math.max(1 - surplus / equity, 0), DEEPEST);
  return surplus < 0 ? DEEPEST : 0;
}

export class Load {
  readonly #water = el("span", { class: "water" });
  readonly #draft = el("span", { class: "draft" });
  readonly element = el("div", { class: "load", "aria-hidden": "true" }, this.#water, this.#draft, el("span", { class: "line" }));

  /** The water at maintenance, and a mark where it stands at the initial level. */
  show(equity: string, maintenance: string, initial: string): void {
    const part = (surplus: string) => `${(load(pixel(equity), pixel(surplus)) / DEEPEST) * 100}%`;
    this.#water.style.width = part(maintenance);
    this.#draft.style.left = part(initial);
  }
}
