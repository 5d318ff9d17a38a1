//! The report as JSON: one line, keys in the book's order, numbers as the shortest decimals that read
//! back to the same bits.

use crate::book::Book;
use crate::evaluation::{Evaluation, Group, Position};
use crate::liquidation::Liquidation;
use crate::out::Out;
use crate::portfolio;
use plimsoll::{Fixed, Health, Limit};

pub(crate) fn write(book: &Book, evaluations: &[Evaluation]) -> String {
    Out::line(|out| {
        out.text("version", env!("CARGO_PKG_VERSION"));
        out.text("currency", &book.currency);
        out.nested("accounts", |out| {
            for (account, evaluation) in book.accounts.iter().zip(evaluations) {
                out.nested(&account.name, |out| one(out, book, evaluation));
            }
        });
    })
}

fn one(out: &mut Out, book: &Book, evaluation: &Evaluation) {
    let [initial, maintenance, equity] = &evaluation.levels;
    out.text("status", evaluation.status.name());
    out.number("equity", &surplus(equity));
    out.nested("initial", |out| level(out, initial));
    out.nested("maintenance", |out| {
        level(out, maintenance);
        out.number("requirement", &evaluation.requirement);
    });
    out.nested("liquidation", |out| {
        for liquidation in &evaluation.liquidations {
            let name = book.index_price(liquidation.index);
            out.nested(name.map_or("", |(name, _)| name), |out| {
                prices(out, liquidation)
            });
        }
    });
    if let Some(portfolio) = &evaluation.portfolio {
        out.nested("portfolio", |out| {
            portfolio::report::write(out, book, portfolio)
        });
    }
    out.nested("positions", |out| {
        out.nested("balances", |out| {
            for position in &evaluation.groups {
                let name = book
                    .assets
                    .get(position.asset)
                    .map_or("", |asset| &asset.name);
                out.nested(name, |out| group(out, position));
            }
        });
        out.nested("perps", |out| {
            for position in &evaluation.perps {
                let name = book
                    .perps
                    .get(position.market)
                    .map_or("", |perp| &perp.name);
                out.nested(name, |out| perp(out, book, position));
            }
        });
    });
}

fn level(out: &mut Out, health: &Health) {
    out.number("assets", health.assets());
    out.number("liabilities", health.liabilities());
    out.number("surplus", &surplus(health));
}

fn prices(out: &mut Out, liquidation: &Liquidation) {
    for (key, reason, limit) in [
        ("below", "below_reason", &liquidation.below),
        ("above", "above_reason", &liquidation.above),
    ] {
        match limit {
            Limit::At(price) => out.number(key, price),
            other => {
                out.null(key);
                out.text(reason, other.reason());
            }
        }
    }
    if let Some((from, to)) = &liquidation.searched {
        out.nested("searched", |out| {
            out.number("from", from);
            out.number("to", to);
        });
    }
}

/// An asset with what settles in it: the nets and contributions that sum to the account's.
fn group(out: &mut Out, group: &Group) {
    out.number("balance", &group.balance);
    for ((name, net), health) in LEVELS.iter().zip(&group.net).zip(&group.levels) {
        out.nested(name, |out| {
            out.number("net", net);
            out.number("assets", health.assets());
            out.number("liabilities", health.liabilities());
        });
    }
}

/// A perp: what it adds to the net of its settlement asset at each level.
fn perp(out: &mut Out, book: &Book, position: &Position) {
    let settles = book
        .perps
        .get(position.market)
        .and_then(|perp| book.assets.get(perp.settles));
    out.text("settles", settles.map_or("", |asset| &asset.name));
    out.number("size", position.perp.size());
    for (name, value) in LEVELS.iter().zip(&position.value) {
        out.number(name, value);
    }
    out.number("requirement", &position.requirement);
}

const LEVELS: [&str; 3] = ["initial", "maintenance", "equity"];

/// Assets less liabilities. A book's prices are all known and both sums are in range and not
/// negative, so that the difference exists.
pub(crate) fn surplus(health: &Health) -> Fixed {
    health.surplus().unwrap_or_default()
}
