//! From what feeds publish to one price: what widens contains what it widens, what joins sources stays
//! inside them, and what is stale proves nothing against an account.

use crate::common::cases;
use crate::common::exact::{down, rational, up};
use crate::common::generate::{fraction, magnitude};
use num_rational::BigRational;
use num_traits::{One, Zero};
use plimsoll::margin::account::Status;
use plimsoll::price::oracle::sources::{agreement, hull, median};
use plimsoll::price::Price;
use plimsoll::{
    Account, Age, Band, Bound, Confidence, Error, Feed, Fixed, Number, Reading, Weights,
};
use proptest::collection::vec;
use proptest::prelude::*;

type Known = Price<Fixed>;

fn whole(count: u64) -> BigRational {
    BigRational::from_integer(count.into())
}

/// A known price, wide by nothing to all of itself.
fn interval() -> impl Strategy<Value = Known> {
    let width = prop_oneof![Just(127u32), 0u32..30];
    (magnitude(-27, 30), width)
        .prop_map(|(low, width)| Price::new(low, low + (low >> width)).expect("a price"))
}

/// One that contains it, or is it.
fn wider(price: &Known, by: &Fixed) -> Known {
    let low = price.low() - price.low().mul_down(by).expect("a fraction");
    let high = price.high() + price.high().mul_down(by).expect("a fraction");
    Price::from_stored(low, high).expect("a price")
}

/// `low * (1 - f)` and `high * (1 + f)`, the first not below zero.
fn widened(price: &Known, f: &BigRational) -> [Fixed; 2] {
    let [low, high] = [price.low(), price.high()].map(rational);
    let least = (BigRational::one() - f).max(BigRational::zero());
    [down(&(low * least)), up(&(high * (BigRational::one() + f)))]
}

fn ends(price: &Known) -> [Fixed; 2] {
    [*price.low(), *price.high()]
}

fn seconds() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..5, 0u64..120, 0u64..40_000_000]
}

/// Rates of up to a thousandth a second.
fn rate() -> impl Strategy<Value = Fixed> {
    prop_oneof![1 => Just(Fixed::ZERO), 4 => magnitude(-40, -10)]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    (magnitude(-4, 4), fraction(), magnitude(-10, 3))
        .prop_map(|(multiple, cap, limit)| Confidence::new(multiple, cap, limit).expect("valid"))
}

