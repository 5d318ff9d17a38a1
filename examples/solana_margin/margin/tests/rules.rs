//! The rules themselves, on the accounts that the virtual machine runs too.

use bytemuck::bytes_of_mut;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::{Account, Error, Fixed, Number};
use solana_margin::liquidation::liquidate;
use solana_margin::refresh::{self, Made};
use solana_margin::state::{fixed, is_same, Future, Margin, Market, Portfolio, Series};
use solana_margin::{health, portfolio, Refusal};
use solana_margin_fixture::random::Random;
use solana_margin_fixture::world::{broken, options, World, LIQUIDATOR, ORACLE, SLOT};
use std::mem::size_of;

#[test]
fn the_layout_is_frozen() {
    let sizes = [
        size_of::<Market>(),
        size_of::<Future>(),
        size_of::<Margin>(),
        size_of::<Portfolio>(),
    ];
    assert_eq!(sizes, [280, 280, 944, 412]);
    assert_eq!(size_of::<Series>(), 80 + 16 * 552);
}

#[test]
fn stored_bounds_give_what_raw_prices_give() {
    let mut random = Random(1);
    let mut equal = 0;
    for _ in 0..2_000 {
        let world = World::random(&mut random);
        let stored = health::stored(&world.margin, &mut world.iter(), SLOT);
        let raw = health::raw(&world.margin, &mut world.iter(), SLOT);
        if let (Ok(stored), Ok(raw)) = (stored, raw) {
            assert_eq!(stored, raw);
            equal += 1;
        }
    }
    assert!(equal > 1_000, "{equal}");
}

#[test]
fn a_price_past_its_slot_is_none() {
    let world = World::desk();
    let healthy = |slot| {
        let health = health::stored(&world.margin, &mut world.iter(), slot)?;
        Ok::<_, Refusal>(health.account.levels()[0].verdict().name())
    };
    let last = u64::from_le_bytes(world.markets[0].expires);
    assert_eq!(healthy(last), Ok("healthy"));
    assert_eq!(healthy(last + 1), Ok("unknown"));
}

/// What one loses the other gains, the account ends better, and where the target was reached it is healthy.
#[test]
fn liquidations() {
    let mut random = Random(2);
    let mut reasons = [0; 10];
    for _ in 0..2_000 {
        let (world, mut liquidator, order) = broken(&mut random);
        let mut account = world.margin;
        let both = |a: &Margin, b: &Margin, place: usize| {
            fixed(&a.balances[place].amount) + fixed(&b.balances[place].amount)
        };
        let before: [Fixed; 8] = std::array::from_fn(|place| both(&account, &liquidator, place));
        let markets = (world.iter(), world.iter());
        let Ok(done) = liquidate(
            &mut account,
            &mut liquidator,
            &LIQUIDATOR,
            markets,
            &order,
            SLOT,
        ) else {
            continue;
        };
        reasons[usize::from(done.reason)] += 1;
        let after: [Fixed; 8] = std::array::from_fn(|place| both(&account, &liquidator, place));
        assert_eq!(before, after);
        let health =
            |margin| health::stored(margin, &mut world.iter(), SLOT).map(|health| health.account);
        let (was, is) = (
            health(&world.margin).expect("a desk"),
            health(&account).expect("a desk"),
        );
        let surplus = |account: &Account<2>| account.levels()[1].surplus().expect("known");
        assert!(surplus(&is) > surplus(&was));
        assert_eq!(
            is.levels()[1].healthy(),
            done.reason == Reason::Target as u8
        );
        assert!(health(&liquidator).expect("a desk").levels()[0].healthy());
    }
    assert!(reasons[Reason::Target as usize] > 100, "{reasons:?}");
}

