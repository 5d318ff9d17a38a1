//! The macro that turns a list of calls into exported functions.

/// `exports! { module: fn name(argument: Type) = expression; }` defines one exported function for
/// each line, whose result escapes, and `module::keep`, which holds them all.
macro_rules! exports {
    ($module:ident: $($(#[$attribute:meta])* fn $name:ident($($argument:ident: $type:ty),* $(,)?) = $body:expr;)*) => {
        $(
            $(#[$attribute])*
            #[no_mangle]
            pub extern "C" fn $name($($argument: $type),*) {
                core::hint::black_box($body);
            }
        )*

        pub mod $module {
            pub fn keep() {
                $(
                    $(#[$attribute])*
                    core::hint::black_box(super::$name as *const ());
                )*
            }
        }
    };
}

pub(crate) use exports;
