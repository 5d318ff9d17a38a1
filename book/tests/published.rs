//! Published cases of Derive's three managers as books: margins to 1e-9 of them, or 1e-12 of the forward.
//!
//! Source: `github.com/derivexyz/v2-core`, `test/risk-managers`, as in `core/tests/protocols/derive`.

#[path = "common/options.rs"]
#[allow(dead_code)] // not every test file asks for everything
mod options;

use options::{book, expiry, reported, series};
use serde_json::{json, Value};

/// Scenarios as `price volatility weight`.
fn grid(rows: &[(&str, &str, &str)]) -> Value {
    let row = |(spot, volatility, weight): &(&str, &str, &str)| json!({"spot": spot, "volatility": volatility, "weight": weight});
    Value::Array(rows.iter().map(row).collect())
}

/// The grid of the second manager, its skew scenarios with these weights.
fn grid_2(linear: &str, absolute: &str) -> Value {
    let mut rows = vec![("1.18", "up", "1")];
    for spot in ["1.135", "1.09", "1.045", "1", "0.955", "0.91", "0.865"] {
        rows.extend([(spot, "down", "1"), (spot, "same", "1"), (spot, "up", "1")]);
    }
    rows.extend([
        ("0.82", "up", "1"),
        ("0.34", "up", "0.054545454545454536"),
        ("0.67", "up", "0.10909090909090907"),
        ("1.5", "up", "0.072"),
        ("2", "up", "0.036"),
        ("3", "up", "0.018"),
        ("4", "up", "0.012"),
        ("1", "linear", linear),
        ("1", "absolute", absolute),
    ]);
    grid(&rows)
}

fn manager_2(skew: Value, grid: Value) -> Value {
    json!({"kind": "derive_portfolio_2", "grid": grid, "skew": skew,
        "factor": {"initial": "1", "maintenance": "0.8"},
        "volatility": {"up": "0.5", "down": "0.275", "short_power": "0.3", "long_power": "0.13", "floor": "86400", "least": "0.45"},
        "long": {"base": "0.95", "multiple": "1", "addend": "0.08"},
        "short": {"base": "1.04", "multiple": "0.5", "addend": "0.08"},
        "basis": {"up": "1.045", "down": "0.955", "addend": "0.5", "multiple": "2"},
        "peg": {"threshold": "0.98", "factor": "2"}, "confidence": {"threshold": "0.55", "rate": "1"},
        "perp": {"initial": "0.005", "maintenance": "0.015"}, "option": {"initial": "0.002", "maintenance": "0.003"},
        "haircut": {"initial": "0", "maintenance": "0"}})
}

fn skew() -> Value {
    json!({"linear": {"cap": "0.15", "slope": "-0.05"}, "absolute": {"cap": "0.15", "slope": "-0.05"},
        "least_width": "0.01", "scale": "4", "level": {"base": "0.6", "slope": "-0.1"}})
}

fn manager_1() -> Value {
    let mut rows = Vec::new();
    for spot in ["1.15", "1.1", "1.05", "1", "0.95", "0.9", "0.85"] {
        rows.extend([(spot, "up", "1"), (spot, "same", "1"), (spot, "down", "1")]);
    }
    json!({"kind": "derive_portfolio", "grid": grid(&rows), "factor": "1.3",
        "volatility": {"up": "0.45", "down": "0.3", "short_power": "0.3", "long_power": "0.13", "floor": "86400", "least": "0"},
        "long": {"base": "0.95", "multiple": "4", "addend": "0.12"},
        "basis": {"up": "1.05", "down": "0.95", "addend": "0.25", "multiple": "0.01"},
        "peg": {"threshold": "0.98", "factor": "2"}, "confidence": {"threshold": "0.6", "rate": "0.4"},
        "perp": "0.025", "coin": "0.025", "option": "0.01"})
}

fn standard() -> Value {
    json!({"kind": "derive_standard",
        "most": "0.15", "least": "0.1", "call": "0.075", "put": "0.075", "put_mark": "0.075", "offset": "1.05",
        "unpaired": {"initial": "1.2", "maintenance": "1.1"}, "perp": {"initial": "0.065", "maintenance": "0.05"},
        "coin": {"counts": "0.1", "initial": "1"}, "peg": {"threshold": "0.98", "factor": "1.2"},
        "confidence": {"threshold": "0.5", "rate": "0.4"}})
}

