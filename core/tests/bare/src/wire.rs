//! The packed forms of `support/bytemuck.rs`.

use crate::export::exports;
use plimsoll::support::bytemuck::{
    PackedBound, PackedHealth, PackedPerp, PackedPrice, PackedTier, PackedWeights,
};
use plimsoll::{Bound, Health, Perp, Price, Tier, Weights};

exports! {
    fn pack_price(a: &Price) = PackedPrice::from(a);
    fn unpack_price(a: &PackedPrice) = Price::try_from(a);
    fn pack_weights(a: &Weights) = PackedWeights::from(a);
    fn unpack_weights(a: &PackedWeights) = Weights::try_from(a);
    fn pack_bound(a: &Bound) = PackedBound::from(a);
    fn unpack_bound(a: &PackedBound) = Bound::try_from(a);
    fn pack_tier(a: &Tier) = PackedTier::from(a);
    fn unpack_tier(a: &PackedTier) = Tier::try_from(a);
    fn pack_perp(a: &Perp) = PackedPerp::from(a);
    fn unpack_perp(a: &PackedPerp) = Perp::try_from(a);
    fn pack_health(a: &Health) = PackedHealth::from(a);
    fn unpack_health(a: &PackedHealth) = Health::try_from(a);
}
