// Read by tsc alone, as types.ts, for the entries `plimsoll/liquidation` and `plimsoll/solvency`.
import { Account, Bound, Health, Perp, Price, Terms, Tiers, Weights, isAllowed, mulDiv, permission } from "plimsoll";
import type { End, Permission } from "plimsoll";
import {
  Auction, CloseFactor, Exchange, Position, Price as SamePrice, Ramp, Split, auction, bankruptcy, bonus, close, exchange, order, reduce, repay,
  sweep,
} from "plimsoll/liquidation";
import type { Absorbed, Balance, Deal, Order, Parts, Reason, Reduction, Seizure } from "plimsoll/liquidation";
import * as solvency from "plimsoll/solvency";
import {
  Capacity, Exposure, Fund, Indices, Pool, Shock, Standing, Totals, Waterfall, capacity, deleverage, insurance, interest,
  protocol, socialise,
} from "plimsoll/solvency";
import type { Flows, Socialised } from "plimsoll/solvency";

const same: <T>(value: T) => T = (value) => value;

const price: Price = new SamePrice("1795.5", "1804.5");
const end: End = "mid";
const bound: Bound = Bound.unweighted(price);
const health = new Health();
const ramp = new Ramp(1n, "0.95", "0.02", "0.15");
const terms: Exchange = new Exchange(price.at("low"), price.at(end), ramp.atDown("0.97"));
const debt: Balance = { amount: "-10", bound, step: "0.01" };
const collateral: Balance = { ...debt, amount: "10", net: "9.5" };
const seizure: Seizure = repay(health, debt, collateral, terms, "5");
const swept: Seizure = sweep(seizure, debt, collateral, terms, ["0.1", 1n]);
const deal: Deal = { price: price.high, fee: "0.001", lot: "0.1" };
const reduction: Reduction = reduce(health, debt, new Perp(1n, "-1"), Terms.equity(price), deal, 5n);
const reason: Reason = reduction.reason;
const parts: Parts = new Split("0.1", "0.2").of(terms.penalty(swept.repaid, swept.seized));
const absorbed: Absorbed = close.absorb(health);
const first: Order = "riskiest";
const place: number | null = order.first(first, [{ value: 1n, margin: "0.5" }]);
const rule = new CloseFactor({ fraction: "0.5", fullBelow: "0.95", small: 2000n, dust: 1000n });
const texts: string[] = [
  rule.most(health.ratio(), 1n, 2n, 3n), rule.dust, close.throttle(ramp, 1n, 2n, 3n, 4n), close.stepDown(Tiers.none(), 1n, 2),
  bonus.fromLoanToValue("0.86", "0.3", "0.15"), bonus.fromShortfall(health, "0.2"), bonus.covered("0.1", 2n, 1n),
  bonus.nearBadDebt("0.1", "0.9", "0.99", "0.01"), auction.discount(ramp, ramp, 5n), auction.storefront(1n, "0.6", "0.9"),
  new Auction({ equity: 1n, maintenance: "-1", reserved: 0n }).largestShare("0.1", "0.9"),
  new Position({ value: 1n, requirement: 1n, equity: 1n, total: 2n }).bankruptcy(), bankruptcy.price(1n, 2n),
  bankruptcy.insuranceDelta(1n, 2n, "0.01"), terms.paid,
];
const fits: boolean = exchange.sustainable("0.05", Weights.one(), Weights.fromHaircut("0.2"));

const fund = new Fund(10n, 5n, 7n);
const flows: Flows = new Waterfall({ proceeds: 5n, insurance: fund.available(), deleveraging: 0n }).flows(20n);
const loss: Socialised = socialise.depositIndex(1n, flows.socialised, 100n);
const ranked = new Standing({ mark: 12n, entry: 10n, equity: 3n });
const key: string = ranked.byProfitAndLeverage() ?? ranked.byProfitAndMargin("0.01", "0.05");
const { closed, left } = deleverage.greedy([{ id: 7, key, size: 10n }], 5n);
const units: bigint = left + (closed[0]?.close ?? 0n) + new Pool(1n, 2n, 1n, 10n ** 6n).sharesUp(5n) + mulDiv(1n, 2n, 3n)[1];
const totals = new Totals();
const account = new Account();
same<void>(totals.add(account));
const worst: number | null = protocol.worst([totals]);
const shocked: Health = protocol.healthUnder([], [new Shock(1, "-0.35")]);
const exposure = new Exposure();
same<void>(exposure.add("-5"));
const indices: Indices = new Indices().accrue(interest.growthUp("0.05", 1n), "1", "0.8", "0.1");
same<void>(capacity.check([Capacity.asset(1n, price.high, "1.1")]));
const allowed: Permission = permission(account, account, "0.1");

// @ts-expect-error a JavaScript number is no quantity
new Exchange(1, 2n, "0.05");
// @ts-expect-error a balance needs its step
repay(health, { amount: 1n, bound }, collateral, terms, 1n);
// @ts-expect-error a price is no bound
repay(health, { ...debt, bound: price }, collateral, terms, 1n);
// @ts-expect-error both dusts
sweep(seizure, debt, collateral, terms, [1n]);
// @ts-expect-error no such reason
same<Reason>("enough");
// @ts-expect-error no such order
order.first("smallest", []);
// @ts-expect-error no such end
price.at("middle");
// @ts-expect-error results are read only
seizure.repaid = "1";
// @ts-expect-error the key of an account without equity is null
same<string>(ranked.leverage());
// @ts-expect-error units are bigints
deleverage.proRata([{ id: 1, key, size: "10" }], 5n);
// @ts-expect-error made by Capacity.asset and Capacity.perp
new Capacity();
// @ts-expect-error not in this entry
solvency.repay(health, debt, collateral, terms, 1n);

same([seizure, reason, parts, absorbed, place, texts, fits, loss, units, worst, shocked, indices, allowed, isAllowed(allowed)]);
