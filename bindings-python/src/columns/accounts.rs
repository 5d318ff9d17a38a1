//! The column of accounts: whose rows are where, in ascending order of account.

use super::fault::{in_row, trouble};
use super::keys::{Keys, Names};
use super::place::{named, no_nulls};
use super::source::Column;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type,
    UInt64Type, UInt8Type,
};
use arrow_array::{Array, LargeStringArray};
use arrow_buffer::ScalarBuffer;
use arrow_schema::DataType;
use plimsoll::Error;
use pyo3::PyResult;

/// The accounts of one table, ascending, and which rows are whose.
pub struct Grouped {
    pub keys: Keys,
    /// Where each account's rows begin, and behind the last where they end.
    pub offsets: Vec<u32>,
    /// The caller's row at each place, where its rows had to be sorted.
    pub order: Option<Vec<u32>>,
}

impl Grouped {
    /// The accounts of a column, each row's market beside it.
    ///
    /// Errors: nulls, a wrong type, the same market twice in an account.
    pub fn new(column: &Column, markets: &[u32], market: &str) -> PyResult<Self> {
        no_nulls(column)?;
        if u32::try_from(column.rows).is_err() {
            return Err(in_row(&column.what, u32::MAX as usize, Error::Overflow));
        }
        let kind = column.kind.clone();
        let twice = |row: u32| {
            let row = column.first.saturating_add(row as usize);
            in_row(market, row, Error::InvalidOrder)
        };
        let (names, offsets, order) = match &kind {
            DataType::UInt64 => {
                let column = whole::<UInt64Type>(column);
                let found = group(&column, markets).map_err(twice)?;
                (Names::Unsigned(found.0), found.1, found.2)
            }
            kind if kind.is_integer() => {
                let column = signed(column);
                let found = group(&column, markets).map_err(twice)?;
                (Names::Signed(found.0), found.1, found.2)
            }
            _ => {
                let texts = texts(column)?;
                let found = group(&texts, markets).map_err(twice)?;
                let names = LargeStringArray::from_iter_values(found.0);
                (Names::Text(names), found.1, found.2)
            }
        };
        let kind = match kind {
            DataType::Dictionary(_, values) => *values,
            kind => kind,
        };
        Ok(Grouped {
            keys: Keys::new(names, kind),
            offsets,
            order,
        })
    }
}

fn whole<P: ArrowPrimitiveType>(column: &Column) -> ScalarBuffer<P::Native> {
    if let [chunk] = column.chunks.as_slice() {
        return chunk.as_primitive::<P>().values().clone();
    }
    let chunks = column.chunks.iter();
    let all: Vec<P::Native> = chunks
        .flat_map(|chunk| chunk.as_primitive::<P>().values().iter().copied())
        .collect();
    all.into()
}

/// Integers of any width that 64 bits with a sign hold.
fn signed(column: &Column) -> ScalarBuffer<i64> {
    fn wide<P>(column: &Column) -> ScalarBuffer<i64>
    where
        P: ArrowPrimitiveType,
        P::Native: Into<i64>,
    {
        let narrow = whole::<P>(column);
        narrow
            .iter()
            .map(|key| (*key).into())
            .collect::<Vec<i64>>()
            .into()
    }
    match column.kind {
        DataType::Int8 => wide::<Int8Type>(column),
        DataType::Int16 => wide::<Int16Type>(column),
        DataType::Int32 => wide::<Int32Type>(column),
        DataType::UInt8 => wide::<UInt8Type>(column),
        DataType::UInt16 => wide::<UInt16Type>(column),
        DataType::UInt32 => wide::<UInt32Type>(column),
        _ => whole::<Int64Type>(column),
    }
}

