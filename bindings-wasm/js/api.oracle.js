// What the entry `plimsoll/oracle` has more than `plimsoll`.
export { Exponential, Pace, Stable, Sum, TimeWeighted } from "./average.js";
export { Age, Band, Confidence, Feed, Reading, agreement, hull, median, widen } from "./feed.js";
export { Quota } from "./quota.js";
export { Remote } from "./remote.js";
