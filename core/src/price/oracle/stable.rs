//! A stable price: it follows the market, but slowly, and the more slowly the further yesterday's market is
//! away from it.

use super::super::Price;
use crate::number::{whole, Number};
use crate::Error;

/// How fast a stable price may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace<N> {
    rate: N,
    growth: N,
    interval: u64,
    longest: u64,
}

impl<N: Number> Pace<N> {
    /// At most `rate` of the stable price a second; a delay price differs from the one before it by at most
    /// `growth`; one delay price every `interval` seconds; and between two observations the stable price moves
    /// for at most `longest` seconds. (Mango: 0.0003, 0.06, an hour, ten minutes.)
    ///
    /// Errors: [`Error::InvalidFactor`] where a limit is negative, [`Error::InvalidTime`] for an interval of
    /// none.
    pub fn new(rate: N, growth: N, interval: u64, longest: u64) -> Result<Self, Error> {
        if rate.is_negative() || growth.is_negative() {
            return Err(Error::InvalidFactor);
        }
        if interval == 0 {
            return Err(Error::InvalidTime);
        }
        Ok(Pace {
            rate,
            growth,
            interval,
            longest,
        })
    }

    /// The fraction by which the stable price moves a second at most.
    #[inline]
    pub fn rate(&self) -> &N {
        &self.rate
    }

    /// The fraction by which a delay price differs from the one before it at most.
    #[inline]
    pub fn growth(&self) -> &N {
        &self.growth
    }

    /// Seconds from one delay price to the next.
    #[inline]
    pub fn interval(&self) -> u64 {
        self.interval
    }

    /// Seconds that count between two observations at most.
    #[inline]
    pub fn longest(&self) -> u64 {
        self.longest
    }
}

/// A stable price and the delay prices that slow it down, in the caller's memory: `[N; 24]` for a day of hours.
///
/// Each full interval leaves one delay price: the average of what stood in it, within `growth` of the delay
/// price before (of more intervals between two observations than there are delay prices, only as many do). The
/// oldest of them is the delay price in force, `d`. In `t` seconds in which a price `p` stands, the stable price
/// `s` moves toward `p` by at most a factor `1 + rate * f^2 * t`, with `f = min(s, d) / max(s, d)`. All roundings
/// make it slower.
///
/// A price stands from its second on; of the prices of one second the middle of their hull counts, whatever
/// their order. A price that does not change leaves all of it unchanged, however often or seldom it is
/// observed. (Mango's model, whose average divides by another time than it multiplies with, falls to a sixth of
/// a constant price when updated hourly.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stable<N, A> {
    pub(crate) pace: Pace<N>,
    pub(crate) stable: N,
    pub(crate) delays: A,
    pub(crate) newest: u32,
    pub(crate) sum: N,
    pub(crate) since: u64,
    pub(crate) price: Price<N>,
    pub(crate) at: u64,
}

impl<N: Number, A: AsRef<[N]> + AsMut<[N]> + Clone> Stable<N, A> {
    /// Begins at a price that the caller has reason to trust: it is the stable price, every delay price, and
    /// stands from `at` on. `delays` is memory, what it holds does not matter.
    ///
    /// Errors: [`Error::InvalidLength`] for no memory, [`Error::InvalidPrice`] unless `start > 0`.
    pub fn new(pace: Pace<N>, mut delays: A, start: N, at: u64) -> Result<Self, Error> {
        if delays.as_ref().is_empty() {
            return Err(Error::InvalidLength);
        }
        delays.as_mut().fill(start.clone());
        Ok(Stable {
            pace,
            stable: start.clone(),
            delays,
            newest: 0,
            sum: N::zero(),
            since: at,
            price: Price::exact(start)?,
            at,
        })
    }

    /// With this price from `at` on; of one second, with the hull of its prices.
    ///
    /// Errors: [`Error::UnknownPrice`], [`Error::InvalidTime`] before the last one, [`Error::Overflow`].
    pub fn observe(&self, price: &Price<N>, at: u64) -> Result<Self, Error> {
        if !price.is_known() {
            return Err(Error::UnknownPrice);
        }
        let (mut next, price) = if at == self.at {
            (self.clone(), self.price.hull(price))
        } else {
            (self.advanced(at)?, price.clone())
        };
        next.price = price;
        Ok(next)
    }

