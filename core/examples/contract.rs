//! What a contract without a heap does: markets and positions are packed bytes in fixed arrays, one
//! market is loaded at a time, and the evaluation is closed with the count that the account states.
//!
//! ```text
//! cargo run -p plimsoll --example contract --features bytemuck
//! ```
//!
//! Everything above `main` compiles without the standard library.

use core::mem::size_of;
use plimsoll::margin::account::Status;
use plimsoll::number::{amount, decimal};
use plimsoll::support::bytemuck::{PackedBound, PackedPrice, PackedWeights};
use plimsoll::{Account, Bound, Error, Fixed, Number, Price, Weights};

const MARKETS: usize = 3;
const POSITIONS: usize = 4;

/// What a price update leaves in a market's own account: bounds at three levels, ready to count.
#[derive(Clone, Copy, Default)]
#[repr(C)]
struct Market {
    initial: PackedWeights,
    maintenance: PackedWeights,
    bounds: [PackedBound; 3],
    decimals: u8,
}

/// A user's account: which market, and how many base units, owned or owed.
#[derive(Clone, Copy, Default)]
#[repr(C)]
struct Position {
    market: u8,
    owed: u8,
    units: [u8; 16],
}

#[derive(Clone, Copy, Default)]
struct User {
    positions: [Position; POSITIONS],
    /// Kept beside the positions: an evaluation that skips one does not close.
    count: u8,
}

impl Market {
    fn new(asset: &str, liability: &str, slack: &str, decimals: u8) -> Result<Self, Error> {
        let initial = Weights::new(decimal::read_down(asset)?, decimal::read_up(liability)?)?;
        // Maintenance is looser than initial by the slack on both sides.
        let slack = decimal::read_down(slack)?;
        let asset = initial.asset().try_add(&slack)?.lesser(&Fixed::ONE);
        let liability = initial.liability().try_sub(&slack)?.greater(&Fixed::ONE);
        let maintenance = Weights::new(asset, liability)?;
        // The bounds stay zero, which reads as unknown, until the first price.
        Ok(Market {
            initial: (&initial).into(),
            maintenance: (&maintenance).into(),
            decimals,
            ..Market::default()
        })
    }

    /// The weighting happens here, once a price, and not in every evaluation.
    fn update(&mut self, price: &PackedPrice) -> Result<(), Error> {
        let price = Price::try_from(price)?;
        let initial = Weights::try_from(&self.initial)?.apply(&price)?;
        let maintenance = Weights::try_from(&self.maintenance)?.apply(&price)?;
        let levels = [initial, maintenance, Bound::unweighted(&price)];
        self.bounds = levels.map(|bound| PackedBound::from(&bound));
        Ok(())
    }

    fn load(&self) -> Result<[Bound; 3], Error> {
        let [initial, maintenance, equity] = &self.bounds;
        Ok([
            initial.try_into()?,
            maintenance.try_into()?,
            equity.try_into()?,
        ])
    }
}

impl Position {
    /// What is owned is read down and what is owed up.
    fn quantity(&self, decimals: u8) -> Result<Fixed, Error> {
        let units = u128::from_le_bytes(self.units);
        match self.owed {
            0 => amount::from_units_down(units, decimals.into()),
            _ => amount::from_units_up::<Fixed>(units, decimals.into())?.try_neg(),
        }
    }
}

impl User {
    /// One market in memory at a time; the stack does not grow with the account.
    fn evaluate(&self, markets: &[Market; MARKETS]) -> Result<Account<3>, Error> {
        let mut account = Account::new();
        for position in self.positions.iter().take(self.count.into()) {
            let market = markets.get(usize::from(position.market));
            let market = market.ok_or(Error::UnknownMarket)?;
            account.add(&position.quantity(market.decimals)?, &market.load()?)?;
        }
        account.close(self.count.into())
    }

    /// Adds signed units to the position in a market, opening it where there is none.
    fn change(&mut self, market: u8, units: i128) -> Result<(), Error> {
        let used = usize::from(self.count);
        let found = self
            .positions
            .iter()
            .take(used)
            .position(|p| p.market == market);
        let place = found.unwrap_or(used);
        let position = self.positions.get_mut(place).ok_or(Error::WrongPositions)?;
        let owned =
            i128::try_from(u128::from_le_bytes(position.units)).map_err(|_| Error::Overflow)?;
        let now = if position.owed == 0 { owned } else { -owned };
        let then = now.checked_add(units).ok_or(Error::Overflow)?;
        *position = Position {
            market,
            owed: u8::from(then < 0),
            units: then.unsigned_abs().to_le_bytes(),
        };
        if found.is_none() {
            self.count += 1;
        }
        Ok(())
    }
}

