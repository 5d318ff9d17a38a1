//! Feeds, averages, estimators and governed parameters: the rest of the table.

use crate::price::oracle::{stable::Stable, twap};
use crate::risk::parameters::set::{Name, COUNT};
use crate::weights::profile::Access;
use crate::{
    Boost, Error, Exponential, Fixed, Pace, Parameter, Parameters, Price, Profile, Rule,
    TimeWeighted,
};

/// A feed's confidence, beside that of a contingency.
pub type FeedConfidence = crate::Confidence;
pub type Sum = twap::Sum<Fixed>;
/// A profile at initial, maintenance and equity.
pub type Profile3 = Profile<3>;
/// A boost at initial, maintenance and equity.
pub type Boost3 = Boost<3>;

/// Every case, in the order of its number on the wire.
pub const ACCESSES: [Access; 3] = Access::ALL;
/// Every case, in the order of its number on the wire.
pub const NAMES: [Name; COUNT] = Name::ALL;

/// The part of the table for prices and what estimates them.
macro_rules! feeds {
    ($form:ident) => {
        $form!(
            /// A [`Reading`] in 40 bytes; zeros are refused, because nobody has published a price.
            "Reading" Reading PackedReading { price(): Fixed, confidence(): Fixed, at(): u64 } Reading::new
        );
        $form!(
            /// A feed's [`Confidence`](crate::price::oracle::confidence::Confidence) in 48 bytes; zeros admit
            /// what is certain.
            "FeedConfidence" FeedConfidence PackedFeedConfidence {
                multiple(): Fixed, cap(): Fixed, limit(): Fixed
            } FeedConfidence::new
        );
        $form!(
            /// An [`Age`] in 40 bytes; zeros know a price in its own second only.
            "Age" Age PackedAge { fresh(): u64, limit(): u64, ahead(): u64, rate(): Fixed } Age::new
        );
        stored::portfolio::plain!($form
            /// A [`Feed`] in 88 bytes; zeros know what is certain in its own second.
            "Feed" Feed PackedFeed { confidence: FeedConfidence, age: Age } stored::portfolio::any
        );
        $form!(
            /// A [`Band`] in 32 bytes; zeros admit the last price only.
            "Band" Band PackedBand { width(): Fixed, rate(): Fixed } Band::new
        );
        stored::portfolio::plain!($form
            /// A [`Sum`](crate::price::oracle::twap::Sum) in 40 bytes; zeros are where an average begins.
            "Sum" Sum PackedSum { low: Fixed, high: Fixed, at: u64 } stored::portfolio::any
        );
        $form!(
            /// A [`TimeWeighted`] in 72 bytes; zeros are refused, because no price stands.
            "TimeWeighted" TimeWeighted PackedTimeWeighted { sum: Sum, price: Price }
            stored::risk::time_weighted
        );
        $form!(
            /// An [`Exponential`] in 80 bytes; zeros are refused, because no price stands.
            "Exponential" Exponential PackedExponential { span: u64, average: Price, price: Price, at: u64 }
            stored::risk::exponential
        );
        $form!(
            /// A [`Pace`] in 48 bytes; zeros are refused, because the interval is none.
            "Pace" Pace PackedPace { rate(): Fixed, growth(): Fixed, interval(): u64, longest(): u64 }
            Pace::new
        );
        $form!(
            /// A [`Stable`] in 132 bytes and 16 a delay price, of 24 in 516; zeros are refused, because no
            /// price stands.
            "Stable" Stable [S] PackedStable {
                pace: Pace, stable: Fixed, delays: [Fixed; S], newest: u32, sum: Fixed, since: u64,
                price: Price, at: u64
            } stored::risk::stable
        );
        $form!(
            /// A [`Remote`] in 56 bytes; zeros are refused, because the period is none.
            "Remote" Remote PackedRemote {
                deviations(): Fixed, volatility(): Fixed, period(): u64, finality(): u64, limit(): u64
            } Remote::new
        );
        $form!(
            /// A [`Quota`] in 32 bytes; zeros are none, unused.
            "Quota" Quota PackedQuota { limit(): Fixed, used(): Fixed } Quota::new
        );
        $form!(
            /// An [`Ewma`] in 32 bytes; zeros remember nothing.
            "Ewma" Ewma PackedEwma { lambda(): Fixed, variance(): Fixed } Ewma::new
        );
        $form!(
            /// A [`Garch`] in 48 bytes; zeros expect no move.
            "Garch" Garch PackedGarch { omega(): Fixed, alpha(): Fixed, beta(): Fixed } Garch::new
        );
        $form!(
            /// A margin [`Policy`] in 128 bytes; zeros ask for nothing.
            "Policy" Policy PackedPolicy {
                lambda(): [Fixed; 2], weight(): Fixed, cap(): Fixed, multiple(): Fixed, least(): Fixed,
                step(): [Fixed; 2]
            } Policy::new
        );
        $form!(
            /// A [`Steady`] margin in 184 bytes; zeros ask for nothing.
            "Steady" Steady PackedSteady {
                policy(): Policy, variances(): [Fixed; 2], periods(): u64, margin(): Fixed
            } Steady::from_stored
        );
        $form!(
            /// An [`Offset`] in 48 bytes; zeros rely on no correlation.
            "Offset" Offset PackedOffset { floor(): Fixed, stress(): Fixed, least(): Fixed } Offset::new
        );
    };
}
pub(in crate::support) use feeds;

