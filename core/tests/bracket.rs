//! Random accounts on `Fixed` and on exact rationals through the same source: what is owned comes out
//! at most exact and what is owed at least, each within the budget of `docs/rounding.md`. And the
//! same source on the rationals gives the formulas of the model, which are written out in `formula`.

mod common;

use common::budget::Budget;
use common::exact::{rational, step, to_f64, Exact};
use common::generate::{fraction, magnitude, spec};
use common::spec::Spec;
use common::{cases, formula};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::margin::health::Health;
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;

type Rational = BigRational;

fn standing() -> Budget {
    Budget {
        u: step::<Fixed>(),
        moved: None,
    }
}

/// `exact - budget <= value <= exact`.
fn at_most(value: &Fixed, exact: &Rational, budget: &Rational) -> Result<(), TestCaseError> {
    let off = exact - rational(value);
    let (o, b, u) = (to_f64(&off), to_f64(budget), to_f64(&step::<Fixed>()));
    prop_assert!(
        !off.is_negative(),
        "{value} is {} steps above exact",
        -o / u
    );
    prop_assert!(
        off <= *budget,
        "{value} is {} steps off, {} allowed",
        o / u,
        b / u
    );
    Ok(())
}

/// `exact <= value <= exact + budget`.
fn at_least(value: &Fixed, exact: &Rational, budget: &Rational) -> Result<(), TestCaseError> {
    let off = rational(value) - exact;
    let (o, b, u) = (to_f64(&off), to_f64(budget), to_f64(&step::<Fixed>()));
    prop_assert!(
        !off.is_negative(),
        "{value} is {} steps below exact",
        -o / u
    );
    prop_assert!(
        off <= *budget,
        "{value} is {} steps off, {} allowed",
        o / u,
        b / u
    );
    Ok(())
}

