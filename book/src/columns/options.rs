//! The options of a document and the method that margins them.

use super::names::differing;
use crate::book::Book;
use crate::error::{shown, BookError, Path};
use crate::portfolio::method::{Kind, Method};
use crate::portfolio::series::{Maturity, Series};
use crate::portfolio::Moved;
use plimsoll::margin::scenario::{RiskArray, Scenario};
use plimsoll::margin::shock::Shocks;
use plimsoll::{Error, Fixed, Interval, Price};
use std::sync::Arc;

/// Expiries, series and the method; all series share the method's index.
#[derive(Clone)]
pub(super) struct Options {
    expiries: Vec<Maturity>,
    /// Of each expiry the price of its index and what moved of its forward when they last moved together: a
    /// forward at another price is that of here, however many prices lay between.
    base: Vec<(Price, Interval)>,
    series: Arc<[Series]>,
    method: Arc<Method>,
    pub(super) factors: [Fixed; 2],
}

impl Options {
    /// Those of a book; nothing where it has none.
    pub(super) fn of(book: &Book) -> Result<Option<Self>, BookError> {
        let root = Path::Root;
        if book.options.is_empty() {
            return Ok(None);
        }
        let path = root.key("methods");
        let [method] = book.methods.as_slice() else {
            let problem = format!(
                "columns take options with one method of kind scenarios, not {}",
                book.methods.len()
            );
            return Err(BookError::form(&path, problem));
        };
        let Kind::Scenarios(factors) = method.kind else {
            let problem = "columns take options with a method of kind scenarios, not another";
            return Err(BookError::form(
                &path.key(&method.name).key("kind"),
                problem,
            ));
        };
        for series in &book.options {
            let expiry = book.expiries.get(series.expiry);
            if expiry.is_some_and(|expiry| expiry.index != method.index) {
                let problem = format!(
                    "its expiry follows another market than the method {} margins",
                    shown(&method.name)
                );
                let path = root.key("options");
                return Err(BookError::form(&path.key(&series.name), problem));
            }
        }
        let mut base = Vec::with_capacity(book.expiries.len());
        for expiry in &book.expiries {
            let price = book.index_price(expiry.index).map(|(_, price)| *price);
            let path = root.key("expiries");
            let price = price.ok_or_else(|| BookError::kernel(&path, Error::UnknownMarket))?;
            base.push((price, expiry.moving));
        }
        Ok(Some(Options {
            base,
            expiries: book.expiries.clone(),
            series: book.options.clone().into(),
            method: Arc::new(method.clone()),
            factors,
        }))
    }

    pub(super) fn grid(&self) -> &[Scenario<Fixed>] {
        &self.method.grid
    }

    /// The place of the market that the method margins, assets before perps, and that of the asset in which
    /// everything settles.
    pub(super) fn places(&self) -> (usize, usize) {
        (self.method.index, self.method.settles)
    }

    /// Moves the forwards on an index, whose price has moved to `price`, by the same factor.
    pub(super) fn shift(
        &mut self,
        index: usize,
        factor: &Price,
        price: &Price,
    ) -> Result<(), Error> {
        for (expiry, base) in self.expiries.iter_mut().zip(&mut self.base) {
            if expiry.index == index {
                expiry.shift(factor)?;
                *base = (*price, expiry.moving);
            }
        }
        Ok(())
    }

    /// Sets the forwards on an index to what they are where its midpoint is that of `price`.
    pub(super) fn set(&mut self, index: usize, price: &Price) -> Result<(), Error> {
        for (expiry, (own, moving)) in self.expiries.iter_mut().zip(&self.base) {
            if expiry.index == index {
                expiry.moving = *moving;
                if own != price {
                    expiry.shift(&own.factor_to(&price.mid()?)?)?;
                }
            }
        }
        Ok(())
    }

    /// The expiries as they are now.
    pub(super) fn expiries(&self) -> &[Maturity] {
        &self.expiries
    }

    /// Of each expiry what moves of its forward, what did at the price of its index, and that price, all low and
    /// high.
    pub(super) fn stored(&self) -> impl Iterator<Item = Fixed> + '_ {
        let forwards = self.expiries.iter().zip(&self.base);
        forwards.flat_map(|(expiry, (price, base))| {
            let (now, base) = (
                [expiry.moving.low(), expiry.moving.high()],
                [base.low(), base.high()],
            );
            let ends = now
                .into_iter()
                .chain(base)
                .chain([price.low(), price.high()]);
            ends.copied()
        })
    }

    /// The forwards that were stored.
    pub(super) fn restore(&mut self, forwards: &[Fixed]) -> Result<(), Error> {
        if forwards.len() != self.expiries.len().saturating_mul(6) {
            return Err(Error::InvalidLength);
        }
        let expiries = self.expiries.iter_mut().zip(&mut self.base);
        for ((expiry, base), ends) in expiries.zip(forwards.chunks_exact(6)) {
            if let [low, high, least, most, cheap, dear] = ends {
                expiry.moving = Interval::new(*low, *high)?;
                *base = (
                    Price::from_stored(*cheap, *dear)?,
                    Interval::new(*least, *most)?,
                );
            }
        }
        Ok(())
    }

    /// The places of the series whose forwards differ.
    pub(super) fn changed(&self, other: &Options) -> Vec<u32> {
        let forward = |series: &Series, options: &Options| {
            let expiry = options.expiries.get(series.expiry);
            expiry.map(|expiry| expiry.moving)
        };
        differing(
            self.series.iter().map(|series| forward(series, self)),
            other.series.iter().map(|series| forward(series, other)),
        )
    }

    /// The risk array of every series on the grid.
    pub(super) fn arrays(&self) -> Result<Vec<RiskArray<Fixed, Vec<Fixed>>>, BookError> {
        let parent = Path::Root.key("options");
        let mut arrays = Vec::with_capacity(self.series.len());
        for series in &*self.series {
            let path = parent.key(&series.name);
            let array = self.array(series);
            arrays.push(array.map_err(|error| BookError::kernel(&path, error))?);
        }
        Ok(arrays)
    }

    fn array(&self, series: &Series) -> Result<RiskArray<Fixed, Vec<Fixed>>, Error> {
        let method = &self.method;
        let maturity = self.expiries.get(series.expiry);
        let maturity = maturity.ok_or(Error::UnknownMarket)?;
        RiskArray::option(
            &series.contract,
            &maturity.forward(&Moved::nothing())?,
            &series.volatility,
            &maturity.expiry,
            &Shocks::new(&method.shock, &method.skew, &maturity.expiry)?,
            &method.grid,
            vec![Fixed::ZERO; method.grid.len()],
        )
    }
}
