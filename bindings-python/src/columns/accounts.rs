//! The column of accounts: whose rows are where, in ascending order of account.

use super::fault::{in_row, trouble};
use super::place::{named, no_nulls};
use super::source::Column;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type,
    UInt64Type, UInt8Type,
};
use arrow_array::{
    Array, ArrayRef, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_buffer::ScalarBuffer;
use arrow_schema::DataType;
use plimsoll::Error;
use pyo3::PyResult;
use std::sync::Arc;

/// The accounts of one table, ascending, and which rows are whose.
pub struct Grouped {
    pub keys: Keys,
    /// Where each account's rows begin, and behind the last where they end.
    pub offsets: Vec<u32>,
    /// The caller's row at each place, where its rows had to be sorted.
    pub order: Option<Vec<u32>>,
}

/// What accounts are called.
#[derive(Clone)]
pub struct Keys {
    names: Names,
    /// As the caller's column has them.
    kind: DataType,
}

#[derive(Clone)]
enum Names {
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
    Text(LargeStringArray),
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
        let twice = |row: u32| in_row(market, row as usize, Error::InvalidOrder);
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
            keys: Keys { names, kind },
            offsets,
            order,
        })
    }
}

impl Keys {
    /// No accounts, as places.
    pub fn none() -> Self {
        Keys {
            names: Names::Signed(Vec::new()),
            kind: DataType::Int64,
        }
    }

    pub fn len(&self) -> usize {
        match &self.names {
            Names::Signed(keys) => keys.len(),
            Names::Unsigned(keys) => keys.len(),
            Names::Text(keys) => keys.len(),
        }
    }

    /// Leaves out the last account.
    pub fn pop(&mut self) {
        match &mut self.names {
            Names::Signed(keys) => drop(keys.pop()),
            Names::Unsigned(keys) => drop(keys.pop()),
            Names::Text(keys) => *keys = keys.slice(0, keys.len().saturating_sub(1)),
        }
    }

    /// The type of the column out.
    pub fn kind(&self) -> &DataType {
        &self.kind
    }

    /// What an account is called, for an error.
    pub fn show(&self, account: usize) -> String {
        match &self.names {
            Names::Signed(keys) => keys.get(account).map(i64::to_string).unwrap_or_default(),
            Names::Unsigned(keys) => keys.get(account).map(u64::to_string).unwrap_or_default(),
            Names::Text(keys) if account < keys.len() => format!("{:?}", keys.value(account)),
            Names::Text(_) => String::new(),
        }
    }

    /// The column out, of the type of the column in.
    pub fn array(&self) -> ArrayRef {
        fn narrow<P>(keys: &[i64]) -> ArrayRef
        where
            P: ArrowPrimitiveType,
            P::Native: TryFrom<i64> + Default,
        {
            let keys = keys
                .iter()
                .map(|key| P::Native::try_from(*key).unwrap_or_default());
            Arc::new(PrimitiveArray::<P>::from_iter_values(keys))
        }
        match (&self.names, &self.kind) {
            (Names::Signed(keys), DataType::Int8) => narrow::<Int8Type>(keys),
            (Names::Signed(keys), DataType::Int16) => narrow::<Int16Type>(keys),
            (Names::Signed(keys), DataType::Int32) => narrow::<Int32Type>(keys),
            (Names::Signed(keys), DataType::UInt8) => narrow::<UInt8Type>(keys),
            (Names::Signed(keys), DataType::UInt16) => narrow::<UInt16Type>(keys),
            (Names::Signed(keys), DataType::UInt32) => narrow::<UInt32Type>(keys),
            (Names::Signed(keys), _) => Arc::new(PrimitiveArray::<Int64Type>::from_iter_values(
                keys.iter().copied(),
            )),
            (Names::Unsigned(keys), _) => Arc::new(PrimitiveArray::<UInt64Type>::from_iter_values(
                keys.iter().copied(),
            )),
            (Names::Text(keys), DataType::LargeUtf8) => Arc::new(keys.clone()),
            (Names::Text(keys), DataType::Utf8View) => {
                Arc::new(StringViewArray::from_iter_values(keys.iter().flatten()))
            }
            (Names::Text(keys), _) => {
                Arc::new(StringArray::from_iter_values(keys.iter().flatten()))
            }
        }
    }

