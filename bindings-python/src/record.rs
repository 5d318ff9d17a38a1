//! Classes of plain values on a type of the core's.

use crate::names::REASON;
use crate::number::Fixed;
use crate::read::Any;
use crate::weights::Bounds;
use plimsoll::liquidation::sizing::Reason;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple};

/// A field of a value, as Python sees it.
pub trait Field {
    /// The value.
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>>;
    /// The code that makes it.
    fn show(&self) -> String;
}

/// A value of the core's is given as the class that wraps it.
macro_rules! wrapped {
    ($core:ty, $class:ident) => {
        impl crate::record::Field for $core {
            fn give<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<crate::read::Any<'py>> {
                Ok(pyo3::Bound::new(py, $class(*self))?.into_any())
            }

            fn show(&self) -> String {
                $class(*self).__repr__()
            }
        }
    };
}
pub(crate) use wrapped;

/// An enum of the core's is given as the member of the class under this name, and shown as the member, or
/// as its text where that may stand for it.
macro_rules! named {
    ($core:ty, $names:ident) => {
        crate::record::named!($core, $names, |value: $core| $names.show(value));
    };
    ($core:ty, $names:ident, text) => {
        crate::record::named!($core, $names, |value: $core| format!(
            "\"{}\"",
            $names.text(value)
        ));
    };
    ($core:ty, $names:ident, $show:expr) => {
        impl crate::record::Field for $core {
            fn give<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<crate::read::Any<'py>> {
                $names.give(py, *self)
            }

            fn show(&self) -> String {
                $show(*self)
            }
        }
    };
}
pub(crate) use named;

wrapped!(plimsoll::Bound, Bounds);
named!(Reason, REASON);

impl Field for plimsoll::Fixed {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        Ok(Bound::new(py, Fixed(*self))?.into_any())
    }

    fn show(&self) -> String {
        Fixed::show(self)
    }
}

