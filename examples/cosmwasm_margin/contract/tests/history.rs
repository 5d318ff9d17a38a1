//! Ten thousand random messages, among them crashes, debts that nobody covers and nonsense: after every one
//! the books balance to the unit and every account can be evaluated, and whoever is below maintenance can be
//! liquidated until it is not.

mod common;

use common::*;
use cosmwasm_std::{coins, Int128};
use margin::message::*;
use std::collections::BTreeMap;

const TRADERS: [&str; 7] = ["ann", "bob", "cid", "dan", "eve", "fay", "gus"];
/// Takes over what others lose, and has enough to do so.
const KEEPER: &str = "keeper";
const EVERYBODY: [&str; 8] = ["ann", "bob", "cid", "dan", "eve", "fay", "gus", KEEPER];
const MARKETS: u8 = 3;
const MESSAGES: usize = 10_000;

struct History {
    world: World,
    dice: Dice,
    prices: [u128; MARKETS as usize],
    /// How often each message was accepted, and each refusal given.
    told: BTreeMap<String, usize>,
    debts: usize,
    socialised: usize,
}

impl History {
    fn new(seed: u64) -> Self {
        let markets: Vec<_> = ["BTC", "ETH", "SOL"].map(market).into();
        let mut world = World::new(
            &EVERYBODY,
            &instantiate(400_000_000, 1_000_000_000),
            &markets,
        );
        world.deposit(KEEPER, 100_000_000_000_000).unwrap();
        let prices = [600_000, 40_000, 1_500];
        let mut history = History {
            world,
            dice: Dice(seed),
            prices,
            told: BTreeMap::new(),
            debts: 0,
            socialised: 0,
        };
        history.publish_all();
        history
    }

    fn publish_all(&mut self) {
        for market in 0..MARKETS {
            self.world
                .publish(market, self.prices[usize::from(market)])
                .unwrap();
        }
    }

    /// Small moves, and now and then a crash or its opposite.
    fn move_price(&mut self, market: u8) {
        let percent = match self.dice.below(60) {
            0 => 40 + self.dice.below(30),
            1 => 140 + self.dice.below(60),
            _ => 97 + self.dice.below(7),
        };
        let price = &mut self.prices[usize::from(market)];
        *price = (*price * u128::from(percent) / 100).clamp(200, 50_000_000);
    }

    /// About `dollars` of a market in lots, at least one.
    fn lots(&mut self, market: u8, dollars: u64) -> u128 {
        let value = u128::from(self.dice.below(dollars)) * 1_000_000;
        (value / self.prices[usize::from(market)]).max(1)
    }

    fn step(&mut self) -> (&'static str, Result<(), String>) {
        let market = self.dice.below(MARKETS.into()) as u8;
        let who = self.dice.of(&EVERYBODY);
        match self.dice.below(100) {
            0..=13 => {
                self.move_price(market);
                (
                    "publish",
                    self.world.publish(market, self.prices[usize::from(market)]),
                )
            }
            14..=23 => {
                let amount = 1 + self.dice.below(3_000_000_000);
                (
                    "deposit",
                    self.world.deposit(self.dice.of(&TRADERS), amount.into()),
                )
            }
            24..=31 => ("withdraw", self.withdraw(who, market)),
            32..=54 => {
                let (bids, asks) = (self.lots(market, 20_000), self.lots(market, 20_000));
                ("offer", self.world.offer(who, market, bids, asks))
            }
            55..=84 => {
                let (maker, size) = (self.dice.of(&EVERYBODY), self.lots(market, 20_000) as i128);
                // Mostly what is on offer, and any size now and then.
                let account = self.world.account(maker);
                let offer = account
                    .positions
                    .iter()
                    .find(|position| position.market == market);
                let size = match (offer, self.dice.below(8)) {
                    (None, _) | (_, 0) => size,
                    (Some(offer), 1..=3) => size.min(offer.asks.u128() as i128),
                    (Some(offer), _) => -size.min(offer.bids.u128() as i128),
                };
                ("trade", self.world.trade(who, maker, market, size))
            }
            85..=90 => {
                let below = TRADERS.into_iter().find(|name| self.below(name));
                let account = below.unwrap_or(self.dice.of(&TRADERS));
                let most = self.lots(market, 100_000);
                (
                    "liquidate",
                    self.world.liquidate(KEEPER, account, market, most),
                )
            }
            91..=92 => {
                let amount = 1 + self.dice.below(30_000_000);
                (
                    "insure",
                    self.world
                        .pay(who, &Execute::Insure {}, &coins(amount.into(), DENOM)),
                )
            }
            93..=95 => ("propose", self.propose(market)),
            _ => ("nonsense", self.nonsense(who)),
        }
    }

