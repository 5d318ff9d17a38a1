//! What a perp and a portfolio are worth at least, as forms in steps of value of their settlement asset.

use crate::form::Form;
use crate::health::{split, worth};
use crate::integer::{
    negated, part_down, part_up, power, scaled_down, scaled_up, sum, Scale, FIXED, VALUE,
};
use crate::margin::{Group, Instrument, Kind, Orders, Perp, Portfolio};
use crate::statement::{Floor, Statement};
use crate::width::Width;
use crate::{Error, Lots};
use ethnum::I256;
use plimsoll::{Fixed, Terms};

/// `size * p + quote - ladder`, the worse of both fills where there are orders, then the profit weight.
pub(crate) fn perp(
    statement: &mut Statement,
    group: &Group<'_>,
    perp: &Perp<'_>,
) -> Result<Form, Error> {
    if !perp.terms.bound().is_known() {
        return Err(Error::Kernel(plimsoll::Error::UnknownPrice));
    }
    let size = Form::input(statement.input());
    let quote = Form::input(statement.input()).times(power(VALUE)?)?;
    let market = Market {
        terms: &perp.terms,
        lots: perp.lots,
        settles: group.lots,
    };
    let value = match perp.orders {
        Orders::Without => market.filled(statement, &size, quote)?,
        Orders::With => {
            let bids = Form::input(statement.input());
            let asks = Form::input(statement.input());
            let paid = negated(market.up(perp.terms.price().high())?)?;
            let received = market.down(perp.terms.price().low())?;
            let bought = size.clone().plus(&bids, I256::ONE)?;
            let bought = market.filled(statement, &bought, quote.clone().plus(&bids, paid)?)?;
            let sold = size.plus(&asks, I256::MINUS_ONE)?;
            let sold = market.filled(statement, &sold, quote.plus(&asks, received)?)?;
            // The lesser of two: the first less at least what it exceeds the second by.
            let above = bought.clone().plus(&sold, I256::MINUS_ONE)?;
            let above = split(statement, &above, Width::Two)?;
            bought.plus(&Form::unknown(above), I256::MINUS_ONE)?
        }
    };
    profit(statement, value, perp.terms.profit_weight())
}

/// `weight * value` of a profit: the value less at least `(1 - weight) * value`, which is never less than
/// nothing.
fn profit(statement: &mut Statement, value: Form, weight: &Fixed) -> Result<Form, Error> {
    if *weight >= Fixed::ONE {
        return Ok(value);
    }
    let one = power(FIXED)?;
    let left_out = sum(one, negated(I256::from(weight.to_bits()))?)?;
    let floor = Floor::scaled(value.times(left_out)?, one, Width::Three);
    let left_out = statement.at_least(Width::Two, &[floor])?;
    value.plus(&Form::unknown(left_out), I256::MINUS_ONE)
}

/// A perp's market, and how it is counted.
struct Market<'a> {
    terms: &'a Terms<'a>,
    lots: Lots,
    settles: Lots,
}

impl Market<'_> {
    /// Steps of value a lot, rounded down.
    fn down(&self, price: &Fixed) -> Result<I256, Error> {
        let (settles, lots) = (self.settles.per_token(), self.lots.per_token());
        scaled_down(price, settles, lots, Scale::VALUE)
    }

    /// The same rounded up.
    fn up(&self, price: &Fixed) -> Result<I256, Error> {
        let (settles, lots) = (self.settles.per_token(), self.lots.per_token());
        scaled_up(price, settles, lots, Scale::VALUE)
    }

    /// `size * p + quote - ladder(|size| * p)`, `p` the weighted price at the side of the size.
    fn filled(&self, statement: &mut Statement, size: &Form, quote: Form) -> Result<Form, Error> {
        let low = self.down(self.terms.bound().asset())?;
        let high = self.up(self.terms.bound().liability())?;
        let rungs = self.terms.tiers().rungs();
        if rungs.is_empty() {
            return worth(statement, quote, size, Width::One, low, high);
        }
        let long = split(statement, size, Width::One)?;
        let apart = sum(high, negated(low)?)?;
        let value = quote.plus(size, high)?;
        let value = value.plus(&Form::unknown(long), negated(apart)?)?;
        // The notional is `long * low + (long - size) * high`, and the ladder is the highest of its rungs.
        let mut floors = Vec::with_capacity(rungs.len());
        for rung in rungs {
            let (low, high) = (part_up(low, &rung.rate)?, part_up(high, &rung.rate)?);
            let deduction =
                scaled_down(&rung.deduction, self.settles.per_token(), 1, Scale::VALUE)?;
            let form = Form::constant(negated(deduction)?)
                .plus(&Form::unknown(long), sum(low, high)?)?
                .plus(size, negated(high)?)?;
            floors.push(Floor::of(form, Width::Two));
        }
        let ladder = statement.at_least(Width::Two, &floors)?;
        value.plus(&Form::unknown(ladder), I256::MINUS_ONE)
    }
}

