//! Estimators, weights that scale and governed parameters on any numbers: variances and margins stay between
//! their inputs, offsets between the net and the gross, and what is accepted is valid at every second.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::risk::parameters::set::{Name, Refusal};
use plimsoll::risk::volatility::filtered::{expected_shortfall, filtered, quantile};
use plimsoll::risk::volatility::{floor, margin_fraction, over, range};
use plimsoll::risk::{correlation, liquidity};
use plimsoll::support::arbitrary as edges;
use plimsoll::weights::size;
use plimsoll::{
    Boost, Change, Error, Ewma, Fixed, Garch, Interval, Offset, Parameters, Profile, Quota, Rule,
    Slice, Slices, Steady, Weights,
};

pub fn risk(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    match u8::arbitrary(u)? % 5 {
        0 => variances(u),
        1 => matrices(u),
        2 => fractions(u),
        3 => weights(u),
        _ => parameters(u),
    }
}

const OVERFLOW: [Error; 1] = [Error::Overflow];

/// A return: mostly some per cent.
fn change(u: &mut Unstructured<'_>) -> Result<Fixed> {
    if !u.ratio(31, 32)? {
        return edges::number(u);
    }
    Ok(Fixed::from_bits(i128::from(i64::arbitrary(u)? >> 18)))
}

fn variances(u: &mut Unstructured<'_>) -> Result<()> {
    let (ewma, r) = (Ewma::arbitrary(u)?, change(u)?);
    if let Some(next) = draw::only(ewma.update(&r), &OVERFLOW) {
        let square = r.checked_mul(r).map(|s| s.saturating_add(Fixed::DELTA));
        let inside =
            |v: Fixed| v >= ewma.variance().min(&square.unwrap_or(v)).to_owned() - Fixed::DELTA;
        assert!(inside(*next.variance()));
        assert!(next.variance() <= ewma.variance() || Some(*next.variance()) <= square);
    }
    let periods = draw::amount(u)?;
    let allowed = [Error::Overflow, Error::OutOfDomain];
    if let Some(next) = draw::only(
        ewma.observe_over(&r.checked_abs().unwrap_or(Fixed::MAX), &periods),
        &allowed,
    ) {
        assert!(*next.variance() >= 0);
        let _ = next.sigma().expect("a variance has a root");
    }
    let garch = Garch::arbitrary(u)?;
    if let Some(next) = draw::only(garch.next(ewma.variance(), &r), &OVERFLOW) {
        assert!(next >= *garch.omega());
        let _ = draw::only(
            garch.forecast(&next, u64::from(u16::arbitrary(u)?)),
            &OVERFLOW,
        );
    }
    let _ = draw::only(garch.long_run(), &OVERFLOW);
    let mut returns = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 40 {
        returns.push(change(u)?);
    }
    let mut scratch = vec![Fixed::MIN; returns.len()];
    let ratio = Interval::between(&edges::magnitude(u)?, &edges::magnitude(u)?);
    let allowed = [Error::Overflow, Error::InvalidLength];
    if draw::only(filtered(&returns, &ewma, &ratio, &mut scratch), &allowed).is_some() {
        let confidence = edges::fraction(u)?;
        let value = draw::only(quantile(&mut scratch, &confidence), &allowed);
        let mean = draw::only(expected_shortfall(&mut scratch, &confidence), &allowed);
        if let (Some(value), Some(mean)) = (value, mean) {
            assert!(value >= 0 && mean >= value, "{mean} below {value}");
        }
    }
    let mut steady = Steady::arbitrary(u)?;
    for r in &returns {
        let Some(next) = draw::only(steady.observe(r), &OVERFLOW) else {
            break;
        };
        assert!(next.margin() >= next.policy().least());
        steady = next;
    }
    let (low, high) = (draw::amount(u)?, draw::amount(u)?);
    let prices = Interval::between(&low, &high);
    let _ = draw::only(range::parkinson(&prices), &allowed_range());
    Ok(())
}

fn allowed_range() -> [Error; 3] {
    [Error::Overflow, Error::OutOfDomain, Error::InvalidPrice]
}

