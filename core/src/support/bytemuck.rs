//! bytemuck: the wire form of a contract's accounts, `[u8; 16]` a number or an amount of base
//! units, `[u8; 4]` a count, and no alignment, so that
//! the bytes of a page or an account are read in place at any offset.
//!
//! Numbers are the little-endian bytes of their bits. Packing never fails; unpacking validates. Zeroed
//! bytes are the unknown price and bound, and everything that may be empty; they are no weights, no
//! capacity, no ramp and no indices.

use super::stored;
use crate::margin::shares::Pool;
use crate::{
    Bound, Capacity, CloseFactor, Error, Exposure, Fixed, Fund, Health, Indices, Perp, Price, Ramp,
    Split, Tier, Totals, Weights,
};
use bytemuck::{Pod, Zeroable};
use core::mem::size_of;

macro_rules! packed {
    (
        $(#[$doc:meta])* $name:literal $type:ident $packed:ident
        { $($field:ident $(($($call:tt)*))? : $kind:ty),* } $read:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[repr(C)]
        pub struct $packed {
            $(#[doc = concat!("The bits of `", stringify!($field), "`, little-endian.")]
            pub $field: [u8; size_of::<$kind>()],)*
        }

        // SAFETY: every field is an array of bytes, for which all zeros is a value.
        unsafe impl Zeroable for $packed {}
        // SAFETY: every field is an array of bytes: any bits are a value, the alignment is one and so
        // there is no padding under `repr(C)`, and there is no interior mutability and no pointer.
        unsafe impl Pod for $packed {}

        impl From<&$type> for $packed {
            fn from(value: &$type) -> Self {
                $packed {
                    $($field: value.$field $(($($call)*))?.to_le_bytes(),)*
                }
            }
        }

        impl TryFrom<&$packed> for $type {
            type Error = Error;

            fn try_from(packed: &$packed) -> Result<Self, Error> {
                ($read)($(<$kind>::from_le_bytes(packed.$field),)*)
            }
        }
    };
}
stored::each!(packed);
