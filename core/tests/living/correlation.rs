//! The laws of covariance and offsets: symmetric, at or beside the exact value by no more than they say, and a
//! pair never below its net nor above its gross.

use crate::common::cases;
use crate::common::exact::{rational, step, Exact};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::number::analytic::Analytic;
use plimsoll::number::decimal::read_nearest;
use plimsoll::number::interval::Interval;
use plimsoll::risk::correlation::offset::Offset;
use plimsoll::risk::correlation::{correlation, sigma, update};
use plimsoll::risk::volatility::ewma::Ewma;
use plimsoll::{Error, Fixed};
use proptest::collection::vec;
use proptest::prelude::*;

fn n(text: &str) -> Fixed {
    read_nearest(text).unwrap()
}

fn fixed(value: f64) -> Fixed {
    Fixed::from_bits((value * 2f64.powi(48)) as i128)
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

/// `2^-bits`.
fn part(bits: usize) -> BigRational {
    BigRational::new(1.into(), num_bigint::BigInt::one() << bits)
}

fn r() -> impl Strategy<Value = Fixed> {
    (-20.0f64..0.0, -1.0f64..1.0).prop_map(|(power, r)| fixed(r * power.exp2()))
}

const ASSETS: usize = 3;

fn days() -> impl Strategy<Value = Vec<Vec<Fixed>>> {
    vec(vec(r(), ASSETS), 1..15)
}

fn lambda() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        8 => (0.5f64..0.999).prop_map(fixed),
        1 => prop_oneof![Just(Fixed::ZERO), Just(Fixed::ONE)],
    ]
}

/// What a history gives.
fn matrix(days: &[Vec<Fixed>], lambda: &Fixed) -> Vec<Fixed> {
    let mut matrix = vec![Fixed::ZERO; ASSETS * ASSETS];
    for returns in days {
        update(&mut matrix, returns, lambda).unwrap();
    }
    matrix
}

/// The value of a position, up to 1e18 of either sign.
fn position() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        6 => (-20.0f64..60.0, -1.0f64..1.0).prop_map(|(power, w)| fixed(w * power.exp2())),
        1 => Just(Fixed::ZERO),
    ]
}

fn quadratic(matrix: &[Fixed], weights: &[Fixed]) -> BigRational {
    let mut sum = whole(0);
    for (i, a) in weights.iter().enumerate() {
        for (j, b) in weights.iter().enumerate() {
            sum += rational(a) * rational(&matrix[i * weights.len() + j]) * rational(b);
        }
    }
    sum
}

/// At least the root of `exact`, and above it by no more than `slack`.
fn root_above(ours: &Fixed, exact: &BigRational, slack: &BigRational) -> bool {
    let value = rational(ours);
    let below = &value - slack;
    let square = exact.clone().max(BigRational::zero());
    &value * &value >= square && (below.is_negative() || &below * &below <= square)
}

fn offset() -> impl Strategy<Value = Offset<Fixed>> {
    (-1.0f64..1.0, -1.0f64..1.0, 0.0f64..0.5).prop_map(|(a, b, least)| {
        Offset::new(fixed(a.min(b)), fixed(a.max(b)), fixed(least)).unwrap()
    })
}

