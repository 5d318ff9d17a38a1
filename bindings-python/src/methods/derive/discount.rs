//! Discounts on the value of an expiry in a scenario, and the charge for its basis.

use crate::error::raise;
use crate::number::Fixed;
use crate::option::Expiry;
use crate::read::{self, Any};
use crate::record::{checked, record};
use crate::scenario::Scan;
use plimsoll::methods::derive::discount;
use plimsoll::Fixed as Bits;
use pyo3::prelude::*;

type Long = discount::LongDiscount<Bits>;
type Short = discount::ShortDiscount<Bits>;
type Both = discount::Discounts<Bits>;
type Charge = discount::Basis<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<LongDiscount>()?;
    module.add_class::<ShortDiscount>()?;
    module.add_class::<Discounts>()?;
    module.add_class::<Basis>()
}

checked! {
    /// How an expiry that is worth something is discounted:
    /// ``base * e ** (-years * (rate * multiple + addend))``.
    ///
    /// Parameters
    /// ----------
    /// base : Number
    ///     In [0, 1]; read down.
    /// rate : list or tuple of 2 Number
    ///     The multiple of the expiry's rate, and the addend, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidDiscount
    ///     Above 1 it would credit what is owned.
    /// InvalidFactor
    ///     A negative multiple or addend.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.discount")
    LongDiscount(Long::new, InvalidDiscount: "base", InvalidFactor: "rate") {
        /// Fixed: The base.
        base: read::down,
        /// tuple of Fixed: The multiple of the expiry's rate, and the addend.
        rate: read::pair_up,
    }

    /// The factor at an expiry, rounded down; a rate below zero counts as zero.
    ///
    /// Parameters
    /// ----------
    /// expiry : Expiry
    ///
    /// Raises
    /// ------
    /// Overflow
    fn at(&self, expiry: &Expiry) -> PyResult<Fixed> {
        self.0.at(&expiry.0).map(Fixed).map_err(raise)
    }
}

checked! {
    /// How an expiry that is owed is marked up: ``base * e ** (years * (rate * multiple + addend))``, at most to
    /// what it pays at expiry.
    ///
    /// Parameters
    /// ----------
    /// base : Number
    ///     At least 1; read up.
    /// rate : list or tuple of 2 Number
    ///     The multiple of the expiry's rate, and the addend, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidDiscount
    ///     Below 1 it would forgive what is owed.
    /// InvalidFactor
    ///     A negative multiple or addend.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.discount")
    ShortDiscount(Short::new, InvalidDiscount: "base", InvalidFactor: "rate") {
        /// Fixed: The base.
        base: read::up,
        /// tuple of Fixed: The multiple of the expiry's rate, and the addend.
        rate: read::pair_up,
    }

    /// The factor at an expiry, rounded up: at most the inverse of the expiry's own discount.
    ///
    /// Parameters
    /// ----------
    /// expiry : Expiry
    ///
    /// Raises
    /// ------
    /// Overflow
    fn at(&self, expiry: &Expiry) -> PyResult<Fixed> {
        self.0.at(&expiry.0).map(Fixed).map_err(raise)
    }
}

record! {
    /// The two factors at one expiry.
    ///
    /// Parameters
    /// ----------
    /// long : Number
    ///     Read down.
    /// short : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.discount") Discounts(Both) {
        /// Fixed: On a value above zero.
        long: read::down,
        /// Fixed: On a value below zero.
        short: read::up,
    }

    /// ``value * long`` above zero, ``value * short`` below, rounded down.
    ///
    /// Parameters
    /// ----------
    /// value : Number
    ///     Read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn apply(&self, value: &Any<'_>) -> PyResult<Fixed> {
        let applied = self.0.apply(&read::down(value, "value")?);
        applied.map(Fixed).map_err(raise)
    }
}

checked! {
    /// What an expiry's forward may move against the spot price: the loss at one shock up and one down, times
    /// ``addend + multiple * years``.
    ///
    /// Parameters
    /// ----------
    /// addend, multiple : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.discount")
    Basis(Charge::new, InvalidFactor: "addend or multiple") {
        /// Fixed: The part of the loss that counts whatever the time.
        addend: read::up,
        /// Fixed: What a year adds to it.
        multiple: read::up,
    }

    /// ``min(profit of each shock, 0) * (addend + multiple * years)``, rounded down: at most zero.
    ///
    /// Parameters
    /// ----------
    /// shocks : Scan
    ///     The expiry's options in the two shocks, their volatility as it is.
    /// expiry : Expiry
    ///
    /// Raises
    /// ------
    /// Overflow
    fn loss(&self, shocks: &Scan, expiry: &Expiry) -> PyResult<Fixed> {
        let loss = self.0.loss(&shocks.0.get(), &expiry.0);
        loss.map(Fixed).map_err(raise)
    }
}

/// A discount of what is owned as an argument.
pub fn long(value: &Any<'_>, what: &str) -> PyResult<Long> {
    read::one::<LongDiscount>(value, what).map(|long| long.0)
}

/// A discount of what is owed as an argument.
pub fn short(value: &Any<'_>, what: &str) -> PyResult<Short> {
    read::one::<ShortDiscount>(value, what).map(|short| short.0)
}

/// A basis charge as an argument.
pub fn basis(value: &Any<'_>, what: &str) -> PyResult<Charge> {
    read::one::<Basis>(value, what).map(|basis| basis.0)
}