/// Margins at initial and maintenance, and the mark.
fn check(name: &str, book: &Value, forward: f64, expected: [f64; 3]) {
    let report = reported(book);
    let account = &report["accounts"]["a"]["portfolio"];
    let found = [
        &account["initial"]["total"],
        &account["maintenance"]["total"],
        &account["mark"],
    ];
    for ((found, expected), what) in
        found
            .into_iter()
            .zip(expected)
            .zip(["initial", "maintenance", "mark"])
    {
        let found: f64 = found.as_str().expect("a number").parse().expect("a number");
        let allowed = (1e-9 * expected.abs()).max(1e-12 * forward);
        assert!(
            (found - expected).abs() <= allowed,
            "{name} {what}: {found} for {expected}"
        );
    }
}

#[test]
fn second_portfolio_manager() {
    let wide = json!({"linear": {"cap": "9.5", "slope": "-0.05"}, "absolute": {"cap": "0.15", "slope": "-0.05"},
        "least_width": "0.01", "scale": "5", "level": {"base": "4.5", "slope": "4.9"}});
    let linear = book(
        ["2681.6029850999994", "1", "1.00019088635"],
        json!({"e": expiry("3214052", "2695.7814942763334", "0.21")}),
        json!({"C": series("e", "C", "5500", "0.8843198050170489")}),
        manager_2(wide, grid_2("2", "1")),
        json!({"options": {"C": "-15"}}),
    );
    check(
        "skew",
        &linear,
        2695.8,
        [-1809.9435682106216, -1413.5868439463693, -29.28017077185932],
    );
    let report = reported(&linear);
    let driver = &report["accounts"]["a"]["portfolio"]["initial"]["scenario"];
    assert_eq!(driver["volatility"], "linear");
    assert_eq!(driver["place"], "29");

    let reversal = book(
        ["2681", "2681", "1"],
        json!({"e": expiry("1399652", "2687.1439750528034", "0.17")}),
        json!({"C": series("e", "C", "3100", "0.6826604391503175"), "P": series("e", "P", "2375", "0.689188821287917")}),
        manager_2(skew(), grid_2("1", "1")),
        json!({"options": {"C": "1", "P": "-1"}, "perps": {"ETH-PERP": {"size": "-0.354", "quote": "949.074"}}}),
    );
    check(
        "reversal",
        &reversal,
        2687.1,
        [-151.7861049071551, -118.85126564539434, -5.262278598351152],
    );

    let two = book(
        ["95663.50604855", "1", "1"],
        json!({"near": expiry("11076452", "98198.07812501276", "0.1"), "far": expiry("18938852", "100374.61000117072", "0.2")}),
        json!({"C": series("far", "C", "100000", "0.5543377511787965"), "far P": series("far", "P", "120000", "0.5665119096978181"),
            "near P": series("near", "P", "120000", "0.5646450091750466")}),
        manager_2(skew(), grid_2("1", "1")),
        json!({"options": {"C": "1.5", "near P": "-4", "far P": "2.1"}}),
    );
    check(
        "two expiries",
        &two,
        100374.6,
        [-94908.87072619566, -81147.83852296828, -28016.97983102975],
    );
}

#[test]
fn first_portfolio_manager() {
    let expiries = json!({"17": expiry("1497600", "2004.7545", "0.02"), "57": expiry("4953600", "2015.7696", "0.02")});
    let options = json!({"1400C": series("17", "C", "1400", "0.5"), "2000C": series("17", "C", "2000", "0.5"),
        "2500P": series("17", "P", "2500", "0.5"), "1900C": series("57", "C", "1900", "0.5")});
    let prices = ["2000", "2001", "1"];
    let made = |account| {
        book(
            prices,
            expiries.clone(),
            options.clone(),
            manager_1(),
            account,
        )
    };
    // The decimals of these two are given to seven digits.
    for (account, initial, maintenance) in [
        (
            json!({"options": {"1400C": "-1"}}),
            -1021.82764,
            -925.585444,
        ),
        (
            json!({"options": {"2000C": "1", "2500P": "1", "1900C": "-3"}}),
            -1249.277801,
            -977.390773,
        ),
    ] {
        let report = reported(&made(account));
        let found = &report["accounts"]["a"]["portfolio"];
        for (level, expected) in [("initial", initial), ("maintenance", maintenance)] {
            let found: f64 = found[level]["total"].as_str().unwrap().parse().unwrap();
            assert!(
                (found - expected).abs() < 1e-4,
                "{level}: {found} for {expected}"
            );
        }
    }
}

