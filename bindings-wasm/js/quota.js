// `risk/quota`: a limit, and how much of it is used.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { packed, record } from "./record.js";
import { bytes, init } from "./value.js";

const READ = { limit: nearest, used: nearest };
export const quotaBytes = (value, where) => bytes(value, Quota, where);

export class Quota {
  constructor(limit, used) {
    const own = record({ limit, used }, READ, "Quota");
    call("Quota", () => kernel.quota_check(own));
    init(this, Quota, own);
  }
  room() {
    const own = quotaBytes(this, "Quota.room");
    return write(call("Quota.room", () => kernel.quota_room(own)));
  }
  share() {
    const own = quotaBytes(this, "Quota.share");
    return write(call("Quota.share", () => kernel.quota_share(own)));
  }
  excess() {
    const own = quotaBytes(this, "Quota.excess");
    return write(call("Quota.excess", () => kernel.quota_excess(own)));
  }
}
packed(Quota, "Quota", READ);
