//! Portfolio margin: what the account's options lose together in the worst scenario is required.

use crate::state::{fixed, is_fresh, Portfolio, Series, LEVELS, SCENARIOS};
use crate::Refusal;
use bytemuck::{Pod, Zeroable};
use plimsoll::support::bytemuck::PackedHealth;
use plimsoll::{Account, Bound, Error, Fixed, Net, Number, Price, Scan};

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
/// not in the series, `UnknownPrice` where an array is too old, `WrongPositions`,
/// `Overflow`.
pub fn check(portfolio: &Portfolio, series: &Series, slot: u64) -> Result<Checked, Refusal> {
    crate::state::expect(series, &portfolio.head.group, &portfolio.head.number)?;
    let mut scan = Scan::<SCENARIOS>::new([Fixed::ZERO; SCENARIOS]);
    let mut marks = Fixed::ZERO;
    for held in portfolio.held()? {
        let option = u32::from_le_bytes(held.option) as usize;
        let listed = series.options.get(option).ok_or(Error::UnknownMarket)?;
        if !is_fresh(&listed.expires, slot) {
            return Err(Error::UnknownPrice.into());
        }
        let quantity = fixed(&held.quantity);
        // Of an array that was validated when it came, no more is read than the side that counts.
        let side = Scan::try_from(match quantity.is_negative() {
            true => &listed.array.owed,
            false => &listed.array.owned,
        })?;
        quantity.add_scaled_down(side.profits(), scan.profits_mut())?;
        marks = marks.try_add(&quantity.mul_down(side.mark())?)?;
    }
    let worst = scan.worst()?;
    let loss = worst.profit.lesser(&Fixed::ZERO).try_neg()?;

    let dollar = [Bound::unweighted(&Price::exact(Fixed::ONE)?); LEVELS];
    let mut net = Net::new(&fixed(&portfolio.cash));
    net.add_value(&[marks; LEVELS])?;
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
