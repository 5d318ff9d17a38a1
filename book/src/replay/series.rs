//! What a replay says of each row of its path.

use crate::stress::engine::{Action, Engine};
use crate::stress::flows::Flows;
use crate::stress::moment::Moment;
use plimsoll::{Error, Fixed, Number};

/// One entry for each row of the path. Amounts are in the book's currency at the row's midpoints, each
/// product rounded down where nothing else is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The row's time.
    pub time: Vec<i64>,
    /// Accounts below the line before the policy runs; the insolvent ones are among them.
    pub liquidatable: Vec<u32>,
    /// Accounts of negative equity before the policy runs.
    pub insolvent: Vec<u32>,
    /// Accounts below the line after it.
    pub liquidatable_after: Vec<u32>,
    /// Accounts of negative equity after it.
    pub insolvent_after: Vec<u32>,
    /// How many steps the policy took.
    pub steps: Vec<u32>,
    /// Perps that liquidators took over and collateral that they seized.
    pub liquidated: Vec<Fixed>,
    /// Perps that were closed against those of other accounts.
    pub deleveraged: Vec<Fixed>,
    /// What accounts owed that had nothing left, rounded up: what the fund and the lenders bear.
    pub bad_debt: Vec<Fixed>,
    /// What of it the fund paid.
    pub fund_paid: Vec<Fixed>,
    /// What penalties paid into the fund.
    pub fund_received: Vec<Fixed>,
    /// What the fund holds after the row.
    pub fund: Vec<Fixed>,
    /// Its largest fall so far from its largest balance before, at its beginning or after a row.
    pub drawdown: Vec<Fixed>,
    /// What lenders lost.
    pub socialised: Vec<Fixed>,
    /// What liquidators earned.
    pub liquidators: Vec<Fixed>,
    /// What the protocol earned.
    pub protocol: Vec<Fixed>,
    /// The sum of the positive equities after the row.
    pub equity: Vec<Fixed>,
    /// The sum of the others, without sign.
    pub deficit: Vec<Fixed>,
}

/// One entry.
pub(super) struct Row {
    before: [u32; 2],
    after: [u32; 2],
    steps: u32,
    liquidated: Fixed,
    deleveraged: Fixed,
    bad_debt: Fixed,
    equity: Fixed,
    deficit: Fixed,
}

impl Row {
    /// A row whose policy has run.
    pub(super) fn of(engine: &Engine<'_>, [before, after]: [&Moment; 2]) -> Result<Row, Error> {
        let (mut liquidated, mut deleveraged) = (Fixed::ZERO, Fixed::ZERO);
        for step in &engine.steps {
            match &step.action {
                Action::Reduce {
                    market, reduction, ..
                } => {
                    let notional = notional(engine, *market, &reduction.size)?;
                    liquidated = liquidated.try_add(&notional)?;
                }
                Action::Repay {
                    collateral,
                    seizure,
                    ..
                } => {
                    let value = seizure.seized.mul_down(engine.asset_mid(*collateral)?)?;
                    liquidated = liquidated.try_add(&value)?;
                }
                Action::Deleverage { market, size, .. } => {
                    deleveraged = deleveraged.try_add(&notional(engine, *market, size)?)?;
                }
                Action::Cancel | Action::Cover { .. } | Action::Socialise { .. } => {}
            }
        }
        let counts = |moment: &Moment| [moment.totals.liquidatable, moment.totals.insolvent];
        Ok(Row {
            before: counts(before),
            after: counts(after),
            steps: u32::try_from(engine.steps.len()).map_err(|_| Error::Overflow)?,
            liquidated,
            deleveraged,
            bad_debt: engine.written_off?,
            equity: after.totals.equity,
            deficit: after.totals.deficit,
        })
    }
}

/// What a size is worth at the midpoint, without sign.
fn notional(engine: &Engine<'_>, market: usize, size: &Fixed) -> Result<Fixed, Error> {
    let notional = size.try_abs()?.mul_down(engine.perp_mid(market)?)?;
    notional.mul_down(engine.asset_mid(engine.settles(market)?)?)
}

impl Series {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    pub(super) fn push(&mut self, time: i64, row: &Row, flows: &Flows, drawdown: Fixed) {
        let ([liquidatable, insolvent], [below, lacking]) = (row.before, row.after);
        self.time.push(time);
        self.liquidatable.push(liquidatable);
        self.insolvent.push(insolvent);
        self.liquidatable_after.push(below);
        self.insolvent_after.push(lacking);
        self.steps.push(row.steps);
        self.liquidated.push(row.liquidated);
        self.deleveraged.push(row.deleveraged);
        self.bad_debt.push(row.bad_debt);
        self.fund_paid.push(flows.fund_paid);
        self.fund_received.push(flows.fund_received);
        self.fund.push(flows.fund_after);
        self.drawdown.push(drawdown);
        self.socialised.push(flows.socialised);
        self.liquidators.push(flows.liquidators);
        self.protocol.push(flows.protocol);
        self.equity.push(row.equity);
        self.deficit.push(row.deficit);
    }

    /// The counts by name.
    pub(super) fn counts(&self) -> [(&'static str, &[u32]); 5] {
        [
            ("liquidatable", &self.liquidatable),
            ("insolvent", &self.insolvent),
            ("liquidatable_after", &self.liquidatable_after),
            ("insolvent_after", &self.insolvent_after),
            ("steps", &self.steps),
        ]
    }

    /// The amounts by name.
    pub(super) fn amounts(&self) -> [(&'static str, &[Fixed]); 12] {
        [
            ("liquidated", &self.liquidated),
            ("deleveraged", &self.deleveraged),
            ("bad_debt", &self.bad_debt),
            ("fund_paid", &self.fund_paid),
            ("fund_received", &self.fund_received),
            ("fund", &self.fund),
            ("drawdown", &self.drawdown),
            ("socialised", &self.socialised),
            ("liquidators", &self.liquidators),
            ("protocol", &self.protocol),
            ("equity", &self.equity),
            ("deficit", &self.deficit),
        ]
    }
}
