//! What the methods say of a book's accounts, as a table for a person.

use super::method::{word, Method};
use super::{Charge, Driver};
use crate::book::Book;
use crate::evaluation::Evaluation;
use crate::table::{aligned, cut, one_line};

const HEAD: [&str; 6] = ["account", "method", "level", "margin", "mark", "worst case"];

/// Nothing where no account has a method.
pub(crate) fn write(book: &Book, evaluations: &[Evaluation]) -> String {
    let mut rows = vec![HEAD.map(str::to_string)];
    let mut notes = vec!["breakdown".to_string()];
    for (account, evaluation) in book.accounts.iter().zip(evaluations) {
        let Some(portfolio) = &evaluation.portfolio else {
            continue;
        };
        let Some(method) = book.methods.get(portfolio.method) else {
            continue;
        };
        let levels = ["initial", "maintenance"].iter().zip(&portfolio.levels);
        for ((name, charge), margin) in levels.zip(&portfolio.margins) {
            rows.push([
                one_line(&account.name),
                one_line(&method.name),
                name.to_string(),
                cut(margin),
                cut(&portfolio.mark),
                worst(method, charge),
            ]);
            let parts = charge.parts.iter();
            let parts = parts.map(|(name, part)| format!("{name} {}", cut(part)));
            notes.push(parts.collect::<Vec<String>>().join(", "));
        }
    }
    if notes.len() == 1 {
        return String::new();
    }
    let mut out = "\n".to_string();
    for (row, note) in aligned(&rows, 3).iter().zip(&notes) {
        out.push_str(row);
        out.push_str(note);
        out.push('\n');
    }
    out.push_str(
        "\nMargin is what a method requires of what it margins, mark what that is worth, both in units\n\
         of the asset that the method settles in; the breakdown sums to mark less margin.\n",
    );
    out
}

/// `price x 0.82, volatility up`.
fn worst(method: &Method, charge: &Charge) -> String {
    match charge.driver {
        Driver::Scenario(place) => method.grid.get(place).map_or(String::new(), |scenario| {
            let volatility = word(scenario.volatility());
            format!("price x {}, volatility {volatility}", cut(scenario.spot()))
        }),
        driver => driver.name().to_string(),
    }
}
