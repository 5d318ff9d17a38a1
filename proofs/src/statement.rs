//! What is proved: that public linear forms of committed numbers are not negative.
//!
//! A [`Statement`] knows three kinds of numbers. **Inputs** are the ledger's: signed whole numbers below 2^64
//! in size, of which the verifier has the commitments. **Unknowns** are the prover's own, and each is only
//! bounded from below: `t >= 0` and `t >= f` for some forms `f`. **Requirements** are forms that must not be
//! negative. So there is one relation, `>= 0`, and what it proves never depends on how an unknown was chosen.

use crate::form::{Form, Input, Unknown};
use crate::integer::{power, product, sum};
use crate::width::Width;
use crate::Error;
use ethnum::I256;
use merlin::Transcript;

/// The most 64-bit limbs of a statement: what bounds the time and the memory of a verifier.
pub const MAX_LIMBS: usize = 4096;
/// No form may exceed 2^250 in size: the order of the group is above 2^252, so no form wraps.
const MOST: u32 = 250;
/// Inputs are below 2^64 in size.
const INPUT: u32 = 64;

/// What an unknown is no less than: `scale * t >= form`, where the difference has a width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    pub(crate) form: Form,
    pub(crate) scale: I256,
    pub(crate) width: Width,
}

impl Floor {
    /// `t >= form`.
    pub fn of(form: Form, width: Width) -> Self {
        Floor {
            form,
            scale: I256::ONE,
            width,
        }
    }

    /// `scale * t >= form`, for a form that is counted in smaller units; the scale is positive.
    pub fn scaled(form: Form, scale: I256, width: Width) -> Self {
        Floor { form, scale, width }
    }
}

/// A number of the prover's own: how wide it is, and what it is no less than.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bounded {
    pub(crate) width: Width,
    pub(crate) floors: Vec<Floor>,
}

/// A form that must not be negative, and how wide it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Required {
    pub(crate) form: Form,
    pub(crate) width: Width,
}

/// A list of numbers and of what must not be negative.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Statement {
    inputs: usize,
    limbs: usize,
    unknowns: Vec<Bounded>,
    required: Vec<Required>,
}

impl Statement {
    /// A statement that says nothing yet.
    pub fn new() -> Self {
        Statement::default()
    }

    /// The next of the ledger's numbers.
    pub fn input(&mut self) -> Input {
        let place = self.inputs;
        self.inputs = place.saturating_add(1);
        Input(place)
    }

    /// A number of the prover's own that is at least zero and at least each of these floors: an upper bound
    /// of `max(0, f, ...)`. What it is used for must not gain by a larger one.
    ///
    /// Errors: [`Error::TooLarge`] where a form could wrap, [`Error::TooMany`] above [`MAX_LIMBS`].
    pub fn at_least(&mut self, width: Width, floors: &[Floor]) -> Result<Unknown, Error> {
        let unknown = Unknown(self.unknowns.len());
        self.take(width)?;
        self.unknowns.push(Bounded {
            width,
            floors: floors.to_vec(),
        });
        for floor in floors {
            let scaled = Form::unknown(unknown).times(floor.scale)?;
            self.require(scaled.plus(&floor.form, I256::MINUS_ONE)?, floor.width)?;
        }
        Ok(unknown)
    }

    /// A form that is not negative. Errors: as [`Statement::at_least`].
    pub fn require(&mut self, form: Form, width: Width) -> Result<(), Error> {
        self.check(&form)?;
        self.take(width)?;
        self.required.push(Required { form, width });
        Ok(())
    }

    /// How many commitments of the ledger this is about.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many limbs are proved to have 64 bits.
    pub fn limbs(&self) -> usize {
        self.limbs
    }

    pub(crate) fn unknowns(&self) -> &[Bounded] {
        &self.unknowns
    }

    pub(crate) fn required(&self) -> &[Required] {
        &self.required
    }

    /// Puts all of it into a transcript.
    pub(crate) fn append(&self, transcript: &mut Transcript) {
        transcript.append_u64(b"inputs", self.inputs as u64);
        transcript.append_u64(b"unknowns", self.unknowns.len() as u64);
        for unknown in &self.unknowns {
            transcript.append_u64(b"width", unknown.width.places().len() as u64);
        }
        transcript.append_u64(b"required", self.required.len() as u64);
        for required in &self.required {
            transcript.append_u64(b"width", required.width.places().len() as u64);
            required.form.append(transcript);
        }
    }

    fn take(&mut self, width: Width) -> Result<(), Error> {
        let limbs = self.limbs.saturating_add(width.places().len());
        if limbs > MAX_LIMBS {
            return Err(Error::TooMany);
        }
        self.limbs = limbs;
        Ok(())
    }

    /// No numbers of these widths take the form above 2^250 in size.
    fn check(&self, form: &Form) -> Result<(), Error> {
        let mut most = size(form.constant)?;
        for (place, times) in &form.inputs {
            if *place >= self.inputs {
                return Err(Error::TooMany);
            }
            most = sum(most, product(size(*times)?, power(INPUT)?)?)?;
        }
        for (place, times) in &form.unknowns {
            let unknown = self.unknowns.get(*place).ok_or(Error::TooMany)?;
            most = sum(most, product(size(*times)?, unknown.width.most()?)?)?;
        }
        match most <= power(MOST)? {
            true => Ok(()),
            false => Err(Error::TooLarge),
        }
    }
}

fn size(number: I256) -> Result<I256, Error> {
    number.checked_abs().ok_or(Error::TooLarge)
}
