//! `add_weighted` is the product rounded down and the exact sum, on every number.

use crate::common::bits::floor;
use crate::common::cases;
use fixed::types::extra::{U0, U4, U6};
use fixed::FixedI8;
use num_bigint::BigInt;
use plimsoll::number::units::Units;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;

/// `sum + floor(quantity * unit / 2^point)`, where debts are the negatives of what is owed, rounded up: so
/// nothing that has no negative, neither a quantity nor a product.
fn by_integers(quantity: i128, unit: i128, sum: i128, point: u32, most: i128) -> Option<i128> {
    let product = floor(
        &(BigInt::from(quantity) * unit),
        &(BigInt::from(1) << point),
    );
    let owed = quantity < 0 && (quantity < -most || product < BigInt::from(-most));
    let total = product.clone() + sum;
    let fits = |value: &BigInt| *value >= BigInt::from(-most - 1) && *value <= BigInt::from(most);
    (!owed && fits(&product) && fits(&total)).then(|| total.try_into().expect("it fits"))
}

/// Every quantity with every unit, added to the ends of the range and to zero.
macro_rules! every_pair {
    ($name:ident, $frac:ty) => {
        #[test]
        fn $name() {
            type Narrow = FixedI8<$frac>;
            let of = |bits: i16| Narrow::from_bits(bits as i8);
            let (mut right, mut refused) = (0u32, 0u32);
            for unit in 0..=127i16 {
                // The other side and the other level make the room smaller, and nothing else.
                for other in [0, 1, 5, 127] {
                    let units = Units::new([[of(unit), of(other)], [of(unit), of(other)]]);
                    for quantity in -128..=127i16 {
                        for start in [-128i16, -127, -60, 0, 1, 77, 127] {
                            let mut sums = [[of(start), of(0)]; 2];
                            let before = sums;
                            let added = of(quantity).add_weighted(&units, &mut sums);
                            let (side, still) = if quantity < 0 { (1, 0) } else { (0, 1) };
                            let point = <$frac as fixed::types::extra::Unsigned>::U32;
                            let by_hand = |unit: i16, start: i16| {
                                by_integers(quantity.into(), unit.into(), start.into(), point, 127)
                            };
                            match (by_hand(unit, start), by_hand(other, 0)) {
                                (Some(first), Some(second)) => {
                                    let sum = [first, second].map(|bits| of(bits as i16));
                                    assert_eq!((added, sums[side]), (Ok(()), sum));
                                    right += 1;
                                }
                                _ => {
                                    assert_eq!(added, Err(Error::Overflow));
                                    refused += 1;
                                }
                            }
                            assert_eq!(sums[still], before[still]);
                        }
                    }
                }
            }
            assert!(right > 10_000 && refused > 10_000, "{right}, {refused}");
        }
    };
}
every_pair!(every_pair_of_whole_numbers, U0);
every_pair!(every_pair_of_sixteenths, U4);
every_pair!(every_pair_of_the_finest, U6);

fn any_length() -> impl Strategy<Value = i128> {
    (1u32..=127, any::<u128>()).prop_map(|(length, bits)| (bits >> (128 - length)) as i128)
}

/// A quantity anywhere, and at the limit of one word and one beyond it, and at the ends of the range.
pub fn at_room(room: Fixed, kind: u8, any: i128) -> Fixed {
    let room = room.to_bits();
    Fixed::from_bits(match kind {
        0 => room,
        1 => room.checked_add(1).unwrap_or(room),
        2 => -room,
        3 => (-room).checked_sub(1).unwrap_or(-room),
        4 => i128::MAX,
        5 => i128::MIN,
        6 => -i128::MAX,
        7 => 0,
        8..=11 => -any,
        _ => any,
    })
}

proptest! {
    #![proptest_config(cases(60_000))]

    /// On both sides of the limit up to which products take one word, and on it.
    #[test]
    fn products_of_any_size(
        units in prop::array::uniform6(any_length()),
        narrow in 0u32..100,
        sums in prop::array::uniform6(any_length()),
        (kind, any) in (0u8..16, any_length()),
    ) {
        let units = units.map(|bits| bits >> narrow);
        let [a, b, c, x, y, z] = units.map(Fixed::from_bits);
        let sides = [[a, b, c], [x, y, z]];
        let room = Fixed::room(&sides);
        for unit in units {
            let product = BigInt::from(room.to_bits()) * unit;
            prop_assert!(product < BigInt::from(1) << 127);
        }
        let [p, q, r, s, t, u] = sums.map(|bits| Fixed::from_bits(bits >> 1));
        let before = [[p, q, r], [-s, -t, -u]];
        let mut after = before;
        let quantity = at_room(room, kind, any);
        let added = quantity.add_weighted(&Units::new(sides), &mut after);
        let side = usize::from(quantity < 0);
        let pairs = sides[side].iter().zip(before[side]);
        let expected: Option<Vec<Fixed>> = pairs
            .map(|(unit, sum)| {
                by_integers(quantity.to_bits(), unit.to_bits(), sum.to_bits(), 48, i128::MAX)
                    .map(Fixed::from_bits)
            })
            .collect();
        match expected {
            Some(expected) => {
                prop_assert_eq!(added, Ok(()));
                prop_assert_eq!(&after[side][..], &expected);
            }
            None => prop_assert_eq!(added, Err(Error::Overflow)),
        }
        prop_assert_eq!(after[1 - side], before[1 - side]);
    }
}

/// What fixed numbers are, and what floats need not be.
#[test]
fn numbers_are_finite() {
    assert!(Fixed::MIN.is_number() && Fixed::MAX.is_number());
    assert!(f64::MIN.is_number() && f64::MAX.is_number() && (-0.0f64).is_number());
    for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(!none.is_number());
        let (mut sums, units) = ([[0.0; 1]; 2], Units::new([[1.0], [1.0]]));
        assert_eq!(
            none.add_weighted(&units, &mut sums),
            Err(Error::InvalidNumber)
        );
    }
}
