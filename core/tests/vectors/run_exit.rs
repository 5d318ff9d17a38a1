//! Vectors of `price/exit`.

use crate::{read, read_exit, read_oracle, show};
use plimsoll::price::exit::depth::Level;
use plimsoll::price::exit::ranges::Range;
use plimsoll::price::exit::{self, Venue};
use plimsoll::{Error, Fixed};
use serde_json::{json, Value};

pub fn exits(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let mark = || read_oracle::stored(&input["mark"]);
    let venue = read_exit::venue(&input["venue"]);
    let venue = venue.as_ref();
    let most = || (fixed("slippage"), fixed("most"), fixed("step"));
    Ok(match function {
        "average_sale" => show::fixed(&exit::average_sale(&fixed("size"), venue)?),
        "average_purchase" => show::fixed(&exit::average_purchase(&fixed("size"), venue)?),
        "price" => show::price(&exit::price(&mark(), &fixed("quantity"), venue)?),
        "largest_sale" => {
            let (slippage, most, step) = most();
            show::limit(&exit::largest_sale(
                &mark(),
                &slippage,
                &most,
                &step,
                venue,
            )?)
        }
        "largest_purchase" => {
            let (slippage, most, step) = most();
            show::limit(&exit::largest_purchase(
                &mark(),
                &slippage,
                &most,
                &step,
                venue,
            )?)
        }
        _ => panic!("no function {function}"),
    })
}

/// `Pool.proceeds` and `Pool.cost`, of any venue.
fn trade(function: &str, input: &Value, venue: &impl Venue<Fixed>) -> Result<Value, Error> {
    let size = read::fixed(&input["size"]);
    let amount = match function.split_once('.').expect("a method").1 {
        "proceeds" => venue.proceeds(&size)?,
        "cost" => venue.cost(&size)?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&amount))
}

pub fn pool(function: &str, input: &Value) -> Result<Value, Error> {
    if function == "Pool.new" {
        let pool = read_exit::pool(input)?;
        return Ok(json!({"base": show::fixed(pool.base()), "quote": show::fixed(pool.quote())}));
    }
    let pool = read_exit::pool(&input["pool"]).expect("a pool");
    trade(function, input, &pool)
}

pub fn ranges(function: &str, input: &Value) -> Result<Value, Error> {
    if function == "Ranges.new" {
        let ranges = read_exit::ranges(input)?;
        let show_range = |range: &Range<Fixed>| {
            json!({
                "lower": show::fixed(&range.lower),
                "upper": show::fixed(&range.upper),
                "liquidity": show::fixed(&range.liquidity),
            })
        };
        let held: Value = ranges.ranges().iter().map(show_range).collect();
        return Ok(json!({"root": show::fixed(ranges.root()), "ranges": held}));
    }
    let ranges = read_exit::ranges(&input["ranges"]).expect("ranges");
    trade(function, input, &ranges)
}

pub fn stable_swap(function: &str, input: &Value) -> Result<Value, Error> {
    if function == "StableSwap.new" {
        let pool = read_exit::stable_swap(input)?;
        let balances: Value = pool.balances().iter().map(show::fixed).collect();
        return Ok(json!({"balances": balances, "invariant": show::fixed(pool.invariant())}));
    }
    let pool = read_exit::stable_swap(&input["stable_swap"]).expect("a pool");
    trade(function, input, &pool)
}

pub fn depth(function: &str, input: &Value) -> Result<Value, Error> {
    if function == "Depth.new" {
        let book = read_exit::depth(input)?;
        let show_level = |level: &Level<Fixed>| json!({"price": show::fixed(&level.price), "size": show::fixed(&level.size)});
        let side = |levels: &[Level<Fixed>]| levels.iter().map(show_level).collect::<Value>();
        return Ok(json!({"bids": side(book.bids()), "asks": side(book.asks())}));
    }
    let book = read_exit::depth(&input["depth"]).expect("a book");
    trade(function, input, &book)
}
