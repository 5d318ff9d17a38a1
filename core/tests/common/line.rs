//! One account along the price of one index: its surplus by hand, exactly, and within the budget.

use super::budget::Budget;
use super::exact::{rational, step as unit, to_f64, Exact};
use super::formula;
use super::spec::{Contract, Spec};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::liquidation::threshold::check_at;
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};
use proptest::prelude::*;

type Rational = BigRational;

/// What the prices of one account can show, in one place.
pub struct Line {
    pub spec: Spec<Fixed>,
    exact: Spec<Exact>,
    index: u32,
    pub price: [Fixed; 2],
    ends: [Exact; 2],
}

impl Line {
    pub fn new(spec: Spec<Fixed>, index: u32, price: [Fixed; 2]) -> Self {
        let (exact, ends) = (spec.exact(), price.map(|end| Exact::of(&end)));
        Line {
            spec,
            exact,
            index,
            price,
            ends,
        }
    }

    /// The account's surplus at a price of the index, written out; where a perp's low end rounds to
    /// zero, which no constructor accepts, the crate's own check.
    pub fn surplus(&self, at: &Fixed) -> Result<Fixed, Error> {
        match self.spec.moved(self.index, &self.price, at)?.health() {
            Err(Error::InvalidPrice) => {
                let price = Price::new(self.price[0], self.price[1])?;
                self.spec
                    .with_holdings(|holdings| check_at(holdings, self.index, &price, at))?
                    .surplus()
            }
            health => health?.surplus(),
        }
    }

    /// The account where the index is worth nothing: a group priced by it counts zero, and of a perp
    /// on it the quote remains.
    pub fn worthless(&self) -> Result<Fixed, Error> {
        let mut spec = self.spec.clone();
        for group in &mut spec.groups {
            if group.market.index == self.index {
                group.balance = Fixed::ZERO;
                group.perps.clear();
            }
            for perp in &mut group.perps {
                if perp.market.index == self.index {
                    (perp.size, perp.bids, perp.asks) = (Fixed::ZERO, Fixed::ZERO, Fixed::ZERO);
                }
            }
        }
        spec.health()?.surplus()
    }

    pub fn moved(&self, at: &Rational) -> Spec<Exact> {
        formula::moved(&self.exact, self.index, &self.ends, at)
    }

    pub fn exact_surplus(&self, at: &Rational) -> Rational {
        formula::surplus(&self.moved(at))
    }

    pub fn budget(&self, at: &Rational) -> Rational {
        let budget = Budget {
            u: unit::<Fixed>(),
            moved: Some(self.index),
        };
        let [assets, liabilities] = budget.account(&self.moved(at), &self.exact);
        assets + liabilities
    }

    pub fn mid(&self) -> Rational {
        (&self.ends[0].0 + &self.ends[1].0) / Rational::from_integer(2.into())
    }

    /// The answer against the exact crossing: healthy in fact at the answer, and one step further
    /// within the budget of not being. Concavity then bounds how far beyond the crossing may lie, and
    /// the exact surplus there is indeed negative.
    pub fn tight(&self, at: &Fixed, next: &Fixed) -> Result<(), TestCaseError> {
        let (at, next) = (rational(at), rational(next));
        prop_assert!(!self.exact_surplus(&at).is_negative());
        let (left, budget) = (self.exact_surplus(&next), self.budget(&next));
        prop_assert!(left < budget, "{} of {}", to_f64(&left), to_f64(&budget));
        if left.is_positive() {
            let mid = self.mid();
            let slope = (self.exact_surplus(&mid) - &left) / (&next - &mid);
            if slope.is_zero() || slope.is_positive() != (next > mid) {
                return Ok(()); // the answer is nearer than the budget can tell
            }
            let crossing = &next + &left / &slope;
            prop_assert!(!crossing.is_positive() || !self.exact_surplus(&crossing).is_positive());
        }
        Ok(())
    }

    /// Whether a ladder of a perp on the index stands on another rung at `at` than today.
    pub fn changes_rung(&self, at: &Fixed) -> bool {
        let rung = |perp: &Contract<Exact>| {
            let price = match perp.size.0.is_negative() {
                true => &perp.market.high.0 * &perp.market.liability.0,
                false => &perp.market.low.0 * &perp.market.asset.0,
            };
            let notional = perp.size.0.abs() * price;
            perp.rungs
                .iter()
                .filter(|(floor, _)| floor.0 <= notional)
                .count()
        };
        let rungs = |spec: &Spec<Exact>| -> Vec<usize> {
            let perps = spec.groups.iter().flat_map(|group| &group.perps);
            perps.map(rung).collect()
        };
        rungs(&self.exact) != rungs(&self.moved(&rational(at)))
    }

    /// `f64` finds the same price to 1e-9 of it and two steps of the grid; or one that is as good an
    /// answer, where the surplus is too flat for its rounding to tell: not below zero there, and not
    /// above it one step further, by more than the budget and 1e-12 of the sums.
    pub fn float_agrees(
        &self,
        at: &Fixed,
        next: &Fixed,
        float: Limit<f64>,
    ) -> Result<bool, TestCaseError> {
        let Limit::At(float) = float else {
            return Ok(false);
        };
        let (a, step) = (at.to_num::<f64>(), (next - at).to_num::<f64>());
        if (float - a).abs() <= 1e-9 * a + 2.0 * step.abs() {
            return Ok(true);
        }
        let found = Rational::from_float(float).expect("finite");
        let further = Rational::from_float(float + step + step.signum() * 1e-9 * float);
        let further = further.expect("finite");
        let [assets, liabilities] = formula::sums(&self.moved(&found));
        let blur = 1e-12 * to_f64(&(assets + liabilities))
            + to_f64(&(self.budget(&rational(at)) + self.budget(&found)));
        let (here, there) = (self.exact_surplus(&found), self.exact_surplus(&further));
        let (here, there) = (to_f64(&here), to_f64(&there));
        prop_assert!(
            here >= -blur && there <= blur,
            "{float} for {at}: {here} {there} {blur}"
        );
        Ok(false)
    }
}
