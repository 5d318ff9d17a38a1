//! Solend: a bonus linear between two loan-to-values, and what 20 % of a debt takes of a collateral.
//!
//! Source: solendprotocol/solana-program-library, token-lending/sdk/src/state/reserve.rs (`calculate_bonus`,
//! `calculate_liquidation`, `calculate_protocol_liquidation_fee`).

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, Lane};
use crate::sizes::health;
use num_traits::Signed;
use plimsoll::liquidation::bonus::Split;
use plimsoll::liquidation::close::CloseFactor;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::{repay, Seizure};
use plimsoll::liquidation::sizing::Balance;
use plimsoll::number::ramp::Ramp;
use plimsoll::weights::Bound;
use plimsoll::{Error, Fixed, Number};

/// `b + min((borrowed - unhealthy) / (super unhealthy - unhealthy), 1) (most - b) + fee`, at most 25 %.
/// Where both limits are one there is no line, and the bonus is `b`.
fn bonus<N: Lane>(values: [&str; 3], rates: [&str; 3]) -> N {
    let [borrowed, unhealthy, most_unhealthy] = values.map(N::down);
    let [least, most, fee] = rates.map(N::down);
    let linear = match Ramp::new(unhealthy, most_unhealthy, least.clone(), most) {
        Ok(ramp) => ramp.at_down(&borrowed).unwrap(),
        Err(error) => {
            assert_eq!(error, Error::InvalidRamp);
            least
        }
    };
    linear.try_add(&fee).unwrap().lesser(&N::down("0.25"))
}

/// Their two rows below the limit are a matter of health: an error, and a bonus of nothing where the market
/// may be closed.
#[test]
fn bonus_by_health() {
    let usual = ["0.1", "0.2", "0.01"];
    for (values, rates, published) in [
        (["100", "100", "150"], usual, "0.11"),
        (["100", "50", "150"], usual, "0.16"),
        (["100", "50", "100"], usual, "0.21"),
        (["200", "50", "100"], usual, "0.21"),
        (["60", "50", "50"], usual, "0.11"),
        (["60", "40", "60"], ["0.1", "0.3", "0.01"], "0.25"),
        (["60", "40", "60"], ["0.3", "0.3", "0.03"], "0.25"),
    ] {
        assert_owned(
            published,
            bonus::<Exact>(values, rates),
            bonus::<Fixed>(values, rates),
        );
    }
}

/// A deposit and its value, a debt and its value, in base units and dollars.
type Case = [&'static str; 4];

/// 20 % of a debt, all of one worth at most a dollar, against what collateral there is. Nothing short of
/// repaying the debt makes these accounts healthy, because their collateral counts nothing.
fn liquidate<N: Lane>([deposit, deposit_value, debt, debt_value]: Case, bonus: &str) -> Seizure<N> {
    let price = |amount: &str, value: &str| N::near(value).div_up(&N::near(amount)).unwrap();
    let (debt_price, collateral_price) = (price(debt, debt_value), price(deposit, deposit_value));
    let factor = CloseFactor {
        fraction: N::down("0.2"),
        full_below: N::zero(),
        // Ours is below a value, theirs at most it.
        small: N::near("1.000000001"),
        dust: N::zero(),
    };
    let (owed, owned) = (N::near(debt_value), N::near(deposit_value));
    let value = factor.most(&N::one(), &owed, &owed, &owned).unwrap();
    let owed = Balance {
        amount: N::near(debt).try_neg().unwrap(),
        net: N::near(debt).try_neg().unwrap(),
        bound: Bound::new(debt_price.clone(), debt_price.clone()).unwrap(),
        step: N::one(),
    };
    let owned = Balance {
        amount: N::near(deposit),
        net: N::near(deposit),
        bound: Bound::new(N::zero(), collateral_price.clone()).unwrap(),
        step: N::one(),
    };
    let exchange = Exchange::new(debt_price.clone(), collateral_price, &N::down(bonus)).unwrap();
    let most = value.div_up(&debt_price).unwrap();
    repay(&health(&[&owed, &owned]), &owed, &owned, &exchange, &most).unwrap()
}

#[test]
fn amounts() {
    for (case, bonus, repaid, seized) in [
        (["1000", "100", "800", "80"], "0.05", "160", "168"),
        (["1680", "1680", "8000", "8000"], "0.05", "1600", "1680"),
        (["840", "840", "8000", "8000"], "0.05", "800", "840"),
        // Dust: all of it.
        (["100", "1", "100", "0.5"], "0.05", "100", "52"),
        (["1000", "1.05", "1", "1"], "0.05", "1", "1000"),
        (["10", "0.525", "10", "1"], "0.05", "5", "10"),
        (["100", "100", "100", "100"], "0", "20", "20"),
    ] {
        let exact = liquidate::<Exact>(case, bonus);
        assert_eq!(exact.repaid, Exact::near(repaid), "{case:?}");
        assert_eq!(exact.seized, Exact::near(seized), "{case:?}");
        // On `Fixed` the close factor, the bonus and the price of a unit have no binary form: a unit less or
        // more is repaid, and up to two less are seized, never more.
        let fixed = liquidate::<Fixed>(case, bonus);
        let off = (fixed.repaid.value() - decimal(repaid)).abs();
        assert!(off <= decimal("1"), "{case:?}");
        let less = decimal(seized) - fixed.seized.value();
        assert!(!less.is_negative() && less <= decimal("2"), "{case:?}");
    }
}

/// One unit owed, worth 1, against one unit worth 10: 0.105 of it is due. Theirs gives the whole unit, so that
/// dust is cleaned up, and the liquidator ten times what was repaid; ours gives none.
#[test]
fn a_unit_of_dust() {
    let exact = liquidate::<Exact>(["1", "10", "1", "1"], "0.05");
    assert_eq!((exact.repaid, exact.seized), (Exact::one(), Exact::zero()));
}

/// 105 taken at 5 %, of which 2 % of what was repaid are the protocol's: two fifths of the penalty.
#[test]
fn protocol_fee() {
    let exchange = Exchange::new(Exact::one(), Exact::one(), &Exact::down("0.05")).unwrap();
    let (repaid, seized) = (Exact::near("100"), Exact::near("105"));
    assert_eq!(exchange.repaid(&seized), Ok(repaid.clone()));
    let penalty = exchange.penalty(&repaid, &seized).unwrap();
    let parts = Split::new(Exact::zero(), Exact::up("0.4")).unwrap();
    assert_eq!(parts.of(&penalty).unwrap().protocol, Exact::near("2"));
}