fn texts(column: &Column) -> PyResult<Vec<&str>> {
    let mut texts = Vec::with_capacity(column.rows);
    for (_, chunk) in column.parts() {
        let Some(dictionary) = chunk.as_any_dictionary_opt() else {
            all(column, chunk.as_ref(), &mut texts)?;
            continue;
        };
        let mut values = Vec::with_capacity(dictionary.values().len());
        all(column, dictionary.values().as_ref(), &mut values)?;
        let keys = dictionary.normalized_keys().into_iter();
        texts.extend(keys.map(|key| values.get(key).copied().unwrap_or_default()));
    }
    Ok(texts)
}

fn all<'a>(column: &Column, chunk: &'a dyn Array, texts: &mut Vec<&'a str>) -> PyResult<()> {
    let kinds = [DataType::Utf8, DataType::LargeUtf8, DataType::Utf8View];
    if !kinds.contains(chunk.data_type()) {
        let problem = format!("expected integers or text, not {}", column.kind);
        return Err(trouble(&column.what, &problem));
    }
    named(chunk, column, &mut |_, text| {
        texts.push(text);
        Ok(())
    })
}

type Groups<K> = (Vec<K>, Vec<u32>, Option<Vec<u32>>);

/// Accounts, offsets, and the order where the rows are not in it. Errors: the row that stands twice.
fn group<K: Ord + Copy>(keys: &[K], markets: &[u32]) -> Result<Groups<K>, u32> {
    if let Some((found, offsets)) = runs(keys, markets) {
        return Ok((found, offsets, None));
    }
    let rows = keys.iter().zip(markets).zip(0u32..);
    let mut rows: Vec<(K, u32, u32)> = rows
        .map(|((key, market), row)| (*key, *market, row))
        .collect();
    // Of equal ones the later of the caller's rows comes second: that is the one that stands twice.
    rows.sort_unstable();
    let twice = rows.windows(2).find_map(|pair| match pair {
        [(key, market, _), (next, after, row)] if (key, market) == (next, after) => Some(*row),
        _ => None,
    });
    if let Some(row) = twice {
        return Err(row);
    }
    let (mut found, mut offsets) = (Vec::new(), Vec::new());
    for (place, (key, _, _)) in (0..).zip(&rows) {
        if found.last() != Some(key) {
            found.push(*key);
            offsets.push(place);
        }
    }
    offsets.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    let order = rows.into_iter().map(|(_, _, row)| row).collect();
    Ok((found, offsets, Some(order)))
}

/// Accounts and offsets of rows that ascend by account and market; nothing where they do not.
///
/// Each row is held against the next, a word of rows at a time: bits say where accounts begin, so that no
/// branch depends on a row.
fn runs<K: Ord + Copy>(keys: &[K], markets: &[u32]) -> Option<(Vec<K>, Vec<u32>)> {
    const WORD: usize = 64;
    let Some(first) = keys.first() else {
        return Some((Vec::new(), vec![0]));
    };
    // There are no more accounts than rows; what is not written to takes no memory.
    let mut found = Vec::with_capacity(keys.len());
    let mut offsets = Vec::with_capacity(keys.len().saturating_add(1));
    found.push(*first);
    offsets.push(0);
    let mut ascending = true;
    let next = (keys.get(1..)?, markets.get(1..)?);
    let before = keys.chunks(WORD).zip(markets.chunks(WORD));
    let words = before.zip(next.0.chunks(WORD).zip(next.1.chunks(WORD)));
    for (row, ((keys, markets), (next, nexts))) in (1u32..).step_by(WORD).zip(words) {
        let mut begins = 0u64;
        let pairs = keys.iter().zip(next).zip(markets.iter().zip(nexts));
        for (at, ((key, next), (market, after))) in (0u32..).zip(pairs) {
            let same = key == next;
            ascending &= (key < next) | (same & (market < after));
            begins |= u64::from(!same).wrapping_shl(at);
        }
        if !ascending {
            return None;
        }
        while begins != 0 {
            let at = begins.trailing_zeros();
            offsets.push(row.wrapping_add(at));
            found.extend(next.get(at as usize));
            begins &= begins.wrapping_sub(1);
        }
    }
    offsets.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
    found.shrink_to_fit();
    offsets.shrink_to_fit();
    Some((found, offsets))
}
