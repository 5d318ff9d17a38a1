//! Expiries and the options that expire with them.

use crate::error::{BookError, Path};
use crate::json::{Fields, Json};
use crate::names::Names;
use crate::portfolio::Moved;
use crate::value::{fraction, interval, number, seconds};
use plimsoll::margin::option::position::Position;
use plimsoll::margin::option::Right;
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::{Contract, Error, Expiry, Fixed, Forward, Interval, Price};

/// An expiry: the time to it, and what delivery then costs, in units of what its options settle in.
#[derive(Clone)]
pub(crate) struct Maturity {
    /// The market whose price the forward moves with.
    pub(crate) index: usize,
    pub(crate) expiry: Expiry,
    /// The same without discount, for a method that marks so.
    pub(crate) undiscounted: Expiry,
    /// The part of the forward that moves.
    pub(crate) moving: Interval,
    /// The part that no longer does.
    pub(crate) settled: Fixed,
    /// How sure the feeds of forward, rate and volatilities are.
    pub(crate) confidence: Fixed,
}

/// The options of one expiry, right and strike.
#[derive(Clone)]
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) expiry: usize,
    pub(crate) contract: Contract,
    pub(crate) volatility: Interval,
}

impl Maturity {
    pub(crate) fn read(json: &Json, path: &Path<'_>, names: &Names<'_>) -> Result<Self, BookError> {
        let known = [
            "follows",
            "seconds",
            "forward",
            "settled",
            "rate",
            "confidence",
        ];
        let fields = Fields::new(json, path, &known)?;
        let index = names.followed(fields.required("follows")?, &path.key("follows"))?;
        let left = seconds(fields.required("seconds")?, &path.key("seconds"))?;
        let forward = fields.required("forward")?;
        let moving = interval(forward, "a forward", &path.key("forward"))?;
        let optional = |key: &str| match fields.optional(key) {
            Some(json) => number(json, read_nearest, &path.key(key)),
            None => Ok(Fixed::ZERO),
        };
        let (settled, rate) = (optional("settled")?, optional("rate")?);
        let kernel = |key: &str, error| {
            let text = fields.optional(key).map_or("", Json::as_text);
            BookError::value(&path.key(key), text, error)
        };
        Forward::new(moving, settled).map_err(|error| kernel("settled", error))?;
        let confidence = match fields.optional("confidence") {
            Some(json) => fraction(json, read_down, &path.key("confidence"))?,
            None => Fixed::ONE,
        };
        Ok(Maturity {
            index,
            expiry: Expiry::new(left, rate).map_err(|error| kernel("rate", error))?,
            undiscounted: Expiry::undiscounted(left).map_err(|error| kernel("seconds", error))?,
            moving,
            settled,
            confidence,
        })
    }

    /// A move of prices for good: that of a stress.
    pub(crate) fn shift(&mut self, factor: &Price) -> Result<(), Error> {
        let factor = Interval::new(*factor.low(), *factor.high())?;
        self.moving = self.moving.mul(&factor)?;
        Ok(())
    }

    /// The forward where prices have moved.
    pub(crate) fn forward(&self, moved: &Moved) -> Result<Forward, Error> {
        let moving = match moved.factor(self.index) {
            Some(factor) => {
                let factor = Interval::new(*factor.low(), *factor.high())?;
                self.moving.mul(&factor)?
            }
            None => self.moving,
        };
        Forward::new(moving, self.settled)
    }
}

impl Series {
    pub(crate) fn read(
        name: &str,
        json: &Json,
        path: &Path<'_>,
        names: &Names<'_>,
    ) -> Result<Self, BookError> {
        let known = ["expiry", "right", "strike", "volatility"];
        let fields = Fields::new(json, path, &known)?;
        let expiry = path.key("expiry");
        let expiry = names.expiry(fields.required("expiry")?.text(&expiry)?, &expiry)?;
        let right = fields.required("right")?;
        let right = match right.text(&path.key("right"))? {
            "call" => Right::Call,
            "put" => Right::Put,
            _ => return Err(right.is_not("\"call\" or \"put\"", &path.key("right"))),
        };
        let strike = fields.required("strike")?;
        let contract = Contract::new(right, number(strike, read_nearest, &path.key("strike"))?);
        let contract = contract
            .map_err(|error| BookError::value(&path.key("strike"), strike.as_text(), error))?;
        let volatility = fields.required("volatility")?;
        let volatility = interval(volatility, "a volatility", &path.key("volatility"))?;
        Ok(Series {
            name: name.to_string(),
            expiry,
            contract,
            volatility,
        })
    }

    /// What one is worth.
    pub(crate) fn value(&self, forward: &Interval, expiry: &Expiry) -> Result<Interval, Error> {
        self.contract.value(forward, &self.volatility, expiry)
    }

    /// So many of them, each worth `value`.
    pub(crate) fn position(&self, quantity: &Fixed, value: Interval) -> Position<Fixed> {
        Position {
            contract: self.contract,
            quantity: *quantity,
            value,
        }
    }
}
