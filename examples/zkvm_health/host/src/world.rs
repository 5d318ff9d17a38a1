//! States and accounts at random, and of a given size.

use borsh::BorshSerialize;
use plimsoll::margin::option::Right;
use plimsoll::margin::scenario::Volatility;
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::{
    Contract, Error, Fixed, Forward, Interval, Price, Scenario, Shocks, Tier, Tiers, Weights,
};
use zkvm_health_rule::{
    Account, Asset, Balance, Expiry, Held, Number, Options, Perp, PerpMarket, Series, State, Terms,
    BLINDING,
};

/// Splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators).
pub struct Random(pub u64);

impl Random {
    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.bits() % end.max(1)
    }

    /// One in `count`.
    pub fn once_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    /// From `low` to `high` thousandths, with random bits behind them.
    fn between(&mut self, low: i64, high: i64) -> Fixed {
        let span = i128::from(high - low) << 48;
        let bits = (i128::from(self.bits()) * span) >> 64;
        Fixed::from_bits(((i128::from(low) << 48) + bits) / 1000)
    }

    /// Either sign.
    fn signed(&mut self, low: i64, high: i64) -> Fixed {
        let number = self.between(low, high);
        match self.once_in(2) {
            true => number,
            false => -number,
        }
    }
}

/// A state and an account in it.
#[derive(Clone, Debug)]
pub struct World {
    pub state: State,
    pub account: Account,
}

/// The bytes of a state, an account or a claim.
pub fn bytes<T: BorshSerialize>(value: &T) -> Vec<u8> {
    borsh::to_vec(value).unwrap_or_default()
}

/// The bytes of an account behind these random ones.
pub fn blinded(blinding: [u8; BLINDING], account: &Account) -> Vec<u8> {
    [blinding.as_slice(), &bytes(account)].concat()
}

impl World {
    /// Some balances, some perps, and one time in two some options; few of what there is are held. Now and then a
    /// price is too old, or a number is far too large.
    pub fn random(random: &mut Random) -> Result<Self, Error> {
        let (assets, perps) = (random.below(6) + 1, random.below(5));
        let series = random.below(2) * random.below(7);
        let mut world = World::new(random, assets, perps, series)?;
        world.account.balances.retain(|_| !random.once_in(3));
        world.account.perps.retain(|_| !random.once_in(3));
        world.account.options.retain(|_| !random.once_in(3));
        for asset in &mut world.state.assets {
            let level = random.below(32) as usize;
            if let Some(price) = asset.prices.get_mut(level) {
                *price = Price::unknown();
            }
        }
        if random.once_in(16) {
            if let Some(perp) = world.state.perps.first_mut() {
                perp.initial.price = Price::unknown();
            }
        }
        if random.once_in(8) {
            if let Some(balance) = world.account.balances.first_mut() {
                balance.quantity = Fixed::from_bits(i128::MAX >> random.below(16));
            }
        }
        if random.once_in(16) {
            if let Some(held) = world.account.options.first_mut() {
                held.market = random.below(9) as u32;
            }
        }
        Ok(world)
    }

    /// An account that holds something of every one of these markets; its perps have ladders of four rungs, and its
    /// options are on 16 scenarios.
    pub fn new(random: &mut Random, assets: u64, perps: u64, series: u64) -> Result<Self, Error> {
        let mut state = State {
            purpose: "example/margin".into(),
            version: random.bits(),
            time: 1_780_000_000,
            assets: Vec::new(),
            perps: Vec::new(),
            options: None,
        };
        for place in 0..assets {
            state.assets.push(asset(random, place as u32)?);
        }
        for _ in 0..perps {
            let settles = random.below(state.assets.len() as u64) as u32;
            state.perps.push(perp(random, settles)?);
        }
        if series > 0 {
            state.options = Some(options(random, &state, series)?);
        }
        let mut account = Account::default();
        for market in 0..state.assets.len() as u32 {
            let quantity = match market {
                0 => random.signed(0, 60_000_000),
                _ => random.signed(0, 9_000),
            };
            account.balances.push(Balance { market, quantity });
        }
        let margined = state.options.as_ref().and_then(|options| options.perps);
        for (market, terms) in (0..).zip(&state.perps) {
            let size = random.signed(0, 9_000);
            let quote = random.signed(0, 9_000_000);
            let position = plimsoll::Perp::new(size, quote);
            let position = match random.once_in(3) && margined != Some(terms.index) {
                true => position.with_orders(random.between(0, 5_000), random.between(0, 5_000))?,
                false => position,
            };
            account.perps.push(Perp { market, position });
        }
        for market in 0..series as u32 {
            let quantity = random.signed(0, 20_000);
            account.options.push(Held { market, quantity });
        }
        Ok(World { state, account })
    }
}

