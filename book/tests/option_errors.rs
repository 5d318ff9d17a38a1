//! Bad expiries, options and methods: each gets one line that names the place, the value and the rule.

#[path = "common/spoiled.rs"]
#[allow(dead_code)] // not every test file asks for everything
mod spoiled;

use plimsoll_book::report;
use spoiled::error;

const SHIPPED: &str = include_str!("../examples/options.json");
const FORM: &str = "InvalidBook";

/// The shipped book with one piece of its text replaced, the first where there are many.
fn check(cases: &[(&str, &str, &str, &str)]) {
    for (from, to, name, line) in cases {
        assert!(SHIPPED.contains(from), "{from}");
        let error = error(&SHIPPED.replacen(from, to, 1));
        assert_eq!(
            (error.name(), error.to_string().as_str()),
            (*name, *line),
            "{from} -> {to}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn expiries() {
    check(&[
        (r#""ETH-9D":  {"follows": "ETH""#, r#""ETH-9D":  {"follows": "DAI""#, FORM, r#"expiries.ETH-9D.follows: "DAI" is not one of the book's markets"#),
        (r#""ETH-9D":  {"follows": "ETH""#, r#""ETH-9D":  {"follows": "ETH-PERP""#, FORM, r#"expiries.ETH-9D.follows: "ETH-PERP" follows a market itself; one level only"#),
        (r#""794852""#, r#""794852.5""#, FORM, r#"expiries.ETH-9D.seconds: "794852.5": not a whole number of seconds"#),
        (r#""794852""#, r#""+794852""#, FORM, r#"expiries.ETH-9D.seconds: "+794852": not a whole number of seconds"#),
        (r#""794852""#, r#""99999999999999999999""#, FORM, r#"expiries.ETH-9D.seconds: "99999999999999999999": not a whole number of seconds"#),
        (r#""794852""#, "794852", FORM, r#"expiries.ETH-9D.seconds: must be a text, not the JSON number 794852; write it as the text "794852""#),
        (r#""seconds": "900", "#, "", FORM, r#"expiries.BTC-TODAY: the field "seconds" is missing"#),
        (r#""2682.9997""#, r#""-1""#, "InvalidOption", r#"expiries.ETH-9D.forward: "-1": an option needs a strike, volatility and forward of at least 0 and a discount above 0"#),
        (r#""low": "2695""#, r#""low": "2697""#, "InvalidInterval", r#"expiries.ETH-37D.forward: "2697..2696.5": the low end of an interval is above its high end"#),
        (r#""2682.9997""#, "[]", FORM, "expiries.ETH-9D.forward: must be a forward: a decimal, or low and high, not a list"),
        (r#""48443.75""#, r#""-48443.75""#, "InvalidOption", r#"expiries.BTC-TODAY.settled: "-48443.75": an option needs a strike, volatility and forward of at least 0 and a discount above 0"#),
        (r#""rate": "0.15""#, r#""rate": "-100000""#, "Overflow", r#"expiries.ETH-9D.rate: "-100000": a result is outside the range of the number type"#),
        (r#""rate": "0.15""#, r#""confidence": "1.5""#, "InvalidFraction", r#"expiries.ETH-9D.confidence: "1.5": a fraction must lie in [0, 1]"#),
        (r#""rate": "0.15""#, r#""yield": "0.15""#, FORM, "expiries.ETH-9D.yield: unknown key; known here: follows, seconds, forward, settled, rate, confidence"),
    ]);
}

#[test]
#[rustfmt::skip]
fn options() {
    check(&[
        (r#""expiry": "ETH-9D", "right": "put""#, r#""expiry": "ETH-8D", "right": "put""#, FORM, r#"options.ETH-9D-2500-P.expiry: "ETH-8D" is not one of the book's expiries"#),
        (r#""right": "put""#, r#""right": "buy""#, FORM, r#"options.ETH-9D-2500-P.right: must be "call" or "put", not the text "buy""#),
        (r#""strike": "2500""#, r#""strike": "-2500""#, "InvalidOption", r#"options.ETH-9D-2500-P.strike: "-2500": an option needs a strike, volatility and forward of at least 0 and a discount above 0"#),
        (r#""volatility": "0.62""#, r#""volatility": "62%""#, "InvalidNumber", r#"options.ETH-9D-2800-C.volatility: "62%": not a decimal number of the form -?digits[.digits]"#),
        (r#""volatility": "0.62""#, r#""volatility": "-0.62""#, "InvalidOption", r#"options.ETH-9D-2800-C.volatility: "-0.62": an option needs a strike, volatility and forward of at least 0 and a discount above 0"#),
        (r#""strike": "2500", "#, "", FORM, r#"options.ETH-9D-2500-P: the field "strike" is missing"#),
        (r#""ETH-9D-2500-P":  {"#, r#""ETH-PERP":  {"#, FORM, "options.ETH-PERP: an asset or a perp has this name; each instrument needs its own"),
        (r#""ETH-9D-2500-P":  {"#, r#""ETH-9D-2800-C":  {"#, FORM, "options.ETH-9D-2800-C: this key stands twice"),
    ]);
}

#[test]
#[rustfmt::skip]
fn methods() {
    check(&[
        (r#""kind": "scenarios""#, r#""kind": "span""#, FORM, r#"methods.desk.kind: "span" is not a kind of method: scenarios, derive_portfolio, derive_portfolio_2, derive_standard, paradex"#),
        (r#""kind": "scenarios", "#, "", FORM, r#"methods.desk: the field "kind" is missing"#),
        (r#""underlying": "ETH""#, r#""underlying": "DAI""#, FORM, r#"methods.desk.underlying: "DAI" is not one of the book's markets"#),
        (r#""underlying": "ETH""#, r#""underlying": "USDC""#, "InvalidIndex", r#"methods.desk.settles: "USDC": a perp must not follow the index of the asset that it settles in"#),
        (r#""settles": "USDC",
      "factor""#, r#""settles": "ETH-PERP",
      "factor""#, FORM, r#"methods.desk.settles: "ETH-PERP" is not one of the book's assets"#),
        (r#""factor": {"initial": "1.25", "maintenance": "1"}"#, r#""factor": {"initial": "0.5", "maintenance": "1"}"#, "InvalidFactor", "methods.desk.factor: a factor, rate or threshold is out of its range, or an initial one is below the maintenance one"),
        (r#""factor": {"initial": "1.25", "maintenance": "1"}"#, r#""factor": "1""#, FORM, r#"methods.desk.factor: must be an object, not the text "1""#),
        (r#""grid": ["#, r#""grids": ["#, FORM, "methods.desk.grids: unknown key; known here: kind, underlying, settles, grid, volatility, skew, factor"),
        (r#"{"spot": "1"}"#, r#"{"spot": "-1"}"#, "InvalidScenario", "methods.desk.grid[5]: a grid needs scenarios, as many as stated, with prices and weights of at least 0"),
        (r#"{"spot": "1"}"#, r#"{"spot": "1", "weight": "-1"}"#, "InvalidScenario", "methods.desk.grid[5]: a grid needs scenarios, as many as stated, with prices and weights of at least 0"),
        (r#"{"spot": "1"}"#, r#"{"price": "1"}"#, FORM, "methods.desk.grid[5].price: unknown key; known here: spot, volatility, weight"),
        (r#"{"spot": "1"}"#, r#"{"spot": "1", "volatility": "linear"}"#, FORM, r#"methods.desk.grid[5].volatility: the method has no "skew" that says how far it moves"#),
        (r#"{"spot": "1"}"#, r#"{"spot": "1", "volatility": "high"}"#, FORM, r#"methods.desk.grid[5].volatility: must be same, up, down, linear or absolute, not the text "high""#),
        (r#""floor": "86400""#, r#""floor": "0""#, "InvalidScenario", "methods.desk.volatility: a grid needs scenarios, as many as stated, with prices and weights of at least 0"),
        (r#""least_width": "0.01""#, r#""least_width": "0""#, "InvalidScenario", "methods.\"manager 2\".skew.least_width: a grid needs scenarios, as many as stated, with prices and weights of at least 0"),
        (r#""long": {"base": "0.95""#, r#""long": {"base": "1.01""#, "InvalidDiscount", "methods.\"manager 2\".long: a discount must not exceed 1 for what is owned, nor fall below 1 for what is owed"),
        (r#""short": {"base": "1.04""#, r#""short": {"base": "0.99""#, "InvalidDiscount", "methods.\"manager 2\".short: a discount must not exceed 1 for what is owned, nor fall below 1 for what is owed"),
        (r#""addend": "0.5", "multiple": "2"}"#, r#""addend": "-0.5", "multiple": "2"}"#, "InvalidFactor", "methods.\"manager 2\".basis: a factor, rate or threshold is out of its range, or an initial one is below the maintenance one"),
        (r#""perp": {"initial": "0.005""#, r#""perp": {"initial": "-0.005""#, "InvalidFactor", "methods.\"manager 2\": a factor, rate or threshold is out of its range, or an initial one is below the maintenance one"),
        (r#""most": "0.15""#, r#""most": "0.05""#, "InvalidFactor", "methods.standard: a factor, rate or threshold is out of its range, or an initial one is below the maintenance one"),
    ]);
    let none = SHIPPED.replacen(r#""grid": [{"spot": "1.15", "volatility": "up"}, {"spot": "1"}, {"spot": "0.85", "volatility": "up"}]"#, r#""grid": []"#, 1);
    assert_eq!(error(&none).to_string(), r#"methods."manager 1".grid: a grid has 1 to 256 scenarios, not 0"#);
    let many = vec![r#"{"spot": "1"}"#; 257].join(", ");
    let many = SHIPPED.replacen(r#"{"spot": "1"}"#, &many, 1);
    assert_eq!(error(&many).to_string(), "methods.desk.grid: a grid has 1 to 256 scenarios, not 269");
}

#[test]
#[rustfmt::skip]
fn accounts() {
    check(&[
        (r#""method": "desk","#, "", FORM, r#"accounts.strangle.options: options need a method that margins them: the field "method" is missing"#),
        (r#""method": "desk","#, r#""method": "table","#, FORM, r#"accounts.strangle.method: "table" is not one of the book's methods"#),
        (r#""ETH-9D-2500-P": "-20""#, r#""ETH-PERP": "-20""#, FORM, r#"accounts.strangle.options.ETH-PERP: "ETH-PERP" is not one of the book's options"#),
        (r#""ETH-9D-2500-P": "-20""#, r#""ETH-9D-2500-P": -20"#, FORM, r#"accounts.strangle.options.ETH-9D-2500-P: must be a decimal number as a text, not the JSON number -20; write it as the text "-20""#),
        (r#""ETH-9D-2500-P": "-20""#, r#""BTC-TODAY-97000-C": "-20""#, FORM, r#"accounts.strangle.options.BTC-TODAY-97000-C: its expiry follows "BTC", the method "desk" margins "ETH""#),
        (r#""quote": "8040""#, r#""quote": "8040", "bids": "1""#, FORM, r#"accounts.hedged.perps.ETH-PERP: open orders of a perp that the method "manager 2" margins: it has no room for them"#),
        (r#""ETH-9D-2500-P": "-20""#, r#""ETH-9D-2500-P": "-600000000000000000000000""#, "Overflow", "accounts.strangle.method: a result is outside the range of the number type"),
    ]);
    assert!(report(SHIPPED).is_ok());
}
