//! `columns/`: markets and the positions of many accounts, each as bytes, and what is asked of both.
//!
//! Markets are the core's assets and perps at all levels, so that no document is read again for a price.
//! Positions are columns of numbers, so that a call copies them and reads nothing.

mod falls;
mod fault;
mod markets;
mod positions;
mod scan;
mod scenarios;
mod texts;
