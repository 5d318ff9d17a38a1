//! What the prover knows: every number of a statement.

use crate::form::Form;
use crate::statement::Statement;
use crate::Error;
use ethnum::I256;

/// The numbers that make a statement true, or that were meant to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    pub(crate) unknowns: Vec<I256>,
    pub(crate) slacks: Vec<I256>,
}

impl Witness {
    /// Every unknown as small as its floors allow, which shows the most.
    ///
    /// Errors: [`Error::WrongOpening`] for another number of inputs, [`Error::TooLarge`].
    pub fn least(statement: &Statement, inputs: &[i128]) -> Result<Self, Error> {
        let nothing = vec![I256::ZERO; statement.unknowns().len()];
        Witness::above(statement, inputs, &nothing)
    }

    /// Every unknown by so much larger than it has to be, which shows no more. Errors: as [`Witness::least`].
    pub fn above(statement: &Statement, inputs: &[i128], extra: &[I256]) -> Result<Self, Error> {
        if inputs.len() != statement.inputs() {
            return Err(Error::WrongOpening);
        }
        let mut unknowns: Vec<I256> = Vec::with_capacity(statement.unknowns().len());
        for (unknown, extra) in statement.unknowns().iter().zip(extra) {
            let mut least = I256::ZERO;
            for floor in &unknown.floors {
                let value = floor.form.value(inputs, &unknowns)?;
                least = least.max(quotient_up(value, floor.scale)?);
            }
            unknowns.push(least.checked_add(*extra).ok_or(Error::TooLarge)?);
        }
        Witness::of(statement, inputs, unknowns)
    }

    /// With unknowns of one's own choice, true or not. Errors: as [`Witness::least`].
    pub fn of(statement: &Statement, inputs: &[i128], unknowns: Vec<I256>) -> Result<Self, Error> {
        if inputs.len() != statement.inputs() || unknowns.len() != statement.unknowns().len() {
            return Err(Error::WrongOpening);
        }
        let required = statement.required().iter();
        let value = |form: &Form| form.value(inputs, &unknowns);
        let slacks = required.map(|required| value(&required.form));
        let slacks = slacks.collect::<Result<_, _>>()?;
        Ok(Witness { unknowns, slacks })
    }

    /// The prover's own numbers, in the order of the statement.
    pub fn unknowns(&self) -> &[I256] {
        &self.unknowns
    }

    /// What the last form of the statement comes to: of an account's, its health above the buffer.
    pub fn last(&self) -> I256 {
        self.slacks.last().copied().unwrap_or_default()
    }

    /// Whether it makes the statement true.
    ///
    /// Errors: [`Error::NotHealthy`] where a form is negative, [`Error::OutOfRange`] where a number is wider
    /// than what is proved of it.
    pub fn check(&self, statement: &Statement) -> Result<(), Error> {
        if self.slacks.iter().any(|slack| slack.is_negative()) {
            return Err(Error::NotHealthy);
        }
        let unknowns = statement.unknowns().iter().map(|unknown| unknown.width);
        let required = statement.required().iter().map(|required| required.width);
        let widths = unknowns.chain(required);
        let mut numbers = self.unknowns.iter().chain(&self.slacks).zip(widths);
        match numbers.all(|(number, width)| width.holds(*number)) {
            true => Ok(()),
            false => Err(Error::OutOfRange),
        }
    }

    /// All limbs in the order of the statement: of the unknowns, then of the forms.
    pub(crate) fn limbs(&self, statement: &Statement) -> Vec<Vec<u64>> {
        let unknowns = statement.unknowns().iter().map(|unknown| unknown.width);
        let required = statement.required().iter().map(|required| required.width);
        let numbers = self.unknowns.iter().chain(&self.slacks);
        let widths = unknowns.chain(required);
        numbers
            .zip(widths)
            .map(|(number, width)| width.limbs(*number))
            .collect()
    }
}

/// Rounded up; the scale is positive.
fn quotient_up(number: I256, scale: I256) -> Result<I256, Error> {
    let negated = number.checked_neg().ok_or(Error::TooLarge)?;
    let down = negated.checked_div_euclid(scale).ok_or(Error::TooLarge)?;
    down.checked_neg().ok_or(Error::TooLarge)
}
