// Read by tsc alone: what must compile, and, after `@ts-expect-error`, what must not.
import * as plimsoll from "plimsoll";
import {
  Account, Bound, ErrorCode, Fixed, Health, Holding, Leg, Net, Perp, PlimsollError, Price, Terms, Tiers, Weights,
  borrow, checkAt, compare, evaluate, fromFloat, fromUnitsDown, mulDown, position, readDown, searchTo, statusOf,
  threshold, toUnitsUp, withdrawal,
} from "plimsoll";
import type { ErrorName, Levels, Limit, Status, Verdict } from "plimsoll";
import { Price as SamePrice, report, reportTable } from "plimsoll/book";
import { stress, stressTable } from "plimsoll/stress";

const same: <T>(value: T) => T = (value) => value;

const price: Price = new Price("1795.5", 1805n);
const shared: Price = new SamePrice(readDown("1"), Fixed.one());
const weights: Weights = Weights.fromHaircut("0.2").withBorrowFactor("1.1");
const bound: Bound = weights.apply(price);
const bounds: Levels<Bound> = [bound, bound, Bound.unweighted(shared)];
const text: string = price.low + bound.liability + price.mid();
const tiers = Tiers.fromRates([{ floor: 0n, rate: "0.005" }, { floor: "50000", rate: "0.01" }]);
const again = new Tiers(tiers.rungs);
const perp = new Perp("2", "-3600").withOrders(0n, 1n).trade("-1", price.mid(), "0.001");
const terms = new Terms(price, weights, again, "0.95");
const each: Levels<Terms> = [terms, new Terms(price, weights), Terms.equity(price)];
const net = new Net("10000");
same<void>(net.add(perp, each));
same<void>(net.addValue(["1", 2n, "-3"]));
const account = new Account();
account.addNet(net, bounds);
account.require(["1", 0n, Fixed.zero()]);
const status: Status = account.close(2).status;
const verdict: Verdict = account.initial.verdict;
const [initial, maintenance, equity]: Health[] = account.levels;
const sum: Health = account.maintenance.merge(new Health());
const holding = new Holding({ balance: "1", price, weights, index: 0, legs: [new Leg({ perp, terms, index: 1 })] });
const units: bigint = toUnitsUp(fromUnitsDown(1n, 6), 6);
const order: -1 | 0 | 1 = compare(mulDown("0.5", 2n), fromFloat(0.1));
const limits: Limit[] = [
  withdrawal([holding], 0, 0n, "0.01"), borrow([holding], 0, 0n, "0.01"),
  position([holding], 0, 0, "buy", price.high, "0.001", "0.1"), threshold([holding], 0, price, "0.01").below,
  searchTo(0n, 1n, "0.1", (at: Fixed) => at),
];

// The kinds of a limit are told apart, and exhausted.
function describe(limit: Limit): string {
  switch (limit.kind) {
    case "at": return limit.value;
    case "never": case "already_past": case "not_exposed": case "unknown": return limit.kind;
    default: return same<never>(limit);
  }
}

try {
  evaluate([holding]);
} catch (error) {
  if (error instanceof PlimsollError && error.code === ErrorCode.Overflow) same<ErrorName>(error.name);
}

// @ts-expect-error a JavaScript number is no quantity
new Price(1, 2n);
// @ts-expect-error an end is missing
new Price("1");
// @ts-expect-error neither is undefined
account.add(undefined, bounds);
// @ts-expect-error three levels
account.add("1", [bound, bound]);
// @ts-expect-error weights are no bound
account.add("1", [weights, weights, weights]);
// @ts-expect-error a price is no bound
new Health().add("1", price);
// @ts-expect-error results are read only
price.low = "1";
// @ts-expect-error a limit may have no value
same<string>(threshold([holding], 0, price, "0.01").below.value);
// @ts-expect-error no such kind
if (limits[0]?.kind === "always") same(0);
// @ts-expect-error no such side
position([holding], 0, 0, "long", "1", 0n, "0.1");
// @ts-expect-error counts are numbers
account.close(2n);
// @ts-expect-error units are bigints
fromUnitsDown(1, 6);
// @ts-expect-error legs are made by Leg
new Holding({ balance: "1", price, weights, index: 0, legs: [{ perp, terms, index: 0 }] });
// @ts-expect-error not in this entry
plimsoll.report("{}");
// @ts-expect-error no such error
same<ErrorName>("Underflow");
// @ts-expect-error a document is text or bytes
report({});

// @ts-expect-error a move is text or a bigint
stress("{}", { ETH: -0.35 });

same<string>(report("{}") + reportTable(new Uint8Array()) + stress("{}", { ETH: "-0.35", BTC: 1n }) + stressTable("{}", {}));
same([text, status, verdict, initial, maintenance, equity, sum, units, order, describe, shared, checkAt, statusOf]);
