//! Morpho Blue: the incentive factor of a limit, and amounts between assets and shares.
//!
//! Source: morpho-org/morpho-blue, Morpho.sol, test/integration/LiquidateIntegrationTest.sol
//! (`testSeizedAssetsRoundUp`); the table of factors and case g1 were recomputed from the rule.

use crate::lane::Lane;
use crate::wad::Wad;
use plimsoll::liquidation::bonus::from_loan_to_value;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::margin::shares::Pool;
use plimsoll::{Fixed, Number};

/// Virtual assets and shares.
const VIRTUAL: (u128, u128) = (1, 1_000_000);

fn bonus<N: Lane>(limit: &str) -> N {
    from_loan_to_value(&N::up(limit), &N::down("0.3"), &N::down("0.15")).unwrap()
}

/// `min(1.15, 1 / (1 - 0.3 (1 - limit)))`.
#[test]
fn incentive_factors() {
    for (limit, published) in [
        ("0.385", "1150000000000000000"),
        ("0.625", "1126760563380281690"),
        ("0.77", "1074113856068743286"),
        ("0.86", "1043841336116910229"),
        ("0.915", "1026167265264238070"),
        ("0.945", "1016776817488561260"),
        ("0.965", "1010611419909044972"),
        ("0.98", "1006036217303822937"),
    ] {
        let published = Wad::of(published);
        let exact = Wad::one().try_add(&bonus::<Wad>(limit)).unwrap();
        assert_eq!(exact, published, "{limit}");
        let less = published.value() - (Fixed::ONE + bonus::<Fixed>(limit)).value();
        let step = Fixed::from_bits(16).value();
        assert!(less >= Wad::zero().value() && less < step, "{limit}");
    }
}

/// Base units as multiples of 1e-18, so that the kernel's roundings are theirs.
fn units(wad: &Wad) -> u128 {
    u128::try_from(&wad.0).unwrap()
}

fn wad(units: u128) -> Wad {
    Wad(units.into())
}

/// 400 of collateral at 0.99 and a limit of 0.75 against 300: one share repaid is worth no asset on the way
/// down, and takes nothing; on the way up it costs one.
#[test]
fn seized_assets_round_down_and_repaid_up() {
    let pool = Pool::new(300, 300 * 1_000_000, VIRTUAL.0, VIRTUAL.1).unwrap();
    let repaid = pool.assets_down(1).unwrap();
    let exchange = Exchange::new(Wad::one(), Wad::down("0.99"), &bonus("0.75")).unwrap();
    assert_eq!(units(&exchange.seized(&wad(repaid)).unwrap()), 0);
    assert_eq!(pool.assets_up(1), Ok(1));
}

/// 5e20 of collateral at 0.99 and a limit of 0.8, from a pool of 1e24 assets and 1e30 shares. Theirs rounds
/// up twice before it converts to shares, ours once: a wei less to repay, in the borrower's favour.
#[test]
fn repaid_for_what_is_seized() {
    let pool = Pool::new(10u128.pow(24), 10u128.pow(30), VIRTUAL.0, VIRTUAL.1).unwrap();
    let seized = wad(5 * 10u128.pow(20));
    let bonus = bonus::<Wad>("0.8");
    assert_eq!(bonus, Wad::of("63829787234042553"));
    let factor = Wad::one().try_add(&bonus).unwrap();
    let theirs = seized
        .mul_up(&Wad::down("0.99"))
        .and_then(|value| value.div_up(&factor))
        .unwrap();
    let shares = pool.shares_up(units(&theirs)).unwrap();
    assert_eq!(shares, 465_300_000_000_000_000_084_000_000);
    assert_eq!(pool.assets_up(shares), Ok(465_300_000_000_000_000_084));
    let exchange = Exchange::new(Wad::one(), Wad::down("0.99"), &bonus).unwrap();
    let ours = exchange.repaid(&seized).unwrap();
    assert_eq!(units(&ours), 465_300_000_000_000_000_084);
    assert_eq!(pool.shares_up(units(&ours)), Ok(shares));
    // What the repayment takes again is the collateral, to the wei.
    assert_eq!(exchange.seized(&ours), Ok(seized));
}

/// What is repaid comes out of the pool with its shares, and the rest of a debt whose collateral is gone
/// comes out with all of them: the lenders' pool bears the assets.
#[test]
fn bad_debt_leaves_the_pool() {
    let mut borrowed = Pool::new(1_000, 1_000 * 1_000_000, VIRTUAL.0, VIRTUAL.1).unwrap();
    let owed = 300 * 1_000_000;
    let repaid = borrowed.assets_down(200 * 1_000_000).unwrap();
    borrowed.leave(repaid, 200 * 1_000_000).unwrap();
    let lost = borrowed.assets_up(owed - 200 * 1_000_000).unwrap();
    let lost = lost.min(borrowed.assets());
    borrowed.leave(lost, owed - 200 * 1_000_000).unwrap();
    assert_eq!((repaid, lost), (200, 100));
    assert_eq!(
        (borrowed.assets(), borrowed.shares()),
        (700, 700 * 1_000_000)
    );
}
