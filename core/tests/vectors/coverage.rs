//! The public functions of the core, read from its source, against those that have a vector.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Functions without a vector of their own, and why.
pub const EXCEPTIONS: [(&str, &str, &str); 181] = [
    (
        "error",
        "Error.message",
        "a sentence for a person, free to change",
    ),
    ("columns", "Balances.none", TABLE),
    ("columns", "Perps.none", TABLE),
    ("columns", "Options.none", TABLE),
    ("columns", "Table.name", PLACE),
    ("columns", "Column.name", PLACE),
    ("columns", "Weighted.bounds", ACCESSOR),
    ("columns", "Portfolio.arrays", ACCESSOR),
    ("columns", "Portfolio.grid", ACCESSOR),
    ("columns", "Portfolio.factors", ACCESSOR),
    ("columns", "Portfolio.settles", ACCESSOR),
    ("columns", "Portfolio.coins", ACCESSOR),
    (
        "columns",
        "Portfolio.margins",
        "what the vectors of `with_perps` ask",
    ),
    ("columns", "Markets.assets", ACCESSOR),
    ("columns", "Markets.perps", ACCESSOR),
    ("columns", "Markets.portfolio", ACCESSOR),
    ("columns", "Positions.accounts", ACCESSOR),
    ("columns", "Falls.below", ACCESSOR),
    ("columns", "Falls.above", ACCESSOR),
    ("units", "Units.sides", ACCESSOR),
    ("units", "Units.new", UNITS),
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
    (
        "perp",
        "Terms.from_stored",
        "every vector of `Terms.new` asks it for the same",
    ),
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
    ("age", "Age.ahead", ACCESSOR),
    ("age", "Age.fresh", ACCESSOR),
    ("age", "Age.limit", ACCESSOR),
    ("age", "Age.rate", ACCESSOR),
    ("band", "Band.rate", ACCESSOR),
    ("band", "Band.width", ACCESSOR),
    ("confidence", "Confidence.cap", ACCESSOR),
    ("confidence", "Confidence.limit", ACCESSOR),
    ("confidence", "Confidence.multiple", ACCESSOR),
    ("depth", "Depth.asks", ACCESSOR),
    ("depth", "Depth.bids", ACCESSOR),
    ("ema", "Exponential.last", ACCESSOR),
    ("ema", "Exponential.span", ACCESSOR),
    ("ewma", "Ewma.lambda", ACCESSOR),
    ("ewma", "Ewma.variance", ACCESSOR),
    ("garch", "Garch.alpha", ACCESSOR),
    ("garch", "Garch.beta", ACCESSOR),
    ("garch", "Garch.omega", ACCESSOR),
    ("haircut", "Slices.slices", ACCESSOR),
    ("offset", "Offset.floor", ACCESSOR),
    ("offset", "Offset.least", ACCESSOR),
    ("offset", "Offset.stress", ACCESSOR),
    ("oracle", "Reading.at", ACCESSOR),
    ("oracle", "Reading.confidence", ACCESSOR),
    ("oracle", "Reading.price", ACCESSOR),
    ("parameters", "Parameter.end", ACCESSOR),
    ("parameters", "Parameter.from", ACCESSOR),
    ("parameters", "Parameter.start", ACCESSOR),
    ("parameters", "Parameter.to", ACCESSOR),
    ("policy", "Policy.cap", ACCESSOR),
    ("policy", "Policy.lambda", ACCESSOR),
    ("policy", "Policy.least", ACCESSOR),
    ("policy", "Policy.multiple", ACCESSOR),
    ("policy", "Policy.step", ACCESSOR),
    ("policy", "Policy.weight", ACCESSOR),
    ("policy", "Steady.margin", ACCESSOR),
    ("policy", "Steady.periods", ACCESSOR),
    ("policy", "Steady.policy", ACCESSOR),
    ("policy", "Steady.variances", ACCESSOR),
    ("pool", "Pool.base", ACCESSOR),
    ("pool", "Pool.quote", ACCESSOR),
    ("profile", "Boost.assets", ACCESSOR),
    ("profile", "Boost.class", ACCESSOR),
    ("quota", "Quota.limit", ACCESSOR),
    ("quota", "Quota.used", ACCESSOR),
    ("ranges", "Ranges.ranges", ACCESSOR),
    ("ranges", "Ranges.root", ACCESSOR),
    ("remote", "Remote.deviations", ACCESSOR),
    ("remote", "Remote.finality", ACCESSOR),
    ("remote", "Remote.limit", ACCESSOR),
    ("remote", "Remote.period", ACCESSOR),
    ("remote", "Remote.volatility", ACCESSOR),
    ("rule", "Rule.bounds", ACCESSOR),
    ("rule", "Rule.delay", ACCESSOR),
    ("rule", "Rule.fall", ACCESSOR),
    ("rule", "Rule.grain", ACCESSOR),
    ("rule", "Rule.ramp", ACCESSOR),
    ("rule", "Rule.rise", ACCESSOR),
    ("set", "Parameters.get", ACCESSOR),
    ("set", "Parameters.version", ACCESSOR),
    ("set", "Refusal.error", REFUSAL),
    ("set", "Refusal.name", REFUSAL),
    ("stable", "Pace.growth", ACCESSOR),
    ("stable", "Pace.interval", ACCESSOR),
    ("stable", "Pace.longest", ACCESSOR),
    ("stable", "Pace.rate", ACCESSOR),
    ("stable", "Stable.last", ACCESSOR),
    ("stable_swap", "StableSwap.balances", ACCESSOR),
    ("stable_swap", "StableSwap.invariant", ACCESSOR),
    ("twap", "TimeWeighted.last", ACCESSOR),
];
const TABLE: &str = "read by every vector without such a table";
const PLACE: &str = "read wherever a fault has a place";
const UNITS: &str = "every vector of `add_weighted` makes one";
const REFUSAL: &str = "read wherever a set is refused";
const ACCESSOR: &str = "an accessor that the outputs of its type's vectors are read with";

const VENUE: &str = " Venue<N> for ";

pub type Functions = BTreeSet<(String, String)>;

/// `(module, function)` of every `pub fn` under `folder`; a method is `Type.name`, the module is the
/// file's name, or its folder's for `mod.rs`. There are two stable ones, a price and a pool; columns are one module.
pub fn public(folder: &Path) -> Functions {
    let mut found = Functions::new();
    for path in sources(folder) {
        let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let module = match stem(&path) {
            name if name == "mod" => stem(path.parent().unwrap()),
            _ if path
                .parent()
                .is_some_and(|folder| folder.ends_with("columns")) =>
            {
                "columns".into()
            }
            _ if path.ends_with("exit/stable.rs") => "stable_swap".into(),
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
            // Every venue has formulas of its own: its vectors are the type's, not the trait's.
            Some(header) if header.starts_with("pub trait Venue") => None,
            Some(header) if header.contains(VENUE) => method.strip_prefix("fn "),
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
    if let Some((_, owner)) = rest.split_once(VENUE) {
        return identifier(owner);
    }
    let mut depth = 0;
    let start = rest.find(|c: char| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        depth == 0 && c.is_alphabetic()
    });
    identifier(&rest[start.unwrap()..])
}
