//! Random accounts over the magnitudes of real books: prices of 1e-8 to 1e12 and values of 1e-11 to
//! 1e15, every length of bits as likely as any other, with the ends of each range drawn often.

use super::spec::{Contract, Group, Market, Spec};
use plimsoll::{Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

const POINT: i32 = 48;

/// A number whose bits have this length; zero for a length below one.
pub fn of_length(length: i32, mantissa: u128) -> Fixed {
    if length < 1 {
        return Fixed::ZERO;
    }
    let length = length.min(110) as u32;
    Fixed::from_bits(((mantissa | 1 << 127) >> (128 - length)) as i128)
}

/// A number in `[2^low, 2^high)`.
pub fn magnitude(low: i32, high: i32) -> impl Strategy<Value = Fixed> {
    (low + POINT + 1..=high + POINT, any::<u128>()).prop_map(|(length, m)| of_length(length, m))
}

/// A number in `[0, 1]`, often one of its ends, often a decimal of two digits.
pub fn fraction() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        1 => Just(Fixed::ZERO),
        2 => Just(Fixed::ONE),
        3 => (0i128..=100).prop_map(|percent| Fixed::from_bits((percent << POINT) / 100)),
        3 => (0i128..=1 << POINT).prop_map(Fixed::from_bits),
    ]
}

/// A price of 1e-8 to 1e12 with an uncertainty of nothing to a quarter.
fn interval() -> impl Strategy<Value = [Fixed; 2]> {
    let width = prop_oneof![Just(127u32), 2u32..30];
    (magnitude(-27, 40), width).prop_map(|(low, width)| [low, low + (low >> width)])
}

fn market(index: impl Strategy<Value = u32>) -> impl Strategy<Value = Market<Fixed>> {
    let wide = prop_oneof![3 => interval(), 1 => Just([Fixed::ONE; 2])];
    (index, wide, fraction(), fraction()).prop_map(|(index, [low, high], asset, more)| Market {
        index,
        low,
        high,
        asset,
        liability: Fixed::ONE + more,
    })
}

/// Quantities before they are scaled to the account: `(jitter of the length, mantissa, sign)`.
type Rough = (i32, u128, bool);

fn rough() -> impl Strategy<Value = Rough> {
    (-8i32..=3, any::<u128>(), any::<bool>())
}

/// A quantity worth about `2^value` at a price; a tenth are zero.
fn quantity((jitter, mantissa, negative): Rough, value: i32, price: i32) -> Fixed {
    if jitter == -8 {
        return Fixed::ZERO;
    }
    let size = of_length((value + jitter - price + POINT).max(1), mantissa);
    if negative {
        -size
    } else {
        size
    }
}

/// `floor(log2(price)) + 1`.
fn log(price: Fixed) -> i32 {
    128 - price.to_bits().leading_zeros() as i32 - POINT
}

/// A ladder of at most four rungs with floors around a notional of `2^value`.
fn rungs(raw: Vec<(i32, u128, Fixed)>, value: i32) -> Vec<(Fixed, Fixed)> {
    let mut floors: Vec<Fixed> = Vec::new();
    let mut rates = Vec::new();
    for (jitter, mantissa, rate) in raw {
        floors.push(of_length((value + jitter + POINT).max(1), mantissa));
        rates.push(rate);
    }
    if let Some(first) = floors.first_mut() {
        *first = Fixed::ZERO;
    }
    floors.sort_unstable();
    floors.dedup();
    rates.sort_unstable();
    floors.into_iter().zip(rates).collect()
}

/// Ladder rates: mostly the few percent of a venue.
fn rate() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        3 => (0i128..=1 << (POINT - 3)).prop_map(Fixed::from_bits),
        1 => fraction(),
    ]
}

#[derive(Clone, Debug)]
struct RoughContract {
    market: Market<Fixed>,
    ladder: Vec<(i32, u128, Fixed)>,
    unweighted: bool,
    profit_weight: Fixed,
    size: Rough,
    entry: Fixed,
    quote: Rough,
    orders: (u8, Rough, Rough),
}

