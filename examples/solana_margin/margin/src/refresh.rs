//! A price arrives: what can be computed once a market is computed here.

use crate::state::{is_same, Future, Key, Listed, Market, Series, LEVELS, SCENARIOS};
use crate::Refusal;
use bytemuck::{Pod, Zeroable};
use plimsoll::support::bytemuck::{PackedBound, PackedPrice, PackedRiskArray, PackedWeights};
use plimsoll::{Error, Price, RiskArray, Weights};

/// Writes the price, the bounds that follow from it and the slot up to which they count.
///
/// Refuses a signer that is not the market's oracle; errors of the library: `InvalidPrice`,
/// `InvalidWeights`, `Overflow`.
pub fn market(
    market: &mut Market,
    signer: &Key,
    price: &PackedPrice,
    slot: u64,
) -> Result<(), Refusal> {
    authorised(&market.oracle, signer)?;
    market.bounds = bounds(price, &market.weights)?;
    market.price = *price;
    market.expires = expiry(&market.life, slot)?;
    Ok(())
}

/// The same for a perp. Errors: as for [`market`].
pub fn future(
    future: &mut Future,
    signer: &Key,
    price: &PackedPrice,
    slot: u64,
) -> Result<(), Refusal> {
    authorised(&future.oracle, signer)?;
    future.bounds = bounds(price, &future.weights)?;
    future.price = *price;
    future.expires = expiry(&future.life, slot)?;
    Ok(())
}

/// An option's risk array, made of its price and volatility elsewhere, as the oracle sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Made {
    pub option: [u8; 4],
    pub array: PackedRiskArray<SCENARIOS>,
}

/// Writes a risk array, validated here so that no check needs to.
///
/// Refuses a signer that is not the series' oracle; errors of the library: `UnknownMarket` for an option that
/// is not in the series, `InvalidInterval`, `Overflow`.
pub fn series(series: &mut Series, signer: &Key, made: &Made, slot: u64) -> Result<(), Refusal> {
    authorised(&series.oracle, signer)?;
    RiskArray::try_from(&made.array)?;
    let expires = expiry(&series.life, slot)?;
    let place = series
        .options
        .get_mut(u32::from_le_bytes(made.option) as usize);
    *place.ok_or(Error::UnknownMarket)? = Listed {
        expires,
        array: made.array,
    };
    Ok(())
}

fn authorised(oracle: &Key, signer: &Key) -> Result<(), Refusal> {
    match is_same(oracle, signer) {
        true => Ok(()),
        false => Err(Refusal::MissingSignature),
    }
}

fn bounds(
    price: &PackedPrice,
    weights: &[PackedWeights; LEVELS],
) -> Result<[PackedBound; LEVELS], Error> {
    let price = Price::try_from(price)?;
    let [initial, maintenance] = weights;
    let initial = Weights::try_from(initial)?.apply(&price)?;
    let maintenance = Weights::try_from(maintenance)?.apply(&price)?;
    Ok([(&initial).into(), (&maintenance).into()])
}

fn expiry(life: &[u8; 8], slot: u64) -> Result<[u8; 8], Error> {
    let end = slot.checked_add(u64::from_le_bytes(*life));
    Ok(end.ok_or(Error::Overflow)?.to_le_bytes())
}
