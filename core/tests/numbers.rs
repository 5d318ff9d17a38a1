//! Every operation of `Number` at the edges of every width against big integers: the direction, and
//! overflow exactly where the result is out of range. The 8-bit types are proven for all pairs in
//! `exhaustive.rs`.

mod common;

use common::bits::{ceil, edges, fit, floor, Stream};
use fixed::traits::FixedSigned;
use fixed::types::extra::{U0, U126, U14, U30, U48, U62, U7, U8};
use fixed::{FixedI128, FixedI16, FixedI32, FixedI64};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use plimsoll::{Error, Fixed, Number};

fn check_pair<F: FixedSigned + Number>(x: i128, y: i128)
where
    F::Bits: TryFrom<i128>,
{
    let number = |bits: i128| fit::<F>(bits.into()).expect("an operand of the type");
    let (a, b) = (number(x), number(y));
    let (x, y) = (BigInt::from(x), BigInt::from(y));
    let one = BigInt::one() << F::FRAC_NBITS;
    let say = || format!("{x} and {y} with {} fractional bits", F::FRAC_NBITS);
    assert_eq!(a.try_add(&b), fit(&x + &y), "add {}", say());
    assert_eq!(a.try_sub(&b), fit(&x - &y), "sub {}", say());
    let product = &x * &y;
    assert_eq!(a.mul_down(&b), fit(floor(&product, &one)), "mul {}", say());
    assert_eq!(a.mul_up(&b), fit(ceil(&product, &one)), "mul {}", say());
    if y.is_zero() {
        assert_eq!(a.div_down(&b), Err(Error::DivisionByZero));
        assert_eq!(a.div_up(&b), Err(Error::DivisionByZero));
    } else {
        let raised = &x * &one;
        assert_eq!(a.div_down(&b), fit(floor(&raised, &y)), "div {}", say());
        assert_eq!(a.div_up(&b), fit(ceil(&raised, &y)), "div {}", say());
    }
    // The third operand: the two before it, and one beside each.
    for z in [x.clone(), y.clone(), &x + 1, &y - 1] {
        let Ok(c) = fit::<F>(z.clone()) else { continue };
        if z.is_zero() {
            assert_eq!(a.mul_div_down(&b, &c), Err(Error::DivisionByZero));
            assert_eq!(a.mul_div_up(&b, &c), Err(Error::DivisionByZero));
        } else {
            let [down, up] = [floor(&product, &z), ceil(&product, &z)].map(fit);
            assert_eq!(a.mul_div_down(&b, &c), down, "mul_div by {z} {}", say());
            assert_eq!(a.mul_div_up(&b, &c), up, "mul_div by {z} {}", say());
        }
    }
    // One unit of two sums, and two units of one sum.
    for z in [x.clone(), -&y, &y - 1, BigInt::zero()] {
        let Ok(sum) = fit::<F>(z.clone()) else {
            continue;
        };
        let scaled = fit::<F>(floor(&product, &one)).and_then(|product| sum.try_add(&product));
        let mut sums = [sum, a];
        let added = a.add_scaled_down(&[b], &mut sums).map(|()| sums[0]);
        assert_eq!(added, scaled, "{z} and so much {}", say());
        assert_eq!(sums[1], a, "a sum without a unit {}", say());
        let mut sums = [sum];
        let added = a.add_scaled_down(&[b, a], &mut sums).map(|()| sums[0]);
        assert_eq!(added, scaled, "{z} and so much {}", say());
    }
    if y.is_positive() {
        assert_eq!(a.floor_to(&b), fit(floor(&x, &y) * &y), "grid {}", say());
    } else {
        assert_eq!(a.floor_to(&b), Err(Error::InvalidStep), "grid {}", say());
    }
}

fn check_width<F: FixedSigned + Number>(seed: u64)
where
    F::Bits: TryFrom<i128>,
{
    let width = F::INT_NBITS + F::FRAC_NBITS;
    let sparse = if cfg!(debug_assertions) { 5 } else { 1 };
    let edges = edges(width, if width < 64 { 1 } else { sparse });
    for &x in &edges {
        for &y in &edges {
            check_pair::<F>(x, y);
        }
    }
    let mut stream = Stream(seed);
    for _ in 0..if cfg!(debug_assertions) {
        2_000
    } else {
        50_000
    } {
        check_pair::<F>(stream.bits(width), stream.bits(width));
    }
}

#[test]
fn sixteen_bits() {
    check_width::<FixedI16<U0>>(1);
    check_width::<FixedI16<U7>>(2);
    check_width::<FixedI16<U8>>(3);
    check_width::<FixedI16<U14>>(4);
}

#[test]
fn thirty_two_and_sixty_four_bits() {
    check_width::<FixedI32<U0>>(5);
    check_width::<FixedI32<U14>>(6);
    check_width::<FixedI32<U30>>(7);
    check_width::<FixedI64<U48>>(8);
    check_width::<FixedI64<U62>>(9);
}

#[test]
fn i80f48() {
    check_width::<Fixed>(10);
}

#[test]
fn every_bit_or_none_behind_the_point() {
    check_width::<FixedI128<U0>>(11);
    check_width::<FixedI128<U126>>(12);
}