impl RoughContract {
    fn settle(self, value: i32, settles: &Market<Fixed>) -> Contract<Fixed> {
        let mut market = self.market;
        if market.index == settles.index {
            market.index = 100;
        }
        let value = value - log(settles.low);
        let price = log(market.low);
        if self.unweighted {
            (market.asset, market.liability) = (Fixed::ONE, Fixed::ONE);
        }
        let size = quantity(self.size, value, price);
        // Entered between half and twice the present price, and some cash besides.
        let entry = (market.low >> 1) + market.low.mul_down(&self.entry).unwrap_or(Fixed::ZERO);
        let paid = size.mul_down(&entry).unwrap_or(Fixed::ZERO);
        let quote = quantity(self.quote, value - 4, 0) - paid;
        let (kind, bids, asks) = self.orders;
        let order = |some: bool, rough| match some {
            true => quantity(rough, value, price).abs(),
            false => Fixed::ZERO,
        };
        Contract {
            rungs: rungs(self.ladder, value),
            profit_weight: self.profit_weight,
            equity: false,
            size,
            quote,
            bids: order(kind & 1 != 0, bids),
            asks: order(kind & 2 != 0, asks),
            market,
        }
    }
}

fn contract() -> impl Strategy<Value = RoughContract> {
    let ladder = prop_oneof![
        1 => Just(Vec::new()),
        2 => vec((-6i32..=3, any::<u128>(), rate()), 1..5),
    ];
    let profit_weight = prop_oneof![Just(Fixed::ONE), fraction()];
    let orders = (0u8..6, rough(), rough());
    let position = (rough(), fraction(), rough(), orders);
    (
        market(1u32..5),
        ladder,
        any::<bool>(),
        profit_weight,
        position,
    )
        .prop_map(
            |(market, ladder, unweighted, profit_weight, (size, entry, quote, orders))| {
                RoughContract {
                    market,
                    ladder,
                    unweighted,
                    profit_weight,
                    size,
                    entry,
                    quote,
                    orders,
                }
            },
        )
}

fn group(
    market: impl Strategy<Value = Market<Fixed>>,
    perps: usize,
) -> impl Strategy<Value = (Market<Fixed>, Rough, Vec<RoughContract>)> {
    (market, rough(), vec(contract(), 0..=perps))
}

/// An account of up to four assets and eleven perps, markets of several groups on one index, and
/// positions of about one scale, so that they matter to each other.
pub fn spec() -> impl Strategy<Value = Spec<Fixed>> {
    scaled(-36..=50, market(0u32..4))
}

/// The same with its first group in cash: price 1, weight 1.
fn with_cash() -> impl Strategy<Value = Spec<Fixed>> {
    let cash = Market {
        index: 0,
        low: Fixed::ONE,
        high: Fixed::ONE,
        asset: Fixed::ONE,
        liability: Fixed::ONE,
    };
    scaled(-10..=44, Just(cash))
}

fn scaled(
    scale: core::ops::RangeInclusive<i32>,
    first: impl Strategy<Value = Market<Fixed>>,
) -> impl Strategy<Value = Spec<Fixed>> {
    (
        scale,
        group(first, 3),
        vec(group(market(1u32..4), 2), 0..=3),
    )
        .prop_map(|(value, first, others)| {
            let mut groups = Vec::new();
            for (market, balance, perps) in core::iter::once(first).chain(others) {
                let balance = quantity(balance, value, log(market.low));
                let settle = |perp: RoughContract| perp.settle(value, &market);
                let perps = perps.into_iter().map(settle).collect();
                groups.push(Group {
                    market,
                    balance,
                    perps,
                });
            }
            Spec { groups }
        })
}

/// What of the account's liabilities is left over: nothing, a few steps, or a share.
fn slack() -> impl Strategy<Value = (Fixed, i128)> {
    prop_oneof![
        1 => Just((Fixed::ZERO, 0)),
        1 => (Just(Fixed::ZERO), 0i128..1000),
        2 => (magnitude(-20, 3), Just(0)),
        4 => (magnitude(-5, 1), Just(0)),
    ]
}

/// An account that is healthy by a stated slack, topped up in its cash.
pub fn healthy() -> impl Strategy<Value = Spec<Fixed>> {
    (with_cash(), slack()).prop_filter_map("an account within the range", |(mut spec, slack)| {
        let health = spec.health().ok()?;
        let share = health.liabilities().mul_up(&slack.0).ok()?;
        let wanted = share.try_add(&Fixed::from_bits(slack.1)).ok()?;
        let missing = wanted.try_sub(&health.surplus().ok()?).ok()?;
        let cash = &mut spec.groups.first_mut()?.balance;
        *cash = cash.try_add(&missing).ok()?;
        spec.health().ok()?.healthy().then_some(spec)
    })
}
