//! `price/exit`: a venue is its kind, and what its constructor takes.

use crate::error::{Answer, Refused};
use crate::limits::write;
use crate::record::{record, take, Record};
use crate::state::{give, number, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::price::exit::{self, Venue};
use plimsoll::{Depth, Error, Fixed, Level, Pool, Range, Ranges, StableSwap};
use wasm_bindgen::prelude::*;

record!(Range { lower, upper, liquidity } Range { lower, upper, liquidity });
record!(Level { price, size } Level { price, size });

/// What a venue is made of.
enum Parts {
    Pool(Pool),
    Ranges(Fixed, Fixed, Vec<Range>),
    StableSwap(Fixed, Fixed, [usize; 2], Vec<Fixed>),
    Depth(Fixed, Vec<Level>, Vec<Level>),
}

impl Record for Parts {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (kind, fee) = (reader.count()?, reader.number()?);
        Ok(match kind {
            0 => Parts::Pool(Pool::new(reader.number()?, reader.number()?, &fee)?),
            1 => Parts::Ranges(fee, reader.number()?, reader.rest(Range::read)?),
            2 => {
                let amplification = reader.number()?;
                let places = [reader.count()? as usize, reader.count()? as usize];
                Parts::StableSwap(fee, amplification, places, reader.rest(Reader::number)?)
            }
            3 => Parts::Depth(
                fee,
                reader.counted(Level::read)?,
                reader.counted(Level::read)?,
            ),
            _ => return Err(Refused::NO_VALUE),
        })
    }
}

/// Any venue, so that the questions below are there once.
enum Any<'a> {
    Pool(Pool),
    Ranges(Ranges<'a>),
    StableSwap(StableSwap<'a>),
    Depth(Depth<'a>),
}

impl Parts {
    #[inline(never)]
    fn venue(&self) -> Result<Any<'_>, Error> {
        Ok(match self {
            Parts::Pool(pool) => Any::Pool(*pool),
            Parts::Ranges(fee, root, ranges) => Any::Ranges(Ranges::new(*root, ranges, fee)?),
            Parts::StableSwap(fee, amplification, places, balances) => {
                Any::StableSwap(StableSwap::new(balances, *places, amplification, fee)?)
            }
            Parts::Depth(fee, bids, asks) => Any::Depth(Depth::new(bids, asks, *fee)?),
        })
    }
}

impl Venue<Fixed> for Any<'_> {
    #[inline(never)]
    fn proceeds(&self, size: &Fixed) -> Result<Fixed, Error> {
        match self {
            Any::Pool(venue) => venue.proceeds(size),
            Any::Ranges(venue) => venue.proceeds(size),
            Any::StableSwap(venue) => venue.proceeds(size),
            Any::Depth(venue) => venue.proceeds(size),
        }
    }

    #[inline(never)]
    fn cost(&self, size: &Fixed) -> Result<Fixed, Error> {
        match self {
            Any::Pool(venue) => venue.cost(size),
            Any::Ranges(venue) => venue.cost(size),
            Any::StableSwap(venue) => venue.cost(size),
            Any::Depth(venue) => venue.cost(size),
        }
    }
}

#[wasm_bindgen]
pub fn venue_check(venue: &[u8]) -> Answer<()> {
    take::<Parts>(venue)?.venue()?;
    Ok(())
}

/// The invariant of a stable swap.
#[wasm_bindgen]
pub fn stable_swap_invariant(venue: &[u8]) -> Answer<i128> {
    match take::<Parts>(venue)?.venue()? {
        Any::StableSwap(venue) => Ok(venue.invariant().to_bits()),
        _ => Err(Refused::NO_VALUE),
    }
}

#[wasm_bindgen]
pub fn venue_proceeds(venue: &[u8], size: i128) -> Answer<i128> {
    let proceeds = take::<Parts>(venue)?.venue()?.proceeds(&number(size))?;
    Ok(proceeds.to_bits())
}

#[wasm_bindgen]
pub fn venue_cost(venue: &[u8], size: i128) -> Answer<i128> {
    let cost = take::<Parts>(venue)?.venue()?.cost(&number(size))?;
    Ok(cost.to_bits())
}

#[wasm_bindgen]
pub fn average_sale(size: i128, venue: &[u8]) -> Answer<i128> {
    let average = exit::average_sale(&number(size), &take::<Parts>(venue)?.venue()?)?;
    Ok(average.to_bits())
}

#[wasm_bindgen]
pub fn average_purchase(size: i128, venue: &[u8]) -> Answer<i128> {
    let average = exit::average_purchase(&number(size), &take::<Parts>(venue)?.venue()?)?;
    Ok(average.to_bits())
}

#[wasm_bindgen]
pub fn exit_price(mark: &[u8], quantity: i128, venue: &[u8]) -> Answer<Vec<u8>> {
    let (mark, parts) = (crate::state::take(mark)?, take::<Parts>(venue)?);
    let price = exit::price(&mark, &number(quantity), &parts.venue()?)?;
    Ok(give(&price))
}

macro_rules! largest {
    ($($name:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(mark: &[u8], slippage: i128, most: i128, step: i128, venue: &[u8]) -> Answer<String> {
            let (mark, parts) = (crate::state::take(mark)?, take::<Parts>(venue)?);
            let (slippage, most, step) = (number(slippage), number(most), number(step));
            let limit = exit::$name(&mark, &slippage, &most, &step, &parts.venue()?)?;
            Ok(write(&limit))
        }
    )*};
}
largest!(largest_sale, largest_purchase);
