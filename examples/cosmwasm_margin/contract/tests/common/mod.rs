//! A chain with the contract on it, and the terms that the tests trade under.
#![allow(dead_code)] // each test program uses its part

use cosmwasm_std::{coins, Addr, Coin, Int128, Uint128};
use cw_multi_test::{App, ContractWrapper, Executor};
use margin::message::*;
use margin::state;
use plimsoll::{Fixed, Number};

pub const DENOM: &str = "uusd";
pub const ADMIN: &str = "admin";
pub const FEEDER: &str = "feeder";
/// What everybody has on the chain at first.
pub const WEALTH: u128 = 1_000_000_000_000_000;

pub struct World {
    pub app: App,
    pub contract: Addr,
    /// What went in less what came out, as the tests count it.
    pub inside: i128,
}

pub fn feed(multiple: &str, limit: u64, rate: &str) -> FeedTerms {
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

pub fn instantiate(per_event: u128, per_period: u128) -> Instantiate {
    Instantiate {
        denom: DENOM.into(),
        feeder: addr(FEEDER).into(),
        feeds: [feed("2", 120, "0.0001"), feed("1", 600, "0.00001")],
        largest_balance: Uint128::new(1_000_000_000_000_000),
        per_event: Uint128::new(per_event),
        per_period: Uint128::new(per_period),
        period: 3600,
    }
}

fn parameter(value: &str, least: &str, most: &str, step: &str) -> ParameterTerms {
    ParameterTerms {
        value: value.into(),
        rule: RuleTerms {
            least: least.into(),
            most: most.into(),
            rise: step.into(),
            fall: step.into(),
            grain: "0".into(),
            delay: 100,
            ramp: 50,
        },
    }
}

/// Ten times leverage, liquidated at twenty; the liquidator gets 2 %, the fund 1 %.
pub fn market(symbol: &str) -> MarketTerms {
    MarketTerms {
        symbol: symbol.into(),
        parameters: [
            parameter("0.9", "0.5", "0.95", "0.1"),
            parameter("0.95", "0.8", "0.96", "0.1"),
            parameter("1.05", "1.04", "1.2", "0.1"),
            parameter("1.1", "1.05", "1.5", "0.1"),
            parameter("0.02", "0", "0.02", "0.5"),
            parameter("0.01", "0", "0.01", "0.5"),
            parameter("1000000000", "1", "10000000000", "0.5"),
            parameter("1000000000", "1", "10000000000", "0.5"),
        ],
        fee: "0.0005".into(),
        largest_size: Uint128::new(1_000_000_000),
        largest_price: "1000000000".into(),
        largest_quote: Uint128::new(1_000_000_000_000_000_000),
    }
}

pub fn addr(name: &str) -> Addr {
    cosmwasm_std::testing::MockApi::default().addr_make(name)
}

impl World {
    pub fn new(people: &[&str], terms: &Instantiate, markets: &[MarketTerms]) -> Self {
        let mut app = App::new(|router, _, storage| {
            for name in people.iter().chain(&[ADMIN, FEEDER]) {
                let wealth = coins(WEALTH, DENOM);
                router
                    .bank
                    .init_balance(storage, &addr(name), wealth)
                    .unwrap();
            }
        });
        let code = app.store_code(Box::new(ContractWrapper::new(
            |deps, env, info, message| margin::execute(deps.storage, &env, &info, message),
            |deps, env, info, message| margin::instantiate(deps.storage, &env, &info, message),
            |deps, env, message| margin::query(deps.storage, &env, message),
        )));
        let contract = app
            .instantiate_contract(code, addr(ADMIN), terms, &[], "margin", None)
            .unwrap();
        let mut world = World {
            app,
            contract,
            inside: 0,
        };
        for market in markets {
            world
                .say(ADMIN, &Execute::AddMarket(market.clone()))
                .unwrap();
        }
        world
    }

    /// Says something, with no funds; what comes back of it is counted as taken out.
    pub fn say(&mut self, who: &str, message: &Execute) -> Result<(), String> {
        self.pay(who, message, &[])
    }

    /// Says something with funds. A refusal is the contract's own text, which begins with the error's name.
    pub fn pay(&mut self, who: &str, message: &Execute, funds: &[Coin]) -> Result<(), String> {
        let before = self.held();
        let result = self
            .app
            .execute_contract(addr(who), self.contract.clone(), message, funds);
        match result {
            Ok(_) => {
                self.inside += self.held() as i128 - before as i128;
                Ok(())
            }
            Err(error) => {
                assert_eq!(before, self.held(), "a refused message moved money");
                Err(own(&error.to_string()))
            }
        }
    }

    pub fn deposit(&mut self, who: &str, amount: u128) -> Result<(), String> {
        self.pay(who, &Execute::Deposit {}, &coins(amount, DENOM))
    }

    pub fn withdraw(&mut self, who: &str, amount: u128) -> Result<(), String> {
        self.say(
            who,
            &Execute::Withdraw {
                amount: amount.into(),
            },
        )
    }

    pub fn offer(&mut self, who: &str, market: u8, bids: u128, asks: u128) -> Result<(), String> {
        let (bids, asks) = (bids.into(), asks.into());
        self.say(who, &Execute::Offer { market, bids, asks })
    }

    pub fn trade(&mut self, who: &str, maker: &str, market: u8, size: i128) -> Result<(), String> {
        let (maker, size) = (addr(maker).into(), Int128::new(size));
        self.say(
            who,
            &Execute::Trade {
                market,
                maker,
                size,
            },
        )
    }

    pub fn liquidate(
        &mut self,
        who: &str,
        account: &str,
        market: u8,
        most: u128,
    ) -> Result<(), String> {
        let (account, most) = (addr(account).into(), most.into());
        self.say(
            who,
            &Execute::Liquidate {
                account,
                market,
                most,
            },
        )
    }

    pub fn publish(&mut self, market: u8, price: u128) -> Result<(), String> {
        let at = self.now();
        let (price, confidence) = (price.to_string(), (price / 2000).to_string());
        self.say(
            FEEDER,
            &Execute::Publish {
                market,
                price,
                confidence,
                at,
            },
        )
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app
            .update_block(|block| block.time = block.time.plus_seconds(seconds));
    }

    /// What the chain says that the contract has.
    pub fn held(&self) -> u128 {
        let coin = self
            .app
            .wrap()
            .query_balance(&self.contract, DENOM)
            .unwrap();
        Uint128::try_from(coin.amount).unwrap().u128()
    }

    fn ask<T: serde::de::DeserializeOwned>(&self, query: &Query) -> Result<T, String> {
        let wrap = self.app.wrap();
        wrap.query_wasm_smart(&self.contract, query)
            .map_err(|error| own(&error.to_string()))
    }

    pub fn health(&self, who: &str) -> HealthAnswer {
        self.ask(&Query::Health {
            account: addr(who).into(),
        })
        .unwrap()
    }

    pub fn account(&self, who: &str) -> AccountAnswer {
        self.ask(&Query::Account {
            account: addr(who).into(),
        })
        .unwrap()
    }

    pub fn limits(&self, who: &str, market: u8) -> Result<LimitsAnswer, String> {
        self.ask(&Query::Limits {
            account: addr(who).into(),
            market,
        })
    }

    pub fn liquidation_price(
        &self,
        who: &str,
        market: u8,
    ) -> Result<LiquidationPriceAnswer, String> {
        self.ask(&Query::LiquidationPrice {
            account: addr(who).into(),
            market,
        })
    }

    pub fn market(&self, market: u8) -> MarketAnswer {
        self.ask(&Query::Market { market }).unwrap()
    }

    pub fn protocol(&self) -> ProtocolAnswer {
        self.ask(&Query::Protocol {}).unwrap()
    }

    /// Money in = money out + held; `held = balances + quotes + fund - pending`; longs = shorts = what the
    /// market says is open: exactly, of what is stored.
    pub fn assert_conserved(&self, people: &[&str]) {
        let storage = self.app.contract_storage(&self.contract);
        let protocol = state::protocol(&*storage).unwrap();
        let held = Fixed::from_num(self.held());
        assert_eq!(
            self.inside,
            self.held() as i128,
            "money in = money out + held"
        );
        assert_eq!(protocol.held, held, "the books and the bank");
        let mut dollars = *protocol.fund.balance();
        assert!(dollars >= Fixed::ZERO, "the fund is not in debt");
        let mut open = vec![[Fixed::ZERO; 2]; protocol.markets.into()];
        for name in people {
            let user = state::user(&*storage, addr(name).as_str()).unwrap();
            dollars = dollars.try_add(&user.dollars().unwrap()).unwrap();
            for position in &user.positions {
                let size = *position.perp.size();
                open[usize::from(position.market)][usize::from(size < 0)] += size.abs();
            }
        }
        for (id, [long, short]) in open.into_iter().enumerate() {
            let market = state::market(&*storage, id as u8).unwrap();
            assert_eq!(long, short, "everybody's longs are somebody's shorts");
            assert_eq!([long, short], [market.open.long, market.open.short]);
            assert!(market.pending >= Fixed::ZERO, "no loss is paid twice");
            dollars -= market.pending;
        }
        assert_eq!(dollars, held, "not a unit more or less than is held");
    }
}

/// The contract's words, which come after the chain's.
fn own(refusal: &str) -> String {
    let words = refusal.rsplit(": Other, error: ").next();
    let words = words.and_then(|words| words.rsplit("contract: ").next());
    words.unwrap_or_default().to_owned()
}

/// A source of numbers that is the same everywhere (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// In `0..sides`.
    pub fn below(&mut self, sides: u64) -> u64 {
        self.roll() % sides
    }

    pub fn of<'a>(&mut self, names: &[&'a str]) -> &'a str {
        names[self.below(names.len() as u64) as usize]
    }
}
