//! The outcome as JSON.

use super::engine::{Action, Step};
use super::flows::Flows;
use super::ledger::Purse;
use super::moment::{Moment, Standings};
use super::Outcome;
use crate::account::Account;
use crate::book::Book;
use crate::out::Out;
use plimsoll::liquidation::bonus::Parts;
use plimsoll::{Error, Fixed};

const MOMENTS: [&str; 3] = ["before", "shocked", "after"];

pub(crate) fn write(outcome: &Outcome<'_>) -> Result<String, Error> {
    let engine = &outcome.engine;
    let flows = Flows::of(engine)?;
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
            one_step(out, engine.book, &engine.accounts, step)
        });
        out.nested("liquidators", |out| {
            out.number("earned", &flows.liquidators);
            purse(out, engine.book, &engine.ledger.liquidators);
        });
        out.nested("insurance", |out| {
            out.number("before", &flows.fund_before);
            out.number("received", &flows.fund_received);
            out.number("paid", &flows.fund_paid);
            out.number("after", &flows.fund_after);
            purse(out, engine.book, &engine.ledger.insurance);
        });
        out.nested("protocol", |out| {
            out.number("earned", &flows.protocol);
            purse(out, engine.book, &engine.ledger.protocol);
        });
        out.nested("socialised", |out| {
            out.number("lost", &flows.socialised);
            purse(out, engine.book, &engine.ledger.socialised);
            out.nested("deposit_index", |out| {
                indices(out, engine.book, &flows.deposit_index);
            });
        });
        out.nested("sum", |out| sum(out, engine.book, &outcome.sum));
    }))
}

pub(crate) fn totals(out: &mut Out, moment: &Moment) {
    let totals = &moment.totals;
    out.number("equity", &totals.equity);
    out.number("deficit", &totals.deficit);
    out.count("accounts", totals.accounts);
    out.count("liquidatable", totals.liquidatable);
    out.count("insolvent", totals.insolvent);
}

/// By asset what one unit deposited is worth.
pub(crate) fn indices(out: &mut Out, book: &Book, indices: &[(u32, Fixed)]) {
    for (place, index) in indices {
        let asset = book.assets.get(*place as usize);
        out.number(asset.map_or("", |asset| &asset.name), index);
    }
}

/// Every amount, of which there is none.
pub(crate) fn sum(out: &mut Out, book: &Book, sum: &Purse) {
    for (asset, amount) in book.assets.iter().zip(&sum.assets) {
        out.number(&asset.name, amount);
    }
    for (perp, size) in book.perps.iter().zip(&sum.perps) {
        out.number(&perp.name, size);
    }
}

fn one(out: &mut Out, outcome: &Outcome<'_>, place: usize) {
    if let Some(account) = outcome.engine.accounts.get(place) {
        if account.method.is_some() {
            out.text("not_closed", "method");
        }
    }
    for (name, moment) in MOMENTS.iter().zip(&outcome.moments) {
        out.nested(name, |out| standing(out, &moment.standings, place));
    }
}

/// Of one account.
pub(crate) fn standing(out: &mut Out, standings: &Standings, place: usize) {
    let figures = (standings.equity.get(place)).zip(standings.maintenance.get(place));
    if let Some((status, (equity, maintenance))) = standings.status.get(place).zip(figures) {
        out.text("status", status.name());
        out.number("equity", equity);
        out.number("maintenance", maintenance);
    }
}

pub(crate) fn one_step(out: &mut Out, book: &Book, accounts: &[Account], step: &Step) {
    let account = |place: usize| accounts.get(place).map_or("", |account| &account.name);
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
pub(crate) fn purse(out: &mut Out, book: &Book, purse: &Purse) {
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
