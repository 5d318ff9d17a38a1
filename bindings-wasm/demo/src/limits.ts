// What an account may still do: the core's own limits, each the last value that its check accepts.
import { Fixed, borrow, position, withdrawal, type Limit } from "plimsoll/columns";
import type { Book } from "./book.js";
import { object, type Fields } from "./json.js";
import { Initial } from "./holdings.js";
import { ends } from "./moves.js";

export interface AssetLimits {
  readonly asset: string;
  readonly withdraw: Limit;
  /** What is owned first, and the rest as a loan. */
  readonly borrow: Limit;
}
export interface PerpLimits {
  readonly perp: string;
  readonly buy: Limit;
  readonly sell: Limit;
}
export interface Limits {
  readonly assets: readonly AssetLimits[];
  readonly perps: readonly PerpLimits[];
}

/** Without a fee, on the finest grid; perps bought at the high end of the market's price and sold at the low one. */
export function limits(book: Book, account: Fields, initial = new Initial(book)): Limits {
  const { groups, holdings } = initial.of(account);
  const step = Fixed.DELTA;
  const assets = groups.map(({ asset }, place) => ({
    asset,
    withdraw: withdrawal(holdings, place, "0", step),
    borrow: borrow(holdings, place, "0", step),
  }));
  const perps = groups.flatMap(({ perps }, place) =>
    perps.map((perp, leg) => {
      const [low, high] = ends(object(book.perps, perp).get("price"));
      return {
        perp,
        buy: position(holdings, place, leg, "buy", high, "0", step),
        sell: position(holdings, place, leg, "sell", low, "0", step),
      };
    }),
  );
  return { assets, perps };
}
