//! A replay as JSON.

use super::Replay;
use crate::out::Out;
use crate::stress::report::{indices, one_step, purse, standing, sum, totals};
use plimsoll::{Error, Fixed, Number};

pub(super) fn write(replay: &Replay) -> Result<String, Error> {
    let (book, series, ledger) = (&replay.book, &replay.series, &replay.ledger);
    let everything = replay.sum()?;
    let liquidators = total(&series.liquidators)?;
    let protocol = total(&series.protocol)?;
    let (received, paid) = (total(&series.fund_received)?, total(&series.fund_paid)?);
    let lost = total(&series.socialised)?;
    let held: Vec<(u32, Fixed)> = replay.indices.iter().map(|(a, i)| (*a, *i)).collect();
    let moments = [("before", &replay.calm), ("after", &replay.last)];
    Ok(Out::line(|out| {
        out.text("version", env!("CARGO_PKG_VERSION"));
        out.text("currency", &book.currency);
        out.list("series", 0..series.len(), |out, row| {
            one_row(out, replay, row)
        });
        out.nested("totals", |out| {
            for (name, moment) in moments {
                out.nested(name, |out| totals(out, moment));
            }
        });
        out.nested("accounts", |out| {
            for (place, account) in replay.accounts.iter().enumerate() {
                out.nested(&account.name, |out| {
                    if account.method.is_some() {
                        out.text("not_closed", "method");
                    }
                    for (name, moment) in moments {
                        out.nested(name, |out| standing(out, &moment.standings, place));
                    }
                });
            }
        });
        out.list("steps", &replay.steps, |out, (row, step)| {
            if let Some(time) = series.time.get(*row) {
                out.text("time", &time.to_string());
            }
            one_step(out, book, &replay.accounts, step);
        });
        out.nested("liquidators", |out| {
            out.number("earned", &liquidators);
            purse(out, book, &ledger.liquidators);
        });
        out.nested("insurance", |out| {
            out.number("before", book.policy.fund.balance());
            out.number("received", &received);
            out.number("paid", &paid);
            out.number("after", replay.fund.balance());
            out.number("drawdown", &replay.drawdown);
            purse(out, book, &ledger.insurance);
        });
        out.nested("protocol", |out| {
            out.number("earned", &protocol);
            purse(out, book, &ledger.protocol);
        });
        out.nested("socialised", |out| {
            out.number("lost", &lost);
            purse(out, book, &ledger.socialised);
            out.nested("deposit_index", |out| indices(out, book, &held));
        });
        out.nested("sum", |out| sum(out, book, &everything));
    }))
}

fn one_row(out: &mut Out, replay: &Replay, row: usize) {
    let series = &replay.series;
    if let Some(time) = series.time.get(row) {
        out.text("time", &time.to_string());
    }
    for (name, column) in series.counts() {
        if let Some(count) = column.get(row) {
            out.count(name, *count);
        }
    }
    for (name, column) in series.amounts() {
        if let Some(amount) = column.get(row) {
            out.number(name, amount);
        }
    }
}

/// All rows together.
pub(super) fn total(column: &[Fixed]) -> Result<Fixed, Error> {
    let mut rows = column.iter();
    rows.try_fold(Fixed::ZERO, |sum, amount| sum.try_add(amount))
}
