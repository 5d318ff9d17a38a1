//! A contract's integers to numbers and back, against big integers.

mod common;

use common::bits::{ceil, edges, fit, floor, Stream};
use fixed::traits::FixedSigned;
use fixed::types::extra::{U0, U126, U30, U48, U8};
use fixed::{FixedI128, FixedI16, FixedI64};
use num_bigint::BigInt;
use num_traits::One;
use plimsoll::number::amount::{
    from_units_down, from_units_up, to_units_down, to_units_up, MAX_DECIMALS,
};
use plimsoll::{Error, Fixed, Number};

fn check_amount<F: FixedSigned + Number>(units: u128, decimals: u32)
where
    F::Bits: TryFrom<i128> + Into<i128>,
{
    let power = BigInt::from(10).pow(decimals);
    let raised = BigInt::from(units) << F::FRAC_NBITS;
    let say = || format!("{units} units with {decimals} decimals");
    assert_eq!(
        from_units_down::<F>(units, decimals),
        fit(floor(&raised, &power)),
        "{}",
        say()
    );
    assert_eq!(
        from_units_up::<F>(units, decimals),
        fit(ceil(&raised, &power)),
        "{}",
        say()
    );
}

fn check_units<F: FixedSigned + Number>(bits: i128, decimals: u32)
where
    F::Bits: TryFrom<i128> + Into<i128>,
{
    let number: F = fit(bits.into()).expect("a value of the type");
    if bits < 0 {
        assert_eq!(
            to_units_down(&number, decimals),
            Err(Error::InvalidQuantity)
        );
        assert_eq!(to_units_up(&number, decimals), Err(Error::InvalidQuantity));
        return;
    }
    let one = BigInt::one() << F::FRAC_NBITS;
    let raised = BigInt::from(bits) * BigInt::from(10).pow(decimals);
    let fits = |units: BigInt| u128::try_from(units).map_err(|_| Error::Overflow);
    assert_eq!(to_units_down(&number, decimals), fits(floor(&raised, &one)));
    assert_eq!(to_units_up(&number, decimals), fits(ceil(&raised, &one)));
}

#[test]
fn amounts_convert_in_their_direction() {
    let mut stream = Stream(22);
    let mut units = vec![
        0u128,
        1,
        u128::MAX,
        u128::MAX - 1,
        u128::from(u64::MAX),
        1_000_000,
    ];
    for power in 0..=38 {
        let near = 10u128.pow(power);
        units.extend([near - 1, near, near + 1]);
    }
    units.extend((0..128).map(|power| 1u128 << power));
    units.extend((0..400).map(|_| stream.bits(128) as u128 >> (stream.word() % 128)));
    let numbers: Vec<i128> = edges(128, 3)
        .into_iter()
        .chain((0..400).map(|_| stream.bits(128)))
        .collect();
    for decimals in 0..=MAX_DECIMALS {
        for &units in &units {
            check_amount::<Fixed>(units, decimals);
            check_amount::<FixedI64<U30>>(units, decimals);
            check_amount::<FixedI128<U0>>(units, decimals);
            check_amount::<FixedI128<U126>>(units, decimals);
            check_amount::<FixedI16<U8>>(units, decimals);
        }
        for &bits in &numbers {
            check_units::<Fixed>(bits, decimals);
            check_units::<FixedI128<U0>>(bits, decimals);
            check_units::<FixedI128<U126>>(bits, decimals);
            check_units::<FixedI64<U48>>(bits >> 64, decimals);
        }
    }
}

#[test]
fn more_decimals_than_24_are_refused() {
    for decimals in [25, 26, 38, 39, 1000, u32::MAX] {
        let one = Fixed::ONE;
        assert_eq!(
            from_units_down::<Fixed>(1, decimals),
            Err(Error::InvalidDecimals)
        );
        assert_eq!(
            from_units_up::<Fixed>(1, decimals),
            Err(Error::InvalidDecimals)
        );
        assert_eq!(to_units_down(&one, decimals), Err(Error::InvalidDecimals));
        assert_eq!(to_units_up(&one, decimals), Err(Error::InvalidDecimals));
    }
}

/// What the account owns never grows by a round trip, and what it owes never shrinks.
#[test]
fn a_round_trip_favours_the_protocol() {
    let mut stream = Stream(23);
    for _ in 0..2_000 {
        let (units, decimals) = (stream.word() as u128, stream.word() as u32 % 19);
        let owned: Fixed = from_units_down(units, decimals).expect("in range");
        let owed: Fixed = from_units_up(units, decimals).expect("in range");
        assert!(to_units_down(&owned, decimals).expect("in range") <= units);
        assert!(to_units_up(&owed, decimals).expect("in range") >= units);
        assert!(owned <= owed && owed - owned <= Fixed::DELTA);
    }
}
