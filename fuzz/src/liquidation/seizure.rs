//! A repayment of any account: within what is owed and owned, on the grid, paid for, and tight by the
//! account's own check.

use super::account::{balance, before, bonus, conversion, most, Answer};
use crate::draw;
use arbitrary::{Result, Unstructured};
use plimsoll::liquidation::repay::{repay, sweep};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::holding::evaluate;
use plimsoll::{Balance, Error, Exchange, Fixed, Health, Holding, Number, Seizure};

/// A place where the balance has this sign, or any.
fn place(u: &mut Unstructured<'_>, holdings: &[Holding<'_>], owed: bool) -> Result<usize> {
    let fitting: Vec<usize> = (0..holdings.len())
        .filter(|&place| holdings[place].balance.is_negative() == owed)
        .collect();
    match fitting.is_empty() || !u.ratio(15, 16)? {
        true => u.choose_index(holdings.len()),
        false => Ok(*u.choose(&fitting)?),
    }
}

/// The account with balances changed.
fn paid(holdings: &[Holding<'_>], changes: [(usize, Fixed); 2]) -> Answer<Health> {
    let mut changed = holdings.to_vec();
    for (place, change) in changes {
        changed[place].balance = changed[place].balance.try_add(&change)?;
    }
    evaluate(&changed)
}

struct Case<'a> {
    holdings: &'a [Holding<'a>],
    health: &'a Health,
    places: [usize; 2],
    debt: Balance,
    collateral: Balance,
    exchange: Exchange,
    most: Fixed,
}

pub fn run(
    u: &mut Unstructured<'_>,
    holdings: &[Holding<'_>],
    health: &Health,
    kept: bool,
) -> Result<()> {
    let places = [place(u, holdings, true)?, place(u, holdings, false)?];
    let (steps, most) = ([draw::step(u)?, draw::step(u)?], most(u)?);
    let (of_debt, own) = conversion(u, &holdings[places[0]].price)?;
    let (of_collateral, too) = conversion(u, &holdings[places[1]].price)?;
    let Ok(exchange) = Exchange::new(of_debt, of_collateral, &bonus(u)?) else {
        return Ok(());
    };
    let (Ok(debt), Ok(collateral)) = (
        balance(&holdings[places[0]], steps[0]),
        balance(&holdings[places[1]], steps[1]),
    ) else {
        return Ok(());
    };
    let seizure = repay(health, &debt, &collateral, &exchange, &most);
    if let Some(seizure) = draw::only(seizure, &[Error::Overflow, Error::InvalidStep]) {
        let case = Case {
            holdings,
            health,
            places,
            debt,
            collateral,
            exchange,
            most,
        };
        case.check(&seizure);
        let dust = [draw::amount(u)?, draw::amount(u)?];
        case.swept(seizure, [&dust[0], &dust[1]]);
    } else {
        let ordinary = kept && own && too && steps.iter().all(|step| *step > 0 && *step <= 100);
        assert!(!ordinary, "what keeps to its capacity can be liquidated");
    }
    Ok(())
}

impl Case<'_> {
    fn owed(&self) -> Fixed {
        (-self.debt.amount.max(self.debt.net)).max(Fixed::ZERO)
    }

    fn owned(&self) -> Fixed {
        self.collateral
            .amount
            .min(self.collateral.net)
            .max(Fixed::ZERO)
    }

    fn after(&self, repaid: &Fixed, seized: &Fixed) -> Answer<Health> {
        let [debt, collateral] = self.places;
        paid(self.holdings, [(debt, *repaid), (collateral, -*seized)])
    }

    fn within(&self, Seizure { repaid, seized, .. }: &Seizure) {
        let (owed, owned) = (self.owed(), self.owned());
        assert!(*repaid >= 0 && *repaid <= owed, "{repaid} of {owed}");
        assert!(*seized >= 0 && *seized <= owned, "{seized} of {owned}");
        assert!(*repaid == owed || repaid.floor_to(&self.debt.step) == Ok(*repaid));
        assert!(*seized == owned || seized.floor_to(&self.collateral.step) == Ok(*seized));
        // Nobody is paid more than the terms give, and nobody pays a step more than they ask.
        if let Ok(given) = self.exchange.seized(repaid) {
            assert!(*seized <= given, "{seized} for {repaid}");
        }
        let more = seized.try_add(&self.collateral.step);
        if let Ok(asked) = more.and_then(|more| self.exchange.repaid(&more)) {
            assert!(repaid.is_zero() || *repaid - asked < self.debt.step);
        }
    }

    fn check(&self, seizure: &Seizure) {
        self.within(seizure);
        let Seizure {
            repaid,
            seized,
            reason,
        } = seizure;
        assert!(*repaid <= self.most);
        let none = repaid.is_zero() && seized.is_zero();
        match self.health.verdict() {
            Verdict::Healthy => return assert!(none && *reason == Reason::Healthy),
            Verdict::Unknown => return assert!(none && *reason == Reason::Unknown),
            Verdict::Unhealthy => {}
        }
        let Ok(after) = self.after(repaid, seized) else {
            return; // a group of the account leaves the range on the way to its sum
        };
        let [was, is] = [self.health, &after].map(|health| health.surplus().expect("no price old"));
        assert_eq!(
            is >= 0,
            *reason == Reason::Target,
            "{reason:?}: {was} to {is}"
        );
        match reason {
            Reason::Target => self.tight(repaid),
            Reason::DebtExhausted => assert!(*repaid == self.owed() && is >= was),
            Reason::CollateralExhausted => assert!(*seized == self.owned() && is >= was),
            Reason::Capped => assert!(self.most < self.owed() && is >= was),
            Reason::Worsens => assert!(is < was),
            Reason::Nothing => assert!(none && (self.owed().is_zero() || self.owned().is_zero())),
            other => panic!("{other:?} of an account that is not healthy"),
        }
    }

    /// One step less is not enough.
    fn tight(&self, repaid: &Fixed) {
        let less = before(repaid, &self.debt.step);
        let seized = match self.exchange.seized(&less) {
            Ok(seized) => seized.floor_to(&self.collateral.step).expect("a step"),
            Err(_) => Fixed::MAX,
        };
        let after = self.after(&less, &seized.min(self.owned()));
        assert_ne!(after.map(|health| health.healthy()), Ok(true), "{less}");
    }

    /// Sweeping changes nothing, or leaves no dust.
    fn swept(&self, seizure: Seizure, dust: [&Fixed; 2]) {
        let swept = sweep(seizure, &self.debt, &self.collateral, &self.exchange, dust);
        let Some(swept) = draw::only(swept, &[Error::Overflow, Error::InvalidStep]) else {
            return;
        };
        self.within(&swept);
        assert!(swept.repaid >= seizure.repaid && swept.seized >= seizure.seized);
        let closed = swept.repaid == self.owed() || swept.seized == self.owned();
        let left = [self.owed() - swept.repaid, self.owned() - swept.seized];
        let dusty = left[0] <= *dust[0] || left[1] <= *dust[1];
        assert!(swept.repaid.is_zero() || closed || !dusty, "{swept:?}");
        assert!(swept == seizure || swept.reason == Reason::Dust);
    }
}
