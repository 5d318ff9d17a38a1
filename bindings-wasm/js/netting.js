// `margin/netting`.
export {
  Sides,
  calendarMargin,
  capGains,
  compositeDelta,
  discountGains,
  hedgeCredit,
  hedgeWeight,
  interMonthCharge,
  pairCharge,
  pairCredit,
  spreads,
  takeMatched,
} from "./offsets.js";
