//! Every operation on two numbers, against integers of any size.

use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use num_integer::Integer;
use plimsoll::number::amount;
use plimsoll::support::arbitrary as edges;
use plimsoll::{Error, Fixed, Number};

/// Exact floor and ceiling of `numerator / denominator` as bits, or what must be an overflow.
fn check(
    numerator: &BigInt,
    denominator: &BigInt,
    down: std::result::Result<Fixed, Error>,
    up: std::result::Result<Fixed, Error>,
) {
    let fits = |bits: BigInt| {
        i128::try_from(bits)
            .map(Fixed::from_bits)
            .map_err(|_| Error::Overflow)
    };
    assert_eq!(down, fits(numerator.div_floor(denominator)));
    assert_eq!(up, fits(-(-numerator).div_floor(denominator)));
}

/// Two numbers, a count of base units and its decimals.
pub fn number(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let (a, b) = (edges::number(u)?, edges::number(u)?);
    let big = |x: &Fixed| BigInt::from(x.to_bits());
    let one = BigInt::from(1u8);
    let unit = BigInt::from(Fixed::ONE.to_bits());
    let sum = a.try_add(&b);
    check(&(big(&a) + big(&b)), &one, sum, sum);
    let difference = a.try_sub(&b);
    check(&(big(&a) - big(&b)), &one, difference, difference);
    check(&(big(&a) * big(&b)), &unit, a.mul_down(&b), a.mul_up(&b));
    if b == 0 {
        assert_eq!(a.div_down(&b), Err(Error::DivisionByZero));
        assert_eq!(a.div_up(&b), Err(Error::DivisionByZero));
    } else {
        check(&(big(&a) * &unit), &big(&b), a.div_down(&b), a.div_up(&b));
    }
    if b > 0 {
        let floor = big(&a).div_floor(&big(&b)) * big(&b);
        let on_grid = a.floor_to(&b);
        check(&floor, &one, on_grid, on_grid);
    } else {
        assert_eq!(a.floor_to(&b), Err(Error::InvalidStep));
    }
    float(a.to_num(), b.to_num());
    units(a, u128::arbitrary(u)?, u32::from(u8::arbitrary(u)? % 27))
}

/// `f64` claims no bound; it gives a finite number or an error.
fn float(a: f64, b: f64) {
    let results = [
        a.try_add(&b),
        a.mul_down(&b),
        a.div_up(&b),
        a.floor_to(&b),
        (a / b).mul_up(&a),
    ];
    for value in results.into_iter().flatten() {
        assert!(value.is_finite());
    }
}

fn units(number: Fixed, units: u128, decimals: u32) -> Result<()> {
    let (down, up) = (
        amount::from_units_down(units, decimals),
        amount::from_units_up(units, decimals),
    );
    if decimals > amount::MAX_DECIMALS {
        assert_eq!(down, Err::<Fixed, _>(Error::InvalidDecimals));
        return Ok(());
    }
    let scale = BigInt::from(10u8).pow(decimals);
    check(&(BigInt::from(units) << 48), &scale, down, up);
    let (least, most) = (
        amount::to_units_down(&number, decimals),
        amount::to_units_up(&number, decimals),
    );
    if number < 0 {
        assert_eq!(least, Err(Error::InvalidQuantity));
        return Ok(());
    }
    let exact = BigInt::from(number.to_bits()) * scale;
    let unit = BigInt::from(Fixed::ONE.to_bits());
    let fits = |units: BigInt| u128::try_from(units).map_err(|_| Error::Overflow);
    assert_eq!(least, fits(exact.div_floor(&unit)));
    assert_eq!(most, fits(-(-exact).div_floor(&unit)));
    Ok(())
}
