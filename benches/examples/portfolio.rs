//! The portfolio of the benches as JSON: its inputs, its results on `Fixed`, and the time of each on both
//! number types. `benches/numpy/portfolio.py` reads it and compares.

use plimsoll::margin::scenario::Volatility;
use plimsoll::{Error, Fixed};
use plimsoll_benches::portfolio::{Portfolio, EXPIRIES, SPOT, STRIKES};
use std::hint::black_box;
use std::time::Instant;

fn list<T: std::fmt::Display>(numbers: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = numbers
        .into_iter()
        .map(|number| number.to_string())
        .collect();
    format!("[{}]", texts.join(","))
}

/// The fastest of batches, in nanoseconds a call.
fn time(mut body: impl FnMut()) -> f64 {
    let batch = |body: &mut dyn FnMut()| {
        let start = Instant::now();
        for _ in 0..500 {
            body();
        }
        start.elapsed().as_nanos() as f64 / 500.0
    };
    (0..20)
        .map(|_| batch(&mut body))
        .fold(f64::INFINITY, f64::min)
}

fn main() -> Result<(), Error> {
    let (exact, float) = (Portfolio::<Fixed>::new()?, Portfolio::<f64>::new()?);
    let (positions, floats) = (exact.positions(), float.positions());
    let margins = exact.margin(&positions)?;
    let totals = [margins[0].total()?, margins[1].total()?];
    let name = |volatility| match volatility {
        Volatility::Same => 0,
        Volatility::Up => 1,
        Volatility::Down => 2,
        Volatility::Linear => 3,
        Volatility::Absolute => 4,
    };
    println!("{{\"spot\":{SPOT},");
    println!(
        "\"grid\":{},",
        list(exact.grid.iter().map(|s| {
            list([
                s.spot().to_string(),
                name(s.volatility()).to_string(),
                s.weight().to_string(),
            ])
        }))
    );
    println!(
        "\"expiries\":{},",
        list(EXPIRIES.iter().map(|(d, f, r)| format!("[{d},{f},{r}]")))
    );
    println!("\"strikes\":{},", list(STRIKES));
    println!(
        "\"options\":{},",
        list(exact.options.iter().map(|option| {
            let unit = &option.array;
            list([
                option.expiry.to_string(),
                option.position.contract.strike().to_string(),
                i32::from(
                    option.position.contract.right() == plimsoll::margin::option::Right::Call,
                )
                .to_string(),
                option.volatility.low().to_string(),
                option.position.quantity.to_string(),
                option.position.value.low().to_string(),
                list(unit.side(&Fixed::ONE).profits()),
            ])
        }))
    );
    println!(
        "\"perps\":{},",
        list(
            exact
                .perps
                .iter()
                .map(|(size, array)| { format!("[{size},{}]", array.side(&Fixed::ONE).mark()) })
        )
    );
    println!("\"collaterals\":{},", list(&exact.collaterals));
    println!("\"scan\":{},\"margins\":{},", exact.scan()?, list(totals));
    println!(
        "\"fixed\":{{\"scan\":{:.1},\"margin\":{:.1}}},\"f64\":{{\"scan\":{:.1},\"margin\":{:.1}}}}}",
        time(|| { let _ = black_box(black_box(&exact).scan()); }),
        time(|| { let _ = black_box(black_box(&exact).margin(&positions)); }),
        time(|| { let _ = black_box(black_box(&float).scan()); }),
        time(|| { let _ = black_box(black_box(&float).margin(&floats)); }),
    );
    Ok(())
}
