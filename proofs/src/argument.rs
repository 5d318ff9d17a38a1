//! The proof that a statement is true of committed numbers, whatever the statement.
//!
//! The prover commits every limb of the unknowns, and every limb of the forms but the lowest. The verifier
//! computes the commitment of each form from those it has, which is linear, takes the upper limbs away and is
//! left with that of the lowest. Then one range proof of all limbs shows that no unknown and no form is
//! negative. No equation needs a proof of its own.

use crate::form::Form;
use crate::integer::scalar;
use crate::range;
use crate::statement::Statement;
use crate::width::Width;
use crate::witness::Witness;
use crate::{Batch, Commitment, Error, Generators, Opening};
use bulletproofs::PedersenGens;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, VartimeMultiscalarMul};
use merlin::Transcript;
use rand_core::{CryptoRng, RngCore};
use std::iter;

/// The first byte of every proof of this form.
const VERSION: u8 = 1;
const POINT: usize = 32;

/// How many commitments a proof brings: all limbs but the lowest of each form.
fn brought(statement: &Statement) -> usize {
    statement.limbs().saturating_sub(statement.required().len())
}

/// Bytes of a proof of this statement.
pub fn length(statement: &Statement) -> usize {
    let points = brought(statement).saturating_mul(POINT);
    range::length(statement.limbs())
        .saturating_add(points)
        .saturating_add(1)
}

/// A proof of what the witness says, [`length`] bytes; of a false witness one that does not verify.
///
/// The transcript is where statement and context have begun. Errors: [`Error::WrongOpening`] for another
/// number of openings, [`Error::TooMany`] where the generators were made for fewer limbs.
pub fn prove(
    generators: &Generators,
    statement: &Statement,
    transcript: &Transcript,
    openings: &[Opening],
    witness: &Witness,
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<Vec<u8>, Error> {
    if openings.len() != statement.inputs() {
        return Err(Error::WrongOpening);
    }
    let ledger: Vec<Commitment> = openings.iter().map(Opening::commit).collect();
    let mut transcript = begun(transcript, statement, &ledger);
    let pedersen = PedersenGens::default();
    let mut proof = vec![VERSION];
    let mut send = |value: u64, blinding: &Scalar, transcript: &mut Transcript| {
        let commitment = Commitment::of(pedersen.commit(Scalar::from(value), *blinding));
        transcript.append_message(b"limb", &commitment.to_bytes());
        proof.extend_from_slice(&commitment.to_bytes());
    };
    let limbs = witness.limbs(statement);
    let mut blindings: Vec<Scalar> = Vec::with_capacity(statement.limbs());
    let mut totals: Vec<Scalar> = Vec::with_capacity(statement.unknowns().len());
    let mut numbers = limbs.iter();
    for (unknown, limbs) in statement.unknowns().iter().zip(&mut numbers) {
        let mut total = Scalar::ZERO;
        for (limb, power) in limbs.iter().zip(unknown.width.powers()) {
            let blinding = Scalar::random(rng);
            send(*limb, &blinding, &mut transcript);
            total += power * blinding;
            blindings.push(blinding);
        }
        totals.push(total);
    }
    for (required, limbs) in statement.required().iter().zip(&mut numbers) {
        let mut lowest = blinding(&required.form, openings, &totals)?;
        let mut upper = Vec::with_capacity(limbs.len());
        for (limb, power) in limbs.iter().zip(required.width.powers()).skip(1) {
            let blinding = Scalar::random(rng);
            send(*limb, &blinding, &mut transcript);
            lowest -= power * blinding;
            upper.push(blinding);
        }
        blindings.push(lowest);
        blindings.extend(upper);
    }
    let limbs: Vec<u64> = limbs.into_iter().flatten().collect();
    proof.extend(range::prove(
        generators,
        &transcript,
        &limbs,
        &blindings,
        rng,
    )?);
    Ok(proof)
}

/// Whether the proof shows the statement to be true of what these commitments open to.
///
/// Errors: [`Error::WrongOpening`] for another number of commitments, [`Error::WrongLength`],
/// [`Error::InvalidCommitment`], [`Error::InvalidProof`]; [`Error::TooMany`] as [`prove`].
pub fn verify(
    generators: &Generators,
    statement: &Statement,
    transcript: &Transcript,
    commitments: &[Commitment],
    proof: &[u8],
) -> Result<(), Error> {
    let read = Limbs::read(statement, transcript, commitments, proof)?;
    range::verify(generators, &read.transcript, &read.limbs, read.proof)
}

/// The same, put off until the batch is verified. Errors: as [`verify`], but that a proof is no proof may only
/// show there; after any of them the batch fails too.
pub fn verify_later(
    batch: &mut Batch<'_>,
    statement: &Statement,
    transcript: &Transcript,
    commitments: &[Commitment],
    proof: &[u8],
) -> Result<(), Error> {
    let read = Limbs::read(statement, transcript, commitments, proof);
    let read = read.inspect_err(|error| batch.refuse(*error))?;
    batch.add(&read.transcript, &read.limbs, read.proof)
}

/// What is left to verify: that all of these limbs have 64 bits.
struct Limbs<'a> {
    transcript: Transcript,
    limbs: Vec<Commitment>,
    proof: &'a [u8],
}

