//! How much a price moves.
