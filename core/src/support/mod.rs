//! The wire: one file an outside crate, each behind the feature of the same name, none on by default.
//!
//! What comes in is validated by the constructors that the rest of the crate has; bytes that make no
//! valid value are an error, never a value.

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
#[cfg(feature = "borsh")]
pub mod borsh;
#[cfg(feature = "bytemuck")]
pub mod bytemuck;
#[cfg(feature = "serde")]
pub mod serde;
#[cfg(any(feature = "borsh", feature = "bytemuck", feature = "serde"))]
mod stored;
