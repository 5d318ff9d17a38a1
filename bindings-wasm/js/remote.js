// `price/remote`: collateral on another chain.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { priceBytes } from "./feed.js";
import { nearest } from "./fixed.js";
import { Price } from "./price.js";
import { quotaBytes } from "./quota.js";
import { packed, record } from "./record.js";
import { bytes, init, list, make, seconds, time } from "./value.js";

const READ = { deviations: nearest, volatility: nearest, period: seconds, finality: seconds, limit: seconds };

export class Remote {
  constructor(deviations, volatility, period, finality, limit) {
    const own = record({ deviations, volatility, period, finality, limit }, READ, "Remote");
    call("Remote", () => kernel.remote_check(own));
    init(this, Remote, own);
  }
  price(price, attested, now, quotas) {
    const name = "Remote.price";
    const [own, its] = [bytes(this, Remote, name), priceBytes(price, `${name}: price`)];
    const [then, here] = [time(attested, `${name}: attested`), time(now, `${name}: now`)];
    const limits = list(quotas, quotaBytes, `${name}: quotas`);
    return make(Price, call(name, () => kernel.remote_price(own, its, then, here, limits)));
  }
}
packed(Remote, "Remote", READ);
