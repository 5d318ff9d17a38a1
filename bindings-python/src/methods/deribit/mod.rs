//! Deribit's portfolio margin (S:PM and X:PM), with the names of its API.

mod matrix;

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::option::{Contract, Expiry};
use crate::read::{self, Any, Way};
use crate::record::{computed, valid};
use crate::scenario::Scan;
use plimsoll::methods::deribit;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;

type Pair = deribit::CurrencyPair<Bits>;
type Settles = deribit::Currency<Bits>;
type Kernel = deribit::Margin<Bits>;
type Rates = deribit::standard::Standard<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<CurrencyPair>()?;
    module.add_class::<Currency>()?;
    module.add_class::<Margin>()?;
    module.add_class::<Standard>()?;
    module.add_function(wrap_pyfunction!(roll_shock, module)?)?;
    matrix::register(module)
}

valid! {
    /// What a currency pair is shocked by.
    ///
    /// Parameters
    /// ----------
    /// price_range : Number
    ///     In (0, 1); read up.
    /// extended_table_factor : Number
    ///     Not negative; read up.
    /// delta_total_liq_shock_threshold : Number
    ///     In dollars, not negative; read down.
    /// m_inc, max_delta_shock : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the range.
    /// InvalidFactor
    ///     Another one is negative.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.deribit")
    CurrencyPair(Pair::validate, InvalidFraction: "price_range") {
        /// Fixed: The largest move of the standard table.
        price_range: read::up,
        /// Fixed: The share of a profit or loss in the extended table that counts, before it is scaled down.
        extended_table_factor: read::up,
        /// Fixed: From how many dollars of delta the size is charged.
        delta_total_liq_shock_threshold: read::down,
        /// Fixed: What each coin of delta beyond them adds to the rate.
        m_inc: read::up,
        /// Fixed: The highest rate on the delta.
        max_delta_shock: read::up,
    }

    /// The charge on size, in coins: ``|delta| * min(m_inc * (|delta| - threshold / index), max_delta_shock)``
    /// beyond the threshold, rounded up.
    ///
    /// Parameters
    /// ----------
    /// delta : Number
    ///     In coins; read to the nearest number.
    /// index : Number
    ///     The price of the coin in dollars; read up.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     An index of zero.
    /// InvalidNumber, Overflow
    fn delta_shock(&self, delta: &Any<'_>, index: &Any<'_>) -> PyResult<Fixed> {
        let delta = read::nearest(delta, "delta")?;
        let shock = self.0.delta_shock(&delta, &read::up(index, "index")?);
        shock.map(Fixed).map_err(caused_by(&[(Error::DivisionByZero, "index")]))
    }
}

valid! {
    /// What a settlement currency asks for.
    ///
    /// Parameters
    /// ----------
    /// min_annualised_move, annualised_move_risk : Number
    ///     Not negative; read up.
    /// pnl_offset : Number
    ///     In [0, 1]; read down.
    /// max_offsetable_pnl, extended_dampener : Number
    ///     In dollars, not negative; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For ``pnl_offset``.
    /// InvalidFactor
    ///     Another one is negative.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.deribit") Currency(Settles::validate, InvalidFraction: "pnl_offset") {
        /// Fixed: The least rate on the delta of an expiry; all there is on a perp's.
        min_annualised_move: read::up,
        /// Fixed: The yearly rate, continuously compounded, on the delta of an expiry.
        annualised_move_risk: read::up,
        /// Fixed: The share of a gain that counts.
        pnl_offset: read::down,
        /// Fixed: What of a gain counts at most, in dollars.
        max_offsetable_pnl: read::down,
        /// Fixed: What the extended table forgives for each multiple of the range beyond the first, in dollars.
        extended_dampener: read::down,
    }

    /// The rate on the delta of an expiry, ``max(min_annualised_move, e ** (annualised_move_risk * years) - 1)``,
    /// rounded up; of a perp, whose expiry is now, the first.
    ///
    /// Parameters
    /// ----------
    /// expiry : Expiry
    ///
    /// Raises
    /// ------
    /// Overflow
    fn roll_rate(&self, expiry: &Expiry) -> PyResult<Fixed> {
        self.0.roll_rate(&expiry.0).map(Fixed).map_err(raise)
    }
}

/// The charge on what has to be rolled: the sum of ``|delta| * rate`` over the expiries, rounded up, in the
/// unit of the deltas.
///
/// Parameters
/// ----------
/// deltas : list or tuple of Number
///     Read to the nearest number.
/// rates : list or tuple of Number
///     As many; read up.
///
/// Raises
/// ------
/// InvalidScenario
///     Two lengths.
/// InvalidNumber, Overflow
#[pyfunction]
fn roll_shock(deltas: &Any<'_>, rates: &Any<'_>) -> PyResult<Fixed> {
    let deltas = read::numbers(deltas, Way::Nearest, "deltas")?;
    let shock = deribit::roll_shock(&deltas, &read::numbers(rates, Way::Up, "rates")?);
    let causes = [(Error::InvalidScenario, "deltas and rates")];
    shock.map(Fixed).map_err(caused_by(&causes))
}

