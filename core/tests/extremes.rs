//! The solvers at the ends of the range: prices of 1e-12 and 1e20, steps beyond the price, accounts at
//! exactly zero, quantities of a whole supply. No wrong answer, and no error but overflow.

mod common;

use common::spec::{Contract, Group, Market, Spec};
use plimsoll::liquidation::threshold::check_at;
use plimsoll::margin::limits::{borrow, position, withdrawal, Side};
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Number};

/// `10^power`, to the type's step.
fn ten(power: i32) -> Fixed {
    match u32::try_from(power) {
        Ok(power) => Fixed::from_num(10i128.pow(power)),
        Err(_) => Fixed::ONE / Fixed::from_num(10i128.pow(power.unsigned_abs())),
    }
}

fn market(index: u32, price: Fixed, asset: Fixed, liability: Fixed) -> Market<Fixed> {
    Market {
        index,
        low: price,
        high: price,
        asset,
        liability,
    }
}

/// Cash and one coin, or cash and one perp, with the cash that leaves a stated surplus.
fn accounts(price: Fixed, size: Fixed, surplus: Fixed) -> Vec<Spec<Fixed>> {
    let (half, double) = (Fixed::ONE / 2, Fixed::ONE * 2);
    let mut specs = Vec::new();
    for (asset, liability) in [
        (Fixed::ONE, Fixed::ONE),
        (half, double),
        (Fixed::ZERO, Fixed::ONE),
    ] {
        for size in [size, -size] {
            let cash = |perps| Group {
                market: market(0, Fixed::ONE, Fixed::ONE, Fixed::ONE),
                balance: Fixed::ZERO,
                perps,
            };
            let perp = Contract {
                market: market(1, price, asset, liability),
                rungs: vec![(Fixed::ZERO, half / 8), (ten(3), half / 4)],
                profit_weight: half,
                equity: false,
                size,
                quote: Fixed::ZERO,
                bids: Fixed::ZERO,
                asks: Fixed::ZERO,
            };
            let coin = Group {
                market: market(1, price, asset, liability),
                balance: size,
                perps: Vec::new(),
            };
            for groups in [vec![cash(vec![perp])], vec![cash(Vec::new()), coin]] {
                let mut spec = Spec { groups };
                // The cash counts in full on either side of zero only where nothing nets with it.
                for _ in 0..3 {
                    let Ok(health) = spec.health() else { break };
                    let Ok(missing) = health.surplus().and_then(|now| surplus.try_sub(&now)) else {
                        break;
                    };
                    let Ok(cash) = spec.groups[0].balance.try_add(&missing) else {
                        break;
                    };
                    spec.groups[0].balance = cash;
                }
                specs.push(spec);
            }
        }
    }
    specs
}

#[derive(Default, Debug)]
struct Seen {
    at: u32,
    other: u32,
    overflows: u32,
}

impl Seen {
    /// Tight by the given check, where there is an answer; the answer and the step beyond it.
    fn note(
        &mut self,
        answer: Result<Limit<Fixed>, Error>,
        step: Fixed,
        holds: impl Fn(&Fixed) -> Result<bool, Error>,
        say: impl Fn() -> String,
    ) {
        match answer {
            Ok(Limit::At(at)) => {
                self.at += 1;
                assert_eq!(holds(&at), Ok(true), "{at} {}", say());
                assert_ne!(holds(&(at + step)), Ok(true), "{at} {}", say());
            }
            Ok(_) => self.other += 1,
            Err(Error::Overflow) => self.overflows += 1,
            Err(error) => panic!("{error:?} {}", say()),
        }
    }
}

#[test]
fn answers_hold_at_the_ends_of_the_range() {
    let mut seen = [(); 4].map(|_| Seen::default());
    for (price, size) in [-14, -12, -6, 0, 6, 12, 20, 23]
        .map(ten)
        .iter()
        .flat_map(|price| [-14, -6, 0, 6, 15, 23].map(|size| (*price, ten(size))))
    {
        for surplus in [Fixed::ZERO, Fixed::DELTA, Fixed::ONE, ten(15)] {
            for (spec, step) in accounts(price, size, surplus).iter().flat_map(|spec| {
                [Fixed::DELTA, ten(-4), Fixed::ONE, price * 3]
                    .map(|step| (spec, step.max(Fixed::DELTA)))
            }) {
                if !spec.health().is_ok_and(|health| health.healthy()) {
                    continue;
                }
                let say = || format!("step {step} {spec:?}");
                let present = Price::exact(price).expect("a price");
                let zero = Fixed::ZERO;
                match spec.threshold(1, &[price, price], &step) {
                    Ok(found) => {
                        let holds = |at: &Fixed| {
                            let health = spec.with_holdings(|h| check_at(h, 1, &present, at))?;
                            Ok(health.healthy())
                        };
                        // Below, the step further is the step down; nothing lies under the lowest.
                        if let Limit::At(at) = found.below {
                            assert_eq!(holds(&at), Ok(true), "{at} {}", say());
                            assert!(
                                at == step || holds(&(at - step)) == Ok(false),
                                "{at} {}",
                                say()
                            );
                        }
                        seen[0].note(Ok(found.above), step, holds, say);
                    }
                    Err(error) => seen[0].note(Err(error), step, |_| Ok(true), say),
                }
                let changed = |amount: &Fixed| {
                    let mut after = spec.clone();
                    let balance = &mut after.groups[0].balance;
                    *balance = balance.try_sub(amount)?;
                    Ok((
                        after.health()?.healthy(),
                        after.groups[0].balance >= Fixed::ZERO,
                    ))
                };
                let withdrawn = spec.with_holdings(|h| withdrawal(h, 0, &zero, &step));
                seen[1].note(withdrawn, step, |a| changed(a).map(|(a, b)| a && b), say);
                let borrowed = spec.with_holdings(|h| borrow(h, 0, &zero, &step));
                seen[2].note(borrowed, step, |a| changed(a).map(|(a, _)| a), say);
                if spec.groups[0].perps.is_empty() {
                    continue;
                }
                for (side, sign) in [(Side::Buy, 1), (Side::Sell, -1)] {
                    for at in [price, ten(-9), ten(9)] {
                        let most =
                            spec.with_holdings(|h| position(h, 0, 0, side, &at, &zero, &step));
                        let holds = |size: &Fixed| {
                            let mut after = spec.clone();
                            let perp = &mut after.groups[0].perps[0];
                            let size = if sign > 0 { *size } else { size.try_neg()? };
                            perp.size = perp.size.try_add(&size)?;
                            perp.quote = perp.quote.try_sub(&size.mul_up(&at)?)?;
                            Ok(after.health()?.healthy())
                        };
                        seen[3].note(most, step, holds, say);
                    }
                }
            }
        }
    }
    println!("{seen:?}");
    assert!(seen
        .iter()
        .all(|seen| seen.at > 200 && seen.overflows * 20 < seen.at));
}

/// A sale far below the mark: the first guess, the surplus over the price of the trade, is a size at
/// which the account overflows, and the answer is nonetheless found.
#[test]
fn a_sale_far_below_the_mark() {
    let mut specs = accounts(ten(3), ten(-6), ten(14));
    let spec = &mut specs[0];
    let (price, step) = (ten(-9), Fixed::ONE);
    let most = spec.with_holdings(|h| position(h, 0, 0, Side::Sell, &price, &Fixed::ZERO, &step));
    let Ok(Limit::At(most)) = most else {
        panic!("{most:?}");
    };
    // 1e14 of surplus, 1,000 a unit, and a margin of an eighth at most.
    assert!(most > ten(14) / 1200 && most < ten(14) / 1000, "{most}");
}