impl<'a> Limbs<'a> {
    fn read(
        statement: &Statement,
        transcript: &Transcript,
        ledger: &[Commitment],
        proof: &'a [u8],
    ) -> Result<Self, Error> {
        if ledger.len() != statement.inputs() {
            return Err(Error::WrongOpening);
        }
        if proof.len() != length(statement) {
            return Err(Error::WrongLength);
        }
        let (version, rest) = proof.split_first().ok_or(Error::WrongLength)?;
        if *version != VERSION {
            return Err(Error::InvalidProof);
        }
        let points = brought(statement).saturating_mul(POINT);
        let (points, proof) = rest.split_at_checked(points).ok_or(Error::WrongLength)?;
        let mut points = points.chunks_exact(POINT);
        let mut transcript = begun(transcript, statement, ledger);
        let mut receive = |transcript: &mut Transcript| {
            let bytes = points.next().and_then(|point| point.try_into().ok());
            let commitment = Commitment::from_bytes(bytes.ok_or(Error::WrongLength)?)?;
            transcript.append_message(b"limb", &commitment.to_bytes());
            Ok::<_, Error>(commitment)
        };
        let mut limbs = Vec::with_capacity(statement.limbs());
        let mut totals = Vec::with_capacity(statement.unknowns().len());
        for unknown in statement.unknowns() {
            let mut own = Vec::with_capacity(unknown.width.places().len());
            for _ in unknown.width.places() {
                own.push(receive(&mut transcript)?);
            }
            totals.push(total(unknown.width, &own));
            limbs.extend(own);
        }
        for required in statement.required() {
            let mut upper = Vec::with_capacity(required.width.places().len());
            for _ in required.width.places().iter().skip(1) {
                upper.push(receive(&mut transcript)?);
            }
            let lowest = lowest(&required.form, required.width, ledger, &totals, &upper)?;
            limbs.push(Commitment::of(lowest));
            limbs.extend(upper);
        }
        Ok(Limbs {
            transcript,
            limbs,
            proof,
        })
    }
}

/// The statement, and what it is about.
fn begun(transcript: &Transcript, statement: &Statement, ledger: &[Commitment]) -> Transcript {
    let mut transcript = transcript.clone();
    statement.append(&mut transcript);
    for commitment in ledger {
        transcript.append_message(b"ledger", &commitment.to_bytes());
    }
    transcript
}

/// The blinding of a form's commitment.
fn blinding(form: &Form, openings: &[Opening], totals: &[Scalar]) -> Result<Scalar, Error> {
    let mut blinding = Scalar::ZERO;
    for (place, times) in &form.inputs {
        let opening = openings.get(*place).ok_or(Error::TooMany)?;
        blinding += scalar(*times) * opening.scalar();
    }
    for (place, times) in &form.unknowns {
        blinding += scalar(*times) * totals.get(*place).ok_or(Error::TooMany)?;
    }
    Ok(blinding)
}

/// The commitment of a number from those of its limbs.
fn total(width: Width, limbs: &[Commitment]) -> RistrettoPoint {
    let mut total = RistrettoPoint::identity();
    for (limb, power) in limbs.iter().zip(width.powers()) {
        total += match power == Scalar::ONE {
            true => *limb.point(),
            false => limb.point() * power,
        };
    }
    total
}

/// The commitment of a form's lowest limb: that of the form less its upper limbs.
fn lowest(
    form: &Form,
    width: Width,
    ledger: &[Commitment],
    totals: &[RistrettoPoint],
    upper: &[Commitment],
) -> Result<RistrettoPoint, Error> {
    let inputs = form.inputs.iter().map(|(place, times)| {
        let point = ledger.get(*place).map(Commitment::point);
        Ok((scalar(*times), *point.ok_or(Error::TooMany)?))
    });
    let unknowns = form.unknowns.iter().map(|(place, times)| {
        let point = totals.get(*place).ok_or(Error::TooMany)?;
        Ok((scalar(*times), *point))
    });
    let upper = upper.iter().zip(width.powers().skip(1));
    let upper = upper.map(|(limb, power)| Ok((-power, *limb.point())));
    let constant = iter::once(Ok((scalar(form.constant), PedersenGens::default().B)));
    let terms = constant.chain(inputs).chain(unknowns).chain(upper);
    let terms = terms.collect::<Result<Vec<(Scalar, RistrettoPoint)>, Error>>()?;
    let (scalars, points): (Vec<_>, Vec<_>) = terms.into_iter().unzip();
    Ok(RistrettoPoint::vartime_multiscalar_mul(scalars, points))
}
