//! From the JSON forms of venues to the core's types.

use crate::read::{fixed, fixeds, keep, list};
use crate::read_option::place;
use plimsoll::price::exit::depth::{Depth, Level};
use plimsoll::price::exit::pool::Pool;
use plimsoll::price::exit::ranges::{Range, Ranges};
use plimsoll::price::exit::stable::StableSwap;
use plimsoll::price::exit::Venue;
use plimsoll::{Error, Fixed};
use serde_json::Value;

pub fn pool(value: &Value) -> Result<Pool<Fixed>, Error> {
    let (base, quote) = (fixed(&value["base"]), fixed(&value["quote"]));
    Pool::new(base, quote, &fixed(&value["fee"]))
}

pub fn ranges(value: &Value) -> Result<Ranges<'static, Fixed>, Error> {
    let range = |value: &Value| Range {
        lower: fixed(&value["lower"]),
        upper: fixed(&value["upper"]),
        liquidity: fixed(&value["liquidity"]),
    };
    let held = keep(list(&value["ranges"]).iter().map(range).collect());
    Ranges::new(fixed(&value["root"]), held, &fixed(&value["fee"]))
}

pub fn stable_swap(value: &Value) -> Result<StableSwap<'static, Fixed>, Error> {
    let places: Vec<usize> = list(&value["places"]).iter().map(place).collect();
    StableSwap::new(
        keep(fixeds(&value["balances"])),
        places.try_into().expect("two places"),
        &fixed(&value["amplification"]),
        &fixed(&value["fee"]),
    )
}

pub fn depth(value: &Value) -> Result<Depth<'static, Fixed>, Error> {
    let level = |value: &Value| Level {
        price: fixed(&value["price"]),
        size: fixed(&value["size"]),
    };
    let side = |name: &str| keep(list(&value[name]).iter().map(level).collect());
    Depth::new(side("bids"), side("asks"), fixed(&value["fee"]))
}

/// Any of them, under the name of its kind.
pub fn venue(value: &Value) -> Box<dyn Venue<Fixed>> {
    let (kind, terms) = value
        .as_object()
        .and_then(|one| one.iter().next())
        .expect("a venue");
    match kind.as_str() {
        "pool" => Box::new(pool(terms).expect("a pool")),
        "ranges" => Box::new(ranges(terms).expect("ranges")),
        "stable_swap" => Box::new(stable_swap(terms).expect("a pool")),
        "depth" => Box::new(depth(terms).expect("a book")),
        _ => panic!("no venue {kind}"),
    }
}
