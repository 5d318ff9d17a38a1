//! How many bits a committed number is proved to have, and in which limbs.

use crate::integer::{power, sum};
use crate::Error;
use curve25519_dalek::scalar::Scalar;
use ethnum::I256;

/// How many bits a number that is not negative is proved to have at most, and in which limbs.
///
/// A number is the sum of its limbs times powers of two; the last limbs of the wider ones overlap, which
/// leaves several ways to write a number and none that is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Below 2^64: one limb.
    One,
    /// Below 2^128: limbs at 0 and 64.
    Two,
    /// Below about 2^176: limbs at 0, 64 and 112.
    Three,
    /// Below about 2^240: limbs at 0, 64, 128 and 176.
    Four,
}

impl Width {
    /// Where each limb begins.
    pub fn places(self) -> &'static [u32] {
        match self {
            Width::One => &[0],
            Width::Two => &[0, 64],
            Width::Three => &[0, 64, 112],
            Width::Four => &[0, 64, 128, 176],
        }
    }

    /// What no number of this width exceeds.
    pub(crate) fn most(self) -> Result<I256, Error> {
        let limbs = self.places().iter();
        limbs
            .map(|place| power(place.wrapping_add(64)))
            .try_fold(I256::ZERO, |a, b| sum(a, b?))
    }

    /// The limbs of a number below two to the last place and 64, as an honest prover writes it; of any other,
    /// limbs that do not add up to it.
    pub(crate) fn limbs(self, number: I256) -> Vec<u64> {
        let places = self.places();
        let ends = places.iter().skip(1).copied().chain([256]);
        let limbs = places.iter().zip(ends).map(|(place, end)| {
            let from = number.wrapping_shr(*place).as_u64();
            match end.wrapping_sub(*place) {
                bits @ 0..=63 => from & 1u64.wrapping_shl(bits).wrapping_sub(1),
                _ => from,
            }
        });
        limbs.collect()
    }

    /// Whether the limbs add up to the number.
    pub(crate) fn holds(self, number: I256) -> bool {
        let bits = self
            .places()
            .last()
            .map_or(0, |place| place.wrapping_add(64));
        number >= I256::ZERO && power(bits).is_ok_and(|most| number < most)
    }

    /// What each limb is multiplied by.
    pub(crate) fn powers(self) -> impl Iterator<Item = Scalar> {
        self.places().iter().map(|place| {
            let mut bytes = [0; 32];
            if let Some(byte) = bytes.get_mut((place / 8) as usize) {
                *byte = 1;
            }
            Scalar::from_bytes_mod_order(bytes)
        })
    }
}
