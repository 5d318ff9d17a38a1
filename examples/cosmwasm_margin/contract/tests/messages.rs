//! Single messages: what each does, to the unit, and by what name each is refused.

mod common;

use common::*;
use cosmwasm_std::{coin, coins, Uint128};
use margin::message::*;

/// One market at 1000 base units a lot; ann and bob have 1000 dollars each, and a keeper has a million.
fn world() -> World {
    let people = ["ann", "bob", "cid", "keeper"];
    let mut world = World::new(
        &people,
        &instantiate(1_000_000_000, 1_000_000_000),
        &[market("ABC")],
    );
    world.publish(0, 1000).unwrap();
    for name in ["ann", "bob"] {
        world.deposit(name, 1_000_000_000).unwrap();
    }
    world.deposit("keeper", 1_000_000_000_000).unwrap();
    world
}

/// Ann is long `size`, bob short.
fn open(world: &mut World, size: u128) {
    world.offer("bob", 0, 0, size).unwrap();
    world.trade("ann", "bob", 0, size as i128).unwrap();
}

fn refused(result: Result<(), String>, name: &str) {
    let refusal = result.unwrap_err();
    assert!(
        refusal.starts_with(&format!("{name}: ")),
        "{refusal} is not {name}"
    );
}

fn at(limit: &LimitAnswer) -> u128 {
    limit.at.as_ref().unwrap().parse().unwrap()
}

#[test]
fn a_trade_to_the_unit() {
    let mut world = world();
    world.offer("bob", 0, 0, 2_000_000).unwrap();
    world.trade("ann", "bob", 0, 1_500_000).unwrap();
    let (ann, bob) = (world.account("ann"), world.account("bob"));
    // 1,500,000 lots at 1000, and a fee of 0.05 % of 1,500,000,000: read up and rounded up, a unit more.
    assert_eq!(
        (ann.balance.i128(), ann.positions[0].quote.i128()),
        (999_249_999, -1_500_000_000)
    );
    assert_eq!(
        (bob.balance.i128(), bob.positions[0].quote.i128()),
        (1_000_000_000, 1_500_000_000)
    );
    assert_eq!(
        (bob.positions[0].size.i128(), bob.positions[0].asks.u128()),
        (-1_500_000, 500_000)
    );
    assert_eq!(world.protocol().fund.u128(), 750_001);
    world.assert_conserved(&["ann", "bob", "keeper"]);
}

#[test]
fn limits_are_what_the_contract_accepts() {
    let mut world = world();
    open(&mut world, 3_000_000);
    let limits = world.limits("ann", 0).unwrap();
    let most = at(&limits.withdraw);
    refused(world.withdraw("ann", most + 1), "Unhealthy");
    let buy = at(&limits.buy);
    world.offer("keeper", 0, 100_000_000, 100_000_000).unwrap();
    refused(
        world.trade("ann", "keeper", 0, buy as i128 + 1),
        "Unhealthy",
    );
    world.trade("ann", "keeper", 0, buy as i128).unwrap();
    assert!(at(&world.limits("ann", 0).unwrap().withdraw) < 110); // less than a lot asks for
                                                                  // The other way there is first a position to close.
    let sell = at(&world.limits("ann", 0).unwrap().sell);
    assert!(sell > buy + 3_000_000);
    refused(
        world.trade("ann", "keeper", 0, -(sell as i128) - 1),
        "Unhealthy",
    );
    world.trade("ann", "keeper", 0, -(sell as i128)).unwrap();
}

#[test]
fn the_liquidation_price_is_where_liquidation_begins() {
    let mut world = world();
    open(&mut world, 6_000_000);
    let price = world.liquidation_price("ann", 0).unwrap();
    let below = at(&price.below);
    world.publish(0, below).unwrap();
    assert_eq!(world.health("ann").status, "restricted");
    refused(world.liquidate("keeper", "ann", 0, 1), "NotLiquidatable");
    world.publish(0, below - 1).unwrap();
    assert_eq!(world.health("ann").status, "liquidatable");
    world
        .liquidate("keeper", "ann", 0, u128::MAX >> 80)
        .unwrap();
    // To initial health, and no further.
    assert_eq!(world.health("ann").status, "healthy");
    assert!(world.account("ann").positions[0].size.i128() > 0);
    assert!(at(&world.limits("ann", 0).unwrap().withdraw) < 100_000);
    refused(world.liquidate("keeper", "ann", 0, 1), "NotLiquidatable");
    world.assert_conserved(&["ann", "bob", "keeper"]);
}

