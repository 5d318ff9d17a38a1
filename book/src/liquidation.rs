//! The liquidation prices of an account, along each index that it is exposed to.

use crate::account::Account;
use crate::book::Book;
use crate::markets::{settling, Markets};
use crate::moving::Moving;
use crate::portfolio::held::Held;
use crate::portfolio::priced::Priced;
use crate::portfolio::Moved;
use plimsoll::liquidation::crossing::{crossing, Crossing};
use plimsoll::liquidation::threshold::{check_at, threshold};
use plimsoll::{Error, Fixed, Holding, Leg, Limit, Number, Price, Weights};

/// How far from the present price the prices of an account with a method are looked for: down to it divided
/// by this, and up to it times this.
const REACH: u32 = 8;
/// In how many strides on each side.
const STRIDES: u32 = 128;

/// The liquidation prices along one index.
pub(crate) struct Liquidation {
    /// The market that is its own index.
    pub(crate) index: usize,
    pub(crate) below: Limit,
    pub(crate) above: Limit,
    /// The range of prices that was searched, where that is not all of them.
    pub(crate) searched: Option<(Fixed, Fixed)>,
}

impl Markets<'_> {
    /// The liquidation prices at maintenance, on the finest grid there is. What a method holds beside the
    /// account enters as an amount of the asset that it settles in.
    pub(crate) fn liquidations(
        &self,
        book: &Book,
        account: &Account,
        members: &[(usize, Fixed)],
        held: Option<&Held<'_>>,
    ) -> Result<Vec<Liquidation>, Error> {
        let legs = self.legs(book, account, members)?;
        let mut holdings: Vec<Holding<'_>> = Vec::with_capacity(members.len());
        for ((asset, balance), legs) in members.iter().zip(&legs) {
            let asset = book.assets.get(*asset).ok_or(Error::UnknownMarket)?;
            let (price, weights): (Price, Weights) = (asset.price, asset.maintenance);
            holdings.push(Holding {
                balance: *balance,
                price,
                weights,
                index: number(asset.index)?,
                legs,
            });
        }
        let bare = holdings.clone();
        let mut priced = held.map(Priced::new).transpose()?;
        if let Some((held, priced)) = held.zip(priced.as_ref()) {
            credit(&mut holdings, members, held, &priced.maintenance()?)?;
        }
        let mut exposed: Vec<u32> = holdings
            .iter()
            .flat_map(|holding| {
                core::iter::once(holding.index).chain(holding.legs.iter().map(|leg| leg.index))
            })
            .filter(|index| holdings.iter().any(|holding| holding.is_exposed_to(*index)))
            .collect();
        if let Some(held) = held.filter(|held| held.follows(held.method.index)) {
            exposed.push(number(held.method.index)?);
        }
        exposed.sort_unstable();
        exposed.dedup();
        let mut found = Vec::with_capacity(exposed.len());
        for index in exposed {
            let place = index as usize;
            let (_, price) = book.index_price(place).ok_or(Error::UnknownMarket)?;
            let follows = held.filter(|held| held.follows(place));
            if let Some((held, priced)) = follows.zip(priced.as_mut()) {
                let check = |at: &Fixed| {
                    priced.move_to(Moved::by(place, price.factor_to(at)?))?;
                    let mut holdings = bare.clone();
                    credit(&mut holdings, members, held, &priced.maintenance()?)?;
                    check_at(&holdings, index, price, at)?.surplus()
                };
                found.push(searched(place, price, check)?);
                continue;
            }
            // A sum in another order may leave the range where the group's own does not.
            let moving: Vec<Moving<'_>> = holdings
                .iter()
                .map(|holding| Moving::along(holding, index).unwrap_or(Moving::all(holding)))
                .collect();
            let holdings: Vec<Holding<'_>> = moving.iter().map(Moving::holding).collect();
            let threshold = threshold(&holdings, index, price, &Fixed::DELTA)?;
            found.push(Liquidation {
                index: place,
                below: threshold.below,
                above: threshold.above,
                searched: None,
            });
        }
        Ok(found)
    }

    /// By member, the perps that settle in it, at maintenance.
    fn legs(
        &self,
        book: &Book,
        account: &Account,
        members: &[(usize, Fixed)],
    ) -> Result<Vec<Vec<Leg<'_>>>, Error> {
        let mut legs = Vec::with_capacity(members.len());
        for (asset, _) in members {
            let mut group = Vec::new();
            for (market, perp) in settling(book, account, *asset) {
                let [_, terms, _] = *self.terms.get(market).ok_or(Error::UnknownMarket)?;
                let follows = book.perps.get(market).map_or(market, |perp| perp.index);
                group.push(Leg {
                    perp: *perp,
                    terms,
                    index: number(follows)?,
                });
            }
            legs.push(group);
        }
        Ok(legs)
    }
}

/// The index as the kernel has it.
fn number(index: usize) -> Result<u32, Error> {
    u32::try_from(index).map_err(|_| Error::Overflow)
}

/// Adds a method's total to the asset that it settles in.
fn credit(
    holdings: &mut [Holding<'_>],
    members: &[(usize, Fixed)],
    held: &Held<'_>,
    total: &Fixed,
) -> Result<(), Error> {
    for (holding, (asset, _)) in holdings.iter_mut().zip(members) {
        if *asset == held.method.settles {
            holding.balance = holding.balance.try_add(total)?;
        }
    }
    Ok(())
}

/// The first crossings on both sides of the present price, within the reach or as much of it as the range
/// of numbers allows.
fn searched(
    index: usize,
    price: &Price,
    mut check: impl FnMut(&Fixed) -> Result<Fixed, Error>,
) -> Result<Liquidation, Error> {
    let start = price.mid()?.greater(&Fixed::DELTA);
    let (mut from, mut to) = (start, start);
    let mut reach = REACH;
    while reach > 1 && from == start {
        let below = start
            .div_down(&Fixed::from_num(reach))?
            .greater(&Fixed::DELTA);
        if !overflows(&check(&below)) {
            from = below;
        }
        reach /= 2;
    }
    reach = REACH;
    while reach > 1 && to == start {
        if let Ok(above) = start.mul_up(&Fixed::from_num(reach)) {
            if !overflows(&check(&above)) {
                to = above;
            }
        }
        reach /= 2;
    }
    let step = Fixed::DELTA;
    let Crossing { below, above, .. } = crossing(&start, (&from, &to), STRIDES, &step, check)?;
    Ok(Liquidation {
        index,
        below,
        above,
        searched: Some((from, to)),
    })
}

fn overflows(checked: &Result<Fixed, Error>) -> bool {
    matches!(checked, Err(Error::Overflow))
}
