//! What an account's standing says and refuses to say: the count at its close, prices that are too
//! old, the order of the levels, and errors that change nothing.

mod common;

use common::cases;
use common::generate::{fraction, magnitude, spec};
use common::spec::{account, Spec};
use plimsoll::margin::account::Status;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::net::Net;
use plimsoll::price::Price;
use plimsoll::{Account, Bound, Error, Fixed, Health, Number, Perp, Terms};
use proptest::prelude::*;

/// The same account under weights and prices that are no looser.
fn tightened(spec: &Spec<Fixed>, by: &Fixed, wider: u32) -> Result<Spec<Fixed>, Error> {
    let mut initial = spec.clone();
    for group in &mut initial.groups {
        let perps = group.perps.iter_mut().map(|perp| &mut perp.market);
        for market in core::iter::once(&mut group.market).chain(perps) {
            market.asset = market.asset.mul_down(by)?;
            market.liability += Fixed::ONE - by;
            market.low -= market.low >> wider;
            market.high += market.high >> wider;
        }
    }
    Ok(initial)
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Initial is no looser than maintenance, and maintenance no looser than equity, bit for bit.
    #[test]
    fn levels_are_ordered(spec in spec(), by in fraction(), wider in 2u32..40) {
        let (initial, equity) = (tightened(&spec, &by, wider)?, spec.equity());
        let account = account([&initial, &spec, &equity]);
        prop_assume!(account != Err(Error::Overflow));
        let account = account?;
        let levels = account.levels();
        for (tight, loose) in levels.iter().zip(&levels[1..]) {
            prop_assert!(tight.assets() <= loose.assets(), "{tight:?} {loose:?}");
            prop_assert!(tight.liabilities() >= loose.liabilities(), "{tight:?} {loose:?}");
        }
        // Levels in one pass are the levels one by one.
        for (level, alone) in levels.iter().zip([&initial, &spec, &equity]) {
            prop_assert_eq!(Ok(*level), alone.health());
        }
        let healthy = [account.initial(), account.maintenance(), account.equity()].map(Health::healthy);
        let expected = match healthy {
            [_, _, false] => Status::Insolvent,
            [_, false, true] => Status::Liquidatable,
            [false, true, true] => Status::Restricted,
            [true, true, true] => Status::Healthy,
        };
        prop_assert_eq!(account.status(), expected);
        prop_assert!(account.status() != Status::Insolvent || !account.maintenance().healthy());
        for level in levels {
            let surplus = level.surplus()?;
            prop_assert_eq!(level.healthy(), surplus >= Fixed::ZERO);
            prop_assert_eq!(level.shortfall()?, (-surplus).max(Fixed::ZERO));
        }
    }

    #[test]
    fn another_count_is_refused(spec in spec(), count in 0u32..20) {
        let health = spec.health();
        prop_assume!(health != Err(Error::Overflow));
        let (health, positions) = (health?, spec.positions());
        prop_assert_eq!(health.positions(), positions);
        let account = account([&spec, &spec, &spec])?;
        if count == positions {
            prop_assert_eq!(health.close(count), Ok(health));
            prop_assert_eq!(account.close(count), Ok(account));
        } else {
            prop_assert_eq!(health.close(count), Err(Error::WrongPositions));
            prop_assert_eq!(account.close(count), Err(Error::WrongPositions));
        }
    }

    /// Any subset of prices too old: what is owned counts nothing, what is owed or may be owed makes
    /// the level unknown, and no account becomes liquidatable by it.
    #[test]
    fn stale_prices(spec in spec(), which in any::<u16>()) {
        let known = spec.health();
        prop_assume!(known != Err(Error::Overflow));
        let known = known?;
        let (mut stale, mut place) = (spec.clone(), 0);
        let (mut counted, mut unknown, mut ignored) = (Health::new(), false, false);
        for (group, before) in stale.groups.iter_mut().zip(&spec.groups) {
            let mut owed = false;
            for perp in &mut group.perps {
                place += 1;
                if which >> place & 1 == 1 {
                    (perp.market.low, perp.market.high) = (Fixed::ZERO, Fixed::ZERO);
                    owed |= perp.perp()?.is_exposed();
                }
            }
            place += 1;
            let net = *before.net()?.value(0)?;
            if which >> place & 1 == 1 {
                (group.market.low, group.market.high) = (Fixed::ZERO, Fixed::ZERO);
                ignored |= !net.is_zero() || owed;
                owed |= net.is_negative();
            } else if !owed {
                counted.add(&net, &before.bound()?)?;
            }
            unknown |= owed;
        }
        let health = stale.health()?;
        prop_assert_eq!(health.assets(), counted.assets());
        prop_assert_eq!(health.liabilities(), counted.liabilities());
        let expected = match (unknown, ignored, counted.healthy()) {
            (true, _, _) | (_, true, false) => Verdict::Unknown,
            (_, _, true) => Verdict::Healthy,
            (_, false, false) => Verdict::Unhealthy,
        };
        prop_assert_eq!(health.verdict(), expected);
        prop_assert_eq!(health.is_stale(), unknown || ignored);
        prop_assert_eq!(health.surplus().is_err(), unknown);
        prop_assert_eq!(health.ratio() == Err(Error::UnknownPrice), unknown);
        // Ignoring proves no more than knowing would.
        prop_assert!(!health.healthy() || known.healthy());
        let account = account([&stale, &stale, &spec.equity()])?;
        let liquidatable = matches!(account.status(), Status::Liquidatable | Status::Insolvent);
        prop_assert!(!(health.is_stale() && !health.healthy() && liquidatable));
    }

    /// An operation that fails has changed nothing, at any level.
    #[test]
    fn errors_change_nothing(
        quantity in magnitude(-10, 30), price in magnitude(-10, 20), level in 0usize..3, debt in any::<bool>(),
    ) {
        let bound = Bound::unweighted(&Price::exact(price)?);
        let huge = Bound::unweighted(&Price::exact(Fixed::MAX)?);
        let mut bounds = [bound; 3];
        let mut account = Account::<3>::new();
        account.add(&quantity, &bounds)?;
        account.add(&-quantity, &bounds)?;
        let before = account;
        bounds[level] = huge;
        let much = (quantity + Fixed::from_num(2)) * if debt { -1 } else { 1 };
        prop_assert_eq!(account.add(&much, &bounds), Err(Error::Overflow));
        prop_assert_eq!(&account, &before);
        let net = Net::new(&much);
        prop_assert_eq!(account.add_net(&net, &bounds), Err(Error::Overflow));
        prop_assert_eq!(&account, &before);
        let mut margins = [Fixed::ONE; 3];
        margins[level] = Fixed::MAX;
        prop_assert_eq!(account.require(&margins), Err(Error::Overflow));
        margins[level] = -Fixed::DELTA;
        prop_assert_eq!(account.require(&margins), Err(Error::InvalidQuantity));
        prop_assert_eq!(&account, &before);
        prop_assert_eq!(account.what_if(&net, &Net::new(&quantity), &[bound; 3]).is_ok(), false);

        // The sum itself overflows, the product does not.
        let (mut health, one) = (Health::new(), Bound::unweighted(&Price::exact(Fixed::ONE)?));
        let full = if debt { -Fixed::MAX } else { Fixed::MAX };
        health.add(&full, &one)?;
        let before = health;
        let step = if debt { -Fixed::DELTA } else { Fixed::DELTA };
        prop_assert_eq!(health.add(&step, &one), Err(Error::Overflow));
        prop_assert_eq!(health.merge(&before), Err(Error::Overflow));
        prop_assert_eq!(&health, &before);
        if debt {
            prop_assert_eq!(health.require(&Fixed::DELTA), Err(Error::Overflow));
            prop_assert_eq!(&health, &before);
        }

        let mut group = Net::<Fixed, 3>::new(&quantity);
        let mut terms = [Terms::equity(Price::exact(price)?); 3];
        let perp = Perp::new(much, Fixed::ZERO);
        group.add(&perp, &terms)?;
        let before = group;
        terms[level] = Terms::equity(Price::exact(Fixed::MAX)?);
        prop_assert_eq!(group.add(&perp, &terms), Err(Error::Overflow));
        prop_assert_eq!(&group, &before);
    }
}

