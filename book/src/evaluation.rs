//! Every account of a book through the kernel.

use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::liquidation::Liquidation;
use crate::markets::{members, terms, Entry, Markets};
use crate::portfolio::held::{Held, Split};
use crate::portfolio::Portfolio;
use plimsoll::margin::account::Status;
use plimsoll::{Error, Fixed, Health, Number, Perp};

/// What the report says of one account.
pub(crate) struct Evaluation {
    pub(crate) status: Status,
    /// Initial, maintenance, equity.
    pub(crate) levels: [Health; 3],
    /// What the perps post at maintenance, in the book's currency, rounded up.
    pub(crate) requirement: Fixed,
    /// The indices that the account is exposed to, in the book's order.
    pub(crate) liquidations: Vec<Liquidation>,
    pub(crate) groups: Vec<Group>,
    /// Those that no method margins.
    pub(crate) perps: Vec<Position>,
    /// What its method says, where it has one.
    pub(crate) portfolio: Option<Portfolio>,
}

/// A netting group: an asset that the account holds, or that one of its perps settles in.
pub(crate) struct Group {
    pub(crate) asset: usize,
    pub(crate) balance: Fixed,
    /// Balance and perps together, in units of the asset, at each level.
    pub(crate) net: [Fixed; 3],
    /// What the group contributes to the account at each level.
    pub(crate) levels: [Health; 3],
}

/// A perp position, its figures in units of the settlement asset.
pub(crate) struct Position {
    pub(crate) market: usize,
    pub(crate) perp: Perp,
    /// What it adds to the group's net at each level.
    pub(crate) value: [Fixed; 3],
    pub(crate) requirement: Fixed,
}

impl Evaluation {
    /// Evaluates every account, in the book's order.
    pub(crate) fn all(book: &Book) -> Result<Vec<Evaluation>, BookError> {
        let markets = Markets::new(book)?;
        let parent = Path::Root.key("accounts");
        let mut evaluations = Vec::with_capacity(book.accounts.len());
        for account in &book.accounts {
            evaluations.push(markets.evaluate(book, account, &parent.key(&account.name))?);
        }
        Ok(evaluations)
    }
}

impl Markets<'_> {
    fn evaluate(
        &self,
        book: &Book,
        account: &Account,
        path: &Path<'_>,
    ) -> Result<Evaluation, BookError> {
        let whole = |error| BookError::kernel(path, error);
        let split = Split::of(book, account);
        let held = split.as_ref().map(|split| &split.held);
        let rest = split.as_ref().map_or(account, |split| &split.rest);
        let portfolio = held.map(Held::portfolio).transpose();
        let portfolio = portfolio.map_err(|error| BookError::kernel(&path.key("method"), error))?;
        let entry = held.zip(portfolio.as_ref()).map(|(held, portfolio)| Entry {
            asset: held.method.settles,
            totals: portfolio.totals(),
        });
        let mut perps = Vec::with_capacity(rest.perps.len());
        for (market, perp) in &rest.perps {
            let position = self.position(book, *market, perp);
            let name = book.perps.get(*market).map_or("", |market| &market.name);
            perps.push(position.map_err(|error| at(path, "perps", name, error))?);
        }
        let members = members(book, rest, entry.as_ref());
        let mut sum = plimsoll::Account::new();
        let mut groups = Vec::with_capacity(members.len());
        for (asset, balance) in &members {
            let group = self.group(book, rest, *asset, balance, entry.as_ref());
            let name = book.assets.get(*asset).map_or("", |asset| &asset.name);
            let (net, alone) = group.map_err(|error| at(path, "balances", name, error))?;
            sum = sum.merge(&alone).map_err(whole)?;
            groups.push(Group {
                asset: *asset,
                balance: account.balance(*asset),
                net,
                levels: *alone.levels(),
            });
        }
        let positions = u32::try_from(members.len() + rest.perps.len());
        let positions = positions.map_err(|_| whole(Error::Overflow))?;
        let total = sum.close(positions).map_err(whole)?;
        Ok(Evaluation {
            status: total.status(),
            levels: *total.levels(),
            requirement: requirement(book, &perps).map_err(whole)?,
            liquidations: self
                .liquidations(book, rest, &members, held)
                .map_err(whole)?,
            groups,
            perps,
            portfolio,
        })
    }

    fn position(&self, book: &Book, market: usize, perp: &Perp) -> Result<Position, Error> {
        let [initial, maintenance, equity] = self.terms.get(market).ok_or(Error::UnknownMarket)?;
        let posted = book.perps.get(market).ok_or(Error::UnknownMarket)?;
        let alone = terms(posted, &posted.maintenance, posted.price)?;
        Ok(Position {
            market,
            perp: *perp,
            value: [
                perp.value(initial)?,
                perp.value(maintenance)?,
                perp.value(equity)?,
            ],
            requirement: perp.requirement(&alone)?,
        })
    }
}

/// The error of one position of an account.
fn at(path: &Path<'_>, section: &str, name: &str, error: Error) -> BookError {
    BookError::kernel(&path.key(section).key(name), error)
}

/// The perps' own margins, each times the high price of its settlement asset, rounded up.
fn requirement(book: &Book, perps: &[Position]) -> Result<Fixed, Error> {
    let mut sum = Fixed::ZERO;
    for position in perps {
        let settles = book
            .perps
            .get(position.market)
            .and_then(|perp| book.assets.get(perp.settles));
        let price = settles.ok_or(Error::UnknownMarket)?.price;
        sum = sum.try_add(&position.requirement.mul_up(price.high())?)?;
    }
    Ok(sum)
}
