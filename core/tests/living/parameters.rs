//! Parameters that change: whoever proposes what and when, every value keeps its bounds and its pace, and
//! the set is valid at every second.

use crate::common::cases;
use crate::common::exact::{down, rational, step, up};
use crate::common::generate::{fraction, magnitude};
use num_rational::BigRational;
use num_traits::{One, Zero};
use plimsoll::risk::parameters::rule::Rule;
use plimsoll::risk::parameters::set::{Change, Name, Parameters, Refusal, COUNT};
use plimsoll::risk::parameters::Parameter;
use plimsoll::{Error, Fixed, Number, Weights};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;
type Set = Parameters<Fixed>;

const START: u64 = 1_700_000_000;

fn whole(count: u64) -> Rational {
    Rational::from_integer(count.into())
}

/// The exact line.
fn line(parameter: &Parameter<Fixed>, now: u64) -> Rational {
    let (from, to) = (rational(parameter.from()), rational(parameter.to()));
    let (start, end) = (parameter.start(), parameter.end());
    if now >= end {
        return to;
    }
    if now <= start {
        return from;
    }
    let share = whole(now - start) / whole(end - start);
    &from + (&to - &from) * share
}

fn signed() -> impl Strategy<Value = Fixed> {
    (magnitude(-20, 20), any::<bool>())
        .prop_map(|(value, below)| if below { -value } else { value })
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// The exact line, rounded once in the direction of the name; between its ends, one way, level outside.
    #[test]
    fn a_line(
        from in signed(), to in signed(), start in 0u64..1 << 40, span in prop_oneof![0u64..9, 0u64..1 << 34],
        at in fraction(),
    ) {
        let end = start + span;
        let parameter = Parameter::moving(from, to, start, end)?;
        let place = Fixed::from_num(span).mul_down(&at)?.to_num::<u64>();
        let mut before = [from; 2];
        let later = (place + 1).min(span);
        for now in [0, start, start + place, start + later, end, end + 1, u64::MAX] {
            let values = [parameter.at_down(now)?, parameter.at_up(now)?];
            let exact = line(&parameter, now);
            prop_assert_eq!(values, [down(&exact), up(&exact)]);
            for (value, before) in values.iter().zip(before) {
                let range = if to >= from { before..=to } else { to..=before };
                prop_assert!(range.contains(value), "{value} {before}");
            }
            before = values;
        }
        let rest = Parameter::new(from, start);
        for now in [0, start, end, u64::MAX] {
            prop_assert_eq!([rest.at_down(now)?, rest.at_up(now)?], [from, from]);
        }
        if span > 0 {
            prop_assert_eq!(Parameter::moving(from, to, end, start), Err(Error::InvalidTime));
        }
    }
}

fn rule(least: Fixed, most: Fixed) -> impl Strategy<Value = Rule<Fixed>> {
    (
        fraction(),
        fraction(),
        magnitude(-20, -2),
        0u64..12,
        0u64..20,
    )
        .prop_map(move |(rise, fall, grain, delay, ramp)| {
            Rule::new([least, most], rise, fall, grain, delay, ramp).expect("valid")
        })
}

