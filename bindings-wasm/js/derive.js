// `methods/derive`.
export { Basis, Discounts, LongDiscount, Margin, ShortDiscount } from "./derive.parts.js";
export * as portfolio from "./derive.portfolio.js";
export * as portfolio2 from "./derive.portfolio2.js";
export * as standard from "./derive.standard.js";
