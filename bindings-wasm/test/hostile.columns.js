// What hostile.js calls the entries with columns with.
const full = { asset: "1", liability: "1" };
const half = { asset: "0.5", liability: "2" };

/** Markets of every kind, and accounts in them. */
export const BOOK = JSON.stringify({
  currency: "USD",
  assets: {
    USDC: { price: "1", initial: full, maintenance: full },
    ETH: { price: { low: "1795.5", high: "1804.5" }, initial: half, maintenance: half },
    stETH: { price: "1790", follows: "ETH", initial: half, maintenance: half },
  },
  perps: { "ETH-PERP": { price: "1800", follows: "ETH", settles: "USDC", initial: "0.1", maintenance: "0.05" } },
  accounts: {
    alice: { balances: { USDC: "10000", ETH: "-4.5" } },
    bob: { balances: { ETH: "2", USDC: "-3000" }, perps: { "ETH-PERP": { size: "-0.5", quote: "910", bids: "1" } } },
    "": {},
  },
});

/** The same accounts as columns. */
export const TABLES = {
  balances: {
    account: ["alice", "alice", "bob", "bob"],
    market: ["USDC", 1, "ETH", 0],
    quantity: ["10000", "-4.5", 2n, "-3000"],
  },
  perps: { account: ["bob"], market: ["ETH-PERP"], size: ["-0.5"], quote: ["910"], bids: ["1"] },
};

/** Objects of columns, by their kinds. */
export function columns(p) {
  const markets = new p.Markets(BOOK);
  const moved = markets.move({ ETH: "-0.5" });
  const dear = markets.price({ ETH: p.Fixed.MAX });
  const positions = [p.Positions.of(BOOK, markets), new p.Positions(markets, TABLES)];
  const shocks = [{}, { ETH: "0.25" }];
  const rows = p.scan(moved, positions[0]);
  const outcomes = p.scenarios(markets, positions[1], shocks);
  return { markets: [markets, moved, dear], positions, rows, outcomes, tables: TABLES, balances: TABLES.balances, shocks: [shocks], book: BOOK };
}

/** Arguments that get far inside the calls on columns. */
export function frames(p) {
  const { markets: [markets], positions: [positions], shocks: [shocks] } = columns(p);
  return {
    Markets: [BOOK],
    "Markets.move": [{ ETH: "-0.35", USDC: "0.01" }],
    "Markets.price": [{ ETH: ["1700", "1710"], "ETH-PERP": 1800n }],
    Positions: [markets, TABLES],
    "Positions.of": [BOOK, markets],
    "Rows.status": [0],
    "Rows.at": [1],
    "Rows.surplus": ["initial"],
    "Rows.ratio": ["maintenance"],
    "Outcomes.statuses": [1],
    "Outcomes.surplus": [1],
    "Outcomes.at": [1, 0],
    scan: [markets, positions],
    scenarios: [markets, positions, shocks],
    falls: [markets, positions, "ETH", { accounts: [0, 1], step: "0.01" }],
  };
}