computed! {
    /// The margin of a settlement currency, or of all in dollars, in its parts, all of them at least zero.
    ///
    /// Parameters
    /// ----------
    /// scan : Scan
    ///     Aggregated (`Aggregation.apply`).
    /// ticks : Number, default 0
    ///     How many make one unit (10**9 to a coin): the worst case is rounded to the nearest of them, half of one
    ///     up, as the venue does; zero rounds nothing. Read to the nearest number.
    /// roll_shock, delta_shock, correlation_contingency, mmp_margin, open_orders_margin, spot_margin : Number, default 0
    ///     What stands beside the worst case; read up.
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     No scenarios.
    /// InvalidStep
    ///     Less than no ticks.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.deribit") Margin(Kernel) {
        /// Fixed: The worst loss of the matrix.
        worst_case: read::nearest,
        /// int: Where it is, of equal ones the first. The venue counts from 1.
        scenario: read::place,
        /// Fixed: On what has to be rolled.
        roll_shock: read::nearest,
        /// Fixed: On the size of the delta.
        delta_shock: read::nearest,
        /// Fixed: For pairs that move together less than the matrix has it.
        correlation_contingency: read::nearest,
        /// Fixed: For market maker protection.
        mmp_margin: read::nearest,
        /// Fixed: For open orders.
        open_orders_margin: read::nearest,
        /// Fixed: For spot orders.
        spot_margin: read::nearest,
    }

    #[new]
    #[pyo3(signature = (scan, ticks = None, roll_shock = None, delta_shock = None, correlation_contingency = None, mmp_margin = None, open_orders_margin = None, spot_margin = None))]
    #[allow(clippy::too_many_arguments)] // as many as the venue's margin has parts
    fn new(
        scan: &Scan,
        ticks: Option<&Any<'_>>,
        roll_shock: Option<&Any<'_>>,
        delta_shock: Option<&Any<'_>>,
        correlation_contingency: Option<&Any<'_>>,
        mmp_margin: Option<&Any<'_>>,
        open_orders_margin: Option<&Any<'_>>,
        spot_margin: Option<&Any<'_>>,
    ) -> PyResult<Self> {
        let ticks = ticks.map_or(Ok(Bits::ZERO), |ticks| read::nearest(ticks, "ticks"))?;
        let causes = [
            (Error::InvalidScenario, "scan"),
            (Error::InvalidStep, "ticks"),
        ];
        let mut margin = Kernel::new(&scan.0.get(), &ticks).map_err(caused_by(&causes))?;
        for (part, value, what) in [
            (&mut margin.roll_shock, roll_shock, "roll_shock"),
            (&mut margin.delta_shock, delta_shock, "delta_shock"),
            (&mut margin.correlation_contingency, correlation_contingency, "correlation_contingency"),
            (&mut margin.mmp_margin, mmp_margin, "mmp_margin"),
            (&mut margin.open_orders_margin, open_orders_margin, "open_orders_margin"),
            (&mut margin.spot_margin, spot_margin, "spot_margin"),
        ] {
            if let Some(value) = value {
                *part = read::up(value, what)?;
            }
        }
        Ok(Margin(margin))
    }

    /// ``worst_case + roll_shock + delta_shock + correlation_contingency``, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn risk_matrix(&self) -> PyResult<Fixed> {
        self.0.risk_matrix().map(Fixed).map_err(raise)
    }

    /// The risk matrix and the three margins beside it: the sum of the parts, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn initial(&self) -> PyResult<Fixed> {
        self.0.initial().map(Fixed).map_err(raise)
    }

    /// ``mm_factor`` of the risk matrix, rounded up.
    ///
    /// Parameters
    /// ----------
    /// mm_factor : Number
    ///     In [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction, InvalidNumber, Overflow
    fn maintenance(&self, mm_factor: &Any<'_>) -> PyResult<Fixed> {
        let margin = self.0.maintenance(&read::up(mm_factor, "mm_factor")?);
        margin.map(Fixed).map_err(caused_by(&[(Error::InvalidFraction, "mm_factor")]))
    }
}

valid! {
    /// The rates of the standard margin of an option written; the venue's are 0.15, 0.1 and 0.075.
    ///
    /// Parameters
    /// ----------
    /// most, least, maintenance : Number
    ///     ``0 <= maintenance <= least <= most``; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     Another order, or one is negative.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.deribit")
    Standard(Rates::validate, InvalidFactor: "most, least or maintenance") {
        /// Fixed: Of an option at the money, initially.
        most: read::up,
        /// Fixed: However far it is out of the money, initially.
        least: read::up,
        /// Fixed: At maintenance.
        maintenance: read::up,
    }

    /// What one option written requires in coins, initially and at maintenance, rounded up:
    /// ``max(most - out of the money / underlying, least) + mark`` and ``maintenance + mark`` (of a put
    /// ``maintenance * max(1, mark) + mark``, and the first is at least that).
    ///
    /// Parameters
    /// ----------
    /// contract : Contract
    /// underlying : Number
    ///     Above zero; read to the nearest number.
    /// mark : Number
    ///     In coins, not negative; read up.
    ///
    /// Returns
    /// -------
    /// tuple of Fixed
    ///
    /// Raises
    /// ------
    /// InvalidPrice
    ///     Unless the underlying is above zero and the mark not negative.
    /// InvalidNumber, Overflow
    fn written(
        &self,
        contract: &Contract,
        underlying: &Any<'_>,
        mark: &Any<'_>,
    ) -> PyResult<(Fixed, Fixed)> {
        let underlying = read::nearest(underlying, "underlying")?;
        let written = self.0.written(&contract.0, &underlying, &read::up(mark, "mark")?);
        let causes = [(Error::InvalidPrice, "underlying or mark")];
        let [initial, maintenance] = written.map_err(caused_by(&causes))?;
        Ok((Fixed(initial), Fixed(maintenance)))
    }
}