fn rho() -> impl Strategy<Value = Interval<Fixed>> {
    let ends = (-1.0f64..1.0, -1.0f64..1.0);
    prop_oneof![
        4 => ends.clone().prop_map(|(a, _)| Interval::exact(fixed(a))),
        2 => ends.prop_map(|(a, b)| Interval::between(&fixed(a), &fixed(b))),
        1 => Just(Interval::between(&Fixed::NEG_ONE, &Fixed::ONE)),
        1 => prop_oneof![Just(Interval::exact(Fixed::ONE)), Just(Interval::exact(Fixed::NEG_ONE))],
    ]
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Symmetric, variances as their own averages give them, covariances below the exact ones by less than is said.
    #[test]
    fn the_covariance_is_the_average(days in days(), l in lambda()) {
        let ours = matrix(&days, &l);
        let mut exact = vec![Exact::ratio(0, 1); ASSETS * ASSETS];
        let mut alone = [Ewma::new(l, Fixed::ZERO).unwrap(); ASSETS];
        for returns in &days {
            let returns: Vec<_> = returns.iter().map(Exact::of).collect();
            update(&mut exact, &returns, &Exact::of(&l)).unwrap();
        }
        for (i, asset) in alone.iter_mut().enumerate() {
            for returns in &days {
                *asset = asset.update(&returns[i]).unwrap();
            }
            prop_assert_eq!(asset.variance(), &ours[i * ASSETS + i]);
        }
        let most = match l == 1 {
            true => whole(0),
            false => step::<Fixed>() * whole(2) / (BigRational::one() - rational(&l)),
        };
        for i in 0..ASSETS {
            for j in 0..ASSETS {
                let (a, b) = (&ours[i * ASSETS + j], &exact[i * ASSETS + j].0);
                prop_assert_eq!(a, &ours[j * ASSETS + i]);
                if i != j {
                    let below = b - rational(a);
                    prop_assert!(!below.is_negative() && below <= most);
                }
            }
        }
    }

    /// The same returns every day leave the matrix that they make, up to the step that rounds a covariance down.
    #[test]
    fn flat_stays_flat(returns in vec(-1000i64..1000, ASSETS), l in lambda()) {
        // Short enough for exact products.
        let returns: Vec<_> = returns.into_iter().map(|k| Fixed::from_bits(i128::from(k) << 30)).collect();
        let mut matrix: Vec<_> =
            returns.iter().flat_map(|a| returns.iter().map(|b| a.checked_mul(*b).unwrap())).collect();
        let start = matrix.clone();
        for _ in 0..5 {
            update(&mut matrix, &returns, &l).unwrap();
        }
        prop_assert_eq!(start, matrix);
    }

    /// What cannot be done leaves the matrix as it was.
    #[test]
    fn an_error_changes_nothing(days in days(), l in lambda(), place in 0..ASSETS, far in 0u32..4) {
        let start = matrix(&days, &l);
        let mut returns = days[0].clone();
        returns[place] = Fixed::from_bits(i128::MAX >> far);
        let mut ours = start.clone();
        prop_assert_eq!(update(&mut ours, &returns, &l), Err(Error::Overflow));
        prop_assert_eq!(&ours, &start);
        ours[0] = Fixed::MAX;
        let full = ours.clone();
        if update(&mut ours, &days[0], &l).is_err() {
            prop_assert_eq!(ours, full);
        }
    }

    /// The interval holds `S_ij / sqrt(S_ii S_jj)`, cut at 1.
    #[test]
    fn correlations_hold_the_exact_one(days in days(), l in lambda()) {
        let ours = matrix(&days, &l);
        for i in 0..ASSETS {
            for j in 0..ASSETS {
                let rho = correlation(&ours, ASSETS, i, j).unwrap();
                prop_assert_eq!(rho, correlation(&ours, ASSETS, j, i).unwrap());
                let [cov, a, b] =
                    [(i, j), (i, i), (j, j)].map(|(i, j)| rational(&ours[i * ASSETS + j]));
                // Sign times square keeps the order.
                let signed = |x: BigRational| if x.is_negative() { -(&x * &x) } else { &x * &x };
                let (low, high) = (signed(rational(rho.low())), signed(rational(rho.high())));
                let product = a * b;
                if i == j {
                    prop_assert_eq!(rho, Interval::exact(Fixed::ONE));
                } else if product.is_zero() {
                    prop_assert_eq!(rho, Interval::new(Fixed::NEG_ONE, Fixed::ONE).unwrap());
                } else {
                    let exact = (signed(cov) / &product).min(whole(1)).max(whole(-1));
                    prop_assert!(low <= exact && exact <= high, "{rho:?}");
                    // A step of each root.
                    let wide = rational(rho.high()) - rational(rho.low());
                    prop_assert!(&wide * &wide * &product <= whole(64) * part(96), "{rho:?}");
                }
            }
        }
    }

    /// At least the root of `w' S w`, by no more than stated, at any size; at most the gross of the parts.
    #[test]
    fn sigma_is_a_bound(days in days(), l in lambda(), weights in vec(position(), ASSETS)) {
        let matrix = matrix(&days, &l);
        let ours = sigma(&matrix, &weights).unwrap();
        let gross: BigRational = weights.iter().map(|w| rational(w).abs()).sum();
        // 2^-43 sqrt 3 of the gross.
        let slack = &gross * whole(2) * part(43) + step::<Fixed>();
        prop_assert!(root_above(&ours, &quadratic(&matrix, &weights), &slack), "{ours}");
        let mut alone = slack;
        for (i, w) in weights.iter().enumerate() {
            let root = *Analytic::sqrt(&matrix[i * ASSETS + i]).unwrap().high();
            alone += rational(w).abs() * rational(&root);
            let mut one = [Fixed::ZERO; ASSETS];
            one[i] = *w;
            let single = sigma(&matrix, &one).unwrap();
            prop_assert!(root_above(&single, &quadratic(&matrix, &one), &(rational(w).abs() * part(47) + step::<Fixed>())));
        }
        prop_assert!(rational(&ours) <= alone);
        let minus: Vec<_> = weights.iter().map(|w| w.checked_neg().unwrap()).collect();
        let mirrored = sigma(&matrix, &minus).unwrap();
        prop_assert!((rational(&mirrored) - rational(&ours)).abs() <= gross * whole(2) * part(43) + step::<Fixed>());
    }

    /// The margin of a pair lies between its net and its gross, above its least, and is the formula at the
    /// correlation that its sides ask for.
    #[test]
    fn a_pair_lies_between_net_and_gross(o in offset(), rho in rho(), a in position(), b in position()) {
        let ours = o.margin(&a, &b, &rho).unwrap();
        let (net, gross) = (a.checked_add(b).unwrap().abs(), a.abs().checked_add(b.abs()).unwrap());
        let alike = a.is_negative() == b.is_negative();
        prop_assert!(ours <= gross);
        if !alike {
            prop_assert!(ours >= net);
        } else if *o.stress() >= 0 {
            prop_assert!(ours >= a.abs().max(b.abs()));
        }
        let swapped = rational(&o.margin(&b, &a, &rho).unwrap()) - rational(&ours);
        prop_assert!(swapped.abs() <= rational(&gross) * part(42) + step::<Fixed>());
        prop_assert!(rational(&ours) >= rational(&gross) * rational(o.least()));
        let used = if alike { o.alike(&rho) } else { o.opposite(&rho) };
        let [x, y, p] = [&a, &b, &used].map(rational);
        let exact = &x * &x + &y * &y + whole(2) * p * &x * &y;
        let value = rational(&ours);
        prop_assert!(&value * &value >= exact || ours == gross);
        let below = &value - rational(&gross) * part(42) - step::<Fixed>();
        let floor = rational(&gross) * rational(o.least());
        prop_assert!(below.is_negative() || &below * &below <= exact || below <= floor);
    }

    /// A hedge relies on no more than stress nor the estimate, unless on the floor; two on one side on no less.
    /// Less certainty and a lower offset are never less margin.
    #[test]
    fn the_costlier_correlation(o in offset(), rho in rho(), a in position(), b in position(), wider in 0.0f64..0.5) {
        let (hedge, alike) = (o.opposite(&rho), o.alike(&rho));
        prop_assert!(hedge >= *o.floor() && hedge <= *o.stress());
        prop_assert!(hedge <= *rho.low() || hedge == *o.floor());
        prop_assert!(alike >= *o.stress() && alike >= *rho.high() && alike <= 1);
        let wide = fixed(wider);
        let wide = Interval::new(
            (*rho.low() - wide).max(Fixed::NEG_ONE), (*rho.high() + wide).min(Fixed::ONE),
        ).unwrap();
        prop_assert!(o.margin(&a, &b, &wide).unwrap() >= o.margin(&a, &b, &rho).unwrap());
        // Hedges whose stress is lower, or that have no floor.
        let bare = Offset::new(Fixed::NEG_ONE, *o.floor(), *o.least()).unwrap();
        let (long, short) = (a.abs(), -b.abs());
        prop_assert!(bare.margin(&long, &short, &rho).unwrap() >= o.margin(&long, &short, &rho).unwrap());
    }
}