#[test]
fn a_debt_is_paid_by_the_fund_and_then_by_all() {
    let mut world = world();
    open(&mut world, 6_000_000);
    world.offer("bob", 0, 0, 0).unwrap();
    // Cid is in the market too, flat in sum: long with the keeper's short.
    world.deposit("cid", 1_000_000_000).unwrap();
    world.offer("keeper", 0, 0, 2_000_000).unwrap();
    world.trade("cid", "keeper", 0, 2_000_000).unwrap();
    let fund = world.protocol().fund.u128();
    // Ann has 997 dollars, and loses 6,000,000 lots * 200 = 1200.
    world.publish(0, 800).unwrap();
    assert_eq!(world.health("ann").status, "insolvent");
    world.offer("keeper", 0, 6_000_000, 0).unwrap();
    refused(world.trade("ann", "keeper", 0, -6_000_000), "LeavesDebt");

    world.liquidate("keeper", "ann", 0, 6_000_000).unwrap();
    let ann = world.account("ann");
    assert_eq!((ann.balance.i128(), ann.positions.len()), (0, 0));
    // 996.999999 - 1200 = -203.000001 dollars, and 3 % of 4800 for the penalty; a third of that, rounded
    // down, went into the fund first.
    let (penalty, debt) = (144_000_000, 203_000_001 + 144_000_000);
    let left = debt - fund - (penalty / 3 - 1);
    assert_eq!((world.protocol().fund.u128(), left), (0, 295_000_000));
    // Bob's 6, cid's 2 and the keeper's 2 million lots bear it alike; the keeper's part is paid.
    assert_eq!(world.market(0).pending.u128(), left - left / 5);
    let bob = world.account("bob"); // as the next message would find it
    assert_eq!(
        bob.positions[0].quote.i128(),
        6_000_000_000 - (left * 6 / 10) as i128
    );
    world.assert_conserved(&["ann", "bob", "cid", "keeper"]);
    world.deposit("bob", 1).unwrap();
    world.deposit("cid", 1).unwrap();
    assert_eq!(world.market(0).pending.u128(), 0);
    world.assert_conserved(&["ann", "bob", "cid", "keeper"]);
}

#[test]
fn a_stale_price_opens_nothing_and_liquidates_nobody() {
    let mut world = world();
    open(&mut world, 6_000_000);
    world.publish(0, 800).unwrap();
    world.wait(130); // too old for initial, not for maintenance
    refused(world.withdraw("bob", 1), "Unhealthy");
    refused(world.trade("ann", "bob", 0, 1), "UnknownPrice");
    world.wait(500); // too old for both
    assert_eq!(world.health("ann").status, "unknown");
    refused(world.liquidate("keeper", "ann", 0, 1), "NotLiquidatable");
    world.deposit("ann", 1).unwrap();
    world.publish(0, 800).unwrap();
    world.liquidate("keeper", "ann", 0, 1).unwrap();
}

#[test]
fn parameters_move_within_their_rules() {
    let mut world = world();
    world.wait(100);
    let propose = |name: &str, value: &str, version: u64, ramp: u64| Execute::Propose {
        market: 0,
        version,
        changes: vec![ChangeTerms {
            name: name.into(),
            value: value.into(),
        }],
        ramp,
    };
    refused(
        world.say("ann", &propose("initial_asset", "0.85", 0, 50)),
        "Unauthorized",
    );
    refused(
        world.say(ADMIN, &propose("initial_asset", "0.85", 1, 50)),
        "WrongVersion",
    );
    refused(
        world.say(ADMIN, &propose("initial_asset", "0.85", 0, 49)),
        "StepTooLarge",
    );
    refused(
        world.say(ADMIN, &propose("initial_asset", "0.8", 0, 50)),
        "StepTooLarge",
    );
    refused(
        world.say(ADMIN, &propose("initial_asset", "0.49", 0, 50)),
        "OutOfBounds",
    );
    refused(
        world.say(ADMIN, &propose("maintenance_asset", "0.89", 0, 50)),
        "InvalidParameters",
    );
    refused(
        world.say(ADMIN, &propose("margin", "0.9", 0, 50)),
        "InvalidParameters",
    );
    world
        .say(ADMIN, &propose("initial_asset", "0.85", 0, 100))
        .unwrap();
    world.wait(50);
    let initial_asset = |world: &World| world.market(0).parameters[0].parse::<f64>().unwrap();
    assert!((0.8749..0.875).contains(&initial_asset(&world))); // half way, rounded down
    world.wait(50);
    assert!((0.8499..0.85).contains(&initial_asset(&world)));
    assert_eq!(world.market(0).version, 1);
    world
        .say(ADMIN, &propose("initial_asset", "0.87", 1, 50))
        .unwrap();
    refused(
        world.say(ADMIN, &propose("initial_asset", "0.88", 2, 50)),
        "TooSoon",
    );
}

