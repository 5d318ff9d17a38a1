// What the entry `plimsoll/methods` has more than `plimsoll/scenario`.
export * as deribit from "./deribit.js";
export * as derive from "./derive.js";
export * as okx from "./okx.js";
export * as paradex from "./paradex.js";
export * as span from "./span.js";
