//! What the targets found, as plain tests.

use plimsoll::liquidation::crossing::crossing;
use plimsoll::liquidation::reduce::reduce;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::liquidation::threshold::{check_at, threshold};
use plimsoll::margin::option::Right;
use plimsoll::{
    Balance, Bound, Contract, Deal, Expiry, Fixed, Health, Holding, Interval, Leg, Limit, Perp,
    Price, Terms, Tier, Tiers, Weights,
};

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

/// A position on a steep rung, closed below its bankruptcy price: the part above the floor frees more
/// than it costs, and the whole costs more than the account has.
#[test]
fn a_part_of_a_position_is_enough_where_the_whole_is_not() {
    let number = Fixed::from_num::<i32>;
    let mut rungs = [
        Tier::new(Fixed::ZERO, Fixed::ZERO),
        Tier::new(number(5000), number(1) / 2),
    ];
    let tiers = Tiers::from_rates(&mut rungs).unwrap();
    let price = Price::exact(number(100)).unwrap();
    let terms = Terms::new(price, Weights::one(), tiers, Fixed::ONE).unwrap();
    let perp = Perp::new(number(100), number(-9500));
    let bound = Bound::unweighted(&Price::exact(Fixed::ONE).unwrap());
    let settlement = Balance {
        amount: Fixed::ZERO,
        net: perp.value(&terms).unwrap(),
        bound,
        step: Fixed::DELTA,
    };
    let mut health = Health::new();
    health.add(&settlement.net, &bound).unwrap();
    let deal = Deal {
        price: number(93),
        fee: Fixed::ZERO,
        lot: Fixed::ONE,
    };
    // 500 - 7 n - (5000 - 100 n) / 2 is at least zero from 47 units on, and below zero again from 72.
    let part = reduce(&health, &settlement, &perp, &terms, &deal, &Fixed::MAX).unwrap();
    assert_eq!((part.size, part.reason), (number(-47), Reason::Target));
    let capped = reduce(&health, &settlement, &perp, &terms, &deal, &number(46)).unwrap();
    assert_eq!((capped.size, capped.reason), (number(-46), Reason::Capped));
    // One lot, of which half the position has none.
    let lot = number(60);
    let one = reduce(
        &health,
        &settlement,
        &perp,
        &terms,
        &Deal { lot, ..deal },
        &Fixed::MAX,
    )
    .unwrap();
    assert_eq!((one.size, one.reason), (number(-60), Reason::Target));
}

/// A group that nets to nothing counts without a price, so the account is unhealthy and not unknown; but
/// what closing a perp in it would be worth is not known.
#[test]
fn nothing_is_closed_into_an_asset_without_a_price() {
    let number = Fixed::from_num::<i32>;
    let price = Price::exact(number(100)).unwrap();
    let terms = Terms::new(price, Weights::one(), Tiers::none(), Fixed::ONE).unwrap();
    let perp = Perp::new(number(2), number(-200));
    let settlement = Balance {
        amount: Fixed::ZERO,
        net: perp.value(&terms).unwrap(),
        bound: Bound::unknown(),
        step: Fixed::DELTA,
    };
    let mut health = Health::new();
    health.add(&settlement.net, &settlement.bound).unwrap();
    health.require(&Fixed::ONE).unwrap();
    for price in [99, 100, 101] {
        let deal = Deal {
            price: number(price),
            fee: Fixed::ZERO,
            lot: Fixed::ONE,
        };
        let none = reduce(&health, &settlement, &perp, &terms, &deal, &Fixed::MAX).unwrap();
        assert_eq!((none.size, none.reason), (Fixed::ZERO, Reason::Unknown));
    }
}

/// A start between two places of the grid, of which the check holds at the upper one only: upward it goes on
/// from there, and does not answer with what is past on the other side.
#[test]
fn a_crossing_above_is_looked_for_above() {
    let number = Fixed::from_num::<i32>;
    let start = number(1) / 2;
    let range = (&number(-10), &number(10));
    let up_to = |most: i32| {
        let surplus = |price: &Fixed| Ok((*price - number(1)).min(number(most) - *price));
        crossing(&start, range, 5, &number(1), surplus).unwrap()
    };
    let answer = up_to(7);
    assert_eq!(
        (answer.below, answer.above),
        (Limit::At(number(1)), Limit::At(number(7)))
    );
    let answer = up_to(11);
    assert_eq!(
        (answer.below, answer.above),
        (Limit::At(number(1)), Limit::Never)
    );
    assert_eq!(up_to(0).above, Limit::AlreadyPast);
}

/// What a value is stated to be at most as wide as: each rounding of the root of time counts for the volatility,
/// and where prices are small the roundings that no price scales are all there is.
#[test]
fn a_value_is_as_narrow_as_stated() {
    let year = Expiry::undiscounted(31_536_000).unwrap();
    for (forward, strike, sigma) in [(1 << 126, 1 << 106, 11.39), (1 << 41, 1 << 42, 2.676)] {
        let [forward, strike] = [forward, strike].map(Fixed::from_bits);
        let contract = Contract::new(Right::Call, strike).unwrap();
        let volatility = Interval::exact(Fixed::from_num(sigma));
        let value = contract
            .value(&Interval::exact(forward), &volatility, &year)
            .unwrap();
        let wide = (*value.high() - *value.low()).to_bits() as f64;
        let prices = (forward + strike).to_num::<f64>();
        assert!(wide <= (16.0 + 2.0 * sigma) * prices + 8.0, "{value:?}");
    }
}
