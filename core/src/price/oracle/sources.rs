//! Several sources, one interval. A source without a price is left out; too few, and the price is unknown.
//!
//! Each of these stays inside the hull of its sources.

use super::super::Price;
use crate::number::sort::sort;
use crate::number::Number;
use crate::Error;
use core::cmp::Ordering;

/// The smallest interval that contains every known source: what a cautious reader believes. Unknown where
/// fewer than `quorum` are known, or none.
pub fn hull<N: Number>(sources: &[Price<N>], quorum: usize) -> Price<N> {
    joined(sources.iter().filter(|source| source.is_known()), quorum)
}

/// The interval of every median that the sources allow: the median of the low ends (of an even number the
/// lower middle one) up to the median of the high ends (the upper middle one). Fewer than half of the sources
/// cannot move it beyond the others. Unknown where fewer than `quorum` are known, or none.
///
/// Leaves the slice in another order.
pub fn median<N: Number>(sources: &mut [Price<N>], quorum: usize) -> Price<N> {
    let known = count(sources.iter().filter(|source| source.is_known()));
    let Some(last) = known.checked_sub(quorum.max(1)).and(known.checked_sub(1)) else {
        return Price::unknown();
    };
    // What is unknown comes first, so the known ones are the last.
    let first = sources.len().wrapping_sub(known);
    let middle = |offset: usize| first.wrapping_add(offset);
    sort(sources, |a, b| order(&a.low, &b.low));
    let low = sources
        .get(middle(last / 2))
        .map(|source| source.low.clone());
    sort(sources, |a, b| order(&a.high, &b.high));
    let high = sources
        .get(middle(last.wrapping_add(1) / 2))
        .map(|source| source.high.clone());
    match (low, high) {
        (Some(low), Some(high)) => Price { low, high },
        _ => Price::unknown(),
    }
}

/// The hull of those sources that lie within `band` of the median (`median * (1 - band) .. median *
/// (1 + band)` contains them): an outlier is left out, and where fewer than `quorum` agree the price is
/// unknown.
///
/// Leaves the slice in another order. Errors: [`Error::InvalidFactor`] for a negative band,
/// [`Error::Overflow`].
pub fn agreement<N: Number>(
    sources: &mut [Price<N>],
    band: &N,
    quorum: usize,
) -> Result<Price<N>, Error> {
    let around = median(sources, quorum).widen(band)?;
    let agreeing = sources.iter().filter(|source| around.contains(source));
    Ok(joined(agreeing, quorum))
}

/// The hull of prices that are known; unknown where they are fewer than `quorum`, or none.
fn joined<'a, N: Number + 'a>(
    known: impl Iterator<Item = &'a Price<N>> + Clone,
    quorum: usize,
) -> Price<N> {
    let hull = known.clone().cloned().reduce(|hull, next| hull.hull(&next));
    match hull {
        Some(hull) if count(known) >= quorum => hull,
        _ => Price::unknown(),
    }
}

/// [`Iterator::count`], which could panic where overflow is checked.
fn count<T>(items: impl Iterator<Item = T>) -> usize {
    items.fold(0, |count: usize, _| count.wrapping_add(1))
}

fn order<N: Number>(a: &N, b: &N) -> Ordering {
    a.partial_cmp(b).unwrap_or(Ordering::Equal)
}
