//! The stress of a book: prices move, and its policy runs until nothing more can be done.

mod close;
pub(crate) mod columns;
pub(crate) mod engine;
pub(crate) mod flows;
pub(crate) mod ledger;
mod loss;
pub(crate) mod moment;
pub(crate) mod policy;
mod ranks;
pub(crate) mod report;
pub(crate) mod shock;
pub(crate) mod steps;
mod table;

use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::markets::members;
use engine::Engine;
use ledger::Purse;
use moment::Moment;
use plimsoll::{Error, Fixed, Number};
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

/// Runs the shocks on a book and hands the outcome to `write`.
fn run(
    text: &str,
    shocks: &[(&str, &str)],
    write: fn(&Outcome<'_>) -> Result<String, Error>,
) -> Result<String, BookError> {
    let mut book = Book::read(text)?;
    let accounts = std::mem::take(&mut book.accounts);
    let (shocks, calm, mut accounts) = shocked(&mut book, accounts, shocks)?;
    let mut engine = Engine::new(&book, &mut accounts, book.policy.fund)?;
    let shocked = engine.moment()?;
    engine.begin(&shocked.standings);
    engine.run()?;
    let after = engine.moment_since(&shocked)?;
    let sum = engine.sum().map_err(everybody)?;
    let outcome = Outcome {
        engine,
        shocks: &shocks,
        moments: [calm, shocked, after],
        sum,
    };
    write(&outcome).map_err(everybody)
}

/// Moves the prices of a book; the shocks, and the accounts as they were before.
pub(crate) fn shocked(
    book: &mut Book,
    mut accounts: Vec<Account>,
    shocks: &[(&str, &str)],
) -> Result<(Vec<Shock>, Moment, Vec<Account>), BookError> {
    let engine = Engine::new(book, &mut accounts, book.policy.fund)?;
    let calm = engine.moment()?;
    let accounts = engine.accounts;
    let mut shocks: Vec<Shock> = shocks.iter().map(Shock::new).collect();
    // By name, because a caller's map may have an order of its own.
    shocks.sort_by(|a, b| a.market.cmp(&b.market));
    Shock::apply(&shocks, book)?;
    Ok((shocks, calm, accounts))
}

/// What cannot be summed or valued is what all accounts have together.
pub(crate) fn everybody(error: Error) -> BookError {
    BookError::kernel(&Path::Root.key("accounts"), error)
}

impl Engine<'_> {
    /// Every change of every account, by itself, and what the parties outside have received.
    pub(crate) fn sum(&self) -> Result<Purse, Error> {
        self.sum_of(0..self.accounts.len())
    }

    /// The same of those alone that a step may have changed.
    fn sum_of_changed(&self) -> Result<Purse, Error> {
        self.sum_of(self.changed.keys().copied())
    }

    /// Whether everything that left an account has arrived somewhere: an error names what has not. That
    /// would be a fault of this program, and nothing that it says could be believed.
    pub(crate) fn adds_up(&self) -> Result<(), BookError> {
        let sum = self.sum_of_changed().map_err(everybody)?;
        let amounts = sum.assets.iter().chain(&sum.perps);
        for (name, amount) in self.book.market_names().zip(amounts) {
            if *amount != Fixed::ZERO {
                let problem =
                    format!("{amount} units have come from nowhere; this is a fault of plimsoll");
                return Err(BookError::form(&Path::Root.key("sum").key(name), problem));
            }
        }
        Ok(())
    }

    fn sum_of(&self, places: impl Iterator<Item = usize>) -> Result<Purse, Error> {
        let mut sum = self.ledger.sum()?;
        for place in places {
            let new = self.account(place)?;
            let old = self.changed.get(&place).unwrap_or(new);
            count(&mut sum, self.book, old, |amount| amount.try_neg())?;
            count(&mut sum, self.book, new, |amount| Ok(*amount))?;
        }
        Ok(sum)
    }
}

pub(crate) fn count(
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
