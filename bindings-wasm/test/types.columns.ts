// What the types of columns promise, and what they refuse.
import { Markets, Outcomes, Positions, Rows, falls, readDown, scan, scenarios } from "plimsoll/columns";
import type { Balances, Level, Perps, Prices, Shock, Status, Sums, Threshold } from "plimsoll/columns";

declare function same<T>(value: T): void;

const markets = new Markets("{}");
const names: readonly string[] = [...markets.assets, ...markets.perps, markets.currency];
const prices: Prices = { ETH: "1800", BTC: ["1", 2n], SOL: readDown("1") };
const shock: Shock = { ETH: "-0.35", BTC: 1n };
const moved: Markets = markets.move(shock).price(prices);

const balances: Balances = { account: ["a", 7, 9n], market: ["USDC", 1, 0], quantity: ["1", 2n, readDown("3")] };
const perps: Perps = { account: Uint32Array.of(7), market: [0], size: BigInt64Array.of(1n), quote: ["1"], bids: ["1"] };
const positions = new Positions(markets, { balances, perps });
const others: Positions = Positions.of(new Uint8Array(), markets);

const rows: Rows = scan(moved, positions);
const level: Level = "maintenance";
const { status, initial, equity } = rows.at(0);
same<Status>(status);
same<Status>(rows.status(0));
same<Sums>(initial);
same<string>(equity.surplus + initial.assets + initial.liabilities);
same<Uint8Array>(rows.statuses);
same<Float64Array[]>([rows.surplus(level), rows.ratio("initial")]);
same<number>(rows.length);

const outcomes: Outcomes = scenarios(markets, others, [{}, shock]);
same<number>(outcomes.length * outcomes.scenarios);
same<Uint8Array>(outcomes.statuses(0));
same<Float64Array>(outcomes.surplus(1));
same<{ readonly status: Status; readonly surplus: string }>(outcomes.at(1, 0));

const limits: readonly Threshold[] = falls(markets, positions, "ETH", { accounts: [0, 1], step: "0.01" });
same([limits, names, falls(markets, positions, "ETH"), falls(markets, positions, "ETH", { accounts: Uint32Array.of(1) })]);

// @ts-expect-error rows are made by scan
new Rows();
// @ts-expect-error outcomes are made by scenarios
new Outcomes();
// @ts-expect-error a JavaScript number is no price
markets.price({ ETH: 1800 });
// @ts-expect-error a price has two ends
markets.price({ ETH: ["1", "2", "3"] });
// @ts-expect-error nor is it a move
markets.move({ ETH: -0.35 });
// @ts-expect-error a float is no quantity
new Positions(markets, { balances: { ...balances, quantity: new Float64Array(3) } });
// @ts-expect-error quantities are missing
new Positions(markets, { balances: { account: ["a"], market: ["ETH"] } });
// @ts-expect-error positions are of markets
Positions.of("{}");
// @ts-expect-error no such level
rows.surplus("liquidation");
// @ts-expect-error results are read only
rows.at(0).status = "healthy";
// @ts-expect-error markets are first
scan(positions, markets);
