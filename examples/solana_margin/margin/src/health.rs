//! Health of a margin account at the initial and the maintenance level, one market in memory at a time.

use crate::state::{expect, fixed, is_fresh, Future, Margin, Market, Record, LEVELS, SETTLEMENT};
use crate::Refusal;
use plimsoll::support::bytemuck::PackedHealth;
use plimsoll::{Account, Bound, Error, Net, Perp, Price, Terms, Tiers, Weights};

/// The place of each level.
pub const INITIAL: usize = 0;
pub const MAINTENANCE: usize = 1;

/// What an evaluation leaves: every level, and the sum in the settlement asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    pub account: Account<LEVELS>,
    pub net: Net<LEVELS>,
}

impl Health {
    /// As the bytes that the program returns: both levels.
    pub fn pack(&self) -> [PackedHealth; LEVELS] {
        let [initial, maintenance] = self.account.levels();
        [initial.into(), maintenance.into()]
    }
}

/// From the bounds that each market's last price left.
///
/// `markets` are the bytes of the account's markets in the order of its positions: those of its balances,
/// then those of its perps. A price past its slot counts as unknown. Refuses what is missing or another
/// market; errors of the library: those of unpacking, `UnknownMarket`, `WrongPositions`, `Overflow`.
#[inline(always)]
pub fn stored<'a>(
    margin: &Margin,
    markets: impl Iterator<Item = Result<&'a [u8], Refusal>>,
    slot: u64,
) -> Result<Health, Refusal> {
    evaluate(margin, markets, slot, &Stored)
}

/// The same from the prices themselves: weighted within the instruction.
#[inline(always)]
pub fn raw<'a>(
    margin: &Margin,
    markets: impl Iterator<Item = Result<&'a [u8], Refusal>>,
    slot: u64,
) -> Result<Health, Refusal> {
    evaluate(margin, markets, slot, &Raw)
}

/// Where the weighted prices come from.
trait Source {
    fn bounds(&self, market: &Market) -> Result<[Bound; LEVELS], Error>;
    fn terms(&self, future: &Future) -> Result<[Terms<'static>; LEVELS], Error>;
}

struct Stored;
struct Raw;

/// A market's bounds from its last price, unknown once that is too old.
pub(crate) fn bounds(market: &Market, slot: u64) -> Result<[Bound; LEVELS], Error> {
    match is_fresh(&market.expires, slot) {
        true => Stored.bounds(market),
        false => Ok([Bound::unknown(); LEVELS]),
    }
}

impl Source for Stored {
    #[inline(always)]
    fn bounds(&self, market: &Market) -> Result<[Bound; LEVELS], Error> {
        let [initial, maintenance] = &market.bounds;
        Ok([initial.try_into()?, maintenance.try_into()?])
    }

    #[inline(always)]
    fn terms(&self, future: &Future) -> Result<[Terms<'static>; LEVELS], Error> {
        let price = Price::try_from(&future.price)?;
        let terms = |weights, bound, profit| {
            let (weights, bound) = (Weights::try_from(weights)?, Bound::try_from(bound)?);
            Terms::from_stored(price, weights, bound, Tiers::none(), fixed(profit))
        };
        let ([initial, maintenance], [first, second]) = (&future.weights, &future.profit);
        let [initial_bound, maintenance_bound] = &future.bounds;
        Ok([
            terms(initial, initial_bound, first)?,
            terms(maintenance, maintenance_bound, second)?,
        ])
    }
}

impl Source for Raw {
    #[inline(always)]
    fn bounds(&self, market: &Market) -> Result<[Bound; LEVELS], Error> {
        let price = Price::try_from(&market.price)?;
        let [initial, maintenance] = &market.weights;
        Ok([
            Weights::try_from(initial)?.apply(&price)?,
            Weights::try_from(maintenance)?.apply(&price)?,
        ])
    }

    #[inline(always)]
    fn terms(&self, future: &Future) -> Result<[Terms<'static>; LEVELS], Error> {
        let price = Price::try_from(&future.price)?;
        let terms = |weights, profit| {
            Terms::new(
                price,
                Weights::try_from(weights)?,
                Tiers::none(),
                fixed(profit),
            )
        };
        let ([initial, maintenance], [first, second]) = (&future.weights, &future.profit);
        Ok([terms(initial, first)?, terms(maintenance, second)?])
    }
}

#[inline(always)]
fn evaluate<'a, S: Source>(
    margin: &Margin,
    mut markets: impl Iterator<Item = Result<&'a [u8], Refusal>>,
    slot: u64,
    source: &S,
) -> Result<Health, Refusal> {
    let mut next = || markets.next().unwrap_or(Err(Refusal::NotEnoughAccounts));
    let group = &margin.head.group;
    let [settlement, balances @ ..] = margin.balances()? else {
        return Err(Error::WrongPositions.into());
    };
    if u32::from_le_bytes(settlement.market) != SETTLEMENT {
        return Err(Refusal::InvalidAccount);
    }
    let mut account = Account::new();
    let market = Market::load(next()?)?;
    expect(market, group, &settlement.market)?;
    let settlement_bounds = match is_fresh(&market.expires, slot) {
        true => source.bounds(market)?,
        false => [Bound::unknown(); LEVELS],
    };
    for balance in balances {
        let market = Market::load(next()?)?;
        expect(market, group, &balance.market)?;
        let bounds = match is_fresh(&market.expires, slot) {
            true => source.bounds(market)?,
            false => [Bound::unknown(); LEVELS],
        };
        account.add(&fixed(&balance.amount), &bounds)?;
    }
    let mut net = Net::new(&fixed(&settlement.amount));
    let perps = margin.perps()?;
    for position in perps {
        let future = Future::load(next()?)?;
        expect(future, group, &position.market)?;
        let perp = Perp::try_from(&position.perp)?;
        let terms = match is_fresh(&future.expires, slot) {
            true => source.terms(future)?,
            false => [Terms::equity(Price::unknown()); LEVELS],
        };
        net.add(&perp, &terms)?;
    }
    account.add_net(&net, &settlement_bounds)?;
    let positions = balances.len().wrapping_add(1).wrapping_add(perps.len());
    let account = account.close(positions as u32)?;
    Ok(Health { account, net })
}
