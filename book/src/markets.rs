//! The markets of a book with their weighted prices, made once, and what an account has in them.

use crate::book::{Account, Book, Market};
use crate::error::{BookError, Path};
use crate::margin::Margin;
use plimsoll::{Bound, Error, Fixed, Net, Perp, Price, Terms, Tiers};

/// Bounds of the assets and terms of the perps, at initial, maintenance and equity.
pub(crate) struct Markets<'a> {
    pub(crate) bounds: Vec<[Bound; 3]>,
    pub(crate) terms: Vec<[Terms<'a>; 3]>,
}

impl<'a> Markets<'a> {
    pub(crate) fn new(book: &'a Book) -> Result<Self, BookError> {
        let mut markets = Markets {
            bounds: Vec::new(),
            terms: Vec::new(),
        };
        for asset in &book.assets {
            let bounds = || -> Result<[Bound; 3], Error> {
                Ok([
                    asset.initial.apply(&asset.initial_price)?,
                    asset.maintenance.apply(&asset.price)?,
                    Bound::unweighted(&asset.price),
                ])
            };
            let parent = Path::Root.key("assets");
            markets.bounds.push(
                bounds().map_err(|error| BookError::kernel(&parent.key(&asset.name), error))?,
            );
        }
        for market in &book.perps {
            let terms = || -> Result<[Terms<'a>; 3], Error> {
                Ok([
                    terms(market, &market.initial, market.initial_price)?,
                    terms(market, &market.maintenance, market.price)?,
                    Terms::equity(market.price),
                ])
            };
            let parent = Path::Root.key("perps");
            markets.terms.push(
                terms().map_err(|error| BookError::kernel(&parent.key(&market.name), error))?,
            );
        }
        Ok(markets)
    }

    /// A netting group of an account, and what it adds to it at each level.
    pub(crate) fn group(
        &self,
        book: &Book,
        account: &Account,
        asset: usize,
        balance: &Fixed,
    ) -> Result<(Net<3>, plimsoll::Account<3>), Error> {
        let bounds = self.bounds.get(asset).ok_or(Error::UnknownMarket)?;
        let mut net = Net::new(balance);
        for (market, perp) in settling(book, account, asset) {
            net.add(perp, self.terms.get(market).ok_or(Error::UnknownMarket)?)?;
        }
        let mut alone = plimsoll::Account::new();
        alone.add_net(&net, bounds)?;
        Ok((net, alone))
    }
}

/// The account's balances, then the settlement assets of which it has none.
pub(crate) fn members(book: &Book, account: &Account) -> Vec<(usize, Fixed)> {
    let mut members = account.balances.clone();
    for (market, _) in &account.perps {
        if let Some(perp) = book.perps.get(*market) {
            if !members.iter().any(|(asset, _)| *asset == perp.settles) {
                members.push((perp.settles, Fixed::ZERO));
            }
        }
    }
    members
}

/// The account's perps that settle in one asset.
pub(crate) fn settling<'b>(
    book: &'b Book,
    account: &'b Account,
    asset: usize,
) -> impl Iterator<Item = (usize, &'b Perp)> {
    let settles = move |market: usize| {
        book.perps
            .get(market)
            .is_some_and(|perp| perp.settles == asset)
    };
    account
        .perps
        .iter()
        .filter(move |(market, _)| settles(*market))
        .map(|(market, perp)| (*market, perp))
}

/// What a perp market asks for under one of its margins.
pub(crate) fn terms<'a>(
    market: &Market,
    margin: &'a Margin,
    price: Price,
) -> Result<Terms<'a>, Error> {
    Terms::new(
        price,
        margin.weights,
        Tiers::new(&margin.rungs)?,
        market.profit_weight,
    )
}
