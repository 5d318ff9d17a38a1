//! Repeated tiny operations never profit anyone: random runs of deposits, withdrawals, loans and repayments
//! of a few units against exact rationals, a donor who tries to inflate an empty pool, and interest.

mod common;

use common::cases;
use common::exact::{rational, step as unit};
use common::generate::{fraction, magnitude};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::margin::interest::{growth_down, growth_up};
use plimsoll::margin::shares::Pool;
use plimsoll::{Fixed, Indices};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;

fn whole(n: u128) -> Rational {
    Rational::from_integer(BigInt::from(n))
}

/// What a share is worth, virtual ones counted.
fn worth(pool: &Pool, extra: (u128, u128)) -> Rational {
    whole(pool.assets() + extra.0) / whole(pool.shares() + extra.1)
}

/// Virtual assets and shares: those of Morpho, one each, and others, at least one share.
fn extra() -> impl Strategy<Value = (u128, u128)> {
    prop_oneof![
        Just((1, 1_000_000)),
        Just((1, 1)),
        Just((0, 1)),
        (0u128..50, 1u128..50)
    ]
}

/// A few units, mostly one.
fn units() -> impl Strategy<Value = u128> {
    prop_oneof![3 => Just(1u128), 3 => 1u128..10, 1 => 1u128..1_000_000]
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Depositors: each operation leaves the one who does it with no more, and the others with no less.
    #[test]
    fn a_depositor_takes_out_no_more(
        extra in extra(), assets in 0u128..1_000_000, shares in 0u128..1_000_000, run in vec((0u8..4, units()), 1..60),
    ) {
        prop_assume!(assets + extra.0 > 0);
        let mut pool = Pool::new(assets, shares, extra.0, extra.1)?;
        let (mut mine, mut paid, mut taken) = (0u128, 0u128, 0u128);
        for (kind, n) in run {
            let (before, claim) = (worth(&pool, extra), whole(mine) * worth(&pool, extra));
            let flows = (paid, taken);
            match kind {
                0 => {
                    let bought = pool.shares_down(n)?;
                    pool.enter(n, bought)?;
                    (mine, paid) = (mine + bought, paid + n);
                }
                1 => {
                    // So many shares, for what they cost.
                    let cost = pool.assets_up(n)?;
                    pool.enter(cost, n)?;
                    (mine, paid) = (mine + n, paid + cost);
                }
                2 => {
                    let burnt = pool.shares_up(n)?;
                    if burnt <= mine && n <= pool.assets() {
                        pool.leave(n, burnt)?;
                        (mine, taken) = (mine - burnt, taken + n);
                    }
                }
                _ => {
                    let burnt = n.min(mine);
                    let out = pool.assets_down(burnt)?;
                    if out <= pool.assets() {
                        pool.leave(out, burnt)?;
                        (mine, taken) = (mine - burnt, taken + out);
                    }
                }
            }
            let after = worth(&pool, extra);
            prop_assert!(after >= before, "a share lost value");
            let gained = whole(taken - flows.1) - whole(paid - flows.0);
            let own = whole(mine) * &after - claim;
            // My own shares gain with everybody's; with what moved, I have no more than before.
            let risen = (after - before) * whole(mine);
            prop_assert!(own + gained <= risen);
        }
        let out = pool.assets_down(mine)?.min(pool.assets());
        prop_assert!(taken + out <= paid, "{} for {}", taken + out, paid);
    }

    /// Borrowers: what is owed never falls by more than was repaid, nor rises by less than was taken.
    #[test]
    fn a_borrower_repays_no_less(
        extra in extra(), assets in 0u128..1_000_000, shares in 0u128..1_000_000, run in vec((0u8..3, units()), 1..60),
    ) {
        prop_assume!(assets + extra.0 > 0);
        let mut pool = Pool::new(assets, shares, extra.0, extra.1)?;
        let (mut mine, mut borrowed, mut repaid) = (0u128, 0u128, 0u128);
        for (kind, n) in run {
            let owed = whole(mine) * worth(&pool, extra);
            let moved = match kind {
                0 => {
                    let put_on = pool.shares_up(n)?;
                    pool.enter(n, put_on)?;
                    (mine, borrowed) = (mine + put_on, borrowed + n);
                    whole(n)
                }
                1 => {
                    let relieved = pool.shares_down(n)?;
                    if relieved > mine || n > pool.assets() {
                        continue;
                    }
                    pool.leave(n, relieved)?;
                    (mine, repaid) = (mine - relieved, repaid + n);
                    -whole(n)
                }
                _ => {
                    // So many shares of the debt, for what they are worth at least.
                    let off = n.min(mine);
                    let cost = pool.assets_up(off)?;
                    if cost > pool.assets() {
                        continue;
                    }
                    pool.leave(cost, off)?;
                    (mine, repaid) = (mine - off, repaid + cost);
                    -whole(cost)
                }
            };
            // With shares of which I hold some, rounding that helps them all costs me at least my part.
            prop_assert!(whole(mine) * worth(&pool, extra) >= owed + moved);
        }
        prop_assert!(repaid + pool.assets_up(mine)? >= borrowed);
    }

    /// A donor to a pool that is empty but for virtual shares: before each of `k` victims deposits the
    /// donor deposits or gives away what he likes, and takes everything out at the end. Each victim loses
    /// less than one share; the virtual shares' part of that and of every gift is gone for good. So he
    /// gains less than `k * virtual_assets / virtual_shares`, for `k` up to the virtual shares: nothing
    /// with one asset to a million shares, nor with one to one for a single victim.
    #[test]
    fn a_donor_does_not_profit(
        extra in prop_oneof![Just((1u128, 1_000_000u128)), Just((1, 1)), Just((1, 1_000)), (1u128..20, 1u128..40)],
        run in vec((vec((any::<bool>(), 1u128..10_000_000_000), 0..4), 1u128..10_000_000_000), 1..4),
    ) {
        prop_assume!(run.len() as u128 <= extra.1);
        let mut pool = Pool::new(0, 0, extra.0, extra.1)?;
        let (mut mine, mut paid) = (0u128, 0u128);
        let mut victims = Vec::new();
        for (gifts, deposit) in &run {
            for (gift, n) in gifts {
                let bought = if *gift { 0 } else { pool.shares_down(*n)? };
                pool.enter(*n, bought)?;
                (mine, paid) = (mine + bought, paid + n);
            }
            let price = worth(&pool, extra);
            let shares = pool.shares_down(*deposit)?;
            pool.enter(*deposit, shares)?;
            // The victim loses less than a share, which costs at most what was ever paid in a share.
            prop_assert!(whole(*deposit) - whole(shares) * &price < price);
            victims.push((*deposit, shares));
        }
        let out = pool.assets_down(mine)?;
        let gain = whole(out) - whole(paid);
        let bound = whole(run.len() as u128) * whole(extra.0) / whole(extra.1);
        prop_assert!(gain < bound, "{} {}", gain, bound);
        if run.len() == 1 && extra.0 <= extra.1 {
            prop_assert!(out <= paid);
        }
    }

    /// One account that is deposited to, withdrawn from and borrowed against in steps of the number, with
    /// interest between: its exact claim grows by no more than the indices and what was paid in.
    #[test]
    fn an_index_gives_nothing_away(
        start in (magnitude(0, 3), magnitude(0, 3)), run in vec((-40i128..40, fraction(), any::<bool>()), 1..40),
    ) {
        let mut indices = Indices::from_stored(start.0, start.1)?;
        let claim = |scaled: &Fixed, indices: &Indices| {
            let index = if *scaled < 0 { indices.debt() } else { indices.deposit() };
            rational(scaled) * rational(index)
        };
        let mut scaled = Fixed::ZERO;
        for (units, rate, accrues) in run {
            if accrues {
                indices = indices.accrue(&rate, &(Fixed::ONE >> 7), &Fixed::ONE, &Fixed::ZERO)?;
            }
            let before = claim(&scaled, &indices);
            let change = Fixed::from_bits(units);
            let balance = indices.balance(&scaled)?;
            prop_assert!(rational(&balance) <= before);
            scaled = indices.scaled(&(balance + change))?;
            prop_assert!(claim(&scaled, &indices) <= before + rational(&change));
            // And loses less than a step for the balance and one for each unit of the index.
            let index = rational(indices.debt()).max(rational(indices.deposit()));
            let kept = unit::<Fixed>() * (index + Rational::one());
            prop_assert!(claim(&scaled, &indices) > rational(&balance) + rational(&change) - kept);
        }
    }

    /// Depositors together earn no more than borrowers together pay.
    #[test]
    fn interest_earned_is_at_most_interest_paid(
        start in (magnitude(0, 4), magnitude(0, 4)), scaled in (magnitude(-10, 40), magnitude(-10, 40)),
        rate in magnitude(-10, 3), elapsed in magnitude(-20, 1), reserve in fraction(),
    ) {
        let indices = Indices::from_stored(start.0, start.1)?;
        let (deposits, debts) = (rational(&scaled.0) * rational(&start.0), rational(&scaled.1) * rational(&start.1));
        prop_assume!(debts <= deposits);
        let used = (&debts / &deposits / unit::<Fixed>()).floor().to_integer();
        let used = Fixed::from_bits(i128::try_from(used).expect("at most one"));
        let later = indices.accrue(&rate, &elapsed, &used, &reserve)?;
        let earned = rational(&scaled.0) * (rational(later.deposit()) - rational(&start.0));
        let paid = rational(&scaled.1) * (rational(later.debt()) - rational(&start.1));
        prop_assert!(earned <= &paid * (Rational::one() - rational(&reserve)), "{} {}", earned, paid);
        prop_assert!(!earned.is_negative());
    }

    /// Both directions hold the polynomial between them, and the exponential is above by less than the
    /// stated rest.
    #[test]
    fn growth_is_bracketed(rate in magnitude(-30, 3), elapsed in magnitude(-30, 1)) {
        let x = rational(&rate) * rational(&elapsed);
        let power = |n: i32| x.pow(n);
        let over = |n: Rational, by: i64| n / Rational::from_integer(by.into());
        let three = &x + over(power(2), 2) + over(power(3), 6);
        let (down, up) = (growth_down(&rate, &elapsed)?, growth_up(&rate, &elapsed)?);
        prop_assert!(rational(&down) <= three && three <= rational(&up));
        // Each product's step, carried through the derivative of what follows.
        let blur = unit::<Fixed>() * (Rational::one() + &x) * (Rational::one() + &x) * Rational::from_integer(8.into());
        prop_assert!(rational(&up) - rational(&down) <= blur);
        // e^x - 1 in units of 2^-200, each of sixty terms rounded down.
        let scaled = (BigInt::from(rate.to_bits()) * elapsed.to_bits()) << (200 - 96);
        let (mut term, mut sum) = (BigInt::one() << 200, BigInt::zero());
        for n in 1..60 {
            term = ((term * &scaled) >> 200) / n;
            sum += &term;
        }
        let true_growth = Rational::new(sum, BigInt::one() << 200);
        let rest = over(power(4), 24) * (&true_growth + Rational::one());
        prop_assert!(&true_growth - rational(&down) <= rest + blur);
    }
}