    /// Exactly what the contract says may be withdrawn, or one unit more.
    fn withdraw(&mut self, who: &str, market: u8) -> Result<(), String> {
        let limits = self.world.limits(who, market)?;
        let most = limits.withdraw.at.and_then(|at| at.parse::<u128>().ok());
        let Some(most) = most.filter(|most| *most > 0) else {
            return self
                .world
                .withdraw(who, 1 + u128::from(self.dice.below(1_000_000)));
        };
        let more = self.world.withdraw(who, most + 1).unwrap_err();
        assert!(["Unhealthy", "Overdrawn"].contains(&name(&more)), "{more}");
        if who == KEEPER {
            return Err(more);
        }
        let result = self
            .world
            .withdraw(who, most - most / (1 + u128::from(self.dice.below(4))) / 2);
        assert!(
            result.is_ok() || name(&result.clone().unwrap_err()) == "Overdrawn",
            "{result:?}"
        );
        result
    }

    fn propose(&mut self, market: u8) -> Result<(), String> {
        let version = self.world.market(market).version
            - self.dice.below(2).min(self.world.market(market).version);
        let name = [
            "initial_asset",
            "maintenance_asset",
            "initial_liability",
            "liquidation_bonus",
        ];
        let value = [
            "0.85", "0.9", "0.94", "0.95", "1.1", "1.12", "0.015", "0.03",
        ];
        let changes = vec![ChangeTerms {
            name: self.dice.of(&name).into(),
            value: self.dice.of(&value).into(),
        }];
        let ramp = 40 + self.dice.below(60);
        self.world.say(
            ADMIN,
            &Execute::Propose {
                market,
                version,
                changes,
                ramp,
            },
        )
    }

    fn nonsense(&mut self, who: &str) -> Result<(), String> {
        let at = self.world.now();
        let text = |text: &str| text.to_owned();
        let (market, price, confidence) = (0, text("1.5"), text("0"));
        let message = match self.dice.below(9) {
            0 => Execute::Publish {
                market,
                price: text("1e5"),
                confidence,
                at,
            },
            1 => Execute::Publish {
                market,
                price: text("0"),
                confidence,
                at,
            },
            2 => Execute::Publish {
                market,
                price,
                confidence,
                at: at + 1000,
            },
            3 => Execute::Publish {
                market,
                price: text("999999999"),
                confidence,
                at,
            },
            4 => return self.world.trade(who, KEEPER, 77, 5),
            5 => return self.world.trade(who, KEEPER, 0, i128::MIN),
            6 => return self.world.offer(who, 0, u128::MAX, 0),
            7 => return self.world.say(who, &Execute::AddMarket(market_of_nobody())),
            _ => {
                let (maker, size) = (who.to_owned(), Int128::zero());
                return self.world.say(
                    who,
                    &Execute::Trade {
                        market,
                        maker,
                        size,
                    },
                );
            }
        };
        self.world.say(FEEDER, &message)
    }