    /// The stable price at `now`, without uncertainty: for [`Price::hull`] with the price of the feed. Errors:
    /// [`Error::InvalidTime`] before the last observation, [`Error::Overflow`].
    pub fn price(&self, now: u64) -> Result<Price<N>, Error> {
        let elapsed = now.checked_sub(self.at).ok_or(Error::InvalidTime)?;
        Price::exact(self.moved(&self.price.mid()?, elapsed)?)
    }

    /// The delay price in force: the oldest.
    pub fn delay(&self) -> &N {
        let delays = self.delays.as_ref();
        let oldest = place(self.newest.wrapping_add(1));
        delays
            .get(oldest)
            .or(delays.first())
            .unwrap_or(&self.stable)
    }

    /// The price that stands, and since when.
    pub fn last(&self) -> (&Price<N>, u64) {
        (&self.price, self.at)
    }

    /// All of it at a later second, with the price that stood until then.
    fn advanced(&self, now: u64) -> Result<Self, Error> {
        let elapsed = now.checked_sub(self.at).ok_or(Error::InvalidTime)?;
        let price = self.price.mid()?;
        let mut next = self.clone();
        next.stable = self.moved(&price, elapsed)?;
        // One delay price for each interval that ended, but no more than there is room for: a long silence
        // moves the delay prices no further than their number.
        let interval = self.pace.interval;
        let slot = |time: u64| time.checked_div(interval).unwrap_or(0);
        let ended = slot(now).wrapping_sub(slot(self.at));
        let room = u64::try_from(self.delays.as_ref().len()).unwrap_or(u64::MAX);
        for _ in 0..ended.min(room) {
            let end = slot(next.at).wrapping_add(1).wrapping_mul(interval);
            next.stand(&price, end)?;
            next.push()?;
        }
        if ended > room {
            next.since = slot(now).wrapping_mul(interval);
            next.at = next.since;
        }
        next.stand(&price, now)?;
        Ok(next)
    }

    /// Adds what stands from the last second until `end` to the interval's sum.
    fn stand(&mut self, price: &N, end: u64) -> Result<(), Error> {
        let seconds = whole::<N>(end.wrapping_sub(self.at))?;
        self.sum = self.sum.try_add(&price.mul_down(&seconds)?)?;
        self.at = end;
        Ok(())
    }

    /// Ends an interval: its average becomes the newest delay price.
    fn push(&mut self) -> Result<(), Error> {
        let seconds = whole::<N>(self.at.wrapping_sub(self.since))?;
        let average = self.sum.div_down(&seconds)?;
        let delays = self.delays.as_mut();
        let last = delays.get(place(self.newest));
        let last = last.unwrap_or(&self.stable).clone();
        self.newest = match self.newest.wrapping_add(1) {
            next if place(next) < delays.len() => next,
            _ => 0,
        };
        if let Some(oldest) = delays.get_mut(place(self.newest)) {
            *oldest = toward(&last, &average, &self.pace.growth)?;
        }
        self.sum = N::zero();
        self.since = self.at;
        Ok(())
    }

    /// The stable price after a price has stood for so many seconds.
    fn moved(&self, price: &N, elapsed: u64) -> Result<N, Error> {
        let delay = self.delay();
        let near = self
            .stable
            .lesser(delay)
            .div_down(&self.stable.greater(delay))?;
        let seconds = whole::<N>(elapsed.min(self.pace.longest))?;
        let rate = self.pace.rate.mul_down(&near.mul_down(&near)?)?;
        toward(&self.stable, price, &rate.mul_down(&seconds)?)
    }
}

/// The place in memory of a delay price; no memory has more of them than a `u32` counts.
fn place(number: u32) -> usize {
    number as usize
}

/// From one price to another, by at most a factor `1 + limit` either way; rounded toward where it begins.
fn toward<N: Number>(from: &N, to: &N, limit: &N) -> Result<N, Error> {
    let factor = N::one().try_add(limit)?;
    let (least, most) = (from.div_up(&factor)?, from.mul_down(&factor)?);
    Ok(to.greater(&least).lesser(&most))
}
