//! What turns data into the fractions that prices and weights take.

pub mod correlation;
pub mod liquidity;
pub mod parameters;
pub mod quota;
pub mod volatility;
