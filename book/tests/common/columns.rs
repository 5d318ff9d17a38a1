//! A crowd of accounts as columns, and the same as a document.

use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::number::decimal;
use plimsoll::Fixed;
use plimsoll_book::{stress_columns, Stressed};
use serde_json::{json, Map, Value};

/// Accounts as columns, and the same as a part of a document.
#[derive(Default)]
pub struct Accounts {
    pub count: usize,
    pub offsets: [Vec<u32>; 2],
    pub places: [Vec<u32>; 2],
    pub quantity: Vec<Fixed>,
    /// Size, quote, bids, asks.
    pub perps: [Vec<Fixed>; 4],
    pub json: Map<String, Value>,
}

/// In the order of their names, which is what a JSON object of these tests keeps.
const ASSETS: [(&str, f64); 5] = [
    ("BTC", 50000.),
    ("DOGE", 0.125),
    ("ETH", 2000.),
    ("SOL", 100.),
    ("USD", 1.),
];
const PERPS: [(&str, f64); 3] = [("BTC-PERP", 50000.), ("ETH-PERP", 2000.), ("OIL", 70.)];
pub const FALL: [(&str, &str); 3] = [("BTC", "-0.3"), ("SOL", "-0.55"), ("ETH", "0.2")];

pub fn markets(policy: Value) -> Value {
    let mut assets = Map::new();
    for (name, price) in ASSETS {
        let weights =
            |asset: &str, liability: &str| json!({"asset": asset, "liability": liability});
        let (initial, maintenance) = match name {
            "USD" => (weights("1", "1"), weights("1", "1")),
            _ => (weights("0.7", "1.3"), weights("0.8", "1.2")),
        };
        let price =
            json!({"low": format!("{}", price * 0.999), "high": format!("{}", price * 1.001)});
        assets.insert(
            name.into(),
            json!({"price": price, "initial": initial, "maintenance": maintenance}),
        );
    }
    let perp = |price: &str, follows: &str| {
        json!({"price": price, "follows": follows, "settles": "USD",
        "initial": "0.1", "maintenance": [{"above": "0", "rate": "0.03"}, {"above": "100000", "rate": "0.05"}]})
    };
    let mut oil = perp("70", "");
    oil.as_object_mut().expect("a market").remove("follows");
    json!({"currency": "USD", "assets": assets, "policy": policy,
        "perps": {"BTC-PERP": perp("50000", "BTC"), "ETH-PERP": perp("2000", "ETH"), "OIL": oil}})
}

/// Xorshift: enough for a crowd.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

impl Accounts {
    #[allow(dead_code)] // not every test file asks for it
    pub fn random(count: usize, seed: u64) -> Self {
        let (mut dice, mut all) = (Dice(seed), Accounts::default());
        for table in &mut all.offsets {
            table.push(0);
        }
        for account in 0..count {
            let (mut balances, mut perps) = (Map::new(), Map::new());
            let rich = 1000. * (1. + 20. * dice.roll());
            for (place, (name, price)) in ASSETS.iter().enumerate() {
                if dice.roll() < 0.6 {
                    let worth = rich
                        * if dice.roll() < 0.35 {
                            -1.1 * dice.roll()
                        } else {
                            dice.roll()
                        };
                    all.places[0].push(place as u32);
                    all.quantity.push(Fixed::from_num(worth / price));
                    balances.insert(name.to_string(), text(all.quantity.last()));
                }
            }
            for (place, (name, price)) in PERPS.iter().enumerate() {
                if dice.roll() < 0.3 {
                    let size = rich * (dice.roll() * 6. - 3.) / price;
                    let quote = -size * price * (0.8 + 0.4 * dice.roll());
                    let orders =
                        [dice.roll(), dice.roll()].map(|part| if part < 0.2 { part } else { 0. });
                    let values = [size, quote, orders[0], orders[1]].map(Fixed::from_num::<f64>);
                    all.places[1].push(place as u32);
                    let mut perp = Map::new();
                    for ((column, key), value) in all
                        .perps
                        .iter_mut()
                        .zip(["size", "quote", "bids", "asks"])
                        .zip(values)
                    {
                        column.push(value);
                        perp.insert(key.into(), text(column.last()));
                    }
                    perps.insert(name.to_string(), perp.into());
                }
            }
            for (offsets, places) in all.offsets.iter_mut().zip(&all.places) {
                offsets.push(places.len() as u32);
            }
            all.json.insert(
                format!("{account:05}"),
                json!({"balances": balances, "perps": perps}),
            );
        }
        all.count = count;
        all
    }

    pub fn balances(&self) -> Balances<'_, Fixed> {
        Balances {
            offsets: &self.offsets[0],
            market: &self.places[0],
            quantity: &self.quantity,
        }
    }

    pub fn perps(&self) -> Perps<'_, Fixed> {
        let [size, quote, bids, asks] = &self.perps;
        Perps {
            offsets: &self.offsets[1],
            market: &self.places[1],
            size,
            quote,
            bids,
            asks,
        }
    }

    pub fn stressed(&self, markets: &Value) -> Stressed {
        stress_columns(
            &markets.to_string(),
            &FALL,
            self.count,
            self.balances(),
            self.perps(),
        )
        .expect("an outcome")
    }

    #[allow(dead_code)] // not every test file asks for it
    pub fn document(&self, markets: &Value) -> String {
        let mut markets = markets.clone();
        markets["accounts"] = self.json.clone().into();
        markets.to_string()
    }
}

/// All digits, so that a reader in any direction has the same bits.
fn text(value: Option<&Fixed>) -> Value {
    json!(format!("{:.48}", value.expect("a number")))
}

#[allow(dead_code)] // not every test file asks for it
pub fn number(value: &Fixed) -> Value {
    json!(decimal::write(value).as_str())
}