    /// Some of the accounts, in another order or more than once.
    pub fn take(&self, places: impl Iterator<Item = u32>) -> Keys {
        let places = places.map(|place| place as usize);
        let names = match &self.names {
            Names::Signed(keys) => {
                Names::Signed(places.flat_map(|at| keys.get(at).copied()).collect())
            }
            Names::Unsigned(keys) => {
                Names::Unsigned(places.flat_map(|at| keys.get(at).copied()).collect())
            }
            Names::Text(keys) => {
                let places = places.filter(|at| *at < keys.len());
                Names::Text(LargeStringArray::from_iter_values(
                    places.map(|at| keys.value(at)),
                ))
            }
        };
        Keys {
            names,
            kind: self.kind.clone(),
        }
    }

    /// The accounts of both, ascending. Nothing where one has integers and the other text.
    pub fn union(&self, other: &Keys) -> Option<Keys> {
        let names = match (&self.names, &other.names) {
            (Names::Signed(a), Names::Signed(b)) => Names::Signed(merged(a, b)),
            (Names::Unsigned(a), Names::Unsigned(b)) => Names::Unsigned(merged(a, b)),
            (Names::Text(a), Names::Text(b)) => {
                let (a, b): (Vec<_>, Vec<_>) =
                    (a.iter().flatten().collect(), b.iter().flatten().collect());
                Names::Text(LargeStringArray::from_iter_values(merged(&a, &b)))
            }
            _ if other.len() == 0 => return Some(self.clone()),
            _ if self.len() == 0 => return Some(other.clone()),
            _ => return None,
        };
        Some(Keys {
            names,
            kind: self.kind.clone(),
        })
    }

    /// The offsets of a table among more accounts than it has.
    pub fn spread(&self, offsets: &[u32], all: &Keys) -> Vec<u32> {
        match (&self.names, &all.names) {
            (Names::Signed(own), Names::Signed(all)) => spread(own, offsets, all),
            (Names::Unsigned(own), Names::Unsigned(all)) => spread(own, offsets, all),
            (Names::Text(own), Names::Text(all)) => {
                let (own, all): (Vec<_>, Vec<_>) = (
                    own.iter().flatten().collect(),
                    all.iter().flatten().collect(),
                );
                spread(&own, offsets, &all)
            }
            _ => vec![0; all.len().saturating_add(1)],
        }
    }
}

fn merged<K: Ord + Copy>(a: &[K], b: &[K]) -> Vec<K> {
    let mut all = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let Some(least) = a.peek().into_iter().chain(b.peek()).min().copied() {
        a.next_if_eq(&least);
        b.next_if_eq(&least);
        all.push(*least);
    }
    all
}

fn spread<K: Ord + Copy>(own: &[K], offsets: &[u32], all: &[K]) -> Vec<u32> {
    let mut spread = Vec::with_capacity(all.len().saturating_add(1));
    let mut own = own
        .iter()
        .zip(offsets.get(1..).unwrap_or_default())
        .peekable();
    let mut end = 0;
    spread.push(end);
    for key in all {
        if let Some((_, own)) = own.next_if(|(own, _)| *own == key) {
            end = *own;
        }
        spread.push(end);
    }
    spread
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
    let mut order: Vec<u32> = (0..).take(keys.len()).collect();
    let key = |row: &u32| {
        (
            keys.get(*row as usize).copied(),
            markets.get(*row as usize).copied(),
        )
    };
    // Of equal ones the caller's order stands, so that the later is the one that stands twice.
    order.sort_by_key(key);
    let twice = order.windows(2).find_map(|pair| match pair {
        [before, row] if key(before) == key(row) => Some(*row),
        _ => None,
    });
    if let Some(row) = twice {
        return Err(row);
    }
    let (mut found, mut offsets) = (Vec::new(), Vec::new());
    for (place, row) in (0..).zip(&order) {
        let key = keys.get(*row as usize).copied();
        if let Some(key) = key.filter(|key| found.last() != Some(key)) {
            found.push(key);
            offsets.push(place);
        }
    }
    offsets.push(u32::try_from(order.len()).unwrap_or(u32::MAX));
    Ok((found, offsets, Some(order)))
}

/// Accounts and offsets of rows that ascend by account and market; nothing where they do not.
fn runs<K: Ord + Copy>(keys: &[K], markets: &[u32]) -> Option<(Vec<K>, Vec<u32>)> {
    let Some(first) = keys.first() else {
        return Some((Vec::new(), vec![0]));
    };
    let (mut found, mut offsets) = (vec![*first], vec![0]);
    let mut before = (first, markets.first()?);
    let mut ascending = true;
    for (row, (key, market)) in (0..).zip(keys.iter().zip(markets)).skip(1) {
        let same = before.0 == key;
        ascending &= (before.0 < key) | (same & (before.1 < market));
        if !same {
            found.push(*key);
            offsets.push(row);
        }
        before = (key, market);
    }
    offsets.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
    ascending.then_some((found, offsets))
}