/// Why a change is refused, from the rule's own words.
fn refused(
    rule: &Rule<Fixed>,
    parameter: &Parameter<Fixed>,
    value: &Fixed,
    ramp: u64,
    now: u64,
) -> Option<Error> {
    let now_at = down(&line(parameter, now));
    let [least, most] = rule.bounds();
    if value < least.min(&now_at) || value > most.max(&now_at) {
        return Some(Error::OutOfBounds);
    }
    if now < parameter.start() {
        return Some(Error::InvalidTime);
    }
    if now < parameter.start() + rule.delay() {
        return Some(Error::TooSoon);
    }
    let present = rational(&now_at);
    let size = rational(&now_at.abs());
    let grain = rational(rule.grain());
    let value = rational(value);
    let too_high = &value - &present > (&size * rational(rule.rise())).max(grain.clone());
    let too_low = present - value > (size * rational(rule.fall())).max(grain);
    (ramp < rule.ramp() || too_high || too_low).then_some(Error::StepTooLarge)
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Any history of proposals to one parameter, sampled at every second: refused by the rule's words only,
    /// within the bounds, and between any two seconds no further than reach and ramp allow.
    #[test]
    fn a_pace(
        rule in rule(Fixed::from_num(-2), Fixed::from_num(4)), first in (-2i32..=4),
        proposals in vec((0u64..20, -2i32..=2, fraction(), 0u64..30), 1..8),
    ) {
        let mut parameter = Parameter::new(Fixed::from_num(first), START);
        let (mut now, mut values) = (START, vec![parameter.at_down(START)?]);
        // How many steps each second may add upward and downward, rounded up.
        let (mut room, mut pace) = (vec![[0, 0]], [0, 0]);
        for (gap, kind, far, ramp) in proposals.into_iter().chain([(40, 0, Fixed::ONE, 0)]) {
            for _ in 0..gap {
                now += 1;
                values.push(parameter.at_down(now)?);
                room.push(pace);
            }
            let present = parameter.at_down(now)?;
            let [low, high] = rule.reach(&present)?;
            let end = if kind < 0 { low } else { high };
            let beyond = Fixed::from_bits(i128::from(kind.abs() / 2) * kind.signum() as i128);
            let value = present + (end - present).mul_div_down(&far, &Fixed::ONE)? + beyond;
            let expected = refused(&rule, &parameter, &value, ramp, now);
            match rule.change(&parameter, &value, ramp, now) {
                Err(error) => prop_assert_eq!(Some(error), expected),
                Ok(next) => {
                    prop_assert_eq!(expected, None);
                    prop_assert_eq!((next.to(), next.start(), next.end()), (&value, now, now + ramp));
                    prop_assert_eq!(next.from(), &present);
                    let most = [rule.rise(), rule.fall()].map(|fraction| {
                        let relative = present.abs().mul_up(fraction).expect("small");
                        relative.max(*rule.grain()).to_bits()
                    });
                    let last = values.len() - 1;
                    // Where the rule asks for no ramp, the proposal's own.
                    let seconds = i128::from(if rule.ramp() > 0 { rule.ramp() } else { ramp });
                    for (place, most) in most.into_iter().enumerate() {
                        pace[place] = most.checked_div(seconds).map_or(0, |steps| steps + 1);
                        if seconds == 0 {
                            room[last][place] += most;
                        }
                    }
                    parameter = next;
                    values[last] = parameter.at_down(now)?;
                }
            }
        }
        let (least, most) = (Fixed::from_num(-2), Fixed::from_num(4));
        prop_assert!(values.iter().all(|value| *value >= least && *value <= most));
        for first in 0..values.len() {
            let mut allowed = [1, 1];
            for last in first + 1..values.len() {
                allowed[0] += room[last][0];
                allowed[1] += room[last][1];
                let moved = (values[last] - values[first]).to_bits();
                prop_assert!(moved <= allowed[0] && -moved <= allowed[1], "{first} {last}");
            }
        }
    }
}

/// A set that is valid, from fractions.
fn set() -> impl Strategy<Value = Set> {
    (
        fraction(),
        fraction(),
        [0u32..40, 0u32..40],
        [fraction(), fraction()],
        [magnitude(-4, 20), magnitude(-4, 20)],
    )
        .prop_map(|(asset, share, percents, parts, caps)| {
            let asset = asset.clamp(Fixed::from_num(0.5), Fixed::from_num(0.95));
            let [maintenance, more] = percents.map(|percent| Fixed::from_num(percent) / 100);
            let liability = Fixed::ONE + maintenance;
            // What the penalty leaves room for: often all of it.
            let most = liability.div_down(&asset).expect("small") - Fixed::ONE;
            let bonus = most.mul_down(&parts[0]).expect("small");
            let fee = (most - bonus).mul_down(&parts[1]).expect("small");
            let initial = asset.mul_down(&share).expect("small");
            let values = [
                initial,
                asset,
                liability,
                liability + more,
                bonus,
                fee,
                caps[0],
                caps[1],
            ];
            Parameters::new(values, START).expect("a valid set")
        })
}

type Proposal = (u64, Vec<(usize, i32, Fixed)>, u64);

fn proposals() -> impl Strategy<Value = Vec<Proposal>> {
    vec(
        (
            0u64..25,
            vec((0usize..COUNT, -1i32..=2, fraction()), 0..4),
            0u64..30,
        ),
        1..8,
    )
}

fn rules() -> impl Strategy<Value = [Rule<Fixed>; COUNT]> {
    let one = || rule(Fixed::ZERO, Fixed::from_num(1 << 20));
    [one(), one(), one(), one(), one(), one(), one(), one()]
}