fn bracketed(
    health: &Health<Fixed>,
    exact: &Spec<Exact>,
    unscaled: &Spec<Exact>,
    budget: &Budget,
) -> Result<(), TestCaseError> {
    let [assets, liabilities] = formula::sums(exact);
    let [below, above] = budget.account(exact, unscaled);
    at_most(health.assets(), &assets, &below)?;
    at_least(health.liabilities(), &liabilities, &above)?;
    let same_source = exact.health().expect("no end of the range");
    prop_assert_eq!(&same_source.assets().0, &assets);
    prop_assert_eq!(&same_source.liabilities().0, &liabilities);
    Ok(())
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn accounts(spec in spec()) {
        for spec in [spec.equity(), spec] {
            let health = spec.health();
            prop_assume!(health != Err(Error::Overflow));
            let health = health.expect("a valid account");
            let exact = spec.exact();
            bracketed(&health, &exact, &exact, &standing())?;
            if !health.liabilities().is_zero() && health.assets().to_bits() >> 100 == 0 {
                let quotient = rational(health.assets()) / rational(health.liabilities());
                match health.ratio() {
                    Ok(ratio) => at_most(&ratio, &quotient, &step::<Fixed>())?,
                    Err(error) => prop_assert_eq!(error, Error::Overflow),
                }
            }
        }
    }

    /// The slice that the solvers take gives the bits of the account fed group by group.
    #[test]
    fn holdings_are_the_account(spec in spec()) {
        let by_hand = spec.health();
        let by_slice = spec.with_holdings(plimsoll::margin::holding::evaluate);
        prop_assert_eq!(by_hand, by_slice);
    }

    #[test]
    fn accounts_with_an_index_moved(
        spec in spec(), index in 0u32..5, present in magnitude(-20, 30), at in magnitude(-20, 30), width in 2u32..60,
    ) {
        let present = [present, present + (present >> width)];
        let moved = spec.moved(index, &present, &at).and_then(|moved| moved.health());
        // A perp's low end that rounds to zero cannot be made by hand.
        prop_assume!(!matches!(moved, Err(Error::Overflow | Error::InvalidPrice)));
        let price = Price::new(present[0], present[1]).expect("a price");
        let check = spec.with_holdings(|holdings| {
            plimsoll::liquidation::threshold::check_at(holdings, index, &price, &at)
        });
        prop_assert_eq!(&check, &moved, "written out, the check is another");
        let (unscaled, budget) = (spec.exact(), Budget { moved: Some(index), ..standing() });
        let ends = [Exact::of(&present[0]), Exact::of(&present[1])];
        let exact = formula::moved(&unscaled, index, &ends, &rational(&at));
        bracketed(&moved.expect("a valid account"), &exact, &unscaled, &budget)?;
    }

    #[test]
    fn perps(spec in spec()) {
        let budget = standing();
        for contract in spec.groups.iter().flat_map(|group| &group.perps) {
            let exact = contract.map(&Exact::of);
            let (mut ladder, mut exact_ladder) = (contract.ladder(), exact.ladder());
            let (perp, exact_perp) = (contract.perp()?, exact.perp()?);
            let (Ok(terms), exact_terms) = (contract.terms(&mut ladder), exact.terms(&mut exact_ladder)?)
            else { continue };
            if let Ok(value) = perp.value(&terms) {
                at_most(&value, &formula::perp(&exact), &budget.perp(&exact, &exact))?;
                prop_assert_eq!(exact_perp.value(&exact_terms)?.0, formula::perp(&exact));
            }
            if let Ok(margin) = perp.requirement(&terms) {
                let (size, u) = (&exact.size.0, &budget.u);
                let market = &exact.market;
                let (fraction, price, weight) = if size.is_negative() {
                    (&market.liability.0 - Rational::one(), &market.high.0, &market.liability.0)
                } else {
                    (Rational::one() - &market.asset.0, &market.low.0, &market.asset.0)
                };
                let notional = size.abs() * price;
                let required = formula::ladder(&exact.rungs, &(&notional * weight));
                let top = exact.rungs.last().map_or(Rational::zero(), |(_, rate)| rate.0.clone());
                let rungs = Rational::from_integer(exact.rungs.len().into());
                // A long's weighted price is rounded down, so its ladder may come out lower by as much.
                let lower = match size.is_negative() {
                    true => Rational::zero(),
                    false => size * u * &top,
                };
                let above = (&fraction + Rational::one() + (size.abs() + Rational::one()) * &top + rungs) * u;
                let expected = notional * fraction + required - &lower;
                at_least(&margin, &expected, &(above + lower))?;
                prop_assert_eq!(
                    exact_perp.requirement(&exact_terms)?.0,
                    expected + match size.is_negative() { true => Rational::zero(), false => size * u * top }
                );
            }
        }
    }

    /// Positive and negative sizes alike: what is received rounds down, what is paid up.
    #[test]
    fn trades_and_funding(
        (old, size, price) in (magnitude(-30, 30), magnitude(-30, 30), magnitude(-20, 30)),
        (settled, index) in (magnitude(-20, 20), magnitude(-20, 20)),
        (fee, short, sell) in (fraction(), any::<bool>(), any::<bool>()),
    ) {
        let (old, size) = (if short { -old } else { old }, if sell { -size } else { size });
        let perp = plimsoll::Perp::new(old, old);
        let (u, fee_exact) = (step::<Fixed>(), rational(&fee));
        let traded = perp.trade(&size, &price, &fee)?;
        prop_assert_eq!(*traded.size(), old + size);
        let notional = rational(&size) * rational(&price);
        let quote = rational(&old) - &notional - notional.abs() * &fee_exact;
        let budget = if fee.is_zero() { u.clone() } else { (Rational::from_integer(2.into()) + fee_exact) * &u };
        at_most(traded.quote(), &quote, &budget)?;

        let funded = perp.settle_funding(&settled, &index)?;
        prop_assert_eq!(*funded.size(), old);
        let quote = rational(&old) - rational(&old) * (rational(&index) - rational(&settled));
        at_most(funded.quote(), &quote, &u)?;
    }

    #[test]
    fn ladders(
        raw in proptest::collection::vec((magnitude(-20, 40), fraction()), 1..7), notional in magnitude(-20, 44),
    ) {
        let mut floors: Vec<Fixed> = raw.iter().map(|(floor, _)| *floor).collect();
        let mut rates: Vec<Fixed> = raw.iter().map(|(_, rate)| *rate).collect();
        floors[0] = Fixed::ZERO;
        floors.sort_unstable();
        floors.dedup();
        rates.sort_unstable();
        let mut rungs: Vec<_> = floors.iter().zip(&rates).map(|(f, r)| Tier::new(*f, *r)).collect();
        let exact: Vec<_> = floors.iter().zip(&rates).map(|(f, r)| (Exact::of(f), Exact::of(r))).collect();
        let tiers = Tiers::from_rates(&mut rungs)?;
        for notional in floors.iter().copied().chain([notional]) {
            let required = formula::ladder(&exact, &rational(&notional));
            // One step for the product, and one for each deduction below.
            let budget = Rational::from_integer(exact.len().into()) * step::<Fixed>();
            at_least(&tiers.requirement(&notional)?, &required, &budget)?;
        }
        // What a table states comes back, and a table off by more than the tolerance is refused.
        let stated: Vec<_> = tiers.rungs().to_vec();
        prop_assert!(Tiers::new(&stated).is_ok());
        for place in 0..stated.len() {
            for off in [Fixed::DELTA, -Fixed::DELTA] {
                let mut table = stated.clone();
                table[place].deduction += off;
                prop_assert_eq!(Tiers::new(&table), Err(Error::InvalidTiers));
            }
        }
    }

    #[test]
    fn prices_and_weights(
        (low, width, at) in (magnitude(-27, 40), prop_oneof![Just(127u32), 1u32..60], magnitude(-27, 40)),
        (factor, spread) in (magnitude(-10, 10), 2u32..60),
        (asset, more) in (fraction(), fraction()),
    ) {
        let (u, high) = (step::<Fixed>(), low + (low >> width));
        let (price, liability) = (Price::new(low, high)?, Fixed::ONE + more);
        let [l, h] = [rational(&low), rational(&high)];
        let two = Rational::from_integer(2.into());

        let bound = Weights::new(asset, liability)?.apply(&price)?;
        at_most(bound.asset(), &(&l * rational(&asset)), &u)?;
        at_least(bound.liability(), &(&h * rational(&liability)), &u)?;

        let wide = Price::new(factor, factor + (factor >> spread))?;
        let scaled = price.scale(&wide)?;
        at_most(scaled.low(), &(&l * rational(wide.low())), &u)?;
        at_least(scaled.high(), &(&h * rational(wide.high())), &u)?;
        prop_assert_eq!(price.scale(&Price::exact(Fixed::ONE)?)?, price);

        at_most(&price.mid()?, &((&l + &h) / &two), &u)?;
        if let Ok(factor) = price.factor_to(&at) {
            let exact = rational(&at) * &two / (&l + &h);
            at_most(factor.low(), &exact, &u)?;
            at_least(factor.high(), &exact, &u)?;
        }
        let confidence = low >> width;
        if confidence < low {
            let around = Price::with_confidence(&low, &confidence)?;
            prop_assert_eq!([*around.low(), *around.high()], [low - confidence, low + confidence]);
        }
        prop_assert_eq!(Price::with_confidence(&low, &low), Err(Error::InvalidPrice));
    }
}
