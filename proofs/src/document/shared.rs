//! The points of range proofs, shared by all documents of a process.

use crate::{range, Generators};
use std::sync::{Arc, Mutex, PoisonError};

/// The most that anybody has asked for so far: hashing points takes longer than most proofs do.
static LARGEST: Mutex<Option<Arc<Generators>>> = Mutex::new(None);

/// Enough for a proof of so many values.
pub(crate) fn generators(values: usize) -> Arc<Generators> {
    // What is there is whole, even where a thread has panicked meanwhile.
    let mut largest = LARGEST.lock().unwrap_or_else(PoisonError::into_inner);
    let needed = range::chunks(values).next().unwrap_or(0);
    if let Some(generators) = largest.as_ref() {
        if generators.capacity() >= needed {
            return generators.clone();
        }
    }
    let generators = Arc::new(Generators::new(values));
    *largest = Some(generators.clone());
    generators
}
