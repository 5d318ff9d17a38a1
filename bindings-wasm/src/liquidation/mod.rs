//! `liquidation/`, but for `threshold`, which is the kernel's.

mod auction;
mod bankruptcy;
mod bonus;
mod close;
mod exchange;
mod order;
mod sizing;
