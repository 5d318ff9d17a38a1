//! Synthetix v3 perps: margin that rises with the size against the market's skew scale.
//!
//! Source: Synthetixio/synthetix-v3, markets/perps-market/test/integration/Account/Margins.test.ts.

use crate::exact::Exact;
use crate::lane::{assert_owned, Lane};
use plimsoll::margin::account::Account;
use plimsoll::margin::holding::{Holding, Leg};
use plimsoll::margin::limits::withdrawal;
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::weights::size::linear_up;
use plimsoll::weights::tiers::Tiers;
use plimsoll::weights::{Bound, Weights};
use plimsoll::Fixed;

/// BTC -2 at 30,000 under a skew scale of 100, and ETH 20 at 2,000 under 1,000; profits -600 and -400.
const POSITIONS: [(&str, &str, &str, &str); 2] = [
    ("-2", "30000", "59400", "100"),
    ("20", "2000", "-40400", "1000"),
];
/// The least margin of each position, added to what its size asks for: 1,000 and 500.
const LEAST: &str = "1500";
/// What the keepers who liquidate are paid.
const REWARD: &str = "5000";

/// `|size| / skew scale * 2 + 0.01`, times `scalar` (1 initially, 0.5 for maintenance).
fn fraction<N: Lane>(size: &str, skew_scale: &str, scalar: &str) -> N {
    let size = N::up(size.trim_start_matches('-'));
    let fraction = linear_up(&N::up("0.01"), &N::up("2"), &size, &N::down(skew_scale));
    fraction.unwrap().mul_up(&N::up(scalar)).unwrap()
}

fn leg<N: Lane>(position: usize, scalar: &str) -> Leg<'static, N> {
    let (size, price, quote, skew_scale) = POSITIONS[position];
    let price = Price::new(N::down(price), N::up(price)).unwrap();
    let weights = Weights::from_margin_fraction(&fraction(size, skew_scale, scalar)).unwrap();
    Leg {
        perp: Perp::new(N::near(size), N::down(quote)),
        terms: Terms::new(price, weights, Tiers::none(), N::one()).unwrap(),
        index: position as u32 + 1,
    }
}

/// Available margin less the requirement, initially, for maintenance, and without any.
#[test]
fn available_and_required() {
    fn surpluses<N: Lane>() -> [N; 3] {
        let mut net = Net::<N, 3>::new(&N::down("100000"));
        for position in [0, 1] {
            let terms = ["1", "0.5", "0"].map(|scalar| leg(position, scalar).terms);
            net.add(&leg(position, "1").perp, &terms).unwrap();
        }
        let bounds = std::array::from_fn(|_| Bound::unweighted(&Price::exact(N::one()).unwrap()));
        let mut account = Account::new();
        account.add_net(&net, &bounds).unwrap();
        let margins = [N::up(LEAST), N::up(LEAST), N::zero()];
        account.require(&margins).unwrap();
        let account = account.close(3).unwrap();
        std::array::from_fn(|level| account.levels()[level].surplus().unwrap())
    }
    // 99,000 available; 6,500 and 4,000 required.
    for ((published, exact), fixed) in ["92500", "95000", "99000"]
        .iter()
        .zip(surpluses::<Exact>())
        .zip(surpluses::<Fixed>())
    {
        assert_owned(published, exact, fixed);
    }
}

/// What may be withdrawn leaves the initial margin and the reward: 87,500. The two amounts of the whole
/// account are a debt in its currency, because a solver is asked with positions.
#[test]
fn withdrawable() {
    fn largest<N: Lane>() -> N {
        let legs = [leg(0, "1"), leg(1, "1")];
        let holding = |balance: N, legs| Holding {
            balance,
            price: Price::exact(N::one()).unwrap(),
            weights: Weights::one(),
            index: 0,
            legs,
        };
        let owed = N::up(LEAST).try_add(&N::up(REWARD)).unwrap();
        let account = [
            holding(N::down("100000"), legs.as_slice()),
            holding(owed.try_neg().unwrap(), &[]),
        ];
        match withdrawal(
            &account,
            0,
            &N::zero(),
            &N::near("0.000000000931322574615478515625"),
        )
        .unwrap()
        {
            Limit::At(amount) => amount,
            other => panic!("{other:?}"),
        }
    }
    assert_owned("87500", largest::<Exact>(), largest::<Fixed>());
}
