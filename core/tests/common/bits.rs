//! Operands at the edges of a type, and quotients of big integers rounded in a direction.

use fixed::traits::FixedSigned;
use num_bigint::BigInt;
use num_traits::{Euclid, Signed};
use plimsoll::Error;

/// A stream of numbers that is the same on every run (splitmix64).
pub struct Stream(pub u64);

impl Stream {
    /// 64 bits.
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Every length of bits is as likely as any other, and runs of ones and zeros are common: the
    /// operands for which the digits of a long division are estimated too large.
    pub fn bits(&mut self, width: u32) -> i128 {
        let mut wide = (u128::from(self.word()) << 64) | u128::from(self.word());
        match self.word() % 4 {
            0 => wide |= u128::MAX << (self.word() % 128),
            1 => wide &= u128::MAX << (self.word() % 128),
            _ => {}
        }
        let length = 1 + self.word() as u32 % width;
        ((wide << (128 - length)) as i128) >> (128 - length)
    }
}

/// Zero, the two ends, and every power of two with its neighbours on both sides.
pub fn edges(width: u32, sparse: usize) -> Vec<i128> {
    let (min, max) = (i128::MIN >> (128 - width), i128::MAX >> (128 - width));
    let mut edges = vec![0, min, min + 1, max, max - 1];
    for power in (0..width - 1).step_by(sparse) {
        for near in [-1, 0, 1] {
            let value = (1i128 << power).wrapping_add(near);
            edges.extend([value, value.wrapping_neg()]);
        }
    }
    edges.retain(|edge| (min..=max).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// `numerator / denominator` toward minus infinity.
pub fn floor(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    // The Euclidean quotient by a positive divisor is the floor.
    if denominator.is_negative() {
        (-numerator).div_euclid(&-denominator)
    } else {
        numerator.div_euclid(denominator)
    }
}

/// `numerator / denominator` toward plus infinity.
pub fn ceil(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    -floor(&-numerator, denominator)
}

/// The bits if they fit the type, otherwise the error that the operation must return.
pub fn fit<F: FixedSigned>(bits: BigInt) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    i128::try_from(bits)
        .ok()
        .and_then(|bits| F::Bits::try_from(bits).ok())
        .map(F::from_bits)
        .ok_or(Error::Overflow)
}
