//! Markets and positions from bytes: mostly such as exist, and the edges of the range often enough.

use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::support::arbitrary as edges;
use plimsoll::{Bound, Error, Fixed, Holding, Leg, Perp, Price, Terms, Tier, Tiers, Weights};

/// At an edge once in 32 times: an account has dozens of numbers, and one edge often ends it.
fn rare(u: &mut Unstructured<'_>) -> Result<bool> {
    Ok(!u.ratio(31, 32)?) // where the bytes have run out, the common case
}

/// A quantity of at least zero: hundredths up to forty million, or an edge.
pub fn amount(u: &mut Unstructured<'_>) -> Result<Fixed> {
    if rare(u)? {
        return edges::magnitude(u);
    }
    let hundredths = i128::from(u32::arbitrary(u)?.wrapping_shr(u32::from(u8::arbitrary(u)? % 32)));
    Ok(Fixed::from_bits((hundredths << 48) / 100))
}

/// A quantity of either sign.
pub fn quantity(u: &mut Unstructured<'_>) -> Result<Fixed> {
    let amount = amount(u)?;
    Ok(if bool::arbitrary(u)? { -amount } else { amount })
}

/// A price, unknown once in 64 times.
pub fn price(u: &mut Unstructured<'_>) -> Result<Price> {
    if !u.ratio(63, 64)? {
        return Ok(Price::unknown());
    }
    if rare(u)? {
        return Price::arbitrary(u);
    }
    let low = amount(u)?.max(Fixed::DELTA);
    let high = low.saturating_add(Fixed::from_bits(
        low.to_bits() >> (8 + u8::arbitrary(u)? % 32),
    ));
    Ok(Price::new(low, high).expect("low is positive and high is not below it"))
}

/// Weights such as venues have, or any.
pub fn weights(u: &mut Unstructured<'_>) -> Result<Weights> {
    if rare(u)? {
        return Weights::arbitrary(u);
    }
    let asset = edges::fraction(u)?;
    let liability = Fixed::ONE + edges::fraction(u)?;
    Ok(Weights::new(asset, liability).expect("fractions make weights"))
}

/// A position, sometimes with open orders.
pub fn perp(u: &mut Unstructured<'_>) -> Result<Perp> {
    let perp = Perp::new(quantity(u)?, quantity(u)?);
    if u.ratio(1, 3)? {
        return Ok(perp
            .with_orders(amount(u)?, amount(u)?)
            .expect("amounts have no sign"));
    }
    Ok(perp)
}

/// A ladder of up to four rungs, or none where the bytes make no valid one.
pub fn ladder(u: &mut Unstructured<'_>) -> Result<Vec<Tier>> {
    let mut floor = Fixed::ZERO;
    let mut rate = Fixed::ZERO;
    let mut rungs = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 5 {
        rate = rate.saturating_add(edges::fraction(u)? / 8).min(Fixed::ONE);
        rungs.push(Tier::new(floor, rate));
        floor = floor.saturating_add(amount(u)?.max(Fixed::DELTA));
    }
    if Tiers::from_rates(&mut rungs).is_err() {
        rungs.clear();
    }
    Ok(rungs)
}

/// The terms of a market on its ladder.
pub fn terms<'a>(u: &mut Unstructured<'_>, ladder: &'a [Tier]) -> Result<Option<Terms<'a>>> {
    let (price, weights, profit) = (price(u)?, weights(u)?, edges::fraction(u)?);
    let profit = if bool::arbitrary(u)? {
        Fixed::ONE
    } else {
        profit
    };
    let tiers = Tiers::new(ladder).unwrap_or(Tiers::none());
    Ok(Terms::new(price, weights, tiers, profit).ok())
}

/// A step of a grid: a decimal place, or an edge.
pub fn step(u: &mut Unstructured<'_>) -> Result<Fixed> {
    if rare(u)? {
        return edges::magnitude(u);
    }
    let steps = ["0.000001", "0.001", "0.01", "0.5", "1", "100"];
    let text = u.choose(&steps)?;
    Ok(plimsoll::number::decimal::read_up(text).expect("steps are decimals"))
}

/// An account of up to four groups with up to three perps each, on five indices; `ask` gets it.
pub fn holdings(
    u: &mut Unstructured<'_>,
    ask: impl FnOnce(&mut Unstructured<'_>, &[Holding<'_>]) -> Result<()>,
) -> Result<()> {
    let mut ladders = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 4 {
        let mut group = Vec::new();
        for _ in 0..u8::arbitrary(u)? % 4 {
            group.push(ladder(u)?);
        }
        ladders.push(group);
    }
    let mut legs = Vec::new();
    for group in &ladders {
        let mut drawn = Vec::new();
        for ladder in group {
            let Some(terms) = terms(u, ladder)? else {
                return Ok(());
            };
            let index = u32::from(u8::arbitrary(u)? % 5);
            drawn.push(Leg {
                perp: perp(u)?,
                terms,
                index,
            });
        }
        legs.push(drawn);
    }
    let mut holdings = Vec::new();
    for group in &legs {
        holdings.push(Holding {
            balance: if u.ratio(3, 4)? {
                amount(u)?
            } else {
                quantity(u)?
            },
            price: price(u)?,
            weights: weights(u)?,
            index: 5 + u32::from(u8::arbitrary(u)? % 2),
            legs: group,
        });
    }
    ask(u, &holdings)
}

/// Errors that any input may meet; the others would be a fault of the library here.
pub fn expected(error: Error) {
    assert!(
        matches!(
            error,
            Error::Overflow | Error::InvalidStep | Error::UnknownPrice
        ),
        "{error:?}"
    );
}

/// The value, or nothing where the error is one of those that the function documents.
pub fn only<T>(result: std::result::Result<T, Error>, allowed: &[Error]) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            assert!(allowed.contains(&error), "{error:?}");
            None
        }
    }
}

/// The three levels of an asset's bound, or nothing where they leave the range.
pub fn bounds(u: &mut Unstructured<'_>) -> Result<Option<[Bound; 3]>> {
    let price = price(u)?;
    let (initial, maintenance) = (weights(u)?, weights(u)?);
    let initial_price = match u.ratio(1, 4)? {
        true => self::price(u)?,
        false => price,
    };
    Ok(
        match (initial.apply(&initial_price), maintenance.apply(&price)) {
            (Ok(initial), Ok(maintenance)) => {
                Some([initial, maintenance, Bound::unweighted(&price)])
            }
            _ => None,
        },
    )
}