#[test]
fn only_the_oracle_sets_prices() {
    let world = World::desk();
    let mut market = world.markets[1];
    let price = market.price;
    assert_eq!(
        refresh::market(&mut market, &LIQUIDATOR, &price, SLOT),
        Err(Refusal::MissingSignature)
    );
    assert_eq!(market, world.markets[1]);
    assert_eq!(
        refresh::market(&mut market, &ORACLE, &price, u64::MAX),
        Err(Error::Overflow.into())
    );
    assert_eq!(
        refresh::market(&mut market, &ORACLE, &price, SLOT + 1),
        Ok(())
    );
    assert_ne!(market.expires, world.markets[1].expires);
}

#[test]
fn a_portfolio_pays_for_its_worst_scenario() {
    let (portfolio, series) = options(&mut Random(3));
    let checked = portfolio::check(&portfolio, &series, SLOT).expect("a portfolio");
    let (profit, [initial, maintenance]) = (fixed(&checked.profit), checked.levels);
    assert!(profit < 0);
    let loss = -profit;
    assert_eq!(fixed(&maintenance.liabilities), loss);
    assert_eq!(
        Ok(fixed(&initial.liabilities)),
        loss.mul_up(&portfolio::INITIAL_FACTOR)
    );
    assert_eq!(
        portfolio::check(&portfolio, &series, SLOT + 26),
        Err(Error::UnknownPrice.into())
    );
    let mut other = portfolio;
    other.head.number = [1; 4];
    assert_eq!(
        portfolio::check(&other, &series, SLOT),
        Err(Error::UnknownMarket.into())
    );
}

#[test]
fn an_array_that_no_unit_can_have_is_refused() {
    let (_, mut series) = options(&mut Random(3));
    let (before, good) = (series, series.options[2].array);
    let mut send = |option: u32, array| {
        let made = Made {
            option: option.to_le_bytes(),
            array,
        };
        refresh::series(&mut series, &ORACLE, &made, SLOT)
    };
    let mut bad = good;
    bad.owned.mark = bad.owed.profits[0];
    bad.owned.mark[15] = 0x7f;
    assert_eq!(send(2, bad), Err(Error::InvalidInterval.into()));
    assert_eq!(send(16, good), Err(Error::UnknownMarket.into()));
    assert_eq!(send(2, good), Ok(()));
    assert_eq!(series, before);
}

#[test]
fn every_word_of_an_address_counts() {
    let mut random = Random(4);
    let key = std::array::from_fn(|_| random.bits() as u8);
    for place in 0..32 {
        let mut other = key;
        assert!(is_same(&key, &other));
        other[place] ^= 1 << random.below(8);
        assert!(!is_same(&key, &other));
    }
}

/// Any bytes in any place: an answer or a refusal, and never a panic.
#[test]
fn any_bytes() {
    let mut random = Random(5);
    let mut answers = [0; 2];
    for _ in 0..20_000 {
        let (mut world, mut liquidator, mut order) = broken(&mut random);
        for _ in 0..1 + random.below(4) {
            let place = random.below(8) as usize;
            let bytes = match random.below(5) {
                0 => bytes_of_mut(&mut world.margin),
                1 => bytes_of_mut(&mut liquidator),
                2 => bytes_of_mut(&mut world.futures[place % 4]),
                3 => bytes_of_mut(&mut order),
                _ => bytes_of_mut(&mut world.markets[place]),
            };
            let from = random.below(bytes.len() as u64) as usize;
            let length = random.pick(&[1, 1, 2, 16]);
            for byte in bytes.iter_mut().skip(from).take(length) {
                *byte = random.pick(&[0, 0xff, 0x7f, 0x80, 1]);
            }
        }
        let mut account = world.margin;
        let markets = (world.iter(), world.iter());
        let done = liquidate(
            &mut account,
            &mut liquidator,
            &LIQUIDATOR,
            markets,
            &order,
            SLOT,
        );
        answers[usize::from(done.is_ok())] += 1;
        let _ = health::raw(&world.margin, &mut world.iter(), SLOT);
    }
    assert!(answers[0] > 1_000 && answers[1] > 1_000, "{answers:?}");
}
