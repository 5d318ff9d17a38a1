// The four things that an account can be: a word, a shape and a colour, so that none of them stands alone.
import { el, setAttribute, setText, svg } from "./dom.js";
import type { Status } from "./report.js";

/** The worst first; the place is the number of the core's columns. */
export const STATUSES: readonly Status[] = ["healthy", "restricted", "liquidatable", "insolvent", "unknown"];

export const MEANING: Readonly<Record<Status, string>> = {
  healthy: "may open risk and withdraw",
  restricted: "below its initial margin: may open nothing",
  liquidatable: "below its maintenance margin",
  insolvent: "owes more than it owns",
  unknown: "a price is too old to say",
};

// A full disc, a disc half under water, a warning triangle, a cross.
const SHAPE: Readonly<Record<Status, string>> = {
  healthy: "M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2Z",
  restricted: "M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2ZM3.6 8a4.4 4.4 0 0 1 8.8 0Z",
  liquidatable: "M8 1.6 15 14.2H1Z",
  insolvent: "M3.8 2 8 6.2 12.2 2 14 3.8 9.8 8 14 12.2 12.2 14 8 9.8 3.8 14 2 12.2 6.2 8 2 3.8Z",
  unknown: "M2 7h12v2H2Z",
};

/** The status as shape and word, in its colour. */
export class Badge {
  readonly #path = svg("path", { "fill-rule": "evenodd" });
  readonly #word = el("span");
  readonly element = el("span", { class: "badge" });

  constructor(status?: Status) {
    this.element.append(svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, this.#path), this.#word);
    if (status !== undefined) this.show(status);
  }

  show(status: Status): void {
    setAttribute(this.element, "data-status", status);
    setAttribute(this.element, "title", MEANING[status]);
    setAttribute(this.#path, "d", SHAPE[status]);
    setText(this.#word, status);
  }
}
