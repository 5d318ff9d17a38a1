//! What a statement of health means: the account's worth by definition, never more, and hardly less.

mod accounts;

use accounts::{exact, whole, worth, Source};
use ethnum::I256;
use plimsoll::{Account, Bound, Fixed, Net, Perp};
use plimsoll_proofs::margin::{Group, Kind, Orders};
use plimsoll_proofs::witness::Witness;
use plimsoll_proofs::{Error, Health, Lots};
use proptest::prelude::*;

/// A random account, and the statement that it is healthy.
fn drawn(seed: u64) -> (Source, Vec<Group<'static>>, Vec<i128>, Health) {
    let mut source = Source::new(seed);
    let groups = source.groups(3);
    let quantities = source.quantities(&groups);
    let health = Health::new(&groups, &Fixed::ZERO).unwrap();
    (source, groups, quantities, health)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    /// The surplus is at most what exact rationals say, and at least that less the budget.
    #[test]
    fn surplus_is_the_definition(seed in any::<u64>()) {
        let (_, groups, quantities, health) = drawn(seed);
        prop_assert_eq!(health.positions(), quantities.len());
        let worth = worth(&groups, &quantities);
        let Some(value) = worth.health else {
            // What has no price is owed.
            let witness = Witness::least(health.statement(), &quantities).unwrap();
            prop_assert_eq!(witness.check(health.statement()), Err(Error::NotHealthy));
            return Ok(());
        };
        let shown = match health.surplus(&quantities) {
            // Beyond what a number holds.
            Err(Error::TooLarge) => {
                let size = if value < whole(0) { -value } else { value };
                prop_assert!(size > whole(1 << 78));
                return Ok(());
            }
            shown => exact(&shown.unwrap()),
        };
        prop_assert!(shown <= value);
        prop_assert!(worth.crossed || shown >= value - worth.budget);
    }

    /// Whoever chooses unknowns larger than they must be shows no more: cheating only hurts.
    #[test]
    fn inflated_parts_never_help(seed in any::<u64>()) {
        let (mut source, _, quantities, health) = drawn(seed);
        let statement = health.statement();
        let least = Witness::least(statement, &quantities).unwrap();
        for _ in 0..4 {
            let extra = source.extras(least.unknowns().len());
            let above = Witness::above(statement, &quantities, &extra).unwrap();
            prop_assert!(above.last() <= least.last());
            if least.check(statement) == Err(Error::NotHealthy) {
                prop_assert_eq!(above.check(statement), Err(Error::NotHealthy));
            }
        }
    }

    /// No unknown of what shows the most can be lowered: the floors hold each of them.
    #[test]
    fn no_unknown_can_be_lowered(seed in any::<u64>()) {
        let (mut source, _, quantities, health) = drawn(seed);
        let statement = health.statement();
        let least = Witness::least(statement, &quantities).unwrap();
        prop_assume!(least.check(statement).is_ok());
        for place in 0..least.unknowns().len() {
            let mut unknowns = least.unknowns().to_vec();
            unknowns[place] -= I256::ONE + I256::from(source.below(1 << 40));
            let lower = Witness::of(statement, &quantities, unknowns).unwrap();
            prop_assert!(lower.check(statement).is_err());
            let mut unknowns = least.unknowns().to_vec();
            unknowns[place] -= I256::ONE;
            let lower = Witness::of(statement, &quantities, unknowns).unwrap();
            prop_assert!(lower.check(statement).is_err());
        }
    }

    /// The core's own account of the same quantities, where lots are parts of a token that it can hold: its
    /// surplus is the proof's to a rounding, on either side.
    #[test]
    fn surplus_is_the_core_s(seed in any::<u64>()) {
        let mut source = Source::new(seed);
        let mut groups = source.groups(4);
        for group in &mut groups {
            group.portfolios.clear();
            group.lots = Lots::new(1 << source.below(33)).unwrap();
            for perp in &mut group.perps {
                perp.lots = Lots::new(1 << source.below(33)).unwrap();
            }
        }
        let quantities: Vec<i128> = source.quantities(&groups).into_iter().map(|lots| lots >> 20).collect();
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let Some((core, steps)) = core_surplus(&groups, &quantities) else { return Ok(()) };
        let shown = health.surplus(&quantities).unwrap();
        let (shown, core) = (exact(&shown), exact(&core));
        prop_assert!(shown <= &core + steps);
        prop_assert!(shown >= core - worth(&groups, &quantities).budget);
    }
}