#[test]
fn hedges() {
    let full = Offset::new(Fixed::NEG_ONE, Fixed::ONE, Fixed::ZERO).unwrap();
    let one = Interval::exact(Fixed::ONE);
    let (a, b) = (n("1000000000000"), n("-1000000000000"));
    // Of a trillion against a trillion that move as one nothing is left but the bound.
    let margin = full.margin(&a, &b, &one).unwrap();
    assert!(margin < n("0.3"), "{margin}");
    let flat = [n("0.0004"); 4];
    let nothing = sigma(&flat, &[a, b]).unwrap();
    assert!(nothing < n("0.2"), "{nothing}");
    let net = full.margin(&n("3"), &n("-4"), &one).unwrap();
    assert!(net >= 1 && net < n("1.00000000001"), "{net}");
    let apart = Interval::exact(Fixed::ZERO);
    assert_eq!(full.margin(&n("3"), &n("4"), &one), Ok(n("7")));
    let hedge = Offset::new(Fixed::NEG_ONE, Fixed::ZERO, Fixed::ZERO).unwrap();
    let five = hedge.margin(&n("3"), &n("-4"), &apart).unwrap();
    assert!((five - n("5")).abs() < n("0.00000000001"), "{five}");
    let zero = Fixed::ZERO;
    assert_eq!(full.margin(&zero, &zero, &one), Ok(zero));
    assert_eq!(sigma(&flat, &[zero, zero]), Ok(zero));
    let half = Offset::new(zero, Fixed::ONE, n("0.5")).unwrap();
    assert_eq!(half.margin(&n("3"), &n("-3"), &one), Ok(n("3")));
    assert_eq!(half.least(), &n("0.5"));
}

