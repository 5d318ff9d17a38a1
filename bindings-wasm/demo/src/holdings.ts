// An account as the core's holdings at the initial level, which its limits are asked of: conversions and names only.
import { Holding, Leg, Perp, Price, Terms, Tiers, Weights } from "plimsoll/columns";
import type { Book } from "./book.js";
import { object, text, type Fields, type Value } from "./json.js";
import { ends } from "./moves.js";

/** The settlement group of one asset. */
export interface Group {
  readonly asset: string;
  /** Perps by the place of their leg. */
  readonly perps: readonly string[];
}

/** The account's groups, one an asset, a leg for every perp that settles in it. */
export interface Holdings {
  readonly groups: readonly Group[];
  readonly holdings: readonly Holding[];
}

const weights = (pair: Fields): Weights => new Weights(text(pair, "asset") ?? "", text(pair, "liability") ?? "");
const price = (market: Fields): Price => new Price(...ends(market.get("initial_price") ?? market.get("price")));

/** A margin in one of its three forms: a fraction, a pair of weights, a ladder. */
function margin(form: Value | undefined): [Weights, Tiers] {
  if (typeof form === "string") return [Weights.fromMarginFraction(form), Tiers.none()];
  if (form instanceof Map) return [weights(form), Tiers.none()];
  const ladder = form as readonly Fields[];
  // A ladder of one rung is the fraction, and rounds as one.
  if (ladder.length === 1) return margin(ladder[0]?.get("rate"));
  const rungs = ladder.map((rung) => ({ floor: text(rung, "above") ?? "", rate: text(rung, "rate") ?? "" }));
  return [Weights.one(), Tiers.fromRates(rungs)];
}

/** What a book's markets ask for at the initial level, made once a move. */
export class Initial {
  readonly #assets = new Map<string, { price: Price; weights: Weights; index: number }>();
  readonly #perps = new Map<string, { terms: Terms; index: number; settles: string }>();

  constructor(book: Book) {
    const places = new Map([...book.assets, ...book.perps].map(([name], place) => [name, place]));
    const index = (name: string, market: Fields) => places.get(text(market, "follows") ?? name) ?? 0;
    for (const [name, value] of book.assets) {
      const asset = value as Fields;
      this.#assets.set(name, { price: price(asset), weights: weights(object(asset, "initial")), index: index(name, asset) });
    }
    for (const [name, value] of book.perps) {
      const perp = value as Fields;
      const [weighted, tiers] = margin(perp.get("initial"));
      const terms = new Terms(price(perp), weighted, tiers, text(perp, "profit_weight") ?? "1");
      this.#perps.set(name, { terms, index: index(name, perp), settles: text(perp, "settles") ?? "" });
    }
  }

  /** An account that no method margins. */
  of(account: Fields): Holdings {
    const [balances, positions] = [object(account, "balances"), object(account, "perps")];
    const groups = [...this.#assets.keys()].map((asset) => ({
      asset,
      perps: [...this.#perps].filter(([, perp]) => perp.settles === asset).map(([name]) => name),
    }));
    const holdings = groups.map(({ asset, perps }) => {
      const legs = perps.map((name) => {
        const { terms, index } = this.#perps.get(name)!;
        return new Leg({ perp: position(object(positions, name)), terms, index });
      });
      return new Holding({ balance: text(balances, asset) ?? "0", legs, ...this.#assets.get(asset)! });
    });
    return { groups, holdings };
  }
}

/** A position as it stands in a book; none is zero. */
export function position(fields: Fields): Perp {
  const number = (name: string) => text(fields, name) ?? "0";
  return new Perp(number("size"), number("quote")).withOrders(number("bids"), number("asks"));
}
