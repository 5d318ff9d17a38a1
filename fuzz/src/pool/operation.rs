//! What an operation may do: permission is consistent from step to step, and what keeps to its
//! markets' capacity can always be evaluated.

use crate::draw::{self, only};
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::capacity::check;
use plimsoll::margin::operation::{permission, Permission};
use plimsoll::support::arbitrary::{magnitude, number};
use plimsoll::{
    Account, Bound, Capacity, Error, Fixed, Health, Number, Perp, Price, Terms, Tiers, Weights,
};

const OVERFLOW: [Error; 1] = [Error::Overflow];

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    match bool::arbitrary(u)? {
        true => operations(u),
        false => capacities(u),
    }
}

type Position = (Fixed, [Bound; 3]);

fn evaluate(positions: &[Position]) -> Option<Account<3>> {
    let mut account = Account::new();
    for (quantity, bounds) in positions {
        only(account.add(quantity, bounds), &OVERFLOW)?;
    }
    Some(account)
}

/// An account before and after one balance changes, and after another does.
fn operations(u: &mut Unstructured<'_>) -> Result<()> {
    let mut positions: Vec<Position> = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 4 {
        match draw::bounds(u)? {
            Some(bounds) => positions.push((draw::quantity(u)?, bounds)),
            None => return Ok(()),
        }
    }
    let Some(first) = evaluate(&positions) else {
        return Ok(());
    };
    if let Some(same) = only(permission(&first, &first, &Fixed::ZERO), &OVERFLOW) {
        assert_ne!(same, Permission::Refused, "nothing done is no worse");
    }
    let mut accounts = vec![first];
    for _ in 0..2 {
        let (place, change) = (u.choose_index(positions.len())?, draw::quantity(u)?);
        let Ok(changed) = positions[place].0.try_add(&change) else {
            return Ok(());
        };
        positions[place].0 = changed;
        let (Some(after), before) = (evaluate(&positions), accounts[accounts.len() - 1]) else {
            return Ok(());
        };
        if let Some(answer) = only(permission(&before, &after, &Fixed::ZERO), &OVERFLOW) {
            consistent(&before, &after, answer);
            let added = change >= 0 && changed.is_negative() == (changed - change).is_negative();
            assert!(!added || answer != Permission::Refused, "more never hurts");
        }
        accounts.push(after);
    }
    let [a, b, c] = [accounts[0], accounts[1], accounts[2]];
    let steps = [
        permission(&a, &b, &Fixed::ZERO),
        permission(&b, &c, &Fixed::ZERO),
    ];
    if steps == [Ok(Permission::Improved); 2] {
        let both = permission(&a, &c, &Fixed::ZERO).expect("each step was judged");
        assert!(both.is_allowed(), "two improvements are one");
    }
    Ok(())
}

fn consistent(before: &Account<3>, after: &Account<3>, answer: Permission) {
    let stale = |account: &Account<3>| account.levels().iter().any(Health::is_stale);
    let levels = || before.levels().iter().zip(after.levels());
    let improved = || {
        levels().all(|(before, after)| {
            let [was, is] = [before, after].map(|level| level.surplus().expect("known"));
            is >= was && after.liabilities() <= before.liabilities()
        })
    };
    match answer {
        Permission::Healthy => assert!(after.initial().healthy()),
        Permission::Improved => assert!(!stale(before) && !stale(after) && improved()),
        Permission::Refused => assert!(!after.initial().healthy()),
        Permission::Unknown => assert!(stale(before) || stale(after)),
    }
    assert_eq!(answer == Permission::Healthy, after.initial().healthy());
}

/// What a market allows, half of the time in reach of the range's end.
fn capacity(u: &mut Unstructured<'_>) -> Result<Option<Capacity>> {
    let [quantity, price, quote, settlement] = match u.ratio(3, 4)? {
        true => [(); 4].map(|()| draw::amount(u)),
        false => [(); 4].map(|()| magnitude(u)),
    };
    let (quantity, price, quote, settlement) = (quantity?, price?, quote?, settlement?);
    let weight = *draw::weights(u)?.liability();
    Ok(match bool::arbitrary(u)? {
        true => Capacity::asset(quantity, price, weight).ok(),
        false => Capacity::perp(quantity, price, weight, quote, settlement.max(Fixed::ONE)).ok(),
    })
}

/// An account at the limit of every market, on each side, is within the range.
fn capacities(u: &mut Unstructured<'_>) -> Result<()> {
    let mut all = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 6 {
        let Some(capacity) = capacity(u)? else {
            return Ok(());
        };
        let asked = [number(u)?, number(u)?, magnitude(u)?];
        let [quantity, quote, price] = &asked;
        let errors = [Error::AboveCapacity];
        let admitted = only(capacity.admit(quantity, quote, price), &errors).is_some();
        let fits = quantity.abs() <= capacity.quantity && quote.abs() <= capacity.quote;
        assert_eq!(admitted, fits && *price <= capacity.price);
        all.push(capacity);
    }
    if only(check(&all), &[Error::AboveCapacity]).is_none() {
        return Ok(());
    }
    let mut health = Health::new();
    for capacity in &all {
        let long = bool::arbitrary(u)?;
        at_the_limit(&mut health, capacity, long).expect("what is checked fits");
    }
    health
        .surplus()
        .expect("both sums fit, so does their difference");
    health.shortfall().expect("and its negative");
    Ok(())
}

fn at_the_limit(
    health: &mut Health,
    capacity: &Capacity,
    long: bool,
) -> std::result::Result<(), Error> {
    let Ok(price) = Price::exact(capacity.price) else {
        return Ok(()); // a market whose price may not be above zero
    };
    let weights = Weights::new(Fixed::ONE, capacity.weight)?;
    let signed = |limit: Fixed| if long { limit } else { -limit };
    let settlement = Bound::new(capacity.settlement, capacity.settlement)?;
    let terms = Terms::new(price, weights, Tiers::none(), Fixed::ONE)?;
    let perp = Perp::new(signed(capacity.quantity), signed(capacity.quote));
    health.add(&perp.value(&terms)?, &settlement)
}