/// A price of about a dollar for the first, of about two thousand for the others.
fn price(random: &mut Random, place: u32) -> Result<Price, Error> {
    let low = match place {
        0 => random.between(990, 1_010),
        _ => random.between(1_500_000, 2_500_000),
    };
    Price::new(low, low + low / 512)
}

fn asset(random: &mut Random, place: u32) -> Result<Asset, Error> {
    let price = price(random, place)?;
    let wide = price.widen(&random.between(0, 10))?;
    let weights = |random: &mut Random, most| {
        Weights::new(
            Fixed::ONE - random.between(0, most),
            Fixed::ONE + random.between(0, most),
        )
    };
    Ok(Asset {
        prices: [wide, price, price],
        weights: [weights(random, 200)?, weights(random, 100)?, Weights::one()],
        index: place,
    })
}

/// A perp on the underlying 100, one time in two, or another.
fn perp(random: &mut Random, settles: u32) -> Result<PerpMarket, Error> {
    let price = price(random, 1)?;
    let mut terms = |most: i64| -> Result<Terms, Error> {
        let mut rungs = Vec::new();
        for rung in 0..4 {
            rungs.push(Tier::new(
                Fixed::from_num(rung * 10_000),
                Fixed::from_num(rung + 1) / 100,
            ));
        }
        Tiers::from_rates(&mut rungs)?;
        Ok(Terms {
            price: price.widen(&random.between(0, most))?,
            weights: Weights::from_margin_fraction(&random.between(0, most))?,
            rungs,
            profit_weight: Fixed::ONE - random.between(0, most),
        })
    };
    Ok(PerpMarket {
        initial: terms(100)?,
        maintenance: terms(50)?,
        equity: price,
        settles,
        index: 100 + random.below(2) as u32,
    })
}

/// Options on 16 scenarios, margined with the perps of an underlying and with coins where there are any.
fn options(random: &mut Random, state: &State, series: u64) -> Result<Options, Error> {
    let mut grid = Vec::new();
    for scenario in 0..16 {
        let spot = Fixed::from_num(scenario - 8) / 50 + Fixed::ONE;
        let volatility = [Volatility::Up, Volatility::Down, Volatility::Same];
        let volatility = volatility[scenario as usize % 3];
        grid.push(Scenario::new(spot, volatility, Fixed::ONE)?);
    }
    let shock = VolatilityShock::new(
        [Fixed::lit("0.5"), Fixed::lit("0.275")],
        [Fixed::lit("0.3"), Fixed::lit("0.13")],
        86_400,
        Fixed::ZERO,
    )?;
    let mut expiries = Vec::new();
    for _ in 0..2 {
        let time = plimsoll::Expiry::new(random.below(9_000_000), random.between(0, 100))?;
        let forward = random.between(1_500_000, 2_500_000);
        expiries.push(Expiry {
            forward: Forward::new(Interval::new(forward, forward + Fixed::ONE)?, Fixed::ZERO)?,
            shocks: Shocks::new(&shock, &Skew::flat(), &time)?,
            time,
        });
    }
    let mut listed = Vec::new();
    for _ in 0..series {
        let right = [Right::Call, Right::Put][random.below(2) as usize];
        let low = random.between(300, 900);
        listed.push(Series::Quoted {
            contract: Contract::new(right, random.between(1_200_000, 2_800_000))?,
            volatility: Interval::new(low, low + random.between(0, 50))?,
            expiry: random.below(2) as u32,
        });
    }
    let assets = state.assets.len() as u32;
    let coins = (assets > 1 && random.once_in(2)).then_some(assets - 1);
    Ok(Options {
        grid,
        factors: [Fixed::lit("1.25"), Fixed::ONE, Fixed::ZERO].map(Number),
        settles: 0,
        perps: random.once_in(2).then_some(100),
        coins,
        expiries,
        series: listed,
    })
}
