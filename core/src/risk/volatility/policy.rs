//! A margin that follows the market without chasing it: two volatilities, one cap, and steps of limited size.

use super::ewma::toward;
use super::floor::stepped;
use crate::number::analytic::Analytic;
use crate::number::{whole, Number};
use crate::Error;

/// `multiple * (weight * slow + (1 - weight) * min(fast, cap * slow))`, at least `least`, and from one period
/// to the next at most `rise` higher and `fall` lower.
///
/// `slow` and `fast` are volatilities that forget at two rates. The slow one is what the market does over years
/// and keeps the margin up in calm, so that there is less to raise when it ends; the fast one adds what is
/// happening now, but no more than `cap` allows, because a margin that triples in a week breaks those who were
/// still solvent; `rise` turns a jump into days of notice. `docs/margin.md` measures it against the usual methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy<N> {
    lambda: [N; 2],
    weight: N,
    cap: N,
    multiple: N,
    least: N,
    step: [N; 2],
}

impl<N: Number> Policy<N> {
    /// What is left of the past after a period, in the fast and in the slow volatility; the weight of the slow
    /// one; how many times the slow one the fast one may count; the multiple (deviations); the least margin;
    /// and the largest rise and fall of a period, relative to the margin before it.
    ///
    /// Errors: [`Error::InvalidFraction`] unless both lambdas, the weight and the fall lie in `[0, 1]`,
    /// [`Error::InvalidFactor`] where the cap, the multiple, the least margin or the rise is negative.
    pub fn new(
        lambda: [N; 2],
        weight: N,
        cap: N,
        multiple: N,
        least: N,
        [rise, fall]: [N; 2],
    ) -> Result<Self, Error> {
        let [fast, slow] = &lambda;
        if ![fast, slow, &weight, &fall].into_iter().all(N::is_fraction) {
            return Err(Error::InvalidFraction);
        }
        if [&cap, &multiple, &least, &rise]
            .iter()
            .any(|n| n.is_negative())
        {
            return Err(Error::InvalidFactor);
        }
        Ok(Policy {
            lambda,
            weight,
            cap,
            multiple,
            least,
            step: [rise, fall],
        })
    }

    /// What is left of the past after a period, in the fast and in the slow volatility.
    #[inline]
    pub fn lambda(&self) -> &[N; 2] {
        &self.lambda
    }

    /// The weight of the slow volatility.
    #[inline]
    pub fn weight(&self) -> &N {
        &self.weight
    }

    /// How many times the slow volatility the fast one may count.
    #[inline]
    pub fn cap(&self) -> &N {
        &self.cap
    }

    /// How many deviations are covered.
    #[inline]
    pub fn multiple(&self) -> &N {
        &self.multiple
    }

    /// The least margin.
    #[inline]
    pub fn least(&self) -> &N {
        &self.least
    }

    /// The largest rise and the largest fall of a period.
    #[inline]
    pub fn step(&self) -> &[N; 2] {
        &self.step
    }
}

/// A [`Policy`] and what it remembers: two variances, how many periods it has seen, and the margin in force.
///
/// Until as many periods have passed as its memory is long, each variance is the plain mean of what it has seen
/// (a period weighs `max(1 / n, 1 - lambda)`), so it needs no first guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steady<N> {
    policy: Policy<N>,
    variances: [N; 2],
    periods: u64,
    margin: N,
}

impl<N: Number> Steady<N> {
    /// Before the first period: the margin is the least one. After a first return that happens to be small the
    /// margin climbs by `rise` a period: give a `least` margin, or begin with some weeks under a policy without a
    /// limit and go on from them with [`Steady::from_stored`].
    pub fn new(policy: Policy<N>) -> Self {
        Steady {
            margin: policy.least.clone(),
            policy,
            variances: [N::zero(), N::zero()],
            periods: 0,
        }
    }

    /// One that existed before, read back from storage. Errors: [`Error::InvalidQuantity`] for a negative
    /// variance, [`Error::InvalidFactor`] for a margin below the policy's least.
    pub fn from_stored(
        policy: Policy<N>,
        variances: [N; 2],
        periods: u64,
        margin: N,
    ) -> Result<Self, Error> {
        if variances.iter().any(|variance| variance.is_negative()) {
            return Err(Error::InvalidQuantity);
        }
        if margin < policy.least {
            return Err(Error::InvalidFactor);
        }
        Ok(Steady {
            policy,
            variances,
            periods,
            margin,
        })
    }

    /// The rule.
    #[inline]
    pub fn policy(&self) -> &Policy<N> {
        &self.policy
    }

    /// The fast and the slow variance.
    #[inline]
    pub fn variances(&self) -> &[N; 2] {
        &self.variances
    }

    /// How many periods it has seen.
    #[inline]
    pub fn periods(&self) -> u64 {
        self.periods
    }

    /// The margin in force for the next period, as a fraction of the notional.
    #[inline]
    pub fn margin(&self) -> &N {
        &self.margin
    }
}

impl<N: Analytic> Steady<N> {
    /// After a period with this return. Everything rounds up, the step too, so that the smallest margin still
    /// moves. The first margin, and one above zero after one of zero, are not limited.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn observe(&self, r: &N) -> Result<Self, Error> {
        let policy = &self.policy;
        let periods = self.periods.checked_add(1).ok_or(Error::Overflow)?;
        let newest = N::one().div_up(&whole(periods)?)?;
        let square = r.mul_up(r)?;
        let next = |variance: &N, lambda: &N| {
            let weight = N::one().try_sub(lambda)?.greater(&newest);
            toward(variance, &square, &weight)
        };
        let ([fast, slow], [quick, long]) = (&self.variances, &policy.lambda);
        let variances = [next(fast, quick)?, next(slow, long)?];
        let target = self.target(&variances)?;
        let [rise, fall] = &policy.step;
        let margin = if self.periods == 0 {
            target
        } else {
            stepped(&self.margin, &target, rise, fall)?
        };
        Ok(Steady {
            policy: policy.clone(),
            variances,
            periods,
            margin,
        })
    }

    /// Where the margin would be without steps.
    fn target(&self, [fast, slow]: &[N; 2]) -> Result<N, Error> {
        let policy = &self.policy;
        let (fast, slow) = (fast.sqrt()?, slow.sqrt()?);
        let (fast, slow) = (fast.high(), slow.high());
        let capped = fast.lesser(&policy.cap.mul_up(slow)?);
        let rest = N::one().try_sub(&policy.weight)?;
        let blend = policy
            .weight
            .mul_up(slow)?
            .try_add(&rest.mul_up(&capped)?)?;
        Ok(policy.multiple.mul_up(&blend)?.greater(&policy.least))
    }
}
