//! What is owed to an account and what is held for it, against exact rationals: the one is never too little, the
//! other never too much, each within the budget of `docs/rounding.md`.

#[path = "../../core/tests/common/mod.rs"]
mod common;

use common::cases;
use common::exact::{rational, step, to_f64, Exact};
use common::generate::{magnitude, spec};
use common::spec::{Contract, Group, Spec};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::number::decimal::{read_down, read_up};
use plimsoll::{Account, Fixed, Number, Perp, Price};
use plimsoll_proofs::{mirror, Claim, Error, Lots, Reserves};
use proptest::prelude::*;

type Rational = BigRational;

fn number(text: &str) -> Fixed {
    read_down(text).unwrap()
}

fn exact(text: &str) -> Price {
    Price::exact(number(text)).unwrap()
}

/// Half a thousandth either side of 1800.
fn ether() -> Price {
    Price::new(read_down("1799.1").unwrap(), read_up("1800.9").unwrap()).unwrap()
}

/// What the account could be worth at most, written out: longs, holdings and net profits at the high price,
/// shorts, debts and net losses at the low one. And the budget: a step for each perp, at the asset's price, and one
/// for the group.
fn most(spec: &Spec<Exact>) -> [Rational; 2] {
    let u = step::<Fixed>();
    let side = |value: &Rational, low: &Exact, high: &Exact| match value.is_negative() {
        true => low.0.clone(),
        false => high.0.clone(),
    };
    let (mut worth, mut budget) = (Rational::zero(), Rational::zero());
    for Group {
        market,
        balance,
        perps,
    } in &spec.groups
    {
        let perp = |perp: &Contract<Exact>| {
            let size = &perp.size.0;
            size * side(size, &perp.market.low, &perp.market.high) + &perp.quote.0
        };
        let sum = &balance.0 + perps.iter().map(perp).sum::<Rational>();
        worth += &sum * side(&sum, &market.low, &market.high);
        let perps = Rational::from_integer(perps.len().into());
        budget += (perps * &market.high.0 + Rational::from_integer(2.into())) * &u;
    }
    [worth, budget]
}

fn claim(spec: &Spec<Fixed>) -> Result<Claim, Error> {
    let mut claim = Claim::new();
    for group in &spec.groups {
        let mut perps = Vec::new();
        for contract in &group.perps {
            perps.push((contract.perp()?, contract.market.price()?));
        }
        claim.add_group(&group.balance, &perps, &group.market.price()?)?;
    }
    claim.close(spec.positions())
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn claims_are_upper_bounds(spec in spec(), per_token in 1u64..=1_000_000_000) {
        let claim = claim(&spec);
        let overflow = Error::Kernel(plimsoll::Error::Overflow);
        prop_assume!(claim != Err(overflow));
        let claim = claim.expect("a valid account");
        let value = claim.value();
        prop_assume!(value != Err(overflow));
        let value = value.expect("every price is known");
        let [worth, budget] = most(&spec.exact());
        let above = rational(&value) - &worth;
        prop_assert!(!above.is_negative(), "{value} is below {}", to_f64(&worth));
        prop_assert!(above <= budget, "{value} is {} above, {} allowed", to_f64(&above), to_f64(&budget));

        let lots = Lots::new(per_token).unwrap();
        let scaled = rational(&value) * Rational::from_integer(per_token.into());
        match claim.lots(&lots) {
            Ok(owed) => prop_assert_eq!(Rational::from_integer(owed.into()), scaled.ceil()),
            Err(error) => {
                prop_assert_eq!(error, Error::OutOfRange);
                let end = Rational::from_integer(i64::MAX.into());
                prop_assert!(scaled.ceil() > end || scaled.ceil() < -end);
            }
        }
    }

    /// A claim covers the equity that the core counts, and with the claim of the opposite account it is never less
    /// than nothing: what a protocol may owe on one side it must not count on getting from the other.
    #[test]
    fn a_claim_is_at_least_the_equity(spec in spec()) {
        let equity = spec.equity().health().and_then(|health| health.surplus());
        let claimed = claim(&spec).and_then(|claim| claim.value());
        if let (Ok(equity), Ok(claimed)) = (equity, claimed) {
            prop_assert!(equity <= claimed);
        }
        let mut negated = spec.clone();
        for group in &mut negated.groups {
            group.balance = -group.balance;
            for perp in &mut group.perps {
                (perp.size, perp.quote) = (-perp.size, -perp.quote);
            }
        }
        let both = [claimed, claim(&negated).and_then(|claim| claim.value())];
        if let [Ok(here), Ok(there)] = both {
            prop_assert!(here.try_add(&there).is_ok_and(|sum| sum >= Fixed::ZERO));
        }
    }

    #[test]
    fn reserves_are_lower_bounds(
        held in prop::collection::vec((magnitude(-20, 30), magnitude(-20, 30), 2u32..60), 0..6),
        per_token in 1u64..=1_000_000_000,
    ) {
        let lots = Lots::new(per_token).unwrap();
        let mut reserves = Reserves::new(lots);
        let mut worth = Rational::zero();
        for (quantity, low, width) in &held {
            reserves.add(quantity, &Price::new(*low, low + (low >> *width)).unwrap()).unwrap();
            worth += rational(quantity) * rational(low);
        }
        let total = Rational::from_integer(reserves.total().unwrap().into());
        let scaled = worth * Rational::from_integer(per_token.into());
        // A step for each product, and a lot for the whole.
        let steps = Rational::from_integer((held.len() as u64 * per_token).into()) * step::<Fixed>();
        prop_assert!(total <= scaled && scaled < &total + steps + Rational::from_integer(1.into()));
    }
}