/// What comes in never worsens an account: no check, and so no price is needed.
fn deposit(user: &mut User, market: u8, units: u64) -> Result<(), Error> {
    user.change(market, units.into())
}

/// The account as it would be decides; it is stored only where it is healthy at the initial level.
fn withdraw(
    user: &mut User,
    markets: &[Market; MARKETS],
    market: u8,
    units: u64,
) -> Result<Status, Error> {
    let mut after = *user;
    after.change(market, -i128::from(units))?;
    let status = after.evaluate(markets)?.status();
    if status == Status::Healthy {
        *user = after;
    }
    Ok(status)
}

/// Unknown is neither: with a price too old nobody is liquidated.
fn may_liquidate(user: &User, markets: &[Market; MARKETS]) -> Result<bool, Error> {
    let status = user.evaluate(markets)?.status();
    Ok(matches!(status, Status::Liquidatable | Status::Insolvent))
}

fn price(low: &str, high: &str) -> Result<PackedPrice, Error> {
    let price = Price::new(decimal::read_down(low)?, decimal::read_up(high)?)?;
    Ok((&price).into())
}

const DOLLAR: u8 = 0;
const ETHER: u8 = 1;
const BITCOIN: u8 = 2;

fn main() -> Result<(), Error> {
    let mut markets = [
        Market::new("1", "1", "0", 6)?,
        Market::new("0.8", "1.2", "0.1", 9)?,
        Market::new("0.75", "1.25", "0.1", 8)?,
    ];
    let [dollar, ether, _] = &mut markets;
    dollar.update(&price("0.999", "1.001")?)?;
    ether.update(&price("1795.5", "1804.5")?)?;

    println!(
        "a market is {} bytes, a user {}",
        size_of::<Market>(),
        size_of::<User>()
    );
    let mut user = User::default();
    deposit(&mut user, DOLLAR, 10_000_000_000)?;
    println!(
        "deposit 10000 dollars: {}",
        user.evaluate(&markets)?.status().name()
    );

    let loan = withdraw(&mut user, &markets, ETHER, 4_500_000_000)?;
    println!("borrow 4.5 ether: {}", loan.name());
    assert_eq!(loan, Status::Healthy);

    let more = withdraw(&mut user, &markets, DOLLAR, 500_000_000)?;
    println!("withdraw 500 dollars: refused, it would be {}", more.name());
    assert_eq!(more, Status::Restricted);

    // Bitcoin has no price yet. It can be deposited, counts nothing, and does no harm.
    deposit(&mut user, BITCOIN, 1_000_000)?;
    let account = user.evaluate(&markets)?;
    println!(
        "deposit 0.01 bitcoin without a price: {}",
        account.status().name()
    );
    assert_eq!(account.status(), Status::Healthy);
    assert!(account.initial().is_stale());
    // As a debt it could not be bounded.
    let borrow = withdraw(&mut user, &markets, BITCOIN, 2_000_000)?;
    println!(
        "borrow 0.01 bitcoin without a price: refused, it would be {}",
        borrow.name()
    );
    assert_eq!(borrow, Status::Unknown);

    assert!(!may_liquidate(&user, &markets)?);
    let [_, ether, bitcoin] = &mut markets;
    bitcoin.update(&price("30000", "30040")?)?;
    ether.update(&price("2100", "2112")?)?;
    let account = user.evaluate(&markets)?;
    println!(
        "ether at 2112: {}, short of {} at maintenance",
        account.status().name(),
        decimal::write(&account.maintenance().shortfall()?)
    );
    assert!(may_liquidate(&user, &markets)?);

    // An evaluation that leaves out a position does not close.
    let hidden = User { count: 2, ..user };
    assert_eq!(user.count, 3);
    let partial = hidden.evaluate(&markets)?;
    assert_eq!(partial.close(user.count.into()), Err(Error::WrongPositions));
    println!(
        "an evaluation of 2 positions of 3: {}",
        Error::WrongPositions
    );
    Ok(())
}

#[test]
fn it_runs() {
    assert_eq!(main(), Ok(()));
}
