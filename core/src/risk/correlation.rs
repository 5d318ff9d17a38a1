//! How much prices move together.