#[test]
fn both_sides_of_a_trade() {
    // One long and one short of 2 ether at 1800, each with 1000 dollars: the protocol holds 2000, and may owe 2003.60.
    let dollars = exact("1");
    let lots = Lots::new(100).unwrap();
    let owed = |size: &str, quote: &str| {
        let perp = Perp::new(number(size), number(quote));
        let mut claim = Claim::new();
        claim
            .add_group(&number("1000"), &[(perp, ether())], &dollars)
            .unwrap();
        claim.close(2).unwrap().lots(&lots).unwrap()
    };
    assert_eq!(
        owed("2", "-3600"),
        100_181,
        "2 * 0.9 and what 1800.9 has no exact value for, up"
    );
    assert_eq!(owed("-2", "3600"), 100_181);
    // A profit settles a debt of the same asset before anything is priced.
    let mut claim = Claim::new();
    let perp = Perp::new(number("0"), number("3"));
    claim
        .add_group(&number("-2"), &[(perp, dollars)], &ether())
        .unwrap();
    assert_eq!(claim.lots(&lots).unwrap(), 180_091);
    // A holding counts high and a debt low, each by itself.
    let mut claim = Claim::new();
    claim.add(&number("1"), &ether()).unwrap();
    claim.add(&number("-1"), &ether()).unwrap();
    assert_eq!(claim.lots(&lots).unwrap(), 181);
    assert_eq!(
        claim.close(3),
        Err(Error::Kernel(plimsoll::Error::WrongPositions))
    );
    assert_eq!(Claim::default().value().unwrap(), 0);
}

#[test]
fn prices_that_are_not_known() {
    let unknown = Error::Kernel(plimsoll::Error::UnknownPrice);
    // A holding without a price may be worth anything; a debt without one is at least no claim.
    let mut claim = Claim::new();
    claim.add(&number("-1"), &Price::unknown()).unwrap();
    claim.add(&number("5"), &exact("1")).unwrap();
    assert_eq!(claim.value().unwrap(), 5);
    claim.add(&number("1"), &Price::unknown()).unwrap();
    assert_eq!(claim.value(), Err(unknown));
    let mut claim = Claim::new();
    let perp = Perp::new(number("-1"), number("0"));
    claim
        .add_group(&number("5"), &[(perp, Price::unknown())], &exact("1"))
        .unwrap();
    assert_eq!(claim.value(), Err(unknown));
    // An asset in reserve without a price counts nothing; a debt is no reserve.
    let mut reserves = Reserves::new(Lots::new(100).unwrap());
    reserves.add(&number("7"), &Price::unknown()).unwrap();
    assert_eq!(reserves.total(), Ok(0));
    reserves.add(&number("2.5"), &ether()).unwrap();
    assert_eq!(reserves.total(), Ok(449_774), "2.5 * 1799.1, down");
    let negative = reserves.add(&number("-1"), &ether());
    assert_eq!(
        negative,
        Err(Error::Kernel(plimsoll::Error::InvalidQuantity))
    );
    assert_eq!(reserves.total(), Ok(449_774));
}

#[test]
fn the_mirror() {
    let perp = Perp::new(number("2"), number("-7"))
        .with_orders(number("1"), number("3"))
        .unwrap();
    assert_eq!(mirror(&perp), Ok(Perp::new(number("-2"), number("7"))));
    // Funding settled on the mirror rounds against the protocol: up for a long that receives a third a unit.
    let (settled, index) = (Fixed::ZERO, -number("0.333"));
    let here = perp.settle_funding(&settled, &index).unwrap();
    let there = mirror(&perp)
        .unwrap()
        .settle_funding(&settled, &index)
        .unwrap();
    assert!(-there.quote() >= *here.quote());
    // An account whose quantities the caller has negated itself.
    let mut equity = Account::<1>::new();
    equity
        .add(&number("-3"), &[plimsoll::Bound::unweighted(&ether())])
        .unwrap();
    let [health] = equity.levels();
    let mut claim = Claim::new();
    claim.add(&number("3"), &ether()).unwrap();
    assert_eq!(Claim::of_mirror(*health).unwrap(), claim);
    // The ends of the range.
    let lots = Lots::new(1).unwrap();
    let of = |quantity: Fixed| {
        let mut claim = Claim::new();
        claim.add(&quantity, &exact("1"))?;
        claim.lots(&lots)
    };
    let end = Fixed::from_num(1u128 << 63);
    assert_eq!(of(end), Err(Error::OutOfRange));
    assert_eq!(of(end - Fixed::ONE), Ok(i64::MAX));
    assert_eq!(of(-end), Ok(i64::MIN));
    assert_eq!(of(-end - Fixed::DELTA), Ok(i64::MIN));
    assert_eq!(of(-end - Fixed::ONE), Err(Error::OutOfRange));
    assert_eq!(
        of(Fixed::MIN),
        Err(Error::Kernel(plimsoll::Error::Overflow))
    );
    let mut reserves = Reserves::new(Lots::new(u64::MAX).unwrap());
    reserves.add(&Fixed::MAX, &exact("1")).unwrap();
    assert_eq!(reserves.total(), Err(Error::OutOfRange));
}
