// Elements, and figures in them. A text is written only where it differs, so that a frame touches what has changed.
import { cut, places, type Toward } from "./figure.js";

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | EventListener>>;

/** An element: attributes by name, listeners by `on…`. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** The element of the page with this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element as T;
}

export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes. */
export function svg(tag: string, attributes: Readonly<Record<string, string>>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Figures by their elements, for who wants to see all of their digits. */
const figures = new WeakMap<Element, Figure>();
let everyDigit = false;

/** A place for one figure: its text is cut, or has every digit; its value always has. */
export class Figure {
  readonly element: HTMLDataElement = el("data", { class: "figure" });
  #exact: string | undefined;

  constructor(
    readonly toward: Toward,
    /** Digits behind the point; none stated: as many as its size needs. */
    readonly places?: number,
  ) {
    figures.set(this.element, this);
  }

  /** Shows a figure of the core. */
  show(exact: string): void {
    if (this.#exact === exact) return;
    this.#exact = exact;
    this.element.value = exact;
    this.element.title = exact;
    this.element.classList.toggle("negative", exact.startsWith("-"));
    this.write();
  }

  /** Shows words where there is no figure. */
  say(words: string, why: string): void {
    if (this.#exact !== undefined || this.element.textContent === "") {
      this.#exact = undefined;
      this.element.value = "";
      this.element.classList.remove("negative");
    }
    setAttribute(this.element, "title", why);
    setText(this.element, words);
  }

  /** Writes the text of the figure, if it is one. */
  write(): void {
    if (this.#exact === undefined) return;
    setText(this.element, everyDigit ? this.#exact : cut(this.#exact, this.places ?? places(this.#exact), this.toward));
  }
}

/** Whether figures are cut, or written with every digit. */
export function writeDigits(every: boolean): void {
  everyDigit = every;
  document.documentElement.classList.toggle("digits", every);
  for (const element of document.querySelectorAll("data.figure")) figures.get(element)?.write();
}

/** A figure that is shown once. */
export function figure(exact: string, toward: Toward, digits?: number): HTMLElement {
  const place = new Figure(toward, digits);
  place.show(exact);
  return place.element;
}

/** A child in a list of children that come and go: as many as wanted, each made once. */
export function grow<T>(known: T[], wanted: number, make: (place: number) => T, show: (item: T, shown: boolean) => void): void {
  while (known.length < wanted) known.push(make(known.length));
  known.forEach((item, place) => show(item, place < wanted));
}
