//! Feeds, averages, estimators, profiles and parameters.

use super::{both, formats, Valid};
use plimsoll::price::oracle::twap::Sum;
use plimsoll::risk::parameters::set::Name;
use plimsoll::support::bytemuck::*;
use plimsoll::weights::profile::Access;
use plimsoll::{
    Age, Band, Boost, Change, Confidence, Ewma, Exponential, Feed, Fixed, Garch, Offset, Pace,
    Parameter, Parameters, Policy, Profile, Quota, Reading, Remote, Rule, Slice, Stable, Steady,
    TimeWeighted,
};

fn unsigned(numbers: &[&Fixed]) -> bool {
    numbers.iter().all(|number| **number >= 0)
}

fn fractions(numbers: &[Fixed]) -> bool {
    let mut numbers = numbers.iter();
    numbers.all(|number| (Fixed::ZERO..=Fixed::ONE).contains(number))
}

impl Valid for Access {}
impl Valid for Name {}
impl Valid for Sum<Fixed> {}
impl Valid for Slice {}
impl Valid for Change {}
impl Valid for Reading {
    fn valid(&self) -> bool {
        *self.price() > 0 && *self.confidence() >= 0
    }
}
impl Valid for Confidence {
    fn valid(&self) -> bool {
        unsigned(&[self.multiple(), self.limit()]) && fractions(&[*self.cap()])
    }
}
impl Valid for Age {
    fn valid(&self) -> bool {
        self.fresh() <= self.limit() && *self.rate() >= 0
    }
}
impl Valid for Feed {
    fn valid(&self) -> bool {
        self.confidence.valid() && self.age.valid()
    }
}
impl Valid for Band {
    fn valid(&self) -> bool {
        unsigned(&[self.width(), self.rate()])
    }
}
impl Valid for TimeWeighted {
    fn valid(&self) -> bool {
        self.last().0.is_known()
    }
}
impl Valid for Exponential {
    fn valid(&self) -> bool {
        self.last().0.is_known() && self.span() > 0
    }
}
impl Valid for Pace {
    fn valid(&self) -> bool {
        unsigned(&[self.rate(), self.growth()]) && self.interval() > 0
    }
}
impl<const D: usize> Valid for Stable<D> {
    fn valid(&self) -> bool {
        self.last().0.is_known() && *self.delay() > 0
    }
}
impl Valid for Remote {
    fn valid(&self) -> bool {
        unsigned(&[self.deviations(), self.volatility()]) && self.period() > 0
    }
}
impl Valid for Quota {
    fn valid(&self) -> bool {
        unsigned(&[self.limit(), self.used()])
    }
}
impl Valid for Ewma {
    fn valid(&self) -> bool {
        fractions(&[*self.lambda()]) && *self.variance() >= 0
    }
}
impl Valid for Garch {
    fn valid(&self) -> bool {
        unsigned(&[self.omega(), self.alpha(), self.beta()]) && *self.alpha() + *self.beta() < 1
    }
}
impl Valid for Offset {
    fn valid(&self) -> bool {
        let ordered = *self.floor() >= -1 && self.floor() <= self.stress() && *self.stress() <= 1;
        ordered && fractions(&[*self.least()])
    }
}
impl Valid for Policy {
    fn valid(&self) -> bool {
        let [rise, fall] = self.step();
        fractions(self.lambda())
            && fractions(&[*self.weight(), *fall])
            && unsigned(&[self.cap(), self.multiple(), self.least(), rise])
    }
}
impl Valid for Steady {
    fn valid(&self) -> bool {
        let [fast, slow] = self.variances();
        self.policy().valid() && unsigned(&[fast, slow]) && self.margin() >= self.policy().least()
    }
}
impl Valid for Boost<3> {
    fn valid(&self) -> bool {
        fractions(self.assets())
    }
}
impl Valid for Profile<3> {
    fn valid(&self) -> bool {
        self.weights.iter().all(Valid::valid)
    }
}
impl Valid for Parameter {
    fn valid(&self) -> bool {
        self.start() <= self.end()
    }
}
impl Valid for Rule {
    fn valid(&self) -> bool {
        let [least, most] = self.bounds();
        least <= most && unsigned(&[self.rise(), self.grain()]) && fractions(&[*self.fall()])
    }
}
impl Valid for Parameters {
    fn valid(&self) -> bool {
        let now = Name::ALL.map(|name| self.get(name).start());
        let at = |name| self.at(name, now.into_iter().max().unwrap_or(0)).unwrap();
        at(Name::InitialAsset) <= at(Name::MaintenanceAsset)
            && at(Name::MaintenanceLiability) <= at(Name::InitialLiability)
            && at(Name::DepositCap) > 0
    }
}

pub fn risk(data: &[u8]) {
    formats::<Access>(data);
    formats::<Name>(data);
    both::<Reading, PackedReading>(data);
    both::<Confidence, PackedFeedConfidence>(data);
    both::<Age, PackedAge>(data);
    both::<Feed, PackedFeed>(data);
    both::<Band, PackedBand>(data);
    both::<Sum<Fixed>, PackedSum>(data);
    both::<TimeWeighted, PackedTimeWeighted>(data);
    both::<Exponential, PackedExponential>(data);
    both::<Pace, PackedPace>(data);
    both::<Stable<3>, PackedStable<3>>(data);
    both::<Remote, PackedRemote>(data);
    both::<Quota, PackedQuota>(data);
    both::<Ewma, PackedEwma>(data);
    both::<Garch, PackedGarch>(data);
    both::<Offset, PackedOffset>(data);
    both::<Policy, PackedPolicy>(data);
    both::<Steady, PackedSteady>(data);
    both::<Slice, PackedSlice>(data);
    both::<Boost<3>, PackedBoost>(data);
    both::<Profile<3>, PackedProfile>(data);
    both::<Parameter, PackedParameter>(data);
    both::<Rule, PackedRule>(data);
    both::<Change, PackedChange>(data);
    both::<Parameters, PackedParameters>(data);
}
