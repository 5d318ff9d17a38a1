//! Weights and margins of a market: read, and held against each other.

use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use crate::value::{fraction, number};
use plimsoll::number::decimal::{read_down, read_up, write};
use plimsoll::{Error, Fixed, Number, Tier, Tiers, Weights};

/// The most rungs of one ladder.
pub const MAX_RUNGS: usize = 256;

/// A perp's margin at one level: weights, and a ladder on what they leave.
#[derive(Clone)]
pub(crate) struct Margin {
    pub(crate) weights: Weights,
    pub(crate) rungs: Vec<Tier>,
}

/// An asset's weights at initial and maintenance, the first no looser.
pub(crate) fn weights(
    fields: &Fields<'_>,
    path: &Path<'_>,
) -> Result<(Weights, Weights), BookError> {
    let (json, other) = (fields.required("initial")?, fields.required("maintenance")?);
    let path = (path.key("initial"), path.key("maintenance"));
    let (initial, maintenance) = (pair(json, &path.0)?, pair(other, &path.1)?);
    if initial.no_looser_than(&maintenance) {
        return Ok((initial, maintenance));
    }
    let key = match initial.asset() > maintenance.asset() {
        true => "asset",
        false => "liability",
    };
    let text = |json: &Json| shown(json.member(key).map_or("", Json::as_text));
    let problem = format!(
        "{} is looser than maintenance's {}",
        text(json),
        text(other)
    );
    Err(BookError::form(&path.0.key(key), problem))
}

/// A perp's margins at initial and maintenance, the first no looser.
pub(crate) fn margins(fields: &Fields<'_>, path: &Path<'_>) -> Result<(Margin, Margin), BookError> {
    let initial = margin(fields.required("initial")?, &path.key("initial"))?;
    let maintenance = margin(fields.required("maintenance")?, &path.key("maintenance"))?;
    let path = path.key("initial");
    let looser = initial.looser_than(&maintenance);
    match looser.map_err(|error| BookError::kernel(&path, error))? {
        None => Ok((initial, maintenance)),
        Some(place) => {
            let problem = format!("looser than maintenance: {place}");
            Err(BookError::form(&path, problem))
        }
    }
}

fn pair(json: &Json, path: &Path<'_>) -> Result<Weights, BookError> {
    let fields = Fields::new(json, path, &["asset", "liability"])?;
    let sides = (fields.required("asset")?, fields.required("liability")?);
    let asset = number(sides.0, read_down, &path.key("asset"))?;
    let liability = number(sides.1, read_up, &path.key("liability"))?;
    Weights::new(asset, liability).map_err(|error| match asset.is_fraction() {
        false => BookError::value(&path.key("asset"), sides.0.as_text(), error),
        true => BookError::value(&path.key("liability"), sides.1.as_text(), error),
    })
}

/// A fraction, a pair of weights, or a ladder.
fn margin(json: &Json, path: &Path<'_>) -> Result<Margin, BookError> {
    match json {
        Json::Text(_) => plain(&fraction(json, read_up, path)?, path),
        Json::Object(_) => Ok(Margin {
            weights: pair(json, path)?,
            rungs: Vec::new(),
        }),
        Json::List(list) => ladder(list, path),
        Json::Other(_) => Err(json.is_not("a margin: a fraction, weights, or a ladder", path)),
    }
}

fn plain(fraction: &Fixed, path: &Path<'_>) -> Result<Margin, BookError> {
    match Weights::from_margin_fraction(fraction) {
        Ok(weights) => Ok(Margin {
            weights,
            rungs: Vec::new(),
        }),
        Err(error) => Err(BookError::kernel(path, error)),
    }
}

