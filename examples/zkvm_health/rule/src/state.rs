//! The markets as they were published: prices, weights, ladders, and what options are priced from.

use crate::Refusal;
use alloc::string::String;
use alloc::vec::Vec;
use borsh::{BorshDeserialize, BorshSerialize};
use plimsoll::columns::markets;
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::support::borsh::{deserialize as read, serialize as write};
use plimsoll::{Contract, Fixed, Forward, Interval, Price, Scenario, Shocks, Tier, Tiers, Weights};

/// A number in a list: 16 little-endian bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Number(#[borsh(serialize_with = "write", deserialize_with = "read")] pub Fixed);

/// All markets at one moment. Its digest is public, and its bytes are, or nobody could say what was proved.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct State {
    /// Who asks, and what for: a text that no other use of these proofs has.
    pub purpose: String,
    /// The number of the published state.
    pub version: u64,
    /// When it was published, in seconds since 1970.
    pub time: u64,
    /// Assets by place.
    pub assets: Vec<Asset>,
    /// Perp markets by place.
    pub perps: Vec<PerpMarket>,
    /// What options are margined by; none or one.
    pub options: Option<Options>,
}

/// An asset: price and weights at initial, maintenance and equity. Two zeros are the price that is too old.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Asset {
    pub prices: [Price; 3],
    pub weights: [Weights; 3],
    /// The underlying that the price follows.
    pub index: u32,
}

/// A perp market.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PerpMarket {
    pub initial: Terms,
    pub maintenance: Terms,
    /// The price at equity, where no weight and no ladder counts.
    pub equity: Price,
    /// The place of the asset that it settles in.
    pub settles: u32,
    /// The underlying that the price follows.
    pub index: u32,
}

/// What a perp market asks for at one level.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Terms {
    pub price: Price,
    pub weights: Weights,
    /// The ladder; empty for none.
    pub rungs: Vec<Tier>,
    /// The share of a profit that counts.
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub profit_weight: Fixed,
}

/// The options of one underlying, and the scenarios that margin them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Options {
    pub grid: Vec<Scenario>,
    /// How much of the worst loss is required at initial, maintenance and equity.
    pub factors: [Number; 3],
    /// The place of the asset that they settle in.
    pub settles: u32,
    /// The underlying whose perps are margined with them.
    pub perps: Option<u32>,
    /// The place of the asset that is margined with them where it is owned.
    pub coins: Option<u32>,
    pub expiries: Vec<Expiry>,
    /// The series by place.
    pub series: Vec<Series>,
}

/// What all series of an expiry share.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Expiry {
    pub time: plimsoll::Expiry,
    pub forward: Forward,
    pub shocks: Shocks,
}

/// A series of options.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Series {
    /// As it is quoted: its risk array is made in the machine, for those who hold it.
    Quoted {
        contract: Contract,
        volatility: Interval,
        /// The place of its expiry.
        expiry: u32,
    },
    /// With the risk array that was made of such a quote, by anybody: cheaper to prove, and whoever relies on
    /// the state makes it again.
    Made(Array),
}

/// A risk array: mark and profits of a unit that is owned, and of one that is owed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Array {
    pub marks: [Number; 2],
    pub profits: [Vec<Number>; 2],
}

impl State {
    /// From exactly these bytes. Refuses others.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        borsh::from_slice(bytes).map_err(|_| Refusal::Form("state of the markets"))
    }
}

impl Asset {
    pub(crate) fn weighted(&self) -> Result<markets::Weighted<Fixed>, plimsoll::Error> {
        let asset = markets::Asset {
            prices: self.prices,
            weights: self.weights,
            index: self.index,
        };
        asset.weighted()
    }
}

impl PerpMarket {
    pub(crate) fn lend(&self) -> Result<markets::PerpMarket<'_, Fixed>, plimsoll::Error> {
        Ok(markets::PerpMarket {
            terms: [
                self.initial.lend()?,
                self.maintenance.lend()?,
                plimsoll::Terms::equity(self.equity),
            ],
            settles: self.settles,
            index: self.index,
        })
    }
}

impl Terms {
    fn lend(&self) -> Result<plimsoll::Terms<'_>, plimsoll::Error> {
        let tiers = Tiers::new(&self.rungs)?;
        plimsoll::Terms::new(self.price, self.weights, tiers, self.profit_weight)
    }
}

impl Options {
    /// Makes the risk array of every quoted series, as anybody can who has the state: [`Series::Made`] costs less to
    /// prove. Errors: as of a report that asks for the series.
    pub fn make(&mut self) -> Result<(), plimsoll::Error> {
        let made = self.series.iter().map(|series| {
            let array = self.array(series)?;
            Ok(Series::Made(Array::from(&array)))
        });
        self.series = made.collect::<Result<_, plimsoll::Error>>()?;
        Ok(())
    }

    /// The risk array of a series. Errors: of the library, and `UnknownMarket` for an expiry that is not there.
    pub(crate) fn array(
        &self,
        series: &Series,
    ) -> Result<RiskArray<Fixed, Vec<Fixed>>, plimsoll::Error> {
        match series {
            Series::Made(array) => array.unpack(),
            Series::Quoted {
                contract,
                volatility,
                expiry,
            } => {
                let expiry = self.expiries.get(*expiry as usize);
                let expiry = expiry.ok_or(plimsoll::Error::UnknownMarket)?;
                RiskArray::option(
                    contract,
                    &expiry.forward,
                    volatility,
                    &expiry.time,
                    &expiry.shocks,
                    &self.grid,
                    alloc::vec![Fixed::ZERO; self.grid.len()],
                )
            }
        }
    }
}

impl Array {
    fn unpack(&self) -> Result<RiskArray<Fixed, Vec<Fixed>>, plimsoll::Error> {
        let [low, high] = &self.profits;
        let [owned, owed] = self.marks;
        let side = |mark: Number, profits: &[Number]| {
            Scan::from_parts(mark.0, profits.iter().map(|profit| profit.0).collect())
        };
        RiskArray::new(side(owned, low), side(owed, high))
    }
}

impl From<&RiskArray<Fixed, Vec<Fixed>>> for Array {
    fn from(array: &RiskArray<Fixed, Vec<Fixed>>) -> Self {
        let sides = [Fixed::ONE, Fixed::NEG_ONE].map(|sign| array.side(&sign));
        Array {
            marks: sides.map(|side| Number(*side.mark())),
            profits: sides.map(|side| side.profits().iter().copied().map(Number).collect()),
        }
    }
}
