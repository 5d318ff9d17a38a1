//! Linear forms: a public whole number of each committed number, and a constant.

use crate::integer::{product, sum};
use crate::Error;
use ethnum::I256;
use merlin::Transcript;

/// One of the ledger's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input(pub(crate) usize);

/// One of the prover's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown(pub(crate) usize);

/// `constant + sum of coefficient * number`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Form {
    pub(crate) constant: I256,
    pub(crate) inputs: Vec<(usize, I256)>,
    pub(crate) unknowns: Vec<(usize, I256)>,
}

impl Form {
    /// A number that everybody knows.
    pub fn constant(constant: I256) -> Self {
        Form {
            constant,
            ..Form::default()
        }
    }

    /// One of the ledger's numbers.
    pub fn input(input: Input) -> Self {
        Form {
            inputs: vec![(input.0, I256::ONE)],
            ..Form::default()
        }
    }

    /// One of the prover's.
    pub fn unknown(unknown: Unknown) -> Self {
        Form {
            unknowns: vec![(unknown.0, I256::ONE)],
            ..Form::default()
        }
    }

    /// This and so many times another. Errors: [`Error::TooLarge`].
    pub fn plus(mut self, other: &Form, times: I256) -> Result<Self, Error> {
        self.constant = sum(self.constant, product(other.constant, times)?)?;
        add(&mut self.inputs, &other.inputs, times)?;
        add(&mut self.unknowns, &other.unknowns, times)?;
        Ok(self)
    }

    /// This times a number. Errors: [`Error::TooLarge`].
    pub fn times(&self, times: I256) -> Result<Self, Error> {
        Form::default().plus(self, times)
    }

    /// Its value for these numbers. Errors: [`Error::TooLarge`], [`Error::TooMany`] where a number is missing.
    pub(crate) fn value(&self, inputs: &[i128], unknowns: &[I256]) -> Result<I256, Error> {
        let mut value = self.constant;
        for (place, times) in &self.inputs {
            let input = inputs.get(*place).ok_or(Error::TooMany)?;
            value = sum(value, product(I256::from(*input), *times)?)?;
        }
        for (place, times) in &self.unknowns {
            let unknown = unknowns.get(*place).ok_or(Error::TooMany)?;
            value = sum(value, product(*unknown, *times)?)?;
        }
        Ok(value)
    }

    pub(crate) fn append(&self, transcript: &mut Transcript) {
        transcript.append_message(b"constant", &self.constant.to_le_bytes());
        for (label, terms) in [(b"inputs", &self.inputs), (b"unknow", &self.unknowns)] {
            transcript.append_u64(label, terms.len() as u64);
            for (place, times) in terms {
                transcript.append_u64(b"place", *place as u64);
                transcript.append_message(b"times", &times.to_le_bytes());
            }
        }
    }
}

/// Adds terms to terms that stand in the order of their places.
fn add(terms: &mut Vec<(usize, I256)>, others: &[(usize, I256)], times: I256) -> Result<(), Error> {
    for (place, other) in others {
        let other = product(*other, times)?;
        match terms.binary_search_by_key(place, |(place, _)| *place) {
            Ok(at) => {
                if let Some((_, own)) = terms.get_mut(at) {
                    *own = sum(*own, other)?;
                }
            }
            Err(at) => terms.insert(at, (*place, other)),
        }
    }
    Ok(())
}