#[test]
fn standard_manager() {
    let forward = "1500.8332793109938176";
    let made = |dollar, options: Value, account| {
        let expiries = json!({"e": expiry("500400", forward, "0.03")});
        book(
            ["1500", "1505", dollar],
            expiries,
            options,
            standard(),
            account,
        )
    };
    let call = json!({"C": series("e", "C", "1500", "1.0478844940849863")});
    let written = json!({"options": {"C": "-1"}});
    check(
        "written call",
        &made("1", call.clone(), written.clone()),
        1500.8,
        [-304.37158518905995, -191.87158518905995, -79.3715851890599],
    );
    check(
        "off its peg",
        &made("0.3", call, written),
        1500.8,
        [-1528.3715851890598, -191.87158518905995, -79.37158518905994],
    );
    let put = json!({"P": series("e", "P", "1300", "1.083189415509876")});
    check(
        "written put",
        &made("1", put, json!({"options": {"P": "-1"}})),
        1500.8,
        [-164.322794294374, -126.822794294374, -14.322794294374],
    );
    // Funding of 10 is in the quote: 1535 paid, 10 received less.
    let perp = json!({"perps": {"ETH-PERP": {"size": "1", "quote": "-1525"}}});
    check(
        "perp",
        &made("1", json!({}), perp),
        1505.0,
        [-117.825, -95.25, -20.0],
    );
}

/// Worked by hand on the published rule, as in `core/tests/protocols/paradex.rs`: the worst loss, what the
/// charge on delta adds, and both margins.
#[test]
fn paradex() {
    let method = || {
        json!({"kind": "paradex", "net_delta": "0.02", "hedged_delta": "0.01", "maintenance": "0.5",
            "volatility": {"up": "0.4", "down": "0.22", "short_power": "0.3", "long_power": "0.13", "floor": "86400", "least": "0"},
            "grid": grid(&[("1.16", "up", "1"), ("1", "up", "1"), ("1", "down", "1"), ("0.84", "up", "1"), ("0.34", "up", "0.24")])})
    };
    let options =
        json!({"C": series("e", "C", "50000", "0.5"), "P": series("e", "P", "50000", "0.5")});
    for (account, loss, delta) in [
        (
            json!({"perps": {"ETH-PERP": {"size": "1", "quote": "-50000"}}}),
            8000.0,
            0.0,
        ),
        (
            json!({"perps": {"ETH-PERP": {"size": "-1", "quote": "50000"}}}),
            8000.0,
            0.0,
        ),
        (
            json!({"balances": {"ETH": "10"}, "perps": {"ETH-PERP": {"size": "-10", "quote": "500000"}}}),
            0.0,
            5000.0,
        ),
        (
            json!({"balances": {"ETH": "49"}, "perps": {"ETH-PERP": {"size": "-50", "quote": "2500000"}}}),
            8000.0,
            17500.0,
        ),
        // A call owned and a put written are a forward: a delta of 1, and 2 % of the price at least.
        (
            json!({"options": {"C": "1", "P": "-1"}, "perps": {"ETH-PERP": {"size": "-1", "quote": "50000"}}}),
            0.0,
            500.0,
        ),
    ] {
        let expiries = json!({"e": expiry("2592000", "50000", "0")});
        let book = book(
            ["50000", "50000", "1"],
            expiries,
            options.clone(),
            method(),
            account.clone(),
        );
        let report = reported(&book);
        let found = &report["accounts"]["a"]["portfolio"];
        for (level, share) in [("initial", 1.0), ("maintenance", 0.5)] {
            for (part, expected) in [("loss", loss), ("delta", delta)] {
                let found: f64 = found[level]["parts"][part]
                    .as_str()
                    .unwrap()
                    .parse()
                    .unwrap();
                let expected = -expected * share;
                assert!(
                    (found - expected).abs() < 1e-8,
                    "{account} {level} {part}: {found} for {expected}"
                );
            }
        }
    }
}
