//! The program's accounts, as bytes without alignment that are read in place.
//!
//! Whoever reads one has checked that the program owns it. What is inside a number is validated by the
//! library where it is unpacked.

use crate::Refusal;
use bytemuck::{Pod, Zeroable};
use plimsoll::support::bytemuck::{
    PackedBound, PackedPerp, PackedPrice, PackedRiskArray, PackedWeights,
};
use plimsoll::Fixed;

/// Levels that are stored: initial and maintenance.
pub const LEVELS: usize = 2;
/// The most balances and perps of one account.
pub const BALANCES: usize = 16;
pub const PERPS: usize = 8;
/// Options of one series, and scenarios of its grid.
pub const OPTIONS: usize = 16;
pub const SCENARIOS: usize = 16;
/// The asset of every group in which its perps settle, and in which premiums are paid.
pub const SETTLEMENT: u32 = 0;

/// The address of an account.
pub type Key = [u8; 32];

/// What every account begins with: its kind, its number within the group (a market's or a series'), and the
/// group that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Head {
    pub kind: [u8; 4],
    pub number: [u8; 4],
    pub group: Key,
}

/// An account's bytes as one of the types here.
pub trait Record: Pod {
    /// The number of the kind; no kind is 0, so that an account nobody has filled is none.
    const KIND: u32;
    fn head(&self) -> &Head;

    /// The account in place. Refuses another length or kind.
    #[inline(always)]
    fn load(bytes: &[u8]) -> Result<&Self, Refusal> {
        match bytemuck::try_from_bytes::<Self>(bytes) {
            Ok(record) if u32::from_le_bytes(record.head().kind) == Self::KIND => Ok(record),
            _ => Err(Refusal::InvalidAccount),
        }
    }

    /// The same, to be changed.
    #[inline(always)]
    fn load_mut(bytes: &mut [u8]) -> Result<&mut Self, Refusal> {
        match bytemuck::try_from_bytes_mut::<Self>(bytes) {
            Ok(record) if u32::from_le_bytes(record.head().kind) == Self::KIND => Ok(record),
            _ => Err(Refusal::InvalidAccount),
        }
    }
}

macro_rules! record {
    ($($type:ident $kind:literal),*) => {$(
        impl Record for $type {
            const KIND: u32 = $kind;
            #[inline(always)]
            fn head(&self) -> &Head {
                &self.head
            }
        }
    )*};
}
record!(Market 1, Future 2, Margin 3, Series 4, Portfolio 5);

/// The market of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Market {
    pub head: Head,
    /// Who signs prices.
    pub oracle: Key,
    /// The slot up to which a price counts, and how many slots after its update that is.
    pub expires: [u8; 8],
    pub life: [u8; 8],
    pub price: PackedPrice,
    pub weights: [PackedWeights; LEVELS],
    /// `weights` applied to `price`, once an update.
    pub bounds: [PackedBound; LEVELS],
    /// The smallest amount, and what a liquidator gets on top where this is the collateral.
    pub step: [u8; 16],
    pub bonus: [u8; 16],
}

/// The market of a perp, which settles in the group's settlement asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Future {
    pub head: Head,
    pub oracle: Key,
    pub expires: [u8; 8],
    pub life: [u8; 8],
    pub price: PackedPrice,
    pub weights: [PackedWeights; LEVELS],
    pub bounds: [PackedBound; LEVELS],
    /// The share of a profit that counts at each level.
    pub profit: [[u8; 16]; LEVELS],
}

/// What is owned of an asset, or owed where negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Balance {
    pub market: [u8; 4],
    pub amount: [u8; 16],
}

/// A position in a perp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Position {
    pub market: [u8; 4],
    pub perp: PackedPerp,
}

/// A user's margin account. Its first balance is that of the settlement asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Margin {
    pub head: Head,
    /// Who signs for it.
    pub user: Key,
    /// How many of the balances and of the perps are in use.
    pub balance_count: [u8; 4],
    pub perp_count: [u8; 4],
    pub balances: [Balance; BALANCES],
    pub perps: [Position; PERPS],
}

/// An option of a series, with the risk array that the last update of its price and volatility left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Listed {
    pub expires: [u8; 8],
    pub array: PackedRiskArray<SCENARIOS>,
}

/// The options of one underlying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Series {
    pub head: Head,
    pub oracle: Key,
    pub life: [u8; 8],
    pub options: [Listed; OPTIONS],
}

/// How many of an option of the series are held, or written where negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Held {
    pub option: [u8; 4],
    pub quantity: [u8; 16],
}

/// A user's portfolio in one series; `head.number` is the series'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Portfolio {
    pub head: Head,
    pub user: Key,
    /// What is owned, or owed, of the settlement asset.
    pub cash: [u8; 16],
    pub count: [u8; 4],
    pub held: [Held; OPTIONS],
}

impl Margin {
    /// The balances in use. Refuses a count beyond the room.
    #[inline(always)]
    pub fn balances(&self) -> Result<&[Balance], Refusal> {
        used(&self.balances, &self.balance_count)
    }

    /// The perps in use. Refuses a count beyond the room.
    #[inline(always)]
    pub fn perps(&self) -> Result<&[Position], Refusal> {
        used(&self.perps, &self.perp_count)
    }
}

impl Portfolio {
    /// What is held. Refuses a count beyond the room.
    #[inline(always)]
    pub fn held(&self) -> Result<&[Held], Refusal> {
        used(&self.held, &self.count)
    }
}

#[inline(always)]
fn used<'a, T>(all: &'a [T], count: &[u8; 4]) -> Result<&'a [T], Refusal> {
    let count = u32::from_le_bytes(*count);
    all.get(..count as usize)
        .ok_or(plimsoll::Error::WrongPositions.into())
}

/// Whether a price or array that expires at this slot counts at `slot`.
#[inline(always)]
pub fn is_fresh(expires: &[u8; 8], slot: u64) -> bool {
    slot <= u64::from_le_bytes(*expires)
}

/// That `record` is number `number` of the group. Refuses another group, or with the library's
/// `UnknownMarket` another number.
#[inline(always)]
pub fn expect<T: Record>(record: &T, group: &Key, number: &[u8; 4]) -> Result<(), Refusal> {
    if !is_same(&record.head().group, group) {
        return Err(Refusal::InvalidAccount);
    }
    if u32::from_le_bytes(record.head().number) != u32::from_le_bytes(*number) {
        return Err(plimsoll::Error::UnknownMarket.into());
    }
    Ok(())
}

/// Whether two addresses are the same: by words, and without an early end, which would become a call of
/// `memcmp` that costs ten times as much.
#[inline(always)]
pub fn is_same(a: &Key, b: &Key) -> bool {
    let words = |key: &Key| bytemuck::cast::<Key, [[u8; 8]; 4]>(*key).map(u64::from_ne_bytes);
    let ([a, b, c, d], [e, f, g, h]) = (words(a), words(b));
    (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) == 0
}

/// A number in place.
#[inline(always)]
pub fn fixed(bytes: &[u8; 16]) -> Fixed {
    Fixed::from_le_bytes(*bytes)
}
