//! A book along a path of prices: its policy runs at every row, and what is left is carried on.

mod own;
pub(crate) mod path;
mod report;
pub(crate) mod series;
mod table;

use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::positions;
use crate::stress::engine::{Action, Engine, Step};
use crate::stress::flows::Flows;
use crate::stress::ledger::{Ledger, Purse};
use crate::stress::moment::Moment;
use crate::stress::steps::Steps;
use crate::stress::{count, everybody};
use own::Own;
use path::{follows, PricePath};
use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::{Error, Fixed, Fund, Number};
use series::{Row, Series};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most entries of [`Steps`] that one replay keeps.
pub const MAX_STEPS: usize = 1 << 22;

/// A book on its way along a path of prices.
///
/// At each row the indices of the path's markets move to their new midpoints, scaled from the book's own
/// prices, and the book's policy runs as in a stress, until nothing more can be done. Balances, perps and
/// the insurance fund are carried on to the next row, and its limit of a period holds for all rows
/// together. What was socialised is borne before the next row: every deposit of the asset is multiplied by
/// the row's deposit index, rounded down. No funding or interest accrues, and options do not age.
pub struct Replay {
    book: Book,
    own: Own,
    accounts: Vec<Account>,
    /// Those of them that have changed, as they were in the beginning.
    began: BTreeMap<usize, Account>,
    fund: Fund,
    /// The largest balance of the fund, and its largest fall from one.
    peak: Fixed,
    drawdown: Fixed,
    /// By asset: the deposit index of losses that nobody has borne yet, and that of all.
    losses: Vec<(u32, Fixed)>,
    indices: BTreeMap<u32, Fixed>,
    ledger: Ledger,
    /// Everybody at the book's own prices, and at those of the last row.
    calm: Moment,
    last: Moment,
    series: Series,
    steps: Vec<(usize, Step)>,
    /// How many entries of columns these are.
    entries: usize,
}

impl Replay {
    /// A document with its accounts. Errors: as of a report, and where an account is out of range.
    pub fn new(text: &str) -> Result<Self, BookError> {
        let mut book = Book::read(text)?;
        let accounts = std::mem::take(&mut book.accounts);
        Replay::of(book, accounts)
    }

    /// Markets and policy of a document, whose accounts are not looked at, and accounts out of columns: see
    /// [`stress_columns`](crate::stress_columns).
    pub fn of_columns(
        text: &str,
        accounts: usize,
        balances: Balances<'_, Fixed>,
        perps: Perps<'_, Fixed>,
    ) -> Result<Self, BookError> {
        let book = Book::without_accounts(text)?;
        let accounts = positions::read(&book, accounts, &balances, &perps)?;
        Replay::of(book, accounts)
    }

    pub(crate) fn of(book: Book, mut accounts: Vec<Account>) -> Result<Self, BookError> {
        let fund = book.policy.fund;
        let engine = Engine::new(&book, &mut accounts, fund)?;
        let calm = engine.moment()?;
        let accounts = engine.accounts;
        Ok(Replay {
            own: Own::of(&book),
            last: calm.clone(),
            calm,
            accounts,
            began: BTreeMap::new(),
            fund,
            peak: *fund.balance(),
            drawdown: Fixed::ZERO,
            losses: Vec::new(),
            indices: BTreeMap::new(),
            ledger: Ledger::new(book.assets.len(), book.perps.len()),
            series: Series::default(),
            steps: Vec::new(),
            entries: 0,
            book,
        })
    }

    /// Runs the rows of a path. Run in pieces, one after another, a path gives what it gives whole.
    ///
    /// A market that the path does not move stands at the book's own price. Errors, each with its row, and
    /// with its column where it is the path's: an unknown market, two columns on one index, a time that does
    /// not come after the last one, [`Error::Overflow`], more than [`MAX_STEPS`] entries. The rows before it
    /// have been run; the replay is as it was after them.
    pub fn run(&mut self, path: &PricePath<'_>) -> Result<(), BookError> {
        self.run_rows(path, 0..path.times().len())
    }

    /// Runs some rows of a path, so that there is time for something else between: the same as the path in
    /// pieces, with errors in the rows of the path whole.
    pub fn run_rows(&mut self, path: &PricePath<'_>, rows: Range<usize>) -> Result<(), BookError> {
        self.own.restore(&mut self.book);
        let columns = path.columns(&self.book)?;
        let times = path.times().iter().enumerate();
        let mut times = times.take(rows.end).skip(rows.start).peekable();
        if let (Some(last), Some((row, first))) = (self.series.time.last(), times.peek()) {
            follows(*last, **first, *row)?;
        }
        for (row, time) in times {
            self.bear().map_err(|error| everybody(error).in_row(row))?;
            self.own.restore(&mut self.book);
            for column in &columns {
                column.apply(row, &mut self.book)?;
            }
            self.stand(*time).map_err(|error| error.in_row(row))?;
        }
        Ok(())
    }

