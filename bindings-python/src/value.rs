//! What value classes and accumulators share.

use plimsoll::Error;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The hash of a value by its constructor call, which shows every bit of it.
pub fn hash(call: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    call.hash(&mut hasher);
    hasher.finish()
}

/// A sum that several Python threads may feed; locked only while the core runs, so no code of the
/// caller ever sees it locked.
pub struct Shared<T>(Mutex<T>);

impl<T: Clone> Shared<T> {
    pub fn new(value: T) -> Self {
        Shared(Mutex::new(value))
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        // A change is made to a copy, so what is behind a poisoned lock is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value as it is now.
    pub fn get(&self) -> T {
        self.lock().clone()
    }

    /// Changes the value; what fails leaves it as it was.
    pub fn change<R>(&self, with: impl FnOnce(&mut T) -> Result<R, Error>) -> Result<R, Error> {
        let mut value = self.lock();
        let mut next = value.clone();
        let result = with(&mut next)?;
        *value = next;
        Ok(result)
    }
}

impl<T: Clone> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared::new(self.get())
    }
}

impl<T: Clone + PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
