//! Weights, margin fractions and haircuts that follow size: never looser as the market or the position
//! grows, no jump where one part of a formula takes over from another, and slices that sum to their ladder.

use crate::common::cases;
use crate::common::exact::{down, rational, step, up, Exact};
use crate::common::generate::{fraction, magnitude};
use num_rational::BigRational;
use num_traits::{One, Zero};
use plimsoll::number::analytic::Analytic;
use plimsoll::weights::haircut;
use plimsoll::weights::size::{
    horizon_up, linear_haircut_up, linear_up, open_interest_up, power_up,
    square_root_discount_down, square_root_up,
};
use plimsoll::{Error, Fixed, Number, Quota, Slice, Slices, Weights};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;

fn weights() -> impl Strategy<Value = Weights> {
    (fraction(), fraction())
        .prop_map(|(asset, more)| Weights::new(asset, Fixed::ONE + more).expect("valid"))
}

fn some(most: i32) -> impl Strategy<Value = Fixed> {
    prop_oneof![1 => Just(Fixed::ZERO), 1 => Just(Fixed::DELTA), 8 => magnitude(-30, most)]
}

/// `x` is at least the root of `square`, and less than it by no more than `slack`.
fn root_up(x: &Rational, square: &Rational, slack: &Rational) -> bool {
    let less = (x - slack).max(Rational::zero());
    x * x >= *square && &less * &less <= *square
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Against `min(1, limit / deposits)` and `max(1, borrows / limit)`; never looser than the weights, and
    /// tighter with each deposit and each loan.
    #[test]
    fn scaled(
        weights in weights(), limits in [magnitude(0, 40), magnitude(0, 40)], used in [some(42), some(42)],
        more in [some(42), some(42)],
    ) {
        let quota = |place: usize, used: Fixed| Quota::new(limits[place], used);
        let (deposits, borrows) = (quota(0, used[0])?, quota(1, used[1])?);
        let scaled = weights.scaled(&deposits, &borrows)?;
        prop_assert!(scaled.no_looser_than(&weights));
        let fuller = weights.scaled(&quota(0, used[0] + more[0])?, &quota(1, used[1] + more[1])?)?;
        prop_assert!(fuller.no_looser_than(&scaled));
        if used[0] <= limits[0] && used[1] <= limits[1] {
            prop_assert_eq!(scaled, weights);
        }
        let (one, u) = (Rational::one(), step::<Fixed>());
        let share = rational(&limits[0]) / rational(&used[0].max(Fixed::DELTA));
        let asset = rational(weights.asset()) * share.min(one.clone());
        let off = asset - rational(scaled.asset());
        prop_assert!(off >= Rational::zero() && off < &u + &u);
        let liability = rational(weights.liability()) * (rational(&used[1]) / rational(&limits[1])).max(one);
        let off = rational(scaled.liability()) - liability;
        prop_assert!(off >= Rational::zero() && off < &u * Rational::from_integer(4.into()));
        // What all deposits together count for.
        prop_assert!(rational(scaled.asset()) * rational(&used[0]) <= rational(weights.asset()) * rational(&limits[0]));
    }

    /// Bit for bit monotone and at least the base, and the exact root squared.
    #[test]
    fn roots(base in fraction(), factor in some(0), size in some(40), more in some(40)) {
        let (larger, u) = (size + more, step::<Fixed>());
        let weight = base;
        let [b, f, s] = [&base, &factor, &size].map(rational);
        let slack = &u * (Rational::from_integer(2.into()) + &f);
        for (name, of) in [("square", square_root_up as fn(&_, &_, &_) -> _), ("horizon", horizon_up)] {
            let margin: Fixed = of(&base, &factor, &size)?;
            prop_assert!(margin >= base && of(&base, &factor, &larger)? >= margin, "{name}");
            let foot = match name {
                "square" => rational(&up(&(&b * Rational::new(4.into(), 5.into())))),
                _ => Rational::zero(),
            };
            if margin > base {
                prop_assert!(root_up(&(rational(&margin) - foot), &(&f * &f * &s), &slack), "{name}");
            } else {
                let rest = &b - &foot;
                prop_assert!(&rest * &rest >= &f * &f * &s);
            }
        }
        let discounted = square_root_discount_down(&weight, &factor, &size)?;
        prop_assert!(discounted <= weight && discounted >= 0);
        prop_assert!(square_root_discount_down(&weight, &factor, &larger)? <= discounted);
        if discounted < weight {
            // 1.1 / d - 1 is at least the root; d itself is short by a step or three.
            let eleven = Rational::new(11.into(), 10.into());
            let d = rational(&discounted);
            let high = &eleven / (&d + &slack + &u * Rational::from_integer(3.into())) - Rational::one();
            prop_assert!(d.is_zero() || squared_at_least(&(&eleven / &d - Rational::one()), &(&f * &f * &s)));
            prop_assert!(high <= Rational::zero() || &high * &high <= &f * &f * &s);
        }
    }

    /// Monotone to the two steps by which a power's interval may be wide, and at least the base.
    #[test]
    fn powers(
        base in fraction(), factor in magnitude(-30, -8), exponent in fraction(), size in some(30), more in some(30),
    ) {
        let margin = power_up(&base, &factor, &exponent, &size)?;
        let larger = power_up(&base, &factor, &exponent, &(size + more))?;
        prop_assert!(margin >= base);
        let wide = size.power(&exponent)?;
        let slack = factor.mul_up(&(*wide.high() - wide.low()))? + Fixed::DELTA;
        prop_assert!(larger + slack >= margin, "{margin} {larger}");
        prop_assert_eq!(power_up(&base, &factor, &-Fixed::DELTA, &size), Err(Error::InvalidFactor));
        if exponent == Fixed::ONE {
            prop_assert_eq!(Ok(margin), factor.mul_up(&size).map(|f| f.max(base)));
        }
    }

    /// The exact line, rounded up once: monotone, within its ends, and level outside them.
    #[test]
    fn lines(
        base in fraction(), slope in some(2), size in some(30), more in some(30), scale in magnitude(0, 30),
        caps in [fraction(), fraction()],
    ) {
        let [b, s, x, k] = [&base, &slope, &size, &scale].map(rational);
        let line = linear_up(&base, &slope, &size, &scale)?;
        prop_assert_eq!(line, up(&(&b + &s * &x / &k)));
        prop_assert!(linear_up(&base, &slope, &(size + more), &scale)? >= line);
        let (least, most) = (caps[0].min(caps[1]), caps[0].max(caps[1]));
        let haircut = linear_haircut_up([&least, &most], &slope, &size, &scale)?;
        let (low, high) = (rational(&least), rational(&most));
        prop_assert_eq!(haircut, up(&(&s * &x / &k).max(low).min(high)));
        prop_assert!(linear_haircut_up([&least, &most], &slope, &(size + more), &scale)? >= haircut);
        if least < most {
            let crossed = linear_haircut_up([&most, &least], &slope, &size, &scale);
            prop_assert_eq!(crossed, Err(Error::InvalidFraction));
        }

        let (lower, upper) = (size, size + more.max(Fixed::DELTA));
        let of = |open: Fixed| open_interest_up(&base, [&lower, &upper], &open);
        prop_assert_eq!((of(lower)?, of(upper)?), (base, Fixed::ONE));
        prop_assert_eq!((of(Fixed::ZERO)?, of(upper + scale)?), (base, Fixed::ONE));
        let open = lower + (upper - lower).mul_down(&caps[0])?;
        let share = (rational(&open) - &x) / (rational(&upper) - &x);
        prop_assert_eq!(of(open)?, up(&(&b + (Rational::one() - &b) * share)));
        prop_assert!(of(lower + (upper - lower).mul_down(&least)?)? <= of(lower + (upper - lower).mul_down(&most)?)?);
    }

    /// One step of the size more is never a jump, also where the base ends and the root begins.
    #[test]
    fn no_jump_at_a_threshold(base in magnitude(-6, 0), factor in magnitude(-20, -1)) {
        let base = base.min(Fixed::ONE);
        // Where factor * sqrt(size) is base / 5, base, and 1.1 / base - 1.
        let [b, f] = [&base, &factor].map(rational);
        let first = &b / &f / Rational::from_integer(5.into());
        let third = (Rational::new(11.into(), 10.into()) / &b - Rational::one()) / &f;
        let meets = |root: &Rational| down(&(root * root));
        // The slope of a root is 32 at this least size.
        let (least, small) = (Fixed::from_bits(40), Fixed::ONE >> 12);
        let jump = |of: &dyn Fn(&Fixed) -> Result<Fixed, Error>, size: Fixed| -> Result<Fixed, Error> {
            Ok((of(&(size + Fixed::DELTA))? - of(&size)?).abs())
        };
        for near in -2i128..=2 {
            let at = |root: &Rational| (meets(root) + Fixed::from_bits(near)).max(small);
            let square = |size: &Fixed| square_root_up(&base, &factor, size);
            prop_assert!(jump(&square, at(&first))? <= least);
            let horizon = |size: &Fixed| horizon_up(&base, &factor, size);
            prop_assert!(jump(&horizon, at(&(&b / &f)))? <= least);
            let discount = |size: &Fixed| square_root_discount_down(&base, &factor, size);
            prop_assert!(jump(&discount, at(&third))? <= least);
        }
        let close = |a: Fixed, b: &Fixed| (a - b).abs().to_bits() <= 4 + (1 << 24);
        prop_assert!(close(square_root_up(&base, &factor, &meets(&first))?, &base));
        prop_assert!(close(horizon_up(&base, &factor, &meets(&(&b / &f)))?, &base));
    }
}

