//! How much more a liquidator earns who splits one liquidation into many at one instant, under the rules of
//! others. Where the bonus does not rise along the path it is never more. It rises under a bonus that is
//! capped by one minus the loan-to-value (Kamino), because every liquidation lowers that; and under one that
//! follows health (Solend, Aave v4, Euler) where a liquidation lowers the ratio, which
//! [`Exchange::raises_ratio`] says before.
//!
//! Collateral of 1,000,000 at 1 against a debt at 1, of which a part is repaid at once or in a thousand
//! parts of one size.

use crate::kamino::bonus_at;
use crate::lane::{decimal, Lane};
use crate::sizes::{bound, health, STEP};
use num_traits::Signed;
use plimsoll::liquidation::bonus::{covered, from_loan_to_value, from_shortfall};
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::sizing::Balance;
use plimsoll::margin::health::Health;
use plimsoll::number::ramp::Ramp;
use plimsoll::{Fixed, Number};

const PARTS: u32 = 1_000;

/// The bonus of collateral and debt as they are.
type Rule = fn(&Fixed, &Fixed) -> Fixed;

/// What is seized less what is repaid.
fn earned(debt: &Fixed, repaid: &Fixed, parts: u32, rule: Rule) -> Fixed {
    let (mut owned, mut owed) = (Fixed::from_num(1_000_000), *debt);
    let part = repaid.div_down(&Fixed::from_num(parts)).unwrap();
    let mut earned = Fixed::ZERO;
    for _ in 0..parts {
        let seized = at_par(&rule(&owned, &owed)).seized(&part).unwrap();
        let seized = seized.lesser(&owned);
        (owned, owed) = (owned - seized, owed - part);
        earned += seized - part;
    }
    earned
}

fn at_par(bonus: &Fixed) -> Exchange<Fixed> {
    Exchange::new(Fixed::ONE, Fixed::ONE, bonus).unwrap()
}

fn account(owned: &Fixed, owed: &Fixed, limit: &str) -> [Balance<Fixed>; 2] {
    let asset = |amount: Fixed, weight: &str| Balance {
        amount,
        net: amount,
        bound: bound("1", [weight, "1"]),
        step: Fixed::near(STEP),
    };
    [asset(-*owed, "1"), asset(*owned, limit)]
}

fn at_limit(owned: &Fixed, owed: &Fixed, limit: &str) -> Health<Fixed> {
    let [debt, collateral] = account(owned, owed, limit);
    health(&[&debt, &collateral])
}

fn kamino(owned: &Fixed, owed: &Fixed) -> Fixed {
    let [up, down] = [owed.div_up(owned), owed.div_down(owned)].map(Result::unwrap);
    bonus_at(&Fixed::up("0.75"), &up, &down)
}

/// 5 % at a loan-to-value of 0.9, 10 % at 0.95.
fn solend(owned: &Fixed, owed: &Fixed) -> Fixed {
    let [from, to, least, most] = ["0.9", "0.95", "0.05", "0.1"].map(Fixed::near);
    let ramp = Ramp::new(from, to, least, most).unwrap();
    ramp.at_down(&owed.div_down(owned).unwrap()).unwrap()
}

/// Nothing at a health of 1, 5 % at 0.9, under a factor of 0.95, which their check of `bonus * factor < 1` allows.
fn aave(owned: &Fixed, owed: &Fixed) -> Fixed {
    let [lowest, most] = ["0.9", "0.05"].map(Fixed::near);
    let ramp = Ramp::new(Fixed::ONE, lowest, Fixed::ZERO, most).unwrap();
    ramp.at_down(&at_limit(owned, owed, "0.95").ratio().unwrap())
        .unwrap()
}

/// At most 15 %, under a limit of 0.9.
fn euler(owned: &Fixed, owed: &Fixed) -> Fixed {
    from_shortfall(&at_limit(owned, owed, "0.9"), &Fixed::near("0.15")).unwrap()
}

/// By how many per cent the sum of a thousand parts is more than one liquidation earns.
fn gain(loan_to_value: &str, share: &str, rule: Rule) -> num_rational::BigRational {
    let debt = Fixed::near(loan_to_value) * Fixed::from_num(1_000_000);
    let repaid = debt * Fixed::near(share);
    let once = earned(&debt, &repaid, 1, rule).value();
    let many = earned(&debt, &repaid, PARTS, rule).value();
    (many / once - decimal("1")) * decimal("100")
}

fn assert_gain(loan_to_value: &str, share: &str, rule: Rule, printed: &str) {
    let gain = gain(loan_to_value, share, rule);
    let off = (&gain - decimal(printed)).abs();
    assert!(
        off < decimal("0.005"),
        "{loan_to_value} {share}: {}",
        crate::exact::to_f64(&gain)
    );
}

