// A position that is tried before it is signed: the account before and after, from two reports.
import { isNegative, isZero, readNearest, report } from "plimsoll/columns";
import type { Desk, Frame } from "./desk.js";
import { Figure, el, setText } from "./dom.js";
import { tell } from "./axis.js";
import type { Fields } from "./json.js";
import { object } from "./json.js";
import type { Limits } from "./limits.js";
import { ends } from "./moves.js";
import { entry, reports, type AccountReport } from "./report.js";
import { Badge } from "./status.js";
import { kindOf, sides, tradable, traded, type Trade } from "./trade.js";

const GROUPS = { asset: "Assets", perp: "Perps", option: "Options" } as const;

/** One line of the comparison. */
interface Line {
  readonly name: string;
  readonly figures: readonly [Figure, Figure];
  readonly of: (report: AccountReport) => string;
}

export class Ticket {
  readonly #market = el("select", { id: "market" });
  readonly #side = el("select", { id: "side" });
  readonly #size = el("input", { id: "size", inputmode: "decimal", autocomplete: "off", placeholder: "0", "aria-describedby": "ticket-refusal" });
  readonly #price = el("input", { id: "at", inputmode: "decimal", autocomplete: "off", "aria-describedby": "ticket-refusal" });
  readonly #atPrice = el("label", {}, el("span", {}, "At"), this.#price);
  readonly #most = el("button", { type: "button", class: "most" }, "Most");
  readonly #refusal = el("p", { id: "ticket-refusal", class: "refusal", role: "alert" });
  readonly #sign = el("button", { type: "submit", class: "primary", disabled: true }, "Sign");
  readonly #clear = el("button", { type: "button", disabled: true }, "Clear");
  readonly #badges = [new Badge(), new Badge()] as const;
  readonly #lines: readonly Line[] = [
    line("Equity", (of) => of.equity),
    line("Initial surplus", (of) => of.initial.surplus),
    line("Maintenance surplus", (of) => of.maintenance.surplus),
  ];
  readonly #prices = [0, 1].map(() => [new Figure("up"), new Figure("down")] as const);
  readonly #index = [el("th", { scope: "row" }), el("th", { scope: "row" })] as const;
  readonly #effect: HTMLElement;
  readonly element: HTMLFormElement;

  #limits: Limits = { assets: [], perps: [] };
  #frame: Frame | undefined;
  #after: Fields | undefined;

  constructor(readonly desk: Desk) {
    const columns = ["", "now", "after"].map((name) => (name === "" ? el("td") : el("th", { scope: "col" }, name)));
    const row = (head: HTMLElement, now: HTMLElement, after: HTMLElement) => el("tr", {}, head, el("td", {}, now), el("td", {}, after));
    this.#effect = el(
      "table",
      { class: "effect", hidden: true },
      el("caption", { class: "visually-hidden" }, "The account now and after the position"),
      el("thead", {}, el("tr", {}, ...columns)),
      el(
        "tbody",
        {},
        row(el("th", { scope: "row" }, "Status"), this.#badges[0].element, this.#badges[1].element),
        ...this.#lines.map(({ name, figures: [now, after] }) => row(el("th", { scope: "row" }, name), now.element, after.element)),
        row(this.#index[0], this.#prices[0]![0].element, this.#prices[1]![0].element),
        row(this.#index[1], this.#prices[0]![1].element, this.#prices[1]![1].element),
      ),
    );
    this.element = el(
      "form",
      { class: "ticket", "aria-label": "Add a position", novalidate: true },
      el(
        "div",
        { class: "fields" },
        el("label", {}, el("span", {}, "Market"), this.#market),
        el("label", {}, el("span", {}, "Side"), this.#side),
        el("label", {}, el("span", {}, "Size"), this.#size),
        this.#atPrice,
      ),
      this.#refusal,
      this.#effect,
      el("div", { class: "bar end" }, this.#most, this.#clear, this.#sign),
    );
    this.#market.addEventListener("change", () => this.#chosen());
    for (const field of [this.#side, this.#size, this.#price]) field.addEventListener("input", () => this.#preview());
    this.#side.addEventListener("input", () => this.#quote());
    this.#most.addEventListener("click", () => this.#fill());
    this.#clear.addEventListener("click", () => this.clear());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#after === undefined) return;
      const signed = this.#after;
      this.clear();
      void desk.sign(desk.chosen, signed);
    });
  }

  /** For the account that was chosen. */
  open(): void {
    const before = this.#market.value;
    const { book, chosen } = this.desk;
    const groups = [...tradable(book, book.account(chosen))].filter(([, names]) => names.length > 0);
    this.#market.replaceChildren(
      ...groups.map(([kind, names]) => el("optgroup", { label: GROUPS[kind] }, ...names.map((name) => el("option", { value: name }, name)))),
    );
    const names = groups.flatMap(([, all]) => all);
    this.#market.value = names.includes(before) ? before : (groups.find(([kind]) => kind === "perp")?.[1][0] ?? names[0] ?? "");
    this.#size.value = "";
    this.#chosen();
  }

  clear(): void {
    this.#size.value = "";
    this.#preview();
  }

  #chosen(): void {
    const kind = kindOf(this.desk.book, this.#market.value);
    const [inward, outward] = sides(kind);
    const side = this.#side.value;
    this.#side.replaceChildren(el("option", { value: "in" }, inward), el("option", { value: "out" }, outward));
    if (side !== "") this.#side.value = side;
    this.#atPrice.hidden = kind === "asset";
    this.#quote();
    this.#preview();
  }

  /** The market's own price: bought at its high end, sold at its low one. An option has none in the book. */
  #quote(): void {
    const perp = this.desk.book.perps.has(this.#market.value);
    const [low, high] = ends(object(this.#frame?.book.perps ?? new Map(), this.#market.value).get("price"));
    this.#price.value = perp ? (this.#side.value === "in" ? high : low) : "0";
  }

  /** As much as the account's limit allows. */
  #fill(): void {
    const limit = this.#limit();
    if (limit?.kind === "at") this.#size.value = limit.value;
    this.#preview();
  }

  #limit() {
    const { value: market } = this.#market;
    const inward = this.#side.value === "in";
    const perp = this.#limits.perps.find((one) => one.perp === market);
    if (perp !== undefined) return inward ? perp.buy : perp.sell;
    return inward ? undefined : this.#limits.assets.find((one) => one.asset === market)?.borrow;
  }

  draw(frame: Frame, limits: Limits): void {
    const first = this.#frame?.book.head !== frame.book.head;
    this.#frame = frame;
    this.#limits = limits;
    if (first && document.activeElement !== this.#price) this.#quote();
    this.#preview();
  }

  #preview(): void {
    this.#after = undefined;
    const { desk } = this;
    const size = this.#size.value.trim();
    this.#most.hidden = this.#limit()?.kind !== "at";
    try {
      const before = this.#frame?.accounts.get(desk.chosen);
      if (size !== "" && this.#frame !== undefined && before !== undefined) {
        const price = this.#price.value.trim();
        number("Size", size);
        if (!this.#atPrice.hidden) number("At", price);
        if (isZero(readNearest(size))) throw new Error("Size: zero changes nothing");
        const trade: Trade = { market: this.#market.value, side: this.#side.value as Trade["side"], size, price };
        const account = traded(desk.book, desk.book.account(desk.chosen), trade);
        // One account in the moved book: the whole report of it, as it would be.
        const book = this.#frame.book.with(desk.chosen, account);
        const after = reports(report(book.text([desk.chosen]))).get(desk.chosen);
        if (after !== undefined) this.#compare(before, after, trade.market);
        this.#after = account;
      }
      setText(this.#refusal, "");
    } catch (error) {
      setText(this.#refusal, (error as Error).message);
    }
    this.#effect.hidden = this.#after === undefined;
    this.#sign.disabled = this.#after === undefined;
    this.#clear.disabled = size === "";
  }

  #compare(...[now, after, market]: readonly [AccountReport, AccountReport, string]): void {
    const { book, axis } = this.desk;
    const own = (object(book.perps, market).get("follows") ?? object(book.assets, market).get("follows") ?? market) as string;
    const index = book.indices.includes(own) ? own : axis;
    setText(this.#index[0], `${index} liquidated below`);
    setText(this.#index[1], `${index} liquidated above`);
    [now, after].forEach((one, place) => {
      this.#badges[place]!.show(one.status);
      for (const { figures, of } of this.#lines) figures[place]!.show(of(one));
      const [below, above] = this.#prices[place]!;
      const prices = entry(one.liquidation, index);
      tell(below, prices?.below, prices?.below_reason);
      tell(above, prices?.above, prices?.above_reason);
    });
  }
}

/** A field that has no sign. Errors: what the core says of its text, by the field's name. */
function number(field: string, text: string): void {
  let least = true;
  try {
    least = !isNegative(readNearest(text));
  } catch (error) {
    throw new Error(`${field}, ${JSON.stringify(text)}: ${(error as Error).message.replace(/^\w+: /, "")}`);
  }
  if (!least) throw new Error(`${field}: not below zero; the side says which way it goes`);
}

function line(name: string, of: Line["of"]): Line {
  return { name, figures: [new Figure("down", 2), new Figure("down", 2)], of };
}
