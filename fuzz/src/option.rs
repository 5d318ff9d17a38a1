//! Options on any intervals: the value lies between its bounds, the Greeks are what they must be, and what
//! the solver answers the pricer confirms.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::option::Right;
use plimsoll::support::arbitrary as edges;
use plimsoll::{Contract, Error, Expiry, Fixed, Interval, Limit, Number};

/// What pricing may meet in intervals that are valid.
const PRICING: [Error; 2] = [Error::InvalidOption, Error::Overflow];

/// A call and a put on what may be uncertain.
pub fn option(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let (forward, strike) = (interval(u)?, draw::amount(u)?);
    let strike = match u.ratio(1, 8)? {
        true => strike,
        // Near the forward, where the value is neither end.
        false => near(*forward.low(), u8::arbitrary(u)?),
    };
    let volatility = volatility(u)?;
    let expiry = match u.ratio(1, 2)? {
        true => market(u)?,
        false => Expiry::arbitrary(u)?,
    };
    let (Ok(call), Ok(put)) = (
        Contract::new(Right::Call, strike),
        Contract::new(Right::Put, strike),
    ) else {
        return Ok(());
    };
    for contract in [&call, &put] {
        value(contract, &forward, &volatility, &expiry);
        greeks(contract, &forward, &volatility, &expiry);
        implied(u, contract, &forward, &volatility, &expiry)?;
    }
    parity(&call, &put, &forward, &volatility, &expiry);
    expiries(u)
}

/// Any time, rate and discount make an expiry or an expected error.
fn expiries(u: &mut Unstructured<'_>) -> Result<()> {
    let (seconds, number) = (u64::arbitrary(u)?, edges::number(u)?);
    let rated = draw::only(Expiry::new(seconds, number), &[Error::Overflow]);
    let quoted = draw::only(Expiry::discounted(seconds, number), &PRICING);
    assert!(quoted.is_none_or(|expiry| expiry.discount().holds(&number)));
    for expiry in [rated, quoted].into_iter().flatten() {
        assert_eq!(expiry.seconds(), seconds);
        for interval in [expiry.years(), expiry.root(), expiry.discount()] {
            assert!(
                *interval.low() >= 0 && interval.low() <= interval.high(),
                "{expiry:?}"
            );
        }
    }
    Ok(())
}

fn near(price: Fixed, byte: u8) -> Fixed {
    let part = Fixed::from_bits(price.to_bits() >> 7);
    part.checked_mul_int(i128::from(byte))
        .unwrap_or(price)
        .max(Fixed::ZERO)
}

/// Exact, or at least as uncertain as a price.
fn interval(u: &mut Unstructured<'_>) -> Result<Interval> {
    if !u.ratio(31, 32)? {
        return Interval::arbitrary(u);
    }
    let low = draw::amount(u)?;
    let wide = low.to_bits() >> (4 + u8::arbitrary(u)? % 60);
    let high = low.saturating_add(Fixed::from_bits(wide));
    Ok(match bool::arbitrary(u)? {
        true => Interval::exact(low),
        false => Interval::between(&low, &high),
    })
}

/// Up to 400 %, exact or not, and anything once in a while.
fn volatility(u: &mut Unstructured<'_>) -> Result<Interval> {
    if !u.ratio(15, 16)? {
        return interval(u);
    }
    let four = |u: &mut Unstructured<'_>| Ok(Fixed::from_bits(edges::fraction(u)?.to_bits() * 4));
    let low = four(u)?;
    Ok(match bool::arbitrary(u)? {
        true => Interval::exact(low),
        false => Interval::between(&low, &four(u)?),
    })
}

/// Up to four years, at up to 25 %.
fn market(u: &mut Unstructured<'_>) -> Result<Expiry> {
    let seconds = u64::from(u32::arbitrary(u)? >> 5);
    let rate = Fixed::from_bits(edges::fraction(u)?.to_bits() / 4);
    Ok(Expiry::new(seconds, rate).expect("a discount above e^-1"))
}

fn is_exact(interval: &Interval) -> bool {
    interval.low() == interval.high()
}

fn value(contract: &Contract, forward: &Interval, volatility: &Interval, expiry: &Expiry) {
    let Some(value) = draw::only(contract.value(forward, volatility, expiry), &PRICING) else {
        return;
    };
    assert!(
        *value.low() >= 0 && value.low() <= value.high(),
        "{value:?}"
    );
    let discount = expiry.discount();
    // No more than what it may be exchanged for; no less than exercise, where that is certain.
    let (most, worst) = match contract.right() {
        Right::Call => (forward.high(), forward.low()),
        Right::Put => (contract.strike(), forward.high()),
    };
    if let Ok(most) = most.mul_up(discount.high()) {
        assert!(*value.high() <= most, "{value:?} above {most}");
    }
    let least = contract
        .intrinsic(worst)
        .and_then(|least| least.mul_down(discount.low()));
    if let Ok(least) = least {
        assert!(*value.low() >= least, "{value:?} below {least}");
    }
    // What is certain lies in what is not.
    for price in [forward.low(), forward.high()] {
        for sigma in [volatility.low(), volatility.high()] {
            let inner = contract.value(&Interval::exact(*price), &Interval::exact(*sigma), expiry);
            let Some(inner) = draw::only(inner, &PRICING) else {
                continue;
            };
            let within = inner.low() <= value.high() && value.low() <= inner.high();
            assert!(within, "{inner:?} {value:?}");
            float(contract, *price, *sigma, expiry, &inner);
        }
    }
}

