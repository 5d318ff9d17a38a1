//! The outcome as JSON.

use super::engine::{Action, Engine, Step};
use super::ledger::Purse;
use super::{Moment, Outcome};
use crate::out::Out;
use crate::report::surplus;
use plimsoll::liquidation::bonus::Parts;
use plimsoll::solvency::socialise::deposit_index;
use plimsoll::{Error, Fixed, Number};
use std::collections::BTreeMap;

const MOMENTS: [&str; 3] = ["before", "shocked", "after"];

pub(crate) fn write(outcome: &Outcome<'_>) -> Result<String, Error> {
    let engine = &outcome.engine;
    let values = Values::new(outcome)?;
    Ok(Out::line(|out| {
        out.text("version", env!("CARGO_PKG_VERSION"));
        out.text("currency", &engine.book.currency);
        out.nested("shocks", |out| {
            for shock in outcome.shocks {
                out.text(&shock.market, &shock.change);
            }
        });
        out.nested("totals", |out| {
            for (name, moment) in MOMENTS.iter().zip(&outcome.moments) {
                out.nested(name, |out| totals(out, moment));
            }
        });
        out.nested("accounts", |out| {
            for (place, account) in engine.accounts.iter().enumerate() {
                out.nested(&account.name, |out| one(out, outcome, place));
            }
        });
        out.list("steps", &engine.steps, |out, step| {
            one_step(out, outcome, step)
        });
        out.nested("liquidators", |out| {
            out.number("earned", &values.liquidators);
            purse(out, outcome, &engine.ledger.liquidators);
        });
        out.nested("insurance", |out| {
            out.number("before", engine.policy.fund.balance());
            out.number("received", &values.contributed);
            out.number("paid", engine.fund.spent());
            out.number("after", engine.fund.balance());
            purse(out, outcome, &engine.ledger.insurance);
        });
        out.nested("protocol", |out| {
            out.number("earned", &values.protocol);
            purse(out, outcome, &engine.ledger.protocol);
        });
        out.nested("socialised", |out| {
            out.number("lost", &values.socialised);
            purse(out, outcome, &engine.ledger.socialised);
            out.nested("deposit_index", |out| {
                for (name, index) in &values.indices {
                    out.number(name, index);
                }
            });
        });
        out.nested("sum", |out| {
            for (asset, amount) in engine.book.assets.iter().zip(&outcome.sum.assets) {
                out.number(&asset.name, amount);
            }
            for (perp, size) in engine.book.perps.iter().zip(&outcome.sum.perps) {
                out.number(&perp.name, size);
            }
        });
    }))
}

fn totals(out: &mut Out, moment: &Moment) {
    let totals = &moment.totals;
    out.number("equity", &totals.equity);
    out.number("deficit", &totals.deficit);
    out.count("accounts", totals.accounts);
    out.count("liquidatable", totals.liquidatable);
    out.count("insolvent", totals.insolvent);
}

fn one(out: &mut Out, outcome: &Outcome<'_>, place: usize) {
    if let Some(account) = outcome.engine.accounts.get(place) {
        if account.method.is_some() {
            out.text("not_closed", "method");
        }
    }
    for (name, moment) in MOMENTS.iter().zip(&outcome.moments) {
        if let Some(account) = moment.accounts.get(place) {
            out.nested(name, |out| {
                out.text("status", account.status().name());
                out.number("equity", &surplus(account.equity()));
                out.number("maintenance", &surplus(account.maintenance()));
            });
        }
    }
}

