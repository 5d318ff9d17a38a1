// What the reader looks at and has moved, and the frame that everything on the page is drawn from.
import { report } from "plimsoll/columns";
import { Axis } from "./axis.js";
import { Book } from "./book.js";
import { Fleet } from "./fleet.js";
import { Line } from "./job.js";
import { text, type Fields } from "./json.js";
import { move, type Moves, type Thousandths } from "./moves.js";
import { entry, reports, type AccountReport } from "./report.js";

/** One picture of the book at the moved prices. */
export interface Frame {
  /** The book at the moved prices. */
  readonly book: Book;
  /** Reports of the accounts on screen, and of the chosen one. */
  readonly accounts: ReadonlyMap<string, AccountReport>;
  /** Accounts whose search still runs: theirs are of prices a moment ago. */
  readonly late: ReadonlySet<string>;
  /** The health of everybody. */
  readonly fleet: Fleet;
}

/** A part of the page. */
export interface View {
  /** A book was loaded. */
  opened?(): void;
  /** A trade of the chosen account was signed. */
  signed?(): void;
  /** Prices have moved, or other accounts are on screen. */
  draw?(frame: Frame): void;
  /** Nothing has moved for a moment. */
  settled?(frame: Frame): void;
}

/** Long enough that a drag is over, short enough that a reader does not wait. */
const SETTLE = 180;

export class Desk {
  readonly views: View[] = [];
  /** As loaded, with the trades that were signed. */
  book!: Book;
  moves: Moves = { prices: new Map(), volatilities: new Map() };
  /** The index whose prices are on the axis. */
  axis = "";
  /** The indices that matter most to the accounts, first. */
  indices: readonly string[] = [];
  /** The account that is looked at closely. */
  chosen = "";
  /** The accounts on screen. */
  onScreen: readonly string[] = [];
  frame!: Frame;

  #fleet!: Fleet;
  #portfolios = new Map<string, AccountReport>();
  #asked = "";
  #late: ReadonlySet<string> = new Set();
  #line: Line | undefined;
  #scheduled = false;
  #settle: ReturnType<typeof setTimeout> | undefined;

  /** Takes a document. Errors: what the core refuses, and names; then everything stays as it was. */
  async load(document: string): Promise<void> {
    const [book, accounts] = Book.read(document);
    this.#fleet = await Fleet.of(book);
    this.book = book;
    this.moves = { prices: new Map(), volatilities: new Map() };
    this.#portfolios = new Map([...accounts].filter(([name]) => book.portfolio(name)));
    this.indices = busiest(book, accounts);
    this.axis = this.indices[0] ?? "";
    // Somebody with a price to watch, if there is one.
    const watched = [...accounts].find(([, { liquidation }]) => entry(liquidation, this.axis)?.below != null);
    this.chosen = (watched ?? [...accounts][0])?.[0] ?? "";
    this.#late = new Set();
    for (const view of this.views) view.opened?.();
    this.draw();
  }

  /** An account after a trade that was signed. */
  async sign(name: string, account: Fields): Promise<void> {
    const book = this.book.with(name, account);
    const accounts = reports(report(book.text([name])));
    this.#fleet = await Fleet.of(book);
    this.book = book;
    for (const [own, known] of accounts) if (book.portfolio(own)) this.#portfolios.set(own, known);
    for (const view of this.views) view.signed?.();
    this.draw();
  }

  price(index: string, moved: Thousandths): void {
    this.moves = { ...this.moves, prices: new Map(this.moves.prices).set(index, moved) };
    this.draw();
  }

  volatility(expiry: string, moved: Thousandths): void {
    this.moves = { ...this.moves, volatilities: new Map(this.moves.volatilities).set(expiry, moved) };
    this.draw();
  }

  /** Back to the book's own prices. */
  reset(): void {
    this.moves = { prices: new Map(), volatilities: new Map() };
    this.draw();
  }

  /** Draws with the next frame of the screen; many changes before it are one. */
  draw(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      performance.mark("frame");
      this.#draw();
      performance.measure("frame", "frame");
      clearTimeout(this.#settle);
      this.#settle = setTimeout(() => this.#settled(), SETTLE);
    });
  }

  #draw(): void {
    const book = move(this.book, this.moves);
    const wanted = new Set([...this.onScreen, this.chosen].filter((name) => book.accounts.has(name)));
    const plain = [...wanted].filter((name) => !book.portfolio(name));
    const accounts = new Map(reports(report(book.text(plain))));
    this.#search(book, [...wanted].filter((name) => book.portfolio(name)));
    for (const name of wanted) {
      const known = this.#portfolios.get(name);
      if (!accounts.has(name) && known !== undefined) accounts.set(name, known);
    }
    this.#fleet.move(book, this.moves);
    this.frame = { book, accounts, late: this.#late, fleet: this.#fleet };
    for (const view of this.views) view.draw?.(this.frame);
  }

  /** Has the worker report portfolios, where prices or accounts are others than it was last asked about. */
  #search(book: Book, names: readonly string[]): void {
    const text = names.length === 0 ? "" : book.text(names);
    if (text === "" || text === this.#asked) return;
    this.#asked = text;
    this.#late = new Set(names);
    this.#line ??= new Line((answer) => {
      if (!("accounts" in answer)) return;
      for (const [name, known] of answer.accounts) this.#portfolios.set(name, known);
      // What was asked meanwhile is still on its way.
      if (!this.#line?.busy) this.#late = new Set();
      this.draw();
    });
    this.#line.ask({ kind: "report", text });
  }

  #settled(): void {
    for (const view of this.views) view.settled?.(this.frame);
  }
}

/** The indices by how many liquidation prices are on their axis, without the coins that perps settle in. */
function busiest(book: Book, accounts: ReadonlyMap<string, AccountReport>): readonly string[] {
  const money = new Set(([...book.perps.values()] as Fields[]).map((perp) => text(perp, "settles")));
  const moving = book.indices.filter((index) => !money.has(index));
  const counts = (moving.length > 0 ? moving : book.indices).map((index) => {
    const axis = new Axis(book, index);
    const on = ({ liquidation }: AccountReport) => {
      const prices = entry(liquidation, index);
      return [prices?.below, prices?.above].filter((price) => price != null && axis.has(price)).length;
    };
    return [index, [...accounts.values()].reduce((sum, account) => sum + on(account), 0)] as const;
  });
  return counts.sort(([, a], [, b]) => b - a).map(([index]) => index);
}
