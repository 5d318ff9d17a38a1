//! Many range proofs verified as one: a single multiplication in place of one a proof.

use crate::range::{self, Chunk, BITS};
use crate::{Commitment, Error, Generators};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity, VartimeMultiscalarMul};
use merlin::Transcript;
use std::iter;

/// How many points wait before they are multiplied: two megabytes.
const WAITING: usize = 8192;

/// Range proofs that are verified together.
///
/// A proof holds where a sum of multiples of points is zero, and nearly all of these points are the generators, the
/// same for every proof. So the sums are added, each with a random weight, and the generators multiplied once.
/// Use it for a proof of several chunks (more than [`range::MOST`] values) or for many proofs; it says only that one of
/// them is wrong, and [`range::verify`] says which.
///
/// The weights come from a transcript to which each proof is appended before its weight is drawn. So the last wrong
/// proof has a weight that whoever made it could not choose, and the wrong sums cancel with a probability of 2^-252
/// a try.
pub struct Batch<'a> {
    generators: &'a Generators,
    weights: Transcript,
    /// The multiples of the points of bits, of the values' base and of the blindings'.
    bits: (Vec<Scalar>, Vec<Scalar>),
    value: Scalar,
    blinding: Scalar,
    /// Points of single proofs, with their multiples, and the sum of those before.
    waiting: (Vec<Scalar>, Vec<RistrettoPoint>),
    sum: RistrettoPoint,
    outcome: Result<(), Error>,
}

impl<'a> Batch<'a> {
    /// A batch of no proofs.
    pub fn new(generators: &'a Generators) -> Self {
        Batch {
            generators,
            weights: Transcript::new(b"plimsoll batch"),
            bits: (Vec::new(), Vec::new()),
            value: Scalar::ZERO,
            blinding: Scalar::ZERO,
            waiting: (Vec::new(), Vec::new()),
            sum: RistrettoPoint::identity(),
            outcome: Ok(()),
        }
    }

    /// Adds a proof, whose arguments and errors are those of [`range::verify`]: here an error says that the proof is
    /// wrong whatever the multiplication gives, and then [`Batch::verify`] fails with it too.
    pub fn add(
        &mut self,
        transcript: &Transcript,
        commitments: &[Commitment],
        proof: &[u8],
    ) -> Result<(), Error> {
        let added = range::split(self.generators, transcript, commitments, proof)
            .and_then(|mut chunks| chunks.try_for_each(|chunk| self.add_chunk(chunk)));
        added.inspect_err(|error| self.refuse(*error))
    }

    /// Makes [`Batch::verify`] fail: a proof was refused before it could be added.
    pub(crate) fn refuse(&mut self, error: Error) {
        self.outcome = self.outcome.and(Err(error));
    }

    /// Whether every proof that was added holds. Errors: the first of [`Batch::add`], or [`Error::InvalidProof`].
    pub fn verify(mut self) -> Result<(), Error> {
        self.outcome?;
        self.multiply();
        let pedersen = self.generators.pedersen();
        let (g, h) = self.generators.bits();
        let points = [&pedersen.B, &pedersen.B_blinding].into_iter();
        let points: Vec<_> = points
            .chain(g.take(self.bits.0.len()))
            .chain(h.iter().take(self.bits.1.len()))
            .collect();
        let scalars: Vec<_> = [&self.value, &self.blinding]
            .into_iter()
            .chain(&self.bits.0)
            .chain(&self.bits.1)
            .collect();
        if points.len() != scalars.len() {
            return Err(Error::InvalidProof);
        }
        let sum = self.sum + RistrettoPoint::vartime_multiscalar_mul(scalars, points);
        if sum.is_identity() {
            Ok(())
        } else {
            Err(Error::InvalidProof)
        }
    }

