//! What happens to an account below the line: the book's `policy`.

use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use crate::value::{fraction, number};
use plimsoll::liquidation::order::Order;
use plimsoll::number::decimal::{read_down, read_nearest, read_up};
use plimsoll::{CloseFactor, Error, Fixed, Fund, Health, Ramp, Split};

/// How liquidations go, who gets the penalties, and who bears what is left.
pub(crate) struct Policy {
    pub(crate) bonus: Bonus,
    /// The part of a perp's notional that its account pays when it is closed.
    pub(crate) fee: Fixed,
    pub(crate) close: CloseFactor,
    pub(crate) order: Order,
    pub(crate) split: Split,
    pub(crate) fund: Fund,
    pub(crate) deleverage: Deleverage,
}

/// One bonus for all, or one that moves with the account's ratio at maintenance.
pub(crate) enum Bonus {
    Fixed(Fixed),
    ByRatio(Ramp),
}

/// Whose positions are closed when a bankrupt one cannot be paid for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleverage {
    None,
    ProfitAndLeverage,
    MoveAndLeverage,
    ProRata,
}

impl Deleverage {
    const ALL: [(&'static str, Deleverage); 4] = [
        ("none", Deleverage::None),
        ("profit_and_leverage", Deleverage::ProfitAndLeverage),
        ("move_and_leverage", Deleverage::MoveAndLeverage),
        ("pro_rata", Deleverage::ProRata),
    ];
}

impl Policy {
    /// No bonus, fee, fund or deleveraging: debts are repaid at the mark and the rest is socialised.
    pub(crate) fn none() -> Result<Self, Error> {
        Ok(Policy {
            bonus: Bonus::Fixed(Fixed::ZERO),
            fee: Fixed::ZERO,
            close: CloseFactor::full(),
            order: Order::Riskiest,
            split: Split::liquidator(),
            fund: Fund::new(Fixed::ZERO, Fixed::MAX, Fixed::MAX)?,
            deleverage: Deleverage::None,
        })
    }

    pub(crate) fn read(json: &Json, path: &Path<'_>) -> Result<Self, BookError> {
        let known = [
            "bonus",
            "fee",
            "close_factor",
            "order",
            "split",
            "insurance",
            "deleverage",
        ];
        let fields = Fields::new(json, path, &known)?;
        let mut policy = Policy::none().map_err(|error| BookError::kernel(path, error))?;
        if let Some(json) = fields.optional("bonus") {
            policy.bonus = bonus(json, &path.key("bonus"))?;
        }
        if let Some(json) = fields.optional("fee") {
            policy.fee = fraction(json, read_up, &path.key("fee"))?;
        }
        if let Some(json) = fields.optional("close_factor") {
            policy.close = close_factor(json, &path.key("close_factor"))?;
        }
        if let Some(json) = fields.optional("order") {
            let names = Order::ALL.map(|order| (order.name(), order));
            policy.order = one_of(json, &names, &path.key("order"))?;
        }
        if let Some(json) = fields.optional("split") {
            policy.split = split(json, &path.key("split"))?;
        }
        if let Some(json) = fields.optional("insurance") {
            policy.fund = insurance(json, &path.key("insurance"))?;
        }
        if let Some(json) = fields.optional("deleverage") {
            policy.deleverage = one_of(json, &Deleverage::ALL, &path.key("deleverage"))?;
        }
        Ok(policy)
    }

    /// The bonus at this health, rounded down and not negative.
    pub(crate) fn bonus_at(&self, maintenance: &Health) -> Result<Fixed, Error> {
        match &self.bonus {
            Bonus::Fixed(bonus) => Ok(*bonus),
            Bonus::ByRatio(ramp) => ramp.at_down(&maintenance.ratio()?),
        }
    }
}

/// A fraction, or a line between two ratios.
fn bonus(json: &Json, path: &Path<'_>) -> Result<Bonus, BookError> {
    if let Json::Text(_) = json {
        return Ok(Bonus::Fixed(fraction(json, read_down, path)?));
    }
    let fields = Fields::new(json, path, &["from", "to", "start", "end"])?;
    let place = |key: &str| number(fields.required(key)?, read_nearest, &path.key(key));
    let value = |key: &str| fraction(fields.required(key)?, read_down, &path.key(key));
    let ramp = Ramp::new(place("from")?, place("to")?, value("start")?, value("end")?);
    match ramp {
        Ok(ramp) => Ok(Bonus::ByRatio(ramp)),
        Err(error) => Err(BookError::kernel(path, error)),
    }
}

/// A fraction, or one with its exceptions.
fn close_factor(json: &Json, path: &Path<'_>) -> Result<CloseFactor, BookError> {
    if let Json::Text(_) = json {
        let fraction = fraction(json, read_down, path)?;
        return Ok(CloseFactor {
            fraction,
            ..CloseFactor::full()
        });
    }
    let fields = Fields::new(json, path, &["fraction", "full_below", "small", "dust"])?;
    let value = |key: &str| match fields.optional(key) {
        Some(json) => amount(json, &path.key(key)),
        None => Ok(Fixed::ZERO),
    };
    Ok(CloseFactor {
        fraction: fraction(
            fields.required("fraction")?,
            read_down,
            &path.key("fraction"),
        )?,
        full_below: value("full_below")?,
        small: value("small")?,
        dust: value("dust")?,
    })
}

fn split(json: &Json, path: &Path<'_>) -> Result<Split, BookError> {
    let fields = Fields::new(json, path, &["insurance", "protocol"])?;
    let part = |key: &str| match fields.optional(key) {
        Some(json) => fraction(json, read_down, &path.key(key)),
        None => Ok(Fixed::ZERO),
    };
    Split::new(part("insurance")?, part("protocol")?)
        .map_err(|error| BookError::kernel(path, error))
}

/// A balance, or one with the limits of an event and of the whole stress.
fn insurance(json: &Json, path: &Path<'_>) -> Result<Fund, BookError> {
    if let Json::Text(_) = json {
        return Fund::new(amount(json, path)?, Fixed::MAX, Fixed::MAX)
            .map_err(|error| BookError::kernel(path, error));
    }
    let fields = Fields::new(json, path, &["balance", "per_event", "per_period"])?;
    let limit = |key: &str| match fields.optional(key) {
        Some(json) => amount(json, &path.key(key)),
        None => Ok(Fixed::MAX),
    };
    let balance = amount(fields.required("balance")?, &path.key("balance"))?;
    Fund::new(balance, limit("per_event")?, limit("per_period")?)
        .map_err(|error| BookError::kernel(path, error))
}

/// A number that is not negative, read down.
fn amount(json: &Json, path: &Path<'_>) -> Result<Fixed, BookError> {
    let value = number(json, read_down, path)?;
    match value < Fixed::ZERO {
        false => Ok(value),
        true => Err(BookError::value(
            path,
            json.as_text(),
            Error::InvalidQuantity,
        )),
    }
}

fn one_of<T: Copy>(json: &Json, names: &[(&str, T)], path: &Path<'_>) -> Result<T, BookError> {
    let text = json.text(path)?;
    match names.iter().find(|(name, _)| *name == text) {
        Some((_, value)) => Ok(*value),
        None => {
            let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            let problem = format!("{} is not one of {}", shown(text), known.join(", "));
            Err(BookError::form(path, problem))
        }
    }
}
