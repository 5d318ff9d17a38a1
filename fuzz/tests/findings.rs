//! What the targets found, as plain tests.

use plimsoll::liquidation::threshold::{check_at, threshold};
use plimsoll::{Fixed, Holding, Leg, Limit, Perp, Price, Terms, Tiers, Weights};

/// An empty perp in an expensive market on the index of a cheap one: scaling its price overflows long
/// before the answer, and the answer does not depend on it.
#[test]
fn an_empty_perp_does_not_end_the_range_of_the_check() {
    let expensive = Price::exact(Fixed::from_num(670_589)).unwrap();
    let terms = Terms::new(expensive, Weights::one(), Tiers::none(), Fixed::ONE).unwrap();
    let empty = Leg {
        perp: Perp::new(Fixed::ZERO, Fixed::ZERO),
        terms,
        index: 0,
    };
    let cheap = Price::exact(Fixed::DELTA).unwrap();
    let group = |balance: i64, price, index, legs| Holding {
        balance: Fixed::from_num(balance),
        price,
        weights: Weights::one(),
        index,
        legs,
    };
    let dollar = Price::exact(Fixed::ONE).unwrap();
    let legs = [empty];
    let holdings = [
        group(1_000_000, dollar, 1, &[]),
        group(-2, cheap, 0, &[]),
        group(0, dollar, 2, &legs),
    ];
    let step = Fixed::ONE;
    let answer = threshold(&holdings, 0, &cheap, &step).unwrap();
    let Limit::At(at) = answer.above else {
        panic!("{answer:?}");
    };
    let healthy = |at: &Fixed| check_at(&holdings, 0, &cheap, at).map(|health| health.healthy());
    assert_eq!(healthy(&at), Ok(true));
    assert_eq!(healthy(&(at + step)), Ok(false));
}
