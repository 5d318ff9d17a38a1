//! Derive's portfolio manager, second version, on its own test cases: margins at both levels, the mark, the
//! basis and, where they are printed, the profit of every scenario.

use crate::cases::{close, confidence, each, fixed, grid, interval, number, skew, text};
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::option::forward::Forward;
use plimsoll::margin::option::position::Position;
use plimsoll::margin::option::{Contract, Right};
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use plimsoll::margin::shock::{Shocks, VolatilityShock};
use plimsoll::methods::derive::discount::{Basis, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::margin::Options;
use plimsoll::methods::derive::portfolio_2::{Parameters, Portfolio};
use plimsoll::{Error, Fixed, Price};
use serde_json::Value;

/// The settlement price is an average over the last half hour.
const WINDOW: u64 = 1800;

fn parameters(p: &Value) -> Result<Parameters<Fixed>, Error> {
    let n = |key: &str| fixed(&p[key]);
    let floor = (number(&p["dte_floor"]) * 86_400.0) as u64;
    Ok(Parameters {
        shock: VolatilityShock::new(
            [n("vol_range_up"), n("vol_range_down")],
            [n("short_term_power"), n("long_term_power")],
            floor,
            n("min_vol_up"),
        )?,
        skew: skew(p),
        factor: [n("im_factor"), n("mm_factor")],
        long: LongDiscount::new(n("long_base"), [n("long_mult"), n("long_add")])?,
        short: ShortDiscount::new(n("short_base"), [n("short_mult"), n("short_add")])?,
        basis: Basis::new(n("basis_add"), n("basis_mult"))?,
        peg: Peg::new(n("peg_threshold"), n("peg_factor"))?,
        confidence: Confidence::new(n("conf_threshold"), n("conf_margin"))?,
        perp: [n("im_perp"), n("mm_perp")],
        option: [n("im_option"), n("mm_option")],
    })
}

/// The portfolio; initial and maintenance margin, and the mark.
type Evaluated = (Portfolio<Fixed, Vec<Fixed>>, [Fixed; 3]);

/// Every number of a case; `Err` where the library refuses its parameters.
fn evaluate(case: &Value, p: &Value, grid: &[Scenario<Fixed>]) -> Result<Evaluated, Error> {
    let parameters = parameters(p)?;
    parameters.validate()?;
    let room = || vec![Fixed::ZERO; grid.len()];
    let (spot, stable) = (fixed(&case["spot"]), fixed(&case["stable"]));
    let line = &p["conf_threshold"];
    let trust = confidence(&case["spot_confidence"], line);
    let mut portfolio = Portfolio::new(room());
    let perp = &case["perp"];
    let size = fixed(&perp["amount"]);
    let mut trusted = trust;
    if size != 0 {
        trusted = trust.min(confidence(&perp["confidence"], line));
        let array = RiskArray::linear(&Price::exact(fixed(&perp["price"]))?, grid, room())?;
        let profit = fixed(&perp["pnl"])
            .checked_add(fixed(&perp["funding"]))
            .unwrap();
        portfolio.add_perp(&parameters, &spot, &array, &size, &profit, &trusted)?;
    }
    let shocks = ["basis_up", "basis_down"]
        .map(|key| Scenario::new(fixed(&p[key]), Volatility::Same, Fixed::ONE).unwrap());
    let mut expiries: Vec<i64> = Vec::new();
    for option in each(&case["options"]) {
        let seconds = option["seconds"].as_i64().unwrap();
        if !expiries.contains(&seconds) {
            expiries.push(seconds);
        }
    }
    for seconds in expiries {
        let feed = each(&case["feeds"])
            .find(|feed| feed["seconds"] == seconds)
            .unwrap();
        let left = seconds.max(0) as u64;
        let rate = fixed(&feed["rate"]).max(Fixed::ZERO);
        let expiry = Expiry::new(left, rate)?;
        let forward = fixed(&feed["forward"]);
        let moving = match left < WINDOW {
            true => forward.checked_mul_int(left as i128).unwrap() / WINDOW as i128,
            false => forward,
        };
        let forward = Forward::new(
            plimsoll::number::interval::Interval::exact(moving),
            forward.checked_sub(moving).unwrap(),
        )?;
        let shocked = Shocks::new(&parameters.shock, &parameters.skew, &expiry)?;
        let (mut scan, mut basis) = (Scan::new(room()), Scan::new([Fixed::ZERO; 2]));
        let mut positions = Vec::new();
        let least = ["forward_confidence", "rate_confidence", "vol_confidence"]
            .iter()
            .map(|key| confidence(&feed[*key], line))
            .fold(trusted, Fixed::min);
        for option in each(&case["options"]).filter(|option| option["seconds"] == seconds) {
            let right = match option["call"].as_bool().unwrap() {
                true => Right::Call,
                false => Right::Put,
            };
            let contract = Contract::new(right, fixed(&option["strike"]))?;
            let volatility = interval(&option["vol"]);
            let quantity = fixed(&option["amount"]);
            let array = RiskArray::option(
                &contract,
                &forward,
                &volatility,
                &expiry,
                &shocked,
                grid,
                room(),
            )?;
            scan.add(&quantity, &array)?;
            let near = RiskArray::option(
                &contract,
                &forward,
                &volatility,
                &expiry,
                &shocked,
                &shocks,
                [Fixed::ZERO; 2],
            )?;
            basis.add(&quantity, &near)?;
            let value = contract.value(&forward.shocked(&Fixed::ONE)?, &volatility, &expiry)?;
            positions.push(Position {
                contract,
                quantity,
                value,
            });
        }
        let options = Options {
            expiry: &expiry,
            scan: &scan,
            basis: &basis,
            positions: &positions,
            confidence: &least,
        };
        portfolio.add_options(&parameters, grid, &spot, &options)?;
    }
    for collateral in each(&case["collaterals"]) {
        let amount = fixed(&collateral["amount"]);
        let value = amount.checked_mul(fixed(&collateral["price"])).unwrap();
        let value = plimsoll::Number::div_down(&value, &stable)?;
        let haircut = [
            fixed(&collateral["im_haircut"]),
            fixed(&collateral["mm_haircut"]),
        ];
        let least = trust.min(confidence(&collateral["confidence"], line));
        match collateral["risk_cancelling"].as_bool().unwrap() {
            true => portfolio.add_underlying(&parameters, grid, &value, &haircut, &least)?,
            false => portfolio.add_collateral(&parameters, &value, &haircut, &least)?,
        }
    }
    let cash = fixed(&case["cash"]);
    let initial = portfolio.initial(&parameters, grid, &stable, &cash)?;
    let maintenance = portfolio.maintenance(&parameters, grid, &cash)?;
    let mark = initial.mark.checked_add(initial.cash).unwrap();
    Ok((portfolio, [initial.total()?, maintenance.total()?, mark]))
}

#[test]
fn margins_and_scenarios() {
    let file: Value = serde_json::from_str(include_str!("derive/pmrm_2.json")).unwrap();
    let (mut run, mut profits, mut refused, mut wrong) = (0, 0, Vec::new(), Vec::new());
    for case in each(&file["cases"]) {
        let mut p = file["common"]["parameters"].clone();
        if let Some(own) = case["parameters"].as_object() {
            for (key, value) in own {
                assert!(!p[key].is_null(), "unknown parameter {key}");
                p[key] = value.clone();
            }
        }
        let scenarios = match case["scenarios"].is_array() {
            true => &case["scenarios"],
            false => &file["common"]["scenarios"],
        };
        let grid = grid(scenarios);
        let name = text(&case["name"]);
        let (portfolio, [initial, maintenance, mark]) = match evaluate(case, &p, &grid) {
            Ok(result) => result,
            Err(error) => {
                refused.push((name, error));
                continue;
            }
        };
        let expected = &case["expected"];
        let scale = number(&case["spot"]);
        let mut check = |what: &str, ours: Fixed, key: &Value| {
            if !key.is_null() && !close(ours, number(key), scale) {
                wrong.push(format!("{name} {what}: {ours} for {key}"));
            }
        };
        check("initial", initial, &expected["im"]);
        check("maintenance", maintenance, &expected["mm"]);
        check("mark", mark, &expected["mtm"]);
        check("basis", *portfolio.basis(), &expected["basis"]);
        for (place, key) in each(&expected["profits"]).enumerate() {
            let weighted = portfolio.scan().profits()[place].checked_mul(*grid[place].weight());
            check(&format!("scenario {place}"), weighted.unwrap(), key);
            profits += 1;
        }
        run += 1;
    }
    println!("{run} cases, {profits} profits, refused: {refused:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(run >= 9);
}