fn matrices(u: &mut Unstructured<'_>) -> Result<()> {
    let count = 1 + usize::from(u8::arbitrary(u)? % 5);
    let mut matrix = vec![Fixed::ZERO; count * count];
    let lambda = edges::fraction(u)?;
    for _ in 0..u8::arbitrary(u)? % 6 {
        let mut day = Vec::new();
        for _ in 0..count {
            day.push(change(u)?);
        }
        let before = matrix.clone();
        if draw::only(correlation::update(&mut matrix, &day, &lambda), &OVERFLOW).is_none() {
            assert_eq!(before, matrix);
        }
    }
    let allowed = [Error::Overflow, Error::OutOfDomain];
    for (i, j) in [(0, 0), (0, count - 1), (count - 1, 0)] {
        if let Some(rho) = draw::only(correlation::correlation(&matrix, count, i, j), &allowed) {
            assert!(*rho.low() >= -1 && *rho.high() <= 1);
            let (offset, a, b) = (
                Offset::arbitrary(u)?,
                draw::quantity(u)?,
                draw::quantity(u)?,
            );
            if let Some(margin) = draw::only(offset.margin(&a, &b, &rho), &OVERFLOW) {
                assert!(margin <= a.abs() + b.abs() && margin >= (a + b).abs().min(margin));
            }
        }
    }
    let mut positions = Vec::new();
    for _ in 0..count {
        positions.push(draw::quantity(u)?);
    }
    if let Some(sigma) = draw::only(correlation::sigma(&matrix, &positions), &allowed) {
        assert!(sigma >= 0);
    }
    Ok(())
}

fn fractions(u: &mut Unstructured<'_>) -> Result<()> {
    let [a, b, c, d] = [(); 4].map(|()| draw::amount(u).unwrap_or(Fixed::ONE));
    let share = edges::fraction(u)?;
    let allowed = [
        Error::Overflow,
        Error::DivisionByZero,
        Error::InvalidFraction,
        Error::InvalidRamp,
    ];
    let _ = draw::only(margin_fraction(&a, &share, &b), &allowed);
    let _ = draw::only(over(&share, &a, &b), &allowed);
    let _ = draw::only(liquidity::impact(&a, &share, &b, &c), &allowed);
    let _ = draw::only(liquidity::close_out_cost(&a, &share), &allowed);
    let _ = draw::only(liquidity::horizon(&a, &b, &share), &allowed);
    let added = draw::only(liquidity::concentration(&a, &b, &c, &d), &allowed);
    assert!(added.is_none_or(|added| added >= 0 && added <= d));
    let haircut = draw::only(liquidity::adjusted_haircut(&share, &b), &allowed);
    assert!(haircut.is_none_or(|haircut| haircut >= share && haircut <= 1));
    for margin in [
        draw::only(size::square_root_up(&share, &a, &b), &allowed),
        draw::only(size::horizon_up(&share, &a, &b), &allowed),
        draw::only(size::linear_up(&share, &a, &b, &c), &allowed),
        draw::only(size::open_interest_up(&share, [&a, &b], &c), &allowed),
        draw::only(
            size::power_up(&share, &a, &edges::fraction(u)?, &b),
            &allowed,
        ),
    ] {
        assert!(margin.is_none_or(|margin| margin >= share));
    }
    let weight = draw::only(size::square_root_discount_down(&share, &a, &b), &allowed);
    assert!(weight.is_none_or(|weight| weight >= 0 && weight <= share));
    if let Some(stressed) = draw::only(floor::stressed(&a, &b, &share), &allowed) {
        assert!(stressed >= a.min(b) && stressed <= a.max(b));
    }
    if let Some(buffered) = draw::only(floor::buffered(&a, &b, &c), &allowed) {
        assert!(buffered >= a);
    }
    if let Some(stepped) = draw::only(floor::stepped(&a, &b, &c, &share), &allowed) {
        assert!(stepped >= a.min(b) && stepped <= a.max(b));
    }
    Ok(())
}