/// Kamino's liquidations raise the ratio and still earn more in parts, from where one minus the loan-to-value
/// caps the bonus: at most 0.46 % more with its close factor of 20 %, and 4.13 % with all of the debt.
#[test]
fn kamino_cap() {
    for (loan_to_value, share, printed) in [
        ("0.95", "0.2", "0"),
        ("0.955", "0.2", "0.46"),
        ("0.96", "0.2", "0.41"),
        ("0.97", "0.2", "0.31"),
        ("0.985", "0.2", "0.16"),
        ("0.995", "0.2", "0.05"),
        ("0.955", "1", "4.08"),
        ("0.96", "1", "4.13"),
        ("0.97", "1", "3.09"),
        ("0.985", "1", "1.52"),
    ] {
        assert_gain(loan_to_value, share, kamino, printed);
        let (owned, owed) = (Fixed::ONE, Fixed::near(loan_to_value));
        let [debt, collateral] = account(&owned, &owed, "1");
        let terms = at_par(&kamino(&owned, &owed));
        let health = health(&[&debt, &collateral]);
        assert_eq!(
            terms.raises_ratio(&health, &debt.bound, &collateral.bound),
            Ok(true)
        );
        // No more than all that is left beside the debt.
        let most = (decimal("1") / decimal(loan_to_value) - decimal("1")) * decimal("100");
        assert!(gain(loan_to_value, share, kamino) <= most);
    }
}

/// A bonus that follows health earns less in parts where a liquidation raises the ratio, and more where it
/// lowers it.
#[test]
fn bonus_by_health() {
    for (rule, limit, loan_to_value, printed) in [
        (solend as Rule, "0.9", "0.91", "-6.57"),
        (solend, "0.9", "0.92", "-2.52"),
        (solend, "0.9", "0.93", "0.63"),
        (solend, "0.9", "0.94", "3.19"),
        (aave, "0.95", "0.96", "-39.85"),
        (aave, "0.95", "0.98", "-1.90"),
        (aave, "0.95", "0.99", "2.85"),
        (aave, "0.95", "1", "5.69"),
        (euler, "0.9", "0.92", "-33.67"),
        (euler, "0.9", "0.94", "-5.32"),
        (euler, "0.9", "0.95", "0.66"),
        (euler, "0.9", "0.98", "10.45"),
    ] {
        assert_gain(loan_to_value, "0.2", rule, printed);
        let (owned, owed) = (Fixed::ONE, Fixed::near(loan_to_value));
        let [debt, collateral] = account(&owned, &owed, limit);
        let terms = at_par(&rule(&owned, &owed));
        let health = health(&[&debt, &collateral]);
        let raises = terms.raises_ratio(&health, &debt.bound, &collateral.bound);
        assert_eq!(raises, Ok(printed.starts_with('-')), "{loan_to_value}");
    }
}

/// A bonus that stands earns no more in parts, to the bit. Nor does one that is capped by what the collateral has
/// to give for the debt, to what rounding the bonus down costs one liquidation, a step for each unit repaid:
/// what that leaves in the account, a later part may find. Neither is above the exact earnings.
#[test]
fn bonuses_that_do_not_rise() {
    fn morpho(_: &Fixed, _: &Fixed) -> Fixed {
        from_loan_to_value(
            &Fixed::up("0.86"),
            &Fixed::down("0.3"),
            &Fixed::down("0.15"),
        )
        .unwrap()
    }
    fn capped(owned: &Fixed, owed: &Fixed) -> Fixed {
        covered(&Fixed::down("0.05"), owned, owed).unwrap()
    }
    for loan_to_value in ["0.87", "0.95", "0.96", "0.97", "0.99", "0.998"] {
        for share in ["0.2", "0.5", "0.9"] {
            let debt = Fixed::near(loan_to_value) * Fixed::from_num(1_000_000);
            let repaid = debt * Fixed::near(share);
            let earns = |parts, rule| earned(&debt, &repaid, parts, rule);
            assert!(earns(PARTS, morpho) <= earns(1, morpho));
            let spare = decimal("1000000") / debt.value() - decimal("1");
            let most = repaid.value() * spare.min(decimal("0.05"));
            let a_step_each = repaid.value() * Fixed::DELTA.value() + Fixed::DELTA.value();
            let [once, many] = [1, PARTS].map(|parts| earns(parts, capped).value());
            assert!(once <= most && many <= most, "{loan_to_value} {share}");
            assert!(most - once <= a_step_each, "{loan_to_value} {share}");
        }
    }
}