fn one_step(out: &mut Out, outcome: &Outcome<'_>, step: &Step) {
    let book = outcome.engine.book;
    let account = |place: usize| outcome.account(place);
    let asset = |place: usize| book.assets.get(place).map_or("", |asset| &asset.name);
    let perp = |place: usize| book.perps.get(place).map_or("", |perp| &perp.name);
    out.text("account", account(step.account));
    match &step.action {
        Action::Cancel => out.text("action", "cancel"),
        Action::Reduce {
            market,
            price,
            reduction,
            fee,
        } => {
            out.text("action", "reduce");
            out.text("market", perp(*market));
            out.number("size", &reduction.size);
            out.number("price", price);
            out.number("quote", &reduction.quote);
            out.nested("fee", |out| parts(out, fee));
            out.text("reason", reduction.reason.name());
        }
        Action::Repay {
            debt,
            collateral,
            bonus,
            seizure,
            penalty,
        } => {
            out.text("action", "repay");
            out.text("debt", asset(*debt));
            out.number("repaid", &seizure.repaid);
            out.text("collateral", asset(*collateral));
            out.number("seized", &seizure.seized);
            out.number("bonus", bonus);
            out.nested("penalty", |out| parts(out, penalty));
            out.text("reason", seizure.reason.name());
        }
        Action::Deleverage {
            market,
            price,
            size,
            against,
        } => {
            out.text("action", "deleverage");
            out.text("market", perp(*market));
            out.number("size", size);
            out.number("price", price);
            out.nested("against", |out| {
                for (other, size) in against {
                    out.number(account(*other), size);
                }
            });
        }
        Action::Cover {
            asset: at,
            units,
            paid,
        } => {
            out.text("action", "cover");
            out.text("asset", asset(*at));
            out.number("units", units);
            out.number("paid", paid);
        }
        Action::Socialise { asset: at, units } => {
            out.text("action", "socialise");
            out.text("asset", asset(*at));
            out.number("units", units);
        }
    }
}

fn parts(out: &mut Out, parts: &Parts<Fixed>) {
    out.number("liquidator", &parts.liquidator);
    out.number("insurance", &parts.insurance);
    out.number("protocol", &parts.protocol);
}

/// What a party has received less what it has given, where that is not nothing.
fn purse(out: &mut Out, outcome: &Outcome<'_>, purse: &Purse) {
    let book = outcome.engine.book;
    out.nested("units", |out| {
        let assets = book.assets.iter().map(|asset| &asset.name);
        let perps = book.perps.iter().map(|perp| &perp.name);
        let amounts = purse.assets.iter().chain(&purse.perps);
        for (name, amount) in assets.chain(perps).zip(amounts) {
            if *amount != Fixed::ZERO {
                out.number(name, amount);
            }
        }
    });
}

/// What the parties have in the book's currency, at the shocked midpoints, each product rounded down.
pub(super) struct Values<'a> {
    pub(super) liquidators: Fixed,
    pub(super) contributed: Fixed,
    pub(super) protocol: Fixed,
    pub(super) socialised: Fixed,
    /// By asset: what one unit deposited is worth after a loss that all of its depositors bear.
    pub(super) indices: Vec<(&'a str, Fixed)>,
}

impl<'a> Values<'a> {
    pub(super) fn new(outcome: &'a Outcome<'_>) -> Result<Self, Error> {
        let engine = &outcome.engine;
        let ledger = &engine.ledger;
        let held = engine.fund.balance().try_add(engine.fund.spent())?;
        let mut indices = Vec::new();
        let deposits = deposits(engine)?;
        for (place, asset) in engine.book.assets.iter().enumerate() {
            if let Some((lost, deposits)) = deposits.get(&place) {
                let after = deposit_index(&Fixed::ONE, lost, deposits)?;
                indices.push((asset.name.as_str(), after.index));
            }
        }
        Ok(Values {
            liquidators: outcome.worth(&ledger.liquidators)?,
            contributed: held.try_sub(engine.policy.fund.balance())?,
            protocol: outcome.worth(&ledger.protocol)?,
            socialised: outcome.worth(&ledger.socialised)?.try_neg()?,
            indices,
        })
    }
}

/// Of each asset of which something was socialised: how much, and what is deposited.
fn deposits(engine: &Engine<'_>) -> Result<BTreeMap<usize, (Fixed, Fixed)>, Error> {
    let mut deposits = BTreeMap::new();
    for (place, received) in engine.ledger.socialised.assets.iter().enumerate() {
        if received.is_negative() {
            deposits.insert(place, (received.try_neg()?, Fixed::ZERO));
        }
    }
    for (place, amount) in engine.accounts.iter().flat_map(|account| &account.balances) {
        if let Some((_, sum)) = deposits.get_mut(place) {
            *sum = sum.try_add(&amount.greater(&Fixed::ZERO))?;
        }
    }
    Ok(deposits)
}
