//! The report as a table for a person.

use crate::book::Book;
use crate::evaluation::Evaluation;
use crate::portfolio;
use crate::report::surplus;
use plimsoll::number::decimal;
use plimsoll::{Fixed, Health, Limit, Number};

const HEAD: [&str; 6] = [
    "account",
    "status",
    "equity",
    "initial",
    "maintenance",
    "used",
];

pub(crate) fn write(book: &Book, evaluations: &[Evaluation]) -> String {
    let mut rows = vec![HEAD.map(str::to_string)];
    let mut notes = vec!["liquidation prices".to_string()];
    for (account, evaluation) in book.accounts.iter().zip(evaluations) {
        let [initial, maintenance, equity] = &evaluation.levels;
        rows.push([
            one_line(&account.name),
            evaluation.status.name().to_string(),
            cut(&surplus(equity)),
            cut(&surplus(initial)),
            cut(&surplus(maintenance)),
            used(equity, maintenance),
        ]);
        notes.push(prices(book, evaluation));
    }
    let mut out = String::new();
    for (row, note) in aligned(&rows, 2).iter().zip(&notes) {
        out.push_str(row);
        out.push_str(note);
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out.push_str(&format!(
        "\nEquity, and surplus at initial and maintenance, in {}; used is the part of\n\
         equity that maintenance takes. Figures are cut, not rounded; --json has every digit.\n",
        one_line(&book.currency)
    ));
    out.push_str(&portfolio::table::write(book, evaluations));
    out
}

/// Rows whose columns stand below each other: the first `names` to the left, figures to the right.
pub(crate) fn aligned<const C: usize>(rows: &[[String; C]], names: usize) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: [usize; C] = std::array::from_fn(width);
    let line = |row: &[String; C]| {
        let cells = row.iter().zip(&widths).enumerate();
        cells.fold(String::new(), |line, (column, (cell, width))| {
            let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
            match column < names {
                true => line + cell + &gap + "  ",
                false => line + &gap + cell + "  ",
            }
        })
    };
    rows.iter().map(line).collect()
}

/// `ETH above 2142.01, BTC below 31000.5`; what cannot be reached is left out.
fn prices(book: &Book, evaluation: &Evaluation) -> String {
    let mut parts = Vec::new();
    for liquidation in &evaluation.liquidations {
        let name = book
            .index_price(liquidation.index)
            .map_or("", |(name, _)| name);
        let sides = [("below", &liquidation.below), ("above", &liquidation.above)];
        for (side, limit) in sides {
            if let Limit::At(price) = limit {
                parts.push(format!("{} {side} {}", one_line(name), cut(price)));
            }
        }
    }
    parts.join(", ")
}

/// How much of the equity maintenance takes, in percent with one decimal, rounded up: at 100 the
/// account may be liquidated. A dash where there is no equity.
fn used(equity: &Health, maintenance: &Health) -> String {
    let (equity, surplus) = (surplus(equity), surplus(maintenance));
    let taken = equity
        .try_sub(&surplus)
        .and_then(|taken| taken.mul_up(&Fixed::from_num(1000)));
    let permille = taken
        .and_then(|taken| taken.div_up(&equity))
        .map(|permille| permille.checked_ceil());
    match permille {
        Ok(Some(permille)) if equity > Fixed::ZERO => {
            let permille = permille.to_num::<i128>();
            format!("{}.{} %", permille / 10, permille % 10)
        }
        _ => "-".to_string(),
    }
}

/// Two decimals from 1 upward, six significant below.
pub(crate) fn cut(value: &Fixed) -> String {
    let text = decimal::write(value);
    let text = text.as_str();
    let Some((whole, fraction)) = text.split_once('.') else {
        return text.to_string();
    };
    let zeros = fraction.len() - fraction.trim_start_matches('0').len();
    let digits = match whole.trim_start_matches('-') {
        "0" => zeros + 6,
        _ => 2,
    };
    let fraction: String = fraction.chars().take(digits).collect();
    match fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        digits => format!("{whole}.{digits}"),
    }
}

/// A name as it may stand in a row: without control characters.
pub(crate) fn one_line(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
