//! The laws of whole margin methods (SPAN, Deribit's matrix, Paradex, OKX): parts sum to the total, which is
//! what the formula says in rationals; nothing required is negative; and each keeps or breaks the laws of the
//! bare scenario margin as its module says.

mod common;

use common::cases;
use common::exact::{step, Exact};
use common::generate::{fraction, magnitude};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::margin::netting::spread::{inter_month_charge, spread, Leg, Underlying};
use plimsoll::margin::netting::Sides;
use plimsoll::margin::scenario::Scan;
use plimsoll::methods::deribit::matrix::{grid, Aggregation, Settlement, SCENARIOS, STANDARD};
use plimsoll::methods::deribit::{roll_shock, Currency, CurrencyPair, Margin};
use plimsoll::methods::okx::{minimum_charge, Charges, Maintenance, Multiplier};
use plimsoll::methods::paradex::{self, Parameters, Provisions};
use plimsoll::methods::span::{self, Requirement, ScanRisk};
use plimsoll::{Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

fn amount() -> impl Strategy<Value = Fixed> {
    prop_oneof![1 => Just(Fixed::ZERO), 6 => magnitude(-20, 26)]
}

fn signed() -> impl Strategy<Value = Fixed> {
    (amount(), any::<bool>()).prop_map(|(size, short)| if short { -size } else { size })
}

fn exact(number: &Fixed) -> BigRational {
    Exact::of(number).0
}

fn times(number: &Fixed, factor: i128) -> Exact {
    Exact(exact(number) * BigRational::from_integer(factor.into()))
}

fn scan<N: Number>(profits: Vec<N>) -> Scan<N, Vec<N>> {
    Scan::from_parts(N::zero(), profits)
}

fn in_rationals(profits: &[Fixed], factor: i128) -> Vec<Exact> {
    profits.iter().map(|profit| times(profit, factor)).collect()
}

/// `max(0, -min)`.
fn worst(profits: impl Iterator<Item = BigRational>) -> BigRational {
    profits.fold(BigRational::zero(), |worst, profit| worst.max(-profit))
}

fn positive(value: BigRational) -> BigRational {
    value.max(BigRational::zero())
}

fn deribit(numbers: &[Fixed; 6], offset: Fixed) -> (CurrencyPair<Fixed>, Currency<Fixed>) {
    let [factor, threshold, m_inc, most, dampener, gains] = *numbers;
    let pair = CurrencyPair {
        price_range: Fixed::ONE / 8,
        extended_table_factor: factor,
        delta_total_liq_shock_threshold: threshold,
        m_inc,
        max_delta_shock: most,
    };
    let currency = Currency {
        min_annualised_move: Fixed::ZERO,
        annualised_move_risk: Fixed::ZERO,
        pnl_offset: offset,
        max_offsetable_pnl: gains,
        extended_dampener: dampener,
    };
    (pair, currency)
}

fn ladder<N: Number>(raw: &[(Fixed, Fixed)], of: impl Fn(&Fixed) -> N) -> Vec<Multiplier<N>> {
    let (mut floor, mut sum) = (Fixed::ZERO, Fixed::ONE);
    raw.iter()
        .enumerate()
        .map(|(place, (width, more))| {
            floor = if place == 0 {
                floor
            } else {
                floor + width + Fixed::ONE
            };
            sum += more;
            Multiplier {
                floor: of(&floor),
                times: of(&sum),
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(3_000))]

    /// SPAN is its formula, bit for bit, and never negative; twice the book is twice the margin.
    #[test]
    fn span_is_its_formula(
        profits in vec(signed(), 16), beside in [amount(), amount(), amount(), amount()], rate in fraction(), more in fraction(),
    ) {
        let [intermonth, delivery, credit, written] = beside;
        let charges = span::Charges { intermonth, delivery, credit, written, minimum: rate };
        let parts = Requirement::new(&ScanRisk::new(&scan(profits.clone())).unwrap(), &charges).unwrap();
        let loss = worst(profits.iter().map(exact));
        let rest = &loss + exact(&intermonth) + exact(&delivery) - exact(&credit);
        let minimum = exact(&written.mul_up(&rate).unwrap());
        let total = parts.total().unwrap();
        prop_assert_eq!(exact(&parts.scan), loss);
        prop_assert_eq!(exact(&total), rest.max(minimum));
        prop_assert!(total >= 0 && parts.minimum >= 0);
        let ratio = Fixed::ONE + more;
        let over = exact(&parts.initial(&ratio).unwrap()) - exact(&total) * exact(&ratio);
        prop_assert!(!over.is_negative() && over < step::<Fixed>());
        let required = |factor: i128| {
            let charges = span::Charges {
                intermonth: times(&intermonth, factor),
                delivery: times(&delivery, factor),
                credit: times(&credit, factor),
                written: times(&written, factor),
                minimum: times(&rate, 1),
            };
            let risk = ScanRisk::new(&scan(in_rationals(&profits, factor))).unwrap();
            Requirement::new(&risk, &charges).unwrap().total().unwrap().0
        };
        prop_assert_eq!(required(3), required(1) * BigRational::from_integer(3.into()));
    }

    /// Spread against each other, commodities require at most what they require alone, and at least nothing;
    /// the price's part of the loss of a book without options is all of it.
    #[test]
    fn span_spreads_only_relieve(deltas in vec(signed(), 2), ranges in vec(magnitude(-10, 12), 2), rates in vec(fraction(), 2)) {
        let risks: Vec<ScanRisk<Exact>> = deltas.iter().zip(&ranges).map(|(delta, range)| {
            let moves = [0, 0, 3, 3, -3, -3, 6, 6, -6, -6, 9, 9, -9, -9, 7, -7];
            let unit = exact(delta) * exact(range) / BigRational::from_integer(9.into());
            let profits = moves.iter().map(|m| Exact(&unit * BigRational::from_integer((*m).into())));
            ScanRisk::new(&scan(profits.collect())).unwrap()
        }).collect();
        for risk in &risks {
            prop_assert_eq!(&risk.price, &risk.loss);
        }
        let mut all: Vec<Underlying<Exact>> = deltas.iter().zip(&risks)
            .map(|(delta, risk)| Underlying::new(Exact::of(delta), risk.price.clone()).unwrap()).collect();
        let legs = [(0, 2), (1, -1)].map(|(underlying, ratio)| Leg {
            underlying, ratio: Exact::ratio(ratio, 1), rate: Exact::of(&rates[underlying]),
        });
        spread(&mut all, &legs).unwrap();
        for (risk, underlying) in risks.iter().zip(&all) {
            let charges = span::Charges { credit: underlying.credit().clone(), ..none() };
            let parts = Requirement::new(risk, &charges).unwrap();
            prop_assert!(parts.minimum.0.is_zero());
            prop_assert!(!parts.total().unwrap().0.is_negative() && parts.total().unwrap() <= risk.loss);
        }
    }

    /// The bare scan: more of a long option, which loses at most its premium, requires at most that more; a
    /// hedge that offsets everywhere nothing.
    #[test]
    fn span_scans_keep_the_laws(book in vec(signed(), 16), gains in vec(amount(), 16), premium in amount()) {
        let with = |more: &[Fixed]| {
            let sums: Vec<Fixed> = book.iter().zip(more).map(|(a, b)| *a + *b).collect();
            ScanRisk::new(&scan(sums)).unwrap().loss
        };
        let option: Vec<Fixed> = gains.iter().map(|gain| *gain - premium).collect();
        let alone = with(&[Fixed::ZERO; 16]);
        prop_assert!(with(&option) <= alone + premium);
        let negative: Vec<Fixed> = option.iter().map(|profit| -*profit).collect();
        let both: Vec<Fixed> = option.iter().zip(&negative).map(|(a, b)| *a + *b).collect();
        prop_assert_eq!(with(&both), alone);
    }

    /// Aggregation takes from gains and forgives of losses, never past nothing, and leaves the losses of the
    /// standard table. On `Fixed` no scenario is better than exact, but for the moves of the extended table,
    /// which have no binary form.
    #[test]
    fn deribit_aggregates(
        profits in vec(signed(), SCENARIOS), factor in fraction(), offset in fraction(),
        dollars in [amount(), amount()], index in magnitude(-4, 18), coin in any::<bool>(),
    ) {
        let [dampener, gains] = dollars;
        let zero = Fixed::ZERO;
        let (pair, currency) = deribit(&[factor, zero, zero, zero, dampener, gains], offset);
        let settlement = if coin { Settlement::Coin } else { Settlement::Dollar };
        let aggregation = Aggregation { pair: &pair, currency: &currency, settlement, index: &index };
        let mut after = scan(profits.clone());
        aggregation.apply(&grid(&pair.price_range).unwrap(), &mut after).unwrap();
        let of = Exact::of;
        let exact_pair = CurrencyPair {
            price_range: of(&pair.price_range),
            extended_table_factor: of(&factor),
            delta_total_liq_shock_threshold: of(&zero),
            m_inc: of(&zero),
            max_delta_shock: of(&zero),
        };
        let exact_currency = Currency {
            min_annualised_move: of(&zero),
            annualised_move_risk: of(&zero),
            pnl_offset: of(&offset),
            max_offsetable_pnl: of(&gains),
            extended_dampener: of(&dampener),
        };
        let mut oracle = scan(in_rationals(&profits, 1));
        let index = of(&index);
        let exactly = Aggregation { pair: &exact_pair, currency: &exact_currency, settlement, index: &index };
        exactly.apply(&grid(&exact_pair.price_range).unwrap(), &mut oracle).unwrap();
        for (place, ((after, oracle), before)) in
            after.profits().iter().zip(oracle.profits()).zip(&profits).enumerate()
        {
            match before.is_negative() {
                true => prop_assert!(after >= before && *after <= 0),
                false => prop_assert!(after <= before && *after >= 0),
            }
            let over = exact(after) - &oracle.0;
            if place < STANDARD {
                prop_assert!(*before >= 0 || after == before);
                prop_assert!(!over.is_positive());
            } else {
                // A step of the move is worth less than 64 times as much of the profit and of the dampener.
                let dampened = match coin {
                    true => exact(&dampener) / &index.0,
                    false => exact(&dampener),
                };
                let weight = (exact(before).abs() + dampened + BigRational::one()) * step::<Fixed>();
                prop_assert!(over.abs() <= weight * BigRational::from_integer(512.into()));
            }
        }
    }

    /// The parts of a matrix, its rounding to the nearest tick, and its levels.
    #[test]
    fn deribit_margins(
        profits in vec(signed(), SCENARIOS), beside in [amount(), amount(), amount(), amount()],
        deltas in vec(signed(), 3), rates in vec(fraction(), 3), ticks in prop_oneof![Just(0u32), Just(1), Just(1000), Just(1_000_000_000)],
    ) {
        let ticks = Fixed::from_num(ticks);
        let [correlation_contingency, mmp_margin, open_orders_margin, spot_margin] = beside;
        let bare = Margin::new(&scan(profits.clone()), &ticks).unwrap();
        let loss = worst(profits.iter().map(exact));
        let off = exact(&bare.worst_case) - &loss;
        if ticks.is_zero() {
            prop_assert!(off.is_zero());
        } else {
            let half = BigRational::new(1.into(), 2.into()) / exact(&ticks);
            prop_assert!(off.abs() <= half + step::<Fixed>());
        }
        let margin = Margin {
            roll_shock: roll_shock(&deltas, &rates).unwrap(),
            correlation_contingency, mmp_margin, open_orders_margin, spot_margin,
            ..bare
        };
        let matrix = margin.worst_case + margin.roll_shock + correlation_contingency;
        prop_assert_eq!(margin.risk_matrix(), Ok(matrix));
        prop_assert_eq!(margin.initial(), Ok(matrix + mmp_margin + open_orders_margin + spot_margin));
        prop_assert!(margin.maintenance(&rates[0]).unwrap() <= margin.initial().unwrap());
        let rolled: BigRational = deltas.iter().zip(&rates).map(|(d, r)| exact(d).abs() * exact(r)).sum();
        let over = exact(&margin.roll_shock) - rolled;
        prop_assert!(!over.is_negative() && over < step::<Fixed>() * BigRational::from_integer(3.into()));
    }

    /// The charge on size: nothing to the threshold, the same on both sides, never above the cap, and twice the
    /// delta at least twice the charge.
    #[test]
    fn deribit_charges_size(delta in signed(), threshold in amount(), m_inc in fraction(), most in fraction(), index in magnitude(-4, 18)) {
        let zero = Fixed::ZERO;
        let (pair, _) = deribit(&[zero, threshold, m_inc, most, zero, zero], zero);
        let shock = pair.delta_shock(&delta, &index).unwrap();
        prop_assert_eq!(pair.delta_shock(&-delta, &index), Ok(shock));
        let beyond = exact(&delta).abs() - exact(&threshold) / exact(&index);
        let rate = positive(beyond) * exact(&m_inc);
        let exactly = exact(&delta).abs() * rate.min(exact(&most));
        let over = exact(&shock) - exactly;
        // The threshold in coins is a step short, which the slope and the size multiply.
        let budget = (exact(&delta).abs() * BigRational::from_integer(2.into()) + BigRational::one()) * step::<Fixed>();
        prop_assert!(!over.is_negative() && over <= budget);
        let double = exact(&pair.delta_shock(&(delta + delta), &index).unwrap());
        prop_assert!(double + step::<Fixed>() >= exact(&shock) + exact(&shock) - budget);
    }

    /// Paradex is its formula; twice the book is twice what is net.
    #[test]
    fn paradex_is_its_formula(
        profits in vec(signed(), paradex::SCENARIOS), deltas in vec(signed(), 0..5), spot in magnitude(-8, 14),
        rates in [fraction(), fraction(), fraction()], provisions in [amount(), amount()],
    ) {
        let ask = |factor: i128| {
            let [net_delta, hedged_delta, maintenance] = [0, 1, 2].map(|place| times(&rates[place], 1));
            let parameters = Parameters { net_delta, hedged_delta, maintenance };
            let mut sides = Sides::none();
            for delta in &deltas {
                sides.add(&times(delta, factor)).unwrap();
            }
            let grid = paradex::grid(&Exact::ratio(16, 100)).unwrap();
            let [funding, fees] = [0, 1].map(|place| times(&provisions[place], 1));
            let scan = scan(in_rationals(&profits, factor));
            let margin = paradex::Margin::new(
                &parameters, &grid, &scan, &sides, &times(&spot, 1), &Provisions { funding, fees },
            ).unwrap();
            let weighted = scan.profits().iter().zip(&grid).map(|(p, s)| &p.0 * &s.weight().0);
            let loss = worst(weighted);
            let long: BigRational = deltas.iter().map(|d| times(d, factor).0).filter(Signed::is_positive).sum();
            let net: BigRational = deltas.iter().map(|d| times(d, factor).0).sum();
            let short = &long - &net;
            let delta = net.abs() * exact(&rates[0]) + long.min(short) * exact(&rates[1]);
            let expected = loss.max(delta * exact(&spot));
            assert_eq!(margin.net().unwrap().0, expected);
            let reserved = exact(&provisions[0]) + exact(&provisions[1]);
            assert_eq!(margin.initial().unwrap().0, &expected + &reserved);
            let held = margin.maintenance(&parameters).unwrap().0;
            assert_eq!(held, &expected * exact(&rates[2]) + reserved);
            expected
        };
        prop_assert_eq!(ask(1) * BigRational::from_integer(5.into()), ask(5));
    }

    /// OKX is its formula, and its ladder what the slices sum to: at least the raw charge, and twice the charge
    /// at least twice the minimum.
    #[test]
    fn okx_is_its_formula(mr in vec(amount(), 9), raw in amount(), rungs in vec((amount(), fraction()), 0..5)) {
        let [mr1, mr2, mr3, mr4, mr5, mr6, mr7, mr8, mr9] = std::array::from_fn(|place| mr[place]);
        let parts = Maintenance::new(&Charges { mr1, mr2, mr3, mr4, mr5, mr6, mr7, mr8, mr9 }).unwrap();
        let rest = mr1.max(mr2).max(mr6) + mr3 + mr4 + mr5 + mr8 + mr9;
        prop_assert_eq!(parts.total(), Ok(rest.max(mr7)));
        let rungs_of_bits = ladder(&rungs, |number| *number);
        let rungs = ladder(&rungs, Exact::of);
        let slices = |raw: &BigRational| {
            let mut sum = if rungs.is_empty() { raw.clone() } else { BigRational::zero() };
            for (place, rung) in rungs.iter().enumerate() {
                let top = rungs.get(place + 1).map_or(raw.clone(), |next| raw.clone().min(next.floor.0.clone()));
                sum += positive(top - &rung.floor.0) * &rung.times.0;
            }
            sum
        };
        let raw_exact = exact(&raw);
        let charged = minimum_charge(&Exact::of(&raw), &rungs).unwrap().0;
        prop_assert_eq!(&charged, &slices(&raw_exact));
        let over = exact(&minimum_charge(&raw, &rungs_of_bits).unwrap()) - &charged;
        prop_assert!(!over.is_negative() && over < step::<Fixed>() * BigRational::from_integer(6.into()));
        prop_assert!(charged >= raw_exact);
        let two = BigRational::from_integer(2.into());
        prop_assert!(slices(&(&raw_exact * &two)) >= charged * two);
    }
}

fn none() -> span::Charges<Exact> {
    let zero = Exact::zero;
    span::Charges {
        intermonth: zero(),
        delivery: zero(),
        credit: zero(),
        written: zero(),
        minimum: zero(),
    }
}

/// What the modules say that the methods break. SPAN: a long option worth 1 whose delta of 0.5 stands against
/// another month pays the inter-month charge, and one written against its like the minimum.
#[test]
fn span_breaks() {
    let number = |text: i32| Fixed::from_num(text);
    let flat = ScanRisk::new(&scan(vec![Fixed::ZERO; 16])).unwrap();
    let mut months = Sides::none();
    months.add(&number(-1)).unwrap();
    let charge = |months: &Sides<Fixed>| inter_month_charge(months, &number(100)).unwrap();
    let before = charge(&months);
    months.add(&(Fixed::ONE / 2)).unwrap();
    let charges = span::Charges {
        intermonth: charge(&months),
        delivery: Fixed::ZERO,
        credit: Fixed::ZERO,
        written: Fixed::ONE,
        minimum: number(60),
    };
    let parts = Requirement::new(&flat, &charges).unwrap();
    assert_eq!(parts.intermonth - before, 50);
    assert_eq!(
        [parts.minimum, parts.total().unwrap()],
        [10, 60].map(number)
    );
}

/// Deribit: what is dampened away once is not at twice the size, and size is charged by its square. Paradex
/// and OKX: an option's delta costs more than its premium of an hour; the ladder of the minimum.
#[test]
fn venues_break() {
    let number = |text: i32| Fixed::from_num(text);
    let (one, zero) = (Fixed::ONE, Fixed::ZERO);
    let (pair, currency) = deribit(&[one, number(100), one / 64, one, number(1000), zero], zero);
    let aggregation = Aggregation {
        pair: &pair,
        currency: &currency,
        settlement: Settlement::Dollar,
        index: &number(1),
    };
    let worst = |loss: i32| {
        let mut profits = vec![zero; SCENARIOS];
        profits[SCENARIOS - 1] = number(-loss);
        let mut scan = scan(profits);
        aggregation
            .apply(&grid(&pair.price_range).unwrap(), &mut scan)
            .unwrap();
        Margin::new(&scan, &zero).unwrap().worst_case
    };
    // A fortieth of it counts, less 39,000.
    assert!(worst(1_500_000).is_zero() && worst(3_000_000) > number(35_000));
    let shock = |delta: i32| pair.delta_shock(&number(delta), &one).unwrap();
    assert_eq!(
        [shock(100), shock(110), shock(120)],
        [zero, Fixed::from_num(17.1875), Fixed::from_num(37.5)]
    );
    let parameters = Parameters {
        net_delta: one / 50,
        hedged_delta: one / 100,
        maintenance: one,
    };
    let mut call = Sides::none();
    call.add(&(one / 2)).unwrap();
    let premium = number(130);
    assert!(parameters.delta_charge(&call, &number(50_000)).unwrap() > premium);
    let ladder = [(0, 1), (10_000, 2)].map(|(floor, times)| Multiplier {
        floor: number(floor),
        times: number(times),
    });
    let charged = |raw: i32| minimum_charge(&number(raw), &ladder).unwrap();
    assert_eq!(
        [charged(10_000), charged(20_000)],
        [10_000, 30_000].map(number)
    );
}
