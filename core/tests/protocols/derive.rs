//! Derive's standard manager, perps: margin on the perp's price, profit and funding added.
//!
//! Source: derivexyz/v2-core, test/risk-managers/unit-tests/StandardManager/test-cases.json, Test17.

use crate::exact::Exact;
use crate::lane::{assert_owned, Lane};
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::price::Price;
use plimsoll::weights::tiers::Tiers;
use plimsoll::weights::Weights;
use plimsoll::Fixed;

/// Long 1 at 1,505, entered at 1,535, funding of 10 in the trader's favour: 6.5 % and 5 %. Their funding
/// index counts what a long has received; here it counts what a long has paid.
#[test]
fn perp_with_unsettled_funding() {
    fn value<N: Lane>(fraction: &str) -> N {
        let price = Price::new(N::down("1505"), N::up("1505")).unwrap();
        let weights = Weights::from_margin_fraction(&N::up(fraction)).unwrap();
        let terms = Terms::new(price, weights, Tiers::none(), N::one()).unwrap();
        Perp::new(N::near("1"), N::down("-1535"))
            .settle_funding(&N::down("10"), &N::zero())
            .and_then(|perp| perp.value(&terms))
            .unwrap()
    }
    for (fraction, published) in [("0.065", "-117.825"), ("0.05", "-95.25"), ("0", "-20")] {
        assert_owned(
            published,
            value::<Exact>(fraction),
            value::<Fixed>(fraction),
        );
    }
}