/// The law at one second, on what a contract would read.
fn holds(set: &Set, now: u64) -> Result<(), TestCaseError> {
    let of = |name| set.at(name, now);
    let initial = Weights::new(of(Name::InitialAsset)?, of(Name::InitialLiability)?)?;
    let maintenance = Weights::new(of(Name::MaintenanceAsset)?, of(Name::MaintenanceLiability)?)?;
    prop_assert!(initial.no_looser_than(&maintenance));
    let (bonus, fee) = (of(Name::LiquidationBonus)?, of(Name::InsuranceFee)?);
    prop_assert!(bonus >= 0 && fee >= 0);
    let penalty = (Fixed::ONE + bonus + fee).to_bits() * maintenance.asset().to_bits();
    prop_assert!(penalty <= maintenance.liability().to_bits() << 48);
    prop_assert!(of(Name::DepositCap)? > 0 && of(Name::BorrowCap)? > 0);
    for name in Name::ALL {
        // Read as its line says, to the one step that keeps an order.
        let line = set.get(name).at_down(now)?;
        prop_assert!((of(name)? - line).abs() <= Fixed::DELTA);
    }
    Ok(())
}

/// What the set would become, without any check.
fn unchecked(
    set: &Set,
    changes: &[Change<Fixed>],
    ramp: u64,
    now: u64,
) -> [Parameter<Fixed>; COUNT] {
    Name::ALL.map(|name| {
        let parameter = *set.get(name);
        match changes.iter().find(|change| change.name == name) {
            Some(change) => {
                let present = down(&line(&parameter, now));
                Parameter::moving(present, change.value, now, now + ramp).expect("forward")
            }
            None => parameter,
        }
    })
}

