//! Plimsoll: a margin engine in fixed point, for contracts, notebooks and browsers.
//!
//! Every quantity is a bound: a margin engine asks what an account is worth at least and what it owes
//! at most. The model on one page:
//!
//! 1. A [`Price`] is an interval. What is owned counts at its low end, what is owed at its high end.
//! 2. [`Weights`] turn it into a [`Bound`] at one level; [`Tiers`] are marginal maintenance ladders.
//! 3. A [`Perp`] has a value in the asset that it settles in, under the [`Terms`] of its market. A
//!    [`Net`] sums the values with the balance of that asset, and only the sum is weighted.
//! 4. [`Health`] is two sums, weighted assets and weighted liabilities; healthy means
//!    `assets >= liabilities`. An [`Account`] holds one at every level and has a
//!    [`Status`](margin::account::Status).
//! 5. The solvers take the account as a slice of [`Holding`]s and answer with a [`Limit`]: how much
//!    may be [withdrawn, borrowed or traded](margin::limits), and the
//!    [liquidation price](liquidation::threshold) of an index. They ask the account's own check, so
//!    solver and checker cannot disagree.
//!
//! 6. What happens below the line: an [`Exchange`](liquidation::exchange::Exchange) says at which prices
//!    and bonus a debt is [repaid](liquidation::repay) for collateral, a perp is
//!    [reduced](liquidation::reduce), both to the smallest size that makes the account healthy; and
//!    [`solvency`] says who bears what is left: the insurance fund, those who are deleveraged, everybody.
//!
//! 7. Options are priced by [Black-76](margin::option) as intervals. A portfolio is measured by
//!    [scenarios](margin::scenario): a [`RiskArray`](margin::scenario::RiskArray) says what one unit of an
//!    instrument gains in each, made once a market update; a [`Scan`](margin::scenario::Scan) adds them up
//!    and answers with the worst. [`methods`] are the whole margin methods of clearing houses and
//!    exchanges, and what they require enters the account by [`Account::require`].
//!
//! 8. What feeds all of this lives: [`price::oracle`] turns what a feed published into an interval,
//!    [`price::exit`] knows what a size fetches, [`price::remote`] what another chain's news is worth;
//!    [`risk`] turns returns, volumes and limits into margin fractions, and changes
//!    [parameters](risk::parameters) within bounds.
//!
//! 9. [`columns`] is the same kernel over a caller's columns: a million accounts in one call, each row with the
//!    bits of its [`Account`].
//!
//! What is owned or may be taken rounds down, what is owed or must be posted rounds up, and the name
//! of every operation says which. With fixed weights, widening a price never improves health.
//!
//! The modules hold the types generic over [`Number`]; the names here are those on [`Fixed`], which is
//! what a contract uses. Nothing allocates, panics, or uses a float on [`Fixed`].
//!
//! ```
//! use plimsoll::number::decimal::{read_down, read_up};
//! use plimsoll::{Account, Bound, Error, Fixed, Price, Weights};
//!
//! # fn main() -> Result<(), Error> {
//! let ether = Price::new(read_down("1795.5")?, read_up("1804.5")?)?;
//! let initial = Weights::new(read_down("0.8")?, read_up("1.2")?)?;
//! let maintenance = Weights::new(read_down("0.9")?, read_up("1.1")?)?;
//! let ether_bounds = [initial.apply(&ether)?, maintenance.apply(&ether)?, Bound::unweighted(&ether)];
//! let dollar_bounds = [Bound::unweighted(&Price::exact(Fixed::ONE)?); 3];
//!
//! let mut account = Account::new();
//! account.add(&read_down("10000")?, &dollar_bounds)?;
//! account.add(&read_down("-4.5")?, &ether_bounds)?;
//! let account = account.close(2)?;
//! assert_eq!(account.status().name(), "healthy");
//! # Ok(())
//! # }
//! ```
#![no_std]

pub mod columns;
mod error;
pub mod liquidation;
pub mod margin;
pub mod methods;
pub mod number;
pub mod price;
pub mod risk;
pub mod solvency;
pub mod support;
pub mod weights;

pub use error::Error;
pub use number::Number;

/// The number of contracts, and the default everywhere: 80 bits before the point and 48 behind it, so
/// about 6.04e23 at most in steps of about 3.55e-15.
pub type Fixed = fixed::types::I80F48;