    /// Whoever is below maintenance is liquidated until it is not: every message of it is accepted.
    fn sweep(&mut self) {
        self.publish_all();
        let mut left = 500;
        while let Some(account) = TRADERS.into_iter().find(|name| self.below(name)) {
            left -= 1;
            assert!(
                left > 0,
                "{account} is below maintenance for ever: {:?}",
                self.world.account(account)
            );
            let found = self.world.account(account);
            // Where it has a position, and not only an offer.
            let mut open = found
                .positions
                .iter()
                .filter(|position| !position.size.is_zero());
            let market = open.next().unwrap_or(&found.positions[0]).market;
            let (fund, losses) = (self.world.protocol().fund, self.pending());
            let most = if left % 3 == 0 {
                u128::MAX >> 60
            } else {
                1_000_000_000
            };
            self.world.liquidate(KEEPER, account, market, most).unwrap();
            self.world.assert_conserved(&EVERYBODY);
            self.debts += usize::from(self.world.protocol().fund < fund);
            self.socialised += usize::from(self.pending() > losses);
        }
    }

    fn below(&self, name: &str) -> bool {
        ["liquidatable", "insolvent"].contains(&self.world.health(name).status.as_str())
    }

    fn pending(&self) -> u128 {
        (0..MARKETS)
            .map(|market| self.world.market(market).pending.u128())
            .sum()
    }

    fn run(&mut self, messages: usize) {
        for message in 0..messages {
            let (kind, result) = self.step();
            let told = match &result {
                Ok(()) => kind.to_owned(),
                Err(refusal) => format!("{kind}: {}", name(refusal)),
            };
            *self.told.entry(told).or_default() += 1;
            self.world.assert_conserved(&EVERYBODY);
            for name in EVERYBODY {
                self.world.health(name); // of every account, whatever happened
            }
            self.world.wait(self.dice.below(8));
            if message % 100 == 99 {
                self.sweep();
            }
        }
    }

    /// Everybody closes, pays what is still to be paid and takes everything: what is left is the fund.
    fn wind_up(&mut self) {
        self.sweep();
        for name in TRADERS {
            for market in 0..MARKETS {
                self.world.offer(name, market, 0, 0).unwrap();
                let account = self.world.account(name);
                let Some(position) = account.positions.iter().find(|p| p.market == market) else {
                    continue;
                };
                let size = position.size.i128();
                let (bids, asks) = (size.max(0) as u128, (-size).max(0) as u128);
                self.world.offer(KEEPER, market, bids, asks).unwrap();
                self.world.trade(name, KEEPER, market, -size).unwrap();
            }
        }
        for name in EVERYBODY {
            let account = self.world.account(name);
            assert_eq!(account.positions, [], "{name}");
            match account.balance.i128() {
                0 => {}
                balance => self.world.withdraw(name, balance as u128).unwrap(),
            }
        }
        assert_eq!(self.pending(), 0, "every loss was paid");
        assert_eq!(self.world.held(), self.world.protocol().fund.u128());
        self.world.assert_conserved(&EVERYBODY);
    }
}

fn market_of_nobody() -> MarketTerms {
    market("NIL")
}

/// The error's name at the beginning of a refusal.
fn name(refusal: &str) -> &str {
    refusal.split(':').next().unwrap_or_default()
}

#[test]
fn ten_thousand_messages() {
    let mut history = History::new(7);
    history.run(MESSAGES);
    history.wind_up();
    for (told, count) in &history.told {
        println!("{count:6} {told}");
    }
    println!(
        "{} debts paid by the fund, {} socialised",
        history.debts, history.socialised
    );
    // It was not a quiet history.
    for kind in [
        "deposit",
        "withdraw",
        "offer",
        "trade",
        "liquidate",
        "propose",
        "insure",
    ] {
        assert!(history.told[kind] >= 20, "{kind}");
    }
    for refusal in [
        "nonsense: InvalidNumber",
        "nonsense: InvalidPrice",
        "nonsense: InvalidTime",
        "nonsense: AboveCapacity",
        "nonsense: UnknownMarket",
        "nonsense: Overflow",
        "nonsense: Unauthorized",
        "trade: NotOffered",
        "trade: Unhealthy",
        "offer: Unhealthy",
        "liquidate: NotLiquidatable",
        "propose: WrongVersion",
        "propose: OutOfBounds",
    ] {
        assert!(
            history.told.contains_key(refusal),
            "{refusal}: {:?}",
            history.told
        );
    }
    assert!(history.debts >= 5 && history.socialised >= 5);
}
