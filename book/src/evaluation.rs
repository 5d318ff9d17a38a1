//! Every account of a book through the kernel.

use crate::book::{Account, Book};
use crate::error::{BookError, Path};
use crate::markets::{members, settling, terms, Markets};
use crate::moving::Moving;
use plimsoll::liquidation::threshold::threshold;
use plimsoll::margin::account::Status;
use plimsoll::{Error, Fixed, Health, Holding, Leg, Number, Perp, Price, Threshold, Weights};

/// What the report says of one account.
pub(crate) struct Evaluation {
    pub(crate) status: Status,
    /// Initial, maintenance, equity.
    pub(crate) levels: [Health; 3],
    /// What the perps post at maintenance, in the book's currency, rounded up.
    pub(crate) requirement: Fixed,
    /// The indices that the account is exposed to, in the book's order.
    pub(crate) thresholds: Vec<(usize, Threshold)>,
    pub(crate) groups: Vec<Group>,
    pub(crate) perps: Vec<Position>,
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
        let mut perps = Vec::with_capacity(account.perps.len());
        for (market, perp) in &account.perps {
            let position = self.position(book, *market, perp);
            let name = book.perps.get(*market).map_or("", |market| &market.name);
            perps.push(position.map_err(|error| at(path, "perps", name, error))?);
        }
        let members = members(book, account);
        let mut sum = plimsoll::Account::new();
        let mut groups = Vec::with_capacity(members.len());
        for (asset, balance) in &members {
            let group = self.detailed(book, account, *asset, balance);
            let name = book.assets.get(*asset).map_or("", |asset| &asset.name);
            let (group, alone) = group.map_err(|error| at(path, "balances", name, error))?;
            sum = sum.merge(&alone).map_err(whole)?;
            groups.push(group);
        }
        let positions = u32::try_from(members.len() + account.perps.len());
        let positions = positions.map_err(|_| whole(Error::Overflow))?;
        let total = sum.close(positions).map_err(whole)?;
        Ok(Evaluation {
            status: total.status(),
            levels: *total.levels(),
            requirement: requirement(book, &perps).map_err(whole)?,
            thresholds: self.thresholds(book, account, &members).map_err(whole)?,
            groups,
            perps,
        })
    }

    /// A netting group by itself, and what it adds to the account.
    fn detailed(
        &self,
        book: &Book,
        account: &Account,
        asset: usize,
        balance: &Fixed,
    ) -> Result<(Group, plimsoll::Account<3>), Error> {
        let (net, alone) = self.group(book, account, asset, balance)?;
        let group = Group {
            asset,
            balance: *balance,
            net: [*net.value(0)?, *net.value(1)?, *net.value(2)?],
            levels: *alone.levels(),
        };
        Ok((group, alone))
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

    /// The liquidation prices at maintenance, on the finest grid there is.
    fn thresholds(
        &self,
        book: &Book,
        account: &Account,
        members: &[(usize, Fixed)],
    ) -> Result<Vec<(usize, Threshold)>, Error> {
        let index = |market: usize| u32::try_from(market).map_err(|_| Error::Overflow);
        let mut legs: Vec<Vec<Leg<'_>>> = Vec::with_capacity(members.len());
        for (asset, _) in members {
            let mut group = Vec::new();
            for (market, perp) in settling(book, account, *asset) {
                let [_, terms, _] = *self.terms.get(market).ok_or(Error::UnknownMarket)?;
                let follows = book.perps.get(market).map_or(market, |perp| perp.index);
                group.push(Leg {
                    perp: *perp,
                    terms,
                    index: index(follows)?,
                });
            }
            legs.push(group);
        }
        let mut holdings: Vec<Holding<'_>> = Vec::with_capacity(members.len());
        for ((asset, balance), legs) in members.iter().zip(&legs) {
            let asset = book.assets.get(*asset).ok_or(Error::UnknownMarket)?;
            let (price, weights): (Price, Weights) = (asset.price, asset.maintenance);
            holdings.push(Holding {
                balance: *balance,
                price,
                weights,
                index: index(asset.index)?,
                legs,
            });
        }
        let mut exposed: Vec<u32> = holdings
            .iter()
            .flat_map(|holding| {
                core::iter::once(holding.index).chain(holding.legs.iter().map(|leg| leg.index))
            })
            .filter(|index| holdings.iter().any(|holding| holding.is_exposed_to(*index)))
            .collect();
        exposed.sort_unstable();
        exposed.dedup();
        let mut thresholds = Vec::with_capacity(exposed.len());
        for index in exposed {
            let place = index as usize;
            let (_, price) = book.index_price(place).ok_or(Error::UnknownMarket)?;
            // A sum in another order may leave the range where the group's own does not.
            let moving: Vec<Moving<'_>> = holdings
                .iter()
                .map(|holding| Moving::along(holding, index).unwrap_or(Moving::all(holding)))
                .collect();
            let holdings: Vec<Holding<'_>> = moving.iter().map(Moving::holding).collect();
            thresholds.push((place, threshold(&holdings, index, price, &Fixed::DELTA)?));
        }
        Ok(thresholds)
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
