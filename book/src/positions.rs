//! Accounts out of a caller's columns.

use crate::account::Account;
use crate::book::{Book, MAX_POSITIONS};
use crate::error::{BookError, Path};
use plimsoll::columns::fault::Fault;
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::{Error, Fixed, Perp};
use std::ops::Range;

/// The accounts of these columns, each called by its place. What is asked of columns is asked as by the
/// core: markets that are there, in an account ascending, orders not negative; and as of a document, not
/// too many positions.
pub(crate) fn read(
    book: &Book,
    accounts: usize,
    balances: &Balances<'_, Fixed>,
    perps: &Perps<'_, Fixed>,
) -> Result<Vec<Account>, BookError> {
    Positions::new(accounts, *balances, *perps, Options::none())
        .map_err(|fault| fault_of(&fault))?;
    let mut read = Vec::with_capacity(accounts);
    for place in 0..accounts {
        let (own, held) = (rows(balances.offsets, place), rows(perps.offsets, place));
        let positions = own.len().saturating_add(held.len());
        let name = place.to_string();
        if positions > MAX_POSITIONS {
            let problem = format!(
                "{positions} positions, more than the {MAX_POSITIONS} that one account may have"
            );
            return Err(BookError::form(
                &Path::Root.key("accounts").item(place),
                problem,
            ));
        }
        let mut account = Account {
            name,
            balances: Vec::with_capacity(own.len()),
            perps: Vec::with_capacity(held.len()),
            options: Vec::new(),
            method: None,
        };
        let mut least = 0;
        for row in own {
            let market = balances.market.get(row).map(|market| *market as usize);
            let market = listed("balances", row, market, book.assets.len(), &mut least)?;
            let quantity = balances.quantity.get(row).copied().unwrap_or_default();
            account.balances.push((market, quantity));
        }
        let mut least = 0;
        for row in held {
            let market = perps.market.get(row).map(|market| *market as usize);
            let market = listed("perps", row, market, book.perps.len(), &mut least)?;
            account.perps.push((market, position(perps, row)?));
        }
        read.push(account);
    }
    Ok(read)
}

/// The place of a market of which there are so many, above those before it in the account.
fn listed(
    table: &str,
    row: usize,
    market: Option<usize>,
    markets: usize,
    least: &mut usize,
) -> Result<usize, BookError> {
    let fault = |error| {
        let table = Path::Root.key(table);
        BookError::kernel(&table.key("market").item(row), error)
    };
    let market = market.filter(|market| *market < markets);
    let market = market.ok_or_else(|| fault(Error::UnknownMarket))?;
    if market < *least {
        return Err(fault(Error::InvalidOrder));
    }
    *least = market.saturating_add(1);
    Ok(market)
}

fn position(perps: &Perps<'_, Fixed>, row: usize) -> Result<Perp, BookError> {
    let value = |column: &[Fixed]| column.get(row).copied().unwrap_or_default();
    let table = Path::Root.key("perps");
    for (name, column) in [("bids", perps.bids), ("asks", perps.asks)] {
        if value(column) < Fixed::ZERO {
            let path = table.key(name);
            return Err(BookError::kernel(&path.item(row), Error::InvalidQuantity));
        }
    }
    Perp::new(value(perps.size), value(perps.quote))
        .with_orders(value(perps.bids), value(perps.asks))
        .map_err(|error| BookError::kernel(&table.item(row), error))
}

/// The rows of an account: none where there are no offsets.
fn rows(offsets: &[u32], account: usize) -> Range<usize> {
    match (offsets.get(account), offsets.get(account.saturating_add(1))) {
        (Some(start), Some(end)) => *start as usize..*end as usize,
        _ => 0..0,
    }
}

fn fault_of(fault: &Fault) -> BookError {
    let table = Path::Root.key(fault.table.name());
    BookError::kernel(&table.key(fault.column.name()).item(fault.row), fault.error)
}
