//! The terms of a liquidation on an 8-bit type against integers: every price, bonus, amount and fraction of
//! a stated grid, every result and every overflow.

use fixed::types::extra::U4;
use fixed::FixedI8;
use plimsoll::liquidation::bonus::Split;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::number::ramp::Ramp;
use plimsoll::weights::Bound;
use plimsoll::Error;

type I4F4 = FixedI8<U4>;

fn n(bits: i64) -> I4F4 {
    I4F4::from_bits(bits as i8)
}

fn fit(bits: i64) -> Result<I4F4, Error> {
    i8::try_from(bits)
        .map(I4F4::from_bits)
        .map_err(|_| Error::Overflow)
}

fn ceil(a: i64, b: i64) -> i64 {
    -(-a).div_euclid(b)
}

/// Debug builds take every so manieth.
fn each(release: usize) -> usize {
    release * if cfg!(debug_assertions) { 5 } else { 1 }
}

#[test]
fn every_exchange() {
    let mut refused = 0u32;
    for debt in (1..=127i64).step_by(each(2)) {
        for bonus in (0..=127).step_by(each(3)) {
            let paid = (debt * (16 + bonus)).div_euclid(16);
            for price in (1..=127i64).step_by(each(2)) {
                let exchange = Exchange::new(n(debt), n(price), &n(bonus));
                // One and the bonus must fit, and so must the price with both.
                if 16 + bonus > 127 || paid > 127 {
                    assert_eq!(exchange, Err(Error::Overflow));
                    refused += 1;
                    continue;
                }
                let exchange = exchange.unwrap();
                for amount in (0..=127i64).step_by(each(3)) {
                    let seized = (amount * paid).div_euclid(price);
                    assert_eq!(exchange.seized(&n(amount)), fit(seized));
                    let asked = match paid {
                        0 => Err(Error::DivisionByZero),
                        _ => fit(ceil(amount * price, paid)),
                    };
                    assert_eq!(exchange.repaid(&n(amount)), asked);
                    if seized <= 127 {
                        let plain = (amount * debt).div_euclid(price);
                        assert_eq!(
                            exchange.penalty(&n(amount), &n(seized)),
                            fit((seized - plain).max(0))
                        );
                    }
                }
                for [asset, liability] in [[0, 1], [15, 15], [16, 40], [40, 41], [127, 127]] {
                    let collateral = Bound::new(n(asset), n(liability)).unwrap();
                    for liability in (1..=127).step_by(each(9)) {
                        let owed = Bound::new(n(0), n(liability)).unwrap();
                        let lost = ceil(asset * paid, price);
                        assert_eq!(
                            exchange.raises_surplus(&owed, &collateral),
                            Ok(liability > lost)
                        );
                    }
                }
            }
        }
    }
    assert!(refused > 0);
    for wrong in [-128, -1, 0] {
        assert_eq!(
            Exchange::new(n(wrong), n(1), &n(0)),
            Err(Error::InvalidPrice)
        );
        assert_eq!(
            Exchange::new(n(1), n(wrong), &n(0)),
            Err(Error::InvalidPrice)
        );
    }
    assert_eq!(
        Exchange::new(n(1), n(1), &n(-1)),
        Err(Error::InvalidQuantity)
    );
}

#[test]
fn every_split() {
    for insurance in -128..=127i64 {
        for protocol in -128..=127 {
            let split = Split::new(n(insurance), n(protocol));
            let valid = insurance >= 0 && protocol >= 0 && insurance + protocol <= 16;
            assert_eq!(split.is_ok(), valid, "{insurance} {protocol}");
            let Ok(split) = split else {
                assert_eq!(split, Err(Error::InvalidFraction));
                continue;
            };
            for penalty in 0..=127 {
                let parts = split.of(&n(penalty)).unwrap();
                let first = ceil(penalty * insurance, 16);
                let second = ceil(penalty * protocol, 16).min(penalty - first);
                let expected = [penalty - first - second, first, second].map(n);
                assert_eq!(
                    [parts.liquidator, parts.insurance, parts.protocol],
                    expected
                );
            }
            assert_eq!(split.of(&n(-1)), Err(Error::InvalidQuantity));
        }
    }
}

#[test]
fn every_ramp() {
    for from in (-128..=127i64).step_by(each(15)) {
        for to in (-127..=127).step_by(each(14)) {
            for [start, end] in [[0, 16], [16, 0], [-7, 100], [127, -128], [3, 3]] {
                let ramp = Ramp::new(n(from), n(to), n(start), n(end));
                if from == to {
                    assert_eq!(ramp, Err(Error::InvalidRamp));
                    continue;
                }
                let ramp = ramp.unwrap();
                for at in -128..=127i64 {
                    let (at, low, high) = if from < to {
                        (at, from, to)
                    } else {
                        (-at, -from, -to)
                    };
                    let (product, whole) = ((end - start) * (at - low), high - low);
                    let [down, up] = match at {
                        at if at <= low => [start; 2],
                        at if at >= high => [end; 2],
                        _ => [product.div_euclid(whole), ceil(product, whole)]
                            .map(|part| start + part),
                    };
                    let at = if from < to { at } else { -at };
                    // The width of the line and of its values must fit, where they are needed.
                    let wide = (end - start).abs() > 127 || (to - from).abs() > 127;
                    for (read, expected) in [(ramp.at_down(&n(at)), down), (ramp.at_up(&n(at)), up)]
                    {
                        assert!(read == Ok(n(expected)) || (wide && read == Err(Error::Overflow)));
                    }
                }
            }
        }
    }
}