/// The surplus of the core, and what its roundings may have cost; nothing where a price is unknown or a number
/// beyond its range.
fn core_surplus(groups: &[Group<'_>], lots: &[i128]) -> Option<(Fixed, num_rational::BigRational)> {
    let token = |count: i128, lots: &Lots| {
        let bits = count.checked_mul(1 << 48)? / i128::from(lots.per_token());
        Some(Fixed::from_bits(bits))
    };
    let mut lots = lots.iter().copied();
    let mut next = || lots.next().unwrap();
    let mut account: plimsoll::margin::account::Account<Fixed, 1> = Account::new();
    let step = whole(1) / whole(1 << 48);
    let mut budget = step.clone() * whole(4);
    for group in groups {
        let mut net: Net<1> = Net::new(&token(next(), &group.lots)?);
        let mut steps = whole(0);
        for perp in &group.perps {
            let (size, quote) = (token(next(), &perp.lots)?, token(next(), &group.lots)?);
            let mut own = Perp::new(size, quote);
            if perp.orders == Orders::With {
                let (bids, asks) = (token(next(), &perp.lots)?, token(next(), &perp.lots)?);
                own = own.with_orders(bids, asks).unwrap();
            }
            net.add(&own, core::array::from_ref(&perp.terms)).ok()?;
            steps += whole(8);
        }
        budget += steps * &step * (exact(group.bound.liability()) + whole(1)) + &step;
        account.add_net(&net, &[group.bound]).ok()?;
    }
    let [level] = account.levels();
    let positions = groups
        .iter()
        .map(|group| 1 + group.perps.len())
        .sum::<usize>();
    account.close(positions as u32).unwrap();
    Some((level.surplus().ok()?, budget))
}

#[test]
fn near_lots_are_worth_two_to_the_minus_24() {
    for (price, per_token) in [
        ("1", 1u64 << 24),
        ("1800", 1 << 34),
        ("0.00001", 1 << 7),
        ("0.0000000001", 1),
    ] {
        let price = plimsoll::number::decimal::read_up(price).unwrap();
        assert_eq!(Lots::near(&price).per_token(), per_token);
    }
    assert_eq!(Lots::near(&Fixed::MAX).per_token(), 1 << 48);
    assert_eq!(Lots::near(&Fixed::ZERO).per_token(), 1);
    assert_eq!(Lots::near(&Fixed::MIN).per_token(), 1);
}

#[test]
fn quantities_become_lots_in_a_stated_direction() {
    let lots = Lots::new(1_000_000).unwrap();
    let number = |text: &str| plimsoll::number::decimal::read_down(text).unwrap();
    for (text, floor, ceil) in [
        ("1.5", 1_500_000, 1_500_000),
        ("-1.5", -1_500_000, -1_500_000),
        ("0", 0, 0),
    ] {
        assert_eq!(lots.floor(&number(text)), Ok(floor));
        assert_eq!(lots.ceil(&number(text)), Ok(ceil));
    }
    let step = Fixed::from_bits(1);
    assert_eq!((lots.floor(&step), lots.ceil(&step)), (Ok(0), Ok(1)));
    assert_eq!((lots.floor(&-step), lots.ceil(&-step)), (Ok(-1), Ok(0)));
    let most = Lots::new(1 << 48).unwrap();
    assert_eq!(
        most.floor(&number("65535.99999999999999")),
        Ok((1 << 64) - 3)
    );
    assert_eq!(most.floor(&number("65536")), Err(Error::OutOfRange));
    assert_eq!(most.ceil(&number("-65536")), Err(Error::OutOfRange));
    assert_eq!(
        Lots::new(u64::MAX).unwrap().floor(&Fixed::MAX),
        Err(Error::OutOfRange)
    );
    assert_eq!(
        Lots::new(0),
        Err(Error::Kernel(plimsoll::Error::InvalidStep))
    );
}

#[test]
fn what_cannot_be_said_is_refused() {
    let one = Bound::new(Fixed::ONE, Fixed::ONE + Fixed::from_bits(1)).unwrap();
    let asset = |lots: u64, bound| Group::of_asset(Lots::new(lots).unwrap(), bound);
    // Prices and lots for which a form would not fit the field.
    let large = Bound::new(Fixed::ONE, Fixed::from_bits(1 << 88)).unwrap();
    let refused = |groups: &[Group<'_>]| Health::new(groups, &Fixed::ZERO).unwrap_err();
    assert!(Health::new(&[asset(1 << 20, large)], &Fixed::ZERO).is_ok());
    assert_eq!(refused(&[asset(1, large)]), Error::TooLarge);
    // More than is verified in bounded time.
    assert_eq!(refused(&vec![asset(1, one); 2050]), Error::TooMany);
    assert!(Health::new(&vec![asset(1, one); 2046], &Fixed::ZERO).is_ok());
    let negative = Health::new(&[asset(1, one)], &-Fixed::from_bits(1));
    assert_eq!(
        negative.unwrap_err(),
        Error::Kernel(plimsoll::Error::InvalidQuantity)
    );
    // A perp without a price.
    let mut source = Source::new(1);
    let mut group = loop {
        let group = source.group();
        if !group.perps.is_empty() && group.bound.is_known() {
            break group;
        }
    };
    let terms = group.perps[0].terms;
    let (weights, tiers, share) = (*terms.weights(), *terms.tiers(), *terms.profit_weight());
    group.perps[0].terms =
        plimsoll::Terms::from_stored(*terms.price(), weights, Bound::unknown(), tiers, share)
            .unwrap();
    assert_eq!(
        refused(&[group]),
        Error::Kernel(plimsoll::Error::UnknownPrice)
    );
    // Portfolios that are none.
    let mut group = loop {
        let group = source.group();
        if !group.portfolios.is_empty() {
            break group;
        }
    };
    let portfolio = &mut group.portfolios[0];
    portfolio.shares.push(Fixed::ONE);
    assert_eq!(
        refused(&[group.clone()]),
        Error::Kernel(plimsoll::Error::InvalidScenario)
    );
    let portfolio = &mut group.portfolios[0];
    portfolio.shares.pop();
    portfolio.shares[0] = -Fixed::ONE;
    assert_eq!(
        refused(&[group.clone()]),
        Error::Kernel(plimsoll::Error::InvalidQuantity)
    );
    let portfolio = &mut group.portfolios[0];
    portfolio.shares[0] = Fixed::ONE;
    portfolio.instruments[0].kind = Kind::Option;
    portfolio.instruments[0].owed.mark = portfolio.instruments[0].owned.mark - Fixed::ONE;
    assert_eq!(
        refused(&[group]),
        Error::Kernel(plimsoll::Error::InvalidInterval)
    );
}

#[test]
fn a_witness_of_another_statement_is_refused() {
    let mut source = Source::new(3);
    let groups = source.groups(2);
    let quantities = source.quantities(&groups);
    let health = Health::new(&groups, &Fixed::ZERO).unwrap();
    let fewer = &quantities[1..];
    assert_eq!(health.surplus(fewer), Err(Error::WrongOpening));
    let none = Witness::of(health.statement(), &quantities, vec![I256::ZERO]);
    assert!(health.limbs() > 6 && none == Err(Error::WrongOpening));
}
