//! Functions of numbers only.

/// Functions of the module `kernel` that answer with a number: each argument is read by the function named
/// behind it, and what an error is about stands behind the arguments.
macro_rules! functions {
    ($(
        $(#[$about:meta])*
        $name:ident($($argument:ident: $read:path),*) $(, $error:ident: $cause:literal)*;
    )*) => {$(
        $(#[$about])*
        #[pyo3::pyfunction]
        pub fn $name($($argument: &crate::read::Any<'_>),*) -> pyo3::PyResult<crate::number::Fixed> {
            let causes = [$((plimsoll::Error::$error, $cause)),*];
            kernel::$name($(&$read($argument, stringify!($argument))?),*)
                .map(crate::number::Fixed)
                .map_err(crate::error::caused_by(&causes))
        }
    )*};
}
pub(crate) use functions;
