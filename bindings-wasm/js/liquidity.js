// `risk/liquidity`: what it costs to close a size.
import { numeric } from "./record.js";

export const impact = numeric("liquidity.impact", "liquidity_impact", "y", "sigma", "quantity", "volume");
export const closeOutCost = numeric("liquidity.closeOutCost", "liquidity_close_out_cost", "notional", "impact");
export const horizon = numeric("liquidity.horizon", "liquidity_horizon", "quantity", "volume", "participation");
export const concentration = numeric(
  "liquidity.concentration", "liquidity_concentration", "size", "threshold", "slope", "cap",
);
export const adjustedHaircut = numeric("liquidity.adjustedHaircut", "liquidity_adjusted_haircut", "haircut", "impact");
