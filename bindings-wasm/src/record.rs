//! Types that the core reads back from no packed form, or only from a valid one, as bytes: the numbers of
//! which a constructor makes them, one after the other.

use crate::error::Answer;
pub use crate::number::words;
use crate::state::Reader;
#[cfg(feature = "solvency")]
use alloc::string::String;
use alloc::vec::Vec;
#[cfg(any(feature = "solvency", feature = "risk"))]
use bytemuck::Pod;
use plimsoll::Fixed;

/// A value that a constructor makes of numbers and counts.
pub trait Record: Sized {
    /// Reads the constructor's arguments, and calls it.
    fn read(reader: &mut Reader<'_>) -> Answer<Self>;
}

/// The numbers of a record and behind them its counts, in the order of its bytes, and what it makes of
/// them.
macro_rules! record {
    ($type:ident { $($number:ident),* $(; $($count:ident),*)? } $make:expr) => {
        impl $crate::record::Record for $type {
            #[inline(never)] // one copy a type: size is what a page pays
            fn read(reader: &mut $crate::state::Reader<'_>) -> $crate::error::Answer<Self> {
                $(let $number = reader.number()?;)*
                $($(let $count = reader.count()?;)*)?
                Ok($make)
            }
        }
    };
}
pub(crate) use record;

/// A `check` for each record: its constructor is asked, and what it makes is left.
#[cfg(any(feature = "portfolio", feature = "risk"))]
macro_rules! checks {
    ($($name:ident $type:ty),* $(,)?) => {$(
        #[wasm_bindgen::prelude::wasm_bindgen]
        pub fn $name(bytes: &[u8]) -> $crate::error::Answer<()> {
            $crate::record::take::<$type>(bytes).map(drop)
        }
    )*};
}
#[cfg(any(feature = "portfolio", feature = "risk"))]
pub(crate) use checks;

/// One record from its bytes.
pub fn take<T: Record>(bytes: &[u8]) -> Answer<T> {
    let mut reader = Reader(bytes);
    let value = T::read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// All records that these bytes list.
#[cfg(any(feature = "portfolio", feature = "risk"))]
#[inline(never)]
pub fn list<T: Record>(bytes: &[u8]) -> Answer<Vec<T>> {
    Reader(bytes).rest(T::read)
}

/// Numbers one after the other.
#[cfg(any(feature = "portfolio", feature = "risk"))]
#[inline(never)]
pub fn numbers<'a>(all: impl IntoIterator<Item = &'a Fixed>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in all {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes
}

/// The bytes of a packed form.
#[cfg(any(feature = "solvency", feature = "risk"))]
pub fn pack<P: Pod>(packed: P) -> Vec<u8> {
    bytemuck::bytes_of(&packed).into()
}

/// Words behind a name.
#[cfg(feature = "solvency")]
#[inline(never)]
pub fn named(name: &str, numbers: &[Fixed]) -> String {
    [name, &words(numbers)].join(" ")
}

#[cfg(any(feature = "portfolio", feature = "risk"))]
impl Record for Fixed {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        reader.number()
    }
}
