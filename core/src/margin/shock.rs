//! What the scenarios of a method do to volatility, and the risk array of an option under them.

use super::option::black::Quoted;
use super::option::expiry::{Expiry, DAY};
use super::option::forward::{Forward, Logged};
use super::option::Contract;
use super::scenario::{RiskArray, Scenario, Volatility};
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::{whole, Number};
use crate::Error;

/// The term structure of a volatility shock: `sigma * (1 +- range * (30 days / time left)^power)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolatilityShock<N> {
    range: [N; 2],
    power: [N; 2],
    floor: u64,
    least: N,
}

/// A turn of the smile: `sigma * (1 + k * cap / width)`, of which the second term stays within `+-cap`,
/// with `k = ln(strike / forward)` (or its amount), `cap = cap + slope * sqrt(t)` and
/// `width = max(least_width, sqrt(t) * scale * (level + sqrt(t) * level_slope))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skew<N> {
    /// The cap of the linear turn and its change with the root of time.
    pub linear: [N; 2],
    /// The same of the turn on both sides.
    pub absolute: [N; 2],
    /// Where the turn is capped at least, in log-moneyness.
    pub least_width: N,
    /// How many deviations wide.
    pub scale: N,
    /// The volatility behind that width, and its change with the root of time.
    pub level: [N; 2],
}

/// The shocks at one expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shocks<N> {
    pub(crate) up: Interval<N>,
    pub(crate) down: Interval<N>,
    pub(crate) least: N,
    pub(crate) linear: N,
    pub(crate) absolute: N,
    pub(crate) width: N,
}

impl<N: Number> VolatilityShock<N> {
    /// `range` up and down; the power below and above 30 days; the shortest time that counts, in seconds;
    /// and what a volatility is at least when it rises.
    ///
    /// Errors: [`Error::InvalidScenario`] where one is negative, or the shortest time is none.
    pub fn new(range: [N; 2], power: [N; 2], floor: u64, least: N) -> Result<Self, Error> {
        if floor == 0
            || range
                .iter()
                .chain(&power)
                .chain([&least])
                .any(|n| n.is_negative())
        {
            return Err(Error::InvalidScenario);
        }
        Ok(VolatilityShock {
            range,
            power,
            floor,
            least,
        })
    }

    /// The range up and the range down.
    #[inline]
    pub fn range(&self) -> &[N; 2] {
        &self.range
    }

    /// The power below and the power above 30 days.
    #[inline]
    pub fn power(&self) -> &[N; 2] {
        &self.power
    }

    /// The shortest time that counts, in seconds.
    #[inline]
    pub fn floor(&self) -> u64 {
        self.floor
    }

    /// What a volatility is at least when it rises.
    #[inline]
    pub fn least(&self) -> &N {
        &self.least
    }
}

impl<N: Number> Skew<N> {
    /// No turn of the smile.
    pub fn flat() -> Self {
        let none = || [N::zero(), N::zero()];
        Skew {
            linear: none(),
            absolute: none(),
            least_width: N::one(),
            scale: N::zero(),
            level: none(),
        }
    }
}

impl<N: Analytic> Shocks<N> {
    /// The shocks of a method at an expiry, rounded outward: up further up, down further down (not below
    /// zero), a turn to nearest below.
    ///
    /// Errors: [`Error::InvalidScenario`] where the least width of the turn is not positive,
    /// [`Error::Overflow`].
    pub fn new(
        shock: &VolatilityShock<N>,
        skew: &Skew<N>,
        expiry: &Expiry<N>,
    ) -> Result<Self, Error> {
        if skew.least_width <= N::zero() {
            return Err(Error::InvalidScenario);
        }
        let month = DAY.wrapping_mul(30);
        let (left, counted) = (expiry.seconds(), expiry.seconds().max(shock.floor));
        let ([up, down], [short, long]) = (&shock.range, &shock.power);
        let power = if left <= month { short } else { long };
        let (month, counted) = (whole::<N>(month)?, whole::<N>(counted)?);
        let term = Interval::between(
            month.div_down(&counted)?.power(power)?.low(),
            month.div_up(&counted)?.power(power)?.high(),
        );
        let one = Interval::exact(N::one());
        let fall = one.try_sub(&term.mul(&Interval::exact(down.clone()))?)?;
        let zero = N::zero();
        let root = expiry.root().low();
        let at = |[level, slope]: &[N; 2]| level.try_add(&slope.mul_down(root)?);
        let width = root.mul_down(&skew.scale)?.mul_down(&at(&skew.level)?)?;
        Ok(Shocks {
            up: one.try_add(&term.mul(&Interval::exact(up.clone()))?)?,
            down: Interval::between(&fall.low().greater(&zero), &fall.high().greater(&zero)),
            least: shock.least.clone(),
            linear: at(&skew.linear)?,
            absolute: at(&skew.absolute)?,
            width: width.greater(&skew.least_width),
        })
    }