/// The part of the table for weights that follow size and class, and for parameters.
macro_rules! parameters {
    ($form:ident) => {
        stored::portfolio::plain!($form
            /// A [`Slice`] in 48 bytes; the ladder is validated where `Slices` is made.
            "Slice" Slice PackedSlice { floor: Fixed, ratio: Fixed, addend: Fixed } stored::portfolio::any
        );
        $form!(
            /// A [`Boost`](crate::Boost) at three levels in 50 bytes; zeros boost nothing.
            "Boost" Boost3 PackedBoost { class(): u16, assets(): [Fixed; 3] } Boost3::new
        );
        stored::portfolio::plain!($form
            /// A [`Profile`](crate::Profile) at three levels in 99 bytes; zeros are refused, because they are
            /// no weights.
            "Profile" Profile3 PackedProfile { class: u16, access: Access, weights: [Weights; 3] }
            stored::portfolio::any
        );
        $form!(
            /// A [`Parameter`] in 48 bytes; zeros stand still at zero.
            "Parameter" Parameter PackedParameter { from(): Fixed, to(): Fixed, start(): u64, end(): u64 }
            Parameter::moving
        );
        $form!(
            /// A [`Rule`] in 96 bytes; zeros allow nothing but zero.
            "Rule" Rule PackedRule {
                least: Fixed, most: Fixed, rise(): Fixed, fall(): Fixed, grain(): Fixed,
                delay(): u64, ramp(): u64
            } stored::risk::rule
        );
        stored::portfolio::plain!($form
            /// A [`Change`] in 17 bytes; zeros set the first parameter to zero.
            "Change" Change PackedChange { name: Name, value: Fixed } stored::portfolio::any
        );
        $form!(
            /// [`Parameters`] in 392 bytes; zeros are refused, because no cap is set.
            "Parameters" Parameters PackedParameters { version(): u64, values: [Parameter; 8] }
            stored::risk::set
        );
    };
}
pub(in crate::support) use parameters;

/// What [`TimeWeighted::observe`] leaves.
pub fn time_weighted(sum: Sum, price: Price) -> Result<TimeWeighted, Error> {
    if !price.is_known() {
        return Err(Error::UnknownPrice);
    }
    Ok(TimeWeighted { sum, price })
}

/// What [`Exponential::observe`] leaves; the average is unknown in the first second.
pub fn exponential(span: u64, average: Price, price: Price, at: u64) -> Result<Exponential, Error> {
    let mut next = Exponential::new(span, price, at)?;
    next.average = average;
    Ok(next)
}

/// What [`Stable::observe`] leaves: prices above zero, a newest one that is there, an interval that has begun.
#[allow(clippy::too_many_arguments)] // the fields, in order
pub fn stable<A: AsRef<[Fixed]>>(
    pace: Pace,
    stable: Fixed,
    delays: A,
    newest: u32,
    sum: Fixed,
    since: u64,
    price: Price,
    at: u64,
) -> Result<Stable<Fixed, A>, Error> {
    if delays.as_ref().len() <= newest as usize {
        return Err(Error::InvalidLength);
    }
    if !price.is_known() {
        return Err(Error::UnknownPrice);
    }
    if since > at {
        return Err(Error::InvalidTime);
    }
    let positive = stable > Fixed::ZERO && delays.as_ref().iter().all(|delay| *delay > Fixed::ZERO);
    if !positive || sum.is_negative() {
        return Err(Error::InvalidPrice);
    }
    Ok(Stable {
        pace,
        stable,
        delays,
        newest,
        sum,
        since,
        price,
        at,
    })
}

/// The arguments of [`Rule::new`], one after the other.
pub fn rule(
    least: Fixed,
    most: Fixed,
    rise: Fixed,
    fall: Fixed,
    grain: Fixed,
    delay: u64,
    ramp: u64,
) -> Result<Rule, Error> {
    Rule::new([least, most], rise, fall, grain, delay, ramp)
}

/// A set as it was when it was last changed.
pub fn set(version: u64, values: [Parameter; COUNT]) -> Result<Parameters, Error> {
    let last = values.iter().map(Parameter::start).max().unwrap_or(0);
    Parameters::from_stored(version, values, last).map_err(|refusal| refusal.error())
}
