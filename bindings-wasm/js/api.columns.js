// What the entry `plimsoll/columns` has more than `plimsoll/book`.
export { falls } from "./falls.js";
export { Markets } from "./markets.js";
export { Outcomes, scenarios } from "./outcomes.js";
export { Positions } from "./positions.js";
export { Rows, scan } from "./rows.js";