    /// Lets depositors bear what the last row has socialised.
    fn bear(&mut self) -> Result<(), Error> {
        for (asset, index) in std::mem::take(&mut self.losses) {
            let asset = asset as usize;
            for (place, account) in self.accounts.iter_mut().enumerate() {
                let held = account.balance(asset);
                if held <= Fixed::ZERO {
                    continue;
                }
                self.began.entry(place).or_insert_with(|| account.clone());
                let left = held.mul_down(&index)?;
                let taken = held.try_sub(&left)?;
                self.ledger.socialised.receive(asset, &taken)?;
                let mut balances = account.balances.iter_mut();
                if let Some((_, balance)) = balances.find(|(place, _)| *place == asset) {
                    *balance = left;
                }
            }
        }
        Ok(())
    }

    /// Runs the policy at the prices of the book as they are now; an error leaves everything as it was.
    fn stand(&mut self, time: i64) -> Result<(), BookError> {
        let mut engine = Engine::new(&self.book, &mut self.accounts, self.fund)?;
        let next = self.next(&mut engine);
        let Engine {
            mut accounts,
            changed,
            steps,
            fund,
            ..
        } = engine;
        match next {
            Ok(next) => {
                let row = self.series.len();
                self.series
                    .push(time, &next.row, &next.flows, next.drawdown);
                self.steps.extend(steps.into_iter().map(|step| (row, step)));
                for (place, account) in changed {
                    self.began.entry(place).or_insert(account);
                }
                self.accounts = accounts;
                self.fund = fund;
                self.peak = self.peak.greater(fund.balance());
                self.drawdown = next.drawdown;
                self.ledger = next.ledger;
                self.indices.extend(next.indices);
                self.losses = next.flows.deposit_index;
                self.entries = next.entries;
                self.last = next.after;
                Ok(())
            }
            Err(error) => {
                for (place, account) in changed {
                    if let Some(changed) = accounts.get_mut(place) {
                        *changed = account;
                    }
                }
                self.accounts = accounts;
                Err(error)
            }
        }
    }

    /// One row.
    fn next(&self, engine: &mut Engine<'_>) -> Result<Next, BookError> {
        let before = engine.moment()?;
        engine.begin(&before.standings);
        engine.run()?;
        let after = engine.moment_since(&before)?;
        engine.adds_up()?;
        let entries = engine.steps.iter().map(entries_of).sum::<usize>();
        let entries = self.entries.saturating_add(entries);
        if entries > MAX_STEPS {
            let problem = format!("more than {MAX_STEPS} steps, too many to report");
            return Err(BookError::form(&Path::Root, problem));
        }
        let next = || -> Result<Next, Error> {
            let flows = Flows::of(engine)?;
            let mut ledger = self.ledger.clone();
            ledger.add(&engine.ledger)?;
            let mut indices = Vec::with_capacity(flows.deposit_index.len());
            for (asset, index) in &flows.deposit_index {
                let all = self.indices.get(asset).unwrap_or(&Fixed::ONE);
                indices.push((*asset, all.mul_down(index)?));
            }
            let fall = self.peak.greater(&flows.fund_after);
            let fall = fall.try_sub(&flows.fund_after)?;
            Ok(Next {
                row: Row::of(engine, [&before, &after])?,
                drawdown: self.drawdown.greater(&fall),
                flows,
                ledger,
                indices,
                entries,
                after,
            })
        };
        next().map_err(everybody)
    }

    /// The unit of all amounts.
    pub fn currency(&self) -> &str {
        &self.book.currency
    }

    /// What each row of the path was like.
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// What was done, as columns.
    pub fn steps(&self) -> Steps {
        let mut steps = Steps::default();
        for (row, step) in &self.steps {
            steps.push(*row, self.book.assets.len(), step);
        }
        steps
    }

    /// The accounts by place; those out of columns are called by their places.
    pub fn account_names(&self) -> Vec<&str> {
        let accounts = self.accounts.iter();
        accounts.map(|account| account.name.as_str()).collect()
    }

    /// The markets by place, assets before perps.
    pub fn market_names(&self) -> Vec<&str> {
        self.book.market_names().collect()
    }

    /// Everything as one line of JSON and a newline. Errors: [`Error::Overflow`] of a sum over all rows.
    pub fn json(&self) -> Result<String, BookError> {
        report::write(self).map_err(everybody)
    }

    /// The rows in which something was done, and what it came to, as a table for a person. Errors: as
    /// [`Replay::json`].
    pub fn table(&self) -> Result<String, BookError> {
        table::write(self).map_err(everybody)
    }

    /// What all accounts and parties have received together: nothing, of anything.
    fn sum(&self) -> Result<Purse, Error> {
        let mut sum = self.ledger.sum()?;
        for (place, old) in &self.began {
            let new = self.accounts.get(*place).ok_or(Error::UnknownMarket)?;
            count(&mut sum, &self.book, old, |amount| amount.try_neg())?;
            count(&mut sum, &self.book, new, |amount| Ok(*amount))?;
        }
        Ok(sum)
    }
}

/// What a row makes of a replay.
struct Next {
    row: Row,
    flows: Flows,
    drawdown: Fixed,
    ledger: Ledger,
    indices: Vec<(u32, Fixed)>,
    entries: usize,
    after: Moment,
}

/// How many entries of columns a step is.
fn entries_of(step: &Step) -> usize {
    match &step.action {
        Action::Deleverage { against, .. } => against.len().saturating_add(1),
        _ => 1,
    }
}
