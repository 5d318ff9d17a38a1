use crate::export::exports;
use core::hint::black_box;
use plimsoll::number::analytic::Analytic;
use plimsoll::number::decimal::Text;
use plimsoll::number::{amount, decimal};
use plimsoll::{Error, Fixed, Number, Ramp};

/// At three levels.
type Units = plimsoll::number::units::Units<Fixed, 3>;
type Interval = plimsoll::number::interval::Interval<Fixed>;

exports! {
    fn error_code(error: Error) = Error::code(error);
    fn error_from_code(code: u8) = Error::from_code(code);
    fn error_name(error: Error) = Error::name(error);
    fn error_message(error: Error) = Error::message(error);

    fn zero() = black_box::<Fixed>(Number::zero());
    fn one() = black_box::<Fixed>(Number::one());
    fn compare(a: &Fixed, b: &Fixed) = PartialOrd::partial_cmp(a, b);
    fn try_add(a: &Fixed, b: &Fixed) = Number::try_add(a, b);
    fn try_sub(a: &Fixed, b: &Fixed) = Number::try_sub(a, b);
    fn mul_down(a: &Fixed, b: &Fixed) = Number::mul_down(a, b);
    fn mul_up(a: &Fixed, b: &Fixed) = Number::mul_up(a, b);
    fn div_down(a: &Fixed, b: &Fixed) = Number::div_down(a, b);
    fn div_up(a: &Fixed, b: &Fixed) = Number::div_up(a, b);
    fn mul_div_down(a: &Fixed, factor: &Fixed, divisor: &Fixed) = Number::mul_div_down(a, factor, divisor);
    fn mul_div_up(a: &Fixed, factor: &Fixed, divisor: &Fixed) = Number::mul_div_up(a, factor, divisor);
    fn ceil_to(a: &Fixed, step: &Fixed) = Number::ceil_to(a, step);
    fn try_abs(a: &Fixed) = Number::try_abs(a);
    fn floor_to(a: &Fixed, step: &Fixed) = Number::floor_to(a, step);
    fn try_neg(a: &Fixed) = Number::try_neg(a);
    fn is_negative(a: &Fixed) = Number::is_negative(a);
    fn is_zero(a: &Fixed) = Number::is_zero(a);
    fn lesser(a: &Fixed, b: &Fixed) = Number::lesser(a, b);
    fn greater(a: &Fixed, b: &Fixed) = Number::greater(a, b);
    fn is_fraction(a: &Fixed) = Number::is_fraction(a);

    fn add_scaled_down(a: &Fixed, units: &[Fixed], sums: &mut [Fixed]) = Number::add_scaled_down(a, units, sums);

    fn add_weighted(a: &Fixed, units: &Units, sums: &mut [[Fixed; 3]; 2]) = Number::add_weighted(a, units, sums);
    fn room(units: &[[Fixed; 3]; 2]) = Number::room(units);
    fn is_number(a: &Fixed) = Number::is_number(a);
    fn units_new(sides: [[Fixed; 3]; 2]) = Units::new(sides);
    fn units_sides(a: &Units) = Units::sides(a);

    fn analytic_step() = black_box::<Fixed>(Analytic::step());
    fn analytic_sqrt(a: &Fixed) = Analytic::sqrt(a);
    fn analytic_ln(a: &Fixed) = Analytic::ln(a);
    fn analytic_exp(a: &Fixed) = Analytic::exp(a);
    fn analytic_power(a: &Fixed, exponent: &Fixed) = Analytic::power(a, exponent);
    fn analytic_normal_density(a: &Fixed) = Analytic::normal_density(a);
    fn analytic_normal_distribution(a: &Fixed) = Analytic::normal_distribution(a);

    fn interval_new(low: Fixed, high: Fixed) = Interval::new(low, high);
    fn interval_exact(value: Fixed) = Interval::exact(value);
    fn interval_between(a: &Fixed, b: &Fixed) = Interval::between(a, b);
    fn interval_low(a: &Interval) = Interval::low(a);
    fn interval_high(a: &Interval) = Interval::high(a);
    fn interval_holds(a: &Interval, value: &Fixed) = Interval::holds(a, value);
    fn interval_try_add(a: &Interval, b: &Interval) = Interval::try_add(a, b);
    fn interval_try_sub(a: &Interval, b: &Interval) = Interval::try_sub(a, b);
    fn interval_try_neg(a: &Interval) = Interval::try_neg(a);
    fn interval_mul(a: &Interval, b: &Interval) = Interval::mul(a, b);
    fn interval_div(a: &Interval, divisor: &Interval) = Interval::div(a, divisor);

    fn ramp_new(from: Fixed, to: Fixed, start: Fixed, end: Fixed) = Ramp::new(from, to, start, end);
    fn ramp_at_down(a: &Ramp, at: &Fixed) = Ramp::at_down(a, at);
    fn ramp_at_up(a: &Ramp, at: &Fixed) = Ramp::at_up(a, at);
    fn ramp_from(a: &Ramp) = Ramp::from(a);
    fn ramp_to(a: &Ramp) = Ramp::to(a);
    fn ramp_start(a: &Ramp) = Ramp::start(a);
    fn ramp_end(a: &Ramp) = Ramp::end(a);

    fn amount_mul_div(a: u128, b: u128, divisor: u128) = amount::mul_div(a, b, divisor);
    fn from_units_down(units: u128, decimals: u32) = amount::from_units_down::<Fixed>(units, decimals);
    fn from_units_up(units: u128, decimals: u32) = amount::from_units_up::<Fixed>(units, decimals);
    fn to_units_down(a: &Fixed, decimals: u32) = amount::to_units_down(a, decimals);
    fn to_units_up(a: &Fixed, decimals: u32) = amount::to_units_up(a, decimals);

    fn decimal_read_down(text: &str) = decimal::read_down::<Fixed>(text);
    fn decimal_read_up(text: &str) = decimal::read_up::<Fixed>(text);
    fn decimal_read_nearest(text: &str) = decimal::read_nearest::<Fixed>(text);
    fn decimal_write(a: &Fixed) = decimal::write(a);
    fn text_as_str(text: &Text) = Text::as_str(text);
}
