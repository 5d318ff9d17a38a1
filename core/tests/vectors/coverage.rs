//! The public functions of the core, read from its source, against those that have a vector.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Functions without a vector of their own, and why.
pub const EXCEPTIONS: [(&str, &str, &str); 90] = [
    (
        "error",
        "Error.message",
        "a sentence for a person, free to change",
    ),
    ("decimal", "Text.as_str", "every vector of `write` reads it"),
    ("ramp", "Ramp.from", ACCESSOR),
    ("ramp", "Ramp.to", ACCESSOR),
    ("ramp", "Ramp.start", ACCESSOR),
    ("ramp", "Ramp.end", ACCESSOR),
    ("price", "Price.low", ACCESSOR),
    ("price", "Price.high", ACCESSOR),
    ("weights", "Weights.asset", ACCESSOR),
    ("weights", "Weights.liability", ACCESSOR),
    ("weights", "Bound.asset", ACCESSOR),
    ("weights", "Bound.liability", ACCESSOR),
    ("tiers", "Tiers.rungs", ACCESSOR),
    ("health", "Health.assets", ACCESSOR),
    ("health", "Health.liabilities", ACCESSOR),
    ("health", "Health.positions", ACCESSOR),
    ("health", "Health.stale_assets", ACCESSOR),
    ("health", "Health.stale_debts", ACCESSOR),
    ("perp", "Perp.size", ACCESSOR),
    ("perp", "Perp.quote", ACCESSOR),
    ("perp", "Perp.bids", ACCESSOR),
    ("perp", "Perp.asks", ACCESSOR),
    ("perp", "Terms.price", ACCESSOR),
    ("perp", "Terms.weights", ACCESSOR),
    ("perp", "Terms.bound", ACCESSOR),
    ("perp", "Terms.tiers", ACCESSOR),
    ("perp", "Terms.profit_weight", ACCESSOR),
    ("interest", "Indices.deposit", ACCESSOR),
    ("interest", "Indices.debt", ACCESSOR),
    ("shares", "Pool.assets", ACCESSOR),
    ("shares", "Pool.shares", ACCESSOR),
    ("shares", "Pool.virtual_assets", ACCESSOR),
    ("shares", "Pool.virtual_shares", ACCESSOR),
    ("exchange", "Exchange.debt", ACCESSOR),
    ("exchange", "Exchange.collateral", ACCESSOR),
    ("exchange", "Exchange.paid", ACCESSOR),
    ("bonus", "Split.insurance", ACCESSOR),
    ("bonus", "Split.protocol", ACCESSOR),
    ("insurance", "Fund.balance", ACCESSOR),
    ("insurance", "Fund.per_event", ACCESSOR),
    ("insurance", "Fund.per_period", ACCESSOR),
    ("insurance", "Fund.spent", ACCESSOR),
    ("account", "Account.levels", ACCESSOR),
    ("account", "Account.initial", ACCESSOR),
    ("account", "Account.maintenance", ACCESSOR),
    ("account", "Account.equity", ACCESSOR),
    ("solver", "Limit.value", ACCESSOR),
    ("solver", "Limit.reason", ACCESSOR),
    ("interval", "Interval.low", ACCESSOR),
    ("interval", "Interval.high", ACCESSOR),
    ("option", "Contract.right", ACCESSOR),
    ("option", "Contract.strike", ACCESSOR),
    ("expiry", "Expiry.seconds", ACCESSOR),
    ("expiry", "Expiry.years", ACCESSOR),
    ("expiry", "Expiry.root", ACCESSOR),
    ("expiry", "Expiry.rate", ACCESSOR),
    ("expiry", "Expiry.discount", ACCESSOR),
    ("forward", "Forward.moving", ACCESSOR),
    ("forward", "Forward.settled", ACCESSOR),
    ("contingency", "Confidence.threshold", ACCESSOR),
    ("contingency", "Confidence.rate", ACCESSOR),
    ("contingency", "Peg.threshold", ACCESSOR),
    ("contingency", "Peg.factor", ACCESSOR),
    ("shock", "VolatilityShock.range", ACCESSOR),
    ("shock", "VolatilityShock.power", ACCESSOR),
    ("shock", "VolatilityShock.floor", ACCESSOR),
    ("shock", "VolatilityShock.least", ACCESSOR),
    ("discount", "LongDiscount.base", ACCESSOR),
    ("discount", "LongDiscount.rate", ACCESSOR),
    ("discount", "ShortDiscount.base", ACCESSOR),
    ("discount", "ShortDiscount.rate", ACCESSOR),
    ("discount", "Basis.addend", ACCESSOR),
    ("discount", "Basis.multiple", ACCESSOR),
    ("scenario", "Scenario.spot", ACCESSOR),
    ("scenario", "Scenario.volatility", ACCESSOR),
    ("scenario", "Scenario.weight", ACCESSOR),
    ("scenario", "Scan.mark", ACCESSOR),
    ("scenario", "Scan.profits", ACCESSOR),
    ("scenario", "RiskArray.side", ACCESSOR),
    ("shock", "Shocks.factors", ACCESSOR),
    ("netting", "Sides.long", ACCESSOR),
    ("netting", "Sides.short", ACCESSOR),
    ("spread", "Underlying.delta", ACCESSOR),
    ("spread", "Underlying.free", ACCESSOR),
    ("spread", "Underlying.risk", ACCESSOR),
    ("spread", "Underlying.credit", ACCESSOR),
    ("portfolio", "Portfolio.scan", ACCESSOR),
    ("portfolio", "Portfolio.basis", ACCESSOR),
    ("portfolio_2", "Portfolio.scan", ACCESSOR),
    ("portfolio_2", "Portfolio.basis", ACCESSOR),
];
const ACCESSOR: &str = "an accessor that the outputs of its type's vectors are read with";

pub type Functions = BTreeSet<(String, String)>;

/// `(module, function)` of every `pub fn` under `folder`; a method is `Type.name`, the module is the
/// file's name, or its folder's for `mod.rs`.
pub fn public(folder: &Path) -> Functions {
    let mut found = Functions::new();
    for path in sources(folder) {
        let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let module = match stem(&path) {
            name if name == "mod" => stem(path.parent().unwrap()),
            name => name,
        };
        let text = fs::read_to_string(&path).unwrap();
        let names = functions(&text);
        found.extend(names.into_iter().map(|name| (module.clone(), name)));
    }
    found
}

/// Every source file, `support/` left out: it implements other crates' traits, which have no name here.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("support") {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files
}

/// Reads what rustfmt has laid out: items start in the first column, methods in the fifth.
fn functions(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut owner = None;
    for line in text.lines() {
        if line.starts_with("impl") || line.starts_with("pub trait") {
            owner = Some(line);
        } else if line.starts_with('}') {
            owner = None;
        }
        let method = line.strip_prefix("    ").unwrap_or(line);
        let public = method
            .strip_prefix("pub fn ")
            .or(method.strip_prefix("pub const fn "));
        let name = match owner {
            Some(header) if header.starts_with("pub trait") => method.strip_prefix("fn "),
            _ => public,
        };
        let Some(name) = name.map(identifier) else {
            continue;
        };
        names.push(match owner {
            Some(header) if header.starts_with("impl") => format!("{}.{name}", type_of(header)),
            _ => name.to_string(),
        });
    }
    names
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// `Price` of `impl<N: Number> Price<N> {`.
fn type_of(header: &str) -> &str {
    let rest = header.strip_prefix("impl").unwrap();
    let mut depth = 0;
    let start = rest.find(|c: char| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        depth == 0 && c.is_alphabetic()
    });
    identifier(&rest[start.unwrap()..])
}
