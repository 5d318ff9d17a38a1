//! What a method says of an account, as JSON.

use super::method::{word, Method};
use super::{Charge, Line, Portfolio};
use crate::book::Book;
use crate::out::Out;

const LEVELS: [&str; 2] = ["initial", "maintenance"];

pub(crate) fn write(out: &mut Out, book: &Book, portfolio: &Portfolio) {
    let Some(method) = book.methods.get(portfolio.method) else {
        return;
    };
    let settles = book.assets.get(method.settles);
    out.text("method", &method.name);
    out.text("settles", settles.map_or("", |asset| &asset.name));
    out.number("mark", &portfolio.mark);
    for (name, (charge, margin)) in LEVELS
        .iter()
        .zip(portfolio.levels.iter().zip(&portfolio.margins))
    {
        out.nested(name, |out| {
            out.number("margin", margin);
            level(out, method, charge);
        });
    }
    out.nested("positions", |out| {
        for line in &portfolio.positions {
            out.nested(&line.name, |out| position(out, line));
        }
    });
}

fn level(out: &mut Out, method: &Method, charge: &Charge) {
    out.nested("parts", |out| {
        for (name, part) in &charge.parts {
            out.number(name, part);
        }
    });
    out.number("total", &charge.total);
    out.text("driver", charge.driver.name());
    let Some(place) = charge.driver.scenario() else {
        return;
    };
    if let Some(scenario) = method.grid.get(place) {
        out.nested("scenario", |out| {
            out.text("place", &place.to_string());
            out.number("spot", scenario.spot());
            out.text("volatility", word(scenario.volatility()));
            out.number("weight", scenario.weight());
        });
    }
}

fn position(out: &mut Out, line: &Line) {
    out.number("quantity", &line.quantity);
    out.number("mark", &line.mark);
    for (name, gain) in LEVELS.iter().zip(&line.gains) {
        match gain {
            Some(gain) => out.number(name, gain),
            None => out.null(name),
        }
    }
}
