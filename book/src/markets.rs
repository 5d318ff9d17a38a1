//! The markets of a book with their weighted prices, made once, and what an account has in them.

use crate::account::Account;
use crate::book::{Asset, Book, Market};
use crate::error::{BookError, Path};
use crate::margin::Margin;
use crate::portfolio::held::Split;
use plimsoll::{Bound, Error, Fixed, Health, Net, Number, Perp, Price, Terms, Tiers};

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
            let bounds = bounds_of(asset);
            let parent = Path::Root.key("assets");
            markets
                .bounds
                .push(bounds.map_err(|error| BookError::kernel(&parent.key(&asset.name), error))?);
        }
        for market in &book.perps {
            let terms = terms_of(market);
            let parent = Path::Root.key("perps");
            markets
                .terms
                .push(terms.map_err(|error| BookError::kernel(&parent.key(&market.name), error))?);
        }
        Ok(markets)
    }

    /// A netting group of an account at each level, in units of its asset, and what it adds to the account.
    pub(crate) fn group(
        &self,
        book: &Book,
        account: &Account,
        asset: usize,
        balance: &Fixed,
        entry: Option<&Entry>,
    ) -> Result<([Fixed; 3], plimsoll::Account<3>), Error> {
        let bounds = self.bounds.get(asset).ok_or(Error::UnknownMarket)?;
        let mut net = Net::new(balance);
        for (market, perp) in settling(book, account, asset) {
            net.add(perp, self.terms.get(market).ok_or(Error::UnknownMarket)?)?;
        }
        let mut alone = plimsoll::Account::new();
        let mut sums = [*net.value(0)?, *net.value(1)?, *net.value(2)?];
        let Some(entry) = entry.filter(|entry| entry.asset == asset) else {
            alone.add_net(&net, bounds)?;
            return Ok((sums, alone));
        };
        let positions = settling(book, account, asset).count() + 1;
        let positions = u32::try_from(positions).map_err(|_| Error::Overflow)?;
        let mut levels = [Health::new(); 3];
        let each = levels.iter_mut().zip(&mut sums).zip(&entry.totals);
        for (((level, sum), total), bound) in each.zip(bounds) {
            *sum = sum.try_add(total)?;
            let mut health = Health::new();
            health.add(sum, bound)?;
            *level = Health::from_stored(*health.assets(), *health.liabilities(), positions, 0, 0)?;
        }
        Ok((sums, plimsoll::Account::try_from(levels)?))
    }

    /// An account that a method margins, whole.
    pub(crate) fn margined(
        &self,
        book: &Book,
        split: &Split<'_>,
    ) -> Result<plimsoll::Account<3>, Error> {
        let entry = Entry {
            asset: split.held.method.settles,
            totals: split.held.portfolio()?.totals(),
        };
        let mut sum = plimsoll::Account::new();
        for (asset, balance) in members(book, &split.rest, Some(&entry)) {
            let (_, alone) = self.group(book, &split.rest, asset, &balance, Some(&entry))?;
            sum = sum.merge(&alone)?;
        }
        Ok(sum)
    }
}

/// What a method adds to the netting group of the asset that it settles in, at each level.
pub(crate) struct Entry {
    pub(crate) asset: usize,
    pub(crate) totals: [Fixed; 3],
}

/// The account's balances, then the settlement assets of which it has none.
pub(crate) fn members(
    book: &Book,
    account: &Account,
    entry: Option<&Entry>,
) -> Vec<(usize, Fixed)> {
    let mut members = account.balances.clone();
    let perps = account.perps.iter();
    let settles = perps.filter_map(|(market, _)| Some(book.perps.get(*market)?.settles));
    for settles in settles.chain(entry.map(|entry| entry.asset)) {
        if !members.iter().any(|(asset, _)| *asset == settles) {
            members.push((settles, Fixed::ZERO));
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

/// What a unit of an asset counts for at each level.
pub(crate) fn bounds_of(asset: &Asset) -> Result<[Bound; 3], Error> {
    Ok([
        asset.initial.apply(&asset.initial_price)?,
        asset.maintenance.apply(&asset.price)?,
        Bound::unweighted(&asset.price),
    ])
}

/// What a perp market asks for at each level.
pub(crate) fn terms_of(market: &Market) -> Result<[Terms<'_>; 3], Error> {
    Ok([
        terms(market, &market.initial, market.initial_price)?,
        terms(market, &market.maintenance, market.price)?,
        Terms::equity(market.price),
    ])
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
