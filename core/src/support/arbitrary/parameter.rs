//! Profiles and governed parameters.

use super::portfolio::seconds;
use super::{fraction, magnitude, number, valid};
use crate::risk::parameters::set::Name;
use crate::weights::profile::Access;
use crate::{Boost, Change, Error, Fixed, Parameter, Parameters, Profile, Rule, Weights};
use arbitrary::{Arbitrary, Result, Unstructured};

impl<'a> Arbitrary<'a> for Access {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&Access::ALL).copied()
    }
}

impl<'a> Arbitrary<'a> for Name {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&Name::ALL).copied()
    }
}

impl<'a, const L: usize> Arbitrary<'a> for Boost<L> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (mut assets, mut least) = ([Fixed::ZERO; L], Fixed::ZERO);
        for asset in &mut assets {
            least = fraction(u)?.max(least);
            *asset = least;
        }
        valid(Boost::new(u16::arbitrary(u)?, assets))
    }
}

impl<'a, const L: usize> Arbitrary<'a> for Profile<L> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut weights = [Weights::one(); L];
        for weights in &mut weights {
            *weights = Weights::arbitrary(u)?;
        }
        Ok(Profile {
            class: u16::arbitrary(u)?,
            access: Access::arbitrary(u)?,
            weights,
        })
    }
}

impl<'a> Arbitrary<'a> for Parameter {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (a, b) = (seconds(u)?, seconds(u)?);
        valid(Parameter::moving(
            number(u)?,
            number(u)?,
            a.min(b),
            a.max(b),
        ))
    }
}

impl<'a> Arbitrary<'a> for Rule {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (a, b) = (number(u)?, number(u)?);
        let (rise, fall, grain) = (magnitude(u)?, fraction(u)?, magnitude(u)?);
        let (delay, ramp) = (seconds(u)?, seconds(u)?);
        valid(Rule::new(
            [a.min(b), a.max(b)],
            rise,
            fall,
            grain,
            delay,
            ramp,
        ))
    }
}

impl<'a> Arbitrary<'a> for Change {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Change {
            name: Name::arbitrary(u)?,
            value: number(u)?,
        })
    }
}

/// Weights in their order, a penalty that what is between them bears, and caps above zero.
impl<'a> Arbitrary<'a> for Parameters {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (a, b) = (fraction(u)?, fraction(u)?);
        let more = |u: &mut Unstructured<'a>| Ok(Fixed::ONE.wrapping_add(fraction(u)?));
        let (c, d): (Fixed, Fixed) = (more(u)?, more(u)?);
        // A half of what the liability weight leaves above 1, divided between both.
        let room = c.min(d).wrapping_sub(Fixed::ONE).to_bits().wrapping_shr(2);
        let (bonus, fee) = (
            Fixed::from_bits(room),
            Fixed::from_bits(room.wrapping_shr(1)),
        );
        let cap = |u: &mut Unstructured<'a>| Ok(magnitude(u)?.max(Fixed::DELTA));
        let values = [
            a.min(b),
            a.max(b),
            c.min(d),
            c.max(d),
            bonus,
            fee,
            cap(u)?,
            cap(u)?,
        ];
        valid(Parameters::new(values, seconds(u)?).map_err(|_| Error::InvalidParameters))
    }
}
