//! The rounding budget of `docs/rounding.md`: how far below the exact assets, and above the exact
//! liabilities, the kernel may come on a type whose step is `u`. One function per term of it.

use super::exact::Exact;
use super::formula;
use super::spec::{Contract, Group, Market, Spec};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

type Rational = BigRational;

/// What is known of the rounding behind an account's inputs.
pub struct Budget {
    /// One unit in the last place.
    pub u: Rational,
    /// The index whose prices were scaled by a rounded factor, if any.
    pub moved: Option<u32>,
}

/// Rounding of a market's price ends and of its weighted bounds.
struct Ends {
    low: Rational,
    high: Rational,
    asset: Rational,
    liability: Rational,
}

impl Budget {
    /// The ends of a price that stands are inputs. A scaled one carries the factor's step times the
    /// unscaled end, and the product's own: `u * end + u`. A bound carries the weighted end's error
    /// and one step.
    fn ends(&self, market: &Market<Exact>, unscaled: [&Rational; 2], equity: bool) -> Ends {
        let of = |end: &Rational| match self.moved == Some(market.index) {
            true => &self.u * (end + Rational::one()),
            false => Rational::zero(),
        };
        let (low, high) = (of(unscaled[0]), of(unscaled[1]));
        let product = if equity {
            Rational::zero()
        } else {
            self.u.clone()
        };
        Ends {
            asset: &low * &market.asset.0 + &product,
            liability: &high * &market.liability.0 + &product,
            low,
            high,
        }
    }

    /// One side of a perp: `|size|` times the bound's error and one step for the notional, once more
    /// through the ladder's highest rate for a short, and a step for each rung.
    fn filled(&self, perp: &Contract<Exact>, ends: &Ends, size: &Rational) -> Rational {
        let rungs = Rational::from_integer(perp.rungs.len().into()) * &self.u;
        if size.is_negative() {
            let top = perp
                .rungs
                .last()
                .map_or(Rational::zero(), |(_, rate)| rate.0.clone());
            let notional = size.abs() * &ends.liability + &self.u;
            &notional * (Rational::one() + top) + rungs
        } else {
            size * &ends.asset + &self.u + rungs
        }
    }

    /// A perp's value: the worse of its cases, and a step for the profit weight.
    pub fn perp(&self, perp: &Contract<Exact>, unscaled: &Contract<Exact>) -> Rational {
        let before = [&unscaled.market.low.0, &unscaled.market.high.0];
        let ends = self.ends(&perp.market, before, perp.equity);
        let ordered = !perp.bids.0.is_zero() || !perp.asks.0.is_zero();
        let (bids, asks) = (&perp.bids.0, &perp.asks.0);
        let worst = if ordered && !perp.equity {
            let bought =
                self.filled(perp, &ends, &(&perp.size.0 + bids)) + bids * &ends.high + &self.u;
            let sold =
                self.filled(perp, &ends, &(&perp.size.0 - asks)) + asks * &ends.low + &self.u;
            if bought > sold {
                bought
            } else {
                sold
            }
        } else {
            self.filled(perp, &ends, &perp.size.0)
        };
        if perp.profit_weight.0 < Rational::one() {
            worst + &self.u
        } else {
            worst
        }
    }

    /// A netting group, in the account's currency: below its assets, above its liabilities. `extra` is
    /// what the sum carries already, in units of the asset.
    pub fn group(
        &self,
        group: &Group<Exact>,
        unscaled: &Group<Exact>,
        extra: &Rational,
    ) -> [Rational; 2] {
        let pairs = group.perps.iter().zip(&unscaled.perps);
        let below: Rational = extra + pairs.map(|(a, b)| self.perp(a, b)).sum::<Rational>();
        let before = [&unscaled.market.low.0, &unscaled.market.high.0];
        let ends = self.ends(&group.market, before, false);
        let sum = formula::net(group);
        let (mut assets, mut liabilities) = (Rational::zero(), Rational::zero());
        if !sum.is_negative() {
            let bound = &group.market.low.0 * &group.market.asset.0;
            assets = &below * bound + &sum * &ends.asset + &self.u;
        }
        let least = &sum - &below;
        if least.is_negative() {
            let bound = &group.market.high.0 * &group.market.liability.0;
            liabilities = &below * bound + least.abs() * &ends.liability + &self.u;
        }
        [assets, liabilities]
    }

    /// The whole account; `unscaled` is the account before its prices were moved.
    pub fn account(&self, spec: &Spec<Exact>, unscaled: &Spec<Exact>) -> [Rational; 2] {
        let mut total = [Rational::zero(), Rational::zero()];
        for (group, before) in spec.groups.iter().zip(&unscaled.groups) {
            let [assets, liabilities] = self.group(group, before, &Rational::zero());
            total[0] += assets;
            total[1] += liabilities;
        }
        total
    }
}