fn weights(u: &mut Unstructured<'_>) -> Result<()> {
    let weights = draw::weights(u)?;
    let quotas = [Quota::arbitrary(u)?, Quota::arbitrary(u)?];
    let allowed = [Error::Overflow, Error::DivisionByZero];
    if let Some(scaled) = draw::only(weights.scaled(&quotas[0], &quotas[1]), &allowed) {
        assert!(scaled.no_looser_than(&weights));
    }
    let (mut floor, mut ratio, mut slices) = (Fixed::ZERO, Fixed::ONE, Vec::new());
    for _ in 0..u8::arbitrary(u)? % 6 {
        ratio = ratio.min(edges::fraction(u)?);
        slices.push(Slice::new(floor, ratio));
        floor = floor.saturating_add(draw::amount(u)?);
    }
    let allowed = [Error::Overflow, Error::InvalidTiers];
    if let Some(ladder) = draw::only(Slices::from_ratios(&mut slices), &allowed) {
        let (a, b) = (draw::amount(u)?, draw::amount(u)?);
        let counts = |amount: &Fixed| draw::only(ladder.counts(amount), &OVERFLOW);
        if let (Some(few), Some(many)) = (counts(&a.min(b)), counts(&a.max(b))) {
            assert!(few >= 0 && many <= a.max(b));
            // At the floor of a slice by two steps, as in `Tiers`.
            assert!(few <= many.saturating_add(Fixed::DELTA * 2), "{few} {many}");
        }
        let weight = draw::only(ladder.weight(&a), &OVERFLOW);
        assert!(weight.is_none_or(|weight| (0..=1).contains(&weight.ceil().to_num::<i64>())));
    }
    let profile = Profile::<3>::arbitrary(u)?;
    let boosts = [Boost::<3>::arbitrary(u)?, Boost::<3>::arbitrary(u)?];
    let (one, both) = ([&boosts[..]], [&boosts[..], &boosts[..1]]);
    let (few, many) = (profile.effective(&one), profile.effective(&both));
    for (few, many) in few.iter().zip(&many) {
        assert!(many.asset() <= few.asset());
    }
    Ok(())
}

fn parameters(u: &mut Unstructured<'_>) -> Result<()> {
    let mut set = Parameters::arbitrary(u)?;
    let mut rules = Vec::new();
    for name in Name::ALL {
        let around = *set.get(name).to();
        let (rise, fall) = (edges::fraction(u)?, edges::fraction(u)?);
        let delay = u64::from(u8::arbitrary(u)?);
        let bounds = [Fixed::ZERO, around.saturating_add(around).max(Fixed::ONE)];
        let rule = Rule::new(bounds, rise, fall, edges::fraction(u)?, delay, delay / 2);
        rules.push(rule.expect("in range"));
    }
    let rules: [Rule; 8] = rules.try_into().expect("eight");
    let mut now = Name::ALL
        .map(|name| set.get(name).start())
        .into_iter()
        .max()
        .unwrap_or(0);
    for _ in 0..u8::arbitrary(u)? % 12 {
        now += u64::from(u8::arbitrary(u)?);
        let mut changes = Vec::new();
        for _ in 0..u8::arbitrary(u)? % 4 {
            let change = Change::arbitrary(u)?;
            let present = *set.get(change.name).to();
            let part = edges::fraction(u)?;
            let value = match u.ratio(7, 8)? {
                true => present.saturating_add((part - Fixed::ONE / 2) / 8),
                false => change.value,
            };
            changes.push(Change { value, ..change });
        }
        let version = set.version() + u64::from(u.ratio(1, 16)?);
        match set.propose(&rules, version, &changes, u64::from(u8::arbitrary(u)?), now) {
            Ok(next) => set = next,
            Err(Refusal::Version) => assert_ne!(version, set.version()),
            Err(_) => {}
        }
        let later = now + u64::from(u16::arbitrary(u)? % 600);
        let at = |name| set.at(name, later).expect("between two numbers");
        let weights = |a, b| Weights::new(at(a), at(b)).expect("in order");
        let initial = weights(Name::InitialAsset, Name::InitialLiability);
        let maintenance = weights(Name::MaintenanceAsset, Name::MaintenanceLiability);
        assert!(initial.no_looser_than(&maintenance));
        assert!(at(Name::DepositCap) > 0 && at(Name::BorrowCap) > 0);
    }
    Ok(())
}