macro_rules! counted {
    ($($count:ty)*) => {$(
        impl Field for $count {
            fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
                Ok(PyInt::new(py, *self).into_any())
            }

            fn show(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
counted!(u8 u64 usize);

impl<T: Field> Field for &T {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        (**self).give(py)
    }

    fn show(&self) -> String {
        (**self).show()
    }
}

impl<T: Field, const K: usize> Field for [T; K] {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        let items: PyResult<Vec<_>> = self.iter().map(|item| item.give(py)).collect();
        Ok(PyTuple::new(py, items?)?.into_any())
    }

    fn show(&self) -> String {
        let items: Vec<_> = self.iter().map(Field::show).collect();
        format!("({})", items.join(", "))
    }
}

/// Equality, hash, `repr` and pickles are those of the fields.
macro_rules! of_fields {
    (
        $(#[$about:meta])*
        ($module:tt) $name:ident($core:ty) = $make:expr;
        [$($head:tt)*] $maker:ident($($class:tt)*) $path:literal;
        { $($(#[$doc:meta])* $field:ident $(.$call:tt)?: $read:path,)* }
        $($methods:tt)*
    ) => {
        $(#[$about])*
        #[pyclass(frozen, eq, module = $module)]
        #[derive(Clone, Copy, PartialEq)]
        pub struct $name(pub $core);

        crate::record::wrapped!($core, $name);

        #[pymethods]
        impl $name {
            $($head)*
            #[allow(clippy::too_many_arguments)] // as many as the core's type has
            fn $maker($($class)* $($field: &Any<'_>),*) -> PyResult<Self> {
                let make = $make;
                make($($read($field, stringify!($field))?),*).map($name)
            }

            $(
                $(#[$doc])*
                #[getter]
                fn $field<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
                    crate::record::Field::give(&self.0.$field$($call)?, py)
                }
            )*

            pub fn __repr__(&self) -> String {
                let parts = [$(crate::record::Field::show(&self.0.$field$($call)?)),*];
                format!("{}{}({})", stringify!($name), $path, parts.join(", "))
            }

            fn __hash__(&self) -> u64 {
                crate::value::hash(&self.__repr__())
            }

            fn __reduce__<'py>(
                &self,
                py: Python<'py>,
            ) -> PyResult<(Any<'py>, Bound<'py, pyo3::types::PyTuple>)> {
                let parts = [$(self.$field(py)?),*];
                let class = py.get_type::<Self>().into_any();
                let made = match $path {
                    "" => class,
                    _ => class.getattr(stringify!($maker))?,
                };
                Ok((made, pyo3::types::PyTuple::new(py, parts)?))
            }

            $($methods)*
        }
    };
}
pub(crate) use of_fields;

/// A class on a struct of the core's whose fields are public: the constructor reads each field with the
/// function named behind it. Methods may follow.
macro_rules! record {
    (
        $(#[$about:meta])*
        class($module:tt) $name:ident($core:ident) {
            $($(#[$doc:meta])* $field:ident: $read:path,)*
        }
        $($methods:tt)*
    ) => {
        crate::record::of_fields! {
            $(#[$about])*
            ($module) $name($core) = |$($field),*| PyResult::Ok($core { $($field),* });
            [#[new]] new() "";
            { $($(#[$doc])* $field: $read,)* }
            $($methods)*
        }
    };
}
pub(crate) use record;

/// The same where the core has a function that says whether the fields are valid; what an error is about
/// stands behind it.
macro_rules! valid {
    (
        $(#[$about:meta])*
        class($module:tt) $name:ident($core:ident::$valid:ident $(, $error:ident: $cause:literal)*) {
            $($(#[$doc:meta])* $field:ident: $read:path,)*
        }
        $($methods:tt)*
    ) => {
        crate::record::of_fields! {
            $(#[$about])*
            ($module) $name($core) = |$($field),*| {
                let made = $core { $($field),* };
                let causes = [$((plimsoll::Error::$error, $cause)),*];
                made.$valid().map_err(crate::error::caused_by(&causes)).map(|()| made)
            };
            [#[new]] new() "";
            { $($(#[$doc])* $field: $read,)* }
            $($methods)*
        }
    };
}
pub(crate) use valid;

/// The same on a type that its constructor checks, from the arguments in their order; each has a getter
/// of its name. What an error is about stands behind the constructor.
macro_rules! checked {
    (
        $(#[$about:meta])*
        class($module:tt) $name:ident($core:ident::$make:ident $(, $error:ident: $cause:literal)*) {
            $($(#[$doc:meta])* $field:ident: $read:path,)*
        }
        $($methods:tt)*
    ) => {
        crate::record::of_fields! {
            $(#[$about])*
            ($module) $name($core) = |$($field),*| {
                let causes = [$((plimsoll::Error::$error, $cause)),*];
                $core::$make($($field),*).map_err(crate::error::caused_by(&causes))
            };
            [#[new]] new() "";
            { $($(#[$doc])* $field.(): $read,)* }
            $($methods)*
        }
    };
}
pub(crate) use checked;

/// The same on a struct that is computed: the methods hold its constructor, and `from_parts` reads the
/// fields as they were.
macro_rules! computed {
    (
        $(#[$about:meta])*
        class($module:tt) $name:ident($core:ident) {
            $($(#[$doc:meta])* $field:ident: $read:path,)*
        }
        $($methods:tt)*
    ) => {
        crate::record::of_fields! {
            $(#[$about])*
            ($module) $name($core) = |$($field),*| PyResult::Ok($core { $($field),* });
            [
                /// The parts as they were stored, by their names.
                ///
                /// Raises
                /// ------
                /// InvalidNumber, Overflow
                #[classmethod]
            ] from_parts(_class: &Bound<'_, pyo3::types::PyType>,) ".from_parts";
            { $($(#[$doc])* $field: $read,)* }
            $($methods)*
        }
    };
}
pub(crate) use computed;
