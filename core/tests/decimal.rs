//! Decimal text: read in each direction against exact rationals, written as the shortest text that
//! reads back, and what is no number refused.

mod common;

use common::bits::{edges, fit, Stream};
use common::exact::rational;
use fixed::traits::FixedSigned;
use fixed::types::extra::{U0, U123, U14, U30, U4, U6, U62, U8};
use fixed::{FixedI128, FixedI16, FixedI32, FixedI64, FixedI8};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::number::decimal::{read_down, read_nearest, read_up, write};
use plimsoll::{Error, Fixed, Number};

/// The value of `-?digits[.digits]`.
fn value(text: &str) -> BigRational {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    BigRational::new(digits, BigInt::from(10).pow(fraction.len() as u32))
}

fn check_text<F: FixedSigned + Number>(text: &str)
where
    F::Bits: TryFrom<i128>,
{
    let raised = value(text) * BigRational::from(BigInt::one() << F::FRAC_NBITS);
    let half = BigRational::new(1.into(), 2.into());
    // Halves away from zero.
    let nearest = if raised.is_negative() {
        (&raised - &half).ceil()
    } else {
        (&raised + &half).floor()
    };
    assert_eq!(
        read_down::<F>(text),
        fit(raised.floor().to_integer()),
        "down {text}"
    );
    assert_eq!(
        read_up::<F>(text),
        fit(raised.ceil().to_integer()),
        "up {text}"
    );
    assert_eq!(
        read_nearest::<F>(text),
        fit(nearest.to_integer()),
        "nearest {text}"
    );
}

fn check_every_type(text: &str) {
    check_text::<FixedI16<U8>>(text);
    check_text::<FixedI16<U0>>(text);
    check_text::<FixedI32<U30>>(text);
    check_text::<FixedI64<U62>>(text);
    check_text::<Fixed>(text);
    check_text::<FixedI128<U0>>(text);
    check_text::<FixedI128<U6>>(text);
    // 123 is the most; U124 is refused when it is compiled.
    check_text::<FixedI128<U123>>(text);
}

#[test]
fn text_is_read_in_its_direction() {
    let sixty = "0.123456789012345678901234567890123456789012345678901234567890";
    let mut texts: Vec<String> = [
        "0",
        "-0",
        "0.0",
        "-0.000",
        "1",
        "-1",
        "0007",
        "-0007.5000",
        "0.1",
        "-0.1",
        "0.5",
        "0.25",
        "0.001953125",
        "0.0019531250000000000000000000000000000000000000000000000000001",
        "0.00195312499999999999999999999999999999999999999999999999999999",
        sixty,
        "3.000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "127.99609375",
        "127.998046875",
        "127.9980468749999",
        "127.998046875000001",
        "128",
        "-128",
        "-128.001",
        "-128.001953125",
        "-128.00390625",
        "32767",
        "32767.5",
        "32768",
        "-32768",
        "-32768.49",
        "-32768.5",
        "604462909807314587353087",
        "604462909807314587353087.999999999999996",
        "604462909807314587353087.999999999999999",
        "604462909807314587353088",
        "-604462909807314587353088",
        "-604462909807314587353088.000000000000001",
        "-604462909807314587353088.000000000000004",
        "170141183460469231731687303715884105727",
        "170141183460469231731687303715884105728",
        "340282366920938463463374607431768211456",
        "99999999999999999999999999999999999999999999",
        "000000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "1.9999999999999999999999999999999999999999999999999999999999999999999999999",
    ]
    .map(String::from)
    .to_vec();
    let mut stream = Stream(20);
    for _ in 0..if cfg!(debug_assertions) { 2_000 } else { 8_000 } {
        let digits = |stream: &mut Stream, most: u64| {
            let count = stream.word() % (most + 1);
            let digit = |stream: &mut Stream| char::from(b'0' + (stream.word() % 10) as u8);
            (0..count).map(|_| digit(stream)).collect::<String>()
        };
        let sign = ["", "-"][stream.word() as usize % 2];
        let whole = format!("{}{}", stream.word() % 10, digits(&mut stream, 12));
        let fraction = digits(&mut stream, 60);
        let point = if fraction.is_empty() { "" } else { "." };
        texts.push(format!("{sign}{whole}{point}{fraction}"));
    }
    // Exact ties of I80F48 and their neighbours in the 60th digit.
    for _ in 0..500 {
        let odd = rational(&Fixed::from_bits(stream.bits(100)))
            + rational(&Fixed::DELTA) / BigInt::from(2);
        let tie = decimal(&odd, 49);
        texts.extend([format!("{tie}00000000001"), tie]);
    }
    for text in &texts {
        check_every_type(text);
    }
}

/// A rational as decimal text with so many digits behind the point, cut toward zero.
fn decimal(value: &BigRational, digits: u32) -> String {
    let raised = (value.abs() * BigRational::from(BigInt::from(10).pow(digits))).to_integer();
    let text = format!("{raised:0>width$}", width = digits as usize + 1);
    let (whole, fraction) = text.split_at(text.len() - digits as usize);
    let sign = if value.is_negative() { "-" } else { "" };
    format!("{sign}{whole}.{fraction}")
}

