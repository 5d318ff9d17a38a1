//! The exact values, by an arbitrary-precision library to 57 digits, and what an answer is held against.

use dashu_float::round::mode::HalfEven;
use dashu_float::FBig;
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed};

pub type Big = FBig<HalfEven, 2>;

/// Bits of the reference.
const PRECISION: usize = 192;
/// Fraction bits of the numbers under test.
const POINT: isize = 48;

pub fn integer(value: i128) -> Big {
    Big::from(value).with_precision(PRECISION).value()
}

/// The value of a fixed-point number.
pub fn big(x: Fixed) -> Big {
    integer(x.to_bits()) >> POINT
}

pub fn sqrt(x: Fixed) -> Big {
    big(x).sqrt()
}

pub fn ln(x: Fixed) -> Big {
    big(x).ln()
}

/// `e^x`; beyond the range, something else beyond it on the same side.
pub fn exp(x: Big) -> Big {
    let end = integer(100);
    if x > end {
        end.exp()
    } else if x < -&end {
        (-end).exp()
    } else {
        x.exp()
    }
}

pub fn power(base: Fixed, exponent: Fixed) -> Big {
    exp(ln(base) * big(exponent))
}

fn root_2_pi() -> Big {
    // pi = 16 arctan(1/5) - 4 arctan(1/239)
    let arctan = |of: i128| {
        let mut power = integer(1) / integer(of);
        let mut sum = power.clone();
        for k in 1..120 {
            power = -power / integer(of * of);
            sum += &power / integer(2 * k + 1);
        }
        sum
    };
    let pi = arctan(5) * integer(16) - arctan(239) * integer(4);
    (pi * integer(2)).sqrt()
}

/// The density and the distribution of the standard normal.
pub struct Normal {
    root_2_pi: Big,
}

impl Normal {
    pub fn new() -> Self {
        Normal {
            root_2_pi: root_2_pi(),
        }
    }

    pub fn density(&self, x: Fixed) -> Big {
        let x = big(x);
        exp(-(&x * &x) / integer(2)) / &self.root_2_pi
    }

    /// A half and the density times `x + x^3 / 3 + x^5 / 15 + ...`; 0 or 1 where it is nearer than 1e-22.
    pub fn distribution(&self, x: Fixed) -> Big {
        if !(-10..=10).contains(&x.to_num::<i128>()) {
            return integer((x > 0).into());
        }
        let size = big(x.abs());
        let square = &size * &size;
        let mut term = size;
        let mut sum = term.clone();
        let mut odd = 1;
        while term > part(180) {
            odd += 2;
            term = term * &square / integer(odd);
            sum += &term;
        }
        let part = sum * self.density(x);
        let half = integer(1) / integer(2);
        if x < 0 {
            half - part
        } else {
            half + part
        }
    }
}

/// How wide an answer may be: so many steps, and so much of the value.
pub struct Width(pub i128, pub Big);

/// `2^-bits`.
pub fn part(bits: isize) -> Big {
    integer(1) >> bits
}

/// Holds answers against exact values and remembers the largest error of either end: in steps where the
/// width is of steps only, and else of what is beyond the steps, relative to the value.
pub struct Judge {
    name: &'static str,
    width: Width,
    worst: Big,
    count: u32,
}

impl Judge {
    pub fn steps(name: &'static str, most: i128) -> Self {
        Judge::relative(name, Width(most, integer(0)))
    }

    pub fn relative(name: &'static str, width: Width) -> Self {
        Judge {
            name,
            width,
            worst: integer(0),
            count: 0,
        }
    }

    /// The answer contains the exact value and is no wider than stated. It is [`Error::Overflow`] only
    /// where the end of so wide an answer is beyond the range.
    pub fn judge(&mut self, answer: Result<Interval<Fixed>, Error>, exact: &Big, of: &[Fixed]) {
        let name = self.name;
        let steps = exact.clone() << POINT;
        let Width(most, part_of_value) = &self.width;
        let width = &steps * part_of_value + integer(*most);
        self.count += 1;
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                assert_eq!(error, Error::Overflow, "{name} of {of:?}");
                assert!(steps + width > integer(i128::MAX), "{name} of {of:?}");
                return;
            }
        };
        let ends = [answer.low(), answer.high()].map(|end| integer(end.to_bits()));
        let [below, above] = [&steps - &ends[0], &ends[1] - &steps];
        // The reference's own rounding.
        let slack = -(steps.clone().max(-steps.clone()) * part(170) + part(110));
        assert!(
            below >= slack && above >= slack,
            "{name} of {of:?}: {answer:?}"
        );
        assert!(&ends[1] - &ends[0] <= width, "{name} of {of:?}: {answer:?}");
        let error = below.max(above);
        let error = if *part_of_value > integer(0) {
            (error - integer(*most)) / steps.max(integer(1))
        } else {
            error
        };
        self.worst = self.worst.clone().max(error);
    }

    /// Says what was found (`--nocapture` shows it).
    pub fn report(self) {
        let (name, count) = (self.name, self.count);
        println!(
            "{name}: {count} values, at most {:e} off",
            self.worst.to_f64().value()
        );
    }
}
