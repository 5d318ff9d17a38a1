//! Range proofs: every committed value is a whole number from 0 to 2^64 - 1.
//!
//! Bulletproofs (Bünz and others, 2018), many values in one proof, so that its size grows with the logarithm of their
//! number. Beyond [`MOST`] values a proof is made of several chunks: their number then grows with the values, and
//! they are proved on as many threads as the machine has processors.

use crate::{Commitment, Error, Generators};
use bulletproofs::RangeProof;
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use merlin::Transcript;
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRng, RngCore, SeedableRng};
use std::sync::Mutex;
use std::thread;

/// Bits of a value.
pub(crate) const BITS: usize = 64;

/// The most values in one aggregated proof; more are proved in chunks.
pub const MOST: usize = 256;

/// The sizes of the chunks that so many values are proved in, the largest first: full ones, then the powers of two
/// that the rest is the sum of.
pub(crate) fn chunks(values: usize) -> impl Iterator<Item = usize> {
    let total = padded(values);
    std::iter::repeat_n(MOST, total / MOST).chain(powers(total % MOST))
}

/// What is left below eight is rounded up to a power of two: a value zero costs less than a chunk.
fn padded(values: usize) -> usize {
    values.saturating_add(match values % 8 {
        3 | 7 => 1,
        6 => 2,
        5 => 3,
        _ => 0,
    })
}

/// The powers of two that a number below [`MOST`] is the sum of, the largest first.
fn powers(number: usize) -> impl Iterator<Item = usize> {
    (0..MOST.trailing_zeros())
        .rev()
        .map(|power| 1 << power)
        .filter(move |power| number & power != 0)
}

/// Bytes of one chunk's proof: four points, three scalars, two points a halving, and two scalars.
fn chunk_length(size: usize) -> usize {
    let halvings = size.saturating_mul(BITS).trailing_zeros() as usize;
    halvings.wrapping_mul(2).wrapping_add(9).wrapping_mul(32)
}

/// Bytes of the proof of so many values.
pub fn length(values: usize) -> usize {
    let total = padded(values);
    let full = (total / MOST).saturating_mul(chunk_length(MOST));
    powers(total % MOST).fold(full, |sum, size| sum.saturating_add(chunk_length(size)))
}

/// The transcript of all chunks: that of the statement, and all commitments, so that no chunk stands in another proof.
fn bind<'a>(
    transcript: &Transcript,
    commitments: impl ExactSizeIterator<Item = &'a CompressedRistretto>,
) -> Transcript {
    let mut transcript = transcript.clone();
    transcript.append_message(b"dom-sep", b"plimsoll ranges");
    transcript.append_u64(b"values", commitments.len() as u64);
    for commitment in commitments {
        transcript.append_message(b"commitment", commitment.as_bytes());
    }
    transcript
}

/// The transcript of one chunk, so that none stands in another's place.
fn at(transcript: &Transcript, place: usize) -> Transcript {
    let mut transcript = transcript.clone();
    transcript.append_u64(b"chunk", place as u64);
    transcript
}

/// A chunk still to be proved.
struct Task<'a> {
    transcript: Transcript,
    values: Vec<u64>,
    blindings: Vec<Scalar>,
    rng: ChaCha20Rng,
    proof: &'a mut [u8],
}

impl Task<'_> {
    fn prove(mut self, generators: &Generators) -> Result<(), Error> {
        let (proof, _) = RangeProof::prove_multiple_with_rng(
            generators.bulletproofs(),
            generators.pedersen(),
            &mut self.transcript,
            &self.values,
            &self.blindings,
            BITS,
            &mut self.rng,
        )
        .map_err(|_| Error::InvalidProof)?;
        let proof = proof.to_bytes();
        if proof.len() != self.proof.len() {
            return Err(Error::WrongLength);
        }
        self.proof.copy_from_slice(&proof);
        Ok(())
    }
}

/// Proves every task that nobody else has taken.
fn work(generators: &Generators, tasks: &Mutex<std::vec::IntoIter<Task>>) -> Result<(), Error> {
    loop {
        let task = tasks.lock().ok().and_then(|mut tasks| tasks.next());
        match task {
            Some(task) => task.prove(generators)?,
            None => return Ok(()),
        }
    }
}

