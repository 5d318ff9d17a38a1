//! No flow appears or disappears: what each function divides sums to what it was given, in integers, and
//! what an index rounds goes the stated way by no more than the stated amount.

mod common;

use common::cases;
use common::exact::{rational, step as unit};
use common::generate::{fraction, magnitude, spec};
use common::spec::{account, Spec};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::liquidation::bankruptcy::insurance_delta;
use plimsoll::liquidation::close::absorb;
use plimsoll::margin::account::Status;
use plimsoll::solvency::protocol::worst;
use plimsoll::solvency::socialise::{deposit_index, funding_index, junior_ratio};
use plimsoll::{Error, Exposure, Fixed, Fund, Number, Split, Totals, Waterfall};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;

/// An amount, often nothing, often a step, of any length.
fn amount() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        1 => Just(Fixed::ZERO),
        1 => (0i128..4).prop_map(Fixed::from_bits),
        6 => magnitude(-47, 60),
    ]
}

/// Both fractions of a split, which together are at most one.
fn split() -> impl Strategy<Value = Split> {
    (fraction(), fraction()).prop_filter_map("at most the whole", |(a, b)| Split::new(a, b).ok())
}

proptest! {
    #![proptest_config(cases(8_000))]

    #[test]
    fn the_parts_of_a_penalty_are_the_penalty(
        split in prop_oneof![9 => split(), 1 => Just(Split::liquidator())],
        fractions in (fraction(), fraction()), penalty in amount(),
    ) {
        let parts = split.of(&penalty)?;
        prop_assert_eq!(parts.liquidator + parts.insurance + parts.protocol, penalty);
        prop_assert!([parts.liquidator, parts.insurance, parts.protocol].iter().all(|part| *part >= 0));
        prop_assert_eq!(split.of(&-(penalty + Fixed::DELTA)), Err(Error::InvalidQuantity));
        prop_assert_eq!(Split::liquidator().of(&penalty)?.liquidator, penalty);
        // Each fraction rounded up: no less than its share, and less than a step more, unless nothing is left.
        if let Ok(split) = Split::new(fractions.0, fractions.1) {
            let parts = split.of(&penalty)?;
            let whole = rational(&penalty);
            for (part, fraction) in [(parts.insurance, fractions.0), (parts.protocol, fractions.1)] {
                let over = rational(&part) - &whole * rational(&fraction);
                prop_assert!(over < unit::<Fixed>());
                prop_assert!(!over.is_negative() || parts.liquidator.is_zero());
            }
            let kept = &whole - &whole * (rational(&fractions.0) + rational(&fractions.1));
            prop_assert!(rational(&parts.liquidator) <= kept);
        } else {
            prop_assert!(fractions.0 + fractions.1 > Fixed::ONE);
        }
    }

    #[test]
    fn a_waterfall_pays_the_debt(debt in amount(), layers in [amount(), amount(), amount()]) {
        let [proceeds, insurance, deleveraging] = layers;
        let flows = Waterfall { proceeds, insurance, deleveraging }.flows(&debt)?;
        let paid = [flows.proceeds, flows.insurance, flows.deleveraging];
        prop_assert_eq!(paid[0] + paid[1] + paid[2] + flows.socialised, debt);
        prop_assert_eq!(flows.proceeds + flows.surplus, proceeds);
        // Nobody pays while there is something left in the layer before.
        let mut left = debt;
        for (paid, layer) in paid.iter().zip(&layers) {
            prop_assert!(*paid >= 0 && paid <= layer);
            left -= paid;
            prop_assert!(paid == layer || left.is_zero());
        }
        prop_assert_eq!(left, flows.socialised);
        let negative = Waterfall { proceeds, insurance: -Fixed::DELTA, deleveraging };
        prop_assert_eq!(negative.flows(&debt), Err(Error::InvalidQuantity));
    }

    /// Over any run of contributions, deficits and periods: what came in is what went out and what is left.
    #[test]
    fn a_fund_keeps_its_books(
        start in amount(), per_event in amount(), per_period in amount(), events in vec((0u8..5, amount()), 0..20),
    ) {
        let mut fund = Fund::new(start, per_event, per_period)?;
        let (mut received, mut paid, mut period) = (start, Fixed::ZERO, Fixed::ZERO);
        for (kind, amount) in events {
            match kind {
                0 => {
                    fund.contribute(&amount)?;
                    received += amount;
                }
                1 => {
                    fund.renew();
                    period = Fixed::ZERO;
                }
                _ => {
                    let able = fund.available()?;
                    let covered = fund.cover(&amount)?;
                    prop_assert!(covered >= 0 && covered <= amount && covered <= able && covered <= per_event);
                    // It pays in full where it can.
                    prop_assert!(covered == amount || covered == able);
                    (paid, period) = (paid + covered, period + covered);
                }
            }
            prop_assert_eq!(*fund.balance(), received - paid);
            prop_assert_eq!(*fund.spent(), period);
            prop_assert!(*fund.balance() >= 0 && period <= per_period);
            let before = fund;
            prop_assert_eq!(fund.cover(&-Fixed::DELTA), Err(Error::InvalidQuantity));
            prop_assert_eq!(fund.contribute(&-Fixed::DELTA), Err(Error::InvalidQuantity));
            prop_assert_eq!(fund, before);
        }
    }

    /// The deposit index takes at least the loss where there is enough, and more by less than a step of
    /// the index times what bears it; what it does not take is left, exactly.
    #[test]
    fn depositors_bear_the_loss_to_a_step_of_the_index(index in magnitude(-20, 20), loss in amount(), deposits in amount()) {
        let Ok(after) = deposit_index(&index, &loss, &deposits) else { return Ok(()) };
        let (u, bearing) = (unit::<Fixed>(), rational(&deposits));
        prop_assert!(after.index >= 0 && after.index <= index);
        prop_assert!(after.taken >= 0 && after.left >= 0);
        let borne = loss - after.left;
        let whole = rational(&index) * &bearing;
        if rational(&loss) < whole.clone() - &u {
            prop_assert!(after.left.is_zero() && after.taken >= loss);
            // Nobody keeps more than what is left of it.
            prop_assert!(rational(&after.index) * &bearing <= &whole - rational(&loss));
            prop_assert!(rational(&after.taken) < rational(&loss) + &u * &bearing + &u);
        } else {
            // All there is, to a step; the rest of the loss stays.
            prop_assert!(after.taken >= borne);
            prop_assert!(rational(&after.taken) <= whole.clone());
            prop_assert!(loss.is_zero() || deposits.is_zero() || after.index.is_zero() || after.taken >= loss);
            prop_assert!(loss.is_zero() || rational(&borne) > whole - &u - &u);
        }
        if loss.is_zero() || deposits.is_zero() {
            prop_assert_eq!((after.index, after.taken, after.left), (index, Fixed::ZERO, loss));
        }
    }

    /// What each depositor loses by the index, rounded down each, pays the loss.
    #[test]
    fn the_shares_that_bear_a_loss_pay_it(index in magnitude(-10, 10), shares in vec(magnitude(-20, 40), 1..12), part in fraction()) {
        let deposits: Fixed = shares.iter().sum();
        let loss = deposits.mul_down(&index)?.mul_down(&part)?;
        let after = deposit_index(&index, &loss, &deposits)?;
        let claims = |index: &Fixed| -> Result<Rational, Error> {
            shares.iter().map(|share| share.mul_down(index).map(|claim| rational(&claim))).sum()
        };
        let (before, left) = (rational(&index) * rational(&deposits), claims(&after.index)?);
        // Together they hold no more than what is there when the loss is gone.
        prop_assert!(left <= before - rational(&loss) + rational(&after.left));
    }

    #[test]
    fn positions_bear_the_loss_to_a_step_of_the_index(loss in amount(), open in amount()) {
        let change = funding_index(&loss, &open)?;
        let out_of_range = match rational(&open) {
            zero if zero.is_zero() => true,
            some => rational(&loss) / some > rational(&Fixed::MAX),
        };
        if out_of_range || (change.left == loss && loss > Fixed::ZERO) {
            // Or what a change of this index would take is.
            let most = rational(&loss) + unit::<Fixed>() * rational(&open);
            prop_assert!(out_of_range || most > rational(&Fixed::MAX));
            prop_assert_eq!((change.index, change.taken, change.left), (Fixed::ZERO, Fixed::ZERO, loss));
            return Ok(());
        }
        let u = unit::<Fixed>();
        prop_assert!(change.left.is_zero() && change.taken >= loss);
        prop_assert!(rational(&change.taken) < rational(&loss) + &u * rational(&open));
        prop_assert!(rational(&change.index) * rational(&open) >= rational(&loss));
    }

    /// Junior profits: what is paid out never exceeds what is left after deposits, and by no more than a
    /// step of the ratio times the profits and a step each is anything kept back.
    #[test]
    fn profits_are_paid_out_of_what_is_left(assets in amount(), deposits in amount(), profits in vec(amount(), 0..10)) {
        let sum: Fixed = profits.iter().sum();
        let ratio = junior_ratio(&assets, &deposits, &sum)?;
        prop_assert!(ratio.is_fraction());
        let residual = (assets - deposits).max(Fixed::ZERO);
        let mut paid = Fixed::ZERO;
        for profit in &profits {
            paid += profit.mul_down(&ratio)?;
        }
        let fair = residual.min(sum);
        prop_assert!(paid <= fair);
        let each = Rational::from_integer(profits.len().into());
        let kept = unit::<Fixed>() * (rational(&sum) + each);
        prop_assert!(rational(&fair) - rational(&paid) <= kept);
        prop_assert!(sum > residual || paid == sum);
    }

    /// A fill above the bankruptcy price never costs the fund, one below never pays it.
    #[test]
    fn a_fill_pays_the_fund_or_costs_it(proceeds in amount(), bankruptcy in amount(), signs in [any::<bool>(), any::<bool>()], fee in fraction()) {
        let signed = |n: Fixed, negative| if negative { -n } else { n };
        let (proceeds, bankruptcy) = (signed(proceeds, signs[0]), signed(bankruptcy, signs[1]));
        let delta = insurance_delta(&proceeds, &bankruptcy, &fee)?;
        let spare = proceeds - bankruptcy;
        prop_assert!(delta <= spare);
        if spare <= 0 {
            prop_assert_eq!(delta, spare);
        } else {
            prop_assert!(delta >= 0 && rational(&delta) <= rational(&proceeds).abs() * rational(&fee));
        }
    }

    /// Equities and deficits are summed side by side; what is counted is what each account is.
    #[test]
    fn totals_never_net(specs in vec(spec(), 1..5), reserves in amount()) {
        let mut totals = Totals::new();
        let (mut equity, mut deficit) = (Rational::zero(), Rational::zero());
        let (mut liquidatable, mut insolvent) = (0, 0);
        let all: Vec<[Spec<Fixed>; 2]> = specs.iter().map(|spec| [spec.clone(), spec.equity()]).collect();
        for [spec, bare] in &all {
            let Ok(account) = account([spec, spec, bare]) else { return Ok(()) };
            let surplus = rational(&account.equity().surplus()?);
            if surplus.is_negative() { deficit -= &surplus } else { equity += &surplus }
            let status = account.status();
            insolvent += u32::from(status == Status::Insolvent);
            liquidatable += u32::from(matches!(status, Status::Insolvent | Status::Liquidatable));
            totals.add(&account)?;
            let seized = absorb(account.maintenance())?;
            prop_assert_eq!(seized.credit - seized.deficit, account.maintenance().surplus()?);
            prop_assert!(seized.credit >= 0 && seized.deficit >= 0);
            prop_assert!(seized.credit.is_zero() || seized.deficit.is_zero());
        }
        prop_assert_eq!((rational(&totals.equity), rational(&totals.deficit)), (equity, deficit));
        prop_assert_eq!((totals.liquidatable, totals.insolvent), (liquidatable, insolvent));
        prop_assert_eq!((totals.accounts, totals.unknown), (specs.len() as u32, 0));
        prop_assert_eq!(totals.coverage(&reserves)?, reserves - totals.equity);
        let doubled = Totals { deficit: totals.deficit + Fixed::DELTA, ..totals };
        prop_assert_eq!(worst(&[totals, doubled, totals, doubled]), Some(1));
    }

    /// A transfer leaves the open interest of both sides together what it is less what they net.
    #[test]
    fn exposure_is_exact(sizes in vec((amount(), any::<bool>()), 0..10)) {
        let mut exposure = Exposure::new();
        let mut sum = Fixed::ZERO;
        let mut gross = Fixed::ZERO;
        for (size, short) in &sizes {
            let size = if *short { -size } else { *size };
            exposure.add(&size)?;
            (sum, gross) = (sum + size, gross + size.abs());
        }
        prop_assert_eq!((exposure.net()?, exposure.gross()?), (sum, gross));
        let skew = exposure.skew()?;
        prop_assert!(skew.abs() <= Fixed::ONE && (gross.is_zero() || skew.mul_down(&gross)? <= sum));
    }
}
