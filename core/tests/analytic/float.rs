//! The float lane: `libm` against the fixed lane, and the errors of what is no number.

use crate::bits::Stream;
use plimsoll::number::analytic::Analytic;
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed};

/// One value at both ends, within a few steps and 1e-13 of the fixed lane's.
fn near(float: Interval<f64>, fixed: Interval<Fixed>) {
    assert_eq!(float.low(), float.high());
    let (float, fixed) = (*float.low(), fixed.low().to_num::<f64>());
    assert!(
        (float - fixed).abs() <= 2e-14 + 1e-13 * fixed.abs(),
        "{float} {fixed}"
    );
}

#[test]
fn like_the_fixed_lane() {
    let mut stream = Stream(1);
    for _ in 0..20_000 {
        // Few enough bits that both lanes have the same argument.
        let x = Fixed::from_bits(stream.bits(52));
        let f: f64 = x.to_num();
        near(Analytic::exp(&f).unwrap(), x.exp().unwrap());
        near(f.normal_density().unwrap(), x.normal_density().unwrap());
        near(
            f.normal_distribution().unwrap(),
            x.normal_distribution().unwrap(),
        );
        if x > 0 {
            near(Analytic::sqrt(&f).unwrap(), Analytic::sqrt(&x).unwrap());
            near(Analytic::ln(&f).unwrap(), x.ln().unwrap());
            let exponent = Fixed::from_bits(stream.bits(49));
            if let Ok(power) = x.power(&exponent) {
                near(f.power(&exponent.to_num()).unwrap(), power);
            }
        }
    }
}

#[test]
fn errors() {
    type Function = fn(&f64) -> Result<Interval<f64>, Error>;
    let all: [Function; 5] = [
        Analytic::sqrt,
        Analytic::ln,
        Analytic::exp,
        Analytic::normal_density,
        Analytic::normal_distribution,
    ];
    for function in all {
        for bad in [f64::NAN, f64::INFINITY] {
            assert_eq!(function(&bad), Err(Error::InvalidNumber));
        }
    }
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(bad.power(&0.5), Err(Error::InvalidNumber));
        assert_eq!(2.0.power(&bad), Err(Error::InvalidNumber));
    }
    for bad in [f64::NEG_INFINITY, -1.0] {
        assert_eq!(Analytic::sqrt(&bad), Err(Error::OutOfDomain));
        assert_eq!(Analytic::ln(&bad), Err(Error::OutOfDomain));
    }
    assert_eq!(Analytic::exp(&f64::NEG_INFINITY), Err(Error::InvalidNumber));
    assert_eq!(Analytic::ln(&0.0), Err(Error::OutOfDomain));
    assert_eq!(Analytic::exp(&710.0), Err(Error::Overflow));
    assert_eq!(10.0.power(&400.0), Err(Error::Overflow));
    assert_eq!((-1.0).power(&2.0), Err(Error::OutOfDomain));
    assert_eq!(0.0.power(&-1.0), Err(Error::OutOfDomain));
    assert_eq!((-0.0).power(&-1.0), Err(Error::OutOfDomain));
    assert_eq!(0.0.power(&0.0), Ok(Interval::exact(1.0)));
    assert_eq!(f64::step(), 0.0);
    assert_eq!(Fixed::step(), Fixed::DELTA);
}

#[test]
fn far_out_is_no_error() {
    for x in [40.0, 1e200] {
        assert_eq!(x.normal_distribution(), Ok(Interval::exact(1.0)));
        assert_eq!((-x).normal_distribution(), Ok(Interval::exact(0.0)));
        assert_eq!(x.normal_density(), Ok(Interval::exact(0.0)));
        assert_eq!(Analytic::exp(&(-x * 1e3)), Ok(Interval::exact(0.0)));
    }
}
