//! From the JSON forms of feeds, averages and weights that scale to the core's types.

use crate::read::{count, fixed, fixeds, list, named, three, weights};
use crate::read_option::{pair, place, seconds};
use plimsoll::price::oracle::age::Age;
use plimsoll::price::oracle::band::Band;
use plimsoll::price::oracle::confidence::Confidence;
use plimsoll::price::oracle::ema::Exponential;
use plimsoll::price::oracle::stable::{Pace, Stable};
use plimsoll::price::oracle::twap::{Sum, TimeWeighted};
use plimsoll::price::oracle::{Feed, Reading};
use plimsoll::price::remote::Remote;
use plimsoll::risk::quota::Quota;
use plimsoll::weights::haircut::{Slice, Slices};
use plimsoll::weights::profile::{Access, Boost, Profile, Scope};
use plimsoll::{Error, Fixed, Price};
use serde_json::Value;

pub fn reading(value: &Value) -> Result<Reading<Fixed>, Error> {
    let (price, confidence) = (fixed(&value["price"]), fixed(&value["confidence"]));
    Reading::new(price, confidence, seconds(&value["at"]))
}

pub fn confidence(value: &Value) -> Result<Confidence<Fixed>, Error> {
    let field = |name: &str| fixed(&value[name]);
    Confidence::new(field("multiple"), field("cap"), field("limit"))
}

pub fn age(value: &Value) -> Result<Age<Fixed>, Error> {
    let time = |name: &str| seconds(&value[name]);
    Age::new(
        time("fresh"),
        time("limit"),
        time("ahead"),
        fixed(&value["rate"]),
    )
}

pub fn feed(value: &Value) -> Feed<Fixed> {
    Feed {
        confidence: confidence(&value["confidence"]).expect("a confidence"),
        age: age(&value["age"]).expect("an age"),
    }
}

/// A price that was widened or scaled, whose low end may be zero.
pub fn stored(value: &Value) -> Price {
    Price::from_stored(fixed(&value["low"]), fixed(&value["high"])).expect("a price")
}

pub fn sources(value: &Value) -> Vec<Price> {
    list(value).iter().map(stored).collect()
}

pub fn band(value: &Value) -> Result<Band<Fixed>, Error> {
    Band::new(fixed(&value["width"]), fixed(&value["rate"]))
}

/// As the calls that made it: `new`, and what it observed since.
fn observed<T>(value: &Value, new: T, observe: fn(&T, &Price, u64) -> Result<T, Error>) -> T {
    list(&value["observe"]).iter().fold(new, |state, one| {
        observe(&state, &stored(&one["price"]), seconds(&one["at"])).expect("a price")
    })
}

pub fn new_time_weighted(value: &Value) -> Result<TimeWeighted<Fixed>, Error> {
    TimeWeighted::new(stored(&value["price"]), seconds(&value["at"]))
}

pub fn time_weighted(value: &Value) -> TimeWeighted<Fixed> {
    let new = new_time_weighted(&value["new"]).expect("a price");
    observed(value, new, TimeWeighted::observe)
}

pub fn sum(value: &Value) -> Sum<Fixed> {
    Sum {
        low: fixed(&value["low"]),
        high: fixed(&value["high"]),
        at: seconds(&value["at"]),
    }
}

pub fn new_exponential(value: &Value) -> Result<Exponential<Fixed>, Error> {
    let (span, at) = (seconds(&value["span"]), seconds(&value["at"]));
    Exponential::new(span, stored(&value["price"]), at)
}

pub fn exponential(value: &Value) -> Exponential<Fixed> {
    let new = new_exponential(&value["new"]).expect("a price");
    observed(value, new, Exponential::observe)
}

pub fn pace(value: &Value) -> Result<Pace<Fixed>, Error> {
    Pace::new(
        fixed(&value["rate"]),
        fixed(&value["growth"]),
        seconds(&value["interval"]),
        seconds(&value["longest"]),
    )
}

pub type Slow = Stable<Fixed, Vec<Fixed>>;

/// `delays` is the length of the memory; what it holds does not matter.
pub fn new_stable(value: &Value) -> Result<Slow, Error> {
    let delays = vec![Fixed::MIN; place(&value["delays"])];
    let pace = pace(&value["pace"]).expect("a pace");
    Stable::new(pace, delays, fixed(&value["start"]), seconds(&value["at"]))
}

pub fn stable(value: &Value) -> Slow {
    let new = new_stable(&value["new"]).expect("a start");
    observed(value, new, Slow::observe)
}

pub fn remote(value: &Value) -> Result<Remote<Fixed>, Error> {
    Remote::new(
        fixed(&value["deviations"]),
        fixed(&value["volatility"]),
        seconds(&value["period"]),
        seconds(&value["finality"]),
        seconds(&value["limit"]),
    )
}

pub fn quota(value: &Value) -> Result<Quota<Fixed>, Error> {
    Quota::new(fixed(&value["limit"]), fixed(&value["used"]))
}

/// Slices; the addend is left out where the core is to fill it in.
pub fn slices(value: &Value) -> Vec<Slice<Fixed>> {
    let slice = |value: &Value| Slice {
        addend: value.get("addend").map_or(Fixed::ZERO, fixed),
        ..Slice::new(fixed(&value["floor"]), fixed(&value["ratio"]))
    };
    list(value).iter().map(slice).collect()
}

pub fn haircuts(slices: &[Slice<Fixed>]) -> Slices<'_, Fixed> {
    Slices::new(slices).expect("a ladder")
}

/// The two of an argument without a name.
pub fn ends(value: &Value) -> [Fixed; 2] {
    pair(value)
}

pub fn access(value: &Value) -> Access {
    named(&Access::ALL, value, Access::name)
}

pub fn scope(value: &Value) -> Scope {
    if value.as_str().is_some() {
        assert_eq!(value, "cross");
        return Scope::Cross;
    }
    Scope::Isolated {
        market: count(&value["market"]),
        settlement: count(&value["settlement"]),
    }
}

fn class(value: &Value) -> u16 {
    u16::try_from(count(&value["class"])).expect("a class")
}

pub fn boost(value: &Value) -> Result<Boost<Fixed, 3>, Error> {
    let assets = fixeds(&value["assets"]).try_into().expect("three levels");
    Boost::new(class(value), assets)
}

pub fn profile(value: &Value) -> Profile<Fixed, 3> {
    Profile {
        class: class(value),
        access: access(&value["access"]),
        weights: three(&value["weights"], weights),
    }
}
