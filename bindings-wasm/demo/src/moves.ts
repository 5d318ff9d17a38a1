// What the reader has dragged: factors on prices by index and on volatilities by expiry. The same move as that of a
// stress, made by the core's own products: what a book would say at those prices, to the bit.
import { mulDown, mulUp, readDown, readUp } from "plimsoll/columns";
import type { Book } from "./book.js";
import { exact } from "./exact.js";
import { text, type Fields, type Value } from "./json.js";

/** Thousandths away from the book: what a slider holds. */
export type Thousandths = number;

/** How far a slider goes. */
export const PRICE = { least: -600, most: 600 } as const;
export const VOLATILITY = { least: -600, most: 1500 } as const;

/** `-0.350`: a change as decimal text. */
export function change(moved: Thousandths): string {
  const [whole, rest] = [Math.trunc(Math.abs(moved) / 1000), Math.abs(moved) % 1000];
  return `${moved < 0 ? "-" : ""}${whole}.${String(rest).padStart(3, "0")}`;
}

/** `0.650`: the factor of that change as decimal text. */
const factor = (moved: Thousandths): string => change(1000 + moved);

/** `−35.0 %`, for a person. */
export function percent(moved: Thousandths): string {
  if (moved === 0) return "0.0 %";
  return `${moved < 0 ? "−" : "+"}${Math.trunc(Math.abs(moved) / 10)}.${Math.abs(moved) % 10} %`;
}

export interface Moves {
  readonly prices: ReadonlyMap<string, Thousandths>;
  readonly volatilities: ReadonlyMap<string, Thousandths>;
}

/** Low and high end of a price, forward or volatility of the book. */
export function ends(value: Value | undefined): readonly [low: string, high: string] {
  if (typeof value === "string") return [value, value];
  return value instanceof Map ? [text(value, "low") ?? "", text(value, "high") ?? ""] : ["", ""];
}

/** Both ends times a factor, outward. */
function scaled(value: Value, by: string): Fields {
  const [low, high] = ends(value);
  return new Map([
    ["low", exact(mulDown(readDown(low), readDown(by)))],
    ["high", exact(mulUp(readUp(high), readUp(by)))],
  ]);
}

/** Some fields of some of a book's objects, scaled. */
function scale(objects: Fields, fields: readonly string[], by: (name: string, object: Fields) => Thousandths): Fields {
  return new Map(
    [...objects].map(([name, object]) => {
      const moved = by(name, object as Fields);
      if (moved === 0) return [name, object];
      const scaledFields = [...(object as Fields)].map(([key, value]): [string, Value] =>
        fields.includes(key) ? [key, scaled(value, factor(moved))] : [key, value],
      );
      return [name, new Map(scaledFields)];
    }),
  );
}

/** The book after the moves: every market on an index at both levels, forwards, and volatilities. */
export function move(book: Book, moves: Moves): Book {
  const price = (name: string, market: Fields): Thousandths => moves.prices.get(text(market, "follows") ?? name) ?? 0;
  const parts: Record<string, () => Fields> = {
    assets: () => scale(book.assets, ["price", "initial_price"], price),
    perps: () => scale(book.perps, ["price", "initial_price"], price),
    // Of a forward that follows, what is settled already stands.
    expiries: () => scale(book.expiries, ["forward"], price),
    options: () => scale(book.options, ["volatility"], (_, option) => moves.volatilities.get(text(option, "expiry") ?? "") ?? 0),
  };
  return book.under(new Map([...book.head].map(([key, value]) => [key, Object.hasOwn(parts, key) ? parts[key]!() : value])));
}
