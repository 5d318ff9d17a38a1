//! From the core's types to the JSON forms of a vector.

use plimsoll::liquidation::bonus::Parts;
use plimsoll::margin::shares::Pool;
use plimsoll::solvency::deleverage::Candidate;
use plimsoll::solvency::socialise::Socialised;
use plimsoll::solvency::waterfall::Flows;
use plimsoll::{
    Account, Bound, Capacity, CloseFactor, Error, Exchange, Exposure, Fixed, Fund, Health, Indices,
    Interval, Limit, Net, Perp, Price, Ramp, Reduction, Seizure, Split, Terms, Tier, Tiers, Totals,
    Weights,
};
use serde_json::{json, Value};

pub fn fixed(number: &Fixed) -> Value {
    json!(number.to_bits().to_string())
}

pub fn interval(interval: &Interval) -> Value {
    json!({"low": fixed(interval.low()), "high": fixed(interval.high())})
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

pub fn capacity(limits: &Capacity) -> Value {
    json!({
        "quantity": fixed(&limits.quantity),
        "price": fixed(&limits.price),
        "weight": fixed(&limits.weight),
        "quote": fixed(&limits.quote),
        "settlement": fixed(&limits.settlement),
    })
}

pub fn indices(indices: &Indices) -> Value {
    json!({"deposit": fixed(indices.deposit()), "debt": fixed(indices.debt())})
}

pub fn pool(pool: &Pool) -> Value {
    json!({
        "assets": pool.assets().to_string(),
        "shares": pool.shares().to_string(),
        "virtual_assets": pool.virtual_assets().to_string(),
        "virtual_shares": pool.virtual_shares().to_string(),
    })
}

pub fn exchange(exchange: &Exchange) -> Value {
    json!({
        "debt": fixed(exchange.debt()),
        "collateral": fixed(exchange.collateral()),
        "paid": fixed(exchange.paid()),
    })
}

pub fn split(split: &Split) -> Value {
    json!({"insurance": fixed(split.insurance()), "protocol": fixed(split.protocol())})
}

pub fn parts(parts: &Parts<Fixed>) -> Value {
    json!({
        "liquidator": fixed(&parts.liquidator),
        "insurance": fixed(&parts.insurance),
        "protocol": fixed(&parts.protocol),
    })
}

pub fn close_factor(factor: &CloseFactor) -> Value {
    json!({
        "fraction": fixed(&factor.fraction),
        "full_below": fixed(&factor.full_below),
        "small": fixed(&factor.small),
        "dust": fixed(&factor.dust),
    })
}

pub fn seizure(seizure: &Seizure) -> Value {
    json!({
        "repaid": fixed(&seizure.repaid),
        "seized": fixed(&seizure.seized),
        "reason": seizure.reason.name(),
    })
}

pub fn reduction(reduction: &Reduction) -> Value {
    json!({
        "size": fixed(&reduction.size),
        "quote": fixed(&reduction.quote),
        "fee": fixed(&reduction.fee),
        "reason": reduction.reason.name(),
    })
}

pub fn fund(fund: &Fund) -> Value {
    json!({
        "balance": fixed(fund.balance()),
        "per_event": fixed(fund.per_event()),
        "per_period": fixed(fund.per_period()),
        "spent": fixed(fund.spent()),
    })
}

pub fn flows(flows: &Flows<Fixed>) -> Value {
    json!({
        "proceeds": fixed(&flows.proceeds),
        "insurance": fixed(&flows.insurance),
        "deleveraging": fixed(&flows.deleveraging),
        "socialised": fixed(&flows.socialised),
        "surplus": fixed(&flows.surplus),
    })
}

pub fn socialised(loss: &Socialised<Fixed>) -> Value {
    json!({
        "index": fixed(&loss.index),
        "taken": fixed(&loss.taken),
        "left": fixed(&loss.left),
    })
}

pub fn candidate(candidate: &Candidate<Fixed>) -> Value {
    json!({
        "id": candidate.id,
        "key": fixed(&candidate.key),
        "size": candidate.size.to_string(),
        "close": candidate.close.to_string(),
    })
}

pub fn allocation(candidates: &[Candidate<Fixed>], left: u128) -> Value {
    let closed = |one: &Candidate<Fixed>| json!({"id": one.id, "close": one.close.to_string()});
    json!({
        "closed": candidates.iter().map(closed).collect::<Value>(),
        "left": left.to_string(),
    })
}

pub fn totals(totals: &Totals) -> Value {
    json!({
        "equity": fixed(&totals.equity),
        "deficit": fixed(&totals.deficit),
        "accounts": totals.accounts,
        "liquidatable": totals.liquidatable,
        "insolvent": totals.insolvent,
        "unknown": totals.unknown,
    })
}

pub fn exposure(exposure: &Exposure) -> Value {
    json!({"long": fixed(&exposure.long), "short": fixed(&exposure.short)})
}
