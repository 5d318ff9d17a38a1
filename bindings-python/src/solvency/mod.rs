//! Who bears a loss: the insurance fund, those who profited from it, or everybody.

pub mod deleverage;
pub mod insurance;
pub mod protocol;
pub mod rank;
pub mod socialise;
mod totals;
pub mod waterfall;
