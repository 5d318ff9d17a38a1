//! Derive's standard manager (SRM).

use crate::contingency;
use crate::error::{caused_by, raise};
use crate::names::Names;
use crate::number::Fixed;
use crate::option::{positions, Position};
use crate::read::{self, Any};
use crate::record::{record, valid, Field};
use crate::value::hash;
use plimsoll::margin::contingency::Confidence;
use plimsoll::methods::derive::standard::{self, Level};
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

type Data = standard::Parameters<Bits>;
type Prices = standard::Feeds<Bits>;
type Kernel = standard::Margin<Bits>;
type Series = plimsoll::margin::option::position::Position<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    LEVEL.register(module)?;
    module.add_class::<Parameters>()?;
    module.add_class::<Feeds>()?;
    module.add_class::<Options>()?;
    module.add_class::<Holdings>()?;
    module.add_class::<Margin>()
}

static LEVEL: Names<Level> = Names::new(
    "plimsoll.methods.derive.standard",
    "Level",
    "The level that is asked for: may risk be opened (``INITIAL``), may the account be liquidated (``MAINTENANCE``). The text, as ``\"initial\"``, may stand for the member.",
    &[Level::Initial, Level::Maintenance],
    |level| match level {
        Level::Initial => "initial",
        Level::Maintenance => "maintenance",
    },
);

/// The charges of doubtful feeds on options, perps and coins.
fn confidences(value: &Any<'_>, what: &str) -> PyResult<[Confidence<Bits>; 3]> {
    read::exactly(read::items(value, what, contingency::confidence)?, what)
}

