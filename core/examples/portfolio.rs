//! What a contract without a heap does for portfolio margin: a price update leaves a risk array of each
//! instrument as packed bytes, and an account's check reads them back, adds them up and asks for the worst.
//!
//! ```text
//! cargo run -p plimsoll --example portfolio --features bytemuck
//! ```
//!
//! Everything above `main` compiles without the standard library.

use plimsoll::margin::option::Right;
use plimsoll::margin::scenario::{Volatility, Worst};
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::number::decimal::{read_down, read_up};
use plimsoll::support::bytemuck::PackedRiskArray;
use plimsoll::{
    Account, Bound, Contract, Error, Expiry, Fixed, Forward, Interval, Number, Price, RiskArray,
    Scan, Scenario, Shocks,
};

const SCENARIOS: usize = 5;
const INSTRUMENTS: usize = 3;
type Stored = PackedRiskArray<SCENARIOS>;

/// The grid of the method: governed data, written once.
fn grid() -> Result<[Scenario; SCENARIOS], Error> {
    let scenario =
        |spot, volatility, weight| Scenario::new(read_down(spot)?, volatility, read_up(weight)?);
    Ok([
        scenario("0.85", Volatility::Up, "1")?,
        scenario("0.95", Volatility::Down, "1")?,
        scenario("1.05", Volatility::Down, "1")?,
        scenario("1.15", Volatility::Up, "1")?,
        scenario("2", Volatility::Up, "0.15")?,
    ])
}

/// On a price update: a perp, a call and a put of one expiry, revalued in every scenario.
fn update(spot: &str, forward: &str, seconds: u64) -> Result<[Stored; INSTRUMENTS], Error> {
    let (grid, room) = (grid()?, [Fixed::ZERO; SCENARIOS]);
    let expiry = Expiry::new(seconds, read_down("0.05")?)?;
    let shock = VolatilityShock::new(
        [read_up("0.5")?, read_up("0.25")?],
        [read_up("0.3")?, read_up("0.13")?],
        86_400,
        read_up("0.45")?,
    )?;
    let shocks = Shocks::new(&shock, &Skew::flat(), &expiry)?;
    // What the feed leaves open goes into the arrays: owned at one end, owed at the other.
    let forward = read_down::<Fixed>(forward)?;
    let unsure = Interval::new(forward.try_sub(&Fixed::ONE)?, forward.try_add(&Fixed::ONE)?)?;
    let forward = Forward::new(unsure, Fixed::ZERO)?;
    let volatility = Interval::new(read_down("0.68")?, read_up("0.72")?)?;
    let option = |right, strike| {
        let contract = Contract::new(right, read_down(strike)?)?;
        let array = RiskArray::option(
            &contract,
            &forward,
            &volatility,
            &expiry,
            &shocks,
            &grid,
            room,
        )?;
        Ok::<_, Error>(Stored::from(&array))
    };
    let perp = RiskArray::linear(&Price::exact(read_down(spot)?)?, &grid, room)?;
    Ok([
        Stored::from(&perp),
        option(Right::Call, "3000")?,
        option(Right::Put, "2400")?,
    ])
}

/// On every trade: the account's quantities over the stored arrays. Its options count at their marks, and
/// the worst scenario, at the initial level with a quarter more, is required.
fn check(
    stored: &[Stored; INSTRUMENTS],
    quantities: &[Fixed; INSTRUMENTS],
    cash: &Fixed,
) -> Result<(Account<3>, Worst<Fixed>), Error> {
    let (mut scan, mut marks) = (Scan::new([Fixed::ZERO; SCENARIOS]), Fixed::ZERO);
    for (place, (packed, quantity)) in stored.iter().zip(quantities).enumerate() {
        let array = RiskArray::try_from(packed)?;
        scan.add(quantity, &array)?;
        // The perp's profit is settled into the cash; an option is worth its mark.
        if place > 0 {
            marks = marks.try_add(&quantity.mul_down(array.side(quantity).mark())?)?;
        }
    }
    let worst = scan.worst_weighted(&grid()?)?;
    let loss = worst.profit.try_neg()?.greater(&Fixed::ZERO);
    let mut account = Account::new();
    let money = [Bound::unweighted(&Price::exact(Fixed::ONE)?); 3];
    account.add(&cash.try_add(&marks)?, &money)?;
    account.require(&[loss.mul_up(&read_up("1.25")?)?, loss, Fixed::ZERO])?;
    Ok((account.close(1)?, worst))
}

fn main() -> Result<(), Error> {
    let n = |text: &str| read_down::<Fixed>(text);
    let stored = update("2681", "2683", 9 * 86_400)?;
    let cash = n("1500")?;
    let short_strangle = [n("0")?, n("-4")?, n("-4")?];
    let covered = [n("4")?, n("-4")?, n("4")?];
    for (name, quantities) in [("strangle", short_strangle), ("collar", covered)] {
        let (account, worst) = check(&stored, &quantities, &cash)?;
        println!(
            "{name}: {}, worst {:.2} in scenario {}",
            account.status().name(),
            worst.profit,
            worst.scenario
        );
    }
    Ok(())
}

#[test]
fn a_hedge_is_what_the_margin_sees() -> Result<(), Error> {
    let stored = update("2681", "2683", 9 * 86_400)?;
    let n = |text: &str| read_down::<Fixed>(text);
    let cash = n("1500")?;
    let (bare, _) = check(&stored, &[n("0")?, n("-4")?, n("-4")?], &cash)?;
    let (hedged, _) = check(&stored, &[n("4")?, n("-4")?, n("4")?], &cash)?;
    assert_eq!(
        bare.status(),
        plimsoll::margin::account::Status::Liquidatable
    );
    assert_eq!(hedged.status(), plimsoll::margin::account::Status::Healthy);
    Ok(())
}