/// The proof that every value of `value * B + blinding * H`, in order, is a whole number below 2^64: [`length`] bytes.
///
/// What hides the values is drawn from `rng`, the statement and the blindings together, so that a generator that
/// repeats itself does not give them away. Errors: [`Error::WrongLength`] where there are not as many blindings as
/// values, [`Error::TooMany`] where the generators were made for fewer values.
pub fn prove(
    generators: &Generators,
    transcript: &Transcript,
    values: &[u64],
    blindings: &[Scalar],
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<Vec<u8>, Error> {
    if values.len() != blindings.len() {
        return Err(Error::WrongLength);
    }
    if chunks(values.len()).next().unwrap_or(0) > generators.capacity() {
        return Err(Error::TooMany);
    }
    let commit = |(value, blinding): (&u64, &Scalar)| {
        generators
            .pedersen()
            .commit(Scalar::from(*value), *blinding)
            .compress()
    };
    let commitments: Vec<_> = values.iter().zip(blindings).map(commit).collect();
    let transcript = bind(transcript, commitments.iter());
    let mut seeds = blindings
        .iter()
        .fold(transcript.build_rng(), |rng, blinding| {
            rng.rekey_with_witness_bytes(b"blinding", blinding.as_bytes())
        })
        .finalize(rng);

    let mut proof = vec![0; length(values.len())];
    let (mut values, mut blindings, mut room) =
        (values.iter(), blindings.iter(), proof.as_mut_slice());
    let mut tasks = Vec::new();
    for (place, size) in chunks(values.len()).enumerate() {
        let (mine, rest) = room
            .split_at_mut_checked(chunk_length(size))
            .ok_or(Error::WrongLength)?;
        room = rest;
        let mut seed = [0; 32];
        seeds.fill_bytes(&mut seed);
        tasks.push(Task {
            transcript: at(&transcript, place),
            values: (0..size)
                .map(|_| values.next().map_or(0, |value| *value))
                .collect(),
            blindings: (0..size)
                .map(|_| blindings.next().map_or(Scalar::ZERO, |blinding| *blinding))
                .collect(),
            rng: ChaCha20Rng::from_seed(seed),
            proof: mine,
        });
    }
    let others = match tasks.len() {
        0 | 1 => 0,
        several => {
            thread::available_parallelism().map_or(0, |all| all.get().min(several).wrapping_sub(1))
        }
    };
    let tasks = Mutex::new(tasks.into_iter());
    thread::scope(|scope| {
        // Where a thread cannot be started, its tasks are done here.
        let start = |_| {
            thread::Builder::new()
                .spawn_scoped(scope, || work(generators, &tasks))
                .ok()
        };
        let started: Vec<_> = (0..others).filter_map(start).collect();
        let here = work(generators, &tasks);
        started.into_iter().fold(here, |done, thread| {
            done.and(thread.join().unwrap_or(Err(Error::InvalidProof)))
        })
    })?;
    Ok(proof)
}

/// A chunk to be verified.
pub(crate) struct Chunk<'a> {
    /// Its values, a power of two; what the commitments lack are zeros.
    pub size: usize,
    /// Where its proof begins.
    pub transcript: Transcript,
    /// The commitments of its values, at most `size`.
    pub commitments: &'a [Commitment],
    /// The bytes of its proof, as many as there must be.
    pub proof: &'a [u8],
}

/// The chunks of a proof. Errors: [`Error::WrongLength`], [`Error::TooMany`], both before any work.
pub(crate) fn split<'a>(
    generators: &Generators,
    transcript: &Transcript,
    commitments: &'a [Commitment],
    proof: &'a [u8],
) -> Result<impl Iterator<Item = Chunk<'a>>, Error> {
    let values = commitments.len();
    if proof.len() != length(values) {
        return Err(Error::WrongLength);
    }
    if chunks(values).next().unwrap_or(0) > generators.capacity() {
        return Err(Error::TooMany);
    }
    let transcript = bind(transcript, commitments.iter().map(Commitment::compressed));
    let (mut commitments, mut proof) = (commitments, proof);
    Ok(chunks(values).enumerate().map_while(move |(place, size)| {
        let (mine, rest) = commitments.split_at_checked(size.min(commitments.len()))?;
        let (bytes, more) = proof.split_at_checked(chunk_length(size))?;
        (commitments, proof) = (rest, more);
        Some(Chunk {
            size,
            transcript: at(&transcript, place),
            commitments: mine,
            proof: bytes,
        })
    }))
}

/// Whether `proof` shows that the values of `commitments`, in order, are whole numbers below 2^64.
///
/// Errors: [`Error::WrongLength`] where these are not [`length`] bytes, [`Error::TooMany`] where the generators were
/// made for fewer values, [`Error::InvalidProof`] for all else.
pub fn verify(
    generators: &Generators,
    transcript: &Transcript,
    commitments: &[Commitment],
    proof: &[u8],
) -> Result<(), Error> {
    for mut chunk in split(generators, transcript, commitments, proof)? {
        let proof = RangeProof::from_bytes(chunk.proof).map_err(|_| Error::InvalidProof)?;
        let mut values: Vec<_> = chunk
            .commitments
            .iter()
            .map(|commitment| *commitment.compressed())
            .collect();
        values.resize(chunk.size, CompressedRistretto::identity());
        // The weight between a proof's two equations: unknown until all of the proof is fixed.
        let mut weights = chunk.transcript.clone();
        weights.append_message(b"proof", chunk.proof);
        let mut seed = [0; 32];
        weights.challenge_bytes(b"weights", &mut seed);
        let mut rng = ChaCha20Rng::from_seed(seed);
        let (bases, pedersen) = (generators.bulletproofs(), generators.pedersen());
        proof
            .verify_multiple_with_rng(
                bases,
                pedersen,
                &mut chunk.transcript,
                &values,
                BITS,
                &mut rng,
            )
            .map_err(|_| Error::InvalidProof)?;
    }
    Ok(())
}