fn age() -> impl Strategy<Value = Age> {
    (seconds(), seconds(), 0u64..10, rate()).prop_map(|(fresh, more, ahead, rate)| {
        Age::new(fresh, fresh + more, ahead, rate).expect("valid")
    })
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// The exact interval, rounded outward; a greater fraction or a wider price gives a wider one.
    #[test]
    fn widening(price in interval(), f in magnitude(-48, 2), more in magnitude(-48, 2), by in fraction()) {
        let wide = price.widen(&f)?;
        prop_assert_eq!(ends(&wide), widened(&price, &rational(&f)));
        prop_assert!(wide.is_known() && wide.contains(&price));
        prop_assert!(price.widen(&(f + more))?.contains(&wide));
        prop_assert!(wider(&price, &by).widen(&f)?.contains(&wide));
        prop_assert_eq!(price.widen(&Fixed::ZERO), Ok(price));
        prop_assert_eq!(price.widen(&-f), Err(Error::InvalidFactor));
        prop_assert_eq!(Price::unknown().widen(&f), Ok(Price::unknown()));
    }

    /// `min(multiple * c, cap * p)` on both sides, known exactly where `multiple * c <= limit * p`, to a
    /// step that is decided against the feed.
    #[test]
    fn what_a_feed_says_of_itself(
        rule in confidence(), price in magnitude(-27, 30), share in magnitude(-30, 2), more in magnitude(-48, 0),
    ) {
        let stated = price.mul_up(&share)?;
        let known = rule.price(&price, &stated)?;
        let [p, c, multiple] = [&price, &stated, rule.multiple()].map(rational);
        let [cap, limit] = [rule.cap(), rule.limit()].map(rational);
        let (doubt, step) = (&multiple * &c, rational(&Fixed::DELTA));
        if known.is_known() {
            prop_assert!(doubt <= &limit * &p);
            let counted = doubt.min(cap * &p);
            prop_assert_eq!(ends(&known), [down(&(&p - &counted)).max(Fixed::ZERO), up(&(p + counted))]);
            prop_assert!(known.contains(&Price::exact(price)?));
        } else {
            prop_assert!(doubt > limit * p - &step - &step);
        }
        let surer = known;
        let less_sure = rule.price(&price, &(stated + more))?;
        prop_assert!(!less_sure.is_known() || less_sure.contains(&surer));
        for wrong in [Fixed::ZERO, -price] {
            prop_assert_eq!(rule.price(&wrong, &stated), Err(Error::InvalidPrice));
            prop_assert_eq!(Reading::new(wrong, stated, 0), Err(Error::InvalidPrice));
        }
        prop_assert_eq!(rule.price(&price, &-more), Err(Error::InvalidPrice));
        prop_assert_eq!(Reading::new(price, -more, 0), Err(Error::InvalidPrice));
    }

    /// Wider with each second, unknown beyond the limit and never before, an error too far ahead.
    #[test]
    fn what_time_does(rule in age(), price in interval(), at in 100u64..1 << 40, old in seconds(), more in seconds()) {
        let of = |old: u64| rule.price(&price, at, at + old);
        let (young, aged) = (of(old)?, of(old + more)?);
        prop_assert_eq!(young.is_known(), old <= rule.limit());
        prop_assert_eq!(aged.is_known(), old + more <= rule.limit());
        prop_assert!(!aged.is_known() || aged.contains(&young));
        if young.is_known() {
            prop_assert!(young.contains(&price));
            // The fraction is rounded up to a step before it widens.
            let f = rational(rule.rate()) * whole(old.saturating_sub(rule.fresh()));
            prop_assert_eq!(ends(&young), widened(&price, &f));
        }
        prop_assert_eq!(of(rule.fresh()), Ok(price));
        prop_assert!(of(rule.limit())?.is_known());
        prop_assert_eq!(of(rule.limit() + 1), Ok(Price::unknown()));
        let ahead = rule.ahead();
        prop_assert_eq!(rule.price(&price, at, at - ahead), Ok(price));
        prop_assert_eq!(rule.price(&price, at, at - ahead - 1), Err(Error::InvalidTime));
        prop_assert_eq!(rule.price(&Price::unknown(), at, at + old), Ok(Price::unknown()));
    }

    /// A feed does one after the other, and no feed makes a price better known.
    #[test]
    fn feeds(
        confidence in confidence(), age in age(), price in magnitude(-27, 30), share in magnitude(-30, 0),
        at in 100u64..1 << 40, old in seconds(),
    ) {
        let feed = Feed { confidence, age };
        let reading = Reading::new(price, price.mul_up(&share)?, at)?;
        let stated = confidence.price(&price, reading.confidence())?;
        let known = feed.price(&reading, at + old)?;
        prop_assert_eq!(known.is_known(), stated.is_known() && old <= age.limit());
        if known.is_known() {
            prop_assert!(known.contains(&stated) && known.contains(&Price::exact(price)?));
        }
        prop_assert_eq!(feed.price(&reading, at - age.ahead() - 1), Err(Error::InvalidTime));
    }

    /// The price itself or nothing; never admitted outside the exact band, and refused inside it by at most
    /// the steps of its ends; with time no less is admitted.
    #[test]
    fn bands(
        last in interval(), width in magnitude(-20, 1), rate in rate(), t in seconds(), more in seconds(),
        low in magnitude(-3, 3), high in 0u32..30,
    ) {
        let band = Band::new(width, rate)?;
        let low = last.low().mul_up(&low)?;
        let price = Price::new(low, low + (low >> high))?;
        let admitted = band.admit(&last, t, &price)?;
        let (w, f, one) = (rational(&width), whole(1) + rational(&rate) * whole(t), whole(1));
        let (low, high) = (rational(price.low()), rational(price.high()));
        let least = rational(last.low()) * (&one - &w) / &f;
        let most = rational(last.high()) * (&one + &w) * &f;
        let step = rational(&Fixed::DELTA);
        if admitted.is_known() {
            prop_assert_eq!(admitted, price);
            prop_assert!(low >= least && high <= most);
        } else {
            let slack = &step * (whole(2) + &f);
            prop_assert!(low < &least + &slack || high > &most - &slack);
        }
        let later = band.admit(&last, t + more, &price)?;
        prop_assert!(!admitted.is_known() || later.is_known());
        prop_assert_eq!(band.admit(&last, t, &last), Ok(last));
        prop_assert_eq!(band.admit(&Price::unknown(), t, &price), Ok(price));
        prop_assert!(!band.admit(&last, t, &Price::unknown())?.is_known());
    }

    /// Against sorted lists; permutations and unknown sources in between change nothing.
    #[test]
    fn sources(
        known in vec(interval(), 0..7), blanks in 0usize..4, quorum in 0usize..8, band in magnitude(-10, 1),
        order in any::<u64>(),
    ) {
        let mut all = known.clone();
        all.extend(vec![Price::unknown(); blanks]);
        for place in (1..all.len()).rev() {
            all.swap(place, (order >> place) as usize % (place + 1));
        }
        let enough = known.len() >= quorum.max(1);
        let (mut lows, mut highs): (Vec<_>, Vec<_>) =
            known.iter().map(|price| (*price.low(), *price.high())).unzip();
        lows.sort_unstable();
        highs.sort_unstable();
        let count = known.len();
        let widest = hull(&all, quorum);
        let middle = median(&mut all.clone(), quorum);
        let agreed = agreement(&mut all.clone(), &band, quorum)?;
        prop_assert_eq!((widest.is_known(), middle.is_known()), (enough, enough));
        if !enough {
            prop_assert!(!agreed.is_known());
            return Ok(());
        }
        prop_assert_eq!(ends(&widest), [lows[0], highs[count - 1]]);
        prop_assert_eq!(ends(&middle), [lows[(count - 1) / 2], highs[count / 2]]);
        let [least, most] = widened(&middle, &rational(&band));
        let near: Vec<_> = known
            .iter()
            .filter(|price| *price.low() >= least && *price.high() <= most)
            .collect();
        prop_assert_eq!(agreed.is_known(), near.len() >= quorum.max(1));
        if agreed.is_known() {
            let low = near.iter().map(|price| *price.low()).min();
            let high = near.iter().map(|price| *price.high()).max();
            prop_assert_eq!(ends(&agreed).map(Some), [low, high]);
            prop_assert!(widest.contains(&agreed));
        }
        prop_assert!(widest.contains(&middle));
    }

    /// Fewer than half cannot move a median beyond the others, whatever they say, nor an agreement of
    /// sources that agree at all.
    #[test]
    fn liars(honest in vec(0u32..1000, 1..6), lies in vec(interval(), 0..5), center in magnitude(-20, 20)) {
        let near = |apart: &u32| {
            let low = center + center.mul_up(&Fixed::from_bits(i128::from(*apart) << 34))?;
            Price::new(low, low + (low >> 12))
        };
        let honest: Vec<Known> = honest.iter().map(near).collect::<Result<_, _>>()?;
        let lies = &lies[..lies.len().min(honest.len() - 1)];
        let mut all = lies.to_vec();
        all.extend(&honest);
        let truth = hull(&honest, 1);
        let middle = median(&mut all, honest.len());
        prop_assert!(truth.contains(&middle), "{middle:?}");
        // 1000 * 2^-14 apart, and 2^-12 wide: within an eighth of each other.
        let band = Fixed::ONE >> 3;
        let agreed = agreement(&mut all, &band, honest.len())?;
        prop_assert!(agreed.contains(&truth), "{agreed:?}");
        let [least, most] = widened(&truth, &rational(&band));
        prop_assert!(*agreed.low() >= least && *agreed.high() <= most);
        let outliers = lies.iter().filter(|lie| *lie.high() > most || *lie.low() < least).count();
        if outliers == lies.len() {
            prop_assert_eq!(agreed, truth);
        }
    }
}

