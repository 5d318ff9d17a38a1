//! What a parameter may become, how far at once, and how often.

use super::Parameter;
use crate::number::Number;
use crate::Error;

/// Bounds, largest relative step up and down, least delay and shortest ramp of one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule<N> {
    pub(crate) least: N,
    pub(crate) most: N,
    rise: N,
    fall: N,
    grain: N,
    delay: u64,
    ramp: u64,
}

impl<N: Number> Rule<N> {
    /// A value in `bounds`, both included, that rises by at most `rise` and falls by at most `fall` of itself,
    /// but may always move by `grain` (from zero, nothing relative moves it); `delay` seconds after its last
    /// change at the earliest, over a ramp of `ramp` seconds at least.
    ///
    /// Errors: [`Error::OutOfBounds`] where the bounds are crossed, [`Error::InvalidFactor`] for a negative
    /// rise or grain, [`Error::InvalidFraction`] for a fall outside `[0, 1]`.
    pub fn new(
        [least, most]: [N; 2],
        rise: N,
        fall: N,
        grain: N,
        delay: u64,
        ramp: u64,
    ) -> Result<Self, Error> {
        if rise.is_negative() || grain.is_negative() {
            return Err(Error::InvalidFactor);
        }
        if !fall.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        if least > most {
            return Err(Error::OutOfBounds);
        }
        Ok(Rule {
            least,
            most,
            rise,
            fall,
            grain,
            delay,
            ramp,
        })
    }

    /// The least and the most that the value may be.
    #[inline]
    pub fn bounds(&self) -> [&N; 2] {
        [&self.least, &self.most]
    }

    /// By which fraction it may rise at once.
    #[inline]
    pub fn rise(&self) -> &N {
        &self.rise
    }

    /// By which fraction it may fall at once.
    #[inline]
    pub fn fall(&self) -> &N {
        &self.fall
    }

    /// By how much it may always move.
    #[inline]
    pub fn grain(&self) -> &N {
        &self.grain
    }

    /// Seconds between two changes.
    #[inline]
    pub fn delay(&self) -> u64 {
        self.delay
    }

    /// Seconds that a change takes.
    #[inline]
    pub fn ramp(&self) -> u64 {
        self.ramp
    }

    /// The least and the most that the value may become by one change from `present`: both rounded toward it,
    /// within the bounds. One that stands outside them (because they were tightened) may stay or move toward
    /// them. Errors: [`Error::Overflow`].
    pub fn reach(&self, present: &N) -> Result<[N; 2], Error> {
        let size = present.try_abs()?;
        let fall = size.mul_down(&self.fall)?.greater(&self.grain);
        let rise = size.mul_down(&self.rise)?.greater(&self.grain);
        let [least, most] = self.room(present);
        Ok([
            present.try_sub(&fall)?.greater(&least),
            present.try_add(&rise)?.lesser(&most),
        ])
    }

    /// The bounds, and the way to them.
    fn room(&self, present: &N) -> [N; 2] {
        [self.least.lesser(present), self.most.greater(present)]
    }

    /// The parameter on its way to `value` over `ramp` seconds from `now`, if that is allowed.
    ///
    /// Errors: [`Error::OutOfBounds`], [`Error::InvalidTime`] before its last change, [`Error::TooSoon`] before
    /// the delay is over, [`Error::StepTooLarge`] beyond [`Rule::reach`] or with a shorter ramp,
    /// [`Error::Overflow`].
    pub fn change(
        &self,
        parameter: &Parameter<N>,
        value: &N,
        ramp: u64,
        now: u64,
    ) -> Result<Parameter<N>, Error> {
        let present = parameter.at_down(now)?;
        let [least, most] = self.room(&present);
        let bounded = *value >= least && *value <= most;
        if !bounded {
            return Err(Error::OutOfBounds);
        }
        let since = now.checked_sub(parameter.start).ok_or(Error::InvalidTime)?;
        if since < self.delay {
            return Err(Error::TooSoon);
        }
        let [least, most] = self.reach(&present)?;
        if ramp < self.ramp || *value < least || *value > most {
            return Err(Error::StepTooLarge);
        }
        let end = now.checked_add(ramp).ok_or(Error::InvalidTime)?;
        Parameter::moving(present, value.clone(), now, end)
    }
}
