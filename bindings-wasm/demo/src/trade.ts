// One change to an account, as the core makes it: the account before it is signed, and after.
import { mulDown, mulUp, readDown, readNearest, readUp, tryAdd, tryNeg, trySub, type Fixed } from "plimsoll/columns";
import type { Book } from "./book.js";
import { exact } from "./exact.js";
import { object, set, text, type Fields } from "./json.js";
import { position } from "./holdings.js";

export type Kind = "asset" | "perp" | "option";

export interface Trade {
  readonly market: string;
  readonly side: "in" | "out";
  /** Without sign. */
  readonly size: string;
  /** Of a unit of a perp or an option. */
  readonly price: string;
}

/** Where a market stands in the book. */
export function kindOf(book: Book, market: string): Kind {
  if (book.assets.has(market)) return "asset";
  return book.perps.has(market) ? "perp" : "option";
}

/** The words of both sides: a deposit, a withdrawal or loan; a purchase, a sale. */
export function sides(kind: Kind): readonly [inward: string, outward: string] {
  return kind === "asset" ? ["Deposit", "Withdraw or borrow"] : ["Buy", "Sell"];
}

const balance = (account: Fields, asset: string) => readDown(text(object(account, "balances"), asset) ?? "0");
const paid = (account: Fields, asset: string, now: Fixed): Fields =>
  set(account, ["balances", set(object(account, "balances"), [asset, exact(now)])]);

/** The account after the trade. Errors: the core's, where a text is no number or a result leaves its range. */
export function traded(book: Book, account: Fields, { market, side, size, price }: Trade): Fields {
  const kind = kindOf(book, market);
  if (kind === "asset") {
    const now = balance(account, market);
    return paid(account, market, side === "in" ? tryAdd(now, readDown(size)) : trySub(now, readUp(size)));
  }
  const signed = side === "in" ? readNearest(size) : tryNeg(readNearest(size));
  if (kind === "perp") {
    const positions = object(account, "perps");
    const before = object(positions, market);
    const after = position(before).trade(signed, price, "0");
    const fields = set(before, ["size", after.size], ["quote", exact(readNearest(after.quote))]);
    return set(account, ["perps", set(positions, [market, fields])]);
  }
  const options = object(account, "options");
  const quantity = tryAdd(readNearest(text(options, market) ?? "0"), signed);
  const settles = text(object(object(book.head, "methods"), text(account, "method") ?? ""), "settles") ?? "";
  const now = balance(account, settles);
  const premium = side === "in" ? trySub(now, mulUp(readUp(size), readUp(price))) : tryAdd(now, mulDown(readDown(size), readDown(price)));
  return set(paid(account, settles, premium), ["options", set(options, [market, exact(quantity)])]);
}

/** Markets that the account may trade: options only where a method margins them. */
export function tradable(book: Book, account: Fields): ReadonlyMap<Kind, readonly string[]> {
  const options = account.has("method") ? [...book.options.keys()] : [];
  return new Map<Kind, readonly string[]>([
    ["asset", [...book.assets.keys()]],
    ["perp", [...book.perps.keys()]],
    ["option", options],
  ]);
}
