//! The two numbers that every published number is computed on: `Exact`, which must give it to the last
//! printed digit, and `Fixed`, which must lie on the account's worse side of that by next to nothing.

use crate::exact::{rational, Exact};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::number::decimal::{read_down, read_nearest, read_up};
use plimsoll::{Fixed, Number};
use std::fmt::Debug;

/// A number that reads decimals as the design says: what is owned down, what is owed up.
pub trait Lane: Number + Debug + 'static {
    fn down(text: &str) -> Self;
    fn up(text: &str) -> Self;
    fn near(text: &str) -> Self;
    fn value(&self) -> BigRational;
}

impl Lane for Fixed {
    fn down(text: &str) -> Self {
        read_down(text).expect("a decimal")
    }
    fn up(text: &str) -> Self {
        read_up(text).expect("a decimal")
    }
    fn near(text: &str) -> Self {
        read_nearest(text).expect("a decimal")
    }
    fn value(&self) -> BigRational {
        rational(self)
    }
}

impl Lane for Exact {
    fn down(text: &str) -> Self {
        Exact(decimal(text))
    }
    fn up(text: &str) -> Self {
        Exact(decimal(text))
    }
    fn near(text: &str) -> Self {
        Exact(decimal(text))
    }
    fn value(&self) -> BigRational {
        self.0.clone()
    }
}

/// The exact value of a decimal.
pub fn decimal(text: &str) -> BigRational {
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let whole: BigInt = text.replace('.', "").parse().expect("a decimal");
    BigRational::new(whole, BigInt::from(10).pow(digits as u32))
}

/// Half a unit in the last digit that a publication printed.
pub fn half_digit(text: &str) -> BigRational {
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    BigRational::new(BigInt::one(), BigInt::from(10).pow(digits as u32) * 2)
}

/// How far `Fixed` may be from the exact value: a rate read up by less than 4e-15 on a notional of
/// millions, far below a base unit of any of these currencies.
pub fn small() -> BigRational {
    decimal("0.0000001")
}

/// A value of what the account has: exact as published, and on `Fixed` no more than that.
pub fn assert_owned(published: &str, exact: Exact, fixed: Fixed) {
    assert_eq!(exact.0, decimal(published), "exact against {published}");
    let short = &exact.0 - fixed.value();
    assert!(
        !short.is_negative() && short < small(),
        "{fixed} for {published}"
    );
}

/// A value of what the account owes or must post: exact as published, and on `Fixed` no less.
pub fn assert_owed(published: &str, exact: Exact, fixed: Fixed) {
    assert_eq!(exact.0, decimal(published), "exact against {published}");
    let over = fixed.value() - exact.0;
    assert!(
        !over.is_negative() && over < small(),
        "{fixed} for {published}"
    );
}

/// Equal to every printed digit.
pub fn assert_printed(published: &str, value: &BigRational) {
    let off = (value - decimal(published)).abs();
    assert!(off <= half_digit(published), "{value} for {published}");
}
