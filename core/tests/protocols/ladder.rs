//! Maintenance ladders as venues publish them: `rate * notional - deduction`.
//!
//! Source: Binance's leverage table of October 2024 in freqtrade's repository. The recurrence `cum_n = floor_n (rate_n - rate_(n-1)) + cum_(n-1)` was tried
//! by hand on all 2,805 brackets of 349 symbols of that table: see `docs/protocols.md`.

use crate::exact::Exact;
use crate::futures::rungs_of;
use crate::lane::{decimal, Lane};
use num_traits::Signed;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::{Error, Fixed, Number};

/// Floor, rate and published deduction of each bracket.
type Table = &'static [(&'static str, &'static str, &'static str)];

const BTCUSDT: Table = &[
    ("0", "0.004", "0"),
    ("50000", "0.005", "50"),
    ("600000", "0.0065", "950"),
    ("3000000", "0.01", "11450"),
    ("12000000", "0.02", "131450"),
    ("70000000", "0.025", "481450"),
    ("100000000", "0.05", "2981450"),
    ("230000000", "0.1", "14481450"),
    ("480000000", "0.125", "26481450"),
    ("600000000", "0.15", "41481450"),
    ("800000000", "0.25", "121481450"),
    ("1200000000", "0.5", "421481450"),
];

const SOLUSDT: Table = &[
    ("0", "0.005", "0"),
    ("20000", "0.0065", "30"),
    ("100000", "0.01", "380"),
    ("800000", "0.02", "8380"),
    ("4000000", "0.025", "28380"),
    ("8000000", "0.05", "228380"),
    ("40000000", "0.1", "2228380"),
    ("80000000", "0.125", "4228380"),
    ("100000000", "0.25", "16728380"),
    ("200000000", "0.5", "66728380"),
];

const BONKUSDC: Table = &[
    ("0", "0.01", "0"),
    ("5000", "0.02", "50"),
    ("50000", "0.025", "300"),
    ("600000", "0.05", "15300"),
    ("1200000", "0.1", "75300"),
    ("3000000", "0.125", "150300"),
    ("4000000", "0.25", "650300"),
    ("6000000", "0.5", "2150300"),
];

/// What rounding the rates to binary moves a deduction by at floors of a billion.
const TOLERANCE: &str = "0.00001";

fn rungs<N: Lane>(table: &[(&str, &str, &str)]) -> Vec<Tier<N>> {
    let rung = |&(floor, rate, cum): &(&str, &str, &str)| Tier {
        deduction: N::down(cum),
        ..Tier::new(N::down(floor), N::up(rate))
    };
    table.iter().map(rung).collect()
}

/// Exactly theirs in decimals, and on `Fixed` never less and hardly more, at, above and far above each
/// floor.
#[test]
fn tables_of_binance() {
    for table in [BTCUSDT, SOLUSDT, BONKUSDC] {
        let mut exact = rungs::<Exact>(table);
        let mut fixed = rungs::<Fixed>(table);
        let exact = Tiers::from_table(&mut exact, &Exact::zero()).unwrap();
        let fixed = Tiers::from_table(&mut fixed, &Fixed::near(TOLERANCE)).unwrap();
        for &(floor, rate, cum) in table {
            for notional in [floor.into(), format!("{floor}.01"), format!("{floor}7")] {
                let reached = table
                    .iter()
                    .rfind(|row| decimal(row.0) <= decimal(&notional));
                let (_, rate, cum) = reached.copied().unwrap_or(("", rate, cum));
                let theirs = decimal(&notional) * decimal(rate) - decimal(cum);
                let ours = exact.requirement(&Exact::down(&notional)).unwrap();
                assert_eq!(ours.0, theirs, "at {notional}");
                let ours = fixed.requirement(&Fixed::up(&notional)).unwrap().value() - theirs;
                let most = decimal(TOLERANCE) * (decimal(&notional) / decimal("1000000000"));
                let most = most.max(decimal(TOLERANCE));
                assert!(!ours.is_negative() && ours <= most, "at {notional}");
            }
        }
    }
}

#[test]
fn a_table_that_is_no_ladder() {
    let tolerance = Fixed::near(TOLERANCE);
    for (place, cum) in [(1, "51"), (5, "481449.9999"), (11, "421481451")] {
        let mut table = BTCUSDT.to_vec();
        table[place].2 = cum;
        let refused = Tiers::from_table(&mut rungs::<Fixed>(&table), &tolerance).unwrap_err();
        assert_eq!(refused, Error::InvalidTiers, "cum {cum}");
    }
}

/// Floors and rates alone give the published deductions.
#[test]
fn deductions_from_rates() {
    for table in [BTCUSDT, SOLUSDT, BONKUSDC] {
        let rates: Vec<(&str, &str)> = table.iter().map(|row| (row.0, row.1)).collect();
        let mut rungs = rungs_of::<Exact>(&rates);
        let tiers = Tiers::from_rates(&mut rungs).unwrap();
        for (rung, row) in tiers.rungs().iter().zip(table) {
            assert_eq!(rung.deduction.0, decimal(row.2));
        }
    }
}
