//! An account as a margin desk would recognise it: mostly dollars and majors, two loans, two longs and
//! two shorts, two of them on venues with maintenance ladders.

use plimsoll::margin::account::Account;
use plimsoll::margin::holding::{Holding, Leg};
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::number::decimal;
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Error, Fixed, Number};

/// A number that decimal text can be read as.
pub trait Text: Number + Copy {
    /// The number nearest to the text.
    fn read(text: &str) -> Self;
}

impl Text for Fixed {
    fn read(text: &str) -> Self {
        decimal::read_nearest(text).expect("the fixture holds numbers")
    }
}

impl Text for f64 {
    fn read(text: &str) -> Self {
        text.parse().expect("the fixture holds numbers")
    }
}

/// Quantity, price, and weights at the initial and the maintenance level.
pub type Asset<N> = (N, Price<N>, [Weights<N>; 2]);
/// Position, price, weights at the two levels, and the ladder at maintenance.
pub type Future<'a, N> = (Perp<N>, Price<N>, [Weights<N>; 2], Tiers<'a, N>);

/// The rungs of the ladders, which a fixture borrows.
pub struct Rungs<N>([Vec<Tier<N>>; 3]);

/// The account's positions and their markets.
pub struct Fixture<'a, N> {
    /// The settlement asset first.
    pub assets: [Asset<N>; 8],
    /// Every one settles in the first asset.
    pub perps: [Future<'a, N>; 4],
    profit_weight: N,
}

