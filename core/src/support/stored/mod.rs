//! What a protocol stores, in one table for every format.

use crate::{CloseFactor, Error, Exposure, Fixed, Perp, Tier, Totals};

pub(super) mod portfolio;
pub(super) mod risk;

/// Calls `$form` for each type: what its packed bytes are, its name, itself (with its number of scenarios),
/// its packed form, its fields in their order on the wire, and what reads them back or refuses them.
macro_rules! each {
    ($form:ident) => {
        stored::accounts!($form);
        stored::portfolio::portfolios!($form);
        stored::portfolio::methods!($form);
        stored::risk::feeds!($form);
        stored::risk::parameters!($form);
    };
}
pub(super) use each;

/// The part of the table for accounts, liquidation and solvency.
macro_rules! accounts {
    ($form:ident) => {
        $form!(
            /// A [`Price`] in 32 bytes; zeros are the unknown price.
            "Price" Price PackedPrice { low(): Fixed, high(): Fixed } Price::from_stored
        );
        $form!(
            /// [`Weights`] in 32 bytes; zeros are refused, because a debt never counts for less than itself.
            "Weights" Weights PackedWeights { asset(): Fixed, liability(): Fixed } Weights::new
        );
        $form!(
            /// A [`Bound`] in 32 bytes; zeros are the unknown bound.
            "Bound" Bound PackedBound { asset(): Fixed, liability(): Fixed } Bound::new
        );
        $form!(
            /// A [`Tier`] in 48 bytes; the ladder is validated where `Tiers` is made.
            "Tier" Tier PackedTier { floor: Fixed, rate: Fixed, deduction: Fixed } stored::rung
        );
        $form!(
            /// A [`Perp`] in 64 bytes; zeros are the empty position.
            "Perp" Perp PackedPerp { size(): Fixed, quote(): Fixed, bids(): Fixed, asks(): Fixed }
            stored::position
        );
        $form!(
            /// A [`Health`] in 44 bytes; zeros are the health of an account without positions.
            "Health" Health PackedHealth {
                assets(): Fixed, liabilities(): Fixed,
                positions(): u32, stale_assets(): u32, stale_debts(): u32
            } Health::from_stored
        );
        $form!(
            /// A [`Ramp`] in 64 bytes; zeros are refused, because it would begin where it ends.
            "Ramp" Ramp PackedRamp { from(): Fixed, to(): Fixed, start(): Fixed, end(): Fixed }
            Ramp::new
        );
        $form!(
            /// [`Indices`] in 32 bytes; zeros are refused, because nothing would be owed.
            "Indices" Indices PackedIndices { deposit(): Fixed, debt(): Fixed } Indices::from_stored
        );
        $form!(
            /// A [`Pool`] in 64 bytes; zeros are an empty pool without virtual amounts.
            "Pool" Pool PackedPool {
                assets(): u128, shares(): u128, virtual_assets(): u128, virtual_shares(): u128
            } Pool::new
        );
        $form!(
            /// A [`Capacity`] in 80 bytes; zeros are refused, because no weight of a debt is below 1.
            "Capacity" Capacity PackedCapacity {
                quantity: Fixed, price: Fixed, weight: Fixed, quote: Fixed, settlement: Fixed
            } Capacity::perp
        );
        $form!(
            /// A [`Split`] in 32 bytes; zeros are the whole penalty to the liquidator.
            "Split" Split PackedSplit { insurance(): Fixed, protocol(): Fixed } Split::new
        );
        $form!(
            /// A [`CloseFactor`] in 64 bytes; zeros let nobody repay.
            "CloseFactor" CloseFactor PackedCloseFactor {
                fraction: Fixed, full_below: Fixed, small: Fixed, dust: Fixed
            } stored::close_factor
        );
        $form!(
            /// A [`Fund`] in 64 bytes; zeros are an empty fund that may pay nothing.
            "Fund" Fund PackedFund {
                balance(): Fixed, per_event(): Fixed, per_period(): Fixed, spent(): Fixed
            } Fund::from_stored
        );
        $form!(
            /// [`Totals`] in 48 bytes; zeros are those of no account.
            "Totals" Totals PackedTotals {
                equity: Fixed, deficit: Fixed,
                accounts: u32, liquidatable: u32, insolvent: u32, unknown: u32
            } stored::totals
        );
        $form!(
            /// An [`Exposure`] in 32 bytes; zeros are nothing open.
            "Exposure" Exposure PackedExposure { long: Fixed, short: Fixed } stored::exposure
        );
    };
}
pub(super) use accounts;

/// A rung alone is neither right nor wrong: the ladder is validated where `Tiers` is made.
pub(super) fn rung(floor: Fixed, rate: Fixed, deduction: Fixed) -> Result<Tier, Error> {
    Ok(Tier {
        floor,
        rate,
        deduction,
    })
}

pub(super) fn position(size: Fixed, quote: Fixed, bids: Fixed, asks: Fixed) -> Result<Perp, Error> {
    Perp::new(size, quote).with_orders(bids, asks)
}

pub(super) fn close_factor(
    fraction: Fixed,
    full_below: Fixed,
    small: Fixed,
    dust: Fixed,
) -> Result<CloseFactor, Error> {
    if !(Fixed::ZERO..=Fixed::ONE).contains(&fraction) {
        return Err(Error::InvalidFraction);
    }
    unsigned(&[full_below, small, dust])?;
    Ok(CloseFactor {
        fraction,
        full_below,
        small,
        dust,
    })
}

pub(super) fn totals(
    equity: Fixed,
    deficit: Fixed,
    accounts: u32,
    liquidatable: u32,
    insolvent: u32,
    unknown: u32,
) -> Result<Totals, Error> {
    unsigned(&[equity, deficit])?;
    if insolvent > liquidatable || liquidatable > accounts || unknown > accounts {
        return Err(Error::WrongPositions);
    }
    Ok(Totals {
        equity,
        deficit,
        accounts,
        liquidatable,
        insolvent,
        unknown,
    })
}

pub(super) fn exposure(long: Fixed, short: Fixed) -> Result<Exposure, Error> {
    unsigned(&[long, short])?;
    Ok(Exposure { long, short })
}

fn unsigned(values: &[Fixed]) -> Result<(), Error> {
    match values.iter().any(|value| value.is_negative()) {
        true => Err(Error::InvalidQuantity),
        false => Ok(()),
    }
}
