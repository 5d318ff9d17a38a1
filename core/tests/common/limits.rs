//! Sets of capacities that the range barely holds, and accounts at their limits.

use super::generate::{fraction, magnitude, of_length};
use super::spec::{Contract, Group, Market, Spec};
use plimsoll::margin::capacity::check;
use plimsoll::{Capacity, Error, Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

/// A market with what it may hold, and how far a position uses that.
#[derive(Clone, Debug)]
pub struct Limits {
    pub capacity: Capacity,
    pub asset_weight: Fixed,
    pub use_of: (Fixed, Fixed, u8),
    pub price: (u32, u32),
}

impl Limits {
    /// The present price, with room for a shock below the largest.
    pub fn high(&self) -> Fixed {
        (self.capacity.price >> self.price.0).max(Fixed::DELTA)
    }
}

fn share() -> impl Strategy<Value = Fixed> {
    prop_oneof![3 => Just(Fixed::ONE), 1 => fraction()]
}

/// Quantities up to 1e22 and down to dust, prices of 1e-12 to 1e20.
fn limits() -> impl Strategy<Value = Limits> {
    let size = (magnitude(-30, 74), magnitude(-40, 67), magnitude(-20, 74));
    let weight = prop_oneof![3 => fraction(), 1 => magnitude(0, 3)];
    let place = (share(), share(), 0u8..16);
    (size, weight, fraction(), place, (0u32..40, 0u32..60)).prop_map(
        |((quantity, price, quote), more, asset_weight, use_of, price_use)| Limits {
            capacity: Capacity {
                quantity,
                price,
                weight: Fixed::ONE + more,
                quote,
                settlement: Fixed::ONE,
            },
            asset_weight,
            use_of,
            price: price_use,
        },
    )
}

/// Assets, and perps with the place of the asset that they settle in, shrunk until `check` accepts them:
/// a little more is refused.
#[derive(Clone, Debug)]
pub struct Set {
    pub assets: Vec<Limits>,
    pub perps: Vec<(Limits, usize)>,
}

impl Set {
    pub fn capacities(&self) -> Result<Vec<Capacity>, Error> {
        let mut all = Vec::new();
        for asset in &self.assets {
            let c = asset.capacity;
            all.push(Capacity::asset(c.quantity, c.price, c.weight)?);
        }
        for (perp, settles) in &self.perps {
            let (c, s) = (perp.capacity, self.assets[*settles].capacity);
            let settlement = s
                .price
                .mul_up(&s.weight)
                .map_err(|_| Error::AboveCapacity)?;
            all.push(Capacity::perp(
                c.quantity, c.price, c.weight, c.quote, settlement,
            )?);
        }
        Ok(all)
    }

    /// Halves what counts for most until the set fits.
    pub fn fit(mut self) -> Option<Self> {
        for _ in 0..4000 {
            match self.capacities().and_then(|all| check(&all)) {
                Ok(()) => return Some(self),
                Err(Error::AboveCapacity) => {}
                Err(error) => panic!("{error:?}"),
            }
            let log = |n: &Fixed| 128 - n.to_bits().leading_zeros() as i32 - 48;
            let weight_of = |limits: &Limits, settles: i32| {
                let c = &limits.capacity;
                (log(&c.quantity) + log(&c.price)).max(log(&c.quote)) + settles
            };
            let settles: Vec<i32> = self
                .assets
                .iter()
                .map(|asset| log(&asset.capacity.price))
                .collect();
            let assets = self
                .assets
                .iter_mut()
                .map(|asset| (weight_of(asset, 0), asset));
            let perps = self
                .perps
                .iter_mut()
                .map(|(perp, of)| (weight_of(perp, settles[*of].max(0)), perp));
            let (_, largest) = assets.chain(perps).max_by_key(|(weight, _)| *weight)?;
            let c = &mut largest.capacity;
            c.quote >>= 1;
            c.quantity >>= 1;
        }
        None
    }

    /// The account at one level: 0 initial, 1 maintenance. Its prices are below the largest by what the
    /// shock may add.
    pub fn spec(&self, level: u32, ladders: &[Vec<(Fixed, Fixed)>]) -> Result<Spec<Fixed>, Error> {
        let market = |limits: &Limits, index: u32| -> Result<Market<Fixed>, Error> {
            let high = limits.high();
            Ok(Market {
                index,
                low: (high - (high >> limits.price.1.max(1))).max(Fixed::DELTA),
                high,
                asset: limits
                    .asset_weight
                    .mul_down(&of_length(49 - 1 + level as i32, 1 << 127))?,
                liability: Fixed::ONE + ((limits.capacity.weight - Fixed::ONE) >> level),
            })
        };
        let signed = |n: Fixed, negative: bool| if negative { -n } else { n };
        let mut groups = Vec::new();
        for (place, asset) in self.assets.iter().enumerate() {
            let quantity = asset.capacity.quantity.mul_down(&asset.use_of.0)?;
            groups.push(Group {
                market: market(asset, place as u32)?,
                balance: signed(quantity, asset.use_of.2 & 1 == 0),
                perps: Vec::new(),
            });
        }
        for (place, (perp, settles)) in self.perps.iter().enumerate() {
            let all = perp.capacity.quantity.mul_down(&perp.use_of.0)?;
            // With orders a part of what it may hold is open, and the orders add up to the rest.
            let size = if perp.use_of.2 & 4 == 0 {
                all
            } else {
                all >> 1
            };
            let long = perp.use_of.2 & 1 == 0;
            let rest = all - size;
            let orders = if long { (rest, all) } else { (all, rest) };
            groups[*settles].perps.push(Contract {
                market: market(perp, 100 + place as u32 % 3)?,
                rungs: ladders[place % ladders.len()].clone(),
                profit_weight: perp.asset_weight,
                equity: false,
                size: signed(size, !long),
                quote: signed(
                    perp.capacity.quote.mul_down(&perp.use_of.1)?,
                    perp.use_of.2 & 2 == 0,
                ),
                bids: if perp.use_of.2 & 4 == 0 {
                    Fixed::ZERO
                } else {
                    orders.0
                },
                asks: if perp.use_of.2 & 4 == 0 {
                    Fixed::ZERO
                } else {
                    orders.1
                },
            });
        }
        Ok(Spec { groups })
    }

    /// How far every market may rise with its index and keep to its capacity, as a power of two.
    pub fn room(&self) -> u32 {
        let perps = self.perps.iter().map(|(perp, _)| perp);
        let times = |limits: &Limits| limits.capacity.price.to_bits() / limits.high().to_bits();
        let least = self.assets.iter().chain(perps).map(times).min();
        least.map_or(0, |times| times.max(1).ilog2().min(60))
    }
}

pub fn set() -> impl Strategy<Value = Set> {
    (vec(limits(), 1..5), vec((limits(), 0usize..4), 0..5)).prop_filter_map(
        "it fits",
        |(assets, perps)| {
            let count = assets.len();
            let perps = perps
                .into_iter()
                .map(|(perp, of)| (perp, of % count))
                .collect();
            Set { assets, perps }.fit()
        },
    )
}

pub fn ladder() -> impl Strategy<Value = Vec<(Fixed, Fixed)>> {
    vec((magnitude(-40, 74), fraction()), 0..4).prop_map(|raw| {
        let (mut floors, mut rates): (Vec<_>, Vec<_>) = raw.into_iter().unzip();
        floors.sort_unstable();
        floors.dedup();
        rates.sort_unstable();
        if let Some(first) = floors.first_mut() {
            *first = Fixed::ZERO;
        }
        floors.into_iter().zip(rates).collect()
    })
}
