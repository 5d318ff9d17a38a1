//! What the liquidation tests share: one asset as a sizing sees it, the account that such make up, and
//! how a size on `Fixed` is held against the published one.

use crate::lane::{decimal, Lane};
use num_traits::Signed;
use plimsoll::liquidation::sizing::Balance;
use plimsoll::margin::health::Health;
use plimsoll::number::solver::{search_to, Limit};
use plimsoll::price::Price;
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Fixed, Number};

/// 2^-30, a grid that every number here holds exactly.
pub const STEP: &str = "0.000000000931322574615478515625";

pub fn exactly<N: Lane>(price: &str) -> Price<N> {
    Price::new(N::down(price), N::up(price)).unwrap()
}

/// A price under an asset and a liability weight.
pub fn bound<N: Lane>(price: &str, weights: [&str; 2]) -> Bound<N> {
    let [asset, liability] = weights;
    Weights::new(N::down(asset), N::up(liability))
        .unwrap()
        .apply(&exactly(price))
        .unwrap()
}

/// An asset in which no perp settles, on the fine grid.
pub fn asset<N: Lane>(amount: &str, bound: Bound<N>) -> Balance<N> {
    asset_on(amount, bound, STEP)
}

/// The same on a grid of base units.
pub fn asset_on<N: Lane>(amount: &str, bound: Bound<N>, step: &str) -> Balance<N> {
    Balance {
        amount: N::down(amount),
        net: N::down(amount),
        bound,
        step: N::near(step),
    }
}

/// The account that these assets make up.
pub fn health<N: Number>(assets: &[&Balance<N>]) -> Health<N> {
    let mut health = Health::new();
    for asset in assets {
        health.add(&asset.net, &asset.bound).unwrap();
    }
    health
}

/// The smallest multiple of `step` up to `end` at which a check holds, or `end` where none does.
pub fn least<N: Number>(end: &N, step: &N, mut check: impl FnMut(&N) -> N) -> N {
    match search_to(end, &N::zero(), step, |at| Ok(check(at))).unwrap() {
        Limit::At(value) => value,
        Limit::Never => N::zero(),
        Limit::AlreadyPast => end.clone(),
        other => panic!("{:?}", other.reason()),
    }
}

/// A size that makes an account healthy again: on `Fixed` no smaller than the exact one, because what is
/// owned reads down and what is owed up, and larger by next to nothing.
pub fn assert_size(published: &str, fixed: &Fixed) {
    let over = fixed.value() - decimal(published);
    let most = decimal(STEP) * decimal("4");
    assert!(
        !over.is_negative() && over < most,
        "{fixed} for {published}"
    );
}