#[test]
fn refusals() {
    let (zero, one, minus) = (Fixed::ZERO, Fixed::ONE, Fixed::NEG_ONE);
    let mut four = [zero; 4];
    for count in [0, 1, 3] {
        let returns = vec![one; count];
        assert_eq!(update(&mut four, &returns, &one), Err(Error::InvalidLength));
        assert_eq!(sigma(&four, &returns), Err(Error::InvalidLength));
        assert_eq!(correlation(&four, count, 0, 0), Err(Error::InvalidLength));
    }
    assert_eq!(
        update::<Fixed>(&mut [], &[], &one),
        Err(Error::InvalidLength)
    );
    assert_eq!(
        correlation(&four, usize::MAX, 0, 0),
        Err(Error::InvalidLength)
    );
    let wrong = update(&mut four, &[one, one], &n("1.5"));
    assert_eq!(wrong, Err(Error::InvalidFraction));
    assert_eq!(four, [zero; 4]);
    for (i, j) in [(2, 0), (0, 2)] {
        assert_eq!(correlation(&four, 2, i, j), Err(Error::UnknownMarket));
    }
    let below = [minus, zero, zero, minus];
    assert_eq!(correlation(&below, 2, 0, 1), Err(Error::OutOfDomain));
    assert_eq!(sigma(&below, &[one, one]), Ok(zero));
    for [floor, stress] in [[n("-1.1"), one], [one, zero], [zero, n("1.1")]] {
        assert_eq!(Offset::new(floor, stress, zero), Err(Error::InvalidFactor));
    }
    assert_eq!(
        Offset::new(zero, one, n("1.1")),
        Err(Error::InvalidFraction)
    );
}
