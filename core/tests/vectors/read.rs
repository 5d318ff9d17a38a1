//! From the JSON forms of a vector to the core's types; what is malformed ends the test.

use plimsoll::liquidation::bankruptcy::Position;
use plimsoll::liquidation::order;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::limits::Side;
use plimsoll::margin::shares::Pool;
use plimsoll::price::End;
use plimsoll::solvency::deleverage;
use plimsoll::{
    Account, Auction, Balance, Bound, Capacity, CloseFactor, Deal, Error, Exchange, Exposure,
    Fixed, Fund, Health, Holding, Indices, Interval, Leg, Net, Perp, Price, Ramp, Seizure, Shock,
    Split, Standing, Terms, Tier, Tiers, Totals, Waterfall, Weights,
};
use serde_json::{json, Value};

/// A ladder and legs are borrowed by what uses them; a test's end frees what is leaked here.
pub fn keep<T>(items: Vec<T>) -> &'static [T] {
    items.leak()
}

/// The item with the number that a vector names.
pub fn numbered<T: Copy>(all: &[T], input: &Value, number: fn(T) -> u8) -> T {
    let found = all
        .iter()
        .find(|item| json!(number(**item)) == input["number"]);
    *found.expect("an item of that number")
}

/// The item of that stable name.
pub fn named<T: Copy>(all: &[T], value: &Value, name: fn(T) -> &'static str) -> T {
    let found = all.iter().find(|item| name(**item) == text(value));
    *found.expect("an item of that name")
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

pub fn count(value: &Value) -> u32 {
    let count = value.as_u64().expect("a count");
    u32::try_from(count).expect("a small count")
}

pub fn fixed(value: &Value) -> Fixed {
    Fixed::from_bits(text(value).parse().expect("bits"))
}

pub fn fixeds(value: &Value) -> Vec<Fixed> {
    list(value).iter().map(fixed).collect()
}

/// Base units, an integer as text.
pub fn units(value: &Value) -> u128 {
    text(value).parse().expect("a count of units")
}

pub fn interval(value: &Value) -> Interval {
    Interval::new(fixed(&value["low"]), fixed(&value["high"])).expect("an interval")
}

pub fn ramp(value: &Value) -> Result<Ramp, Error> {
    let place = |name: &str| fixed(&value[name]);
    Ramp::new(place("from"), place("to"), place("start"), place("end"))
}

pub fn end(value: &Value) -> End {
    match text(value) {
        "low" => End::Low,
        "mid" => End::Mid,
        "high" => End::High,
        other => panic!("no end {other}"),
    }
}

pub fn price(value: &Value) -> Price {
    let (low, high) = (fixed(&value["low"]), fixed(&value["high"]));
    if high == Fixed::ZERO {
        return Price::unknown();
    }
    Price::new(low, high).expect("a price")
}

pub fn weights(value: &Value) -> Weights {
    Weights::new(fixed(&value["asset"]), fixed(&value["liability"])).expect("weights")
}

pub fn bound(value: &Value) -> Bound {
    Bound::new(fixed(&value["asset"]), fixed(&value["liability"])).expect("a bound")
}

pub fn bounds(value: &Value) -> [Bound; 3] {
    three(value, bound)
}

pub fn three<T>(value: &Value, read: fn(&Value) -> T) -> [T; 3] {
    let items: Vec<T> = list(value).iter().map(read).collect();
    items.try_into().ok().expect("three levels")
}

/// Rungs; the deduction is left out where the core is to fill it in.
pub fn rungs(value: &Value) -> Vec<Tier> {
    let rung = |value: &Value| Tier {
        deduction: value.get("deduction").map_or(Fixed::ZERO, fixed),
        ..Tier::new(fixed(&value["floor"]), fixed(&value["rate"]))
    };
    list(value).iter().map(rung).collect()
}

pub fn tiers(value: &Value) -> Tiers<'static> {
    Tiers::new(keep(rungs(value))).expect("a ladder")
}

pub fn perp(value: &Value) -> Perp {
    Perp::new(fixed(&value["size"]), fixed(&value["quote"]))
        .with_orders(fixed(&value["bids"]), fixed(&value["asks"]))
        .expect("a position")
}

/// Terms with a price alone are those of equity.
pub fn terms(value: &Value) -> Terms<'static> {
    if value.get("weights").is_none() {
        return Terms::equity(price(&value["price"]));
    }
    terms_from(value).expect("terms")
}

pub fn terms_from(value: &Value) -> Result<Terms<'static>, Error> {
    Terms::new(
        price(&value["price"]),
        weights(&value["weights"]),
        tiers(&value["tiers"]),
        fixed(&value["profit_weight"]),
    )
}

pub fn net(value: &Value) -> Net<3> {
    let mut net = Net::new(&fixed(&value["balance"]));
    for market in list(&value["perps"]) {
        net.add(&perp(&market["perp"]), &three(&market["terms"], terms))
            .expect("a netting group");
    }
    net
}

pub fn health(value: &Value) -> Health {
    let mut health = Health::new();
    for position in list(&value["add"]) {
        health
            .add(&fixed(&position["quantity"]), &bound(&position["bound"]))
            .expect("a position");
    }
    for margin in list(&value["require"]) {
        health.require(&fixed(margin)).expect("a margin");
    }
    health
}