#[test]
fn markets_that_could_not_be_liquidated_are_not_opened() {
    let mut world = world();
    let mut terms = market("DEF");
    terms.parameters[4].rule.most = "0.035".into(); // with the fund's 1 % more than the 4 % that are freed
    refused(
        world.say(ADMIN, &Execute::AddMarket(terms)),
        "InvalidParameters",
    );
    let mut terms = market("DEF");
    terms.largest_size = Uint128::new(u128::MAX >> 50);
    refused(
        world.say(ADMIN, &Execute::AddMarket(terms)),
        "AboveCapacity",
    );
    let mut terms = market("DEF");
    terms.parameters[0].value = "0.99".into();
    refused(world.say(ADMIN, &Execute::AddMarket(terms)), "OutOfBounds");
    refused(
        world.say("ann", &Execute::AddMarket(market("DEF"))),
        "Unauthorized",
    );
}

#[test]
fn what_cannot_be_entered_is_refused_by_name() {
    let mut world = world();
    refused(world.pay("ann", &Execute::Deposit {}, &[]), "WrongFunds");
    refused(
        world.pay(
            "ann",
            &Execute::Withdraw {
                amount: Uint128::one(),
            },
            &coins(1, DENOM),
        ),
        "WrongFunds",
    );
    refused(world.withdraw("ann", 0), "InvalidQuantity");
    refused(world.withdraw("cid", 1), "Overdrawn");
    refused(world.withdraw("ann", u128::MAX), "Overflow");
    refused(world.offer("ann", 0, 1_000_000_001, 0), "Unhealthy");
    refused(world.offer("keeper", 0, 1_000_000_001, 0), "AboveCapacity");
    refused(world.offer("ann", 1, 1, 1), "UnknownMarket");
    refused(world.trade("ann", "ann", 0, 1), "SameAccount");
    refused(world.trade("ann", "bob", 0, 1), "NotOffered");
    refused(world.trade("ann", "bob", 0, 0), "InvalidQuantity");
    refused(world.liquidate("keeper", "ann", 0, 1), "NotLiquidatable");
    refused(world.liquidate("keeper", "ann", 0, 0), "InvalidQuantity");
    let at = world.now();
    let publish = |price: &str, confidence: &str, at| Execute::Publish {
        market: 0,
        price: price.into(),
        confidence: confidence.into(),
        at,
    };
    refused(world.say("ann", &publish("1000", "0", at)), "Unauthorized");
    refused(world.say(FEEDER, &publish("1e3", "0", at)), "InvalidNumber");
    refused(world.say(FEEDER, &publish("0", "0", at)), "InvalidPrice");
    refused(world.say(FEEDER, &publish("-5", "0", at)), "InvalidPrice");
    refused(
        world.say(FEEDER, &publish("1000", "0", at - 1)),
        "InvalidTime",
    );
    refused(
        world.say(FEEDER, &publish("1000", "0", at + 6)),
        "InvalidTime",
    );
    refused(
        world.say(FEEDER, &publish("1000000000", "0", at)),
        "AboveCapacity",
    );
    let wrong = [coin(5, "uother")];
    let chain = world.pay("ann", &Execute::Deposit {}, &wrong).unwrap_err();
    assert!(
        chain.contains("Overflow") || chain.contains("WrongFunds"),
        "{chain}"
    );
}

#[test]
fn an_account_has_at_most_sixteen_positions() {
    let markets: Vec<_> = (0..17).map(|id| market(&format!("M{id}"))).collect();
    let mut world = World::new(&["ann"], &instantiate(0, 0), &markets);
    world.deposit("ann", 1_000_000_000).unwrap();
    for id in 0..17 {
        world.publish(id, 1000).unwrap();
    }
    for id in 0..16 {
        world.offer("ann", id, 1, 1).unwrap();
    }
    refused(world.offer("ann", 16, 1, 1), "AboveCapacity");
    world.offer("ann", 3, 0, 0).unwrap();
    world.offer("ann", 16, 1, 1).unwrap();
    assert_eq!(world.account("ann").positions.len(), 16);
}