/// `mark - loss`, the loss at least `-share * profit` in every scenario and never less than nothing.
pub(crate) fn portfolio(
    statement: &mut Statement,
    group: &Group<'_>,
    portfolio: &Portfolio,
) -> Result<Form, Error> {
    if portfolio.shares.iter().any(|share| *share < Fixed::ZERO) {
        return Err(Error::Kernel(plimsoll::Error::InvalidQuantity));
    }
    let mut mark = Form::default();
    let mut losses = vec![Form::default(); portfolio.shares.len()];
    for instrument in &portfolio.instruments {
        let scenarios = [&instrument.owned, &instrument.owed].map(|side| side.profits.len());
        if scenarios.iter().any(|scenarios| *scenarios != losses.len()) {
            return Err(Error::Kernel(plimsoll::Error::InvalidScenario));
        }
        let quantity = Form::input(statement.input());
        if instrument.kind == Kind::Perp {
            mark = mark.plus(&Form::input(statement.input()), power(VALUE)?)?;
        }
        let owned = Form::unknown(split(statement, &quantity, Width::One)?);
        let unit = Unit::new(instrument, group.lots)?;
        mark = mark.plus(&quantity, unit.high)?;
        mark = mark.plus(&owned, negated(unit.apart)?)?;
        let profits = instrument
            .owned
            .profits
            .iter()
            .zip(&instrument.owed.profits);
        let profits = profits.zip(&portfolio.shares);
        for (loss, ((least, most), share)) in losses.iter_mut().zip(profits) {
            let (least, most) = unit.gains(least, most, share)?;
            // Minus `owned * least - (owned - quantity) * most`.
            *loss = std::mem::take(loss)
                .plus(&owned, sum(most, negated(least)?)?)?
                .plus(&quantity, negated(most)?)?;
        }
    }
    let floors: Vec<Floor> = losses
        .into_iter()
        .map(|loss| Floor::of(loss, Width::Two))
        .collect();
    let loss = statement.at_least(Width::Two, &floors)?;
    mark.plus(&Form::unknown(loss), I256::MINUS_ONE)
}

/// One lot of an instrument, in steps of value.
struct Unit {
    high: I256,
    apart: I256,
    lots: u64,
    settles: u64,
}

impl Unit {
    /// Errors: `InvalidInterval` where a unit owned is worth more than one owed.
    fn new(instrument: &Instrument, settles: Lots) -> Result<Self, Error> {
        let (lots, settles) = (instrument.lots.per_token(), settles.per_token());
        let low = scaled_down(&instrument.owned.mark, settles, lots, Scale::VALUE)?;
        let high = scaled_up(&instrument.owed.mark, settles, lots, Scale::VALUE)?;
        let apart = sum(high, negated(low)?)?;
        if apart.is_negative() {
            return Err(Error::Kernel(plimsoll::Error::InvalidInterval));
        }
        Ok(Unit {
            high,
            apart,
            lots,
            settles,
        })
    }

    /// What counts of a lot's gain in a scenario: owned at least, owed at most.
    ///
    /// Where that interval is the wrong way round by more than the marks are apart, a lot owned and owed at
    /// once would gain, and who inflates both parts with it: there what is owed counts for more.
    fn gains(&self, least: &Fixed, most: &Fixed, share: &Fixed) -> Result<(I256, I256), Error> {
        let least = scaled_down(least, self.settles, self.lots, Scale::VALUE)?;
        let most = scaled_up(most, self.settles, self.lots, Scale::VALUE)?;
        let least = part_down(least, share)?;
        let most = part_up(most, share)?;
        Ok((least, most.max(sum(least, negated(self.apart)?)?)))
    }
}