/// A holding or a debt, what a feed said of its price, and how long ago.
type Held = (Fixed, Fixed, Fixed, u64);

fn held() -> impl Strategy<Value = Vec<(Held, bool)>> {
    let one = (
        magnitude(-10, 10),
        magnitude(-10, 10),
        magnitude(-12, -3),
        0u64..100,
    );
    vec((one, any::<bool>()), 1..6)
}

/// All three levels, prices by the level's own feed.
fn account(
    held: &[(Held, bool)],
    feeds: &[Feed; 3],
    age: impl Fn(u64) -> u64,
) -> Result<Account<3>, Error> {
    const NOW: u64 = 1_700_000_000;
    let weights = [[0.8, 1.2], [0.9, 1.1], [1.0, 1.0]];
    let mut account = Account::new();
    for ((quantity, price, share, old), owed) in held {
        let reading = Reading::new(*price, price.mul_up(share)?, NOW - age(*old))?;
        let mut bounds = [Bound::unknown(); 3];
        for ((bound, feed), [asset, liability]) in bounds.iter_mut().zip(feeds).zip(weights) {
            let weights = Weights::new(Fixed::from_num(asset), Fixed::from_num(liability))?;
            *bound = weights.apply(&feed.price(&reading, NOW)?)?;
        }
        let quantity = if *owed { -*quantity } else { *quantity };
        account.add(&quantity, &bounds)?;
    }
    account.close(held.len() as u32)
}

