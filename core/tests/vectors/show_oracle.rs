//! From feeds, averages, weights that scale and parameters to the JSON forms of a vector.

use crate::read_oracle::Slow;
use crate::show::{fixed, price};
use plimsoll::price::oracle::age::Age;
use plimsoll::price::oracle::band::Band;
use plimsoll::price::oracle::confidence::Confidence;
use plimsoll::price::oracle::ema::Exponential;
use plimsoll::price::oracle::stable::Pace;
use plimsoll::price::oracle::twap::{Sum, TimeWeighted};
use plimsoll::price::oracle::Reading;
use plimsoll::price::remote::Remote;
use plimsoll::risk::quota::Quota;
use plimsoll::weights::haircut::Slice;
use plimsoll::weights::profile::Boost;
use plimsoll::{Fixed, Price};
use serde_json::{json, Value};

pub fn reading(reading: &Reading<Fixed>) -> Value {
    json!({
        "price": fixed(reading.price()),
        "confidence": fixed(reading.confidence()),
        "at": reading.at(),
    })
}

pub fn confidence(terms: &Confidence<Fixed>) -> Value {
    json!({
        "multiple": fixed(terms.multiple()),
        "cap": fixed(terms.cap()),
        "limit": fixed(terms.limit()),
    })
}

pub fn age(age: &Age<Fixed>) -> Value {
    json!({
        "fresh": age.fresh(),
        "limit": age.limit(),
        "ahead": age.ahead(),
        "rate": fixed(age.rate()),
    })
}

pub fn band(band: &Band<Fixed>) -> Value {
    json!({"width": fixed(band.width()), "rate": fixed(band.rate())})
}

pub fn sum(sum: &Sum<Fixed>) -> Value {
    json!({"low": fixed(&sum.low), "high": fixed(&sum.high), "at": sum.at})
}

fn last((last, at): (&Price, u64)) -> Value {
    json!({"price": price(last), "at": at})
}

/// What it answers at the second of its last price.
pub fn time_weighted(average: &TimeWeighted<Fixed>) -> Value {
    let at = average.last().1;
    json!({"last": last(average.last()), "sum": sum(&average.sum(at).expect("a sum"))})
}

pub fn exponential(average: &Exponential<Fixed>) -> Value {
    let at = average.last().1;
    json!({
        "span": average.span(),
        "last": last(average.last()),
        "average": price(&average.average(at).expect("an average")),
    })
}

pub fn pace(pace: &Pace<Fixed>) -> Value {
    json!({
        "rate": fixed(pace.rate()),
        "growth": fixed(pace.growth()),
        "interval": pace.interval(),
        "longest": pace.longest(),
    })
}

pub fn stable(stable: &Slow) -> Value {
    let at = stable.last().1;
    json!({
        "last": last(stable.last()),
        "delay": fixed(stable.delay()),
        "price": price(&stable.price(at).expect("a price")),
    })
}

pub fn remote(remote: &Remote<Fixed>) -> Value {
    json!({
        "deviations": fixed(remote.deviations()),
        "volatility": fixed(remote.volatility()),
        "period": remote.period(),
        "finality": remote.finality(),
        "limit": remote.limit(),
    })
}

pub fn quota(quota: &Quota<Fixed>) -> Value {
    json!({"limit": fixed(quota.limit()), "used": fixed(quota.used())})
}

pub fn slice(slice: &Slice<Fixed>) -> Value {
    json!({
        "floor": fixed(&slice.floor),
        "ratio": fixed(&slice.ratio),
        "addend": fixed(&slice.addend),
    })
}

pub fn boost(boost: &Boost<Fixed, 3>) -> Value {
    let assets: Value = boost.assets().iter().map(fixed).collect();
    json!({"class": boost.class(), "assets": assets})
}
