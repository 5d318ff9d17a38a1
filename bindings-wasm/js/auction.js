// `liquidation/auction`: what a bidder pays, and for how much of the account.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { Ramp } from "./ramp.js";
import { readable, record } from "./record.js";
import { bytes, init } from "./value.js";

const READ = { equity: nearest, maintenance: nearest, reserved: nearest };
const state = (value, where) => bytes(value, Auction, where);

export class Auction {
  constructor(parts) {
    init(this, Auction, record(parts, READ, "Auction"));
  }
  buffered(buffer) {
    const [own, part] = [state(this, "Auction.buffered"), up(buffer, "Auction.buffered: buffer")];
    return write(call("Auction.buffered", () => kernel.auction_buffered(own, part)));
  }
  largestShare(buffer, discount) {
    const name = "Auction.largestShare";
    const [own, part] = [state(this, name), up(buffer, `${name}: buffer`)];
    const paid = up(discount, `${name}: discount`);
    return write(call(name, () => kernel.auction_largest_share(own, part, paid)));
  }
  bid(discount) {
    const [own, paid] = [state(this, "Auction.bid"), up(discount, "Auction.bid: discount")];
    return write(call("Auction.bid", () => kernel.auction_bid(own, paid)));
  }
  insolvent(elapsed, length) {
    const name = "Auction.insolvent";
    const [own, time] = [state(this, name), nearest(elapsed, `${name}: elapsed`)];
    const whole = nearest(length, `${name}: length`);
    return write(call(name, () => kernel.auction_insolvent(own, time, whole)));
  }
}
readable(Auction, "Auction", Object.keys(READ));

export function discount(fast, slow, elapsed) {
  const name = "auction.discount";
  const [first, second] = [bytes(fast, Ramp, `${name}: fast`), bytes(slow, Ramp, `${name}: slow`)];
  const time = nearest(elapsed, `${name}: elapsed`);
  return write(call(name, () => kernel.discount(first, second, time)));
}

export function storefront(price, factor, liquidationFactor) {
  const name = "auction.storefront";
  const [whole, part] = [up(price, `${name}: price`), down(factor, `${name}: factor`)];
  const kept = up(liquidationFactor, `${name}: liquidationFactor`);
  return write(call(name, () => kernel.storefront(whole, part, kept)));
}
