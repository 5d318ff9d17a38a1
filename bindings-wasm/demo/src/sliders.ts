// Prices by index and volatilities by expiry, each a slider around what the book says.
import type { Desk, Frame, View } from "./desk.js";
import { Figure, byId, el, setAttribute, setText } from "./dom.js";
import { text, object, type Fields } from "./json.js";
import { PRICE, VOLATILITY, ends, percent, type Thousandths } from "./moves.js";

interface Slider {
  readonly name: string;
  readonly input: HTMLInputElement;
  readonly change: HTMLElement;
  readonly low: Figure;
  readonly high: Figure;
  readonly item: HTMLElement;
  /** Where its ends stand in a book. */
  readonly ends: (frame: Frame) => readonly [string, string];
  readonly moved: () => Thousandths;
}

/** A range input that moves a number of thousandths. */
export function range(least: number, most: number, name: string, moved: (to: Thousandths) => void): HTMLInputElement {
  const input = el("input", { type: "range", min: least, max: most, step: 1, value: 0, "aria-label": name });
  input.addEventListener("input", () => moved(input.valueAsNumber));
  // A second click on the knob takes the book's own value again.
  input.addEventListener("dblclick", () => moved(0));
  return input;
}

export class Sliders implements View {
  readonly #place = byId("sliders");
  readonly #reset = byId<HTMLButtonElement>("reset");
  readonly #pick: (axis: string) => void;
  #sliders: Slider[] = [];

  constructor(
    readonly desk: Desk,
    pick: (axis: string) => void,
  ) {
    this.#pick = pick;
    this.#reset.addEventListener("click", () => desk.reset());
    // On a phone the accounts come first.
    const narrow = matchMedia("(max-width: 700px)");
    byId<HTMLDetailsElement>("markets").open = !narrow.matches;
  }

  opened(): void {
    const { desk } = this;
    const prices = desk.book.indices.map((index) => this.#price(index));
    // An expiry without options has no volatility.
    const expiries = [...desk.book.expiries.keys()].filter((expiry) => options(desk.book.options, expiry).length > 0);
    this.#sliders = [...prices, ...expiries.map((expiry) => this.#volatility(expiry))];
    const list = el("ul", { role: "list" }, ...this.#sliders.map(({ item }) => item));
    this.#place.replaceChildren(list);
  }

  #price(index: string): Slider {
    const { desk } = this;
    const button = el("button", { type: "button", class: "name", title: "Show its liquidation prices", onclick: () => this.#pick(index) }, index);
    // What is moved is what one wants to see on the axis.
    const input = range(PRICE.least, PRICE.most, `Price of ${index}`, (to) => {
      if (desk.axis !== index) this.#pick(index);
      desk.price(index, to);
    });
    return this.#slider(index, button, input, {
      ends: ({ book }) => ends(object(book.assets.has(index) ? book.assets : book.perps, index).get("price")),
      moved: () => desk.moves.prices.get(index) ?? 0,
    });
  }

  #volatility(expiry: string): Slider {
    const { desk } = this;
    const name = el("span", { class: "name" }, `σ ${expiry}`);
    const input = range(VOLATILITY.least, VOLATILITY.most, `Volatility of ${expiry}`, (to) => desk.volatility(expiry, to));
    // Of an expiry's options the first one's stands for all: they move alike.
    return this.#slider(expiry, name, input, {
      ends: ({ book }) => ends(options(book.options, expiry)[0]?.get("volatility")),
      moved: () => desk.moves.volatilities.get(expiry) ?? 0,
    });
  }

  #slider(name: string, heading: HTMLElement, input: HTMLInputElement, of: Pick<Slider, "ends" | "moved">): Slider {
    const [low, high, change] = [new Figure("down"), new Figure("up"), el("span", { class: "change" })];
    const price = el("span", { class: "price" }, low.element, el("span", { class: "to" }, "–"), high.element);
    return { name, input, change, low, high, item: el("li", {}, heading, change, price, input), ...of };
  }

  draw(frame: Frame): void {
    let any = false;
    for (const { name, input, change, low, high, item, ends: of, moved } of this.#sliders) {
      const by = moved();
      any ||= by !== 0;
      const [least, most] = of(frame);
      if (input.valueAsNumber !== by) input.valueAsNumber = by;
      low.show(least);
      high.show(most);
      setText(change, percent(by));
      setAttribute(input, "aria-valuetext", `${percent(by)}, ${low.element.textContent} to ${high.element.textContent}`);
      item.classList.toggle("moved", by !== 0);
      item.classList.toggle("axis", name === this.desk.axis);
    }
    this.#reset.disabled = !any;
  }
}

/** The options of an expiry. */
function options(all: Fields, expiry: string): Fields[] {
  return ([...all.values()] as Fields[]).filter((option) => text(option, "expiry") === expiry);
}