    /// The factors on a volatility that rises and that falls.
    pub fn factors(&self) -> (&Interval<N>, &Interval<N>) {
        (&self.up, &self.down)
    }

    /// The volatility in a scenario, for an option whose log-moneyness `ln(strike / forward)` is `money`.
    /// Errors: [`Error::Overflow`].
    pub fn volatility(
        &self,
        volatility: &Interval<N>,
        change: Volatility,
        money: &Interval<N>,
    ) -> Result<Interval<N>, Error> {
        match change {
            Volatility::Same => Ok(volatility.clone()),
            Volatility::Down => volatility.mul(&self.down),
            Volatility::Up => {
                let up = volatility.mul(&self.up)?;
                Ok(Interval::between(
                    &up.low().greater(&self.least),
                    &up.high().greater(&self.least),
                ))
            }
            Volatility::Linear => {
                volatility.mul(&self.turn(money.low(), money.high(), &self.linear)?)
            }
            Volatility::Absolute => {
                let (a, b) = (money.low().try_abs()?, money.high().try_abs()?);
                volatility.mul(&self.turn(&a, &b, &self.absolute)?)
            }
        }
    }

    fn turn(&self, a: &N, b: &N, cap: &N) -> Result<Interval<N>, Error> {
        Ok(Interval::between(
            &self.turn_at(a, cap)?,
            &self.turn_at(b, cap)?,
        ))
    }

    /// `max(0, 1 + k * cap / width)`, where for `k >= 0` at most `cap` is added and else at least `-cap`.
    fn turn_at(&self, money: &N, cap: &N) -> Result<N, Error> {
        let turned = money.mul_div_down(cap, &self.width)?;
        let turned = match money.is_negative() {
            true => turned.greater(&cap.try_neg()?),
            false => turned.lesser(cap),
        };
        Ok(N::one().try_add(&turned)?.greater(&N::zero()))
    }
}

impl<N: Analytic, A: AsRef<[N]> + AsMut<[N]> + Clone> RiskArray<N, A> {
    /// An option, revalued in every scenario: the forward's moving part times the price factor, the
    /// volatility shocked, the time as it is. The smile turns at the price as it is: a scenario that turns it
    /// moves no forward.
    ///
    /// Errors: as [`Contract::value`]; [`Error::InvalidScenario`] where the room has not one place for
    /// each scenario.
    pub fn option(
        contract: &Contract<N>,
        forward: &Forward<N>,
        volatility: &Interval<N>,
        expiry: &Expiry<N>,
        shocks: &Shocks<N>,
        grid: &[Scenario<N>],
        room: A,
    ) -> Result<Self, Error> {
        let quoted = Quoted::new(contract)?;
        let one = N::one();
        let now = Logged::new(&forward.shocked(&one)?)?;
        let money = quoted.money(&now)?;
        let mark = quoted.value(&now, volatility, expiry)?;
        // Neighbours of a grid share their price more often than not.
        let (mut spot, mut shocked) = (one.clone(), now);
        Self::fill(
            mark.low().clone(),
            mark.high().clone(),
            grid,
            room,
            |scenario| {
                let wanted = match scenario.volatility() {
                    Volatility::Linear | Volatility::Absolute => &one,
                    Volatility::Same | Volatility::Up | Volatility::Down => scenario.spot(),
                };
                if *wanted != spot {
                    spot = wanted.clone();
                    shocked = Logged::new(&forward.shocked(&spot)?)?;
                }
                let volatility = shocks.volatility(volatility, scenario.volatility(), &money)?;
                let value = quoted.value(&shocked, &volatility, expiry)?;
                Ok((
                    value.low().try_sub(mark.low())?,
                    value.high().try_sub(mark.high())?,
                ))
            },
        )
    }
}
