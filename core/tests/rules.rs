//! The rules that a liquidation is made of, each against its formula in rationals: ramps, bonuses, close
//! factors, orders, auctions, bankruptcy prices, and accounts under shocks.

mod common;

use common::cases;
use common::exact::{rational, step as unit};
use common::generate::{fraction, magnitude, spec};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::liquidation::auction::{discount, storefront, Auction};
use plimsoll::liquidation::bankruptcy::Position;
use plimsoll::liquidation::bonus::{covered, from_loan_to_value, from_shortfall, near_bad_debt};
use plimsoll::liquidation::close::{throttle, CloseFactor};
use plimsoll::liquidation::order::{Candidate, Order};
use plimsoll::liquidation::threshold::check_at;
use plimsoll::margin::holding::evaluate;
use plimsoll::price::Price;
use plimsoll::solvency::protocol::{health_under, Shock};
use plimsoll::{Error, Fixed, Health, Number, Ramp};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;

fn one() -> Rational {
    Rational::one()
}

fn signed() -> impl Strategy<Value = Fixed> {
    let size = prop_oneof![1 => Just(Fixed::ZERO), 6 => magnitude(-40, 40)];
    (size, any::<bool>()).prop_map(|(n, negative)| if negative { -n } else { n })
}

/// Assets and liabilities of an account, without positions.
fn health(assets: Fixed, liabilities: Fixed) -> Health {
    Health::from_stored(assets, liabilities, 0, 0, 0).expect("neither is negative")
}

