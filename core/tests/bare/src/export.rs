//! The macro that turns a list of calls into exported functions.

/// `exports! { fn name(argument: Type) = expression; }` defines one exported function for each line,
/// whose result escapes, and `keep`, which holds them all.
macro_rules! exports {
    ($($(#[$attribute:meta])* fn $name:ident($($argument:ident: $type:ty),* $(,)?) = $body:expr;)*) => {
        $(
            $(#[$attribute])*
            #[no_mangle]
            extern "C" fn $name($($argument: $type),*) {
                let _ = core::hint::black_box($body);
            }
        )*

        pub fn keep() {
            $(
                $(#[$attribute])*
                core::hint::black_box($name as *const ());
            )*
        }
    };
}

pub(crate) use exports;
