//! The insurance fund: what penalties pay into it, and what it bears of a deficit.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::Shared;
use plimsoll::solvency::insurance;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Fund>()?;
    module.add_function(wrap_pyfunction!(target, module)?)
}

/// A fund in one currency, with a limit for one event and for one period. Mutable, and safe to use from
/// several threads.
///
/// Parameters
/// ----------
/// balance, per_event, per_period : Number
///     Not negative; read down.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Fund
/// >>> fund = Fund(1000, 300, 500)
/// >>> fund.cover(400), fund.cover(400), fund.balance
/// (Fixed("300"), Fixed("200"), Fixed("500"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Fund(Shared<plimsoll::Fund>);

impl Fund {
    fn of(fund: plimsoll::Fund) -> Self {
        Fund(Shared::new(fund))
    }

    fn parts(&self) -> [Fixed; 4] {
        let fund = self.0.get();
        let all = [
            fund.balance(),
            fund.per_event(),
            fund.per_period(),
            fund.spent(),
        ];
        all.map(|part| Fixed(*part))
    }
}

#[pymethods]
impl Fund {
    #[new]
    fn new(balance: &Any<'_>, per_event: &Any<'_>, per_period: &Any<'_>) -> PyResult<Self> {
        let fund = plimsoll::Fund::new(
            read::down(balance, "balance")?,
            read::down(per_event, "per_event")?,
            read::down(per_period, "per_period")?,
        );
        fund.map(Fund::of).map_err(raise)
    }

    /// A fund that has paid ``spent`` in the present period.
    ///
    /// Parameters
    /// ----------
    /// balance, per_event, per_period : Number
    ///     Not negative; read down.
    /// spent : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn from_stored(
        _class: &Bound<'_, PyType>,
        balance: &Any<'_>,
        per_event: &Any<'_>,
        per_period: &Any<'_>,
        spent: &Any<'_>,
    ) -> PyResult<Self> {
        let fund = plimsoll::Fund::from_stored(
            read::down(balance, "balance")?,
            read::down(per_event, "per_event")?,
            read::down(per_period, "per_period")?,
            read::up(spent, "spent")?,
        );
        fund.map(Fund::of).map_err(raise)
    }

    /// Pays in.
    ///
    /// Parameters
    /// ----------
    /// amount : Number
    ///     Not negative; read down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative amount.
    /// InvalidNumber, Overflow
    ///     The fund stays as it was.
    fn contribute(&self, amount: &Any<'_>) -> PyResult<()> {
        let amount = read::down(amount, "amount")?;
        let paid = self.0.change(|fund| fund.contribute(&amount));
        paid.map_err(caused_by(&[(Error::InvalidQuantity, "amount")]))
    }

    /// What it can still bear of one event: the least of its balance, the limit of an event, and what is
    /// left of the period's.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn available(&self) -> PyResult<Fixed> {
        self.0.get().available().map(Fixed).map_err(raise)
    }

    /// Pays as much of a deficit as it can.
    ///
    /// Parameters
    /// ----------
    /// deficit : Number
    ///     Not negative; read up.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     What it paid.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative deficit.
    /// InvalidNumber, Overflow
    ///     The fund stays as it was.
    fn cover(&self, deficit: &Any<'_>) -> PyResult<Fixed> {
        let deficit = read::up(deficit, "deficit")?;
        let paid = self.0.change(|fund| fund.cover(&deficit));
        let causes = [(Error::InvalidQuantity, "deficit")];
        paid.map(Fixed).map_err(caused_by(&causes))
    }

    /// Begins a new period: nothing is spent of it.
    fn renew(&self) -> PyResult<()> {
        let renewed = self.0.change(|fund| {
            fund.renew();
            Ok(())
        });
        renewed.map_err(raise)
    }

    /// Fixed: What it holds now.
    #[getter]
    fn balance(&self) -> Fixed {
        Fixed(*self.0.get().balance())
    }

    /// Fixed: What it may pay for one event.
    #[getter]
    fn per_event(&self) -> Fixed {
        Fixed(*self.0.get().per_event())
    }

    /// Fixed: What it may pay in one period.
    #[getter]
    fn per_period(&self) -> Fixed {
        Fixed(*self.0.get().per_period())
    }

    /// Fixed: What it has paid in this period.
    #[getter]
    fn spent(&self) -> Fixed {
        Fixed(*self.0.get().spent())
    }

    fn __repr__(&self) -> String {
        let parts = self.parts().map(|part| Fixed::show(&part.0));
        format!("Fund.from_stored({})", parts.join(", "))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Any<'py>, (Fixed, Fixed, Fixed, Fixed))> {
        let stored = py.get_type::<Self>().getattr("from_stored")?;
        Ok((stored, self.parts().into()))
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

/// What a fund for a market should hold: ``open_interest * volatility * multiple``, both products
/// rounded up.
///
/// Parameters
/// ----------
/// open_interest : Number
///     Not negative, in the fund's currency; read up.
/// volatility : Number
///     Over the time that a liquidation takes, as a fraction; read up.
/// multiple : Number
///     Not negative; read up.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
fn target(open_interest: &Any<'_>, volatility: &Any<'_>, multiple: &Any<'_>) -> PyResult<Fixed> {
    let target = insurance::target(
        &read::up(open_interest, "open_interest")?,
        &read::up(volatility, "volatility")?,
        &read::up(multiple, "multiple")?,
    );
    target.map(Fixed).map_err(raise)
}
