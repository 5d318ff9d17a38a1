//! From the core's types to the JSON forms of a vector.

use plimsoll::{
    Account, Bound, Error, Fixed, Health, Limit, Net, Perp, Price, Ramp, Terms, Tier, Tiers,
    Weights,
};
use serde_json::{json, Value};

pub fn fixed(number: &Fixed) -> Value {
    json!(number.to_bits().to_string())
}

pub fn ramp(ramp: &Ramp) -> Value {
    json!({
        "from": fixed(ramp.from()),
        "to": fixed(ramp.to()),
        "start": fixed(ramp.start()),
        "end": fixed(ramp.end()),
    })
}

pub fn price(price: &Price) -> Value {
    json!({"low": fixed(price.low()), "high": fixed(price.high())})
}

pub fn weights(weights: &Weights) -> Value {
    json!({"asset": fixed(weights.asset()), "liability": fixed(weights.liability())})
}

pub fn bound(bound: &Bound) -> Value {
    json!({"asset": fixed(bound.asset()), "liability": fixed(bound.liability())})
}

pub fn tier(rung: &Tier) -> Value {
    json!({
        "floor": fixed(&rung.floor),
        "rate": fixed(&rung.rate),
        "deduction": fixed(&rung.deduction),
    })
}

pub fn tiers(tiers: &Tiers<'_>) -> Value {
    tiers.rungs().iter().map(tier).collect()
}

pub fn perp(perp: &Perp) -> Value {
    json!({
        "size": fixed(perp.size()),
        "quote": fixed(perp.quote()),
        "bids": fixed(perp.bids()),
        "asks": fixed(perp.asks()),
    })
}

pub fn terms(terms: &Terms<'_>) -> Value {
    json!({
        "price": price(terms.price()),
        "weights": weights(terms.weights()),
        "bound": bound(terms.bound()),
        "tiers": tiers(terms.tiers()),
        "profit_weight": fixed(terms.profit_weight()),
    })
}

/// The group's value at each level, null where a perp in it has no price.
pub fn net(net: &Net<3>) -> Value {
    let level = |level: usize| match net.value(level) {
        Ok(value) => fixed(value),
        Err(Error::UnknownPrice) => Value::Null,
        Err(error) => panic!("level {level}: {error}"),
    };
    (0..3).map(level).collect()
}

pub fn health(health: &Health) -> Value {
    json!({
        "assets": fixed(health.assets()),
        "liabilities": fixed(health.liabilities()),
        "positions": health.positions(),
        "stale_assets": health.stale_assets(),
        "stale_debts": health.stale_debts(),
        "verdict": health.verdict().name(),
    })
}

pub fn account(account: &Account<3>) -> Value {
    let [initial, maintenance, equity] = account.levels();
    assert_eq!(
        (initial, maintenance, equity),
        (account.initial(), account.maintenance(), account.equity())
    );
    account.levels().iter().map(health).collect()
}

pub fn limit(limit: &Limit) -> Value {
    json!({"reason": limit.reason(), "value": limit.value().map(fixed)})
}
