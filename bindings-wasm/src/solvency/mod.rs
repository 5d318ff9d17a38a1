//! `solvency/`.

mod deleverage;
mod insurance;
mod protocol;
mod rank;
mod socialise;
mod waterfall;
