//! Every public function of the `Fixed` lane, built for a machine that has nothing: no operating
//! system, no allocator, no floating point, and a panic handler that does not exist.
//!
//! The panic handler calls a symbol that nothing defines, so a panic that survives optimisation is an
//! undefined symbol at link time. There is no global allocator, so an allocation does not link either.
//! `scripts/test-bare` builds this for Arm and for WASM, with overflow checks off and on, looks for
//! floats in what came out, adds up the stack below each function, and shows with three controls that it
//! would have noticed.
//!
//! Nothing here ever runs. An argument is whatever lies at an address the optimiser knows nothing
//! about, so a function may not even lean on what its own constructor has checked. Every function is
//! called by its path (`Price::new(...)`), by which `check.py` finds the ones that are missing.
#![no_std]
#![no_main]
#![allow(improper_ctypes_definitions)]

mod columns;
mod control;
mod derive;
mod exit;
mod export;
mod liquidation;
mod margin;
mod netting;
mod number;
mod option;
mod oracle;
mod price;
mod risk;
mod solvency;
mod venues;
mod weights;
mod wire;

use core::panic::PanicInfo;

extern "C" {
    fn plimsoll_reachable_panic() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    unsafe { plimsoll_reachable_panic() }
}

/// The linker's root: it holds the address of every export, so none is dropped.
#[no_mangle]
pub extern "C" fn _start() {
    number::keep();
    price::keep();
    oracle::keep();
    exit::keep();
    weights::keep();
    risk::keep();
    margin::keep();
    netting::keep();
    option::keep();
    liquidation::keep();
    solvency::keep();
    derive::keep();
    venues::keep();
    wire::keep();
    columns::keep();
    control::keep();
}
