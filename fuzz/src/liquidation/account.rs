//! A liquidation of any account: within what is owed and owned, on the grid, paid for, and tight by
//! the account's own check.

use crate::draw;
use arbitrary::{Result, Unstructured};
use plimsoll::liquidation::reduce::reduce;
use plimsoll::liquidation::repay::{repay, sweep};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::capacity;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::holding::evaluate;
use plimsoll::price::End;
use plimsoll::support::arbitrary as edges;
use plimsoll::{
    Balance, Capacity, Deal, Error, Exchange, Fixed, Health, Holding, Leg, Net, Number, Perp,
    Price, Reduction, Seizure,
};

type Answer<T> = std::result::Result<T, Error>;

pub fn run(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let mut holdings = holdings.to_vec();
    if u.ratio(3, 4)? {
        let (place, over) = (u.choose_index(holdings.len())?, edges::fraction(u)? / 4);
        if let Ok(balance) = too_much(&holdings, place, Fixed::ONE + over) {
            holdings[place].balance = balance;
        }
    }
    liquidate(u, &holdings)
}

/// A debt of all that the rest of the account has to spare, times `over`.
fn too_much(holdings: &[Holding<'_>], place: usize, over: Fixed) -> Answer<Fixed> {
    let mut rest = holdings.to_vec();
    rest[place].balance = Fixed::ZERO;
    let bound = rest[place].weights.apply(&rest[place].price)?;
    let spare = evaluate(&rest)?.surplus()?.div_up(bound.liability())?;
    spare.greater(&Fixed::ZERO).mul_up(&over)?.try_neg()
}

fn liquidate(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let kept = capacities(holdings).is_ok_and(|all| capacity::check(&all).is_ok());
    let health = match evaluate(holdings) {
        Ok(health) => health,
        Err(error) => {
            assert!(!kept, "what keeps to its capacity can be evaluated");
            draw::expected(error);
            return Ok(());
        }
    };
    seize(u, holdings, &health, kept)?;
    close(u, holdings, &health, kept)
}

/// The capacities that the account just keeps to.
fn capacities(holdings: &[Holding<'_>]) -> Answer<Vec<Capacity>> {
    let mut all = Vec::new();
    for holding in holdings {
        let weight = *holding.weights.liability();
        let settlement = *holding.weights.apply(&holding.price)?.liability();
        all.push(Capacity::asset(
            holding.balance.try_abs()?,
            *holding.price.high(),
            weight,
        )?);
        for Leg { perp, terms, .. } in holding.legs {
            let orders = perp.bids().try_add(perp.asks())?;
            all.push(Capacity::perp(
                perp.size().try_abs()?.try_add(&orders)?,
                *terms.price().high(),
                *terms.weights().liability(),
                // Filled orders are paid for.
                perp.quote()
                    .try_abs()?
                    .try_add(&orders.mul_up(terms.price().high())?)?,
                settlement.greater(&Fixed::ONE),
            )?);
        }
    }
    Ok(all)
}

fn balance(holding: &Holding<'_>, step: Fixed) -> Answer<Balance> {
    let mut net = Net::<1>::new(&holding.balance);
    for leg in holding.legs {
        net.add(&leg.perp, std::array::from_ref(&leg.terms))?;
    }
    Ok(Balance {
        amount: holding.balance,
        net: *net.value(0)?,
        bound: holding.weights.apply(&holding.price)?,
        step,
    })
}

/// A price of the interval, or any; and whether it is of the interval.
fn conversion(u: &mut Unstructured<'_>, price: &Price) -> Result<(Fixed, bool)> {
    let end = *u.choose(&[End::Mid, End::Low, End::High])?;
    match price.at(end) {
        Ok(at) if u.ratio(7, 8)? => Ok((at, true)),
        _ => Ok((draw::amount(u)?, false)),
    }
}

fn bonus(u: &mut Unstructured<'_>) -> Result<Fixed> {
    let bonus = edges::fraction(u)?;
    Ok(if u.ratio(7, 8)? { bonus / 8 } else { bonus })
}

/// Mostly no limit.
fn most(u: &mut Unstructured<'_>) -> Result<Fixed> {
    Ok(match u.ratio(2, 3)? {
        true => Fixed::MAX,
        false => draw::amount(u)?,
    })
}

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

/// The grid point before `value`, at least zero.
fn before(value: &Fixed, step: &Fixed) -> Fixed {
    let floor = value.floor_to(step).expect("steps are positive by now");
    match floor == *value {
        true => (floor - step).max(Fixed::ZERO),
        false => floor,
    }
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

fn seize(
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

fn close(
    u: &mut Unstructured<'_>,
    holdings: &[Holding<'_>],
    health: &Health,
    kept: bool,
) -> Result<()> {
    let places: Vec<(usize, usize)> = (0..holdings.len())
        .flat_map(|group| (0..holdings[group].legs.len()).map(move |leg| (group, leg)))
        .collect();
    if places.is_empty() {
        return Ok(());
    }
    let (group, leg) = *u.choose(&places)?;
    let Leg { perp, terms, .. } = &holdings[group].legs[leg];
    let (price, own) = conversion(u, terms.price())?;
    let deal = Deal {
        price,
        fee: bonus(u)?,
        lot: draw::step(u)?,
    };
    let most = most(u)?;
    let Ok(settlement) = balance(&holdings[group], Fixed::DELTA) else {
        return Ok(());
    };
    let allowed = [Error::Overflow, Error::InvalidStep, Error::InvalidPrice];
    let Some(reduction) = draw::only(
        reduce(health, &settlement, perp, terms, &deal, &most),
        &allowed,
    ) else {
        let ordinary = kept && own && deal.price > 0 && deal.lot > 0 && deal.lot <= 100;
        assert!(!ordinary, "what keeps to its capacity can be closed");
        return Ok(());
    };
    let after = |Reduction {
                     size, quote, fee, ..
                 }: &Reduction|
     -> Answer<Health> {
        let mut legs = holdings[group].legs.to_vec();
        legs[leg].perp = perp.transfer(size, &quote.try_sub(fee)?)?;
        let mut changed = holdings.to_vec();
        changed[group].legs = &legs;
        evaluate(&changed)
    };
    check_reduction(health, perp, &deal, &most, &reduction, after);
    Ok(())
}

/// A deal over `size` units on the account's side.
fn part(perp: &Perp, deal: &Deal, size: Fixed) -> Answer<Reduction> {
    Ok(Reduction {
        size: match perp.size().is_negative() {
            true => size,
            false => -size,
        },
        quote: match perp.size().is_negative() {
            true => -size.mul_up(&deal.price)?,
            false => size.mul_down(&deal.price)?,
        },
        fee: size.mul_up(&deal.price)?.mul_up(&deal.fee)?,
        reason: Reason::Target,
    })
}

fn check_reduction(
    health: &Health,
    perp: &Perp,
    deal: &Deal,
    most: &Fixed,
    reduction: &Reduction,
    after: impl Fn(&Reduction) -> Answer<Health>,
) {
    let size = reduction.size.abs();
    let whole = perp.size().abs();
    assert!(
        size.is_zero() || reduction.size.is_negative() != perp.size().is_negative(),
        "a reduction never adds"
    );
    assert!(size <= whole && size <= *most, "nor turns a position over");
    assert!(size == whole || size.floor_to(&deal.lot) == Ok(size));
    let same = part(perp, deal, size).expect("it was computed once");
    assert_eq!(
        [reduction.quote, reduction.fee],
        [same.quote, same.fee],
        "the account's side, rounded against it"
    );
    match health.verdict() {
        Verdict::Healthy => {
            return assert!(size.is_zero() && reduction.reason == Reason::Healthy);
        }
        Verdict::Unknown => {
            return assert!(size.is_zero() && reduction.reason == Reason::Unknown);
        }
        Verdict::Unhealthy => {}
    }
    let Ok(then) = after(reduction) else {
        return; // a group of the account leaves the range on the way to its sum
    };
    let [was, is] = [health, &then].map(|health| health.surplus().expect("no price is old"));
    let reason = reduction.reason;
    assert_eq!(
        is >= 0,
        reason == Reason::Target,
        "{reason:?}: {was} to {is}"
    );
    let healthy = |size: Fixed| {
        let part = part(perp, deal, size)?;
        after(&part).map(|health| health.healthy())
    };
    match reason {
        Reason::Target => {
            let less = before(&size, &deal.lot);
            assert_ne!(healthy(less), Ok(true), "{less}");
        }
        Reason::Closed => assert!(size == whole && is >= was),
        Reason::Capped => assert!(*most < whole && is >= was),
        Reason::Worsens => assert!(is < was),
        Reason::Nothing => assert!(size.is_zero()),
        other => panic!("{other:?} of an account that is not healthy"),
    }
    if reason != Reason::Target {
        // No part of what may be closed would have done.
        for eighths in 1..8 {
            let part = size.mul_down(&(Fixed::from_num(eighths) / 8)).unwrap();
            let part = part.floor_to(&deal.lot).unwrap();
            assert_ne!(healthy(part), Ok(true), "{part} of {size}");
        }
    }
}
