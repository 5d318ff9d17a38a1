//! The options of a document and the method that margins them.

use super::markets::differing;
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
        Ok(Some(Options {
            expiries: book.expiries.clone(),
            series: book.options.clone().into(),
            method: Arc::new(method.clone()),
            factors,
        }))
    }

    pub(super) fn grid(&self) -> &[Scenario<Fixed>] {
        &self.method.grid
    }

    /// The place of the asset that they settle in.
    pub(super) fn settles(&self) -> Result<u32, Error> {
        u32::try_from(self.method.settles).map_err(|_| Error::Overflow)
    }

    /// Moves the forwards on an index.
    pub(super) fn shift(&mut self, index: usize, factor: &Price) -> Result<(), Error> {
        let mut moved = self.expiries.iter_mut();
        moved
            .by_ref()
            .filter(|expiry| expiry.index == index)
            .try_for_each(|expiry| expiry.shift(factor))
    }

    /// The expiries as they are now.
    pub(super) fn expiries(&self) -> &[Maturity] {
        &self.expiries
    }

    /// What moves of each forward, low and high.
    pub(super) fn stored(&self) -> impl Iterator<Item = Fixed> + '_ {
        let forwards = self.expiries.iter();
        forwards.flat_map(|expiry| [*expiry.moving.low(), *expiry.moving.high()])
    }

    /// The forwards that were stored.
    pub(super) fn restore(&mut self, forwards: &[Fixed]) -> Result<(), Error> {
        if forwards.len() != self.expiries.len().saturating_mul(2) {
            return Err(Error::InvalidLength);
        }
        for (expiry, ends) in self.expiries.iter_mut().zip(forwards.chunks_exact(2)) {
            if let [low, high] = ends {
                expiry.moving = Interval::new(*low, *high)?;
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
