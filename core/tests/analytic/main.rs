//! The functions whose values are seldom representable, and the intervals that they answer with.

#[allow(dead_code)]
#[path = "../common/bits.rs"]
mod bits;
#[allow(dead_code)]
#[path = "../common/exact.rs"]
mod exact;

mod float;
mod functions;
mod interval;
mod laws;
mod reference;