pub fn account(value: &Value) -> Account<3> {
    let mut account = Account::new();
    for call in list(value) {
        let done = if let Some(add) = call.get("add") {
            account.add(&fixed(&add["quantity"]), &bounds(&add["bounds"]))
        } else {
            let add = &call["add_net"];
            account.add_net(&net(&add["net"]), &bounds(&add["bounds"]))
        };
        done.expect("a call");
    }
    account
}

pub fn holding(value: &Value) -> Holding<'static> {
    let leg = |leg: &Value| Leg {
        perp: perp(&leg["perp"]),
        terms: terms(&leg["terms"]),
        index: count(&leg["index"]),
    };
    Holding {
        balance: fixed(&value["balance"]),
        price: price(&value["price"]),
        weights: weights(&value["weights"]),
        index: count(&value["index"]),
        legs: keep(list(&value["legs"]).iter().map(leg).collect()),
    }
}

pub fn holdings(value: &Value) -> Vec<Holding<'static>> {
    list(value).iter().map(holding).collect()
}

pub fn side(value: &Value) -> Side {
    match text(value) {
        "buy" => Side::Buy,
        "sell" => Side::Sell,
        other => panic!("no side {other}"),
    }
}

pub fn capacity(value: &Value) -> Result<Capacity, Error> {
    let field = |name: &str| fixed(&value[name]);
    Capacity::perp(
        field("quantity"),
        field("price"),
        field("weight"),
        field("quote"),
        field("settlement"),
    )
}

pub fn indices(value: &Value) -> Result<Indices, Error> {
    Indices::from_stored(fixed(&value["deposit"]), fixed(&value["debt"]))
}

pub fn pool(value: &Value) -> Result<Pool, Error> {
    let field = |name: &str| units(&value[name]);
    let (assets, shares) = (field("assets"), field("shares"));
    Pool::new(
        assets,
        shares,
        field("virtual_assets"),
        field("virtual_shares"),
    )
}

pub fn exchange(value: &Value) -> Result<Exchange, Error> {
    let field = |name: &str| fixed(&value[name]);
    Exchange::new(field("debt"), field("collateral"), &field("bonus"))
}

pub fn split(value: &Value) -> Result<Split, Error> {
    Split::new(fixed(&value["insurance"]), fixed(&value["protocol"]))
}

pub fn close_factor(value: &Value) -> CloseFactor {
    CloseFactor {
        fraction: fixed(&value["fraction"]),
        full_below: fixed(&value["full_below"]),
        small: fixed(&value["small"]),
        dust: fixed(&value["dust"]),
    }
}

pub fn priority(value: &Value) -> order::Candidate<Fixed> {
    order::Candidate {
        value: fixed(&value["value"]),
        margin: fixed(&value["margin"]),
    }
}

pub fn balance(value: &Value) -> Balance {
    Balance {
        amount: fixed(&value["amount"]),
        net: fixed(&value["net"]),
        bound: bound(&value["bound"]),
        step: fixed(&value["step"]),
    }
}

pub fn seizure(value: &Value) -> Seizure {
    Seizure {
        repaid: fixed(&value["repaid"]),
        seized: fixed(&value["seized"]),
        reason: named(&Reason::ALL, &value["reason"], Reason::name),
    }
}

pub fn deal(value: &Value) -> Deal {
    Deal {
        price: fixed(&value["price"]),
        fee: fixed(&value["fee"]),
        lot: fixed(&value["lot"]),
    }
}

pub fn auction(value: &Value) -> Auction {
    Auction {
        equity: fixed(&value["equity"]),
        maintenance: fixed(&value["maintenance"]),
        reserved: fixed(&value["reserved"]),
    }
}

pub fn position(value: &Value) -> Position<Fixed> {
    Position {
        value: fixed(&value["value"]),
        requirement: fixed(&value["requirement"]),
        equity: fixed(&value["equity"]),
        total: fixed(&value["total"]),
    }
}

pub fn fund(value: &Value) -> Result<Fund, Error> {
    let field = |name: &str| fixed(&value[name]);
    let (balance, spent) = (field("balance"), field("spent"));
    Fund::from_stored(balance, field("per_event"), field("per_period"), spent)
}

pub fn waterfall(value: &Value) -> Waterfall {
    Waterfall {
        proceeds: fixed(&value["proceeds"]),
        insurance: fixed(&value["insurance"]),
        deleveraging: fixed(&value["deleveraging"]),
    }
}

pub fn standing(value: &Value) -> Standing {
    Standing {
        mark: fixed(&value["mark"]),
        entry: fixed(&value["entry"]),
        equity: fixed(&value["equity"]),
    }
}

pub fn candidate(value: &Value) -> deleverage::Candidate<Fixed> {
    deleverage::Candidate::new(
        count(&value["id"]),
        fixed(&value["key"]),
        units(&value["size"]),
    )
}

pub fn totals(value: &Value) -> Totals {
    Totals {
        equity: fixed(&value["equity"]),
        deficit: fixed(&value["deficit"]),
        accounts: count(&value["accounts"]),
        liquidatable: count(&value["liquidatable"]),
        insolvent: count(&value["insolvent"]),
        unknown: count(&value["unknown"]),
    }
}

pub fn exposure(value: &Value) -> Exposure {
    Exposure {
        long: fixed(&value["long"]),
        short: fixed(&value["short"]),
    }
}

pub fn shock(value: &Value) -> Result<Shock, Error> {
    Shock::new(count(&value["index"]), &fixed(&value["change"]))
}
