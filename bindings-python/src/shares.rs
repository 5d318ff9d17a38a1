//! What a pool's shares are worth, in whole base units, each way in a stated direction.

use crate::error::{caused_by, raise};
use crate::read::{self, Any};
use crate::value::Shared;
use plimsoll::margin::shares;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A pool of one asset and the shares in it, with virtual amounts of both that nobody owns.
///
/// A share is worth ``(assets + virtual_assets) / (shares + virtual_shares)``. The virtual amounts fix
/// the price of an empty pool, so that a first depositor who donates to it cannot round the next one's
/// shares to nothing. Whole numbers throughout. Mutable, and safe to feed from several threads.
///
/// Parameters
/// ----------
/// assets, shares : int
///     Base units in the pool, and shares in it; 0 to 2**128 - 1.
/// virtual_assets, virtual_shares : int
///     Morpho uses 1 and 10**6; 0 to 2**128 - 1.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative integer.
/// Overflow
///     An amount and its virtual one are more than 2**128 - 1.
///
/// Examples
/// --------
/// >>> from plimsoll import Pool
/// >>> pool = Pool(0, 0, 1, 10**6)
/// >>> shares = pool.shares_down(1000)
/// >>> pool.enter(1000, shares)
/// >>> pool.assets_down(shares), pool.assets_up(shares + 1)
/// (1000, 1001)
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Pool(Shared<shares::Pool>);

const ASSETS: [(Error, &str); 1] = [(Error::DivisionByZero, "shares in the pool")];
const SHARES: [(Error, &str); 1] = [(Error::DivisionByZero, "assets in the pool")];

#[pymethods]
impl Pool {
    #[new]
    fn new(
        assets: &Any<'_>,
        shares: &Any<'_>,
        virtual_assets: &Any<'_>,
        virtual_shares: &Any<'_>,
    ) -> PyResult<Self> {
        let pool = shares::Pool::new(
            read::units(assets, "assets")?,
            read::units(shares, "shares")?,
            read::units(virtual_assets, "virtual_assets")?,
            read::units(virtual_shares, "virtual_shares")?,
        );
        pool.map(|pool| Pool(Shared::new(pool))).map_err(raise)
    }

    /// int: Base units in the pool, as they are now.
    #[getter]
    fn assets(&self) -> u128 {
        self.0.get().assets()
    }

    /// int: Shares in the pool, as they are now.
    #[getter]
    fn shares(&self) -> u128 {
        self.0.get().shares()
    }

    /// int: Base units that nobody owns.
    #[getter]
    fn virtual_assets(&self) -> u128 {
        self.0.get().virtual_assets()
    }

    /// int: Shares that nobody owns.
    #[getter]
    fn virtual_shares(&self) -> u128 {
        self.0.get().virtual_shares()
    }

    /// What ``shares`` are worth, rounded down: what a holder may take.
    ///
    /// Parameters
    /// ----------
    /// shares : int
    ///
    /// Returns
    /// -------
    /// int
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     The pool has neither shares nor virtual ones.
    /// InvalidQuantity, Overflow
    fn assets_down(&self, shares: &Any<'_>) -> PyResult<u128> {
        let assets = self.0.get().assets_down(read::units(shares, "shares")?);
        assets.map_err(caused_by(&ASSETS))
    }

    /// What ``shares`` are worth, rounded up: what a borrower owes.
    ///
    /// Parameters
    /// ----------
    /// shares : int
    ///
    /// Returns
    /// -------
    /// int
    ///
    /// Raises
    /// ------
    /// DivisionByZero, InvalidQuantity, Overflow
    ///     As `assets_down`.
    fn assets_up(&self, shares: &Any<'_>) -> PyResult<u128> {
        let assets = self.0.get().assets_up(read::units(shares, "shares")?);
        assets.map_err(caused_by(&ASSETS))
    }

    /// The shares that ``assets`` buy, rounded down: what a depositor gets, or a borrower is relieved
    /// of.
    ///
    /// Parameters
    /// ----------
    /// assets : int
    ///
    /// Returns
    /// -------
    /// int
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     The pool has neither assets nor virtual ones.
    /// InvalidQuantity, Overflow
    fn shares_down(&self, assets: &Any<'_>) -> PyResult<u128> {
        let shares = self.0.get().shares_down(read::units(assets, "assets")?);
        shares.map_err(caused_by(&SHARES))
    }

    /// The shares that ``assets`` cost, rounded up: what is taken from a holder who withdraws, or put
    /// on a borrower.
    ///
    /// Parameters
    /// ----------
    /// assets : int
    ///
    /// Returns
    /// -------
    /// int
    ///
    /// Raises
    /// ------
    /// DivisionByZero, InvalidQuantity, Overflow
    ///     As `shares_down`.
    fn shares_up(&self, assets: &Any<'_>) -> PyResult<u128> {
        let shares = self.0.get().shares_up(read::units(assets, "assets")?);
        shares.map_err(caused_by(&SHARES))
    }

    /// Assets and shares come in: a deposit or a loan.
    ///
    /// Parameters
    /// ----------
    /// assets, shares : int
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    ///     The pool stays as it was.
    fn enter(&self, assets: &Any<'_>, shares: &Any<'_>) -> PyResult<()> {
        let (assets, shares) = amounts(assets, shares)?;
        let entered = self.0.change(|pool| pool.enter(assets, shares));
        entered.map_err(raise)
    }

    /// Assets and shares go out: a withdrawal, a repayment, or with no shares a loss that all bear.
    ///
    /// Parameters
    /// ----------
    /// assets, shares : int
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    /// Overflow
    ///     There is less of one; the pool stays as it was.
    fn leave(&self, assets: &Any<'_>, shares: &Any<'_>) -> PyResult<()> {
        let (assets, shares) = amounts(assets, shares)?;
        let left = self.0.change(|pool| pool.leave(assets, shares));
        left.map_err(raise)
    }

    fn __repr__(&self) -> String {
        let (assets, shares, virtual_assets, virtual_shares) = self.parts();
        format!("Pool({assets}, {shares}, {virtual_assets}, {virtual_shares})")
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (u128, u128, u128, u128)) {
        (py.get_type::<Self>(), self.parts())
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(&self, memo: &Any<'_>) -> Self {
        let _ = memo;
        self.clone()
    }
}

impl Pool {
    fn parts(&self) -> (u128, u128, u128, u128) {
        let pool = self.0.get();
        (
            pool.assets(),
            pool.shares(),
            pool.virtual_assets(),
            pool.virtual_shares(),
        )
    }
}

fn amounts(assets: &Any<'_>, shares: &Any<'_>) -> PyResult<(u128, u128)> {
    let assets = read::units(assets, "assets")?;
    Ok((assets, read::units(shares, "shares")?))
}