/// Taking out what was never in is refused, not wrapped.
#[test]
fn only_a_part_can_be_taken_out() {
    let bound = Bound::unweighted(&Price::exact(Fixed::ONE).expect("a price"));
    let health = |quantities: &[i32]| {
        let mut health = Health::new();
        for quantity in quantities {
            health
                .add(&Fixed::from_num(*quantity), &bound)
                .expect("in range");
        }
        health
    };
    let whole = health(&[5, -3]);
    for other in [health(&[6, 0]), health(&[0, -4]), health(&[1, 1, 1])] {
        assert_eq!(whole.without(&other), Err(Error::WrongPositions));
    }
    assert_eq!(whole.without(&health(&[5])), Ok(health(&[-3])));
}

/// Memory that nobody has filled is a market without a price.
#[test]
fn zeros_are_unknown() {
    assert!(!Price::<Fixed>::unknown().is_known() && !Bound::unknown().is_known());
    assert_eq!(Bound::new(Fixed::ZERO, Fixed::ZERO), Ok(Bound::unknown()));
    let unknown = Terms::equity(Price::unknown());
    let perp = Perp::new(Fixed::ONE, Fixed::ZERO);
    assert_eq!(perp.value(&unknown), Err(Error::UnknownPrice));
    assert_eq!(perp.requirement(&unknown), Err(Error::UnknownPrice));
    // Without size and orders the price does not matter.
    let flat = Perp::new(Fixed::ZERO, -Fixed::ONE);
    assert_eq!(flat.value(&unknown), Ok(-Fixed::ONE));
    let ordered = flat.with_orders(Fixed::ONE, Fixed::ZERO).expect("no sign");
    assert_eq!(ordered.value(&unknown), Err(Error::UnknownPrice));
    let negative = flat.with_orders(Fixed::ZERO, -Fixed::DELTA);
    assert_eq!(negative, Err(Error::InvalidQuantity));
}