#[test]
fn what_is_no_number_is_refused() {
    let bad = [
        "",
        "-",
        ".",
        "-.",
        "1.",
        "-1.",
        ".5",
        "-.5",
        "+1",
        "+",
        "--1",
        "1e5",
        "1E5",
        "1.5e-3",
        " 1",
        "1 ",
        "1 000",
        "1,5",
        "1_000",
        "0x10",
        "1.2.3",
        "1-",
        "1.-5",
        "inf",
        "NaN",
        "-inf",
        "١",
        "1.٢",
        "１",
        "\u{2212}1",
        "\u{0}",
        "1\n",
        "½",
        "1.5\u{301}",
        "99999999999999999999999999999999999999999x",
        "1.000000000000000000000000000000000000000000000000000000000000000000000000 ",
    ];
    for text in bad {
        for read in [read_down::<Fixed>, read_up::<Fixed>, read_nearest::<Fixed>] {
            assert_eq!(read(text), Err(Error::InvalidNumber), "{text:?}");
        }
    }
}

/// How many digits stand behind the point.
fn digits(text: &str) -> u32 {
    text.split_once('.')
        .map_or(0, |(_, fraction)| fraction.len() as u32)
}

/// For every value of a narrow type: the text reads back, no shorter decimal in the whole range does,
/// and of the decimals of that length that do it is the nearest.
fn check_shortest<F: FixedSigned + Number>(most: u32)
where
    F::Bits: TryFrom<i128> + Into<i128>,
{
    let width = F::INT_NBITS + F::FRAC_NBITS;
    let (min, max) = (-(1i128 << (width - 1)), (1i128 << (width - 1)) - 1);
    // Fewest digits, and the smallest distance in units of 10^-most, of what reads as each value.
    let mut best = vec![(u32::MAX, i128::MAX); 1 << width];
    let scale = 10i128.pow(most);
    for count in 0..=most {
        let power = 10i128.pow(count);
        let last = ((max + 1) * power) >> F::FRAC_NBITS;
        for digits in -last..=last {
            // Nearest by integers: floor(|digits| * one / power + 1/2) with the sign put back.
            let raised = digits.abs() << F::FRAC_NBITS;
            let bits = ((2 * raised + power) / (2 * power)) * digits.signum();
            if !(min..=max).contains(&bits) {
                continue;
            }
            let distance = (digits * (scale / power) * (1 << F::FRAC_NBITS) - bits * scale).abs();
            let slot = &mut best[(bits - min) as usize];
            *slot = (*slot).min((count, distance));
        }
    }
    for bits in min..=max {
        let number: F = fit(bits.into()).expect("a value of the type");
        let text = write(&number);
        let text = text.as_str();
        assert_eq!(read_nearest::<F>(text), Ok(number), "{text}");
        let off = (value(text) - rational(&number)).abs()
            * BigRational::from(BigInt::from(scale << F::FRAC_NBITS));
        let (count, distance) = best[(bits - min) as usize];
        assert_eq!(digits(text), count, "{text} is not the shortest of {bits}");
        assert_eq!(
            off,
            BigRational::from(BigInt::from(distance)),
            "{text} is not the nearest"
        );
    }
}

#[test]
fn text_is_the_shortest() {
    check_shortest::<FixedI8<U0>>(2);
    check_shortest::<FixedI8<U4>>(3);
    check_shortest::<FixedI8<U6>>(3);
    check_shortest::<FixedI16<U8>>(4);
    check_shortest::<FixedI16<U14>>(5);
}

fn check_written<F: FixedSigned + Number>(bits: i128)
where
    F::Bits: TryFrom<i128> + Into<i128>,
{
    let number: F = fit(bits.into()).expect("a value of the type");
    let text = write(&number);
    let text = text.as_str();
    assert_eq!(read_nearest::<F>(text), Ok(number), "{text}");
    let count = digits(text);
    assert!(count == 0 || !text.ends_with('0'), "{text}");
    if count > 0 {
        // A decimal with one digit less on either side does not read back.
        let power = BigRational::from(BigInt::from(10).pow(count - 1));
        let below = (rational(&number) * &power).floor();
        for near in [below.clone(), below + BigRational::one()] {
            let near = decimal(&(near / &power), count - 1);
            let near = near.strip_suffix('.').unwrap_or(&near);
            assert_ne!(
                read_nearest::<F>(near),
                Ok(number),
                "{near} is shorter than {text}"
            );
        }
    }
}

#[test]
fn wide_text_is_the_shortest() {
    let mut stream = Stream(21);
    for edge in edges(128, 1) {
        check_written::<Fixed>(edge);
        check_written::<FixedI128<U123>>(edge);
        check_written::<FixedI128<U0>>(edge);
    }
    for _ in 0..if cfg!(debug_assertions) {
        2_000
    } else {
        10_000
    } {
        check_written::<Fixed>(stream.bits(128));
        check_written::<FixedI64<U62>>(stream.bits(64));
        check_written::<FixedI128<U123>>(stream.bits(128));
    }
    // Decimals of a ledger come back as they were written, up to the 14 digits that a step resolves.
    for _ in 0..2_000 {
        let fraction = format!("{:014}", stream.word() % 100_000_000_000_000);
        let text = format!("{}.{fraction}", stream.word() % 1_000_000_000_000);
        let short = text.trim_end_matches('0').trim_end_matches('.');
        let number: Fixed = read_nearest(&text).expect("in range");
        assert_eq!(write(&number).as_str(), short);
    }
}
