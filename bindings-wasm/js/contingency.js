// `margin/contingency`.
export { Confidence, Peg, charge } from "./charges.js";
