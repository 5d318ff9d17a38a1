//! A market as one message finds it: with its prices of now, and what they make it ask for.

use crate::state::{Market, Position};
use plimsoll::risk::parameters::set::Name;
use plimsoll::{Capacity, Error, Exposure, Feed, Fixed, Number, Perp, Price, Terms};

/// A market with its prices and terms of now.
pub struct Live {
    pub market: Market,
    /// At the initial and at the maintenance level.
    pub prices: [Price; 2],
    /// At the initial, maintenance and equity levels.
    pub terms: [Terms<'static>; 3],
    /// What was open before the message.
    open: Exposure,
}

impl Live {
    pub fn new(market: Market, feeds: &[Feed; 2], now: u64) -> Result<Self, Error> {
        let prices = market.prices(feeds, now)?;
        Ok(Live {
            terms: market.terms(&prices, now)?,
            prices,
            open: market.open,
            market,
        })
    }

    /// Open interest may shrink towards a cap that was lowered, and not grow beyond it.
    pub fn capped(&self, now: u64) -> Result<(), Error> {
        let (now_open, parameters) = (&self.market.open, &self.market.parameters);
        let sides = [
            (now_open.long, self.open.long, Name::DepositCap),
            (now_open.short, self.open.short, Name::BorrowCap),
        ];
        for (after, before, cap) in sides {
            if after > before && after > parameters.at(cap, now)? {
                return Err(Error::AboveCapacity);
            }
        }
        Ok(())
    }

    /// Whether a position is within the market's capacity, or has shrunk towards it.
    pub fn admit(&self, position: &Position, came: Option<&Position>) -> Result<(), Error> {
        let before = match came {
            Some(came) => extent(&came.perp)?,
            None => [Fixed::ZERO; 2],
        };
        let [initial, maintenance] = &self.prices;
        let price = initial.high().greater(maintenance.high());
        admit(
            &self.market.capacity,
            &extent(&position.perp)?,
            &before,
            &price,
        )
    }
}

/// The size with the orders that make it larger, and the quote, without sign.
fn extent(perp: &Perp) -> Result<[Fixed; 2], Error> {
    let long = perp.size().try_add(perp.bids())?.try_abs()?;
    let short = perp.size().try_sub(perp.asks())?.try_abs()?;
    Ok([long.greater(&short), perp.quote().try_abs()?])
}

/// A quantity and a quote within a capacity, or neither of them larger than before.
pub fn admit(
    capacity: &Capacity,
    [quantity, quote]: &[Fixed; 2],
    before: &[Fixed; 2],
    price: &Fixed,
) -> Result<(), Error> {
    let [quantity_before, quote_before] = before;
    let grown = quantity > quantity_before || quote > quote_before;
    match capacity.admit(quantity, quote, price) {
        Err(Error::AboveCapacity) if !grown => Ok(()),
        result => result,
    }
}
