//! Options, scenarios and the parameters of the methods: the rest of the table.

use crate::margin::contingency;
use crate::margin::option::{position, Right};
use crate::margin::scenario::Volatility;
use crate::margin::shock;
use crate::methods::deribit::{self, standard as written};
use crate::methods::derive::{discount, portfolio, portfolio_2, standard};
use crate::methods::{okx, paradex};
use crate::{Error, Expiry, Fixed, Interval, Scan, Shocks};

pub type Position = position::Position<Fixed>;
pub type VolatilityShock = shock::VolatilityShock<Fixed>;
pub type Skew = shock::Skew<Fixed>;
pub type Confidence = contingency::Confidence<Fixed>;
pub type Peg = contingency::Peg<Fixed>;
pub type LongDiscount = discount::LongDiscount<Fixed>;
pub type ShortDiscount = discount::ShortDiscount<Fixed>;
pub type Basis = discount::Basis<Fixed>;
pub type PortfolioParameters = portfolio::Parameters<Fixed>;
pub type Portfolio2Parameters = portfolio_2::Parameters<Fixed>;
pub type StandardParameters = standard::Parameters<Fixed>;
pub type ParadexParameters = paradex::Parameters<Fixed>;
pub type CurrencyPair = deribit::CurrencyPair<Fixed>;
pub type Currency = deribit::Currency<Fixed>;
pub type DeribitStandard = written::Standard<Fixed>;
pub type Multiplier = okx::Multiplier<Fixed>;

/// Every case, in the order of its number on the wire.
pub const RIGHTS: [Right; 2] = [Right::Call, Right::Put];
/// Every case, in the order of its number on the wire.
pub const VOLATILITIES: [Volatility; 5] = [
    Volatility::Same,
    Volatility::Up,
    Volatility::Down,
    Volatility::Linear,
    Volatility::Absolute,
];

/// The part of the table for options and scenarios.
macro_rules! portfolios {
    ($form:ident) => {
        $form!(
            /// An [`Interval`] in 32 bytes; zeros are exactly nothing.
            "Interval" Interval PackedInterval { low(): Fixed, high(): Fixed } Interval::new
        );
        $form!(
            /// A [`Contract`] in 17 bytes; zeros are the call at a strike of zero.
            "Contract" Contract PackedContract { right(): Right, strike(): Fixed } Contract::new
        );
        $form!(
            /// An [`Expiry`] in 56 bytes; zeros are refused, because nothing paid would be worth anything.
            /// The years and their root are computed where it is read.
            "Expiry" Expiry PackedExpiry { seconds(): u64, rate(): Fixed, discount(): Interval }
            stored::portfolio::expiry
        );
        $form!(
            /// A [`Forward`] in 48 bytes; zeros are the forward of what is worth nothing.
            "Forward" Forward PackedForward { moving(): Interval, settled(): Fixed } Forward::new
        );
        stored::portfolio::plain!($form
            /// A [`Position`](crate::margin::option::position::Position) in 65 bytes; zeros are none.
            "Position" Position PackedPosition { contract: Contract, quantity: Fixed, value: Interval }
            stored::portfolio::any
        );
        $form!(
            /// A [`Scenario`] in 33 bytes; zeros are a price of zero that does not count.
            "Scenario" Scenario PackedScenario { spot(): Fixed, volatility(): Volatility, weight(): Fixed }
            Scenario::new
        );
        $form!(
            /// A [`Scan`] in 16 bytes a scenario and 16 for its mark; zeros are no position.
            "Scan" Scan [S] PackedScan { mark: Fixed, profits: [Fixed; S] }
            stored::portfolio::scan
        );
        $form!(
            /// A [`RiskArray`] in 32 bytes a scenario and 32 for its marks, of 33 scenarios in 1088; zeros are
            /// what is worth nothing.
            "RiskArray" RiskArray [S] PackedRiskArray { owned: (Scan<S>), owed: (Scan<S>) } RiskArray::new
        );
        $form!(
            /// A [`VolatilityShock`](crate::margin::shock::VolatilityShock) in 88 bytes; zeros are refused,
            /// because the shortest time is none.
            "VolatilityShock" VolatilityShock PackedVolatilityShock {
                range(): [Fixed; 2], power(): [Fixed; 2], floor(): u64, least(): Fixed
            } VolatilityShock::new
        );
        stored::portfolio::plain!($form
            /// A [`Skew`](crate::margin::shock::Skew) in 128 bytes; zeros are refused, because its least width
            /// is none.
            "Skew" Skew PackedSkew {
                linear: [Fixed; 2], absolute: [Fixed; 2], least_width: Fixed, scale: Fixed,
                level: [Fixed; 2]
            } stored::portfolio::skew
        );
        stored::portfolio::plain!($form
            /// [`Shocks`] in 128 bytes; zeros are refused, because the turn has no width.
            "Shocks" Shocks PackedShocks {
                up: Interval, down: Interval, least: Fixed, linear: Fixed, absolute: Fixed, width: Fixed
            } stored::portfolio::shocks
        );
        $form!(
            /// A [`Confidence`](crate::margin::contingency::Confidence) in 32 bytes; zeros charge nothing.
            "Confidence" Confidence PackedConfidence { threshold(): Fixed, rate(): Fixed } Confidence::new
        );
        $form!(
            /// A [`Peg`](crate::margin::contingency::Peg) in 32 bytes; zeros charge nothing.
            "Peg" Peg PackedPeg { threshold(): Fixed, factor(): Fixed } Peg::new
        );
    };
}
pub(in crate::support) use portfolios;

