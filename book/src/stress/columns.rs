//! The stress of accounts that stand in columns.

use super::engine::Engine;
use super::flows::Flows;
use super::moment::Standings;
use super::steps::Steps;
use super::{everybody, shocked};
use crate::book::Book;
use crate::error::BookError;
use crate::positions;
use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::{Fixed, Totals};

/// How many steps are taken before they become columns.
const CHUNK: usize = 1 << 14;

/// What a stress of columns leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stressed {
    /// The markets' names by place, assets before perps.
    pub markets: Vec<String>,
    /// Every account before the shock, after it, and after the policy has run.
    pub standings: [Standings; 3],
    /// All accounts together at the same three times.
    pub totals: [Totals; 3],
    /// What was done.
    pub steps: Steps,
    /// Who got and who paid what.
    pub flows: Flows,
}

pub(crate) fn stress(
    mut book: Book,
    shocks: &[(&str, &str)],
    accounts: usize,
    balances: &Balances<'_, Fixed>,
    perps: &Perps<'_, Fixed>,
) -> Result<Stressed, BookError> {
    let accounts = positions::read(&book, accounts, balances, perps)?;
    let (_, calm, mut accounts) = shocked(&mut book, accounts, shocks)?;
    let mut engine = Engine::new(&book, &mut accounts, book.policy.fund)?;
    let shocked = engine.moment()?;
    engine.begin(&shocked.standings);
    let mut steps = Steps::default();
    loop {
        let more = engine.advance(CHUNK)?;
        for step in engine.steps.drain(..) {
            steps.push(0, book.assets.len(), &step);
        }
        if !more {
            break;
        }
    }
    let after = engine.moment_since(&shocked)?;
    engine.adds_up()?;
    Ok(Stressed {
        markets: book.market_names().map(str::to_string).collect(),
        flows: Flows::of(&engine).map_err(everybody)?,
        totals: [calm.totals, shocked.totals, after.totals],
        standings: [calm.standings, shocked.standings, after.standings],
        steps,
    })
}
