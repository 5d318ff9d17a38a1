//! Classes of plain values: a struct of the core's whose fields are public.

use crate::names::REASON;
use crate::number::Fixed;
use crate::read::Any;
use crate::weights::Bounds;
use plimsoll::liquidation::sizing::Reason;
use pyo3::prelude::*;

/// A field of a record, as Python sees it.
pub trait Field {
    /// The value.
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>>;
    /// The code that makes it.
    fn show(&self) -> String;
}

impl Field for plimsoll::Fixed {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        Ok(Bound::new(py, Fixed(*self))?.into_any())
    }

    fn show(&self) -> String {
        Fixed::show(self)
    }
}

impl Field for plimsoll::Bound {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        Ok(Bound::new(py, Bounds(*self))?.into_any())
    }

    fn show(&self) -> String {
        Bounds(*self).__repr__()
    }
}

impl Field for Reason {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        REASON.give(py, *self)
    }

    fn show(&self) -> String {
        REASON.show(*self)
    }
}

/// A class on a struct of the core's: the constructor reads each field with the function named behind
/// it, and equality, hash, `repr` and pickles are those of the fields. Methods may follow.
macro_rules! record {
    (
        $(#[$about:meta])*
        class($module:tt) $name:ident($core:ident) {
            $($(#[$doc:meta])* $field:ident: $read:path,)*
        }
        $($methods:tt)*
    ) => {
        $(#[$about])*
        #[pyclass(frozen, eq, module = $module)]
        #[derive(Clone, Copy, PartialEq)]
        pub struct $name(pub $core);

        #[pymethods]
        impl $name {
            #[new]
            fn new($($field: &Any<'_>),*) -> PyResult<Self> {
                Ok($name($core {
                    $($field: $read($field, stringify!($field))?,)*
                }))
            }

            $(
                $(#[$doc])*
                #[getter]
                fn $field<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
                    crate::record::Field::give(&self.0.$field, py)
                }
            )*

            fn __repr__(&self) -> String {
                let parts = [$(crate::record::Field::show(&self.0.$field)),*];
                format!("{}({})", stringify!($name), parts.join(", "))
            }

            fn __hash__(&self) -> u64 {
                crate::value::hash(&self.__repr__())
            }

            fn __reduce__<'py>(
                &self,
                py: Python<'py>,
            ) -> PyResult<(Bound<'py, pyo3::types::PyType>, Bound<'py, pyo3::types::PyTuple>)> {
                let parts = [$(self.$field(py)?),*];
                Ok((py.get_type::<Self>(), pyo3::types::PyTuple::new(py, parts)?))
            }

            $($methods)*
        }
    };
}
pub(crate) use record;
