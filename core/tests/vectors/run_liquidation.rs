//! Vectors of `liquidation/`.

use crate::{read, show};
use plimsoll::liquidation::auction::{discount, storefront};
use plimsoll::liquidation::bankruptcy::{insurance_delta, price};
use plimsoll::liquidation::bonus::{covered, from_loan_to_value, from_shortfall, near_bad_debt};
use plimsoll::liquidation::close::{absorb, step_down, throttle};
use plimsoll::liquidation::exchange::sustainable;
use plimsoll::liquidation::order::Order;
use plimsoll::liquidation::reduce::reduce;
use plimsoll::liquidation::repay::{repay, sweep};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::liquidation::threshold::{check_at, threshold};
use plimsoll::{CloseFactor, Error, Fixed, Split};
use serde_json::{json, Value};

pub fn exchange(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let exchange = || read::exchange(&input["exchange"]).expect("an exchange");
    let bounds = || {
        (
            read::bound(&input["debt"]),
            read::bound(&input["collateral"]),
        )
    };
    Ok(match function {
        "Exchange.new" => show::exchange(&read::exchange(input)?),
        "Exchange.seized" => show::fixed(&exchange().seized(&fixed("repaid"))?),
        "Exchange.repaid" => show::fixed(&exchange().repaid(&fixed("seized"))?),
        "Exchange.penalty" => show::fixed(&exchange().penalty(&fixed("repaid"), &fixed("seized"))?),
        "Exchange.raises_surplus" => {
            let (debt, collateral) = bounds();
            json!(exchange().raises_surplus(&debt, &collateral)?)
        }
        "Exchange.raises_ratio" => {
            let (debt, collateral) = bounds();
            let health = read::health(&input["health"]);
            json!(exchange().raises_ratio(&health, &debt, &collateral)?)
        }
        "sustainable" => {
            let weights = |name: &str| read::weights(&input[name]);
            json!(sustainable(
                &fixed("bonus"),
                &weights("debt"),
                &weights("collateral")
            )?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn bonus(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "from_loan_to_value" => {
            from_loan_to_value(&fixed("loan_to_value"), &fixed("cursor"), &fixed("most"))?
        }
        "from_shortfall" => {
            from_shortfall(&read::health(&input["health"]), &fixed("most_discount"))?
        }
        "covered" => covered(&fixed("bonus"), &fixed("collateral"), &fixed("debt"))?,
        "near_bad_debt" => {
            let (from, least) = (fixed("from"), fixed("least"));
            near_bad_debt(&fixed("bonus"), &fixed("loan_to_value"), &from, &least)?
        }
        "Split.new" => return Ok(show::split(&read::split(input)?)),
        "Split.liquidator" => return Ok(show::split(&Split::liquidator())),
        "Split.of" => {
            let split = read::split(&input["split"]).expect("a split");
            return Ok(show::parts(&split.of(&fixed("penalty"))?));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn close(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let factor = || read::close_factor(&input["close_factor"]);
    Ok(match function {
        "CloseFactor.full" => show::close_factor(&CloseFactor::full()),
        "CloseFactor.most" => {
            let (ratio, total) = (fixed("ratio"), fixed("total_debt"));
            show::fixed(&factor().most(&ratio, &total, &fixed("debt"), &fixed("collateral"))?)
        }
        "CloseFactor.leaves_dust" => {
            json!(factor().leaves_dust(&fixed("debt"), &fixed("collateral")))
        }
        "absorb" => {
            let absorbed = absorb(&read::health(&input["health"]))?;
            json!({
                "credit": show::fixed(&absorbed.credit),
                "deficit": show::fixed(&absorbed.deficit),
            })
        }
        "throttle" => {
            let share = read::ramp(&input["share"]).expect("a ramp");
            let (shortfall, freed) = (fixed("shortfall"), fixed("freed"));
            let most = throttle(
                &share,
                &fixed("elapsed"),
                &shortfall,
                &freed,
                &fixed("small"),
            )?;
            show::fixed(&most)
        }
        "step_down" => {
            let (tiers, cut) = (read::tiers(&input["tiers"]), read::count(&input["cut"]));
            show::fixed(&step_down(&tiers, &fixed("notional"), cut as usize)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn order(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Order.name" => json!(read::numbered(&Order::ALL, input, |order| order as u8).name()),
        "Order.first" => {
            let order = read::named(&Order::ALL, &input["order"], Order::name);
            let listed = read::list(&input["candidates"]);
            let candidates: Vec<_> = listed.iter().map(read::priority).collect();
            json!(order.first(&candidates)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn sizing(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Reason.name" => json!(read::numbered(&Reason::ALL, input, |reason| reason as u8).name()),
        _ => panic!("no function {function}"),
    })
}

pub fn repayment(function: &str, input: &Value) -> Result<Value, Error> {
    let side = |name: &str| read::balance(&input[name]);
    let exchange = read::exchange(&input["exchange"]).expect("an exchange");
    let (debt, collateral) = (side("debt"), side("collateral"));
    let seizure = match function {
        "repay" => {
            let (health, most) = (read::health(&input["health"]), read::fixed(&input["most"]));
            repay(&health, &debt, &collateral, &exchange, &most)?
        }
        "sweep" => {
            let dust: Vec<Fixed> = read::list(&input["dust"]).iter().map(read::fixed).collect();
            let seizure = read::seizure(&input["seizure"]);
            sweep(seizure, &debt, &collateral, &exchange, [&dust[0], &dust[1]])?
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::seizure(&seizure))
}

pub fn reduction(function: &str, input: &Value) -> Result<Value, Error> {
    let reduction = match function {
        "reduce" => reduce(
            &read::health(&input["health"]),
            &read::balance(&input["settlement"]),
            &read::perp(&input["perp"]),
            &read::terms(&input["terms"]),
            &read::deal(&input["deal"]),
            &read::fixed(&input["most"]),
        )?,
        _ => panic!("no function {function}"),
    };
    Ok(show::reduction(&reduction))
}

pub fn auction(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let auction = || read::auction(&input["auction"]);
    let number = match function {
        "Auction.buffered" => auction().buffered(&fixed("buffer"))?,
        "Auction.largest_share" => auction().largest_share(&fixed("buffer"), &fixed("discount"))?,
        "Auction.bid" => auction().bid(&fixed("discount"))?,
        "Auction.insolvent" => auction().insolvent(&fixed("elapsed"), fixed("length"))?,
        "discount" => {
            let ramp = |name: &str| read::ramp(&input[name]).expect("a ramp");
            discount(&ramp("fast"), &ramp("slow"), &fixed("elapsed"))?
        }
        "storefront" => {
            let (factor, liquidation_factor) = (fixed("factor"), fixed("liquidation_factor"));
            storefront(&fixed("price"), &factor, &liquidation_factor)?
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn bankruptcy(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let position = || read::position(&input["position"]);
    let number = match function {
        "Position.bankruptcy" => position().bankruptcy()?,
        "Position.fillable" => position().fillable(&fixed("spread"), &fixed("adjustment"))?,
        "price" => price(&fixed("quote"), &fixed("size"))?,
        "insurance_delta" => {
            let (proceeds, bankruptcy) = (fixed("proceeds"), fixed("bankruptcy"));
            insurance_delta(&proceeds, &bankruptcy, &fixed("most_fee"))?
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn price_of_liquidation(function: &str, input: &Value) -> Result<Value, Error> {
    let holdings = read::holdings(&input["holdings"]);
    let (index, price) = (read::count(&input["index"]), read::price(&input["price"]));
    match function {
        "threshold" => {
            let answer = threshold(&holdings, index, &price, &read::fixed(&input["step"]))?;
            Ok(json!({"below": show::limit(&answer.below), "above": show::limit(&answer.above)}))
        }
        "check_at" => {
            let health = check_at(&holdings, index, &price, &read::fixed(&input["at"]))?;
            Ok(show::health(&health))
        }
        _ => panic!("no function {function}"),
    }
}
