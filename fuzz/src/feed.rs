//! Feeds, sources and averages over any sequence of prices and times: what widens contains, what averages
//! stays inside the hull of what it was given, and prices of one second join in any order.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::price::oracle::sources;
use plimsoll::support::arbitrary as edges;
use plimsoll::{
    Age, Band, Confidence, Error, Exponential, Feed, Fixed, Pace, Price, Quota, Reading, Remote,
    Stable, TimeWeighted,
};

/// Up to sixteen prices, a few seconds to a few weeks apart, some in one second.
pub fn feed(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    readings(u)?;
    joined(u)?;
    remote(u)?;
    averages(u)
}

const TIMED: [Error; 2] = [Error::Overflow, Error::InvalidTime];

fn readings(u: &mut Unstructured<'_>) -> Result<()> {
    let (price, confidence) = (draw::amount(u)?, draw::amount(u)?);
    let at = u64::from(u16::arbitrary(u)?);
    let Ok(reading) = Reading::new(price, confidence, at) else {
        assert!(price <= 0);
        return Ok(());
    };
    let feed = match bool::arbitrary(u)? {
        true => Feed::arbitrary(u)?,
        false => Feed {
            confidence: Confidence::new(Fixed::from_num(2), edges::fraction(u)?, Fixed::ONE)
                .expect("in range"),
            age: Age::arbitrary(u)?,
        },
    };
    let now = u64::from(u16::arbitrary(u)?);
    if let Some(found) = draw::only(feed.price(&reading, now), &TIMED) {
        let exact = Price::exact(price).expect("positive");
        assert!(!found.is_known() || found.contains(&exact));
        let band = Band::arbitrary(u)?;
        let elapsed = u64::from(u32::arbitrary(u)?);
        if let Some(admitted) = draw::only(band.admit(&found, elapsed, &exact), &[Error::Overflow])
        {
            assert!(admitted == exact || !admitted.is_known());
        }
    }
    Ok(())
}

fn joined(u: &mut Unstructured<'_>) -> Result<()> {
    let mut all = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 8 {
        all.push(draw::price(u)?);
    }
    let quorum = usize::from(u8::arbitrary(u)? % 5);
    let hull = sources::hull(&all, quorum);
    let median = sources::median(&mut all, quorum);
    assert_eq!(hull.is_known(), median.is_known());
    assert!(!median.is_known() || hull.contains(&median));
    let band = edges::magnitude(u)?;
    let agreed = sources::agreement(&mut all, &band, quorum);
    if let Some(agreed) = draw::only(agreed, &[Error::Overflow]) {
        assert!(!agreed.is_known() || hull.contains(&agreed));
    }
    Ok(())
}

fn remote(u: &mut Unstructured<'_>) -> Result<()> {
    let (remote, price) = (Remote::arbitrary(u)?, draw::price(u)?);
    let quotas = [Quota::arbitrary(u)?, Quota::arbitrary(u)?];
    let (attested, now) = (u64::from(u8::arbitrary(u)?), u64::from(u16::arbitrary(u)?));
    if let Some(found) = draw::only(remote.price(&price, attested, now, &quotas), &TIMED) {
        assert!(!found.is_known() || found.contains(&price));
    }
    Ok(())
}

const OBSERVING: [Error; 3] = [Error::Overflow, Error::InvalidTime, Error::UnknownPrice];

fn averages(u: &mut Unstructured<'_>) -> Result<()> {
    let mut now = u64::from(u32::arbitrary(u)?);
    let start = draw::amount(u)?.max(Fixed::DELTA);
    let first = Price::exact(start).expect("positive");
    let pace = Pace::arbitrary(u)?;
    let mut stable = Stable::<5>::new(pace, [Fixed::ZERO; 5], start, now).expect("positive");
    let mut mean = Exponential::new(u64::from(u16::arbitrary(u)?) + 1, first, now).expect("known");
    let mut twap = TimeWeighted::new(first, now).expect("known");
    let (begin, mut hull) = (twap.sum(now).expect("the same second"), first);
    for _ in 0..u8::arbitrary(u)? % 16 {
        now = now.wrapping_add(match u8::arbitrary(u)? % 4 {
            0 => 0,
            1 => u64::from(u8::arbitrary(u)?),
            2 => u64::from(u16::arbitrary(u)?),
            _ => u64::from(u32::arbitrary(u)?),
        });
        let (a, b) = (draw::price(u)?, draw::price(u)?);
        // Two prices of one second, in both orders.
        let both = |x: &Price, y: &Price| stable.observe(x, now).and_then(|s| s.observe(y, now));
        let (one, other) = (both(&a, &b), both(&b, &a));
        assert!(one == other || one.is_err() && other.is_err());
        let Some(next) = draw::only(one, &OBSERVING) else {
            return Ok(());
        };
        hull = hull.hull(&a).hull(&b);
        stable = next;
        let ema = mean.observe(&a, now).and_then(|m| m.observe(&b, now));
        let sums = twap.observe(&a, now).and_then(|t| t.observe(&b, now));
        let (Some(ema), Some(sums)) = (draw::only(ema, &OBSERVING), draw::only(sums, &OBSERVING))
        else {
            return Ok(());
        };
        (mean, twap) = (ema, sums);
        let later = now.wrapping_add(u64::from(u16::arbitrary(u)?));
        if let Some(price) = draw::only(stable.price(later), &TIMED) {
            assert!(hull.contains(&price), "{hull:?} {price:?}");
        }
        if let Some(price) = draw::only(mean.average(later), &TIMED) {
            assert!(hull.contains(&price), "{hull:?} {price:?}");
        }
        if let Some(sum) = draw::only(twap.sum(later), &TIMED) {
            if let Some(price) = draw::only(sum.average(&begin), &TIMED) {
                assert!(hull.contains(&price), "{hull:?} {price:?}");
            }
        }
    }
    Ok(())
}
