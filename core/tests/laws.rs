//! The laws of the kernel: properties that hold for every account, bit for bit where the law is about
//! the kernel's own numbers.

mod common;

use common::cases;
use common::generate::{fraction, magnitude, spec};
use common::spec::{Group, Market, Spec};
use plimsoll::margin::health::Health;
use plimsoll::margin::net::Net;
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::Weights;
use plimsoll::{Account, Error, Fixed, Number, Perp, Terms};
use proptest::collection::vec;
use proptest::prelude::*;

/// The account's health where it is in range; the law says nothing where it is not.
fn health(spec: &Spec<Fixed>) -> Option<Health<Fixed>> {
    match spec.health() {
        Err(Error::Overflow) => None,
        health => Some(health.expect("a valid account")),
    }
}

/// Every market of the account, and how many there are.
fn market(spec: &mut Spec<Fixed>, place: usize) -> &mut Market<Fixed> {
    let mut markets: Vec<&mut Market<Fixed>> = Vec::new();
    for group in &mut spec.groups {
        markets.push(&mut group.market);
        markets.extend(group.perps.iter_mut().map(|perp| &mut perp.market));
    }
    let place = place % markets.len();
    markets.swap_remove(place)
}

/// Owns no more and owes no less.
fn no_better(worse: &Spec<Fixed>, better: &Spec<Fixed>) -> Result<(), TestCaseError> {
    if let (Some(worse), Some(better)) = (health(worse), health(better)) {
        prop_assert!(worse.assets() <= better.assets(), "{worse:?} {better:?}");
        prop_assert!(
            worse.liabilities() >= better.liabilities(),
            "{worse:?} {better:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn widening_a_price_never_helps(
        spec in spec(), place in 0usize..16, low in prop_oneof![Just(0i128), 1i128..4, any::<i64>().prop_map(i128::from)],
        high in prop_oneof![Just(0i128), 1i128..4, any::<i64>().prop_map(i128::from)],
    ) {
        let mut wide = spec.clone();
        let market = market(&mut wide, place);
        let low = low.abs().min(market.low.to_bits() - 1);
        market.low -= Fixed::from_bits(low);
        market.high += Fixed::from_bits(high.abs());
        no_better(&wide, &spec)?;
        no_better(&wide.equity(), &spec.equity())?;
    }

    #[test]
    fn a_stricter_weight_never_helps(spec in spec(), place in 0usize..16, by in fraction(), which in 0u8..3) {
        let mut strict = spec.clone();
        let market = market(&mut strict, place);
        match which {
            0 => market.asset = market.asset.mul_down(&by)?,
            1 => market.liability += by,
            _ => for perp in strict.groups.iter_mut().flat_map(|group| &mut group.perps) {
                perp.profit_weight = perp.profit_weight.mul_down(&by)?;
            },
        }
        no_better(&strict, &spec)?;
    }

    #[test]
    fn more_never_hurts(spec in spec(), place in 0usize..4, more in magnitude(-48, 40)) {
        let mut richer = spec.clone();
        let place = place % richer.groups.len();
        richer.groups[place].balance += more;
        no_better(&spec, &richer)?;
        let mut paid = spec.clone();
        for perp in &mut paid.groups[place].perps {
            perp.quote += more;
        }
        no_better(&spec, &paid)?;
    }

    /// Open orders are obligations: none is better than any.
    #[test]
    fn orders_never_help(spec in spec()) {
        let mut free = spec.clone();
        for perp in free.groups.iter_mut().flat_map(|group| &mut group.perps) {
            (perp.bids, perp.asks) = (Fixed::ZERO, Fixed::ZERO);
        }
        no_better(&spec, &free)?;
    }

    #[test]
    fn order_and_grouping_do_not_matter(spec in spec(), turn in 0usize..4, cut in 0usize..5) {
        let Some(whole) = health(&spec) else { return Ok(()) };
        let mut turned = spec.clone();
        let middle = turn % turned.groups.len();
        turned.groups.rotate_left(middle);
        for group in &mut turned.groups {
            group.perps.reverse();
        }
        prop_assert_eq!(&turned.health(), &Ok(whole));
        turned.groups.reverse();
        prop_assert_eq!(&turned.health(), &Ok(whole));
        // Merged in any grouping, and taken out again.
        let (first, second) = spec.groups.split_at(cut.min(spec.groups.len()));
        let part = |groups: &[Group<Fixed>]| Spec { groups: groups.to_vec() }.health();
        let (first, second) = (part(first)?, part(second)?);
        prop_assert_eq!(first.merge(&second)?, whole);
        prop_assert_eq!(second.merge(&first)?, whole);
        prop_assert_eq!(whole.without(&second)?, first);
        prop_assert_eq!(whole.without(&first)?, second);
        let merged = first.merge(&second)?.merge(&whole)?;
        prop_assert_eq!(&first.merge(&second.merge(&whole)?)?, &merged);
        prop_assert_eq!(merged.without(&whole)?, whole);
    }

    #[test]
    fn a_change_is_a_recomputation(spec in spec(), other in spec(), place in 0usize..4) {
        let place = place % spec.groups.len();
        let changed = Group { market: spec.groups[place].market.clone(), ..other.groups[0].clone() };
        let mut after = spec.clone();
        after.groups[place] = changed.clone();
        let (Some(_), Some(_)) = (health(&spec), health(&after)) else { return Ok(()) };
        let account = |spec: &Spec<Fixed>| -> Result<Account<1>, Error> {
            let mut account = Account::new();
            for group in &spec.groups {
                account.add_net(&group.net()?, &[group.bound()?])?;
            }
            Ok(account)
        };
        let bounds = [spec.groups[place].bound()?];
        let (old, new): (Net<Fixed, 1>, _) = (spec.groups[place].net()?, changed.net()?);
        prop_assert_eq!(account(&spec)?.what_if(&old, &new, &bounds)?, account(&after)?);
    }

    #[test]
    fn a_group_split_gives_at_most_the_whole(spec in spec(), share in magnitude(-40, 40), debt in any::<bool>()) {
        let share = if debt { -share } else { share };
        let mut split = spec.clone();
        let mut half = split.groups[0].clone();
        half.balance -= share;
        let middle = half.perps.len() / 2;
        half.perps = split.groups[0].perps.split_off(middle);
        split.groups[0].balance = share;
        split.groups.push(half);
        if let (Some(split), Some(whole)) = (health(&split), health(&spec)) {
            prop_assert!(split.surplus()? <= whole.surplus()?, "{split:?} {whole:?}");
        }
    }

    /// `size * low * (1 - m)` and `size * low - m * size * low` are one number, rounded at other places.
    #[test]
    fn one_rung_is_the_fraction(
        size in magnitude(-20, 30), quote in magnitude(-20, 30), low in magnitude(-20, 30), margin in fraction(), short in any::<bool>(),
    ) {
        let perp = Perp::new(if short { -size } else { size }, -quote);
        let (price, mut rungs) = (Price::new(low, low + (low >> 9))?, [Tier::new(Fixed::ZERO, margin)]);
        let tiers = Tiers::from_rates(&mut rungs)?;
        let ladder = Terms::new(price, Weights::one(), tiers, Fixed::ONE)?;
        let weights = Weights::from_margin_fraction(&margin)?;
        let fraction = Terms::new(price, weights, Tiers::none(), Fixed::ONE)?;
        let off = perp.value(&ladder)?.to_bits() - perp.value(&fraction)?.to_bits();
        // `docs/rounding.md`: the fraction `|size| + 1` steps, the ladder `1 + rate` and one a rung.
        let allowed = (size.to_bits() >> 48) + 5;
        prop_assert!((-allowed..=allowed).contains(&off), "{off} of {allowed} steps");
    }

    #[test]
    fn a_ladder_is_monotone_convex_and_continuous(
        raw in vec((magnitude(-20, 30), fraction()), 1..6), points in vec(magnitude(-30, 34), 3), near in -3i128..4,
    ) {
        let mut floors: Vec<Fixed> = raw.iter().map(|(floor, _)| *floor).collect();
        let mut rates: Vec<Fixed> = raw.iter().map(|(_, rate)| *rate).collect();
        floors[0] = Fixed::ZERO;
        floors.sort_unstable();
        floors.dedup();
        rates.sort_unstable();
        let mut rungs: Vec<_> = floors.iter().zip(&rates).map(|(f, r)| Tier::new(*f, *r)).collect();
        let ladder = Tiers::from_rates(&mut rungs)?;
        let bits = |notional: i128| ladder.requirement(&Fixed::from_bits(notional)).map(|r| r.to_bits());
        let steps = 1 + floors.len() as i128;
        for floor in &floors[1..] {
            // At a floor and a few steps beside it, the slope is at most one and never negative.
            let beside = floor.to_bits() + near;
            if beside > 0 {
                let (a, b) = (bits(beside)?, bits(beside + 1)?);
                prop_assert!(a <= b, "{a} {b}");
                prop_assert!(b - a <= 1 + steps, "{a} {b}");
            }
        }
        let mut points: Vec<i128> = points.iter().map(|point| point.to_bits()).collect();
        points.sort_unstable();
        let [a, b, c] = [points[0], points[1], points[2]];
        prop_assert!(bits(a)? <= bits(b)? && bits(b)? <= bits(c)?);
        // Convex: twice the middle is at most the sum of points as far to either side.
        let reach = (c - b).min(b);
        prop_assert!(2 * bits(b)? <= bits(b - reach)? + bits(b + reach)? + 2 * steps);
    }

    #[test]
    fn long_and_short_of_one_text_cancel(
        whole in 0u64..1_000_000_000_000, part in "[0-9]{1,24}", price in magnitude(-20, 30), fee in fraction(),
    ) {
        let text = format!("{whole}.{part}");
        let read = plimsoll::number::decimal::read_nearest::<Fixed>;
        let (long, short) = (read(&text)?, read(&format!("-{text}"))?);
        prop_assert_eq!(long, -short);
        let terms = [Terms::equity(Price::exact(price)?)];
        let mut net = Net::<Fixed, 1>::new(&Fixed::ZERO);
        net.add(&Perp::new(long, Fixed::ZERO), &terms)?;
        net.add(&Perp::new(short, Fixed::ZERO), &terms)?;
        let rest = net.value(0)?.to_bits();
        prop_assert!((-1..=0).contains(&rest), "{rest} steps left");
        // Bought and sold again at one price: the position is flat and has paid the fees.
        let none = Perp::new(Fixed::ZERO, Fixed::ZERO);
        let flat = none.trade(&long, &price, &Fixed::ZERO)?.trade(&short, &price, &Fixed::ZERO)?;
        prop_assert!(flat.size().is_zero() && (-1..=0).contains(&flat.quote().to_bits()));
        let paid = none.trade(&long, &price, &fee)?.trade(&short, &price, &fee)?;
        prop_assert!(paid.quote() <= flat.quote());
    }

    #[test]
    fn a_hull_contains_its_sources_and_scaling_keeps_order(
        a in (magnitude(-20, 30), 1u32..60), b in (magnitude(-20, 30), 1u32..60), factor in magnitude(-10, 10),
    ) {
        let price = |(low, width): (Fixed, u32)| Price::new(low, low + (low >> width));
        let (a, b) = (price(a)?, price(b)?);
        let hull = a.hull(&b);
        prop_assert!(hull.contains(&a) && hull.contains(&b) && hull == b.hull(&a));
        prop_assert_eq!(hull.hull(&a), hull);
        prop_assert!(!hull.contains(&Price::unknown()) && !a.hull(&Price::unknown()).is_known());
        let factor = Price::exact(factor)?;
        prop_assert!(hull.scale(&factor)?.contains(&a.scale(&factor)?));
    }
}
