//! The accounts of a document as columns.

use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::{Error, Fixed, Perp};

/// The accounts of a document in its order, their positions one after another, as
/// [`Positions`](plimsoll::columns::positions::Positions) takes them.
pub struct Accounts {
    names: Vec<String>,
    markets: [Vec<String>; 2],
    balances: Rows<1>,
    perps: Rows<4>,
}

/// Where each account's rows begin, their markets, and columns of numbers.
struct Rows<const C: usize> {
    offsets: Vec<u32>,
    market: Vec<u32>,
    numbers: [Vec<Fixed>; C],
    /// Of the account that is read, the row of each market that it has.
    row_of: Vec<usize>,
}

impl Accounts {
    /// The accounts of a document.
    ///
    /// Errors: as [`report`](crate::report) of the document before it measures, and `InvalidBook` for an
    /// account with options or a method: those here are of balances and perps, and the report measures both.
    pub fn read(text: &str) -> Result<Self, BookError> {
        let book = Book::read(text)?;
        let root = Path::Root;
        let mut accounts = Accounts {
            names: Vec::with_capacity(book.accounts.len()),
            markets: [
                book.assets.iter().map(|asset| asset.name.clone()).collect(),
                book.perps.iter().map(|perp| perp.name.clone()).collect(),
            ],
            balances: Rows::new(book.assets.len()),
            perps: Rows::new(book.perps.len()),
        };
        let path = root.key("accounts");
        for account in book.accounts {
            let path = path.key(&account.name);
            alone(&account, &path)?;
            let kernel = |error| BookError::kernel(&path, error);
            let balances = account.balances.iter();
            let balances: Vec<_> = balances.map(|(market, own)| (*market, [*own])).collect();
            accounts.balances.push(&balances).map_err(kernel)?;
            let perps = account.perps.iter();
            let perps: Vec<_> = perps
                .map(|(market, perp)| (*market, numbers(perp)))
                .collect();
            accounts.perps.push(&perps).map_err(kernel)?;
            accounts.names.push(account.name);
        }
        Ok(accounts)
    }

    /// What the accounts are called.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The names of the document's assets and perps, by place.
    pub fn markets(&self) -> &[Vec<String>; 2] {
        &self.markets
    }

    /// The balances.
    pub fn balances(&self) -> Balances<'_, Fixed> {
        let [quantity] = &self.balances.numbers;
        Balances {
            offsets: &self.balances.offsets,
            market: &self.balances.market,
            quantity,
        }
    }

    /// The perps.
    pub fn perps(&self) -> Perps<'_, Fixed> {
        let [size, quote, bids, asks] = &self.perps.numbers;
        Perps {
            offsets: &self.perps.offsets,
            market: &self.perps.market,
            size,
            quote,
            bids,
            asks,
        }
    }
}

/// Whether an account has nothing but balances and perps.
fn alone(account: &Account, path: &Path<'_>) -> Result<(), BookError> {
    let key = match (account.options.is_empty(), account.method) {
        (false, _) => "options",
        (true, Some(_)) => "method",
        (true, None) => return Ok(()),
    };
    let problem = "columns hold balances and perps; the report measures a portfolio";
    Err(BookError::form(&path.key(key), problem))
}

fn numbers(perp: &Perp) -> [Fixed; 4] {
    [*perp.size(), *perp.quote(), *perp.bids(), *perp.asks()]
}

impl<const C: usize> Rows<C> {
    fn new(markets: usize) -> Self {
        Rows {
            offsets: vec![0],
            market: Vec::new(),
            numbers: [(); C].map(|()| Vec::new()),
            row_of: vec![0; markets],
        }
    }

    /// The rows of one more account, by the places of their markets.
    fn push(&mut self, rows: &[(usize, [Fixed; C])]) -> Result<(), Error> {
        let mut places = Vec::with_capacity(rows.len());
        for (row, (market, _)) in rows.iter().enumerate() {
            *self.row_of.get_mut(*market).ok_or(Error::UnknownMarket)? = row;
            places.push(u32::try_from(*market).map_err(|_| Error::Overflow)?);
        }
        places.sort_unstable();
        for place in places {
            let row = self
                .row_of
                .get(place as usize)
                .and_then(|row| rows.get(*row));
            let (_, numbers) = row.ok_or(Error::UnknownMarket)?;
            self.market.push(place);
            for (column, number) in self.numbers.iter_mut().zip(numbers) {
                column.push(*number);
            }
        }
        let end = u32::try_from(self.market.len()).map_err(|_| Error::Overflow)?;
        self.offsets.push(end);
        Ok(())
    }
}
