//! Marginal haircuts: each slice of what is owned counts for its own ratio, the first slices for more.

use crate::number::Number;
use crate::Error;

/// One slice: above `floor`, each unit counts for `ratio`, and all below it for `addend` more than that.
///
/// The addend makes the ladder continuous, so that one product gives what a sum over the slices would:
/// `addend_n = addend_(n-1) + floor_n * (ratio_(n-1) - ratio_n)`, rounded down, because it raises what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice<N> {
    /// Quantity or value from which this slice begins.
    pub floor: N,
    /// What a unit above the floor counts for, in `[0, 1]`.
    pub ratio: N,
    /// What the slices below count for beyond this ratio.
    pub addend: N,
}

impl<N: Number> Slice<N> {
    /// A slice whose addend [`Slices::from_ratios`] will fill in.
    pub fn new(floor: N, ratio: N) -> Self {
        Slice {
            floor,
            ratio,
            addend: N::zero(),
        }
    }

    /// The addend of a slice that follows this one. Errors: [`Error::InvalidTiers`] where its floor does not
    /// rise, or its ratio does.
    fn next_addend(&self, next: &Self) -> Result<N, Error> {
        if next.floor <= self.floor || next.ratio > self.ratio {
            return Err(Error::InvalidTiers);
        }
        let less = self.ratio.try_sub(&next.ratio)?;
        self.addend.try_add(&next.floor.mul_down(&less)?)
    }
}

/// A ladder of haircuts on the caller's slice: floors that rise from 0, ratios in `[0, 1]` that do not rise. A
/// cap is a last slice with a ratio of 0. The empty ladder counts everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slices<'a, N> {
    slices: &'a [Slice<N>],
}

impl<'a, N: Number> Slices<'a, N> {
    /// Slices that already carry their addends, as [`Slices::from_ratios`] leaves them.
    ///
    /// Errors: [`Error::InvalidTiers`], [`Error::Overflow`].
    pub fn new(slices: &'a [Slice<N>]) -> Result<Self, Error> {
        let mut below: Option<&Slice<N>> = None;
        for slice in slices {
            let expected = match below {
                None if slice.floor.is_zero() => N::zero(),
                None => return Err(Error::InvalidTiers),
                Some(below) => below.next_addend(slice)?,
            };
            if !slice.ratio.is_fraction() || slice.addend != expected {
                return Err(Error::InvalidTiers);
            }
            below = Some(slice);
        }
        Ok(Slices { slices })
    }

    /// Fills in the addends from floors and ratios. Errors: [`Error::InvalidTiers`], [`Error::Overflow`].
    pub fn from_ratios(slices: &'a mut [Slice<N>]) -> Result<Self, Error> {
        let mut below: Option<Slice<N>> = None;
        for slice in slices.iter_mut() {
            slice.addend = match &below {
                None => N::zero(),
                Some(below) => below.next_addend(slice)?,
            };
            below = Some(slice.clone());
        }
        Slices::new(slices)
    }

    /// The slices, lowest first.
    pub fn slices(&self) -> &'a [Slice<N>] {
        self.slices
    }

    /// What so much counts for: `ratio * amount + addend` of the last slice that it reaches, rounded down, at
    /// most the amount. Errors: [`Error::InvalidQuantity`] for a negative amount, [`Error::Overflow`].
    pub fn counts(&self, amount: &N) -> Result<N, Error> {
        if amount.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let reached = self.slices.iter().take_while(|s| s.floor <= *amount);
        match reached.last() {
            Some(slice) => slice.ratio.mul_down(amount)?.try_add(&slice.addend),
            None => Ok(amount.clone()),
        }
    }

    /// `counts / amount`, rounded down: the asset weight of that amount, in `[0, 1]`. Of nothing it is the
    /// first slice's ratio. Errors: as [`Slices::counts`].
    pub fn weight(&self, amount: &N) -> Result<N, Error> {
        if amount.is_zero() {
            return Ok(self.slices.first().map_or(N::one(), |s| s.ratio.clone()));
        }
        self.counts(amount)?.div_down(amount)
    }
}
