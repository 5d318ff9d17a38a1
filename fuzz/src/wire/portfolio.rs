//! Options, scenarios and the parameters of methods.

use super::{both, formats, Valid};
use num_bigint::BigInt;
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::{position::Position, Right};
use plimsoll::margin::scenario::Volatility;
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::methods::deribit::{standard as written, Currency, CurrencyPair};
use plimsoll::methods::derive::discount::{Basis, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::{portfolio, portfolio_2, standard};
use plimsoll::methods::{okx, paradex};
use plimsoll::support::bytemuck::*;
use plimsoll::{Contract, Expiry, Fixed, Forward, Interval, RiskArray, Scan, Scenario, Shocks};

fn unsigned(numbers: &[Fixed]) -> bool {
    numbers.iter().all(|number| *number >= 0)
}

impl Valid for Right {}
impl Valid for Volatility {}
impl<const S: usize> Valid for Scan<S> {}
impl Valid for okx::Multiplier<Fixed> {}
impl Valid for Interval {
    fn valid(&self) -> bool {
        self.low() <= self.high()
    }
}
impl Valid for Contract {
    fn valid(&self) -> bool {
        *self.strike() >= 0
    }
}
impl Valid for Expiry {
    fn valid(&self) -> bool {
        let discount = self.discount();
        *discount.low() >= 0 && *discount.high() > 0 && discount.valid()
    }
}
impl Valid for Forward {
    fn valid(&self) -> bool {
        self.moving().valid() && unsigned(&[*self.moving().low(), *self.settled()])
    }
}
impl Valid for Position<Fixed> {
    fn valid(&self) -> bool {
        self.contract.valid() && self.value.valid()
    }
}
impl Valid for Scenario {
    fn valid(&self) -> bool {
        unsigned(&[*self.spot(), *self.weight()])
    }
}
impl<const S: usize> Valid for RiskArray<S> {
    fn valid(&self) -> bool {
        let [owned, owed] = [Fixed::ONE, -Fixed::ONE].map(|one| self.side(&one));
        let worth = |scan: &Scan<S>, profit: &Fixed| {
            BigInt::from(scan.mark().to_bits()) + BigInt::from(profit.to_bits())
        };
        let mut profits = owned.profits().iter().zip(owed.profits());
        owned.mark() <= owed.mark()
            && profits.all(|(low, high)| worth(owned, low) <= worth(owed, high))
    }
}
impl Valid for VolatilityShock<Fixed> {
    fn valid(&self) -> bool {
        self.floor() > 0
            && unsigned(self.range())
            && unsigned(self.power())
            && unsigned(&[*self.least()])
    }
}
impl Valid for Skew<Fixed> {
    fn valid(&self) -> bool {
        self.least_width > 0
    }
}
impl Valid for Shocks {
    fn valid(&self) -> bool {
        let (up, down) = self.factors();
        *up.low() >= 1 && *down.low() >= 0 && *down.high() <= 1 && up.valid() && down.valid()
    }
}
impl Valid for Confidence<Fixed> {
    fn valid(&self) -> bool {
        (Fixed::ZERO..=Fixed::ONE).contains(self.threshold()) && *self.rate() >= 0
    }
}
impl Valid for Peg<Fixed> {
    fn valid(&self) -> bool {
        unsigned(&[*self.threshold(), *self.factor()])
    }
}
impl Valid for LongDiscount<Fixed> {
    fn valid(&self) -> bool {
        (Fixed::ZERO..=Fixed::ONE).contains(self.base()) && unsigned(self.rate())
    }
}
impl Valid for ShortDiscount<Fixed> {
    fn valid(&self) -> bool {
        *self.base() >= 1 && unsigned(self.rate())
    }
}
impl Valid for Basis<Fixed> {
    fn valid(&self) -> bool {
        unsigned(&[*self.addend(), *self.multiple()])
    }
}
impl Valid for portfolio::Parameters<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok() && self.shock.valid() && self.long.valid()
    }
}
impl Valid for portfolio_2::Parameters<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok() && self.skew.valid() && self.short.valid()
    }
}
impl Valid for standard::Parameters<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok() && self.confidence.iter().all(Valid::valid)
    }
}
impl Valid for paradex::Parameters<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok()
    }
}
impl Valid for CurrencyPair<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok()
    }
}
impl Valid for Currency<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok()
    }
}
impl Valid for written::Standard<Fixed> {
    fn valid(&self) -> bool {
        self.validate().is_ok()
    }
}

/// The same bytes as every type in every format.
pub fn portfolio(data: &[u8]) {
    formats::<Right>(data);
    formats::<Volatility>(data);
    both::<Interval, PackedInterval>(data);
    both::<Contract, PackedContract>(data);
    both::<Expiry, PackedExpiry>(data);
    both::<Forward, PackedForward>(data);
    both::<Position<Fixed>, PackedPosition>(data);
    both::<Scenario, PackedScenario>(data);
    both::<Scan<3>, PackedScan<3>>(data);
    both::<RiskArray<1>, PackedRiskArray<1>>(data);
    both::<RiskArray<3>, PackedRiskArray<3>>(data);
    both::<VolatilityShock<Fixed>, PackedVolatilityShock>(data);
    both::<Skew<Fixed>, PackedSkew>(data);
    both::<Shocks, PackedShocks>(data);
    both::<Confidence<Fixed>, PackedConfidence>(data);
    both::<Peg<Fixed>, PackedPeg>(data);
    both::<LongDiscount<Fixed>, PackedLongDiscount>(data);
    both::<ShortDiscount<Fixed>, PackedShortDiscount>(data);
    both::<Basis<Fixed>, PackedBasis>(data);
    both::<portfolio::Parameters<Fixed>, PackedPortfolioParameters>(data);
    both::<portfolio_2::Parameters<Fixed>, PackedPortfolio2Parameters>(data);
    both::<standard::Parameters<Fixed>, PackedStandardParameters>(data);
    both::<paradex::Parameters<Fixed>, PackedParadexParameters>(data);
    both::<CurrencyPair<Fixed>, PackedCurrencyPair>(data);
    both::<Currency<Fixed>, PackedCurrency>(data);
    both::<written::Standard<Fixed>, PackedDeribitStandard>(data);
    both::<okx::Multiplier<Fixed>, PackedMultiplier>(data);
}