proptest! {
    #![proptest_config(cases(6_000))]

    /// Between its ends, monotone, both directions within a step around the line.
    #[test]
    fn a_ramp_stays_between_its_ends(places in [signed(), signed()], values in [signed(), signed()], at in signed(), on in fraction()) {
        let ([from, to], [start, end]) = (places, values);
        let ramp = Ramp::new(from, to, start, end);
        if from == to {
            prop_assert_eq!(ramp, Err(Error::InvalidRamp));
            return Ok(());
        }
        let ramp = ramp?;
        let inside = from + (to - from).mul_down(&on)?;
        let mut all = [at, inside, from, to];
        if from < to { all.sort_unstable() } else { all.sort_unstable_by(|a, b| b.cmp(a)) }
        for reads in [Ramp::at_down, Ramp::at_up] {
            let values: Vec<Fixed> = all.iter().map(|at| reads(&ramp, at)).collect::<Result<_, _>>()?;
            prop_assert!(values.iter().all(|value| *value >= start.min(end) && *value <= start.max(end)));
            let falls = |pair: &[Fixed]| if start <= end { pair[0] > pair[1] } else { pair[0] < pair[1] };
            prop_assert!(!values.windows(2).any(falls));
            prop_assert_eq!((reads(&ramp, &from)?, reads(&ramp, &to)?), (start, end));
        }
        let share = (rational(&inside) - rational(&from)) / (rational(&to) - rational(&from));
        let line = rational(&start) + (rational(&end) - rational(&start)) * share;
        let (down, up) = (rational(&ramp.at_down(&inside)?), rational(&ramp.at_up(&inside)?));
        prop_assert!(down <= line && line <= up && up - down <= unit::<Fixed>());
    }

    /// Never above its formula nor its cap, and no larger for a larger limit.
    #[test]
    fn a_bonus_by_the_limit_falls_with_it(limits in [fraction(), fraction()], cursor in fraction(), most in magnitude(-20, 4)) {
        let [low, high] = [limits[0].min(limits[1]), limits[0].max(limits[1])];
        let (loose, tight) = (from_loan_to_value(&high, &cursor, &most)?, from_loan_to_value(&low, &cursor, &most)?);
        prop_assert!(loose >= 0 && loose <= tight && tight <= most);
        let kept = one() - rational(&cursor) * (one() - rational(&low));
        if kept.is_positive() {
            let exact = kept.recip() - one();
            prop_assert!(rational(&tight) <= exact);
            if kept >= Rational::new(1.into(), 2.into()) && tight < most {
                prop_assert!(exact - rational(&tight) < unit::<Fixed>() * Rational::from_integer(6.into()));
            }
        } else {
            prop_assert_eq!(tight, most);
        }
    }

    /// The shortfall as a bonus: at most what the account is short of, at most the cap, and larger for
    /// whoever is further under water.
    #[test]
    fn a_bonus_by_the_shortfall_grows_with_it(owed in magnitude(-20, 40), parts in [fraction(), fraction()], most in fraction()) {
        prop_assume!(most < Fixed::ONE);
        let part = [parts[0].min(parts[1]), parts[0].max(parts[1])];
        let bonus = |part: &Fixed| from_shortfall(&health(owed.mul_down(part)?, owed), &most);
        let (deep, shallow) = (bonus(&part[0])?, bonus(&part[1])?);
        prop_assert!(shallow >= 0 && shallow <= deep);
        let cap = (one() - rational(&most)).recip() - one();
        prop_assert!(rational(&deep) <= cap);
        let assets = owed.mul_down(&part[1])?;
        if assets > 0 {
            prop_assert!(rational(&shallow) <= rational(&owed) / rational(&assets) - one());
        }
        prop_assert_eq!(bonus(&Fixed::ONE)?, Fixed::ZERO);
    }

    /// With a covered bonus the collateral lasts until the debt is repaid; more collateral never lowers it.
    #[test]
    fn a_covered_bonus_is_what_the_collateral_gives(bonus in magnitude(-47, 4), debt in signed(), collateral in signed(), more in magnitude(-47, 20)) {
        let (debt, collateral) = (debt.abs(), collateral.abs());
        let capped = covered(&bonus, &collateral, &debt)?;
        prop_assert!(capped >= 0 && capped <= bonus);
        if collateral > debt {
            prop_assert!((one() + rational(&capped)) * rational(&debt) <= rational(&collateral));
        } else {
            prop_assert_eq!(capped, Fixed::ZERO);
        }
        prop_assert!(covered(&bonus, &(collateral + more), &debt)? >= capped);
        if capped < bonus && collateral > debt {
            let further = one() + rational(&capped) + unit::<Fixed>();
            prop_assert!(further * rational(&debt) > rational(&collateral));
        }
    }

    /// Below where debt goes bad at most one minus the loan-to-value, from there on at least the least.
    #[test]
    fn a_bonus_near_bad_debt(bonus in fraction(), ratio in magnitude(-10, 1), from in fraction(), least in fraction()) {
        let found = near_bad_debt(&bonus, &ratio, &from, &least)?;
        let spare = Fixed::ONE - ratio;
        if ratio < from {
            prop_assert_eq!(found, bonus.min(spare.max(Fixed::ZERO)));
        } else {
            prop_assert_eq!(found, spare.max(least));
        }
    }

    /// No more than the debt; all of it where an exception says so.
    #[test]
    fn a_close_factor_and_a_throttle(
        factor in (fraction(), magnitude(-4, 1), magnitude(-10, 20), magnitude(-10, 20)),
        ratio in magnitude(-4, 1), debts in [magnitude(-10, 20), magnitude(-10, 20)], collateral in magnitude(-10, 20), elapsed in [fraction(), fraction()],
    ) {
        let (fraction, full_below, small, dust) = factor;
        let rule = CloseFactor { fraction, full_below, small, dust };
        let (debt, total) = (debts[0], debts[0] + debts[1]);
        let most = rule.most(&ratio, &total, &debt, &collateral)?;
        let free = ratio <= full_below || debt < small || collateral < small;
        prop_assert!(most <= debt && (!free || most == debt));
        prop_assert!(free || rational(&most) <= rational(&total) * rational(&fraction));
        prop_assert_eq!(CloseFactor::full().most(&ratio, &total, &debt, &collateral)?, debt);
        prop_assert_eq!(rule.leaves_dust(&debt, &collateral), debt < dust || collateral < dust);
        prop_assert!(!rule.leaves_dust(&Fixed::ZERO, &collateral) && !rule.leaves_dust(&debt, &Fixed::ZERO));
        // A throttle frees more as time goes by, never more than is short, and all of it at the end.
        let share = Ramp::new(Fixed::ZERO, Fixed::ONE, fraction, Fixed::ONE)?;
        let (short, freed) = (debt, collateral);
        let [early, late] = [elapsed[0].min(elapsed[1]), elapsed[0].max(elapsed[1])];
        let cut = |elapsed: &Fixed| throttle(&share, elapsed, &short, &freed, &dust);
        prop_assert!(cut(&early)? <= cut(&late)? && cut(&early)? >= 0);
        prop_assert_eq!(cut(&Fixed::ONE)?, short);
        if short >= dust {
            let allowed = (rational(&short) + rational(&freed)) * rational(&share.at_down(&early)?);
            prop_assert!(rational(&cut(&early)?) <= (allowed - rational(&freed)).max(Rational::zero()));
        }
    }

    /// The first is one that no other beats, by the order's own measure.
    #[test]
    fn the_first_is_the_best(raw in vec((signed(), magnitude(-20, 10)), 0..8)) {
        let candidates: Vec<_> = raw.iter().map(|(value, margin)| Candidate { value: *value, margin: *margin }).collect();
        for order in Order::ALL {
            let first = match order.first(&candidates) {
                Err(Error::Overflow) => continue,
                first => first?,
            };
            let open = || candidates.iter().enumerate().filter(|(_, one)| one.value > 0);
            prop_assert_eq!(first.is_none(), open().count() == 0);
            let Some(first) = first else { continue };
            let best = &candidates[first];
            prop_assert!(best.value > 0);
            for (place, other) in open() {
                match order {
                    Order::Given => prop_assert!(first <= place),
                    Order::Largest => prop_assert!(other.value < best.value || (other.value == best.value && first <= place)),
                    Order::Riskiest => {
                        let ratio = |one: &Candidate<Fixed>| rational(&one.margin) / rational(&one.value);
                        prop_assert!(ratio(other) < ratio(best) + unit::<Fixed>());
                    }
                }
            }
        }
    }

    /// Whoever buys the largest share brings the account to its buffer margin, and no further.
    #[test]
    fn the_largest_share_reaches_the_buffer(
        equity in magnitude(-10, 30), below in magnitude(-10, 30), kept in fraction(), buffer in fraction(), paid in fraction(),
    ) {
        let reserved = equity.mul_down(&kept)?;
        let auction = Auction { equity, maintenance: equity - below, reserved };
        let share = auction.largest_share(&buffer, &paid)?;
        prop_assert!(share.is_fraction());
        let [e, m, r, b, d, f] = [&equity, &auction.maintenance, &reserved, &buffer, &paid, &share].map(rational);
        let buffered = |e: &Rational, m: &Rational| m - &b * (e - m);
        let now = buffered(&e, &m);
        // After the bid: the rest of what is not reserved, and the cash.
        let cash = &f * &d * (&e - &r);
        let after = buffered(
            &((one() - &f) * (&e - &r) + &r + &cash),
            &((one() - &f) * (&m - &r) + &r + &cash),
        );
        let u = unit::<Fixed>();
        // Within the share's own step of the whole account, and a step of each product.
        let blur = &u * (now.abs() + e.abs() + r.abs() + Rational::from_integer(4.into()));
        if share.is_zero() {
            prop_assert!(now >= -&blur);
        } else if share < Fixed::ONE {
            prop_assert!(after.abs() <= blur, "{} {}", after, blur);
        } else {
            prop_assert!(after <= blur);
        }
        prop_assert!(rational(&auction.buffered(&buffer)?) <= now);
        // The bid is between nothing and what is not reserved; and the account never asks less.
        let bid = auction.bid(&paid)?;
        prop_assert!(bid >= 0 && rational(&bid) <= &e - &r + &u && rational(&bid) >= (&e - &r) * &d);
    }

    /// Falling from the mark to the requirement, and never outside.
    #[test]
    fn auctions_fall_with_time(equity in signed(), below in magnitude(-10, 30), times in [fraction(), fraction()], knee in fraction()) {
        let maintenance = equity - below;
        let auction = Auction { equity, maintenance, reserved: Fixed::ZERO };
        let [early, late] = [times[0].min(times[1]), times[0].max(times[1])];
        let [first, second] = [auction.insolvent(&early, Fixed::ONE)?, auction.insolvent(&late, Fixed::ONE)?];
        let (top, bottom) = (equity.min(Fixed::ZERO), maintenance.min(equity).min(Fixed::ZERO));
        prop_assert!(bottom <= second && second <= first && first <= top);
        prop_assert_eq!(auction.insolvent(&Fixed::ZERO, Fixed::ONE)?, top);
        prop_assert_eq!(auction.insolvent(&Fixed::ONE, Fixed::ONE)?, bottom);
        // Two ramps that meet are one fall.
        let at = knee.max(Fixed::DELTA).min(Fixed::ONE - Fixed::DELTA);
        let half: Fixed = Fixed::ONE >> 1;
        let fast = Ramp::new(Fixed::ZERO, at, Fixed::ONE, half)?;
        let slow = Ramp::new(at, Fixed::ONE, half, Fixed::ZERO)?;
        let [a, b] = [discount(&fast, &slow, &early)?, discount(&fast, &slow, &late)?];
        prop_assert!(a.is_fraction() && b.is_fraction() && b <= a);
        let price = below;
        let sold = storefront(&price, &times[0], &times[1])?;
        let exact = rational(&price) * (one() - rational(&times[0]) * (one() - rational(&times[1])));
        prop_assert!(rational(&sold) >= exact && rational(&sold) < exact + unit::<Fixed>() * (rational(&price) + one()));
    }

    /// Every position closed at its bankruptcy price leaves nothing: all at once to less than a step each,
    /// one after the other exactly; neither ever leaves a debt.
    #[test]
    fn bankruptcy_prices_leave_nothing(
        cash in signed(), open in vec((signed(), magnitude(-20, 30)), 1..12), spread in fraction(), adjustment in magnitude(-2, 4),
    ) {
        let values: Fixed = open.iter().map(|(value, _)| *value).sum();
        let (equity, total) = (cash + values, open.iter().map(|(_, requirement)| *requirement).sum::<Fixed>());
        let mut at_once = equity;
        let (mut left, mut rest) = (equity, total);
        for (value, requirement) in &open {
            let position = Position { value: *value, requirement: *requirement, equity, total };
            at_once += position.bankruptcy()? - value;
            let position = Position { equity: left, total: rest, ..position };
            (left, rest) = (left + position.bankruptcy()? - value, rest - requirement);
            // What it may be filled at lies between the mark and the mark less the spread's requirement.
            let fill = position.fillable(&spread, &adjustment)?;
            let most = rational(&spread) * rational(requirement);
            prop_assert!(fill <= *value && rational(&fill) >= rational(value) - most - unit::<Fixed>());
        }
        prop_assert_eq!(left, Fixed::ZERO);
        prop_assert!(at_once >= 0 && at_once < Fixed::from_bits(open.len() as i128), "{}", at_once);
    }

    /// No shock is the account as it is; one is the check that a liquidation price inverts; several in any
    /// order are the same, and of two of one index the first counts.
    #[test]
    fn shocks_are_the_account_s_own_check(spec in spec(), at in magnitude(-20, 30), factors in vec((0u32..6, magnitude(-8, 4)), 0..5), index in 0u32..5) {
        let now = spec.health();
        prop_assume!(now != Err(Error::Overflow));
        spec.with_holdings(|holdings| {
            assert_eq!(health_under(holdings, &[]), evaluate(holdings));
            let price = Price::exact(Fixed::from_num(7))?;
            let factor = price.factor_to(&at)?;
            let alone = health_under(holdings, &[Shock { index, factor }]);
            assert_eq!(alone, check_at(holdings, index, &price, &at));
            let mut shocks = Vec::new();
            for (index, factor) in &factors {
                shocks.push(Shock { index: *index, factor: Price::exact(*factor)? });
            }
            let together = health_under(holdings, &shocks);
            let mut one_each = shocks.clone();
            one_each.sort_by_key(|shock| shock.index); // stable: the first of an index stays first
            one_each.dedup_by_key(|shock| shock.index);
            one_each.reverse();
            assert_eq!(together, health_under(holdings, &one_each));
            shocks.extend(shocks.clone().iter().map(|shock| Shock { factor, ..*shock }));
            assert_eq!(together, health_under(holdings, &shocks));
            let half: Fixed = Fixed::ONE >> 1;
            assert_eq!(Shock::new(index, &-half)?.factor, Price::exact(half)?);
            assert_eq!(Shock::new(index, &-Fixed::ONE), Err(Error::InvalidPrice));
            Ok(())
        })?;
    }
}
