// The health of everybody at once: accounts as columns of bytes, made once, measured by one call a frame. Portfolios
// are measured by a stress without shocks, which searches for no liquidation price.
import { Markets, Positions, scan } from "plimsoll/columns";
import type { Book } from "./book.js";
import { change, type Moves } from "./moves.js";
import type { Stress } from "./outcome.js";
import { pixel } from "./figure.js";
import { load } from "./load.js";
import type { Status } from "./report.js";
import { STATUSES } from "./status.js";

/** What is known of an account before its prices have been searched for. */
export interface Brief {
  readonly status: Status;
  readonly equity: string;
  readonly maintenance: string;
}

type Stressed = (text: string, shocks: Readonly<Record<string, string>>) => string;

export class Fleet {
  readonly names: readonly string[];
  /** A number of `STATUSES` an account, in the book's order. */
  readonly statuses: Uint8Array;
  /** How deep each is loaded at maintenance, for pixels. */
  readonly loads: Float64Array;
  readonly #places: ReadonlyMap<string, number>;
  readonly #plain: Uint32Array;
  readonly #portfolios: readonly string[];
  readonly #briefs = new Map<string, Brief>();

  private constructor(
    book: Book,
    readonly markets: Markets,
    readonly positions: Positions,
    readonly stress: Stressed | undefined,
  ) {
    this.names = [...book.accounts.keys()];
    this.#places = new Map(this.names.map((name, place) => [name, place]));
    this.#plain = Uint32Array.from(positions.accounts, (name) => this.place(name));
    this.#portfolios = this.names.filter((name) => book.portfolio(name));
    this.statuses = new Uint8Array(this.names.length);
    this.loads = new Float64Array(this.names.length);
  }

  /** The accounts of a book. The stress is loaded where something in it is a portfolio. */
  static async of(book: Book): Promise<Fleet> {
    const names = [...book.accounts.keys()];
    const plain = names.filter((name) => !book.portfolio(name));
    const text = book.text(plain);
    const markets = new Markets(text);
    const stress = plain.length < names.length ? (await import("plimsoll/stress")).stress : undefined;
    return new Fleet(book, markets, Positions.of(text, markets), stress);
  }

  place(name: string): number {
    return this.#places.get(name) ?? -1;
  }

  /** A portfolio's health at the prices of now. */
  brief(name: string): Brief | undefined {
    return this.#briefs.get(name);
  }

  /** Measures everybody. `book` is at the moved prices. */
  move(book: Book, { prices }: Moves): void {
    const shocks = Object.fromEntries([...prices].filter(([, moved]) => moved !== 0).map(([index, moved]) => [index, change(moved)]));
    const rows = scan(this.markets.move(shocks), this.positions);
    const [surplus, equity] = [rows.surplus("maintenance"), rows.surplus("equity")];
    rows.statuses.forEach((status, row) => {
      const place = this.#plain[row] ?? 0;
      this.statuses[place] = status;
      this.loads[place] = load(equity[row] ?? 0, surplus[row] ?? 0);
    });
    if (this.stress === undefined) return;
    const { accounts } = JSON.parse(this.stress(book.text(this.#portfolios), {})) as Stress;
    for (const name of this.#portfolios) {
      const { status, equity: worth, maintenance } = accounts[name]!.before;
      const place = this.place(name);
      this.#briefs.set(name, { status, equity: worth, maintenance });
      this.statuses[place] = STATUSES.indexOf(status);
      this.loads[place] = load(pixel(worth), pixel(maintenance));
    }
  }
}
