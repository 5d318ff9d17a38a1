//! How the numbers of an account are counted: the lots of each market.

use super::sheet::Market;
use super::text::{object, whole};
use super::DocumentError;
use crate::{Error, Lots};
use plimsoll::{Fixed, Number};
use plimsoll_book::json::Json;
use plimsoll_book::parts::Parts;
use plimsoll_book::{shown, Path};
use std::collections::HashMap;

/// Lots by market, for each as stated, or by the rule of [`Lots::near`] at its price in the book.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    stated: HashMap<String, Lots>,
}

impl Counted {
    /// States how markets are counted. A later statement of a market replaces an earlier one.
    pub(crate) fn state(
        &mut self,
        lots: &[(&str, u64)],
        path: &Path<'_>,
    ) -> Result<(), DocumentError> {
        for (name, per_token) in lots {
            let lots = Lots::new(*per_token);
            let lots = lots.map_err(|error| {
                DocumentError::told(&path.key(name), error, "at least one lot makes a unit")
            })?;
            self.stated.insert(name.to_string(), lots);
        }
        Ok(())
    }

    /// The same from a document.
    pub(crate) fn read(&mut self, json: &Json, path: &Path<'_>) -> Result<(), DocumentError> {
        for (name, json) in object(json, path)? {
            let whole = whole(json, &path.key(name))?;
            self.state(&[(name, whole)], path)?;
        }
        Ok(())
    }

    /// How a market is counted, under the account's method, with the name that its lots are stated under.
    pub(crate) fn of<'a>(
        &self,
        parts: &'a Parts,
        method: Option<&str>,
        market: Market<'a>,
        path: &Path<'_>,
    ) -> Result<(&'a str, Lots), DocumentError> {
        let unknown = |name: &str, section: &str| {
            let problem = format!("{} is not one of the book's {section}", shown(name));
            DocumentError::form(path, &problem)
        };
        let proof = |error: plimsoll::Error| DocumentError::proof(path, Error::Kernel(error));
        let (name, price) = match market {
            Market::Asset(name) => {
                let asset = parts.asset(name).ok_or_else(|| unknown(name, "assets"))?;
                (name, *asset.price().high())
            }
            Market::Settles(name) => {
                let asset = parts.perp(name).and_then(|market| market.settles());
                let asset = asset.ok_or_else(|| unknown(name, "perps"))?;
                (asset.name(), *asset.price().high())
            }
            Market::Perp(name) => {
                let market = parts.perp(name).ok_or_else(|| unknown(name, "perps"))?;
                let settles = market.settles().ok_or_else(|| unknown(name, "perps"))?;
                let price = market.price().high().mul_up(settles.price().high());
                (name, price.map_err(proof)?)
            }
            Market::Option(name) => {
                let method = method.and_then(|method| parts.scenarios(method));
                let price = method.and_then(|method| method.price().copied());
                (name, price.map_or(Fixed::ONE, |price| *price.high()))
            }
        };
        let stated = self.stated.get(name).copied();
        Ok((name, stated.unwrap_or_else(|| Lots::near(&price))))
    }
}
