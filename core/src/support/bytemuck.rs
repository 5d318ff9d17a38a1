//! bytemuck: the wire form of a contract's accounts, `[u8; 16]` a number and no alignment, so that
//! the bytes of a page or an account are read in place at any offset.
//!
//! Numbers are the little-endian bytes of their bits. Packing never fails; unpacking validates.
//! Zeroed bytes are the unknown price, the unknown bound, the empty position and the empty health;
//! they are no weights.

use crate::{Bound, Error, Fixed, Health, Perp, Price, Tier, Weights};
use bytemuck::{Pod, Zeroable};

/// A packed type with its numbers and counts in order, and the constructor that reads them back.
macro_rules! packed {
    (
        $(#[$doc:meta])* $packed:ident = $type:ident
        { $($number:ident $(($($call:tt)*))?),* ; $($count:ident),* } $read:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[repr(C)]
        pub struct $packed {
            $(#[doc = concat!("The bits of `", stringify!($number), "`, little-endian.")]
            pub $number: [u8; 16],)*
            $(#[doc = concat!("The count `", stringify!($count), "`, little-endian.")]
            pub $count: [u8; 4],)*
        }

        // SAFETY: every field is an array of bytes, for which all zeros is a value.
        unsafe impl Zeroable for $packed {}
        // SAFETY: every field is an array of bytes: any bits are a value, the alignment is one and so
        // there is no padding under `repr(C)`, and there is no interior mutability and no pointer.
        unsafe impl Pod for $packed {}

        impl From<&$type> for $packed {
            fn from(value: &$type) -> Self {
                $packed {
                    $($number: value.$number $(($($call)*))?.to_le_bytes(),)*
                    $($count: value.$count().to_le_bytes(),)*
                }
            }
        }

        impl TryFrom<&$packed> for $type {
            type Error = Error;

            fn try_from(packed: &$packed) -> Result<Self, Error> {
                ($read)(
                    $(Fixed::from_le_bytes(packed.$number),)*
                    $(u32::from_le_bytes(packed.$count),)*
                )
            }
        }
    };
}
packed!(
    /// A [`Price`] in 32 bytes; zeros are the unknown price.
    PackedPrice = Price { low(), high(); } Price::from_stored
);
packed!(
    /// [`Weights`] in 32 bytes; zeros are refused, because a debt never counts for less than itself.
    PackedWeights = Weights { asset(), liability(); } Weights::new
);
packed!(
    /// A [`Bound`] in 32 bytes; zeros are the unknown bound.
    PackedBound = Bound { asset(), liability(); } Bound::new
);
packed!(
    /// A [`Tier`] in 48 bytes; the ladder is validated where `Tiers` is made.
    PackedTier = Tier { floor, rate, deduction; } rung
);
packed!(
    /// A [`Perp`] in 64 bytes; zeros are the empty position.
    PackedPerp = Perp { size(), quote(), bids(), asks(); } position
);
packed!(
    /// A [`Health`] in 44 bytes; zeros are the health of an account without positions.
    PackedHealth = Health { assets(), liabilities(); positions, stale_assets, stale_debts }
    Health::from_stored
);

/// A rung alone is neither right nor wrong: the ladder is validated where `Tiers` is made.
fn rung(floor: Fixed, rate: Fixed, deduction: Fixed) -> Result<Tier, Error> {
    Ok(Tier {
        floor,
        rate,
        deduction,
    })
}

fn position(size: Fixed, quote: Fixed, bids: Fixed, asks: Fixed) -> Result<Perp, Error> {
    Perp::new(size, quote).with_orders(bids, asks)
}
