//! What is said: sixteen markets, accounts of 1, 4, 8 and 16 positions, every kind of message, a crash with
//! a debt that nobody covers, and refusals.

use crate::machine::Both;
use cosmwasm_std::{coins, Int128, Uint128};
use margin::message::*;

const DENOM: &str = "uusd";
/// Positions of the accounts that are measured.
pub const SIZES: [u8; 4] = [1, 4, 8, 16];

fn feed(multiple: &str, limit: u64, rate: &str) -> FeedTerms {
    FeedTerms {
        confidence_multiple: multiple.into(),
        confidence_cap: "0.05".into(),
        confidence_limit: "0.1".into(),
        fresh: 20,
        limit,
        ahead: 5,
        rate: rate.into(),
    }
}

fn parameter(value: &str, least: &str, most: &str) -> ParameterTerms {
    let rule = RuleTerms {
        least: least.into(),
        most: most.into(),
        rise: "0.1".into(),
        fall: "0.1".into(),
        grain: "0".into(),
        delay: 100,
        ramp: 50,
    };
    ParameterTerms {
        value: value.into(),
        rule,
    }
}

fn market(id: u8) -> MarketTerms {
    MarketTerms {
        symbol: format!("MARKET-{id}"),
        parameters: [
            parameter("0.9", "0.5", "0.95"),
            parameter("0.95", "0.8", "0.96"),
            parameter("1.05", "1.04", "1.2"),
            parameter("1.1", "1.05", "1.5"),
            parameter("0.02", "0", "0.02"),
            parameter("0.01", "0", "0.01"),
            parameter("1000000000", "1", "10000000000"),
            parameter("1000000000", "1", "10000000000"),
        ],
        fee: "0.0005".into(),
        largest_size: Uint128::new(1_000_000_000),
        largest_price: "1000000000".into(),
        largest_quote: Uint128::new(1_000_000_000_000_000_000),
    }
}

/// A price with six decimals, another one in every market and at every move.
fn publish(both: &mut Both, market: u8, percent: u128) {
    let at = both.now();
    let price = (1_234_567_891 + 987_654_321 * u128::from(market)) * percent / 100;
    let decimal = |micros: u128| format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    let (price, confidence) = (decimal(price), decimal(price / 2000));
    let message = Execute::Publish {
        market,
        price,
        confidence,
        at,
    };
    both.say("feeder", &message, &[]).expect("a price");
}

fn trade(both: &mut Both, taker: &str, market: u8, size: i128) -> Result<(), String> {
    let (maker, size) = ("maker".to_owned(), Int128::new(size));
    both.say(
        taker,
        &Execute::Trade {
            market,
            maker,
            size,
        },
        &[],
    )
    .map(drop)
}

/// Says it all, and leaves the accounts that are measured, whose names it returns.
pub fn run(both: &mut Both) -> Vec<String> {
    both.instantiate(
        "admin",
        &Instantiate {
            denom: DENOM.into(),
            feeder: "feeder".into(),
            feeds: [feed("2", 120, "0.0001"), feed("1", 600, "0.00001")],
            largest_balance: Uint128::new(1_000_000_000_000_000),
            per_event: Uint128::new(1_000_000),
            per_period: Uint128::new(10_000_000),
            period: 3600,
        },
    );
    for id in 0..16 {
        both.say("admin", &Execute::AddMarket(market(id)), &[])
            .expect("a market");
        publish(both, id, 100);
    }
    both.say("feeder", &Execute::AddMarket(market(16)), &[])
        .expect_err("not the admin");
    both.say(
        "maker",
        &Execute::Deposit {},
        &coins(900_000_000_000_000, DENOM),
    )
    .expect("dollars");
    both.say(
        "maker",
        &Execute::Deposit {},
        &coins(900_000_000_000_000, DENOM),
    )
    .expect_err("too many");
    both.say("maker", &Execute::Insure {}, &coins(5_000_000, DENOM))
        .expect("insurance");
    for market in 0..16 {
        let (bids, asks) = (Uint128::new(100_000_000), Uint128::new(100_000_000));
        both.say("maker", &Execute::Offer { market, bids, asks }, &[])
            .expect("an offer");
    }
    let accounts: Vec<String> = SIZES.iter().map(|size| format!("account-{size}")).collect();
    for (name, size) in accounts.iter().zip(SIZES) {
        both.say(name, &Execute::Deposit {}, &coins(3_000_000_000, DENOM))
            .expect("dollars");
        for market in 0..size {
            let lots = 10_007 + 1009 * i128::from(market);
            let lots = if market % 2 == 0 { lots } else { -lots };
            trade(both, name, market, lots).expect("a trade");
            if market + 1 == size {
                both.cost(format!("a trade that leaves {size}, with a maker of 16"));
            }
        }
    }
    trade(both, "nobody", 0, 5).expect_err("without dollars");
    crash(both);
    for id in 0..16 {
        publish(both, id, 101);
    }
    both.wait(45); // late enough for prices to widen
    for (name, size) in accounts.iter().zip(SIZES) {
        let (account, market) = (|| name.clone(), size - 1);
        both.ask(&Query::Account { account: account() });
        both.ask(&Query::Health { account: account() });
        both.cost(format!("health of {size}"));
        both.ask(&Query::Limits {
            account: account(),
            market,
        });
        both.cost(format!("limits of {size}"));
        both.ask(&Query::LiquidationPrice {
            account: account(),
            market,
        });
        both.cost(format!("liquidation price of {size}"));
    }
    both.ask(&Query::Market { market: 3 });
    both.ask(&Query::Protocol {});
    accounts
}

/// One account loses all it has and more: the fund and then the market pay.
fn crash(both: &mut Both) {
    both.say("loser", &Execute::Deposit {}, &coins(20_000_000, DENOM))
        .expect("dollars");
    trade(both, "loser", 5, 20_000).expect("a long");
    both.wait(3);
    publish(both, 5, 90);
    let liquidate = |most: u128| Execute::Liquidate {
        account: "loser".into(),
        market: 5,
        most: most.into(),
    };
    both.say("maker", &liquidate(1), &[])
        .expect_err("the fall is too small");
    publish(both, 5, 75);
    both.say("maker", &liquidate(7_000), &[])
        .expect("the first part");
    both.say("maker", &liquidate(1_000_000), &[])
        .expect("the rest");
    let withdraw = Execute::Withdraw {
        amount: Uint128::new(1_000_000),
    };
    both.say("maker", &withdraw, &[]).expect("dollars");
    both.cost("a withdrawal from an account of 16");
    let changes = ChangeTerms {
        name: "initial_asset".into(),
        value: "0.89".into(),
    };
    both.wait(200);
    let ramp = 100;
    let propose = Execute::Propose {
        market: 1,
        version: 0,
        changes: vec![changes],
        ramp,
    };
    both.say("admin", &propose, &[]).expect("a change");
    both.say("admin", &propose, &[])
        .expect_err("another version");
}
