//! The cases by name, the same for the clock and for the counter.

use crate::fixture::{Fixture, Rungs, Text};
use crate::{columns, liquidation, options, risk, solvency};
use plimsoll::liquidation::threshold::threshold;
use plimsoll::margin::account::Account;
use plimsoll::margin::limits::withdrawal;
use plimsoll::margin::operation::{permission, Permission};
use plimsoll::number::decimal::{read_down, write};
use plimsoll::{Error, Fixed, Limit, Number, Threshold};
use std::hint::black_box;

/// What runs one case, given its name and its body.
pub type Visit<'a> = dyn FnMut(&'static str, &mut dyn FnMut()) + 'a;

/// Calls `visit` with each case. Building what the cases need allocates; the bodies do not.
pub fn each(visit: &mut Visit) -> Result<(), Error> {
    let rungs = Rungs::<Fixed>::new();
    let fixture = Fixture::new(&rungs);
    account("account/fixed", "account/fixed reused", &fixture, visit)?;
    let float_rungs = Rungs::<f64>::new();
    account(
        "account/f64",
        "account/f64 reused",
        &Fixture::new(&float_rungs),
        visit,
    )?;
    solvers(&fixture, visit)?;
    operation(&fixture, visit)?;
    liquidation::each(&fixture, visit)?;
    solvency::each(&fixture, visit)?;
    options::each(visit)?;
    risk::each(visit)?;
    columns::each(visit)?;
    numbers(visit);
    Ok(())
}

fn account<N: Text>(
    fresh: &'static str,
    reused: &'static str,
    fixture: &Fixture<'_, N>,
    visit: &mut Visit,
) -> Result<(), Error> {
    visit(fresh, &mut || keep(black_box(fixture).fresh()));
    let weighted = fixture.weighted()?;
    visit(reused, &mut || {
        keep(black_box(fixture).reused(black_box(&weighted)))
    });
    Ok(())
}

fn keep<N: Number>(account: Result<Account<N, 3>, Error>) {
    let _ = black_box(account.map(|account| account.status()));
}

fn solvers(fixture: &Fixture<'_, Fixed>, visit: &mut Visit) -> Result<(), Error> {
    let (_, ether, _) = &fixture.assets[1];
    let satoshi = Fixed::read("0.00000001");
    let cent = Fixed::read("0.01");
    fixture.holdings(|holdings| {
        // The account is short of ether, so the search upward is the long one.
        let found = threshold(holdings, 1, ether, &cent);
        assert!(matches!(
            found,
            Ok(Threshold {
                below: Limit::Never,
                above: Limit::At(_)
            })
        ));
        // And it may not take all of its bitcoin.
        let found = withdrawal(holdings, 2, &Fixed::ZERO, &satoshi);
        assert!(matches!(found, Ok(Limit::At(amount)) if amount < fixture.assets[2].0));
        visit("threshold", &mut || {
            let _ = black_box(threshold(black_box(holdings), 1, ether, &cent));
        });
        visit("withdrawal", &mut || {
            let _ = black_box(withdrawal(black_box(holdings), 2, &Fixed::ZERO, &satoshi));
        });
    })
}

/// An account below initial health that is not allowed to become worse: every level is compared.
fn operation(fixture: &Fixture<'_, Fixed>, visit: &mut Visit) -> Result<(), Error> {
    let mut account = fixture.fresh()?;
    let gap = account.initial().surplus()?.try_add(&Fixed::ONE)?;
    account.require(&[gap.greater(&Fixed::ZERO); 3])?;
    assert_eq!(
        permission(&account, &account, &Fixed::ZERO),
        Ok(Permission::Improved)
    );
    visit("permission", &mut || {
        let _ = black_box(permission(
            black_box(&account),
            black_box(&account),
            &Fixed::ZERO,
        ));
    });
    Ok(())
}

fn numbers(visit: &mut Visit) {
    let (a, b) = (Fixed::read("1804.5"), Fixed::read("61.0625"));
    let negative = Fixed::read("-61.0625");
    let (wide, other) = (
        Fixed::read("81234567890123.25"),
        Fixed::read("1234567890.5"),
    );
    visit("mul_up", &mut || {
        let _ = black_box(black_box(&a).mul_up(black_box(&b)));
    });
    visit("mul_up, negative", &mut || {
        let _ = black_box(black_box(&a).mul_up(black_box(&negative)));
    });
    visit("mul_up, wide", &mut || {
        let _ = black_box(black_box(&wide).mul_up(black_box(&other)));
    });
    visit("div_down", &mut || {
        let _ = black_box(black_box(&a).div_down(black_box(&b)));
    });
    visit("div_down, wide", &mut || {
        let _ = black_box(black_box(&wide).div_down(black_box(&b)));
    });
    visit("decimal read", &mut || {
        let _ = black_box(read_down::<Fixed>(black_box("-1804.512345")));
    });
    visit("decimal write", &mut || {
        black_box(write(black_box(&wide)));
    });
}