/// Bounds and terms at the three levels: what does not change until a price does.
pub struct Weighted<'a, N> {
    bounds: [[Bound<N>; 3]; 8],
    terms: [[Terms<'a, N>; 3]; 4],
}

// Quantity, low, high, initial asset and liability weight, maintenance asset and liability weight.
const ASSETS: [[&str; 7]; 8] = [
    ["25000.5", "0.9998", "1.0002", "1", "1", "1", "1"],
    ["-45", "1795.5", "1804.5", "0.8", "1.2", "0.9", "1.1"],
    ["0.75", "98650.25", "98712.75", "0.8", "1.2", "0.9", "1.1"],
    ["350", "142.1", "142.9", "0.7", "1.3", "0.8", "1.2"],
    ["-2500", "0.5105", "0.5125", "0.5", "1.5", "0.65", "1.35"],
    ["900", "14.2", "14.31", "0.6", "1.4", "0.7", "1.3"],
    [
        "20000000",
        "0.00001812",
        "0.00001835",
        "0.3",
        "1.7",
        "0.4",
        "1.6",
    ],
    [
        "1500.123456",
        "1.0801",
        "1.0809",
        "0.95",
        "1.05",
        "0.97",
        "1.03",
    ],
];
// Size, quote, low, high, initial and maintenance margin, ladder; bids and asks.
const PERPS: [[&str; 9]; 4] = [
    ["2", "-3600", "1799", "1801", "0.1", "0", "1", "0", "0"],
    [
        "-0.35", "34600.5", "98670", "98690", "0.05", "0", "2", "0", "0",
    ],
    [
        "120", "-17000", "142.4", "142.6", "0.1", "0.05", "0", "10", "25",
    ],
    [
        "-8000", "4100", "0.511", "0.512", "0.2", "0.1", "0", "0", "0",
    ],
];
const LADDERS: [&[[&str; 2]]; 3] = [
    &[],
    &[["0", "0.005"], ["50000", "0.01"], ["250000", "0.02"]],
    &[
        ["0", "0.004"],
        ["10000", "0.0065"],
        ["80000", "0.01"],
        ["400000", "0.05"],
    ],
];

impl<N: Text> Rungs<N> {
    /// Reads the ladders.
    pub fn new() -> Self {
        Rungs(LADDERS.map(|rates| {
            let rung = |[floor, rate]: &[&str; 2]| Tier::new(N::read(floor), N::read(rate));
            let mut rungs: Vec<_> = rates.iter().map(rung).collect();
            Tiers::from_rates(&mut rungs).expect("ladders are ladders");
            rungs
        }))
    }
}

impl<N: Text> Default for Rungs<N> {
    fn default() -> Self {
        Rungs::new()
    }
}

impl<'a, N: Text> Fixture<'a, N> {
    /// Reads the tables.
    pub fn new(Rungs(ladders): &'a Rungs<N>) -> Self {
        let read = |text: &str| N::read(text);
        let assets = ASSETS.map(|[quantity, low, high, ia, il, ma, ml]| {
            let weights = [(ia, il), (ma, ml)]
                .map(|(a, l)| Weights::new(read(a), read(l)).expect("weights are weights"));
            let price = Price::new(read(low), read(high)).expect("prices are prices");
            (read(quantity), price, weights)
        });
        let perps = PERPS.map(
            |[size, quote, low, high, initial, maintenance, ladder, bids, asks]| {
                let weights = [initial, maintenance].map(|m| {
                    Weights::from_margin_fraction(&read(m)).expect("margins are fractions")
                });
                let price = Price::new(read(low), read(high)).expect("prices are prices");
                let perp = Perp::new(read(size), read(quote)).with_orders(read(bids), read(asks));
                let ladder: usize = ladder.parse().expect("a ladder's place");
                let tiers = Tiers::new(&ladders[ladder]).expect("ladders are ladders");
                (perp.expect("orders are positive"), price, weights, tiers)
            },
        );
        Fixture {
            assets,
            perps,
            profit_weight: read("0.95"),
        }
    }

    fn bounds((_, price, [initial, maintenance]): &Asset<N>) -> Result<[Bound<N>; 3], Error> {
        Ok([
            initial.apply(price)?,
            maintenance.apply(price)?,
            Bound::unweighted(price),
        ])
    }

    /// At the three levels; inlined, as a caller would write it out.
    #[inline(always)]
    fn terms(&self, perp: &Future<'a, N>) -> Result<[Terms<'a, N>; 3], Error> {
        let (_, price, [initial, maintenance], tiers) = perp;
        let terms =
            |weights: &Weights<N>, tiers, profit: &N| Terms::new(*price, *weights, tiers, *profit);
        Ok([
            terms(initial, Tiers::none(), &self.profit_weight)?,
            terms(maintenance, *tiers, &N::one())?,
            Terms::equity(*price),
        ])
    }

    /// The three levels, weighting included.
    pub fn fresh(&self) -> Result<Account<N, 3>, Error> {
        let [settlement, assets @ ..] = &self.assets;
        let mut account = Account::new();
        for asset in assets {
            account.add(&asset.0, &Self::bounds(asset)?)?;
        }
        let mut net = Net::new(&settlement.0);
        for perp in &self.perps {
            net.add(&perp.0, &self.terms(perp)?)?;
        }
        account.add_net(&net, &Self::bounds(settlement)?)?;
        account.close(12)
    }

    /// What [`Fixture::reused`] takes.
    pub fn weighted(&self) -> Result<Weighted<'a, N>, Error> {
        let mut bounds = std::array::from_fn(|_| std::array::from_fn(|_| Bound::unknown()));
        for (bounds, asset) in bounds.iter_mut().zip(&self.assets) {
            *bounds = Self::bounds(asset)?;
        }
        let [a, b, c, d] = &self.perps;
        let terms = [
            self.terms(a)?,
            self.terms(b)?,
            self.terms(c)?,
            self.terms(d)?,
        ];
        Ok(Weighted { bounds, terms })
    }

    /// The three levels with the weighted prices at hand.
    pub fn reused(&self, weighted: &Weighted<'a, N>) -> Result<Account<N, 3>, Error> {
        let [settlement, assets @ ..] = &self.assets;
        let [settlement_bounds, bounds @ ..] = &weighted.bounds;
        let mut account = Account::new();
        for (asset, bounds) in assets.iter().zip(bounds) {
            account.add(&asset.0, bounds)?;
        }
        let mut net = Net::new(&settlement.0);
        for (perp, terms) in self.perps.iter().zip(&weighted.terms) {
            net.add(&perp.0, terms)?;
        }
        account.add_net(&net, settlement_bounds)?;
        account.close(12)
    }

    /// The maintenance level as the solvers take it; the perps follow the assets after the first.
    pub fn holdings<R>(&self, ask: impl FnOnce(&[Holding<'_, N>]) -> R) -> Result<R, Error> {
        let mut legs = Vec::new();
        for (place, perp) in self.perps.iter().enumerate() {
            let [_, terms, _] = self.terms(perp)?;
            legs.push(Leg {
                perp: perp.0,
                terms,
                index: 1 + place as u32,
            });
        }
        let group = |(place, (balance, price, [_, weights])): (usize, &Asset<N>)| Holding {
            balance: *balance,
            price: *price,
            weights: *weights,
            index: place as u32,
            legs: if place == 0 { &legs } else { &[] },
        };
        let holdings: Vec<_> = self.assets.iter().enumerate().map(group).collect();
        Ok(ask(&holdings))
    }
}
