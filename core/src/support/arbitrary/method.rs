//! The parameters of methods.

use super::{fraction, magnitude, valid};
use crate::margin::contingency::{Confidence, Peg};
use crate::margin::shock::{Skew, VolatilityShock};
use crate::methods::deribit::{standard as written, Currency, CurrencyPair};
use crate::methods::derive::discount::{Basis, LongDiscount, ShortDiscount};
use crate::methods::derive::{portfolio, portfolio_2, standard};
use crate::methods::{okx, paradex};
use crate::Fixed;
use arbitrary::{Arbitrary, Result, Unstructured};

/// A rate as venues publish them, or any that is not negative.
fn rate(u: &mut Unstructured<'_>) -> Result<Fixed> {
    match u8::arbitrary(u)? % 8 {
        0 => magnitude(u),
        _ => fraction(u),
    }
}

fn rates(u: &mut Unstructured<'_>) -> Result<[Fixed; 2]> {
    Ok([rate(u)?, rate(u)?])
}

impl<'a> Arbitrary<'a> for Confidence<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Confidence::new(fraction(u)?, rate(u)?))
    }
}

impl<'a> Arbitrary<'a> for Peg<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Peg::new(rate(u)?, rate(u)?))
    }
}

impl<'a> Arbitrary<'a> for LongDiscount<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(LongDiscount::new(fraction(u)?, rates(u)?))
    }
}

impl<'a> Arbitrary<'a> for ShortDiscount<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(ShortDiscount::new(rate(u)?.max(Fixed::ONE), rates(u)?))
    }
}

impl<'a> Arbitrary<'a> for Basis<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Basis::new(rate(u)?, rate(u)?))
    }
}

impl<'a> Arbitrary<'a> for portfolio::Parameters<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(portfolio::Parameters {
            shock: VolatilityShock::arbitrary(u)?,
            factor: rate(u)?,
            long: LongDiscount::arbitrary(u)?,
            basis: Basis::arbitrary(u)?,
            peg: Peg::arbitrary(u)?,
            confidence: Confidence::arbitrary(u)?,
            perp: rate(u)?,
            coin: rate(u)?,
            option: rate(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for portfolio_2::Parameters<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(portfolio_2::Parameters {
            shock: VolatilityShock::arbitrary(u)?,
            skew: Skew::arbitrary(u)?,
            factor: rates(u)?,
            long: LongDiscount::arbitrary(u)?,
            short: ShortDiscount::arbitrary(u)?,
            basis: Basis::arbitrary(u)?,
            peg: Peg::arbitrary(u)?,
            confidence: Confidence::arbitrary(u)?,
            perp: rates(u)?,
            option: rates(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for standard::Parameters<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let [a, b] = rates(u)?;
        Ok(standard::Parameters {
            most: a.max(b),
            least: a.min(b),
            call: rate(u)?,
            put: rate(u)?,
            put_mark: rate(u)?,
            offset: rate(u)?,
            unpaired: rates(u)?,
            perp: rates(u)?,
            coin: rates(u)?,
            confidence: [
                Confidence::arbitrary(u)?,
                Confidence::arbitrary(u)?,
                Confidence::arbitrary(u)?,
            ],
            peg: Peg::arbitrary(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for paradex::Parameters<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(paradex::Parameters {
            net_delta: rate(u)?,
            hedged_delta: rate(u)?,
            maintenance: fraction(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for CurrencyPair<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let most = Fixed::ONE.wrapping_sub(Fixed::DELTA);
        Ok(CurrencyPair {
            price_range: fraction(u)?.clamp(Fixed::DELTA, most),
            extended_table_factor: rate(u)?,
            delta_total_liq_shock_threshold: magnitude(u)?,
            m_inc: rate(u)?,
            max_delta_shock: rate(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Currency<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Currency {
            min_annualised_move: rate(u)?,
            annualised_move_risk: rate(u)?,
            pnl_offset: fraction(u)?,
            max_offsetable_pnl: magnitude(u)?,
            extended_dampener: magnitude(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for written::Standard<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut rates = [rate(u)?, rate(u)?, rate(u)?];
        rates.sort();
        let [maintenance, least, most] = rates;
        Ok(written::Standard {
            most,
            least,
            maintenance,
        })
    }
}

impl<'a> Arbitrary<'a> for okx::Multiplier<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(okx::Multiplier {
            floor: magnitude(u)?,
            times: Fixed::ONE.wrapping_add(fraction(u)?),
        })
    }
}
