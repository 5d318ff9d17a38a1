//! The parameters of the methods, each number read against the account.

use crate::error::{BookError, Path};
use crate::json::{Fields, Json};
use crate::value::{number, seconds, Read};
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::expiry::DAY;
use plimsoll::margin::scenario::{Scenario, Volatility};
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::methods::derive::discount::{Basis, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::{portfolio, portfolio_2, standard};
use plimsoll::methods::paradex;
use plimsoll::number::decimal::{read_down, read_nearest, read_up};
use plimsoll::{Error, Fixed};

type Form<T> = fn(&Json, &Path<'_>) -> Result<T, BookError>;

/// A field in its form.
pub(super) fn single<T>(
    fields: &Fields<'_>,
    path: &Path<'_>,
    key: &str,
    form: Form<T>,
) -> Result<T, BookError> {
    form(fields.required(key)?, &path.key(key))
}

/// The same of a field that may be left out.
pub(super) fn optional<T>(
    fields: &Fields<'_>,
    path: &Path<'_>,
    key: &str,
    form: Form<T>,
) -> Result<Option<T>, BookError> {
    let json = fields.optional(key);
    json.map(|json| form(json, &path.key(key))).transpose()
}

/// An object of numbers and nothing else.
fn numbers<const C: usize>(
    json: &Json,
    path: &Path<'_>,
    read: [(&str, Read); C],
) -> Result<[Fixed; C], BookError> {
    let fields = Fields::new(json, path, &read.map(|(key, _)| key))?;
    let mut numbers = [Fixed::ZERO; C];
    for (number, (key, read)) in numbers.iter_mut().zip(read) {
        *number = crate::value::number(fields.required(key)?, read, &path.key(key))?;
    }
    Ok(numbers)
}

/// What is required at each level, or a factor on it.
pub(super) fn levels(json: &Json, path: &Path<'_>) -> Result<[Fixed; 2], BookError> {
    numbers(json, path, [("initial", read_up), ("maintenance", read_up)])
}

fn up(json: &Json, path: &Path<'_>) -> Result<Fixed, BookError> {
    number(json, read_up, path)
}

fn at<T>(path: &Path<'_>, made: Result<T, Error>) -> Result<T, BookError> {
    made.map_err(|error| BookError::kernel(path, error))
}

/// Volatility that no scenario moves.
pub(super) fn still(path: &Path<'_>) -> Result<VolatilityShock<Fixed>, BookError> {
    let none = [Fixed::ZERO; 2];
    at(path, VolatilityShock::new(none, none, DAY, Fixed::ZERO))
}

/// What the scenarios do to volatility.
pub(super) fn shock(json: &Json, path: &Path<'_>) -> Result<VolatilityShock<Fixed>, BookError> {
    let known = ["up", "down", "short_power", "long_power", "floor", "least"];
    let fields = Fields::new(json, path, &known)?;
    let value = |key: &str, read| number(fields.required(key)?, read, &path.key(key));
    let range = [value("up", read_up)?, value("down", read_up)?];
    let power = [
        value("short_power", read_nearest)?,
        value("long_power", read_nearest)?,
    ];
    let floor = seconds(fields.required("floor")?, &path.key("floor"))?;
    let least = value("least", read_up)?;
    at(path, VolatilityShock::new(range, power, floor, least))
}

/// What they do to the smile.
pub(super) fn skew(json: &Json, path: &Path<'_>) -> Result<Skew<Fixed>, BookError> {
    let known = ["linear", "absolute", "least_width", "scale", "level"];
    let fields = Fields::new(json, path, &known)?;
    let cap: Form<_> = |json, path| {
        let read = [("cap", read_nearest as Read), ("slope", read_nearest)];
        numbers(json, path, read)
    };
    let level: Form<_> = |json, path| {
        let read = [("base", read_nearest as Read), ("slope", read_nearest)];
        numbers(json, path, read)
    };
    let nearest: Form<_> = |json, path| number(json, read_nearest, path);
    let width = single(&fields, path, "least_width", nearest)?;
    if width <= Fixed::ZERO {
        let path = path.key("least_width");
        return Err(BookError::kernel(&path, Error::InvalidScenario));
    }
    Ok(Skew {
        linear: single(&fields, path, "linear", cap)?,
        absolute: single(&fields, path, "absolute", cap)?,
        least_width: width,
        scale: single(&fields, path, "scale", nearest)?,
        level: single(&fields, path, "level", level)?,
    })
}

fn long(json: &Json, path: &Path<'_>) -> Result<LongDiscount<Fixed>, BookError> {
    let read = [
        ("base", read_down as Read),
        ("multiple", read_up),
        ("addend", read_up),
    ];
    let [base, multiple, addend] = numbers(json, path, read)?;
    at(path, LongDiscount::new(base, [multiple, addend]))
}

fn short(json: &Json, path: &Path<'_>) -> Result<ShortDiscount<Fixed>, BookError> {
    let read = [
        ("base", read_up as Read),
        ("multiple", read_up),
        ("addend", read_up),
    ];
    let [base, multiple, addend] = numbers(json, path, read)?;
    at(path, ShortDiscount::new(base, [multiple, addend]))
}

/// The two shocks, and what of a loss in them counts.
fn all_of_basis(json: &Json, path: &Path<'_>) -> Result<[Fixed; 4], BookError> {
    let read = [
        ("up", read_nearest as Read),
        ("down", read_nearest),
        ("addend", read_up),
        ("multiple", read_up),
    ];
    numbers(json, path, read)
}

fn basis(json: &Json, path: &Path<'_>) -> Result<Basis<Fixed>, BookError> {
    let [_, _, addend, multiple] = all_of_basis(json, path)?;
    at(path, Basis::new(addend, multiple))
}

pub(super) fn basis_shocks(
    fields: &Fields<'_>,
    path: &Path<'_>,
) -> Result<[Scenario<Fixed>; 2], BookError> {
    let [up, down, ..] = single(fields, path, "basis", all_of_basis)?;
    let path = path.key("basis");
    let shock = |spot| at(&path, Scenario::new(spot, Volatility::Same, Fixed::ONE));
    Ok([shock(up)?, shock(down)?])
}

fn peg(json: &Json, path: &Path<'_>) -> Result<Peg<Fixed>, BookError> {
    let read = [("threshold", read_up as Read), ("factor", read_up)];
    let [threshold, factor] = numbers(json, path, read)?;
    at(path, Peg::new(threshold, factor))
}

fn pegged(fields: &Fields<'_>, path: &Path<'_>) -> Result<Peg<Fixed>, BookError> {
    match optional(fields, path, "peg", peg)? {
        Some(peg) => Ok(peg),
        None => at(path, Peg::new(Fixed::ZERO, Fixed::ZERO)),
    }
}

fn confidence(json: &Json, path: &Path<'_>) -> Result<Confidence<Fixed>, BookError> {
    let read = [("threshold", read_up as Read), ("rate", read_up)];
    let [threshold, rate] = numbers(json, path, read)?;
    at(path, Confidence::new(threshold, rate))
}

fn sure(fields: &Fields<'_>, path: &Path<'_>) -> Result<Confidence<Fixed>, BookError> {
    match optional(fields, path, "confidence", confidence)? {
        Some(confidence) => Ok(confidence),
        None => at(path, Confidence::new(Fixed::ZERO, Fixed::ZERO)),
    }
}

/// Derive's first portfolio manager.
pub(super) fn portfolio(
    shock: VolatilityShock<Fixed>,
    fields: &Fields<'_>,
    path: &Path<'_>,
) -> Result<portfolio::Parameters<Fixed>, BookError> {
    let parameters = portfolio::Parameters {
        shock,
        factor: single(fields, path, "factor", up)?,
        long: single(fields, path, "long", long)?,
        basis: single(fields, path, "basis", basis)?,
        peg: pegged(fields, path)?,
        confidence: sure(fields, path)?,
        perp: single(fields, path, "perp", up)?,
        coin: single(fields, path, "coin", up)?,
        option: single(fields, path, "option", up)?,
    };
    at(path, parameters.validate())?;
    Ok(parameters)
}

/// Its second version.
pub(super) fn portfolio_2(
    shock: VolatilityShock<Fixed>,
    skew: Skew<Fixed>,
    fields: &Fields<'_>,
    path: &Path<'_>,
) -> Result<portfolio_2::Parameters<Fixed>, BookError> {
    let parameters = portfolio_2::Parameters {
        shock,
        skew,
        factor: single(fields, path, "factor", levels)?,
        long: single(fields, path, "long", long)?,
        short: single(fields, path, "short", short)?,
        basis: single(fields, path, "basis", basis)?,
        peg: pegged(fields, path)?,
        confidence: sure(fields, path)?,
        perp: single(fields, path, "perp", levels)?,
        option: single(fields, path, "option", levels)?,
    };
    at(path, parameters.validate())?;
    Ok(parameters)
}

/// Its standard manager.
pub(super) fn standard(
    fields: &Fields<'_>,
    path: &Path<'_>,
) -> Result<standard::Parameters<Fixed>, BookError> {
    let coin: Form<_> = |json, path| {
        let read = [("counts", read_down as Read), ("initial", read_down)];
        numbers(json, path, read)
    };
    let parameters = standard::Parameters {
        most: single(fields, path, "most", up)?,
        least: single(fields, path, "least", up)?,
        call: single(fields, path, "call", up)?,
        put: single(fields, path, "put", up)?,
        put_mark: single(fields, path, "put_mark", up)?,
        offset: single(fields, path, "offset", up)?,
        unpaired: single(fields, path, "unpaired", levels)?,
        perp: single(fields, path, "perp", levels)?,
        coin: single(fields, path, "coin", coin)?,
        confidence: [sure(fields, path)?; 3],
        peg: pegged(fields, path)?,
    };
    at(path, parameters.validate())?;
    Ok(parameters)
}

/// Paradex's portfolio margin.
pub(super) fn paradex(
    fields: &Fields<'_>,
    path: &Path<'_>,
) -> Result<paradex::Parameters<Fixed>, BookError> {
    let parameters = paradex::Parameters {
        net_delta: single(fields, path, "net_delta", up)?,
        hedged_delta: single(fields, path, "hedged_delta", up)?,
        maintenance: single(fields, path, "maintenance", up)?,
    };
    at(path, parameters.validate())?;
    Ok(parameters)
}
