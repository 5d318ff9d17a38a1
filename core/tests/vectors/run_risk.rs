//! Vectors of `risk/volatility`, `risk/correlation` and `risk/liquidity`.

use crate::read_option::{place, seconds};
use crate::{read, read_risk, show};
use plimsoll::risk::volatility::ewma::Ewma;
use plimsoll::risk::volatility::policy::{Policy, Steady};
use plimsoll::risk::volatility::{self, filtered, floor, range};
use plimsoll::risk::{correlation, liquidity};
use plimsoll::{Error, Fixed};
use serde_json::{json, Value};

pub fn volatility(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let sigma = fixed("sigma");
    let number = match function {
        "over" => volatility::over(&sigma, &fixed("from"), &fixed("to"))?,
        "margin_fraction" => volatility::margin_fraction(&fixed("z"), &sigma, &fixed("periods"))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

fn show_ewma(ewma: &Ewma<Fixed>) -> Value {
    json!({"lambda": show::fixed(ewma.lambda()), "variance": show::fixed(ewma.variance())})
}

pub fn ewma(function: &str, input: &Value) -> Result<Value, Error> {
    let ewma = || read_risk::ewma(&input["ewma"]).expect("an estimate");
    let fixed = |name: &str| read::fixed(&input[name]);
    let after = match function {
        "Ewma.new" => read_risk::ewma(input)?,
        "Ewma.update" => ewma().update(&fixed("r"))?,
        "Ewma.observe" => ewma().observe(&fixed("variance"))?,
        "Ewma.update_over" => ewma().update_over(&fixed("r"), &fixed("periods"))?,
        "Ewma.observe_over" => ewma().observe_over(&fixed("variance"), &fixed("periods"))?,
        "Ewma.sigma" => return Ok(show::fixed(&ewma().sigma()?)),
        _ => panic!("no function {function}"),
    };
    Ok(show_ewma(&after))
}

pub fn garch(function: &str, input: &Value) -> Result<Value, Error> {
    let garch = || read_risk::garch(&input["garch"]).expect("a model");
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "Garch.new" => {
            let garch = read_risk::garch(input)?;
            return Ok(json!({
                "omega": show::fixed(garch.omega()),
                "alpha": show::fixed(garch.alpha()),
                "beta": show::fixed(garch.beta()),
            }));
        }
        "Garch.next" => garch().next(&fixed("variance"), &fixed("r"))?,
        "Garch.long_run" => garch().long_run()?,
        "Garch.forecast" => garch().forecast(&fixed("variance"), seconds(&input["periods"]))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn ranges(function: &str, input: &Value) -> Result<Value, Error> {
    let number = match function {
        "parkinson" => range::parkinson(&read::interval(&input["prices"]))?,
        "realised" => range::realised(&read_risk::intervals(&input["periods"]))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn tails(function: &str, input: &Value) -> Result<Value, Error> {
    let mut returns = read::fixeds(&input["returns"]);
    let confidence = || read::fixed(&input["confidence"]);
    let number = match function {
        // What the scratch holds before does not matter.
        "filtered" => {
            let mut scratch = vec![Fixed::MAX; place(&input["scratch"])];
            let before = read_risk::ewma(&input["before"]).expect("an estimate");
            let ratio = read::interval(&input["ratio"]);
            let after = filtered::filtered(&returns, &before, &ratio, &mut scratch)?;
            let scratch: Value = scratch.iter().map(show::fixed).collect();
            return Ok(json!({"ewma": show_ewma(&after), "scratch": scratch}));
        }
        "quantile" => filtered::quantile(&mut returns, &confidence())?,
        "expected_shortfall" => filtered::expected_shortfall(&mut returns, &confidence())?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn floors(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "floored" => floor::floored(&fixed("raw"), &fixed("floor"))?,
        "stressed" => floor::stressed(&fixed("raw"), &fixed("stressed"), &fixed("weight"))?,
        "buffered" => floor::buffered(&fixed("raw"), &fixed("base"), &fixed("buffer"))?,
        "stepped" => {
            let (rise, fall) = (fixed("rise"), fixed("fall"));
            floor::stepped(&fixed("previous"), &fixed("target"), &rise, &fall)?
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

fn show_policy(policy: &Policy<Fixed>) -> Value {
    json!({
        "lambda": policy.lambda().each_ref().map(show::fixed),
        "weight": show::fixed(policy.weight()),
        "cap": show::fixed(policy.cap()),
        "multiple": show::fixed(policy.multiple()),
        "least": show::fixed(policy.least()),
        "step": policy.step().each_ref().map(show::fixed),
    })
}

pub fn policy(function: &str, input: &Value) -> Result<Value, Error> {
    let steady = match function {
        "Policy.new" => return Ok(show_policy(&read_risk::policy(input)?)),
        "Steady.new" => Steady::new(read_risk::policy(&input["policy"]).expect("a policy")),
        "Steady.from_stored" => read_risk::steady(input)?,
        "Steady.observe" => {
            let before = read_risk::steady(&input["steady"]).expect("a margin");
            before.observe(&read::fixed(&input["r"]))?
        }
        _ => panic!("no function {function}"),
    };
    Ok(json!({
        "policy": show_policy(steady.policy()),
        "variances": steady.variances().each_ref().map(show::fixed),
        "periods": steady.periods(),
        "margin": show::fixed(steady.margin()),
    }))
}

pub fn correlations(function: &str, input: &Value) -> Result<Value, Error> {
    let mut matrix = read::fixeds(&input["matrix"]);
    Ok(match function {
        "update" => {
            let (before, returns) = (matrix.clone(), read::fixeds(&input["returns"]));
            let done = correlation::update(&mut matrix, &returns, &read::fixed(&input["lambda"]));
            assert!(done.is_ok() || matrix == before);
            done?;
            matrix.iter().map(show::fixed).collect()
        }
        "correlation" => {
            let at = |name: &str| place(&input[name]);
            let found = correlation::correlation(&matrix, at("count"), at("i"), at("j"))?;
            show::interval(&found)
        }
        "sigma" => {
            let weights = read::fixeds(&input["weights"]);
            show::fixed(&correlation::sigma(&matrix, &weights)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn offset(function: &str, input: &Value) -> Result<Value, Error> {
    let offset = || read_risk::offset(&input["offset"]).expect("an offset");
    let rho = || read::interval(&input["rho"]);
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "Offset.new" => {
            let offset = read_risk::offset(input)?;
            return Ok(json!({
                "floor": show::fixed(offset.floor()),
                "stress": show::fixed(offset.stress()),
                "least": show::fixed(offset.least()),
            }));
        }
        "Offset.opposite" => offset().opposite(&rho()),
        "Offset.alike" => offset().alike(&rho()),
        "Offset.margin" => offset().margin(&fixed("a"), &fixed("b"), &rho())?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn liquidities(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "impact" => {
            let (quantity, volume) = (fixed("quantity"), fixed("volume"));
            liquidity::impact(&fixed("y"), &fixed("sigma"), &quantity, &volume)?
        }
        "close_out_cost" => liquidity::close_out_cost(&fixed("notional"), &fixed("impact"))?,
        "horizon" => {
            let (quantity, volume) = (fixed("quantity"), fixed("volume"));
            liquidity::horizon(&quantity, &volume, &fixed("participation"))?
        }
        "concentration" => {
            let (threshold, slope, cap) = (fixed("threshold"), fixed("slope"), fixed("cap"));
            liquidity::concentration(&fixed("size"), &threshold, &slope, &cap)?
        }
        "adjusted_haircut" => liquidity::adjusted_haircut(&fixed("haircut"), &fixed("impact"))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}
