//! Accounts under many sets of markets: shocked prices, for one.

use super::fault::{Column, Fault, Table};
use super::markets::Markets;
use super::positions::Positions;
use super::rows::{put, NONE};
use super::scan::{measure, plain};
use crate::margin::account::Status;
use crate::number::Number;
use crate::Error;
use core::ops::Range;

/// One row an account: the worst of many scenarios.
#[derive(Debug)]
pub struct Outcomes<'a, N> {
    /// The place of the scenario of the least maintenance surplus, of equal ones the first; [`NONE`] where
    /// the account's maintenance is unknown in all.
    pub scenario: &'a mut [u32],
    /// Assets less liabilities at maintenance there; zero where unknown.
    pub surplus: &'a mut [N],
    /// The account's status there.
    pub status: &'a mut [Status],
    /// In how many scenarios it is liquidatable or insolvent.
    pub liquidatable: &'a mut [u32],
}

/// Measures the accounts of a range under each set of markets and writes one row for each account, the
/// first of the range into row 0. Bits, `room` and errors are as of [`scan`](super::scan::scan).
pub fn worst<N: Number>(
    positions: &Positions<'_, N>,
    scenarios: &[Markets<'_, N>],
    accounts: Range<usize>,
    room: &mut [N],
    outcomes: &mut Outcomes<'_, N>,
) -> Result<(), Fault> {
    let rows = [outcomes.scenario.len(), outcomes.surplus.len()];
    let rows = [outcomes.status.len(), outcomes.liquidatable.len()]
        .into_iter()
        .chain(rows);
    enough(rows.min(), accounts.len())?;
    for (row, account) in (0..accounts.len()).zip(accounts) {
        let (mut least, mut scenario) = (None::<N>, NONE);
        let (mut status, mut liquidatable) = (Status::Unknown, 0u32);
        for (place, markets) in (0..u32::MAX).zip(scenarios) {
            let (there, surplus) = standing(positions, markets, account, room)?;
            if matches!(there, Status::Liquidatable | Status::Insolvent) {
                liquidatable = liquidatable.wrapping_add(1);
            }
            match surplus {
                Some(surplus) if least.as_ref().is_none_or(|least| surplus < *least) => {
                    (least, scenario, status) = (Some(surplus), place, there);
                }
                _ => {}
            }
        }
        put(outcomes.scenario, row, scenario);
        put(outcomes.surplus, row, least.unwrap_or(N::zero()));
        put(outcomes.status, row, status);
        put(outcomes.liquidatable, row, liquidatable);
    }
    Ok(())
}

/// The maintenance surplus and the status of each account of a range under one set of markets; a surplus
/// that is unknown is zero. Bits, `room` and errors are as of [`scan`](super::scan::scan).
pub fn surplus<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    accounts: Range<usize>,
    room: &mut [N],
    surplus: &mut [N],
    status: &mut [Status],
) -> Result<(), Fault> {
    enough(Some(surplus.len().min(status.len())), accounts.len())?;
    for (row, account) in (0..accounts.len()).zip(accounts) {
        let (there, left) = standing(positions, markets, account, room)?;
        put(surplus, row, left.unwrap_or(N::zero()));
        put(status, row, there);
    }
    Ok(())
}

/// Whether there is a row for each account.
fn enough(rows: Option<usize>, accounts: usize) -> Result<(), Fault> {
    match rows.filter(|rows| *rows < accounts) {
        None => Ok(()),
        Some(rows) => Err(Table::Accounts.fault(Error::InvalidLength, Column::Sums, rows)),
    }
}

/// An account's status and maintenance surplus.
#[inline(always)]
fn standing<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    account: usize,
    room: &mut [N],
) -> Result<(Status, Option<N>), Fault> {
    let whole = |error| Table::Accounts.fault(error, Column::Sums, account);
    if let Some([assets, debts]) = plain(positions, markets, account)? {
        let mut left = assets;
        for (left, debts) in left.iter_mut().zip(&debts) {
            let (true, Ok(debts)) = (left.is_number() && debts.is_number(), debts.try_neg()) else {
                return Err(whole(Error::Overflow));
            };
            *left = left.try_sub(&debts).map_err(whole)?;
        }
        let status = Status::known(left.each_ref().map(|left| !left.is_negative()));
        let [_, surplus, _] = left;
        return Ok((status, Some(surplus)));
    }
    let (measured, _) = measure(positions, markets, account, room)?;
    let surplus = match measured.maintenance().surplus() {
        Ok(surplus) => Some(surplus),
        Err(Error::UnknownPrice) => None,
        Err(error) => return Err(whole(error)),
    };
    Ok((measured.status(), surplus))
}