    /// Adds the equation of one chunk, in the names of Bulletproofs, section 4.2 with the inner product of 3.1.
    fn add_chunk(&mut self, chunk: Chunk) -> Result<(), Error> {
        let (size, mut transcript) = (chunk.size, chunk.transcript);
        let width = size.wrapping_mul(BITS);
        let mut elements = Elements(chunk.proof);
        transcript.append_message(b"dom-sep", b"rangeproof v1");
        transcript.append_u64(b"n", BITS as u64);
        transcript.append_u64(b"m", size as u64);
        let zero = CompressedRistretto::identity();
        let commitments = chunk.commitments.iter().map(Commitment::compressed);
        for commitment in commitments.chain(iter::repeat(&zero)).take(size) {
            transcript.append_message(b"V", commitment.as_bytes());
        }
        let a_point = elements.point(b"A", &mut transcript)?;
        let s_point = elements.point(b"S", &mut transcript)?;
        let y = challenge(b"y", &mut transcript);
        let z = challenge(b"z", &mut transcript);
        let t1 = elements.point(b"T_1", &mut transcript)?;
        let t2 = elements.point(b"T_2", &mut transcript)?;
        let x = challenge(b"x", &mut transcript);
        let t = elements.scalar()?;
        let t_blinding = elements.scalar()?;
        let e_blinding = elements.scalar()?;
        transcript.append_message(b"t_x", t.as_bytes());
        transcript.append_message(b"t_x_blinding", t_blinding.as_bytes());
        transcript.append_message(b"e_blinding", e_blinding.as_bytes());
        let w = challenge(b"w", &mut transcript);
        transcript.append_message(b"dom-sep", b"ipp v1");
        transcript.append_u64(b"n", width as u64);
        let mut halvings = Vec::new();
        for _ in 0..width.trailing_zeros() {
            let left = elements.point(b"L", &mut transcript)?;
            let right = elements.point(b"R", &mut transcript)?;
            halvings.push((left, right, challenge(b"u", &mut transcript)));
        }
        let (a, b) = (elements.scalar()?, elements.scalar()?);

        // Two weights, that of this proof and that between its two equations, drawn when all of it is fixed.
        let mut statement = [0; 32];
        transcript.challenge_bytes(b"batch", &mut statement);
        self.weights.append_message(b"statement", &statement);
        self.weights.append_message(b"proof", chunk.proof);
        let weight = challenge(b"weight", &mut self.weights);
        let c = weight * challenge(b"equations", &mut self.weights);

        let mut inverse: Vec<Scalar> = halvings.iter().map(|(_, _, u)| *u).chain([y]).collect();
        if inverse.contains(&Scalar::ZERO) {
            return Err(Error::InvalidProof);
        }
        Scalar::batch_invert(&mut inverse);
        let y_inverse = inverse.pop().unwrap_or(Scalar::ZERO);
        // s_i is the product of u_k where bit k of i is set, of 1/u_k where it is not; 1/s_i stands at the other end.
        let mut s: Vec<Scalar> = Vec::with_capacity(width);
        s.push(inverse.iter().product());
        for (_, _, u) in halvings.iter().rev() {
            let square = u * u;
            s.extend_from_within(..);
            let half = s.len() / 2;
            s.iter_mut().skip(half).for_each(|s| *s *= square);
        }

        let zz = z * z;
        let delta = (z - zz) * powers(y, width) - zz * z * Scalar::from(u64::MAX) * powers(z, size);
        self.value += weight * w * (t - a * b) + c * (delta - t);
        self.blinding -= weight * e_blinding + c * t_blinding;
        self.add_point(weight, a_point);
        self.add_point(weight * x, s_point);
        self.add_point(c * x, t1);
        self.add_point(c * x * x, t2);
        for ((left, right, u), inverse) in halvings.into_iter().zip(inverse) {
            self.add_point(weight * u * u, left);
            self.add_point(weight * inverse * inverse, right);
        }
        let mut power = c * zz;
        for commitment in chunk.commitments {
            self.add_point(power, *commitment.point());
            power *= z;
        }
        if self.bits.0.len() < width {
            self.bits.0.resize(width, Scalar::ZERO);
            self.bits.1.resize(width, Scalar::ZERO);
        }
        let (weighted_a, weighted_z) = (weight * a, weight * z);
        for (g, s) in self.bits.0.iter_mut().zip(&s) {
            *g -= weighted_z + weighted_a * s;
        }
        let mut y_power = weight;
        let (mut z_power, mut two_power) = (zz, zz);
        for (place, (h, s)) in self.bits.1.iter_mut().zip(s.iter().rev()).enumerate() {
            if place != 0 && place % BITS == 0 {
                z_power *= z;
                two_power = z_power;
            }
            *h += weighted_z + y_power * (two_power - b * s);
            y_power *= y_inverse;
            two_power += two_power;
        }
        Ok(())
    }

    fn add_point(&mut self, scalar: Scalar, point: RistrettoPoint) {
        self.waiting.0.push(scalar);
        self.waiting.1.push(point);
        if self.waiting.0.len() >= WAITING {
            self.multiply();
        }
    }

    /// Multiplies what waits, so that memory does not grow with the proofs.
    fn multiply(&mut self) {
        self.sum += RistrettoPoint::vartime_multiscalar_mul(&self.waiting.0, &self.waiting.1);
        self.waiting.0.clear();
        self.waiting.1.clear();
    }
}

/// What is left to read of a proof.
struct Elements<'a>(&'a [u8]);

impl Elements<'_> {
    fn next(&mut self) -> Result<[u8; 32], Error> {
        let (element, rest) = self.0.split_first_chunk().ok_or(Error::WrongLength)?;
        self.0 = rest;
        Ok(*element)
    }

    /// A point, appended to the transcript. Zero is none, as it would leave the next challenge to whoever sent it.
    fn point(
        &mut self,
        label: &'static [u8],
        transcript: &mut Transcript,
    ) -> Result<RistrettoPoint, Error> {
        let bytes = CompressedRistretto(self.next()?);
        let point = bytes.decompress().ok_or(Error::InvalidProof)?;
        if point.is_identity() {
            return Err(Error::InvalidProof);
        }
        transcript.append_message(label, bytes.as_bytes());
        Ok(point)
    }

    fn scalar(&mut self) -> Result<Scalar, Error> {
        Option::from(Scalar::from_canonical_bytes(self.next()?)).ok_or(Error::InvalidProof)
    }
}

fn challenge(label: &'static [u8], transcript: &mut Transcript) -> Scalar {
    let mut bytes = [0; 64];
    transcript.challenge_bytes(label, &mut bytes);
    Scalar::from_bytes_mod_order_wide(&bytes)
}

/// `1 + x + .. + x^(count - 1)`, `count` being a power of two.
fn powers(x: Scalar, count: usize) -> Scalar {
    let mut sum = Scalar::ONE;
    let mut power = x;
    for _ in 0..count.trailing_zeros() {
        sum += sum * power;
        power *= power;
    }
    sum
}
