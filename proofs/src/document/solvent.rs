//! What a verified proof of solvency shows, to be told.

use super::text;
use crate::{Error, Lots};
use plimsoll::Fixed;
use plimsoll_book::out::Out;
use plimsoll_book::shown;

/// What a verified proof of solvency shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solvent {
    pub(super) currency: String,
    pub(super) version: u64,
    pub(super) time: u64,
    pub(super) purpose: String,
    pub(super) lots: u64,
    pub(super) reserves: Vec<(String, Fixed)>,
    pub(super) total: Fixed,
    pub(super) accounts: usize,
    pub(super) root: String,
}

/// So many lots in the currency, rounded down.
pub(crate) fn value_down(lots: i128, unit: &Lots) -> Result<Fixed, Error> {
    let per_unit = i128::from(unit.per_token());
    let (whole, rest) = (lots.div_euclid(per_unit), lots.rem_euclid(per_unit));
    // The rest is below 2^64, so that 48 more bits fit.
    let rest = rest.wrapping_shl(48).div_euclid(per_unit);
    let bits = whole
        .checked_mul(1 << 48)
        .and_then(|bits| bits.checked_add(rest));
    bits.map(Fixed::from_bits).ok_or(Error::OutOfRange)
}

impl Solvent {
    /// One line of JSON.
    pub fn json(&self) -> String {
        Out::line(|out| {
            out.text("currency", &self.currency);
            out.text("version", &self.version.to_string());
            out.text("time", &self.time.to_string());
            out.text("purpose", &self.purpose);
            out.text("lots", &self.lots.to_string());
            out.nested("reserves", |out| {
                let reserves = self.reserves.iter();
                reserves.for_each(|(name, quantity)| out.number(name, quantity));
            });
            out.number("total", &self.total);
            out.text("accounts", &self.accounts.to_string());
            out.text("root", &self.root);
        })
    }

    /// For a person.
    pub fn table(&self) -> String {
        let reserves = self.reserves.iter();
        let reserves: Vec<String> = reserves
            .map(|(name, quantity)| format!("{} {}", text::written(quantity), shown(name)))
            .collect();
        format!(
            "reserves of {} {} cover what {} accounts are owed\n  {}\n  version {}, time {}, purpose {}\n  root {}\n",
            text::written(&self.total),
            shown(&self.currency),
            self.accounts,
            reserves.join(", "),
            self.version,
            self.time,
            shown(&self.purpose),
            self.root,
        )
    }
}
