//! Values, risk arrays and a portfolio's margin, on both number types.

use crate::cases::Visit;
use crate::fixture::Text;
use crate::portfolio::{Portfolio, Room};
use plimsoll::margin::scenario::RiskArray;
use plimsoll::number::analytic::Analytic;
use plimsoll::{Error, Fixed};
use std::hint::black_box;

pub(crate) fn each(visit: &mut Visit) -> Result<(), Error> {
    let portfolio = Portfolio::<Fixed>::new()?;
    let floats = Portfolio::<f64>::new()?;
    let [names, float_names] = [
        [
            "black 76",
            "greeks",
            "implied volatility",
            "risk array, 33",
            "scan, 36 by 33",
            "portfolio, 40",
        ],
        [
            "black 76, f64",
            "greeks, f64",
            "implied volatility, f64",
            "risk array, 33, f64",
            "scan, 36 by 33, f64",
            "portfolio, 40, f64",
        ],
    ];
    cases(names, &portfolio, visit)?;
    cases(float_names, &floats, visit)?;
    functions(visit);
    Ok(())
}

fn cases<N: Text + Analytic>(
    [value, greeks, implied, array, scan, margin]: [&'static str; 6],
    portfolio: &Portfolio<N>,
    visit: &mut Visit,
) -> Result<(), Error> {
    let option = &portfolio.options[12];
    let (expiry, forward, shocks) = &portfolio.expiries[option.expiry];
    let (contract, volatility) = (&option.position.contract, &option.volatility);
    let now = forward.shocked(&N::one())?;
    visit(value, &mut || {
        let _ =
            black_box(black_box(contract).value(black_box(&now), black_box(volatility), expiry));
    });
    visit(greeks, &mut || {
        let _ = black_box(black_box(contract).greeks(black_box(&now), volatility, expiry));
    });
    let (price, step) = (*option.position.value.high(), N::read("0.000001"));
    visit(implied, &mut || {
        let found = black_box(contract).implied_volatility(&now, black_box(&price), expiry, &step);
        let _ = black_box(found);
    });
    let room: Room<N> = core::array::from_fn(|_| N::zero());
    visit(array, &mut || {
        let _ = black_box(RiskArray::option(
            black_box(contract),
            forward,
            volatility,
            expiry,
            shocks,
            &portfolio.grid,
            room,
        ));
    });
    visit(scan, &mut || {
        let _ = black_box(black_box(portfolio).scan());
    });
    let positions = portfolio.positions();
    visit(margin, &mut || {
        let _ = black_box(black_box(portfolio).margin(&positions));
    });
    Ok(())
}

fn functions(visit: &mut Visit) {
    let (wide, near) = (Fixed::read("2681.6"), Fixed::read("-0.73125"));
    visit("ln", &mut || {
        let _ = black_box(Analytic::ln(black_box(&wide)));
    });
    visit("exp", &mut || {
        let _ = black_box(Analytic::exp(black_box(&near)));
    });
    visit("sqrt", &mut || {
        let _ = black_box(Analytic::sqrt(black_box(&wide)));
    });
    visit("normal distribution", &mut || {
        let _ = black_box(black_box(&near).normal_distribution());
    });
}
