//! Vectors of `price/oracle`, `price/remote` and `risk/quota`.

use crate::read_option::{place, seconds};
use crate::read_oracle as of;
use crate::{read, show, show_oracle};
use plimsoll::price::oracle::sources as of_many;
use plimsoll::Error;
use serde_json::{json, Value};

pub fn oracle(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Reading.new" => show_oracle::reading(&of::reading(input)?),
        "Feed.price" => {
            let reading = of::reading(&input["reading"]).expect("a reading");
            show::price(&of::feed(&input["feed"]).price(&reading, seconds(&input["now"]))?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn confidence(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Confidence.new" => show_oracle::confidence(&of::confidence(input)?),
        "Confidence.price" => {
            let terms = of::confidence(&input["terms"]).expect("a confidence");
            let (price, stated) = (
                read::fixed(&input["price"]),
                read::fixed(&input["confidence"]),
            );
            show::price(&terms.price(&price, &stated)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn age(function: &str, input: &Value) -> Result<Value, Error> {
    let age = || of::age(&input["age"]).expect("an age");
    let time = |name: &str| seconds(&input[name]);
    Ok(match function {
        "Age.new" => show_oracle::age(&of::age(input)?),
        "Age.since" => json!(age().since(time("at"), time("now"))?),
        "Age.price" => {
            let price = of::stored(&input["price"]);
            show::price(&age().price(&price, time("at"), time("now"))?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn sources(function: &str, input: &Value) -> Result<Value, Error> {
    let (mut sources, quorum) = (of::sources(&input["sources"]), place(&input["quorum"]));
    let price = match function {
        "hull" => of_many::hull(&sources, quorum),
        "median" => of_many::median(&mut sources, quorum),
        "agreement" => of_many::agreement(&mut sources, &read::fixed(&input["band"]), quorum)?,
        _ => panic!("no function {function}"),
    };
    Ok(show::price(&price))
}

pub fn band(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Band.new" => show_oracle::band(&of::band(input)?),
        "Band.admit" => {
            let (last, price) = (of::stored(&input["last"]), of::stored(&input["price"]));
            let band = of::band(&input["band"]).expect("a band");
            show::price(&band.admit(&last, seconds(&input["elapsed"]), &price)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn time_weighted(function: &str, input: &Value) -> Result<Value, Error> {
    let state = || of::time_weighted(&input["time_weighted"]);
    Ok(match function {
        "TimeWeighted.new" => show_oracle::time_weighted(&of::new_time_weighted(input)?),
        "TimeWeighted.observe" => {
            let (price, at) = (of::stored(&input["price"]), seconds(&input["at"]));
            show_oracle::time_weighted(&state().observe(&price, at)?)
        }
        "TimeWeighted.sum" => show_oracle::sum(&state().sum(seconds(&input["now"]))?),
        "Sum.average" => show::price(&of::sum(&input["sum"]).average(&of::sum(&input["since"]))?),
        _ => panic!("no function {function}"),
    })
}

pub fn exponential(function: &str, input: &Value) -> Result<Value, Error> {
    let state = || of::exponential(&input["exponential"]);
    Ok(match function {
        "Exponential.new" => show_oracle::exponential(&of::new_exponential(input)?),
        "Exponential.observe" => {
            let (price, at) = (of::stored(&input["price"]), seconds(&input["at"]));
            show_oracle::exponential(&state().observe(&price, at)?)
        }
        "Exponential.average" => show::price(&state().average(seconds(&input["now"]))?),
        _ => panic!("no function {function}"),
    })
}

pub fn stable(function: &str, input: &Value) -> Result<Value, Error> {
    let state = || of::stable(&input["stable"]);
    Ok(match function {
        "Pace.new" => show_oracle::pace(&of::pace(input)?),
        "Stable.new" => show_oracle::stable(&of::new_stable(input)?),
        "Stable.observe" => {
            let (price, at) = (of::stored(&input["price"]), seconds(&input["at"]));
            show_oracle::stable(&state().observe(&price, at)?)
        }
        "Stable.price" => show::price(&state().price(seconds(&input["now"]))?),
        "Stable.delay" => show::fixed(state().delay()),
        _ => panic!("no function {function}"),
    })
}

pub fn remote(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Remote.new" => show_oracle::remote(&of::remote(input)?),
        "Remote.price" => {
            let quota = |value| of::quota(value).expect("a quota");
            let quotas: Vec<_> = read::list(&input["quotas"]).iter().map(quota).collect();
            let (attested, now) = (seconds(&input["attested"]), seconds(&input["now"]));
            let remote = of::remote(&input["remote"]).expect("terms");
            show::price(&remote.price(&of::stored(&input["price"]), attested, now, &quotas)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn quota(function: &str, input: &Value) -> Result<Value, Error> {
    let quota = || of::quota(&input["quota"]).expect("a quota");
    let number = match function {
        "Quota.new" => return Ok(show_oracle::quota(&of::quota(input)?)),
        "Quota.room" => quota().room()?,
        "Quota.share" => quota().share()?,
        "Quota.excess" => quota().excess()?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}
