//! Derive's margin on chain: the standard manager, and the portfolio manager in its two versions.
//!
//! Prices are exact here, as the feeds of the venue give them; what is uncertain enters through the option
//! values and the risk arrays. Every amount that counts for the account rounds down, every charge up.
//! Source: `github.com/derivexyz/v2-core`, `src/risk-managers`.

pub mod discount;
pub mod margin;
pub mod portfolio;
pub mod portfolio_2;
pub mod standard;