/// The part of the table for the parameters of methods.
macro_rules! methods {
    ($form:ident) => {
        $form!(
            /// A [`LongDiscount`](crate::methods::derive::discount::LongDiscount) in 48 bytes; zeros count
            /// nothing that is owned.
            "LongDiscount" LongDiscount PackedLongDiscount { base(): Fixed, rate(): [Fixed; 2] }
            LongDiscount::new
        );
        $form!(
            /// A [`ShortDiscount`](crate::methods::derive::discount::ShortDiscount) in 48 bytes; zeros are
            /// refused, because what is owed would be forgiven.
            "ShortDiscount" ShortDiscount PackedShortDiscount { base(): Fixed, rate(): [Fixed; 2] }
            ShortDiscount::new
        );
        $form!(
            /// A [`Basis`](crate::methods::derive::discount::Basis) in 32 bytes; zeros charge nothing.
            "Basis" Basis PackedBasis { addend(): Fixed, multiple(): Fixed } Basis::new
        );
        stored::portfolio::plain!($form
            /// The [`Parameters`](crate::methods::derive::portfolio::Parameters) of Derive's PMRM in 296 bytes;
            /// zeros are refused.
            "PortfolioParameters" PortfolioParameters PackedPortfolioParameters {
                shock: VolatilityShock, factor: Fixed, long: LongDiscount, basis: Basis, peg: Peg,
                confidence: Confidence, perp: Fixed, coin: Fixed, option: Fixed
            } PortfolioParameters::validate
        );
        stored::portfolio::plain!($form
            /// The [`Parameters`](crate::methods::derive::portfolio_2::Parameters) of Derive's PMRM_2 in 504
            /// bytes; zeros are refused.
            "Portfolio2Parameters" Portfolio2Parameters PackedPortfolio2Parameters {
                shock: VolatilityShock, skew: Skew, factor: [Fixed; 2], long: LongDiscount,
                short: ShortDiscount, basis: Basis, peg: Peg, confidence: Confidence,
                perp: [Fixed; 2], option: [Fixed; 2]
            } Portfolio2Parameters::validate
        );
        stored::portfolio::plain!($form
            /// The [`Parameters`](crate::methods::derive::standard::Parameters) of Derive's standard manager
            /// in 320 bytes; zeros require nothing.
            "StandardParameters" StandardParameters PackedStandardParameters {
                most: Fixed, least: Fixed, call: Fixed, put: Fixed, put_mark: Fixed, offset: Fixed,
                unpaired: [Fixed; 2], perp: [Fixed; 2], coin: [Fixed; 2],
                confidence: [Confidence; 3], peg: Peg
            } StandardParameters::validate
        );
        stored::portfolio::plain!($form
            /// The [`Parameters`](crate::methods::paradex::Parameters) of Paradex in 48 bytes.
            "ParadexParameters" ParadexParameters PackedParadexParameters {
                net_delta: Fixed, hedged_delta: Fixed, maintenance: Fixed
            } ParadexParameters::validate
        );
        stored::portfolio::plain!($form
            /// A [`CurrencyPair`](crate::methods::deribit::CurrencyPair) of Deribit in 80 bytes; zeros are
            /// refused, because the price would not move.
            "CurrencyPair" CurrencyPair PackedCurrencyPair {
                price_range: Fixed, extended_table_factor: Fixed,
                delta_total_liq_shock_threshold: Fixed, m_inc: Fixed, max_delta_shock: Fixed
            } CurrencyPair::validate
        );
        stored::portfolio::plain!($form
            /// A [`Currency`](crate::methods::deribit::Currency) of Deribit in 80 bytes.
            "Currency" Currency PackedCurrency {
                min_annualised_move: Fixed, annualised_move_risk: Fixed, pnl_offset: Fixed,
                max_offsetable_pnl: Fixed, extended_dampener: Fixed
            } Currency::validate
        );
        stored::portfolio::plain!($form
            /// The rates of Deribit's [`Standard`](crate::methods::deribit::standard::Standard) margin in 48
            /// bytes.
            "DeribitStandard" DeribitStandard PackedDeribitStandard {
                most: Fixed, least: Fixed, maintenance: Fixed
            } DeribitStandard::validate
        );
        stored::portfolio::plain!($form
            /// A rung of OKX's minimum charge, a [`Multiplier`](crate::methods::okx::Multiplier), in 32 bytes;
            /// the ladder is validated where it is used.
            "Multiplier" Multiplier PackedMultiplier { floor: Fixed, times: Fixed }
            stored::portfolio::any
        );
    };
}
pub(in crate::support) use methods;

