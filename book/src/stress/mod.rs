//! The stress of a book: prices move, and its policy runs until nothing more can be done.

mod close;
mod engine;
mod ledger;
mod loss;
pub(crate) mod policy;
mod ranks;
mod report;
mod shock;
mod table;

use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::markets::members;
use engine::Engine;
use ledger::Purse;
use plimsoll::{Error, Fixed, Number, Totals};
pub(crate) use shock::Shock;

/// What a stress leaves, beside the engine's own state.
pub(crate) struct Outcome<'a> {
    pub(crate) engine: Engine<'a>,
    pub(crate) shocks: &'a [Shock],
    /// Every account before the shock, after it, and after the liquidations.
    pub(crate) moments: [Moment; 3],
    /// What all accounts and parties have received together: nothing, of anything.
    pub(crate) sum: Purse,
}

pub(crate) fn json(text: &str, shocks: &[(&str, &str)]) -> Result<String, BookError> {
    run(text, shocks, report::write)
}

pub(crate) fn table(text: &str, shocks: &[(&str, &str)]) -> Result<String, BookError> {
    run(text, shocks, table::write)
}

/// The accounts at one time.
pub(crate) struct Moment {
    pub(crate) accounts: Vec<plimsoll::Account<3>>,
    pub(crate) totals: Totals,
}

/// Runs the shocks on a book and hands the outcome to `write`.
fn run(
    text: &str,
    shocks: &[(&str, &str)],
    write: fn(&Outcome<'_>) -> Result<String, Error>,
) -> Result<String, BookError> {
    let mut book = Book::read(text)?;
    let accounts = std::mem::take(&mut book.accounts);
    let calm = Engine::new(&book, accounts.clone())?.moment()?;
    let mut shocks: Vec<Shock> = shocks.iter().map(Shock::new).collect();
    // By name, because a caller's map may have an order of its own.
    shocks.sort_by(|a, b| a.market.cmp(&b.market));
    Shock::apply(&shocks, &mut book)?;
    let mut engine = Engine::new(&book, accounts.clone())?;
    let shocked = engine.moment()?;
    engine.run()?;
    let moments = [calm, shocked, engine.moment()?];
    // What cannot be summed or valued is what all accounts have together.
    let everybody = |error| BookError::kernel(&Path::Root.key("accounts"), error);
    let sum = sum(&engine, &accounts).map_err(everybody)?;
    let outcome = Outcome {
        engine,
        shocks: &shocks,
        moments,
        sum,
    };
    write(&outcome).map_err(everybody)
}

impl Outcome<'_> {
    /// The name of an account.
    fn account(&self, place: usize) -> &str {
        let account = self.engine.accounts.get(place);
        account.map_or("", |account| &account.name)
    }

    /// What a party holds, at the shocked midpoints, each product rounded down.
    fn worth(&self, purse: &Purse) -> Result<Fixed, Error> {
        let mut worth = Fixed::ZERO;
        for (asset, amount) in purse.assets.iter().enumerate() {
            worth = worth.try_add(&amount.mul_down(self.engine.asset_mid(asset)?)?)?;
        }
        for (market, size) in purse.perps.iter().enumerate() {
            let value = size.mul_down(self.engine.perp_mid(market)?)?;
            let settlement = self.engine.asset_mid(self.engine.settles(market)?)?;
            worth = worth.try_add(&value.mul_down(settlement)?)?;
        }
        Ok(worth)
    }
}

/// Every change of every account, by itself, and what the parties outside have received.
fn sum(engine: &Engine<'_>, before: &[Account]) -> Result<Purse, Error> {
    let mut sum = engine.ledger.sum()?;
    for (old, new) in before.iter().zip(&engine.accounts) {
        count(&mut sum, engine.book, old, |amount| amount.try_neg())?;
        count(&mut sum, engine.book, new, |amount| Ok(*amount))?;
    }
    Ok(sum)
}

fn count(
    sum: &mut Purse,
    book: &Book,
    account: &Account,
    signed: fn(&Fixed) -> Result<Fixed, Error>,
) -> Result<(), Error> {
    for (asset, _) in members(book, account, None) {
        sum.receive(asset, &signed(&account.balance(asset))?)?;
    }
    for (market, perp) in &account.perps {
        let settles = book.perps.get(*market).ok_or(Error::UnknownMarket)?.settles;
        sum.take_position(*market, &signed(perp.size())?)?;
        sum.receive(settles, &signed(perp.quote())?)?;
    }
    Ok(())
}
