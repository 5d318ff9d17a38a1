//! How much prices move together: an exponentially weighted covariance on the caller's matrix, row by row,
//! `count * count` numbers of it.

pub mod offset;

use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::{whole, Number};
use crate::Error;

/// What is near zero is computed this much larger, so that its root keeps its digits: 2^40, and its root.
const SCALE: u64 = 1 << 40;
const SCALE_ROOT: u64 = 1 << 20;

/// `S' = S + (1 - lambda) * (r r' - S)`, one return for each row: variances rounded up as in
/// [`Ewma`](super::volatility::ewma::Ewma), covariances down. What stands above the diagonal counts, and what
/// is below becomes the same. Starts from zeros, or from what a history gives.
///
/// A covariance is below the exact one by less than `2 u / (1 - lambda)` for steps `u` of the number.
///
/// Errors: [`Error::InvalidLength`] unless there are `n * n` numbers for `n > 0` returns,
/// [`Error::InvalidFraction`] for the decay, [`Error::Overflow`]; the matrix is then as it was.
pub fn update<N: Number>(matrix: &mut [N], returns: &[N], lambda: &N) -> Result<(), Error> {
    let count = square(matrix, returns.len())?;
    if !lambda.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    // Where all of them fit together, so does each step below, and nothing is left half done.
    let mut all = N::zero();
    for covariance in matrix.iter() {
        all = all.try_add(&covariance.try_abs()?)?;
    }
    for r in returns {
        all = all.try_add(&r.mul_up(r)?)?;
    }
    let weight = N::one().try_sub(lambda)?;
    for (i, a) in returns.iter().enumerate() {
        for (j, b) in (i..count).zip(returns.iter().skip(i)) {
            let Some(covariance) = matrix.get_mut(place(count, i, j)) else {
                return Err(Error::InvalidLength);
            };
            let moved = if i == j {
                let change = a.mul_up(b)?.try_sub(covariance)?;
                covariance.try_add(&change.mul_up(&weight)?)?
            } else {
                let change = a.mul_down(b)?.try_sub(covariance)?;
                covariance.try_add(&change.mul_down(&weight)?)?
            };
            *covariance = moved.clone();
            if let Some(mirrored) = matrix.get_mut(place(count, j, i)) {
                *mirrored = moved;
            }
        }
    }
    Ok(())
}

/// `S_ij / sqrt(S_ii S_jj)` within `-1..1`: exactly 1 of an asset with itself, and all of `-1..1` where one of
/// two did not move, so that whoever takes the end that costs more takes the worst.
///
/// Errors: [`Error::InvalidLength`] unless there are `count * count` numbers, [`Error::UnknownMarket`] for a row
/// that there is not, [`Error::OutOfDomain`] for a negative variance, [`Error::Overflow`].
pub fn correlation<N: Analytic>(
    matrix: &[N],
    count: usize,
    i: usize,
    j: usize,
) -> Result<Interval<N>, Error> {
    square(matrix, count)?;
    if i >= count || j >= count {
        return Err(Error::UnknownMarket);
    }
    let one = N::one();
    if i == j {
        return Ok(Interval::exact(one));
    }
    let entry = |row, column| {
        matrix
            .get(place(count, row, column))
            .ok_or(Error::InvalidLength)
    };
    let (a, b) = (entry(i, i)?.sqrt()?, entry(j, j)?.sqrt()?);
    let least = one.try_neg()?;
    if a.low().is_zero() || b.low().is_zero() {
        return Interval::new(least, one);
    }
    let within = |end: &N| end.greater(&least).lesser(&one);
    // The smaller first: what its quotient loses is divided by the larger.
    let (first, then) = if a.low() < b.low() { (a, b) } else { (b, a) };
    let found = Interval::exact(entry(i, j)?.clone())
        .div(&first)?
        .div(&then)?;
    Ok(Interval::between(
        &within(found.low()),
        &within(found.high()),
    ))
}

/// The volatility of a portfolio in the unit of its weights, `sqrt(w' S w)`, rounded up; a weight is the signed
/// value of a position. Where a rounded matrix gives less than zero, zero.
///
/// Everything is relative to the gross, so that no value of a position is too large. Above the exact value by
/// at most `2^-43 * sqrt(n)` of the gross for `n` positions, and by far less where it is not hedged to nothing.
///
/// Errors: [`Error::InvalidLength`] unless there are `n * n` numbers for `n > 0` weights, [`Error::Overflow`].
pub fn sigma<N: Analytic>(matrix: &[N], weights: &[N]) -> Result<N, Error> {
    let count = square(matrix, weights.len())?;
    let mut gross = N::zero();
    for weight in weights {
        gross = gross.try_add(&weight.try_abs()?)?;
    }
    if gross.is_zero() {
        return Ok(gross);
    }
    let scale = whole::<N>(SCALE)?;
    let mut variance = N::zero();
    for (i, a) in weights.iter().enumerate() {
        let mut sum = N::zero();
        let row = matrix.iter().skip(place(count, i, 0));
        for (b, covariance) in weights.iter().zip(row) {
            let scaled = covariance.mul_up(&scale)?;
            // Up: of what is owned the most, of what is owed the least.
            let part = match a.is_negative() {
                true => b.mul_div_down(&scaled, &gross)?,
                false => b.mul_div_up(&scaled, &gross)?,
            };
            sum = sum.try_add(&part)?;
        }
        variance = variance.try_add(&a.mul_div_up(&sum, &gross)?)?;
    }
    rescaled(&variance, &gross)
}

/// `gross * sqrt(variance / SCALE)`, rounded up.
fn rescaled<N: Analytic>(variance: &N, gross: &N) -> Result<N, Error> {
    let root = variance.greater(&N::zero()).sqrt()?;
    gross.mul_div_up(root.high(), &whole(SCALE_ROOT)?)
}

/// The number of rows. Errors: [`Error::InvalidLength`].
fn square<N>(matrix: &[N], count: usize) -> Result<usize, Error> {
    match count > 0 && count.checked_mul(count) == Some(matrix.len()) {
        true => Ok(count),
        false => Err(Error::InvalidLength),
    }
}

/// Where an entry stands; inside the matrix it does not wrap.
fn place(count: usize, row: usize, column: usize) -> usize {
    row.wrapping_mul(count).wrapping_add(column)
}
