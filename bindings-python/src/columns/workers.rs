//! Work on threads while Python waits: progress is told and Ctrl-C is heard.

use crate::read::Any;
use pyo3::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{channel, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How many accounts are measured at a time.
pub const CHUNK: usize = 2048;
/// How often Python is asked whether to go on.
const PAUSE: Duration = Duration::from_millis(50);

/// How many threads work, and who is told how far they are.
pub struct Workers<'py> {
    threads: usize,
    progress: Option<Any<'py>>,
}

impl<'py> Workers<'py> {
    /// All cores where no number is given.
    ///
    /// Errors: a number that is no `int`, or less than 1.
    pub fn new(threads: Option<&Any<'py>>, progress: Option<Any<'py>>) -> PyResult<Self> {
        let threads = match threads {
            Some(threads) => match crate::read::place::<usize>(threads, "threads")? {
                0 => {
                    return Err(crate::error::about("threads")(
                        plimsoll::Error::InvalidQuantity,
                    ))
                }
                threads => threads,
            },
            None => thread::available_parallelism().map_or(1, |cores| cores.get()),
        };
        Ok(Workers { threads, progress })
    }

    /// So many threads, and nobody to tell.
    pub fn silent(threads: usize) -> Workers<'static> {
        Workers {
            threads,
            progress: None,
        }
    }

    /// How many threads there are at most.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Runs `work` on every part, each a range of accounts and where its results go, and tells the progress
    /// of them. `room` makes what each thread needs for itself.
    ///
    /// Errors: that of the first part that has one, whatever the threads did; what `progress` raises;
    /// `KeyboardInterrupt`.
    pub fn run<P, R, E>(
        &self,
        py: Python<'py>,
        parts: impl Iterator<Item = (Range<usize>, P)> + Send,
        room: impl Fn() -> R + Sync,
        work: impl Fn(Range<usize>, P, &mut R) -> Result<(), E> + Sync,
        raise: impl FnOnce(E) -> PyErr,
    ) -> PyResult<()>
    where
        P: Send,
        E: Send,
    {
        let least = parts.size_hint().0.max(1);
        let threads = self.threads.min(least);
        let progress = self
            .progress
            .as_ref()
            .map(|progress| progress.clone().unbind());
        let (parts, failed) = (Mutex::new(parts), Mutex::new(None::<(usize, E)>));
        let (done, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let take = || match stop.load(Ordering::Relaxed) {
            true => None,
            false => parts.lock().unwrap_or_else(PoisonError::into_inner).next(),
        };
        // Parts are taken in their order: whoever fails, all before it are in work, and their errors count.
        let labour = || {
            let mut room = room();
            while let Some((accounts, part)) = take() {
                let (first, count) = (accounts.start, accounts.len());
                if let Err(error) = work(accounts, part, &mut room) {
                    stop.store(true, Ordering::Relaxed);
                    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                    if failed.as_ref().is_none_or(|(least, _)| first < *least) {
                        *failed = Some((first, error));
                    }
                }
                done.fetch_add(count, Ordering::Relaxed);
            }
        };
        let waited = py.detach(|| {
            thread::scope(|scope| {
                let (alive, wait) = channel::<()>();
                let labour = &labour;
                for _ in 0..threads {
                    let alive = alive.clone();
                    scope.spawn(move || {
                        labour();
                        drop(alive);
                    });
                }
                drop(alive);
                let mut told = 0;
                loop {
                    let over = wait.recv_timeout(PAUSE) == Err(RecvTimeoutError::Disconnected);
                    let now = done.load(Ordering::Relaxed);
                    let said = Python::attach(|py| {
                        py.check_signals()?;
                        match &progress {
                            Some(progress) if now > told => {
                                progress.call1(py, (now.wrapping_sub(told),)).map(|_| ())
                            }
                            _ => Ok(()),
                        }
                    });
                    told = now;
                    if said.is_err() {
                        stop.store(true, Ordering::Relaxed);
                        return said;
                    }
                    if over {
                        return Ok(());
                    }
                }
            })
        });
        waited?;
        let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.map_or(Ok(()), |(_, error)| Err(raise(error)))
    }
}
