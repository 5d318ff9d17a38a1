//! A partial liquidation: a debt is repaid for collateral, no more than makes the account healthy.

use crate::health::{self, Health, MAINTENANCE};
use crate::state::{fixed, is_same, Key, Margin, Market, Record, SETTLEMENT};
use crate::Refusal;
use bytemuck::{Pod, Zeroable};
use plimsoll::liquidation::repay;

use plimsoll::margin::health::Verdict;
use plimsoll::price::End;
use plimsoll::{Balance, Error, Exchange, Fixed, Number, Price, Seizure};

/// What the liquidator asks for: which debt, which collateral, and at most how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Order {
    pub debt: [u8; 4],
    pub collateral: [u8; 4],
    pub most: [u8; 16],
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Done {
    pub repaid: [u8; 16],
    pub seized: [u8; 16],
    /// [`Reason`]'s number.
    pub reason: u8,
}

/// Repays at the middle prices, with the collateral's bonus, up to the size at which maintenance health
/// holds again; changes both accounts and checks both afterwards.
///
/// Each account's markets are those of [`health::stored`]. Refuses a signer that is not the liquidator's,
/// an account whose maintenance health is not proven broken, a liquidation that leaves the account with
/// less surplus than it had, and a liquidator without initial health afterwards. Errors of the library: as
/// for [`health::stored`] and [`repay::repay`].
pub fn liquidate<'a, I, J>(
    account: &mut Margin,
    liquidator: &mut Margin,
    signer: &Key,
    (markets, liquidator_markets): (I, J),
    order: &Order,
    slot: u64,
) -> Result<Done, Refusal>
where
    I: Iterator<Item = Result<&'a [u8], Refusal>> + Clone,
    J: Iterator<Item = Result<&'a [u8], Refusal>>,
{
    if !is_same(&liquidator.user, signer) {
        return Err(Refusal::MissingSignature);
    }
    if !is_same(&liquidator.head.group, &account.head.group) {
        return Err(Refusal::InvalidAccount);
    }
    let before = health::stored(account, &mut markets.clone(), slot)?;
    let [_, was] = before.account.levels();
    if was.verdict() != Verdict::Unhealthy {
        return Err(Refusal::NotLiquidatable);
    }
    let seizure = size(account, &before, markets.clone(), order, slot)?;
    transfer(account, liquidator, order, &seizure)?;

    let after = health::stored(account, &mut markets.clone(), slot)?;
    let [_, is] = after.account.levels();
    if is.surplus()? <= was.surplus()? {
        return Err(Refusal::NotImproved);
    }
    let theirs = health::stored(liquidator, &mut { liquidator_markets }, slot)?;
    let [theirs, _] = theirs.account.levels();
    if !theirs.healthy() {
        return Err(Refusal::LiquidatorUnhealthy);
    }
    Ok(Done {
        repaid: seizure.repaid.to_le_bytes(),
        seized: seizure.seized.to_le_bytes(),
        reason: seizure.reason as u8,
    })
}

/// How much is repaid and seized.
fn size<'a>(
    account: &Margin,
    health: &Health,
    markets: impl Iterator<Item = Result<&'a [u8], Refusal>> + Clone,
    order: &Order,
    slot: u64,
) -> Result<Seizure, Refusal> {
    let (debt, collateral) = (
        place(account, &order.debt)?,
        place(account, &order.collateral)?,
    );
    let market = |place| -> Result<&'a Market, Refusal> {
        let bytes = markets
            .clone()
            .nth(place)
            .unwrap_or(Err(Refusal::NotEnoughAccounts));
        Market::load(bytes?)
    };
    let (debt_market, collateral_market) = (market(debt)?, market(collateral)?);
    let exchange = Exchange::new(
        Price::try_from(&debt_market.price)?.at(End::Mid)?,
        Price::try_from(&collateral_market.price)?.at(End::Mid)?,
        &fixed(&collateral_market.bonus),
    )?;
    let [_, maintenance] = health.account.levels();
    Ok(repay::repay(
        maintenance,
        &balance(account, health, debt, debt_market, slot)?,
        &balance(account, health, collateral, collateral_market, slot)?,
        &exchange,
        &fixed(&order.most),
    )?)
}

/// A balance as the sizing sees it at the maintenance level.
fn balance(
    account: &Margin,
    health: &Health,
    place: usize,
    market: &Market,
    slot: u64,
) -> Result<Balance, Refusal> {
    let amount = fixed(amount(account, place)?);
    let [_, bound] = health::bounds(market, slot)?;
    let net = match u32::from_le_bytes(market.head.number) {
        SETTLEMENT => *health.net.value(MAINTENANCE)?,
        _ => amount,
    };
    Ok(Balance {
        amount,
        net,
        bound,
        step: fixed(&market.step),
    })
}

/// The debt shrinks by what is repaid and the collateral by what is seized; the liquidator's move the other
/// way, so that nothing appears or disappears.
fn transfer(
    account: &mut Margin,
    liquidator: &mut Margin,
    order: &Order,
    seizure: &Seizure,
) -> Result<(), Refusal> {
    let (repaid, seized) = (seizure.repaid, seizure.seized);
    add(account, &order.debt, &repaid)?;
    add(liquidator, &order.debt, &repaid.try_neg()?)?;
    add(account, &order.collateral, &seized.try_neg()?)?;
    add(liquidator, &order.collateral, &seized)
}

fn add(account: &mut Margin, market: &[u8; 4], change: &Fixed) -> Result<(), Refusal> {
    let place = place(account, market)?;
    let balance = account
        .balances
        .get_mut(place)
        .ok_or(Error::UnknownMarket)?;
    balance.amount = fixed(&balance.amount).try_add(change)?.to_le_bytes();
    Ok(())
}

fn place(account: &Margin, market: &[u8; 4]) -> Result<usize, Refusal> {
    let found = account
        .balances()?
        .iter()
        .position(|balance| u32::from_le_bytes(balance.market) == u32::from_le_bytes(*market));
    found.ok_or(Error::UnknownMarket.into())
}

fn amount(account: &Margin, place: usize) -> Result<&[u8; 16], Refusal> {
    let balance = account.balances.get(place).ok_or(Error::UnknownMarket)?;
    Ok(&balance.amount)
}
