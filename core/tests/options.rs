//! The laws of an option's value: parity, bounds, monotony, containment, and its solver and Greeks against
//! the pricer.

mod common;

use common::cases;
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::option::{Contract, Right};
use plimsoll::number::decimal::read_nearest;
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed, Limit, Number};
use proptest::prelude::*;

fn fixed(value: f64) -> Fixed {
    Fixed::from_bits((value * 2f64.powi(48)) as i128)
}

/// A price over sixteen orders of magnitude.
fn price() -> impl Strategy<Value = Fixed> {
    (-16.0f64..36.0).prop_map(|power| fixed(power.exp2()))
}

/// A forward and a strike: near each other, or far.
fn pair() -> impl Strategy<Value = (Fixed, Fixed)> {
    prop_oneof![
        3 => (price(), -1.0f64..1.0).prop_map(|(f, k)| (f, f.checked_mul(fixed(k.exp())).unwrap())),
        1 => (price(), price()),
        1 => price().prop_map(|f| (f, f)),
        1 => (price(), prop_oneof![Just(Fixed::ZERO), Just(Fixed::DELTA)]),
    ]
}

fn volatility() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        6 => (0.01f64..3.0).prop_map(fixed),
        1 => (3.0f64..500.0).prop_map(fixed),
        1 => Just(Fixed::ZERO),
        1 => (0i128..1000).prop_map(Fixed::from_bits),
    ]
}

fn expiry() -> impl Strategy<Value = Expiry<Fixed>> {
    let seconds = prop_oneof![1 => 0u64..100, 6 => 100u64..100_000_000];
    (seconds, -0.1f64..0.5).prop_map(|(s, r)| Expiry::new(s, fixed(r)).unwrap())
}

fn exact(value: Fixed) -> Interval<Fixed> {
    Interval::exact(value)
}

fn both(k: Fixed) -> [Contract<Fixed>; 2] {
    [Right::Call, Right::Put].map(|right| Contract::new(right, k).unwrap())
}