valid! {
    /// The parameters of one market.
    ///
    /// Parameters
    /// ----------
    /// most, least, call, put, put_mark, offset : Number
    ///     Not negative, ``least <= most``; read up.
    /// unpaired, perp : list or tuple of 2 Number
    ///     Initial and maintenance, not negative; read up.
    /// coin : list or tuple of 2 Number
    ///     Not negative; read down.
    /// confidence : list or tuple of 3 Confidence
    /// peg : Peg
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative number, or the least margin of a written option above the most.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.standard") Parameters(Data::validate) {
        /// Fixed: Of the spot price for a written option at the money, initial, before what it is out of the money is taken off.
        most: read::up,
        /// Fixed: Of the spot price for any written option, initial.
        least: read::up,
        /// Fixed: Of the spot price for a written call, maintenance.
        call: read::up,
        /// Fixed: Of the spot price for a written put, maintenance.
        put: read::up,
        /// Fixed: Of its mark for a written put, maintenance: the larger of both counts.
        put_mark: read::up,
        /// Fixed: What a put's maintenance margin is scaled by to be its least initial one.
        offset: read::up,
        /// tuple of Fixed: Of the forward for a call written beyond those owned, initial and maintenance.
        unpaired: read::pair_up,
        /// tuple of Fixed: Of a perp's notional, initial and maintenance.
        perp: read::pair_up,
        /// tuple of Fixed: What a coin counts for, and what of that at the initial level.
        coin: read::pair_down,
        /// tuple of Confidence: On the notional of options, perps and coins whose feed is in doubt, initial.
        confidence: self::confidences,
        /// Peg: Of the notional of what is short or perpetual, while the settlement coin is off its peg.
        peg: contingency::peg,
    }

    /// The margin of written options alone: zero for what is owned, else below zero; ``position.value`` is the
    /// mark of one, without discount.
    ///
    /// Parameters
    /// ----------
    /// position : Position
    /// spot : Number
    ///     Read to the nearest number.
    /// level : Level or str
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     At a spot price of zero.
    /// InvalidNumber, Overflow
    fn isolated(&self, position: &Position, spot: &Any<'_>, level: &Any<'_>) -> PyResult<Fixed> {
        let (spot, level) = (read::nearest(spot, "spot")?, LEVEL.read(level, "level")?);
        let margin = self.0.isolated(&position.0, &spot, level);
        margin.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// The margin of the options of one expiry, at most zero:
    /// ``max(sum of isolated margins, least payoff over {0} and the strikes - unpaired calls)``.
    ///
    /// Parameters
    /// ----------
    /// options : Options
    /// spot : Number
    ///     Read to the nearest number.
    /// level : Level or str
    ///
    /// Raises
    /// ------
    /// DivisionByZero, InvalidNumber, Overflow
    fn expiry(&self, options: &Options, spot: &Any<'_>, level: &Any<'_>) -> PyResult<Fixed> {
        let (spot, level) = (read::nearest(spot, "spot")?, LEVEL.read(level, "level")?);
        let margin = self.0.expiry(&options.kernel(), &spot, level);
        margin.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// The margin of one market in its parts.
    ///
    /// Parameters
    /// ----------
    /// holdings : Holdings
    /// feeds : Feeds
    /// level : Level or str
    ///
    /// Returns
    /// -------
    /// Margin
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Coins below zero.
    /// InvalidFraction
    ///     A confidence outside [0, 1].
    /// DivisionByZero, Overflow
    fn market(&self, holdings: &Holdings, feeds: &Feeds, level: &Any<'_>) -> PyResult<Margin> {
        let level = LEVEL.read(level, "level")?;
        let margin = holdings.with(|holdings| self.0.market(holdings, &feeds.0, level));
        margin.map(Margin).map_err(caused_by(&CAUSES))
    }

    /// What the market is worth: options and profit at their marks, coins by the settlement coin's price,
    /// rounded down.
    ///
    /// Parameters
    /// ----------
    /// holdings : Holdings
    /// feeds : Feeds
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Where that price is zero.
    /// Overflow
    fn mark(&self, holdings: &Holdings, feeds: &Feeds) -> PyResult<Fixed> {
        let mark = holdings.with(|holdings| self.0.mark(holdings, &feeds.0));
        let causes = [(Error::DivisionByZero, "coin")];
        mark.map(Fixed).map_err(caused_by(&causes))
    }
}

/// What an error of a market is about.
const CAUSES: [(Error, &str); 3] = [
    (Error::DivisionByZero, "spot"),
    (Error::InvalidQuantity, "coins"),
    (Error::InvalidFraction, "confidence"),
];

record! {
    /// What the feeds say of a market.
    ///
    /// Parameters
    /// ----------
    /// spot, perp, coin : Number
    ///     Read to the nearest number.
    /// spot_confidence, perp_confidence : Number
    ///     In [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.standard") Feeds(Prices) {
        /// Fixed: The price of the underlying.
        spot: read::nearest,
        /// Fixed: How sure it is.
        spot_confidence: read::down,
        /// Fixed: The price of the perp.
        perp: read::nearest,
        /// Fixed: How sure it is.
        perp_confidence: read::down,
        /// Fixed: The price of the settlement coin.
        coin: read::nearest,
    }
}

/// The options of one expiry, with its forward and the least confidence among the feeds beside the spot
/// price's.
///
/// Parameters
/// ----------
/// positions : list or tuple of Position
///     Every option held.
/// forward : Number
///     Read to the nearest number.
/// confidence : Number
///     Of the forward and the volatilities, in [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.standard")]
#[derive(Clone, PartialEq)]
pub struct Options {
    positions: Arc<[Series]>,
    forward: Bits,
    confidence: Bits,
}

impl Options {
    fn kernel(&self) -> standard::Options<'_, Bits> {
        standard::Options {
            positions: &self.positions,
            forward: self.forward,
            confidence: self.confidence,
        }
    }
}

#[pymethods]
impl Options {
    #[new]
    fn new(positions: &Any<'_>, forward: &Any<'_>, confidence: &Any<'_>) -> PyResult<Self> {
        Ok(Options {
            positions: self::positions(positions, "positions")?.into(),
            forward: read::nearest(forward, "forward")?,
            confidence: read::down(confidence, "confidence")?,
        })
    }

