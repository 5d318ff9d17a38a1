//! `risk/liquidity`.

use super::functions;
use plimsoll::risk::liquidity;

functions! {
    liquidity_impact = liquidity::impact: y sigma quantity volume;
    liquidity_close_out_cost = liquidity::close_out_cost: notional impact;
    liquidity_horizon = liquidity::horizon: quantity volume participation;
    liquidity_concentration = liquidity::concentration: size threshold slope cap;
    liquidity_adjusted_haircut = liquidity::adjusted_haircut: haircut impact;
}