/// A type that is its fields, and what says whether they are right.
macro_rules! plain {
    (
        $form:ident $(#[$doc:meta])* $name:literal $type:ident $packed:ident
        { $($field:ident : $kind:tt),* } $check:expr
    ) => {
        $form!(
            $(#[$doc])*
            $name $type $packed { $($field: $kind),* }
            |$($field),*| {
                let value = $type { $($field),* };
                ($check)(&value).map(|()| value)
            }
        );
    };
}
pub(in crate::support) use plain;

/// The time as it is computed, the rate and the discount as they were: a later version may round an
/// exponential nearer.
pub fn expiry(seconds: u64, rate: Fixed, discount: Interval) -> Result<Expiry, Error> {
    if discount.low().is_negative() || *discount.high() == Fixed::ZERO {
        return Err(Error::InvalidOption);
    }
    let mut expiry = Expiry::undiscounted(seconds)?;
    (expiry.rate, expiry.discount) = (rate, discount);
    Ok(expiry)
}

/// Whatever it gains, and wherever.
pub fn scan<const S: usize>(mark: Fixed, profits: [Fixed; S]) -> Result<Scan<S>, Error> {
    Ok(Scan::from_parts(mark, profits))
}

/// What has no rule beyond those of its parts.
pub fn any<T>(_: &T) -> Result<(), Error> {
    Ok(())
}

/// What [`Shocks::new`] asks of it.
pub fn skew(skew: &Skew) -> Result<(), Error> {
    scenario(skew.least_width > Fixed::ZERO)
}

/// What [`Shocks::new`] makes: up is no fall, down is no rise, and the turn is somewhere capped.
pub fn shocks(shocks: &Shocks) -> Result<(), Error> {
    let up = *shocks.up.low() >= Fixed::ONE;
    let down = !shocks.down.low().is_negative() && *shocks.down.high() <= Fixed::ONE;
    scenario(up && down && !shocks.least.is_negative() && shocks.width > Fixed::ZERO)
}

fn scenario(valid: bool) -> Result<(), Error> {
    match valid {
        true => Ok(()),
        false => Err(Error::InvalidScenario),
    }
}