/// The same on floats, within 10^-9 of the prices; and no wider than stated, where no discount magnifies it.
fn float(contract: &Contract, price: Fixed, sigma: Fixed, expiry: &Expiry, value: &Interval) {
    let [f, k, s, d] = [price, *contract.strike(), sigma, *expiry.discount().high()]
        .map(|number| number.to_num::<f64>());
    let wide = (value.high().to_bits() - value.low().to_bits()) as f64;
    let stated = (16.0 + 2.0 * s) * (f + k) + 8.0;
    assert!(
        d > 1.0 || wide <= stated,
        "{contract:?} {price} {sigma} {expiry:?} {value:?}"
    );
    let floats = plimsoll::margin::option::Contract::new(contract.right(), k);
    let quoted = plimsoll::margin::option::expiry::Expiry::discounted(expiry.seconds(), d);
    let (Ok(floats), Ok(quoted)) = (floats, quoted) else {
        return;
    };
    let exact = plimsoll::number::interval::Interval::exact;
    let Ok(same) = floats.value(&exact(f), &exact(s), &quoted) else {
        return;
    };
    let (low, high) = (value.low().to_num::<f64>(), value.high().to_num::<f64>());
    let slack = (f + k) * d.max(1.0) * 1e-9 + 1e-9;
    assert!(
        low <= same.high() + slack && same.low() - slack <= high,
        "{value:?} {same:?}"
    );
}

fn parity(call: &Contract, put: &Contract, forward: &Interval, sigma: &Interval, expiry: &Expiry) {
    if !is_exact(forward) || !is_exact(sigma) {
        return;
    }
    let values = [call, put].map(|contract| contract.value(forward, sigma, expiry));
    let [Ok(call_value), Ok(put_value)] = values else {
        return;
    };
    let Ok(gap) = call_value.try_sub(&put_value) else {
        return;
    };
    let moved = forward.try_sub(&Interval::exact(*call.strike()));
    let Ok(moved) = moved.and_then(|moved| moved.mul(expiry.discount())) else {
        return;
    };
    assert!(
        gap.low() <= moved.high() && moved.low() <= gap.high(),
        "{gap:?} {moved:?}"
    );
}

fn greeks(contract: &Contract, forward: &Interval, volatility: &Interval, expiry: &Expiry) {
    let allowed = [
        PRICING[0],
        PRICING[1],
        Error::OutOfDomain,
        Error::DivisionByZero,
    ];
    let Some(greeks) = draw::only(contract.greeks(forward, volatility, expiry), &allowed) else {
        return;
    };
    for interval in [&greeks.delta, &greeks.gamma, &greeks.vega, &greeks.theta] {
        assert!(interval.low() <= interval.high(), "{greeks:?}");
    }
    let most = expiry.discount().high();
    let slack = Fixed::from_bits(8).max(Fixed::from_bits(most.to_bits() >> 44));
    let size = match contract.right() {
        Right::Call => greeks.delta,
        Right::Put => greeks.delta.try_neg().expect("a put's delta is small"),
    };
    assert!(
        *size.low() >= -slack && *size.high() <= *most + slack,
        "{greeks:?}"
    );
    assert!(
        *greeks.gamma.high() >= 0 && *greeks.vega.high() >= 0,
        "{greeks:?}"
    );
}

fn implied(
    u: &mut Unstructured<'_>,
    contract: &Contract,
    forward: &Interval,
    volatility: &Interval,
    expiry: &Expiry,
) -> Result<()> {
    let step = draw::step(u)?;
    let worth = contract.value(forward, volatility, expiry);
    let price = match (worth, u.ratio(3, 4)?) {
        (Ok(worth), true) => *worth.high(),
        _ => draw::quantity(u)?,
    };
    let allowed = [PRICING[0], PRICING[1], Error::InvalidStep];
    let answer = contract.implied_volatility(forward, &price, expiry, &step);
    let worth = |sigma: &Fixed| contract.value(forward, &Interval::exact(*sigma), expiry);
    match draw::only(answer, &allowed) {
        Some(Limit::At(sigma)) => {
            assert!(sigma >= 0 && worth(&sigma).is_ok_and(|value| *value.high() <= price));
            let next = sigma.try_add(&step).and_then(|next| worth(&next));
            assert!(
                !next.is_ok_and(|value| *value.high() <= price),
                "{sigma} is not the last"
            );
        }
        Some(Limit::AlreadyPast) => {
            assert!(!worth(&Fixed::ZERO).is_ok_and(|value| *value.high() <= price));
        }
        Some(other) => assert_eq!(other, Limit::Never),
        None => {}
    }
    Ok(())
}
