//! The kernel for JavaScript: one function here is one function of the core, on plain values.
//!
//! A number crosses as its bits, everything else as the bytes of `state`. Nothing stays behind in
//! the memory of the module, so nothing has to be freed: the classes in `bindings-wasm/js` keep the
//! bytes, and JavaScript collects them like any other value. A refusal crosses as the number of the
//! error.
//!
//! Without the book also without `std`, whose panic messages would be a tenth of what a page loads: no
//! function here panics, and where memory ends the module traps.
#![cfg_attr(all(target_family = "wasm", not(feature = "book")), no_std)]

extern crate alloc;

mod account;
#[cfg(any(feature = "portfolio", feature = "risk"))]
mod analytic;
#[cfg(feature = "solvency")]
mod capacity;
#[cfg(feature = "columns")]
mod columns;
#[cfg(any(feature = "solvency", feature = "portfolio"))]
mod crossing;
mod error;
mod health;
mod holding;
#[cfg(feature = "solvency")]
mod interest;
mod limits;
#[cfg(feature = "solvency")]
mod liquidation;
mod net;
mod number;
mod operation;
#[cfg(any(feature = "stress", feature = "proofs"))]
mod pairs;
mod perp;
#[cfg(feature = "portfolio")]
mod portfolio;
mod price;
#[cfg(feature = "proofs")]
mod proofs;
#[cfg(feature = "solvency")]
mod ramp;
#[cfg(any(feature = "solvency", feature = "portfolio", feature = "risk"))]
mod record;
#[cfg(feature = "book")]
mod report;
#[cfg(feature = "risk")]
mod risk;
#[cfg(feature = "solvency")]
mod shares;
#[cfg(feature = "solvency")]
mod solvency;
mod solver;
mod state;
#[cfg(feature = "stress")]
mod stress;
mod tiers;
mod weights;

#[cfg(all(target_family = "wasm", not(feature = "book")))]
mod bare {
    #[global_allocator]
    static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
