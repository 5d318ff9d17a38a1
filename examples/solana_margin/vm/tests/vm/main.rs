//! The program as it ships, in the real virtual machine: `scripts/test-solana`.

mod hostile;
mod same;
mod units;
