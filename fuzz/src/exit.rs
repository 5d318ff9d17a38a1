//! Pools and books of any shape: selling fetches no more than the mark of the venue would, more of it fetches no
//! less, what was sold and bought back has cost something, and the largest size is tight.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::price::exit::{self, Venue};
use plimsoll::support::arbitrary as edges;
use plimsoll::{Depth, Error, Fixed, Level, Limit, Pool, Range, Ranges, StableSwap};

pub fn exit(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

const LEAVING: [Error; 2] = [Error::Overflow, Error::AboveCapacity];
const MAKING: [Error; 3] = [Error::Overflow, Error::InvalidPool, Error::InvalidFraction];

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let fee = edges::fraction(u)? / 4;
    match u8::arbitrary(u)? % 4 {
        0 => {
            let pool = Pool::new(draw::amount(u)?, draw::amount(u)?, &fee);
            match draw::only(pool, &MAKING) {
                Some(pool) => ask(u, &pool),
                None => Ok(()),
            }
        }
        1 => {
            let mut ranges = Vec::new();
            let mut root = Fixed::ZERO;
            for _ in 0..u8::arbitrary(u)? % 5 {
                let lower = root.saturating_add(draw::amount(u)? / 1024);
                root = lower.saturating_add(draw::amount(u)? / 1024);
                ranges.push(Range {
                    lower,
                    upper: root,
                    liquidity: draw::amount(u)?,
                });
            }
            let pool = Ranges::new(draw::amount(u)? / 1024, &ranges, &fee);
            match draw::only(pool, &MAKING) {
                Some(pool) => ask(u, &pool),
                None => Ok(()),
            }
        }
        2 => {
            let mut balances = vec![draw::amount(u)?, draw::amount(u)?];
            for _ in 0..u8::arbitrary(u)? % 3 {
                balances.push(draw::amount(u)?);
            }
            let amplification = Fixed::from_num(1 + u16::arbitrary(u)? % 5000);
            let pool = StableSwap::new(&balances, [0, 1], &amplification, &fee);
            match draw::only(pool, &MAKING) {
                Some(pool) => ask(u, &pool),
                None => Ok(()),
            }
        }
        _ => {
            let mut side = |rises: bool| -> Result<Vec<Level>> {
                let mut levels = Vec::new();
                for _ in 0..u8::arbitrary(u)? % 6 {
                    levels.push(Level::arbitrary(u)?);
                }
                levels.sort_by(|a, b| match rises {
                    true => a.price.cmp(&b.price),
                    false => b.price.cmp(&a.price),
                });
                Ok(levels)
            };
            let (bids, asks) = (side(false)?, side(true)?);
            match draw::only(Depth::new(&bids, &asks, fee), &MAKING) {
                Some(book) => ask(u, &book),
                None => Ok(()),
            }
        }
    }
}

fn ask(u: &mut Unstructured<'_>, venue: &impl Venue<Fixed>) -> Result<()> {
    let (a, b) = (draw::amount(u)?, draw::amount(u)?);
    let (small, large) = (a.min(b), a.max(b));
    let sold = draw::only(venue.proceeds(&small), &LEAVING);
    if let (Some(few), Some(many)) = (sold, draw::only(venue.proceeds(&large), &LEAVING)) {
        assert!(few >= 0);
        // To the roundings that `docs/rounding.md` states, which grow with the price.
        let slack = Fixed::from_bits((few.to_bits() >> 20) + (1 << 24));
        assert!(
            few <= many.saturating_add(slack),
            "{small} {few} {large} {many}"
        );
    }
    if let (Some(few), Some(paid)) = (sold, draw::only(venue.cost(&small), &LEAVING)) {
        let slack = Fixed::from_bits((few.to_bits() >> 20) + (1 << 24));
        assert!(
            few <= paid.saturating_add(slack),
            "{small}: {few} for {paid}"
        );
    }
    let mark = draw::price(u)?;
    for quantity in [large, -large] {
        if let Some(price) = draw::only(exit::price(&mark, &quantity, venue), &LEAVING) {
            assert!(price == mark || price.contains(&mark));
        }
    }
    let (slippage, step) = (edges::fraction(u)?, draw::step(u)?);
    let allowed = [Error::Overflow, Error::InvalidStep];
    for limit in [
        exit::largest_sale(&mark, &slippage, &large, &step, venue),
        exit::largest_purchase(&mark, &slippage, &large, &step, venue),
    ] {
        if let Some(Limit::At(size)) = draw::only(limit, &allowed) {
            assert!(size >= 0 && size <= large);
        }
    }
    Ok(())
}
