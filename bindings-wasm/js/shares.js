// `margin/shares`: what a pool's shares are worth, in whole base units.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { units, unitsAt } from "./fixed.js";
import { bytes, change, init } from "./value.js";

const state = (value, where) => bytes(value, Pool, where);

export class Pool {
  constructor(assets, shares, virtualAssets, virtualShares) {
    const [held, issued] = [units(assets, "Pool: assets"), units(shares, "Pool: shares")];
    const [more, ofIt] = [units(virtualAssets, "Pool: virtualAssets"), units(virtualShares, "Pool: virtualShares")];
    init(this, Pool, call("Pool", () => kernel.pool_new(held, issued, more, ofIt)));
  }
  get assets() {
    return unitsAt(state(this, "Pool.assets"), 0);
  }
  get shares() {
    return unitsAt(state(this, "Pool.shares"), 1);
  }
  get virtualAssets() {
    return unitsAt(state(this, "Pool.virtualAssets"), 2);
  }
  get virtualShares() {
    return unitsAt(state(this, "Pool.virtualShares"), 3);
  }
  assetsDown(shares) {
    return worth(this, "Pool.assetsDown", shares, "shares", "pool_assets_down");
  }
  assetsUp(shares) {
    return worth(this, "Pool.assetsUp", shares, "shares", "pool_assets_up");
  }
  sharesDown(assets) {
    return worth(this, "Pool.sharesDown", assets, "assets", "pool_shares_down");
  }
  sharesUp(assets) {
    return worth(this, "Pool.sharesUp", assets, "assets", "pool_shares_up");
  }
  enter(assets, shares) {
    moved(this, "Pool.enter", assets, shares, "pool_enter");
  }
  leave(assets, shares) {
    moved(this, "Pool.leave", assets, shares, "pool_leave");
  }
}

function worth(pool, name, amount, what, run) {
  const [own, whole] = [state(pool, name), units(amount, `${name}: ${what}`)];
  return call(name, () => kernel[run](own, whole));
}

function moved(pool, name, assets, shares, run) {
  const own = state(pool, name);
  const [amount, part] = [units(assets, `${name}: assets`), units(shares, `${name}: shares`)];
  change(pool, call(name, () => kernel[run](own, amount, part)));
}