/// [`price::Price`] on [`Fixed`].
pub type Price = price::Price<Fixed>;
/// [`weights::Weights`] on [`Fixed`].
pub type Weights = weights::Weights<Fixed>;
/// [`weights::Bound`] on [`Fixed`].
pub type Bound = weights::Bound<Fixed>;
/// [`weights::tiers::Tier`] on [`Fixed`].
pub type Tier = weights::tiers::Tier<Fixed>;
/// [`weights::tiers::Tiers`] on [`Fixed`].
pub type Tiers<'a> = weights::tiers::Tiers<'a, Fixed>;
/// [`margin::health::Health`] on [`Fixed`].
pub type Health = margin::health::Health<Fixed>;
/// [`margin::perp::Perp`] on [`Fixed`].
pub type Perp = margin::perp::Perp<Fixed>;
/// [`margin::perp::Terms`] on [`Fixed`].
pub type Terms<'a> = margin::perp::Terms<'a, Fixed>;
/// [`margin::net::Net`] on [`Fixed`].
pub type Net<const L: usize> = margin::net::Net<Fixed, L>;
/// [`margin::account::Account`] on [`Fixed`].
pub type Account<const L: usize> = margin::account::Account<Fixed, L>;
/// [`margin::holding::Holding`] on [`Fixed`].
pub type Holding<'a> = margin::holding::Holding<'a, Fixed>;
/// [`margin::holding::Leg`] on [`Fixed`].
pub type Leg<'a> = margin::holding::Leg<'a, Fixed>;
/// [`number::solver::Limit`] on [`Fixed`].
pub type Limit = number::solver::Limit<Fixed>;
/// [`margin::interest::Indices`] on [`Fixed`].
pub type Indices = margin::interest::Indices<Fixed>;
/// [`margin::capacity::Capacity`] on [`Fixed`].
pub type Capacity = margin::capacity::Capacity<Fixed>;
/// [`number::ramp::Ramp`] on [`Fixed`].
pub type Ramp = number::ramp::Ramp<Fixed>;
/// [`liquidation::exchange::Exchange`] on [`Fixed`].
pub type Exchange = liquidation::exchange::Exchange<Fixed>;
/// [`liquidation::sizing::Balance`] on [`Fixed`].
pub type Balance = liquidation::sizing::Balance<Fixed>;
/// [`liquidation::repay::Seizure`] on [`Fixed`].
pub type Seizure = liquidation::repay::Seizure<Fixed>;
/// [`liquidation::reduce::Deal`] on [`Fixed`].
pub type Deal = liquidation::reduce::Deal<Fixed>;
/// [`liquidation::reduce::Reduction`] on [`Fixed`].
pub type Reduction = liquidation::reduce::Reduction<Fixed>;
/// [`liquidation::close::CloseFactor`] on [`Fixed`].
pub type CloseFactor = liquidation::close::CloseFactor<Fixed>;
/// [`liquidation::bonus::Split`] on [`Fixed`].
pub type Split = liquidation::bonus::Split<Fixed>;
/// [`liquidation::auction::Auction`] on [`Fixed`].
pub type Auction = liquidation::auction::Auction<Fixed>;
/// [`solvency::insurance::Fund`] on [`Fixed`].
pub type Fund = solvency::insurance::Fund<Fixed>;
/// [`solvency::waterfall::Waterfall`] on [`Fixed`].
pub type Waterfall = solvency::waterfall::Waterfall<Fixed>;
/// [`solvency::rank::Standing`] on [`Fixed`].
pub type Standing = solvency::rank::Standing<Fixed>;
/// [`solvency::protocol::Totals`] on [`Fixed`].
pub type Totals = solvency::protocol::Totals<Fixed>;
/// [`solvency::protocol::Exposure`] on [`Fixed`].
pub type Exposure = solvency::protocol::Exposure<Fixed>;
/// [`solvency::protocol::Shock`] on [`Fixed`].
pub type Shock = solvency::protocol::Shock<Fixed>;
/// [`liquidation::threshold::Threshold`] on [`Fixed`].
pub type Threshold = liquidation::threshold::Threshold<Fixed>;
/// [`number::interval::Interval`] on [`Fixed`].
pub type Interval = number::interval::Interval<Fixed>;
/// [`margin::option::Contract`] on [`Fixed`].
pub type Contract = margin::option::Contract<Fixed>;
/// [`margin::option::expiry::Expiry`] on [`Fixed`].
pub type Expiry = margin::option::expiry::Expiry<Fixed>;
/// [`margin::option::forward::Forward`] on [`Fixed`].
pub type Forward = margin::option::forward::Forward<Fixed>;
/// [`margin::scenario::Scenario`] on [`Fixed`].
pub type Scenario = margin::scenario::Scenario<Fixed>;
/// [`margin::scenario::RiskArray`] of `S` scenarios on [`Fixed`].
pub type RiskArray<const S: usize> = margin::scenario::RiskArray<Fixed, [Fixed; S]>;
/// [`margin::scenario::Scan`] of `S` scenarios on [`Fixed`].
pub type Scan<const S: usize> = margin::scenario::Scan<Fixed, [Fixed; S]>;
/// [`margin::shock::Shocks`] on [`Fixed`].
pub type Shocks = margin::shock::Shocks<Fixed>;
/// [`price::oracle::Reading`] on [`Fixed`].
pub type Reading = price::oracle::Reading<Fixed>;
/// [`price::oracle::Feed`] on [`Fixed`].
pub type Feed = price::oracle::Feed<Fixed>;
/// [`price::oracle::confidence::Confidence`] on [`Fixed`].
pub type Confidence = price::oracle::confidence::Confidence<Fixed>;
/// [`price::oracle::age::Age`] on [`Fixed`].
pub type Age = price::oracle::age::Age<Fixed>;
/// [`price::oracle::band::Band`] on [`Fixed`].
pub type Band = price::oracle::band::Band<Fixed>;
/// [`price::oracle::twap::TimeWeighted`] on [`Fixed`].
pub type TimeWeighted = price::oracle::twap::TimeWeighted<Fixed>;
/// [`price::oracle::ema::Exponential`] on [`Fixed`].
pub type Exponential = price::oracle::ema::Exponential<Fixed>;
/// [`price::oracle::stable::Pace`] on [`Fixed`].
pub type Pace = price::oracle::stable::Pace<Fixed>;
/// [`price::oracle::stable::Stable`] with `D` delay prices on [`Fixed`].
pub type Stable<const D: usize> = price::oracle::stable::Stable<Fixed, [Fixed; D]>;
/// [`price::remote::Remote`] on [`Fixed`].
pub type Remote = price::remote::Remote<Fixed>;
/// [`price::exit::pool::Pool`] on [`Fixed`].
pub type Pool = price::exit::pool::Pool<Fixed>;
/// [`price::exit::ranges::Range`] on [`Fixed`].
pub type Range = price::exit::ranges::Range<Fixed>;
/// [`price::exit::ranges::Ranges`] on [`Fixed`].
pub type Ranges<'a> = price::exit::ranges::Ranges<'a, Fixed>;
/// [`price::exit::stable::StableSwap`] on [`Fixed`].
pub type StableSwap<'a> = price::exit::stable::StableSwap<'a, Fixed>;
/// [`price::exit::depth::Level`] on [`Fixed`].
pub type Level = price::exit::depth::Level<Fixed>;
/// [`price::exit::depth::Depth`] on [`Fixed`].
pub type Depth<'a> = price::exit::depth::Depth<'a, Fixed>;
/// [`weights::haircut::Slice`] on [`Fixed`].
pub type Slice = weights::haircut::Slice<Fixed>;
/// [`weights::haircut::Slices`] on [`Fixed`].
pub type Slices<'a> = weights::haircut::Slices<'a, Fixed>;
/// [`risk::quota::Quota`] on [`Fixed`].
pub type Quota = risk::quota::Quota<Fixed>;
/// [`risk::volatility::ewma::Ewma`] on [`Fixed`].
pub type Ewma = risk::volatility::ewma::Ewma<Fixed>;
/// [`risk::volatility::garch::Garch`] on [`Fixed`].
pub type Garch = risk::volatility::garch::Garch<Fixed>;
/// [`risk::volatility::policy::Policy`] on [`Fixed`].
pub type Policy = risk::volatility::policy::Policy<Fixed>;
/// [`risk::volatility::policy::Steady`] on [`Fixed`].
pub type Steady = risk::volatility::policy::Steady<Fixed>;
/// [`risk::correlation::offset::Offset`] on [`Fixed`].
pub type Offset = risk::correlation::offset::Offset<Fixed>;
/// [`risk::parameters::Parameter`] on [`Fixed`].
pub type Parameter = risk::parameters::Parameter<Fixed>;
/// [`risk::parameters::rule::Rule`] on [`Fixed`].
pub type Rule = risk::parameters::rule::Rule<Fixed>;
/// [`risk::parameters::set::Change`] on [`Fixed`].
pub type Change = risk::parameters::set::Change<Fixed>;
/// [`risk::parameters::set::Parameters`] on [`Fixed`].
pub type Parameters = risk::parameters::set::Parameters<Fixed>;
/// [`weights::profile::Boost`] at `L` levels on [`Fixed`].
pub type Boost<const L: usize> = weights::profile::Boost<Fixed, L>;
/// [`weights::profile::Profile`] at `L` levels on [`Fixed`].
pub type Profile<const L: usize> = weights::profile::Profile<Fixed, L>;
