//! The statement that an account is healthy, with no other numbers of the account than commitments.

use crate::argument;
use crate::form::{Form, Unknown};
use crate::integer::{negated, power, scaled_down, scaled_up, sum, Scale, FIXED, HEALTH, VALUE};
use crate::margin::Group;
use crate::position;
use crate::statement::{Floor, Statement};
use crate::width::Width;
use crate::witness::Witness;
use crate::{Batch, Commitment, Context, Error, Generators, Opening};
use ethnum::I256;
use plimsoll::Fixed;
use rand_core::{CryptoRng, RngCore};

/// The statement `assets - liabilities >= buffer` of an account in these groups, at the level whose bounds
/// they carry.
///
/// With `N` the net of a group and `high`, `low` the two sides of its bound, health is the sum of
/// `N * high - n * (high - low)` where `n >= 0` and `n >= N`: what is owned counts at `low`, what is owed at
/// `high`, and a larger `n` only loses. A position is split in the same way: `docs/proofs.md`.
///
/// Prices are rounded against the account, to steps of 2^-160 of the currency, and nothing else is rounded:
/// where a proof verifies, the exact health of the committed quantities under these bounds is at least the
/// buffer.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    statement: Statement,
}

impl Health {
    /// The statement for these groups. Errors: of the core `UnknownPrice` where a perp has no price (an asset
    /// without one counts for nothing and must not be owed), [`Error::TooLarge`] where prices and lots are so
    /// large that it could wrap, [`Error::TooMany`] above [`MAX_LIMBS`](crate::MAX_LIMBS), and of the core
    /// `InvalidInterval`, `InvalidScenario` and `InvalidQuantity` for sides, scenarios and shares that do not
    /// fit, and for a buffer below zero.
    pub fn new(groups: &[Group<'_>], buffer: &Fixed) -> Result<Self, Error> {
        if *buffer < Fixed::ZERO {
            return Err(Error::Kernel(plimsoll::Error::InvalidQuantity));
        }
        let mut statement = Statement::new();
        let mut health = Form::default();
        for group in groups {
            health = add(&mut statement, health, group)?;
        }
        let buffer = scaled_up(buffer, 1, 1, Scale::LOT)?;
        let surplus = health.plus(&Form::constant(buffer), I256::MINUS_ONE)?;
        statement.require(surplus, Width::Four)?;
        Ok(Health { statement })
    }

    /// How many commitments of the ledger it is about.
    pub fn positions(&self) -> usize {
        self.statement.inputs()
    }

    /// How many 64-bit limbs are proved; see [`Generators::new`].
    pub fn limbs(&self) -> usize {
        self.statement.limbs()
    }

    /// Bytes of a proof.
    pub fn length(&self) -> usize {
        argument::length(&self.statement)
    }

    /// The statement itself.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// By how much these quantities exceed the buffer, in the currency, rounded down: negative where there is
    /// nothing to prove. Errors: [`Error::WrongOpening`] for another number of quantities, [`Error::TooLarge`].
    pub fn surplus(&self, quantities: &[i128]) -> Result<Fixed, Error> {
        let witness = Witness::least(&self.statement, quantities)?;
        let step = power(HEALTH - FIXED)?;
        let bits = witness.last().checked_div_euclid(step);
        let bits = bits.and_then(|bits| i128::try_from(bits).ok());
        bits.map(Fixed::from_bits).ok_or(Error::TooLarge)
    }

    /// A proof, [`Health::length`] bytes. The openings are those of the ledger's commitments, in order.
    ///
    /// Errors: [`Error::NotHealthy`] where the statement is false, [`Error::OutOfRange`] where a number has
    /// more bits than are proved, [`Error::WrongOpening`] for another number of openings, [`Error::TooMany`]
    /// where the generators were made for fewer limbs.
    pub fn prove(
        &self,
        generators: &Generators,
        context: &Context<'_>,
        openings: &[Opening],
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Vec<u8>, Error> {
        let quantities: Vec<i128> = openings.iter().map(Opening::value).collect();
        if quantities
            .iter()
            .any(|quantity| quantity.unsigned_abs() >> 64 != 0)
        {
            return Err(Error::OutOfRange);
        }
        let witness = Witness::least(&self.statement, &quantities)?;
        witness.check(&self.statement)?;
        self.prove_with(generators, context, openings, &witness, rng)
    }

    /// What [`Health::prove`] does with a witness of one's own, unchecked: for provers that choose other
    /// unknowns. A witness that does not make the statement true makes a proof that does not verify.
    /// Errors: [`Error::WrongOpening`], [`Error::TooMany`].
    pub fn prove_with(
        &self,
        generators: &Generators,
        context: &Context<'_>,
        openings: &[Opening],
        witness: &Witness,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Vec<u8>, Error> {
        let transcript = context.transcript(KIND);
        argument::prove(
            generators,
            &self.statement,
            &transcript,
            openings,
            witness,
            rng,
        )
    }

    /// Whether the account that these commitments of the ledger make up is healthy.
    ///
    /// Errors: [`Error::InvalidProof`] where that is not shown; [`Error::WrongLength`],
    /// [`Error::InvalidCommitment`] and [`Error::WrongOpening`] where bytes or commitments are not as many or
    /// not of the kind that this statement has; [`Error::TooMany`] as [`Health::prove`].
    pub fn verify(
        &self,
        generators: &Generators,
        context: &Context<'_>,
        commitments: &[Commitment],
        proof: &[u8],
    ) -> Result<(), Error> {
        let transcript = context.transcript(KIND);
        argument::verify(generators, &self.statement, &transcript, commitments, proof)
    }

    /// The same, put off until the batch is verified. Errors: as [`Health::verify`]; that a proof is no proof
    /// may show there only.
    pub fn verify_later(
        &self,
        batch: &mut Batch<'_>,
        context: &Context<'_>,
        commitments: &[Commitment],
        proof: &[u8],
    ) -> Result<(), Error> {
        let transcript = context.transcript(KIND);
        argument::verify_later(batch, &self.statement, &transcript, commitments, proof)
    }
}

/// What the transcript of such a proof begins with.
const KIND: &[u8] = b"plimsoll health 1";

/// Health with a group added to it.
fn add(statement: &mut Statement, health: Form, group: &Group<'_>) -> Result<Form, Error> {
    let balance = Form::input(statement.input());
    let alone = group.perps.is_empty() && group.portfolios.is_empty();
    // A balance alone is counted in lots, with anything that settles in it in steps of value.
    let (net, width, scale) = match alone {
        true => (balance, Width::One, Scale::LOT),
        false => {
            let mut net = balance.times(power(VALUE)?)?;
            for perp in &group.perps {
                net = net.plus(&position::perp(statement, group, perp)?, I256::ONE)?;
            }
            for portfolio in &group.portfolios {
                net = net.plus(
                    &position::portfolio(statement, group, portfolio)?,
                    I256::ONE,
                )?;
            }
            (net, Width::Two, Scale::STEP)
        }
    };
    if !group.bound.is_known() {
        statement.require(net, width)?;
        return Ok(health);
    }
    let lots = group.lots.per_token();
    let low = scaled_down(group.bound.asset(), 1, lots, scale)?;
    let high = scaled_up(group.bound.liability(), 1, lots, scale)?;
    worth(statement, health, &net, width, low, high)
}

/// `sum + N * high - n * (high - low)`, `n` at least `N` and zero.
pub(crate) fn worth(
    statement: &mut Statement,
    sum_of: Form,
    net: &Form,
    width: Width,
    low: I256,
    high: I256,
) -> Result<Form, Error> {
    let apart = sum(high, negated(low)?)?;
    let worth = sum_of.plus(net, high)?;
    if apart == I256::ZERO {
        return Ok(worth);
    }
    let owned = split(statement, net, width)?;
    worth.plus(&Form::unknown(owned), negated(apart)?)
}

/// What is owned of a signed number, at least: `n >= 0`, `n >= N`.
pub(crate) fn split(
    statement: &mut Statement,
    number: &Form,
    width: Width,
) -> Result<Unknown, Error> {
    statement.at_least(width, &[Floor::of(number.clone(), width)])
}