fn squared_at_least(x: &Rational, square: &Rational) -> bool {
    *x >= Rational::zero() && x * x >= *square
}

/// Floors that rise from zero, ratios that do not rise.
fn ladder() -> impl Strategy<Value = Vec<(Fixed, Fixed)>> {
    (vec((magnitude(-10, 40), fraction()), 0..6)).prop_map(|rungs| {
        let (mut floors, mut ratios): (Vec<_>, Vec<_>) = rungs.into_iter().unzip();
        if let Some(first) = floors.first_mut() {
            *first = Fixed::ZERO;
        }
        floors.sort_unstable();
        floors.dedup();
        ratios.sort_unstable_by(|a, b| b.cmp(a));
        floors.into_iter().zip(ratios).collect()
    })
}

/// Slice by slice.
fn summed(ladder: &[(Fixed, Fixed)], amount: &Rational) -> Rational {
    if ladder.is_empty() {
        return amount.clone();
    }
    let mut sum = Rational::zero();
    for (place, (floor, ratio)) in ladder.iter().enumerate() {
        let top = ladder
            .get(place + 1)
            .map_or(amount.clone(), |next| rational(&next.0).min(amount.clone()));
        sum += (top - rational(floor)).max(Rational::zero()) * rational(ratio);
    }
    sum
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// The sum over the slices: exactly in rationals, and on bits at most a step a slice below it.
    #[test]
    fn slices(ladder in ladder(), amount in some(40), more in some(40)) {
        let mut slices: Vec<Slice> = ladder.iter().map(|(floor, ratio)| Slice::new(*floor, *ratio)).collect();
        let slices = Slices::from_ratios(&mut slices)?;
        let exact = |(floor, ratio): &_| haircut::Slice::new(Exact::of(floor), Exact::of(ratio));
        let mut exactly: Vec<_> = ladder.iter().map(exact).collect();
        let exactly = haircut::Slices::from_ratios(&mut exactly)?;
        prop_assert_eq!(Slices::new(slices.slices()), Ok(slices));
        let steps = step::<Fixed>() * Rational::from_integer(ladder.len().into());
        for amount in [amount, amount + more].into_iter().chain(ladder.iter().map(|(floor, _)| *floor)) {
            let exact = summed(&ladder, &rational(&amount));
            let counted = slices.counts(&amount)?;
            prop_assert_eq!(exactly.counts(&Exact::of(&amount))?.0, exact.clone());
            prop_assert!(rational(&counted) <= exact && rational(&counted) + &steps >= exact);
            prop_assert!(counted <= amount && counted >= 0);
            let weight = slices.weight(&amount)?;
            prop_assert!(weight.is_fraction());
            if !amount.is_zero() {
                prop_assert!(rational(&weight) * rational(&amount) <= exact);
            } else {
                prop_assert_eq!(weight, ladder.first().map_or(Fixed::ONE, |rung| rung.1));
            }
        }
        // It falls with the amount, exactly; on bits below what a smaller amount is worth exactly.
        for (small, large) in [(amount, amount + more), (amount, amount), (Fixed::DELTA, amount + Fixed::DELTA)] {
            if !small.is_zero() {
                let [a, b] = [small, large].map(|amount| exactly.weight(&Exact::of(&amount)));
                let (a, b) = (a?, b?);
                prop_assert!(b <= a && Exact::of(&slices.weight(&large)?) <= a);
                let (a, b) = (slices.counts(&small)?, slices.counts(&large)?);
                prop_assert!(a <= b + Fixed::DELTA * Fixed::from_num(ladder.len() + 1));
            }
        }
        prop_assert_eq!(slices.counts(&-Fixed::DELTA), Err(Error::InvalidQuantity));
    }

    /// A ladder that is none is refused: a floor that does not rise, a ratio that does or is no fraction, an
    /// addend that is another.
    #[test]
    fn no_ladder(ladder in ladder(), place in 0usize..6, wrong in 0u8..5) {
        prop_assume!(ladder.len() > 1);
        let place = 1 + place % (ladder.len() - 1);
        let mut slices: Vec<Slice> = ladder.iter().map(|(floor, ratio)| Slice::new(*floor, *ratio)).collect();
        Slices::from_ratios(&mut slices)?;
        let below = slices[place - 1];
        match wrong {
            0 => slices[place].floor = below.floor,
            1 => slices[place].ratio = below.ratio + Fixed::DELTA,
            2 => slices[place].ratio = -Fixed::DELTA,
            3 => slices[place].addend += Fixed::DELTA,
            _ => slices[0].floor = Fixed::DELTA,
        }
        prop_assert_eq!(Slices::new(&slices), Err(Error::InvalidTiers));
    }
}
