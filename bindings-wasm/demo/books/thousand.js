// A thousand accounts of eight positions each, of everyday sizes and debts, in the markets of the shipped book:
// written to public/thousand.json, the same in every build.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const ACCOUNTS = 1000;
const shipped = JSON.parse(readFileSync(new URL("../../../book/examples/book.json", import.meta.url), "utf8"));

// Marsaglia's xorshift on 32 bits.
let state = 0x9e3779b9;
const uniform = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
};
const between = (least, most) => least + (most - least) * uniform();
const digits = (value, places = 4) => value.toFixed(places);
const middle = ({ price }) => (Number(price.low) + Number(price.high)) / 2;

/** Some of a list, each at most once. */
function some(list, count) {
  const left = [...list];
  return Array.from({ length: count }, () => left.splice(Math.floor(uniform() * left.length), 1)[0]);
}

function account() {
  const wealth = 10 ** between(3.2, 6.2);
  const held = some(["USDC", "USDT", "BTC", "ETH", "stETH", "SOL", "LINK"], 5);
  const balances = {};
  // Two of the five are owed, and the loans are a part of the rest.
  const loan = between(0.1, 0.78);
  held.forEach((asset, place) => {
    const worth = place < 3 ? wealth / 3 : (-wealth * loan) / 2;
    balances[asset] = digits((worth * between(0.7, 1.3)) / middle(shipped.assets[asset]));
  });
  const perps = {};
  for (const perp of some(Object.keys(shipped.perps), 3)) {
    const price = middle(shipped.perps[perp]);
    const size = ((uniform() < 0.5 ? -1 : 1) * wealth * between(0.05, 0.45)) / price;
    perps[perp] = { size: digits(size), quote: digits(-size * price * between(0.97, 1.03), 2) };
  }
  return { balances, perps };
}

const accounts = Object.fromEntries(
  Array.from({ length: ACCOUNTS }, (_, place) => [`account ${String(place + 1).padStart(4, "0")}`, account()]),
);
const directory = new URL("../public/", import.meta.url);
mkdirSync(directory, { recursive: true });
writeFileSync(new URL("thousand.json", directory), `${JSON.stringify({ ...shipped, accounts })}\n`);
