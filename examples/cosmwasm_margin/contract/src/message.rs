//! What may be said to the contract, and what it answers.
//!
//! Dollars are counted in base units of the denom and sizes in lots: both whole, as JSON strings. Prices are
//! decimals: base units of the dollar a lot. Fractions and weights are decimals.

use cosmwasm_std::{Int128, Uint128};
use serde::{Deserialize, Serialize};

/// How readings become prices at one level: `Confidence` and `Age` of `plimsoll::price::oracle`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FeedTerms {
    pub confidence_multiple: String,
    pub confidence_cap: String,
    pub confidence_limit: String,
    /// Seconds.
    pub fresh: u64,
    pub limit: u64,
    pub ahead: u64,
    /// By which fraction a late price widens a second.
    pub rate: String,
}

/// The sender becomes the admin.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Instantiate {
    pub denom: String,
    /// Who may publish prices.
    pub feeder: String,
    /// At the initial and at the maintenance level.
    pub feeds: [FeedTerms; 2],
    /// The largest balance of one account.
    pub largest_balance: Uint128,
    /// What the insurance fund may pay for one event, and in one period.
    pub per_event: Uint128,
    pub per_period: Uint128,
    /// Seconds.
    pub period: u64,
}

/// What a parameter may become, how far at once, and how often: `plimsoll::risk::parameters::rule`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTerms {
    pub least: String,
    pub most: String,
    pub rise: String,
    pub fall: String,
    pub grain: String,
    /// Seconds.
    pub delay: u64,
    pub ramp: u64,
}

/// One of the eight parameters of a market, in the order of `plimsoll::risk::parameters::set::Name::ALL`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterTerms {
    pub value: String,
    pub rule: RuleTerms,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MarketTerms {
    pub symbol: String,
    pub parameters: [ParameterTerms; 8],
    /// What a taker pays, as a fraction of the notional.
    pub fee: String,
    /// The largest size, price and quote of one position.
    pub largest_size: Uint128,
    pub largest_price: String,
    pub largest_quote: Uint128,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeTerms {
    /// As in `plimsoll::risk::parameters::set::Name::name`.
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Execute {
    /// Admin: opens a market; its number is how many there were.
    AddMarket(MarketTerms),
    /// Admin: moves parameters of a market within its rules, over `ramp` seconds.
    Propose {
        market: u8,
        version: u64,
        changes: Vec<ChangeTerms>,
        ramp: u64,
    },
    /// Feeder: a price of a lot, how far off it may be, and when it was seen.
    Publish {
        market: u8,
        price: String,
        confidence: String,
        at: u64,
    },
    /// Anybody, with funds: into the sender's balance.
    Deposit {},
    /// Anybody, with funds: into the insurance fund.
    Insure {},
    /// Out of the sender's balance.
    Withdraw { amount: Uint128 },
    /// The sender will buy up to `bids` lots and sell up to `asks` at the oracle's price, in place of
    /// what was offered before.
    Offer {
        market: u8,
        bids: Uint128,
        asks: Uint128,
    },
    /// The sender buys (positive) or sells lots that `maker` has offered, at the oracle's price.
    Trade {
        market: u8,
        maker: String,
        size: Int128,
    },
    /// The sender takes over up to `most` lots of an account below its maintenance level.
    Liquidate {
        account: String,
        market: u8,
        most: Uint128,
    },
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Query {
    /// Answers [`ProtocolAnswer`].
    Protocol {},
    /// Answers [`MarketAnswer`].
    Market { market: u8 },
    /// Answers [`AccountAnswer`].
    Account { account: String },
    /// Answers [`HealthAnswer`].
    Health { account: String },
    /// Answers [`LiquidationPriceAnswer`].
    LiquidationPrice { account: String, market: u8 },
    /// Answers [`LimitsAnswer`].
    Limits { account: String, market: u8 },
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ProtocolAnswer {
    pub markets: u8,
    /// What the contract holds for everybody.
    pub held: Uint128,
    /// What of it belongs to the insurance fund.
    pub fund: Uint128,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct MarketAnswer {
    pub symbol: String,
    pub version: u64,
    /// In the order of `Name::ALL`, as they are now.
    pub parameters: Vec<String>,
    /// Low and high at the initial and at the maintenance level; zeros are an unknown price.
    pub prices: [[String; 2]; 2],
    pub long: Uint128,
    pub short: Uint128,
    /// Socialised losses that positions have yet to pay.
    pub pending: Uint128,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct PositionAnswer {
    pub market: u8,
    pub size: Int128,
    pub quote: Int128,
    pub bids: Uint128,
    pub asks: Uint128,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct AccountAnswer {
    pub balance: Int128,
    pub positions: Vec<PositionAnswer>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct LevelAnswer {
    pub assets: String,
    pub liabilities: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct HealthAnswer {
    pub status: String,
    /// Initial, maintenance, equity.
    pub levels: Vec<LevelAnswer>,
}

/// A limit, or why there is none: see `plimsoll::number::solver::Limit`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct LimitAnswer {
    pub reason: String,
    pub at: Option<String>,
}

/// The last prices of a lot at which the account is not liquidated.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct LiquidationPriceAnswer {
    pub below: LimitAnswer,
    pub above: LimitAnswer,
}

/// What the account may still do at the initial level.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct LimitsAnswer {
    pub withdraw: LimitAnswer,
    pub buy: LimitAnswer,
    pub sell: LimitAnswer,
}
