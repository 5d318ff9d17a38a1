//! The outcome as a table for a person.

use super::engine::{Action, Step};
use super::flows::Flows;
use super::Outcome;
use crate::table::{aligned, cut, one_line};
use plimsoll::{Error, Fixed};

const HEAD: [&str; 6] = [
    "",
    "accounts",
    "liquidatable",
    "insolvent",
    "equity",
    "deficit",
];

pub(crate) fn write(outcome: &Outcome<'_>) -> Result<String, Error> {
    let engine = &outcome.engine;
    let currency = one_line(&engine.book.currency);
    let flows = Flows::of(engine)?;
    let mut rows = vec![HEAD.map(str::to_string)];
    for (name, moment) in ["before", "shocked", "after"].iter().zip(&outcome.moments) {
        let totals = &moment.totals;
        rows.push([
            name.to_string(),
            totals.accounts.to_string(),
            totals.liquidatable.to_string(),
            totals.insolvent.to_string(),
            cut(&totals.equity),
            cut(&totals.deficit),
        ]);
    }
    let mut lines: Vec<String> = aligned(&rows, 1);
    lines.push(String::new());
    let steps = engine.steps.iter().enumerate();
    let steps: Vec<[String; 3]> = steps
        .map(|(number, step)| {
            let account = one_line(name(outcome, step.account));
            [format!("{}", number + 1), account, done(outcome, step)]
        })
        .collect();
    match steps.is_empty() {
        true => lines.push("Nothing to do.".to_string()),
        false => lines.extend(aligned(&steps, 3)),
    }
    let kept = engine.accounts.iter();
    let kept: Vec<String> = kept
        .filter(|account| account.method.is_some())
        .map(|account| one_line(&account.name))
        .collect();
    if !kept.is_empty() {
        let kept = kept.join(", ");
        lines.push(format!("Margined by a method, and not closed: {kept}."));
    }
    lines.push(String::new());
    for (who, what, amount) in [
        ("Liquidators", "earned", &flows.liquidators),
        ("The insurance fund", "received", &flows.fund_received),
        ("The insurance fund", "paid", &flows.fund_paid),
        ("The protocol", "earned", &flows.protocol),
        ("Lenders", "lost", &flows.socialised),
    ] {
        if *amount != Fixed::ZERO {
            lines.push(format!("{who} {what} {} {currency}.", cut(amount)));
        }
    }
    let sums = outcome.sum.assets.iter().chain(&outcome.sum.perps);
    lines.push(match sums.clone().all(|sum| *sum == Fixed::ZERO) {
        true => {
            "Everything that left an account has arrived somewhere: the sum is zero.".to_string()
        }
        false => "The sum is NOT zero: see --json.".to_string(),
    });
    lines.push(
        "Amounts in the currency are at the shocked midpoints; figures are cut, not rounded."
            .to_string(),
    );
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    Ok(lines.join("\n") + "\n")
}

/// The name of an account.
fn name<'a>(outcome: &'a Outcome<'_>, place: usize) -> &'a str {
    let account = outcome.engine.accounts.get(place);
    account.map_or("", |account| &account.name)
}

/// One step in words.
fn done(outcome: &Outcome<'_>, step: &Step) -> String {
    let book = outcome.engine.book;
    let asset = |place: usize| one_line(book.assets.get(place).map_or("", |asset| &asset.name));
    let perp = |place: usize| one_line(book.perps.get(place).map_or("", |perp| &perp.name));
    match &step.action {
        Action::Cancel => "cancels its open orders".to_string(),
        Action::Reduce {
            market,
            price,
            reduction,
            ..
        } => {
            let (verb, size) = traded(&reduction.size);
            let (size, price, fee) = (cut(&size), cut(price), cut(&reduction.fee));
            let reason = reduction.reason.name();
            format!(
                "{verb} {size} {} at {price}, fee {fee} ({reason})",
                perp(*market)
            )
        }
        Action::Repay {
            debt,
            collateral,
            bonus,
            seizure,
            ..
        } => {
            let (repaid, seized) = (cut(&seizure.repaid), cut(&seizure.seized));
            let (debt, collateral) = (asset(*debt), asset(*collateral));
            let (bonus, reason) = (cut(bonus), seizure.reason.name());
            format!("{repaid} {debt} repaid for {seized} {collateral}, bonus {bonus} ({reason})")
        }
        Action::Deleverage {
            market,
            price,
            size,
            against,
        } => {
            let (verb, size) = traded(size);
            let names = against.iter().map(|(other, part)| {
                let (_, part) = traded(part);
                format!("{} {}", one_line(name(outcome, *other)), cut(&part))
            });
            let names: Vec<String> = names.collect();
            let (size, price, names) = (cut(&size), cut(price), names.join(", "));
            format!("{verb} {size} {} at {price} against {names}", perp(*market))
        }
        Action::Cover {
            asset: at, units, ..
        } => {
            format!("the insurance fund pays {} {}", cut(units), asset(*at))
        }
        Action::Socialise { asset: at, units } => {
            format!("lenders lose {} {}", cut(units), asset(*at))
        }
    }
}

/// A signed size as a verb and the size without sign.
fn traded(size: &Fixed) -> (&'static str, Fixed) {
    match *size < Fixed::ZERO {
        true => ("sells", size.checked_abs().unwrap_or(Fixed::MAX)),
        false => ("buys", *size),
    }
}
