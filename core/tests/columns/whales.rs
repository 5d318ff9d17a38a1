//! Accounts at the edges of the range: products of twice the width, the limit up to which one word is
//! enough, and the one number without a negative.

use super::book::{Held, Listing, Member, World};
use super::layout::error;
use super::rows::agree;
use super::sums::at_room;
use crate::common::cases;
use crate::common::generate::fraction;
use plimsoll::columns::markets::Asset;
use plimsoll::{Error, Fixed, Number, Price, Weights};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;

/// Bits of any length.
fn any_length(most: u32) -> impl Strategy<Value = i128> {
    (1..=most, any::<u128>())
        .prop_map(|(length, bits)| ((bits | 1 << 127) >> (128 - length)) as i128)
}

fn price(most: u32) -> impl Strategy<Value = Price> {
    (any_length(most), 1u32..64).prop_map(|(low, width)| {
        let low = Fixed::from_bits(low);
        Price::new(low, low + (low >> width)).expect("positive")
    })
}

fn weights() -> impl Strategy<Value = Weights> {
    let fraction = || prop_oneof![Just(Fixed::ONE), fraction()];
    (fraction(), fraction()).prop_map(|(asset, more)| {
        Weights::new(asset, Fixed::ONE + (Fixed::ONE - more)).expect("a fraction, and at least 1")
    })
}

fn asset() -> impl Strategy<Value = Asset<Fixed>> {
    (price(124), weights(), weights()).prop_map(|(price, initial, maintenance)| Asset {
        prices: [price; 3],
        weights: [initial, maintenance, Weights::one()],
        index: 0,
    })
}

fn listing() -> impl Strategy<Value = Listing<Fixed>> {
    (price(70), weights()).prop_map(|(price, weights)| Listing {
        prices: [price; 3],
        weights: [weights, weights],
        rungs: vec![(Fixed::ZERO, Fixed::ONE / 16)],
        profit_weights: [Fixed::ONE; 2],
        settles: 0,
        index: 1,
    })
}

/// A quantity that an asset's room decides, for each asset of each account, and a perp in some.
type Rough = (Vec<Option<(u8, i128)>>, Option<[i128; 2]>);

fn quantities(assets: usize) -> impl Strategy<Value = Rough> {
    let lengths = prop_oneof![1 => any_length(127), 2 => any_length(70)];
    let one = proptest::option::of((0u8..20, lengths));
    let perp = proptest::option::of([any_length(110), any_length(127)]);
    (vec(one, assets), perp)
}

fn room(asset: &Asset<Fixed>) -> Fixed {
    let bounds = asset.weighted().expect("in range").bounds();
    Fixed::room(&[
        bounds.map(|bound| *bound.asset()),
        bounds.map(|bound| *bound.liability()),
    ])
}

#[test]
fn accounts_at_the_edges() {
    let strategy = (vec(asset(), 1..4), listing()).prop_flat_map(|(assets, perp)| {
        let rough = vec(quantities(assets.len()), 1..6);
        (Just((assets, perp)), rough)
    });
    let (right, refused) = (Cell::new(0u32), Cell::new(0u32));
    let mut runner = TestRunner::new(cases(20_000));
    runner
        .run(&strategy, |((assets, perp), rough)| {
            let room: Vec<Fixed> = assets.iter().map(room).collect();
            let world = World {
                assets,
                perps: vec![perp],
                chain: None,
            };
            let member = |(balances, perp): &Rough| {
                let some = balances.iter().zip(&room).zip(0u32..);
                let mut member = Member::of(some.filter_map(|((rough, room), place)| {
                    rough.map(|(kind, any)| (place, at_room(*room, kind, any)))
                }));
                if let Some([size, quote]) = perp {
                    let held = Held {
                        size: Fixed::from_bits(*size),
                        quote: Fixed::from_bits(-*quote),
                        bids: Fixed::ZERO,
                        asks: Fixed::ZERO,
                    };
                    member.perps.insert(0, held);
                }
                member
            };
            for rough in &rough {
                let ended = agree(&world, &[member(rough)])?;
                let count = if ended.is_ok() { &right } else { &refused };
                count.set(count.get() + 1);
                prop_assert!(matches!(error(&ended), None | Some(Error::Overflow)));
            }
            Ok(())
        })
        .unwrap();
    // Both come up often, so both are compared.
    let cases = runner.config().cases;
    let (right, refused) = (right.get(), refused.get());
    assert!(
        right > cases && refused > cases / 2,
        "{right}, {refused} of {cases}"
    );
}

/// What an account refuses because its debt has no number, a scan refuses too, wherever its product fits.
#[test]
fn the_number_without_a_negative() {
    let cheap = Price::exact(Fixed::ONE / 4).unwrap();
    let world = World {
        assets: vec![Asset {
            prices: [cheap; 3],
            weights: [Weights::one(); 3],
            index: 0,
        }],
        perps: Vec::new(),
        chain: None,
    };
    let ended = |quantity| error(&agree(&world, &[Member::of([(0, quantity)])]).unwrap());
    assert_eq!(ended(Fixed::MIN), Some(Error::Overflow));
    assert_eq!(ended(Fixed::MIN + Fixed::DELTA), None);
    assert_eq!(ended(Fixed::MAX), None);
}