/// Whether the refusal is deserved: at some second the two stand in the wrong order, or a value is one that
/// it must not be.
fn deserved(refusal: Refusal, values: &[Parameter<Fixed>; COUNT], now: u64) -> bool {
    let of = |name: Name| {
        &values[Name::ALL
            .iter()
            .position(|n| *n == name)
            .expect("one of them")]
    };
    let seconds = || now..=now + 120;
    let most = |name| seconds().map(|t| line(of(name), t)).max().expect("some");
    let least = |name| seconds().map(|t| line(of(name), t)).min().expect("some");
    let (zero, one) = (Rational::zero(), Rational::one());
    match refusal {
        Refusal::Order(Name::LiquidationBonus, Name::MaintenanceLiability) => {
            let penalty = &one + most(Name::LiquidationBonus) + most(Name::InsuranceFee);
            let steps = step::<Fixed>() * whole(4);
            penalty * most(Name::MaintenanceAsset) + steps > least(Name::MaintenanceLiability)
        }
        Refusal::Order(low, high) => {
            seconds().any(|t| down(&line(of(low), t)) > down(&line(of(high), t)))
        }
        Refusal::Value(name, Error::InvalidParameters) => match name {
            Name::DepositCap | Name::BorrowCap => least(name) <= zero,
            Name::MaintenanceAsset => most(name) > one,
            Name::MaintenanceLiability => least(name) < one,
            _ => least(name) < zero,
        },
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Any proposals at any times, many lines at once: the set is valid at every second, a refusal names what
    /// is wrong, and of two proposals for one version the second is refused.
    #[test]
    fn a_set_at_every_second(set in set(), rules in rules(), proposals in proposals()) {
        let (mut set, mut now) = (set, START);
        for (gap, wanted, ramp) in proposals {
            for _ in 0..gap {
                now += 1;
                holds(&set, now)?;
            }
            let mut changes = Vec::new();
            for (place, kind, far) in wanted {
                let name = Name::ALL[place];
                let present = set.get(name).at_down(now)?;
                let [low, high] = rules[place].reach(&present)?;
                let end = if kind < 0 { low } else { high };
                let beyond = Fixed::from_bits(i128::from(kind / 2));
                changes.push(Change { name, value: present + (end - present).mul_down(&far)? + beyond });
            }
            let before = set;
            let answer = set.propose(&rules, set.version(), &changes, ramp, now);
            prop_assert_eq!(set, before);
            // The first parameter, in the order of the set, that breaks its own rule.
            let own = Name::ALL.iter().enumerate().find_map(|(place, name)| {
                let mut named = changes.iter().filter(|change| change.name == *name);
                let change = named.next()?;
                let error = match named.next() {
                    Some(_) => Some(Error::InvalidParameters),
                    None => refused(&rules[place], set.get(*name), &change.value, ramp, now),
                };
                error.map(|error| Refusal::Value(*name, error))
            });
            let values = unchecked(&set, &changes, ramp, now);
            match answer {
                Err(refusal) => match own {
                    Some(own) => prop_assert_eq!(refusal, own),
                    None => prop_assert!(deserved(refusal, &values, now), "{refusal:?}"),
                },
                Ok(next) => {
                    prop_assert_eq!(own, None);
                    prop_assert_eq!(next.version(), set.version() + 1);
                    for (name, value) in Name::ALL.iter().zip(&values) {
                        prop_assert_eq!(next.get(*name), value);
                    }
                    let late = next.propose(&rules, set.version(), &changes, ramp, now + 100);
                    prop_assert_eq!(late, Err(Refusal::Version));
                    prop_assert_eq!(Parameters::from_stored(next.version(), values, now), Ok(next));
                    set = next;
                    for later in now..now + 32 {
                        holds(&set, later)?;
                    }
                }
            }
            if gap > 0 && set.version() > 0 {
                let early = set.propose(&rules, set.version(), &[], ramp, START - 1);
                let is_early = matches!(early, Err(Refusal::Value(_, Error::InvalidTime)));
                prop_assert!(is_early, "{early:?}");
            }
        }
        for later in now..now + 40 {
            holds(&set, later)?;
        }
    }

    /// The set as it is first made is valid or refused by the first law that it breaks.
    #[test]
    fn a_set_that_is_none(set in set(), which in 0usize..COUNT, by in magnitude(-48, 3), below in any::<bool>()) {
        let mut values = Name::ALL.map(|name| *set.get(name).to());
        values[which] += if below { -by } else { by };
        let [initial, asset, liability, first, bonus, fee, deposits, borrows] = values;
        let [a, l, b, f] = [&asset, &liability, &bonus, &fee].map(rational);
        let valid = Fixed::ZERO <= initial && initial <= asset && asset <= 1 && liability >= 1 && first >= liability
            && bonus >= 0 && fee >= 0 && (Rational::one() + b + f) * a <= l && deposits > 0 && borrows > 0;
        match Parameters::new(values, START) {
            Ok(made) => {
                prop_assert!(valid);
                prop_assert_eq!(made.version(), 0);
                holds(&made, START)?;
            }
            Err(refusal) => {
                prop_assert!(!valid, "{refusal:?}");
                prop_assert_eq!(refusal.error(), Error::InvalidParameters);
                let concerns = match refusal {
                    Refusal::Value(name, _) => name == Name::ALL[which],
                    Refusal::Order(Name::LiquidationBonus, _) => [1, 2, 4, 5].contains(&which),
                    Refusal::Order(low, high) => [low, high].contains(&Name::ALL[which]),
                    Refusal::Version => false,
                };
                prop_assert!(concerns, "{refusal:?} {which}");
            }
        }
    }
}

/// Bounds that are tightened leave a value outside: it may not go further, and finds its way back.
#[test]
fn tightened_bounds_are_reached() {
    let fixed = Fixed::from_num::<i32>;
    let tenth = plimsoll::number::decimal::read_down("0.1").unwrap();
    let rule = Rule::new([fixed(2), fixed(5)], tenth, tenth, Fixed::ZERO, 10, 0).unwrap();
    let mut parameter = Parameter::new(fixed(10), 0);
    let further = rule.change(&parameter, &(fixed(10) + Fixed::DELTA), 0, 10);
    assert_eq!(further, Err(Error::OutOfBounds));
    let mut now = 0;
    while parameter.at_down(now).unwrap() > 5 {
        now += 10;
        let [least, most] = rule.reach(&parameter.at_down(now).unwrap()).unwrap();
        assert_eq!(most, parameter.at_down(now).unwrap());
        parameter = rule.change(&parameter, &least, 0, now).unwrap();
    }
    assert_eq!(now, 70); // 0.9^7 is the first power below a half
    let inside = rule.reach(&parameter.at_down(now).unwrap()).unwrap();
    assert_eq!(inside[1], 5);
}