/// The width that the value states, and as much for the discount's own.
fn width(f: Fixed, k: Fixed, v: Fixed) -> f64 {
    let (f, k, v) = (f.to_num::<f64>(), k.to_num::<f64>(), v.to_num::<f64>());
    (f + k + 1.0) * (40.0 + v) * 2f64.powi(-48)
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn parity_bounds_and_width((f, k) in pair(), v in volatility(), e in expiry()) {
        let [call, put] = both(k).map(|c| c.value(&exact(f), &exact(v), &e).unwrap());
        // d (F - K) lies in call - put.
        let forward = exact(f).try_sub(&exact(k)).unwrap().mul(e.discount()).unwrap();
        let gap = call.try_sub(&put).unwrap();
        prop_assert!(gap.low() <= forward.high() && forward.low() <= gap.high());
        for (value, most) in [(&call, f), (&put, k)] {
            prop_assert!(!value.low().is_negative());
            prop_assert!(*value.high() <= most.mul_up(e.discount().high()).unwrap());
            let wide = (value.high().to_num::<f64>() - value.low().to_num::<f64>()).abs();
            prop_assert!(wide <= width(f, k, v), "{value:?} {wide}");
        }
        for (contract, value) in both(k).iter().zip([&call, &put]) {
            let least = contract.intrinsic(&f).unwrap().mul_down(e.discount().low()).unwrap();
            prop_assert!(*value.high() >= least);
            prop_assert!(*value.low() >= least);
        }
    }

    #[test]
    fn agrees_with_floats((f, k) in pair(), v in volatility(), e in expiry()) {
        let n = |x: Fixed| x.to_num::<f64>();
        let float = Expiry::new(e.seconds(), n(*e.rate())).unwrap();
        for right in [Right::Call, Right::Put] {
            let ours = Contract::new(right, k).unwrap().value(&exact(f), &exact(v), &e).unwrap();
            let theirs = Contract::new(right, n(k)).unwrap()
                .value(&Interval::exact(n(f)), &Interval::exact(n(v)), &float).unwrap();
            let far = (n(*ours.low()) - theirs.low()).abs();
            prop_assert!(far <= (n(f) + n(k)) * 1e-12 + 1e-13, "{ours:?} {theirs:?}");
        }
    }

    #[test]
    fn more_is_worth_more((f, k) in pair(), v in volatility(), e in expiry(), more in 0.0f64..0.5) {
        let grown = f.checked_add(f.checked_mul(fixed(more)).unwrap()).unwrap();
        let wilder = v.checked_add(fixed(more)).unwrap();
        let [call, put] = both(k);
        let value = |c: &Contract<Fixed>, f, v| c.value(&exact(f), &exact(v), &e).unwrap();
        prop_assert!(value(&call, grown, v).high() >= value(&call, f, v).low());
        prop_assert!(value(&put, grown, v).low() <= value(&put, f, v).high());
        for contract in [&call, &put] {
            prop_assert!(value(contract, f, wilder).high() >= value(contract, f, v).low());
        }
    }

    /// Wider inputs give a wider value: the law of the kernel, for options.
    #[test]
    fn widening_contains((f, k) in pair(), v in volatility(), e in expiry(), df in 0.0f64..0.1, dv in 0.0f64..0.1) {
        let wide_f = Interval::new(
            f.checked_sub(f.checked_mul(fixed(df)).unwrap()).unwrap(),
            f.checked_add(f.checked_mul(fixed(df)).unwrap()).unwrap(),
        ).unwrap();
        let wide_v = Interval::new(
            v.checked_sub(v.checked_mul(fixed(dv)).unwrap()).unwrap(),
            v.checked_add(fixed(dv)).unwrap(),
        ).unwrap();
        for contract in both(k) {
            let narrow = contract.value(&exact(f), &exact(v), &e).unwrap();
            let wide = contract.value(&wide_f, &wide_v, &e).unwrap();
            prop_assert!(wide.low() <= narrow.high() && narrow.low() <= wide.high());
            let slack = fixed(width(f, k, v));
            prop_assert!(*wide.low() <= narrow.low().checked_add(slack).unwrap());
            prop_assert!(*wide.high() >= narrow.high().checked_sub(slack).unwrap());
        }
    }

    /// The solver is the pricer: at its answer the option is worth at most the price, a step further more.
    #[test]
    fn implied_volatility_is_tight((f, k) in pair(), v in volatility(), e in expiry()) {
        let step: Fixed = read_nearest("0.0001").unwrap();
        for contract in both(k) {
            let worth = |v: Fixed| *contract.value(&exact(f), &exact(v), &e).unwrap().high();
            let price = worth(v);
            match contract.implied_volatility(&exact(f), &price, &e, &step).unwrap() {
                Limit::At(found) => {
                    prop_assert!(worth(found) <= price);
                    prop_assert!(worth(found.checked_add(step).unwrap()) > price);
                }
                // Nothing is left to chance, or the price is the most that it may be.
                Limit::Never => {
                    let most = match contract.right() { Right::Call => f, Right::Put => k };
                    let flat = worth(Fixed::ZERO) == worth(fixed(400.0));
                    let whole = most.mul_up(e.discount().high()).unwrap();
                    prop_assert!(flat || price >= whole.checked_sub(fixed(width(f, k, v))).unwrap());
                }
                other => prop_assert!(worth(Fixed::ZERO) > price, "{other:?}"),
            }
        }
    }

    #[test]
    fn greeks_are_slopes(m in -0.5f64..0.5, v in 0.1f64..2.0, days in 1u64..700, r in -0.05f64..0.3) {
        let (f, k) = (1000.0, 1000.0 * m.exp());
        let seconds = days * 86_400;
        let value = |right, f: f64, v: f64, seconds: u64| {
            let expiry = Expiry::new(seconds, r).unwrap();
            let contract = Contract::new(right, k).unwrap();
            *contract.value(&Interval::exact(f), &Interval::exact(v), &expiry).unwrap().low()
        };
        for right in [Right::Call, Right::Put] {
            let e = Expiry::new(seconds, fixed(r)).unwrap();
            let contract = Contract::new(right, fixed(k)).unwrap();
            let greeks = contract.greeks(&exact(fixed(f)), &exact(fixed(v)), &e).unwrap();
            let h = 0.05;
            let (up, at, down) =
                (value(right, f + h, v, seconds), value(right, f, v, seconds), value(right, f - h, v, seconds));
            let year = 31_536_000.0;
            let slopes = [
                (greeks.delta, (up - down) / (2.0 * h), 1e-5),
                (greeks.gamma, (up - 2.0 * at + down) / (h * h), 1e-5),
                (greeks.vega, (value(right, f, v + 1e-4, seconds) - value(right, f, v - 1e-4, seconds)) / 2e-4, 1e-3),
                (
                    greeks.theta,
                    (value(right, f, v, seconds - 60) - value(right, f, v, seconds + 60)) / (120.0 / year),
                    0.2,
                ),
            ];
            for (ours, slope, tolerance) in slopes {
                let (low, high) = (ours.low().to_num::<f64>(), ours.high().to_num::<f64>());
                prop_assert!(high - low < 1e-8, "{ours:?}");
                prop_assert!((low - slope).abs() < tolerance + slope.abs() * 1e-4, "{greeks:?} {slope}");
            }
        }
    }
}

