//! A replay as a table for a person.

use super::report::total;
use super::Replay;
use crate::table::{aligned, cut, one_line};
use plimsoll::{Error, Fixed};

const HEAD: [&str; 9] = [
    "time",
    "below",
    "after",
    "steps",
    "liquidated",
    "deleveraged",
    "bad debt",
    "fund",
    "equity",
];

pub(super) fn write(replay: &Replay) -> Result<String, Error> {
    let series = &replay.series;
    let currency = one_line(&replay.book.currency);
    let mut rows = vec![HEAD.map(str::to_string)];
    let number = |column: &[Fixed], row: usize| column.get(row).map_or(String::new(), cut);
    let count =
        |column: &[u32], row: usize| column.get(row).copied().unwrap_or_default().to_string();
    for (row, time) in series.time.iter().enumerate() {
        if series.steps.get(row).is_none_or(|steps| *steps == 0) {
            continue;
        }
        rows.push([
            time.to_string(),
            count(&series.liquidatable, row),
            count(&series.liquidatable_after, row),
            count(&series.steps, row),
            number(&series.liquidated, row),
            number(&series.deleveraged, row),
            number(&series.bad_debt, row),
            number(&series.fund, row),
            number(&series.equity, row),
        ]);
    }
    let active = rows.len().saturating_sub(1);
    let mut lines: Vec<String> = match active {
        0 => vec!["Nothing to do.".to_string()],
        _ => aligned(&rows, 1),
    };
    lines.push(String::new());
    lines.push(format!(
        "{active} of {} rows had something to do.",
        series.len()
    ));
    for (who, what, amount) in [
        ("Liquidators", "earned", total(&series.liquidators)?),
        (
            "The insurance fund",
            "received",
            total(&series.fund_received)?,
        ),
        ("The insurance fund", "paid", total(&series.fund_paid)?),
        (
            "The insurance fund",
            "fell from its peak by at most",
            replay.drawdown,
        ),
        ("The protocol", "earned", total(&series.protocol)?),
        ("Lenders", "lost", total(&series.socialised)?),
    ] {
        if amount != Fixed::ZERO {
            lines.push(format!("{who} {what} {} {currency}.", cut(&amount)));
        }
    }
    lines.push("Below and after: accounts below the line before and after the policy ran. Figures are cut, not rounded.".to_string());
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    Ok(lines.join("\n") + "\n")
}
