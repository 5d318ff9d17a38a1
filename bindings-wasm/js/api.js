// Every name of the package's entry `plimsoll`.
export { Account, EQUITY, INITIAL, MAINTENANCE, statusOf } from "./account.js";
export { ErrorCode, PlimsollError } from "./error.js";
export {
  Fixed,
  MAX_DECIMALS,
  ceilTo,
  compare,
  divDown,
  divUp,
  floorTo,
  fromFloat,
  fromUnitsDown,
  fromUnitsUp,
  greater,
  isFraction,
  isNegative,
  isZero,
  lesser,
  mulDiv,
  mulDivDown,
  mulDivUp,
  mulDown,
  mulUp,
  readDown,
  readNearest,
  readUp,
  toUnitsDown,
  toUnitsUp,
  tryAbs,
  tryAdd,
  tryNeg,
  trySub,
} from "./fixed.js";
export { Health } from "./health.js";
export { Holding, Leg, evaluate } from "./holding.js";
export { borrow, checkAt, position, searchTo, searchUp, threshold, withdrawal } from "./limits.js";
export { Net } from "./net.js";
export { isAllowed, permission } from "./operation.js";
export { Perp, Terms } from "./perp.js";
export { Price } from "./price.js";
export { Tiers } from "./tiers.js";
export { Bound, Weights } from "./bound.js";
