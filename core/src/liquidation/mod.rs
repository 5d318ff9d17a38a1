//! When an account may be liquidated.

pub mod threshold;
