//! Compute units of each instruction against `limits.txt`; they are counts of executed instructions and the
//! same on every run of one program.

use bytemuck::bytes_of;
use solana_margin::liquidation::Order;
use solana_margin::refresh::Made;
use solana_margin_fixture::random::Random;
use solana_margin_fixture::world::{broken, options, World, ORACLE, SLOT};
use solana_margin_vm::machine::{self, key, Machine, Passed};
use std::collections::BTreeMap;

const LIMITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/limits.txt");
/// Another compiler of the same year may differ by less, the vendor's by more: `UNITS_SLACK`. The aims hold
/// without any.
const SLACK_PERCENT: u64 = 5;
const AIMS: [(&str, u64); 2] = [
    ("health, stored bounds, 8 + 4", 12_000),
    ("health, raw prices, 8 + 4", 25_000),
];

/// The first of the desk's positions.
fn desk(balances: u32, perps: u32) -> World {
    let mut world = World::desk();
    world.margin.balance_count = balances.to_le_bytes();
    world.margin.perp_count = perps.to_le_bytes();
    world.markets.truncate(balances as usize);
    world.futures.truncate(perps as usize);
    world
}

#[test]
fn compute_units() {
    let mut machine = Machine::new();
    machine.at(SLOT);
    let mut measured = BTreeMap::new();
    let mut count = |name: &str, kind, data: &[u8], passed: &[Passed]| {
        let outcome = machine.run(kind, data, passed);
        assert!(outcome.result.is_ok(), "{name}: {:?}", outcome.result);
        measured.insert(name.to_string(), outcome.units);
    };
    for (balances, perps) in [(1, 0), (8, 0), (8, 4)] {
        let world = desk(balances, perps);
        count(
            &format!("health, stored bounds, {balances} + {perps}"),
            0,
            &[],
            &machine::health(&world),
        );
        count(
            &format!("health, raw prices, {balances} + {perps}"),
            1,
            &[],
            &machine::health(&world),
        );
    }
    let world = World::desk();
    let (asset, perp) = (&world.markets[2], &world.futures[1]);
    let oracle = Passed::signer(ORACLE);
    let market = [Passed::changed(key(1, 2), bytes_of(asset)), oracle.clone()];
    count("price of an asset", 2, bytes_of(&asset.price), &market);
    let future = [Passed::changed(key(2, 1), bytes_of(perp)), oracle];
    count("price of a perp", 3, bytes_of(&perp.price), &future);

    let (mut world, liquidator, _) = broken(&mut Random(7));
    world.margin.balances[0].amount = plimsoll::Fixed::from_num(-25_000).to_le_bytes();
    let order = Order {
        debt: [0; 4],
        collateral: 3u32.to_le_bytes(),
        most: plimsoll::Fixed::from_num(1_000_000).to_le_bytes(),
    };
    count(
        "liquidation, 8 + 4 each",
        4,
        bytes_of(&order),
        &machine::liquidation(&world, &liquidator),
    );

    let (portfolio, series) = options(&mut Random(8));
    let accounts = [
        Passed::read(key(5, 0), bytes_of(&portfolio)),
        Passed::read(key(4, 0), bytes_of(&series)),
    ];
    count("portfolio, 16 options, 16 scenarios", 5, &[], &accounts);

    let made = Made {
        option: [0; 4],
        array: series.options[0].array,
    };
    let accounts = [
        Passed::changed(key(4, 0), bytes_of(&series)),
        Passed::signer(ORACLE),
    ];
    count("risk array of an option", 6, bytes_of(&made), &accounts);

    for (name, units) in &measured {
        println!("{name}: {units}");
    }
    if std::env::var("WRITE_LIMITS").is_ok() {
        let lines: String = measured
            .iter()
            .map(|(name, units)| format!("{name}: {units}\n"))
            .collect();
        std::fs::write(LIMITS, lines).expect("the limits are written");
    }
    let limits = std::fs::read_to_string(LIMITS).expect("there are limits");
    let limits: BTreeMap<&str, u64> = limits
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, limit)| (name, limit.parse().expect("a limit is a number")))
        .collect();
    assert_eq!(
        limits.keys().copied().collect::<Vec<_>>(),
        measured.keys().map(String::as_str).collect::<Vec<_>>()
    );
    let slack = std::env::var("UNITS_SLACK").map_or(SLACK_PERCENT, |percent| {
        percent.parse().expect("a percentage")
    });
    for (name, units) in &measured {
        let limit = limits[name.as_str()];
        assert!(
            units * 100 <= limit * (100 + slack),
            "{name}: {units} units, limit {limit}"
        );
    }
    for (name, aim) in AIMS {
        assert!(
            measured[name] <= aim,
            "{name}: {} units, aim {aim}",
            measured[name]
        );
    }
}
