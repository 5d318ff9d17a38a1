// What one account may still do, as the core's limits say it: withdraw, borrow, buy and sell.
import type { Limit } from "plimsoll/columns";
import type { Book } from "./book.js";
import { Figure, el } from "./dom.js";
import { Initial } from "./holdings.js";
import { limits, type Limits } from "./limits.js";

const WORDS: Readonly<Record<Limit["kind"], readonly [string, string]>> = {
  at: ["", ""],
  never: ["any", "the check holds to the end of the range"],
  already_past: ["none", "the account is below its initial margin already"],
  not_exposed: ["none", "nothing of it is owned"],
  unknown: ["unknown", "a price is too old to say"],
};

function show(figure: Figure, limit: Limit): void {
  if (limit.kind === "at") figure.show(limit.value);
  else figure.say(...WORDS[limit.kind]);
}

/** Two limits of every market of a kind. */
class Table {
  readonly #rows = new Map<string, readonly [Figure, Figure]>();
  readonly #body = el("tbody");
  readonly element: HTMLElement;

  constructor(caption: string, first: string, second: string) {
    const heads = [caption, first, second].map((name) => el("th", { scope: "col" }, name));
    this.element = el("table", { class: "reach" }, el("thead", {}, el("tr", {}, ...heads)), this.#body);
  }

  show(rows: readonly (readonly [string, Limit, Limit])[]): void {
    const names = rows.map(([name]) => name);
    if (names.length !== this.#rows.size || names.some((name) => !this.#rows.has(name))) {
      this.#rows.clear();
      this.#body.replaceChildren();
      for (const name of names) {
        const figures = [new Figure("down"), new Figure("down")] as const;
        this.#rows.set(name, figures);
        this.#body.append(el("tr", {}, el("th", { scope: "row" }, name), ...figures.map(({ element }) => el("td", {}, element))));
      }
    }
    for (const [name, ...both] of rows) both.forEach((limit, side) => show(this.#rows.get(name)![side]!, limit));
    this.element.hidden = rows.length === 0;
  }
}

export class Reach {
  readonly #assets = new Table("Asset", "withdraw", "with a loan");
  readonly #perps = new Table("Perp", "buy", "sell");
  readonly #portfolio = el("p", { class: "quiet", hidden: true }, "A method margins this account as a whole: try a position above, and the core says what it does.");
  readonly element = el("div", {}, this.#assets.element, this.#perps.element, this.#portfolio);
  #initial: readonly [Book["head"], Initial] | undefined;

  /** The limits as shown, for who wants to use one; none of a portfolio. */
  show(book: Book, name: string): Limits {
    const portfolio = book.portfolio(name);
    if (this.#initial?.[0] !== book.head) this.#initial = [book.head, new Initial(book)];
    const now = portfolio ? { assets: [], perps: [] } : limits(book, book.account(name), this.#initial[1]);
    this.#assets.show(now.assets.map(({ asset, withdraw, borrow }) => [asset, withdraw, borrow]));
    this.#perps.show(now.perps.map(({ perp, buy, sell }) => [perp, buy, sell]));
    this.#portfolio.hidden = !portfolio;
    return now;
  }
}
