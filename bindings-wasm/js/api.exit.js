// What the entry `plimsoll/exit` has more than `plimsoll`.
export { Interval, sqrt } from "./interval.js";
export {
  Depth,
  Pool,
  Ranges,
  StableSwap,
  averagePurchase,
  averageSale,
  largestPurchase,
  largestSale,
  price,
} from "./venue.js";
