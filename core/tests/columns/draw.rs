//! Random books: markets with stale prices at single levels, ladders, profit weights and options, and
//! accounts of every kind, from the empty one on.

use super::book::{Chain, Held, Listing, Member, Series, World};
use crate::common::generate::{fraction, magnitude};
use plimsoll::columns::markets::Asset;
use plimsoll::{Fixed, Price, Weights};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

/// A price with an uncertainty of nothing to a quarter; seldom none at all.
fn price(low: i32, high: i32) -> impl Strategy<Value = Price> {
    let width = prop_oneof![Just(127u32), 2u32..30];
    let known = (magnitude(low, high), width)
        .prop_map(|(low, width)| Price::new(low, low + (low >> width)).expect("positive"));
    prop_oneof![30 => known, 1 => Just(Price::unknown())]
}

/// The price at each level: mostly one, sometimes another at initial, seldom none at one level.
fn prices(low: i32, high: i32) -> impl Strategy<Value = [Price; 3]> {
    (price(low, high), price(low, high), 0u32..24).prop_map(|(price, other, kind)| match kind {
        0..=3 => [price.hull(&other), price, price],
        4 => [Price::unknown(), price, price],
        5 => [price, Price::unknown(), price],
        6 => [price, price, Price::unknown()],
        _ => [price; 3],
    })
}

fn weights() -> impl Strategy<Value = Weights> {
    (fraction(), fraction()).prop_map(|(asset, more)| {
        Weights::new(asset, Fixed::ONE + more).expect("a fraction, and at least 1")
    })
}

pub fn asset(index: u32) -> impl Strategy<Value = Asset<Fixed>> {
    let third = prop_oneof![3 => Just(Weights::one()), 1 => weights()];
    (prices(-27, 30), weights(), weights(), third).prop_map(move |(prices, a, b, c)| Asset {
        prices,
        weights: [a, b, c],
        index,
    })
}

/// At most four rungs, the first at 0.
fn rungs() -> impl Strategy<Value = Vec<(Fixed, Fixed)>> {
    let rate = (0i128..=1 << 46).prop_map(Fixed::from_bits);
    vec((magnitude(-6, 30), rate), 0..5).prop_map(|raw| {
        let (mut floors, mut rates): (Vec<_>, Vec<_>) = raw.into_iter().unzip();
        if let Some(first) = floors.first_mut() {
            *first = Fixed::ZERO;
        }
        floors.sort_unstable();
        floors.dedup();
        rates.sort_unstable();
        floors.into_iter().zip(rates).collect()
    })
}

fn listing(assets: u32, index: u32) -> impl Strategy<Value = Listing<Fixed>> {
    let weight = || prop_oneof![2 => Just(Fixed::ONE), 1 => fraction()];
    let profit = [weight(), weight()];
    (
        prices(-12, 16),
        [weights(), weights()],
        rungs(),
        profit,
        0..assets,
    )
        .prop_map(
            move |(prices, weights, rungs, profit_weights, settles)| Listing {
                prices,
                weights,
                rungs,
                profit_weights,
                settles,
                index,
            },
        )
}

/// Values in 1/1024, which every lane holds.
fn dyadic(most: i128) -> impl Strategy<Value = Fixed> {
    (-most..=most).prop_map(|parts| Fixed::from_bits(parts << 38))
}

fn series(scenarios: usize) -> impl Strategy<Value = Series<Fixed>> {
    let more = (0i128..=64).prop_map(|parts| Fixed::from_bits(parts << 38));
    (dyadic(1 << 16), more, vec(dyadic(1 << 16), scenarios)).prop_map(|(mark, more, profits)| {
        Series {
            owed: (mark + more, profits.clone()),
            owned: (mark, profits),
        }
    })
}

fn chain(assets: u32) -> impl Strategy<Value = Chain<Fixed>> {
    let factor = || (0i128..=2048).prop_map(|parts| Fixed::from_bits(parts << 38));
    let spot = || (0i128..=2048).prop_map(|parts| Fixed::from_bits(parts << 38));
    (1usize..6).prop_flat_map(move |scenarios| {
        let weight = prop_oneof![Just(Fixed::ONE), Just(Fixed::ONE / 4)];
        let grid = (vec(spot(), scenarios), vec(weight, scenarios));
        let factors = [factor(), factor(), factor()];
        let hedges = (
            proptest::option::of(10u32..13),
            proptest::option::of(0..assets),
        );
        let series = vec(series(scenarios), 1..4);
        (series, grid, factors, 0..assets, hedges).prop_map(
            |(series, (spots, weights), mut factors, settles, (underlying, coins))| {
                factors.sort_unstable_by(|a, b| b.cmp(a));
                Chain {
                    series,
                    spots,
                    weights,
                    factors,
                    settles,
                    underlying,
                    coins: coins.filter(|asset| *asset != settles),
                }
            },
        )
    })
}

/// One to five assets, up to four perp markets, and options half the time. Assets and perps have indices
/// of their own kind, three of each, so that several follow one.
pub fn world() -> impl Strategy<Value = World<Fixed>> {
    (1usize..6, 0usize..5).prop_flat_map(|(assets, perps)| {
        let asset: Vec<_> = (0..assets).map(|place| asset(place as u32 % 3)).collect();
        let perp = |place: usize| listing(assets as u32, 10 + place as u32 % 3);
        let perps: Vec<_> = (0..perps).map(perp).collect();
        let chain = proptest::option::of(chain(assets as u32));
        (asset, perps, chain).prop_map(|(assets, perps, chain)| World {
            assets,
            perps,
            chain,
        })
    })
}

/// A quantity of either sign, a tenth of them zero.
pub fn quantity(low: i32, high: i32) -> impl Strategy<Value = Fixed> {
    let some = (magnitude(low, high), any::<bool>());
    prop_oneof![
        1 => Just(Fixed::ZERO),
        9 => some.prop_map(|(size, owed)| if owed { -size } else { size }),
    ]
}

fn held() -> impl Strategy<Value = Held<Fixed>> {
    let order = || prop_oneof![3 => Just(Fixed::ZERO), 1 => magnitude(-12, 16)];
    (quantity(-12, 16), quantity(-12, 30), order(), order()).prop_map(
        |(size, quote, bids, asks)| Held {
            size,
            quote,
            bids,
            asks,
        },
    )
}

/// An account in a world.
fn member(world: &World<Fixed>) -> impl Strategy<Value = Member<Fixed>> {
    let places = |count: usize| 0..count.max(1) as u32;
    let series = world.chain.as_ref().map_or(0, |chain| chain.series.len());
    let (assets, perps) = (world.assets.len(), world.perps.len());
    let world = world.clone();
    (
        btree_map(places(assets), quantity(-30, 30), 0..=assets),
        btree_map(places(perps), held(), 0..=perps),
        btree_map(places(series), quantity(-8, 16), 0..=series),
        0u32..4,
    )
        .prop_map(move |(balances, perps, options, kind)| {
            // A quarter has nothing but balances, as most accounts of a lender.
            let mut member = Member::of(balances);
            if kind > 0 {
                (member.perps, member.options) = (perps, options);
            }
            member.leave_orders(&world);
            member
        })
}

/// Markets and up to twelve accounts in them.
pub fn book() -> impl Strategy<Value = (World<Fixed>, Vec<Member<Fixed>>)> {
    world().prop_flat_map(|world| {
        let member = member(&world);
        (Just(world), vec(member, 0..13))
    })
}
