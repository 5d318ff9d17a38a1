//! Parameters that change: bounded, delayed, and ramped.
