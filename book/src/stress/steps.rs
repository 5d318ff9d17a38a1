//! Steps as columns.

use super::engine::{Action, Step};
use plimsoll::liquidation::bonus::Parts;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::Fixed;

/// What was done, in order, an entry for each step; after a deleveraging one for each position that it
/// closed on the other side. What an action does not have is none. Markets go by their places, assets
/// before perps; accounts by theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The row of the path, from 0; 0 in a stress.
    pub row: Vec<u32>,
    /// Whose step it is; of `against` the other side.
    pub account: Vec<u32>,
    /// `cancel`, `reduce`, `repay`, `deleverage`, `against`, `cover` or `socialise`.
    pub action: Vec<&'static str>,
    /// The perp that is closed, the debt that is repaid, or the asset that is owed.
    pub market: Vec<Option<u32>>,
    /// Units of it: a signed size (negative is sold), or what is repaid, covered or socialised.
    pub amount: Vec<Option<Fixed>>,
    /// The asset that a repayment seizes.
    pub collateral: Vec<Option<u32>>,
    /// Units of it.
    pub seized: Vec<Option<Fixed>>,
    /// The price of a perp that is closed.
    pub price: Vec<Option<Fixed>>,
    /// What a reduced perp brings, before the fee, in units of its settlement asset.
    pub quote: Vec<Option<Fixed>>,
    /// The bonus of a repayment, a fraction.
    pub bonus: Vec<Option<Fixed>>,
    /// The liquidator's part of fee or penalty, in units of the settlement asset or the collateral.
    pub liquidator: Vec<Option<Fixed>>,
    /// The fund's part.
    pub insurance: Vec<Option<Fixed>>,
    /// The protocol's part.
    pub protocol: Vec<Option<Fixed>>,
    /// What the fund paid, in the currency.
    pub paid: Vec<Option<Fixed>>,
    /// What decided the size.
    pub reason: Vec<Option<&'static str>>,
}

/// One entry.
struct Entry<'a> {
    account: usize,
    action: &'static str,
    market: Option<usize>,
    amount: Option<&'a Fixed>,
    collateral: Option<usize>,
    seized: Option<&'a Fixed>,
    price: Option<&'a Fixed>,
    quote: Option<&'a Fixed>,
    bonus: Option<&'a Fixed>,
    parts: Option<&'a Parts<Fixed>>,
    paid: Option<&'a Fixed>,
    reason: Option<Reason>,
}

impl<'a> Entry<'a> {
    fn of(account: usize, action: &'static str) -> Self {
        Entry {
            account,
            action,
            market: None,
            amount: None,
            collateral: None,
            seized: None,
            price: None,
            quote: None,
            bonus: None,
            parts: None,
            paid: None,
            reason: None,
        }
    }

    fn moving(self, market: usize, amount: &'a Fixed) -> Self {
        Entry {
            market: Some(market),
            amount: Some(amount),
            ..self
        }
    }
}

impl Steps {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// Adds a step of a row of the path, in a book of so many assets.
    pub(crate) fn push(&mut self, row: usize, assets: usize, step: &Step) {
        let entry = |action| Entry::of(step.account, action);
        let perp = |market: usize| market.saturating_add(assets);
        match &step.action {
            Action::Cancel => self.enter(row, entry("cancel")),
            Action::Reduce {
                market,
                price,
                reduction,
                fee,
            } => self.enter(
                row,
                Entry {
                    price: Some(price),
                    quote: Some(&reduction.quote),
                    parts: Some(fee),
                    reason: Some(reduction.reason),
                    ..entry("reduce").moving(perp(*market), &reduction.size)
                },
            ),
            Action::Repay {
                debt,
                collateral,
                bonus,
                seizure,
                penalty,
            } => self.enter(
                row,
                Entry {
                    collateral: Some(*collateral),
                    seized: Some(&seizure.seized),
                    bonus: Some(bonus),
                    parts: Some(penalty),
                    reason: Some(seizure.reason),
                    ..entry("repay").moving(*debt, &seizure.repaid)
                },
            ),
            Action::Deleverage {
                market,
                price,
                size,
                against,
            } => {
                let price = Some(price);
                let market = perp(*market);
                self.enter(
                    row,
                    Entry {
                        price,
                        ..entry("deleverage").moving(market, size)
                    },
                );
                for (other, part) in against {
                    let entry = Entry::of(*other, "against").moving(market, part);
                    self.enter(row, Entry { price, ..entry });
                }
            }
            Action::Cover { asset, units, paid } => self.enter(
                row,
                Entry {
                    paid: Some(paid),
                    ..entry("cover").moving(*asset, units)
                },
            ),
            Action::Socialise { asset, units } => {
                self.enter(row, entry("socialise").moving(*asset, units));
            }
        }
    }

    fn enter(&mut self, row: usize, entry: Entry<'_>) {
        // A book has at most 16 MiB, and columns fewer rows than their offsets can count.
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.row.push(place(row));
        self.account.push(place(entry.account));
        self.action.push(entry.action);
        self.market.push(entry.market.map(place));
        self.amount.push(entry.amount.copied());
        self.collateral.push(entry.collateral.map(place));
        self.seized.push(entry.seized.copied());
        self.price.push(entry.price.copied());
        self.quote.push(entry.quote.copied());
        self.bonus.push(entry.bonus.copied());
        self.liquidator
            .push(entry.parts.map(|parts| parts.liquidator));
        self.insurance
            .push(entry.parts.map(|parts| parts.insurance));
        self.protocol.push(entry.parts.map(|parts| parts.protocol));
        self.paid.push(entry.paid.copied());
        self.reason.push(entry.reason.map(Reason::name));
    }
}