    /// tuple of Position: Every option held.
    #[getter]
    fn positions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.positions.iter().copied().map(Position))
    }

    /// Fixed: The forward.
    #[getter]
    fn forward(&self) -> Fixed {
        Fixed(self.forward)
    }

    /// Fixed: Of the forward and the volatilities.
    #[getter]
    fn confidence(&self) -> Fixed {
        Fixed(self.confidence)
    }

    fn __repr__(&self) -> String {
        let positions: Vec<_> = self.positions.iter().map(Field::show).collect();
        let (forward, confidence) = (self.forward.show(), self.confidence.show());
        format!(
            "Options([{}], {forward}, {confidence})",
            positions.join(", ")
        )
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Any<'py>)> {
        let parts = (self.positions(py)?, self.forward(), self.confidence());
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?.into_any()))
    }
}

/// What an account has in one market.
///
/// Parameters
/// ----------
/// options : list or tuple of Options
///     One for each expiry.
/// perp : Number
///     The perp's size; read to the nearest number.
/// profit : Number
///     The perp's, not yet settled, with funding; read down.
/// coins : Number
///     Of the underlying; read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.standard")]
#[derive(Clone, PartialEq)]
pub struct Holdings {
    options: Arc<[Options]>,
    perp: Bits,
    profit: Bits,
    coins: Bits,
}

impl Holdings {
    /// Calls the core with its own view.
    fn with<R>(
        &self,
        call: impl FnOnce(&standard::Holdings<'_, Bits>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let options: Vec<_> = self.options.iter().map(Options::kernel).collect();
        call(&standard::Holdings {
            options: &options,
            perp: self.perp,
            profit: self.profit,
            coins: self.coins,
        })
    }
}

#[pymethods]
impl Holdings {
    #[new]
    fn new(options: &Any<'_>, perp: &Any<'_>, profit: &Any<'_>, coins: &Any<'_>) -> PyResult<Self> {
        Ok(Holdings {
            options: read::many::<Options>(options, "options")?.into(),
            perp: read::nearest(perp, "perp")?,
            profit: read::down(profit, "profit")?,
            coins: read::down(coins, "coins")?,
        })
    }

    /// tuple of Options: One for each expiry.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.options.iter().cloned())
    }

    /// Fixed: The perp's size.
    #[getter]
    fn perp(&self) -> Fixed {
        Fixed(self.perp)
    }

    /// Fixed: The perp's profit not yet settled.
    #[getter]
    fn profit(&self) -> Fixed {
        Fixed(self.profit)
    }

    /// Fixed: Coins of the underlying.
    #[getter]
    fn coins(&self) -> Fixed {
        Fixed(self.coins)
    }

    fn __repr__(&self) -> String {
        let options: Vec<_> = self.options.iter().map(Options::__repr__).collect();
        let rest = [self.perp, self.profit, self.coins].map(|number| number.show());
        format!("Holdings([{}], {})", options.join(", "), rest.join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Any<'py>)> {
        let parts = (self.options(py)?, self.perp(), self.profit(), self.coins());
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?.into_any()))
    }
}

record! {
    /// The margin of one market in its parts: what is above zero counts for the account, what is below is
    /// required.
    ///
    /// Parameters
    /// ----------
    /// options, perp, profit, coins, confidence, peg : Number
    ///     Read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.standard") Margin(Kernel) {
        /// Fixed: The options.
        options: read::down,
        /// Fixed: The perp.
        perp: read::down,
        /// Fixed: Its profit.
        profit: read::down,
        /// Fixed: The coins.
        coins: read::down,
        /// Fixed: Minus the charges for doubtful feeds.
        confidence: read::down,
        /// Fixed: Minus the charge for the settlement coin off its peg.
        peg: read::down,
    }

    /// The sum of the parts, exact; with the cash it is at least zero or not enough.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn total(&self) -> PyResult<Fixed> {
        self.0.total().map(Fixed).map_err(raise)
    }
}
