//! Portfolio margin: what the account's options lose together in the worst scenario is required.

use crate::state::{fixed, is_fresh, Portfolio, Series, LEVELS, SCENARIOS};
use crate::Refusal;
use bytemuck::{Pod, Zeroable};
use plimsoll::support::bytemuck::PackedHealth;
use plimsoll::{Account, Bound, Error, Fixed, Net, Number, Price, RiskArray, Scan};

/// What the initial level requires of the worst loss: 1.25.
pub const INITIAL_FACTOR: Fixed = Fixed::lit("1.25");

/// Both levels, the least profit of all scenarios, and which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Checked {
    pub levels: [PackedHealth; LEVELS],
    pub profit: [u8; 16],
    pub scenario: u8,
}

/// Options count at their marks; the worst loss is required at maintenance and a quarter more at initial.
///
/// Refuses another series than the portfolio's; errors of the library: `UnknownMarket` for an option that is
/// not in the series, `UnknownPrice` where the arrays are too old, `InvalidInterval`, `WrongPositions`,
/// `Overflow`.
pub fn check(portfolio: &Portfolio, series: &Series, slot: u64) -> Result<Checked, Refusal> {
    crate::state::expect(series, &portfolio.head.group, &portfolio.head.number)?;
    if !is_fresh(&series.expires, slot) {
        return Err(Error::UnknownPrice.into());
    }
    let mut scan = Scan::<SCENARIOS>::new([Fixed::ZERO; SCENARIOS]);
    for held in portfolio.held()? {
        let option = u32::from_le_bytes(held.option) as usize;
        let array = series.arrays.get(option).ok_or(Error::UnknownMarket)?;
        scan.add(&fixed(&held.quantity), &RiskArray::try_from(array)?)?;
    }
    let worst = scan.worst()?;
    let loss = worst.profit.lesser(&Fixed::ZERO).try_neg()?;

    let dollar = [Bound::unweighted(&Price::exact(Fixed::ONE)?); LEVELS];
    let mut net = Net::new(&fixed(&portfolio.cash));
    net.add_value(&[*scan.mark(); LEVELS])?;
    let mut account = Account::<LEVELS>::new();
    account.add_net(&net, &dollar)?;
    account.require(&[loss.mul_up(&INITIAL_FACTOR)?, loss])?;
    let [initial, maintenance] = account.levels();
    Ok(Checked {
        levels: [initial.into(), maintenance.into()],
        profit: worst.profit.to_le_bytes(),
        scenario: worst.scenario as u8,
    })
}
