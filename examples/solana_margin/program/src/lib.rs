//! The entry point: the instruction's first byte says which function of `solana_margin` it is.
//!
//! | | instruction | accounts | data |
//! |---|---|---|---|
//! | 0 | health from stored bounds | margin, its markets | |
//! | 1 | health from raw prices | margin, its markets | |
//! | 2 | a price of an asset | market, oracle | low and high, 16 bytes each |
//! | 3 | a price of a perp | market, oracle | the same |
//! | 4 | liquidation | margin, liquidator's margin, its user, markets of the first, of the second | order |
//! | 5 | portfolio margin | portfolio, series | |
//! | 6 | an option's risk array | series, oracle | option, array |
//!
//! Results are the instruction's return data; refusals are errors, see `Refusal::code`.
#![no_std]

mod alone;
mod input;

use bytemuck::{bytes_of, try_from_bytes};
use input::{Entry, Input};
use solana_margin::state::{Future, Margin, Market, Portfolio, Record, Series};
use solana_margin::{health, liquidation, portfolio, refresh, Refusal};

extern "C" {
    fn sol_get_clock_sysvar(clock: *mut [u64; 5]) -> u64;
    fn sol_set_return_data(bytes: *const u8, length: u64);
}

/// What the loader calls: 0, or the number of the refusal.
///
/// # Safety
/// `input` is the loader's buffer.
#[no_mangle]
pub unsafe extern "C" fn entrypoint(input: *mut u8) -> u64 {
    match Input::new(input).and_then(|input| run(&input)) {
        Ok(()) => 0,
        Err(refusal) => refusal.code(),
    }
}

#[inline(always)]
fn run(input: &Input) -> Result<(), Refusal> {
    let (kind, data) = input
        .data()
        .split_first()
        .ok_or(Refusal::InvalidInstruction)?;
    match *kind {
        0 => stored(input),
        1 => raw(input),
        2 => market(input, data),
        3 => future(input, data),
        4 => liquidate(input, data),
        5 => check(input),
        6 => series(input, data),
        _ => Err(Refusal::InvalidInstruction),
    }
}

#[inline(never)]
fn stored(input: &Input) -> Result<(), Refusal> {
    let margin = Margin::load(input.bytes(&input.entry(0)?)?)?;
    let markets = input.entries(1).iter().map(|entry| input.bytes(entry));
    let health = health::stored(margin, markets, slot()?)?;
    answer(bytes_of(&health.pack()));
    Ok(())
}

#[inline(never)]
fn raw(input: &Input) -> Result<(), Refusal> {
    let margin = Margin::load(input.bytes(&input.entry(0)?)?)?;
    let markets = input.entries(1).iter().map(|entry| input.bytes(entry));
    let health = health::raw(margin, markets, slot()?)?;
    answer(bytes_of(&health.pack()));
    Ok(())
}

#[inline(never)]
fn market(input: &Input, data: &[u8]) -> Result<(), Refusal> {
    let price = try_from_bytes(data).map_err(|_| Refusal::InvalidInstruction)?;
    let oracle = input.entry(1)?;
    // SAFETY: of the other account only the header is read.
    let market = Market::load_mut(unsafe { input.bytes_mut(&input.entry(0)?) }?)?;
    refresh::market(market, oracle.signer()?, price, slot()?)
}

#[inline(never)]
fn future(input: &Input, data: &[u8]) -> Result<(), Refusal> {
    let price = try_from_bytes(data).map_err(|_| Refusal::InvalidInstruction)?;
    let oracle = input.entry(1)?;
    // SAFETY: of the other account only the header is read.
    let future = Future::load_mut(unsafe { input.bytes_mut(&input.entry(0)?) }?)?;
    refresh::future(future, oracle.signer()?, price, slot()?)
}

#[inline(never)]
fn liquidate(input: &Input, data: &[u8]) -> Result<(), Refusal> {
    let order = try_from_bytes(data).map_err(|_| Refusal::InvalidInstruction)?;
    let (first, second, signer) = (input.entry(0)?, input.entry(1)?, input.entry(2)?);
    let other = |entry: &Entry| !entry.is(&first) && !entry.is(&second);
    if first.is(&second) || !input.entries(3).iter().all(other) {
        return Err(Refusal::InvalidAccount);
    }
    // SAFETY: the two are different accounts and neither is among the markets, which is checked above; of
    // the signer only the header is read.
    let (account, liquidator) = unsafe { (input.bytes_mut(&first)?, input.bytes_mut(&second)?) };
    let (account, liquidator) = (Margin::load_mut(account)?, Margin::load_mut(liquidator)?);
    let theirs = account.balances()?.len() + account.perps()?.len();
    let markets = |first| input.entries(first).iter().map(|entry| input.bytes(entry));
    let markets = (markets(3), markets(3 + theirs));
    let done = liquidation::liquidate(
        account,
        liquidator,
        signer.signer()?,
        markets,
        order,
        slot()?,
    )?;
    answer(bytes_of(&done));
    Ok(())
}

#[inline(never)]
fn check(input: &Input) -> Result<(), Refusal> {
    let portfolio = Portfolio::load(input.bytes(&input.entry(0)?)?)?;
    let series = Series::load(input.bytes(&input.entry(1)?)?)?;
    let checked = portfolio::check(portfolio, series, slot()?)?;
    answer(bytes_of(&checked));
    Ok(())
}

#[inline(never)]
fn series(input: &Input, data: &[u8]) -> Result<(), Refusal> {
    let made = try_from_bytes(data).map_err(|_| Refusal::InvalidInstruction)?;
    let oracle = input.entry(1)?;
    // SAFETY: of the other account only the header is read.
    let series = Series::load_mut(unsafe { input.bytes_mut(&input.entry(0)?) }?)?;
    refresh::series(series, oracle.signer()?, made, slot()?)
}

/// The slot that the chain is in.
fn slot() -> Result<u64, Refusal> {
    let mut clock = [0; 5];
    // SAFETY: the system call fills these forty bytes.
    match unsafe { sol_get_clock_sysvar(&mut clock) } {
        0 => Ok(clock[0]),
        _ => Err(Refusal::InvalidInstruction),
    }
}

fn answer(bytes: &[u8]) {
    // SAFETY: the system call reads these bytes.
    unsafe { sol_set_return_data(bytes.as_ptr(), bytes.len() as u64) }
}