#[test]
fn edges() {
    let n = |text| read_nearest::<Fixed>(text).unwrap();
    let (f, k) = (exact(n("105")), n("100"));
    let [call, put] = both(k);
    let now = Expiry::undiscounted(0).unwrap();
    let month = Expiry::undiscounted(30 * 86_400).unwrap();
    let (still, wild) = (exact(Fixed::ZERO), exact(n("5000000")));
    assert_eq!(call.value(&f, &wild, &now), Ok(exact(n("5"))));
    assert_eq!(put.value(&f, &still, &month), Ok(exact(Fixed::ZERO)));
    assert_eq!(
        call.value(&f, &wild, &month).map(|v| *v.high()),
        Ok(n("105"))
    );
    assert_eq!(put.value(&f, &wild, &month).map(|v| *v.high()), Ok(k));
    let nothing = exact(Fixed::ZERO);
    assert_eq!(call.value(&nothing, &exact(n("0.5")), &month), Ok(nothing));
    assert_eq!(put.value(&nothing, &exact(n("0.5")), &month), Ok(exact(k)));
    let free = Contract::new(Right::Call, Fixed::ZERO).unwrap();
    assert_eq!(free.value(&f, &exact(n("0.5")), &month), Ok(f));
    let below = exact(Fixed::from_num(-1));
    assert_eq!(
        call.value(&below, &still, &month),
        Err(Error::InvalidOption)
    );
    assert_eq!(call.value(&f, &below, &month), Err(Error::InvalidOption));
    assert_eq!(
        Contract::new(Right::Put, Fixed::from_num(-1)),
        Err(Error::InvalidOption)
    );
    assert_eq!(
        Expiry::discounted(1, Fixed::ZERO),
        Err(Error::InvalidOption)
    );
    // At the strike and without time the delta jumps.
    assert_eq!(
        call.greeks(&exact(k), &still, &now),
        Err(Error::OutOfDomain)
    );
    assert_eq!(
        call.greeks(&f, &still, &now).map(|g| g.delta),
        Ok(exact(Fixed::ONE))
    );
    assert_eq!(
        put.greeks(&f, &still, &now).map(|g| g.delta),
        Ok(exact(Fixed::ZERO))
    );
    assert_eq!(
        call.implied_volatility(&f, &n("4"), &month, &n("0.01")),
        Ok(Limit::AlreadyPast)
    );
    assert_eq!(
        call.implied_volatility(&f, &n("105"), &month, &n("0.01")),
        Ok(Limit::Never)
    );
    let found = call.implied_volatility(&f, &n("8"), &month, &Fixed::ZERO);
    assert_eq!(found, Err(Error::InvalidStep));
}
