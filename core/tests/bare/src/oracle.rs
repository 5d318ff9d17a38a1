use crate::export::exports;
use plimsoll::price::oracle::{self, age, band, confidence, ema, sources, stable, twap};
use plimsoll::price::remote;
use plimsoll::risk::quota;
use plimsoll::{Error, Fixed, Price};

type Reading = oracle::Reading<Fixed>;
type Feed = oracle::Feed<Fixed>;
type Age = age::Age<Fixed>;
type Band = band::Band<Fixed>;
type TimeWeighted = twap::TimeWeighted<Fixed>;
type Sum = twap::Sum<Fixed>;
type Exponential = ema::Exponential<Fixed>;
type Pace = stable::Pace<Fixed>;
/// A day of hours.
type Hours = [Fixed; 24];
type Stable = stable::Stable<Fixed, Hours>;
type Made = Result<Stable, Error>;
type Remote = remote::Remote<Fixed>;
type Quota = quota::Quota<Fixed>;

// A stable price is half a kilobyte: the caller says where it goes, so that the stack shown is the library's own.
exports! {
    fn reading_new(price: Fixed, confidence: Fixed, at: u64) = Reading::new(price, confidence, at);
    fn reading_price(a: &Reading) = Reading::price(a);
    fn reading_confidence(a: &Reading) = Reading::confidence(a);
    fn reading_at(a: &Reading) = Reading::at(a);
    fn feed_price(a: &Feed, reading: &Reading, now: u64) = Feed::price(a, reading, now);

    fn stated_confidence_new(multiple: Fixed, cap: Fixed, limit: Fixed) = confidence::Confidence::new(multiple, cap, limit);
    fn stated_confidence_multiple(a: &confidence::Confidence<Fixed>) = confidence::Confidence::multiple(a);
    fn stated_confidence_cap(a: &confidence::Confidence<Fixed>) = confidence::Confidence::cap(a);
    fn stated_confidence_limit(a: &confidence::Confidence<Fixed>) = confidence::Confidence::limit(a);
    fn stated_confidence_price(a: &confidence::Confidence<Fixed>, price: &Fixed, stated: &Fixed) =
        confidence::Confidence::price(a, price, stated);

    fn age_new(fresh: u64, limit: u64, ahead: u64, rate: Fixed) = Age::new(fresh, limit, ahead, rate);
    fn age_fresh(a: &Age) = Age::fresh(a);
    fn age_limit(a: &Age) = Age::limit(a);
    fn age_ahead(a: &Age) = Age::ahead(a);
    fn age_rate(a: &Age) = Age::rate(a);
    fn age_since(a: &Age, at: u64, now: u64) = Age::since(a, at, now);
    fn age_price(a: &Age, price: &Price, at: u64, now: u64) = Age::price(a, price, at, now);

    fn sources_hull(sources: &[Price], quorum: usize) = sources::hull(sources, quorum);
    fn sources_median(sources: &mut [Price], quorum: usize) = sources::median(sources, quorum);
    fn sources_agreement(sources: &mut [Price], band: &Fixed, quorum: usize) = sources::agreement(sources, band, quorum);

    fn band_new(width: Fixed, rate: Fixed) = Band::new(width, rate);
    fn band_width(a: &Band) = Band::width(a);
    fn band_rate(a: &Band) = Band::rate(a);
    fn band_admit(a: &Band, last: &Price, elapsed: u64, price: &Price) = Band::admit(a, last, elapsed, price);

    fn time_weighted_new(price: Price, at: u64) = TimeWeighted::new(price, at);
    fn time_weighted_observe(a: &TimeWeighted, price: &Price, at: u64) = TimeWeighted::observe(a, price, at);
    fn time_weighted_last(a: &TimeWeighted) = TimeWeighted::last(a);
    fn time_weighted_sum(a: &TimeWeighted, now: u64) = TimeWeighted::sum(a, now);
    fn sum_average(a: &Sum, since: &Sum) = Sum::average(a, since);

    fn exponential_new(span: u64, price: Price, at: u64) = Exponential::new(span, price, at);
    fn exponential_span(a: &Exponential) = Exponential::span(a);
    fn exponential_last(a: &Exponential) = Exponential::last(a);
    fn exponential_observe(a: &Exponential, price: &Price, at: u64) = Exponential::observe(a, price, at);
    fn exponential_average(a: &Exponential, now: u64) = Exponential::average(a, now);

    fn pace_new(rate: Fixed, growth: Fixed, interval: u64, longest: u64) = Pace::new(rate, growth, interval, longest);
    fn pace_rate(a: &Pace) = Pace::rate(a);
    fn pace_growth(a: &Pace) = Pace::growth(a);
    fn pace_interval(a: &Pace) = Pace::interval(a);
    fn pace_longest(a: &Pace) = Pace::longest(a);
    fn stable_new(out: &mut Made, pace: Pace, delays: &Hours, start: Fixed, at: u64) = *out = Stable::new(pace, *delays, start, at);
    fn stable_observe(out: &mut Made, a: &Stable, price: &Price, at: u64) = *out = Stable::observe(a, price, at);
    fn stable_price(a: &Stable, now: u64) = Stable::price(a, now);
    fn stable_delay(a: &Stable) = Stable::delay(a);
    fn stable_last(a: &Stable) = Stable::last(a);

    fn remote_new(deviations: Fixed, volatility: Fixed, period: u64, finality: u64, limit: u64) =
        Remote::new(deviations, volatility, period, finality, limit);
    fn remote_deviations(a: &Remote) = Remote::deviations(a);
    fn remote_volatility(a: &Remote) = Remote::volatility(a);
    fn remote_period(a: &Remote) = Remote::period(a);
    fn remote_finality(a: &Remote) = Remote::finality(a);
    fn remote_limit(a: &Remote) = Remote::limit(a);
    fn remote_price(a: &Remote, price: &Price, attested: u64, now: u64, quotas: &[Quota]) =
        Remote::price(a, price, attested, now, quotas);

    fn quota_new(limit: Fixed, used: Fixed) = Quota::new(limit, used);
    fn quota_limit(a: &Quota) = Quota::limit(a);
    fn quota_used(a: &Quota) = Quota::used(a);
    fn quota_room(a: &Quota) = Quota::room(a);
    fn quota_share(a: &Quota) = Quota::share(a);
    fn quota_excess(a: &Quota) = Quota::excess(a);
}
