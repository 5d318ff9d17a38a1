//! The model as its text states it, in rationals with operators and none of the kernel's source: what
//! an account owns and owes. The kernel on `Exact` must give exactly this.

use super::exact::Exact;
use super::spec::{Contract, Group, Spec};
use num_rational::BigRational;
use num_traits::{Signed, Zero};

type Rational = BigRational;

fn least(a: Rational, b: Rational) -> Rational {
    if a < b {
        a
    } else {
        b
    }
}

/// The marginal rates summed over the slices between their floors.
pub fn ladder(rungs: &[(Exact, Exact)], notional: &Rational) -> Rational {
    let mut sum = Rational::zero();
    for (place, (floor, rate)) in rungs.iter().enumerate() {
        let top = match rungs.get(place + 1) {
            Some((next, _)) => least(next.0.clone(), notional.clone()),
            None => notional.clone(),
        };
        if top > floor.0 {
            sum += (top - &floor.0) * &rate.0;
        }
    }
    sum
}

/// `size * p + quote - ladder(|size| * p)`.
fn filled(perp: &Contract<Exact>, size: Rational, quote: Rational) -> Rational {
    let market = &perp.market;
    let price = if size.is_negative() {
        &market.high.0 * &market.liability.0
    } else {
        &market.low.0 * &market.asset.0
    };
    let value = size * price;
    let required = ladder(&perp.rungs, &value.abs());
    value + quote - required
}

/// What a perp is worth in its settlement asset.
pub fn perp(perp: &Contract<Exact>) -> Rational {
    let (size, quote) = (&perp.size.0, &perp.quote.0);
    if perp.equity {
        return filled(perp, size.clone(), quote.clone());
    }
    let (bids, asks) = (&perp.bids.0, &perp.asks.0);
    let bought = filled(perp, size + bids, quote - bids * &perp.market.high.0);
    let sold = filled(perp, size - asks, quote + asks * &perp.market.low.0);
    let worst = least(bought, sold);
    if worst.is_positive() {
        worst * &perp.profit_weight.0
    } else {
        worst
    }
}

/// The sum in the settlement asset.
pub fn net(group: &Group<Exact>) -> Rational {
    let perps: Rational = group.perps.iter().map(perp).sum();
    &group.balance.0 + perps
}

/// Weighted assets and weighted liabilities of the account.
pub fn sums(spec: &Spec<Exact>) -> [Rational; 2] {
    let (mut assets, mut liabilities) = (Rational::zero(), Rational::zero());
    for group in &spec.groups {
        let sum = net(group);
        if sum.is_negative() {
            liabilities -= sum * &group.market.high.0 * &group.market.liability.0;
        } else {
            assets += sum * &group.market.low.0 * &group.market.asset.0;
        }
    }
    [assets, liabilities]
}

/// Assets less liabilities.
pub fn surplus(spec: &Spec<Exact>) -> Rational {
    let [assets, liabilities] = sums(spec);
    assets - liabilities
}

/// The same account with the markets of one index at `at`.
pub fn moved(spec: &Spec<Exact>, index: u32, present: &[Exact; 2], at: &Rational) -> Spec<Exact> {
    let factor = (at + at) / (&present[0].0 + &present[1].0);
    let mut spec = spec.clone();
    for group in &mut spec.groups {
        let perps = group.perps.iter_mut().map(|perp| &mut perp.market);
        for market in core::iter::once(&mut group.market).chain(perps) {
            if market.index == index {
                market.low.0 *= &factor;
                market.high.0 *= &factor;
            }
        }
    }
    spec
}
