//! How near floats come to exact: the bounds of `docs/rounding.md` for tables of float64, in rationals.

use super::book::{Member, World};
use super::draw::{asset, book, quantity};
use super::fed::{count, fed};
use crate::common::cases;
use crate::common::exact::{rational, step, Exact};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::columns::markets::Weighted;
use plimsoll::margin::account::Account;
use plimsoll::weights::Bound;
use plimsoll::{Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;

fn whole(number: usize) -> Rational {
    Rational::from_integer(BigInt::from(number))
}

/// `k` roundings to nearest, one on top of the other: `k e / (1 - k e)` with `e = 2^-53`.
fn roundings(count: usize) -> Rational {
    let all = whole(count) / Rational::from_integer(BigInt::one() << 53);
    &all / (Rational::one() - &all)
}

fn float(number: &Fixed) -> f64 {
    number.to_num()
}

fn apart(float: f64, exact: &Rational) -> Rational {
    (Rational::from_float(float).expect("finite") - exact).abs()
}

/// Both sums of each level, in turn.
fn sums<N: Number>(account: &Account<N, 3>) -> Vec<N> {
    let levels = account.levels().iter();
    levels
        .flat_map(|level| [level.assets().clone(), level.liabilities().clone()])
        .collect()
}

/// An account of balances alone.
fn balances(world: &World<Fixed>, quantities: Vec<Fixed>) -> Member<Fixed> {
    Member::of((0..world.assets.len() as u32).zip(quantities))
}

fn lender(assets: Vec<plimsoll::columns::markets::Asset<Fixed>>) -> World<Fixed> {
    World {
        assets,
        perps: Vec::new(),
        chain: None,
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// Prices, weights and quantities to nearest: three roundings, and one each for the bound and the product.
    /// Every sum has one sign, so what is added to it later rounds all of it once more.
    #[test]
    fn balances_from_prices_and_weights(
        assets in vec(asset(0), 1..30),
        quantities in vec(quantity(-30, 30), 30),
    ) {
        let world = lender(assets);
        let member = balances(&world, quantities);
        let exact = world.map(&Exact::of).unwrap();
        let (exact, _) = fed(&exact, &exact.make(&[]).unwrap(), &member.map(&Exact::of)).unwrap();
        let floats = world.map(&float).unwrap();
        let (floats, _) = fed(&floats, &floats.make(&[]).unwrap(), &member.map(&float)).unwrap();
        let share = roundings(member.balances.len() + 4);
        for (float, exact) in sums(&floats).into_iter().zip(sums(&exact)) {
            prop_assert!(apart(float, &exact.0) <= &exact.0 * &share);
        }
    }

    /// Bounds of the exact lane to nearest: one rounding less for each of two, and the exact lane's own step a
    /// product.
    #[test]
    fn balances_from_bounds_of_the_exact_lane(
        assets in vec(asset(0), 1..30),
        quantities in vec(quantity(-30, 30), 30),
    ) {
        let world = lender(assets);
        let member = balances(&world, quantities);
        let made = world.make(&[]).unwrap();
        let (fixed, _) = fed(&world, &made, &member).unwrap();
        let mut floats = Account::<f64, 3>::new();
        for (place, quantity) in &member.balances {
            let bounds = made.weighted[*place as usize].bounds();
            let bounds = bounds.map(|bound| Bound::new(float(bound.asset()), float(bound.liability())));
            let bounds = bounds.map(|bound| bound.expect("an order is kept"));
            floats.add(&float(quantity), &Weighted::new(bounds).bounds()).unwrap();
        }
        let steps = whole(member.balances.len()) * step::<Fixed>();
        let share = roundings(member.balances.len() + 2);
        for (float, fixed) in sums(&floats).into_iter().zip(sums(&fixed)) {
            let fixed = rational(&fixed);
            prop_assert!(apart(float, &fixed) <= (&fixed + &steps) * &share + &steps);
        }
    }

    /// With perps, of the gross: what the account's parts would be worth if none took from another.
    #[test]
    fn accounts_with_perps((world, members) in book()) {
        let exact_world = world.map(&Exact::of).unwrap();
        let float_world = world.map(&float).unwrap();
        prop_assume!(float_world.ladders().is_ok());
        let (ladders, exact_ladders) = (float_world.ladders().unwrap(), exact_world.ladders().unwrap());
        let (made, exact_made) =
            (float_world.make(&ladders).unwrap(), exact_world.make(&exact_ladders).unwrap());
        for member in members.iter().filter(|member| member.options.is_empty()) {
            let (exact, _) = fed(&exact_world, &exact_made, &member.map(&Exact::of)).unwrap();
            let (floats, _) = fed(&float_world, &made, &member.map(&float)).unwrap();
            let rungs = world.perps.iter().map(|perp| perp.rungs.len()).max().unwrap_or(0);
            let share = roundings(count(&world, member) as usize + rungs + 16);
            let gross: Vec<Rational> = (0..3).map(|level| gross(&world, member, level)).collect();
            for (place, (float, exact)) in sums(&floats).into_iter().zip(sums(&exact)).enumerate() {
                prop_assert!(apart(float, &exact.0) <= &gross[place / 2] * &share);
            }
        }
    }
}

/// `(|balance| + sum of |quote| + (|size| + bids + asks) * high * liability * 2 * (1 + rungs)) * high *
/// liability`, over the assets.
fn gross(world: &World<Fixed>, member: &Member<Fixed>, level: usize) -> Rational {
    let mut total = Rational::zero();
    for (place, asset) in world.assets.iter().enumerate() {
        let mut group = member
            .balances
            .get(&(place as u32))
            .map_or(Rational::zero(), rational);
        group = group.abs();
        for (market, held) in &member.perps {
            let listing = &world.perps[*market as usize];
            if listing.settles as usize != place {
                continue;
            }
            let weight = listing
                .weights
                .get(level)
                .map_or(Rational::one(), |of| rational(of.liability()));
            let units = rational(&held.size).abs() + rational(&held.bids) + rational(&held.asks);
            let notional = units * rational(listing.prices[level].high()) * weight;
            group += rational(&held.quote).abs() + notional * whole(2 * (1 + listing.rungs.len()));
        }
        let weight = rational(asset.weights[level].liability());
        total += group * rational(asset.prices[level].high()) * weight;
    }
    total
}
