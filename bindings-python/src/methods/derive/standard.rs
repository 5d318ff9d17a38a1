//! Derive's standard manager (SRM).

use super::holdings::{Feeds, Holdings, Options};
use crate::contingency;
use crate::error::{caused_by, raise};
use crate::names::Names;
use crate::number::Fixed;
use crate::option::Position;
use crate::read::{self, Any};
use crate::record::{record, valid};
use plimsoll::margin::contingency::Confidence;
use plimsoll::methods::derive::standard::{self, Level};
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;

type Data = standard::Parameters<Bits>;
type Kernel = standard::Margin<Bits>;

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