/// Marginal rates; a ladder of one rung is a fraction.
fn ladder(list: &[Json], path: &Path<'_>) -> Result<Margin, BookError> {
    if list.is_empty() || list.len() > MAX_RUNGS {
        let problem = format!("a ladder has 1 to {MAX_RUNGS} rungs, not {}", list.len());
        return Err(BookError::form(path, problem));
    }
    let mut rungs: Vec<Tier> = Vec::with_capacity(list.len());
    for (place, json) in list.iter().enumerate() {
        let path = path.item(place);
        let fields = Fields::new(json, &path, &["above", "rate"])?;
        let (above, marginal) = (fields.required("above")?, fields.required("rate")?);
        let floor = number(above, read_down, &path.key("above"))?;
        let rate = fraction(marginal, read_up, &path.key("rate"))?;
        let (rises, holds) = match rungs.last() {
            None => (floor.is_zero(), true),
            Some(below) => (floor > below.floor, rate >= below.rate),
        };
        if !rises {
            let text = above.as_text();
            return Err(BookError::value(
                &path.key("above"),
                text,
                Error::InvalidTiers,
            ));
        }
        if !holds {
            let text = marginal.as_text();
            return Err(BookError::value(
                &path.key("rate"),
                text,
                Error::InvalidTiers,
            ));
        }
        rungs.push(Tier::new(floor, rate));
    }
    if let [only] = rungs.as_slice() {
        return plain(&only.rate, path);
    }
    match Tiers::from_rates(&mut rungs) {
        Ok(_) => Ok(Margin {
            weights: Weights::one(),
            rungs,
        }),
        Err(error) => Err(BookError::kernel(path, error)),
    }
}

impl Margin {
    /// Where a position posts less under this margin than under `other`, in words.
    ///
    /// Both are piecewise linear in the notional, so the ends of their pieces decide: every floor of
    /// either, and the slopes beyond the last.
    fn looser_than(&self, other: &Margin) -> Result<Option<String>, Error> {
        let floors = || self.rungs.iter().chain(&other.rungs).map(|rung| rung.floor);
        for notional in floors() {
            // Both are rounded up, by a few units and by one in each fraction read from text.
            let slack = notional.mul_up(&SLACK)?.try_add(&SLACK)?;
            let others = other.requirement(&notional)?;
            for ((side, posted), (_, other)) in self.requirement(&notional)?.iter().zip(others) {
                if other > posted.try_add(&slack)? {
                    let (posted, notional, other) =
                        (write(posted), write(&notional), write(&other));
                    return Ok(Some(format!(
                        "it posts {posted} for a {side} of notional {notional}, maintenance {other}"
                    )));
                }
            }
        }
        for ((side, rate), (_, other)) in self.last_rates()?.iter().zip(other.last_rates()?) {
            if other > rate.try_add(&SLACK)? {
                let last = floors().max().unwrap_or(Fixed::ZERO);
                let (rate, last, other) = (write(rate), write(&last), write(&other));
                return Ok(Some(format!(
                    "it posts {rate} of a {side}'s notional above {last}, maintenance {other}"
                )));
            }
        }
        Ok(None)
    }

    /// What each unit of notional of a long and a short posts above the last floor.
    fn last_rates(&self) -> Result<[(&'static str, Fixed); 2], Error> {
        let rate = self.rungs.last().map_or(Fixed::ZERO, |rung| rung.rate);
        let [long, short] = self.fractions()?;
        Ok([
            ("long", long.try_add(&rate)?),
            ("short", short.try_add(&rate)?),
        ])
    }

    /// What a long and a short of this notional post.
    fn requirement(&self, notional: &Fixed) -> Result<[(&'static str, Fixed); 2], Error> {
        let ladder = Tiers::new(&self.rungs)?.requirement(notional)?;
        let [long, short] = self.fractions()?;
        Ok([
            ("long", long.mul_up(notional)?.try_add(&ladder)?),
            ("short", short.mul_up(notional)?.try_add(&ladder)?),
        ])
    }

    /// What the weights take of a long and of a short.
    fn fractions(&self) -> Result<[Fixed; 2], Error> {
        Ok([
            Fixed::ONE.try_sub(self.weights.asset())?,
            self.weights.liability().try_sub(&Fixed::ONE)?,
        ])
    }
}

/// Four steps.
const SLACK: Fixed = Fixed::from_bits(4);
