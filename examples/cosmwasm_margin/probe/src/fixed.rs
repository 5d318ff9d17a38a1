//! The rule as the contract has it: with plimsoll.

use cosmwasm_std::Storage;
use margin::error::Refused;
use margin::session::dollar;
use margin::state::{self, Market, Protocol, User};
use plimsoll::{Account, Net};

pub struct Loaded {
    pub protocol: Protocol,
    pub user: User,
    /// Of each position, in their order.
    pub markets: Vec<Market>,
}

impl Loaded {
    pub fn new(storage: &dyn Storage, account: &str) -> Result<Self, Refused> {
        let user = state::user(storage, account)?;
        let markets = user
            .positions
            .iter()
            .map(|position| state::market(storage, position.market));
        Ok(Loaded {
            protocol: state::protocol(storage)?,
            markets: markets.collect::<Result<_, _>>()?,
            user,
        })
    }

    pub fn count(&self) -> usize {
        self.markets.len()
    }

    pub fn health(&self, now: u64) -> Result<Account<3>, Refused> {
        let mut net = Net::new(&self.user.balance);
        for (position, market) in self.user.positions.iter().zip(&self.markets) {
            let prices = market.prices(&self.protocol.feeds, now)?;
            net.add(&position.perp, &market.terms(&prices, now)?)?;
        }
        let mut account = Account::new();
        account.add_net(&net, &[dollar()?; 3])?;
        Ok(account)
    }
}