proptest! {
    #![proptest_config(cases(20_000))]

    /// The same account read at once is the measure: what is stale proves no account healthy that it is
    /// not, and none liquidatable.
    #[test]
    fn freshness_is_asymmetric(
        held in held(), rate in rate(), limits in [0u64..100, 0u64..100, 0u64..100],
        multiples in [0u32..5, 0u32..5, 0u32..5],
    ) {
        let (mut limits, mut multiples) = (limits, multiples);
        limits.sort_unstable();
        multiples.sort_unstable();
        let mut feeds = Vec::new();
        for (limit, multiple) in limits.into_iter().zip(multiples.into_iter().rev()) {
            feeds.push(Feed {
                confidence: Confidence::new(Fixed::from_num(multiple), Fixed::ONE, Fixed::from_num(4))?,
                age: Age::new(limit / 2, limit, 0, rate)?,
            });
        }
        let feeds: [Feed; 3] = feeds.try_into().expect("three");
        let late = account(&held, &feeds, |old| old)?;
        let prompt = account(&held, &feeds, |_| 0)?;
        for ((late, prompt), feed) in late.levels().iter().zip(prompt.levels()).zip(&feeds) {
            prop_assert!(!late.healthy() || prompt.healthy());
            prop_assert!(late.assets() <= prompt.assets());
            let is_stale = |(held, _): &(Held, bool)| held.3 > feed.age.limit();
            prop_assert_eq!(late.is_stale(), held.iter().any(is_stale));
            let counted: Vec<_> = held.iter().filter(|held| !is_stale(held)).collect();
            let owed = counted.iter().filter(|(_, owed)| *owed).count();
            prop_assert_eq!(late.surplus().is_err(), owed != held.iter().filter(|(_, owed)| *owed).count());
        }
        let liquidatable = matches!(late.status(), Status::Liquidatable | Status::Insolvent);
        prop_assert!(!(late.maintenance().is_stale() && liquidatable), "{late:?}");
        // A collateral that is left out may cost an account its standing, never give it one.
        prop_assert!(late.status() != Status::Healthy || prompt.status() == Status::Healthy);
        // What nobody left out is judged as ever.
        if !late.maintenance().is_stale() {
            prop_assert_eq!(liquidatable, !late.maintenance().healthy());
        }
    }
}

/// Every price and every width of an 8-bit type: within the exact interval's rounding or out of range.
#[test]
fn every_short_width() {
    type Short = fixed::FixedI8<fixed::types::extra::U4>;
    let exact = |number: &Short| i64::from(number.to_bits());
    let all = |from: i8| (from..=i8::MAX).map(Short::from_bits);
    for low in all(1) {
        for high in all(low.to_bits()) {
            let price = Price::new(low, high).expect("a price");
            for f in all(0) {
                let (low, high, f) = (exact(&low), exact(&high), exact(&f));
                // Sixteenths of sixteenths.
                let least = (low * (16 - f)).div_euclid(16).max(0);
                let most = -(-high * (16 + f)).div_euclid(16);
                let expected = i8::try_from(most).map(Short::from_bits).ok();
                match price.widen(&Short::from_bits(f as i8)) {
                    Ok(wide) => {
                        assert_eq!(exact(wide.low()), least);
                        assert_eq!(Some(*wide.high()), expected);
                    }
                    Err(error) => {
                        assert_eq!(error, Error::Overflow);
                        assert!(expected.is_none());
                    }
                }
            }
        }
    }
}
