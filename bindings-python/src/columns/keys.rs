//! What accounts are called.

use arrow_array::types::{
    ArrowPrimitiveType, Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type,
    UInt64Type, UInt8Type,
};
use arrow_array::{
    Array, ArrayRef, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_schema::DataType;
use std::sync::Arc;

/// What accounts are called.
#[derive(Clone)]
pub struct Keys {
    names: Names,
    /// As the caller's column has them.
    kind: DataType,
}

#[derive(Clone)]
pub enum Names {
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
    Text(LargeStringArray),
}

impl Keys {
    /// Accounts of these names, from a column of this type.
    pub fn new(names: Names, kind: DataType) -> Self {
        Keys { names, kind }
    }

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
