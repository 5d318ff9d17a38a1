//! What pools pay: Uniswap v2 and v3, Curve.
//!
//! Sources: Uniswap/v3-core at 01f4a37, test/UniswapV2Pair.spec.ts (the v2 suite before it moved), `getInputPrice`;
//! stableex/sx.uniswap, __tests__/basic.tests.cpp; Uniswap/v3-core, test/SwapMath.spec.ts,
//! test/SqrtPriceMath.spec.ts and the snapshot of test/UniswapV3Pool.swaps.spec.ts; curveresearch/curvesim,
//! test/integration/test_bonding_curve.py (the main net's 3pool); NibiruChain/nibiru at 7ee5fdf,
//! x/dex/types/misc/stabletests.csv, made by Curve's own tests/simulation.py.
//!
//! The pools count base units. The exact value here is at least what they pay and at most what they ask, by
//! a few units.

use crate::exact::Exact;
use crate::lane::{decimal, Lane};
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::price::exit::pool::Pool;
use plimsoll::price::exit::ranges::{Range, Ranges};
use plimsoll::price::exit::stable::StableSwap;
use plimsoll::price::exit::Venue;
use plimsoll::{Error, Fixed, Number};

/// A unit of the pool's integers.
fn wei() -> BigRational {
    decimal("0.000000000000000001")
}

/// So many wei in tokens.
fn tokens(wei: &str) -> String {
    let padded = format!("{wei:0>19}");
    let (whole, digits) = padded.split_at(padded.len() - 18);
    format!("{whole}.{digits}")
}

/// Exact is what they pay or up to `units` wei more.
fn assert_fetched(published: &str, units: u32, exact: &Exact) {
    let more = &exact.0 - decimal(&tokens(published));
    let limit = wei() * BigRational::from_integer(units.into());
    assert!(!more.is_negative() && more < limit, "{published}: {more}");
}

/// Exact is what they ask or up to `units` wei less.
fn assert_paid(published: &str, units: u32, exact: &Exact) {
    let less = decimal(&tokens(published)) - &exact.0;
    let limit = wei() * BigRational::from_integer(units.into());
    assert!(!less.is_negative() && less < limit, "{published}: {less}");
}

/// A tick is no multiple of a step, so that `Fixed` answers of a ladder a little narrower or wider.
fn assert_near(exact: &Exact, fixed: &Fixed) {
    let off = (fixed.value() - &exact.0).abs();
    assert!(off < decimal("0.00000000000005"), "{fixed}: {off}");
}

fn pool<N: Lane>(base: &str, quote: &str) -> Pool<N> {
    Pool::new(N::down(base), N::down(quote), &N::up("0.003")).unwrap()
}

#[test]
fn constant_product() {
    for (size, base, quote, published) in [
        ("1", "5", "10", "1662497915624478906"),
        ("1", "10", "5", "453305446940074565"),
        ("2", "5", "10", "2851015155847869602"),
        ("2", "10", "5", "831248957812239453"),
        ("1", "10", "10", "906610893880149131"),
        ("1", "100", "100", "987158034397061298"),
        ("1", "1000", "1000", "996006981039903216"),
    ] {
        let exact = pool::<Exact>(base, quote).proceeds(&Exact::down(size));
        let fixed = pool::<Fixed>(base, quote).proceeds(&Fixed::down(size));
        let exact = exact.unwrap();
        assert_fetched(published, 1, &exact);
        let short = exact.0 - fixed.unwrap().value();
        assert!(!short.is_negative() && short < decimal("0.00000000000002"));
    }
}

/// Whole units of two tokens: 10,000 fetch 27,328, which cost 10,000.
#[test]
fn constant_product_in_units() {
    let pool = pool::<Exact>("45851931234", "125682033533");
    let fetched = pool.proceeds(&Exact::down("10000")).unwrap();
    assert_eq!(fetched.0.floor(), decimal("27328"));
    // The other way round: the pool that pays with what this one sells.
    let other = Pool::new(
        Exact::down("125682033533"),
        Exact::down("45851931234"),
        &Exact::up("0.003"),
    );
    let cost = other.unwrap().cost(&Exact::down("27328")).unwrap();
    assert_eq!(cost.0.floor() + BigRational::one(), decimal("10000"));
}

/// No swap here moves the price as far as this.
const LOWEST: &str = "0.000000000001";
const HIGHEST: &str = "1000000000000";

/// 1.0001 to the power of half a tick, which is even.
fn tick<N: Lane>(tick: i32) -> N {
    let step = decimal("1.0001").pow(tick / 2);
    let digits = (step * decimal(HIGHEST) * decimal(HIGHEST)).round();
    // 24 digits behind the point.
    let text = format!("{:0>25}", digits.to_integer());
    let (whole, digits) = text.split_at(text.len() - 24);
    N::near(&format!("{whole}.{digits}"))
}

type Ladder<N> = Vec<Range<N>>;

fn everywhere<N: Lane>(liquidity: &str) -> Ladder<N> {
    vec![range(N::down(LOWEST), N::down(HIGHEST), liquidity)]
}

fn range<N: Lane>(lower: N, upper: N, liquidity: &str) -> Range<N> {
    Range {
        lower,
        upper,
        liquidity: N::down(liquidity),
    }
}

/// The pools of the snapshot, by name.
fn ladder<N: Lane>(name: &str) -> Ladder<N> {
    let ends = || (N::down(LOWEST), N::down(HIGHEST));
    match name {
        "around" => vec![
            range(ends().0, tick(-60), "2"),
            range(tick(60), ends().1, "2"),
        ],
        "additional" => vec![
            range(ends().0, tick(-60), "4"),
            range(tick(-60), tick(60), "2"),
            range(tick(60), ends().1, "4"),
        ],
        "stable" => vec![range(tick(-10), tick(10), "2")],
        "base only" => vec![range(N::one(), ends().1, "2")],
        "quote only" => vec![range(ends().0, N::one(), "2")],
        _ => everywhere("2"),
    }
}

const TEN: &str = "3.162277660168379331998893544";
const TENTH: &str = "0.316227766016837933199889354";

/// What a pool of the snapshot makes of a size: `(root, fee, ladder)`.
fn swap<N: Lane>(
    (root, fee, name): (&str, &str, &str),
    ask: impl Fn(&Ranges<N>) -> Result<N, Error>,
) -> Result<N, Error> {
    let ladder = ladder(name);
    ask(&Ranges::new(N::near(root), &ladder, &N::up(fee))?)
}

#[test]
fn concentrated_sales() {
    for (pool, published) in [
        (("1", "0.0005", "2e18"), "666444407401233536"),
        (("1", "0.003", "2e18"), "665331998665331998"),
        (("1", "0.01", "2e18"), "662207357859531772"),
        ((TEN, "0.003", "2e18"), "3869747612262812754"),
        ((TENTH, "0.003", "2e18"), "86123526743846551"),
        (("1", "0.003", "around"), "662011820624678025"),
        (("1", "0.003", "additional"), "795933705287758544"),
        (("1", "0.0005", "stable"), "999700069986002"),
        (("1", "0.003", "quote only"), "665331998665331998"),
        (("1", "0.003", "base only"), "0"),
    ] {
        let exact = swap::<Exact>(pool, |pool| pool.proceeds(&Exact::down("1")));
        let fixed = swap::<Fixed>(pool, |pool| pool.proceeds(&Fixed::down("1")));
        let exact = exact.unwrap();
        assert_fetched(published, 4, &exact);
        assert_near(&exact, &fixed.unwrap());
    }
}

#[test]
fn concentrated_purchases() {
    for (pool, size, published) in [
        (("1", "0.003", "2e18"), "1", "2006018054162487463"),
        (("1", "0.01", "2e18"), "1", "2020202020202020203"),
        ((TENTH, "0.003", "2e18"), "1", "119138326055954425"),
        (("1", "0.003", "around"), "1", "2024171064311638316"),
        (("1", "0.003", "additional"), "1", "1342022152495072924"),
        (("1", "0.003", "base only"), "1", "2006018054162487463"),
        // All that the pool has.
        (
            ("1", "0.0005", "stable"),
            "0.000999700069986002",
            "1000700370186095",
        ),
        // SwapMath, an exact amount out that is fully received: 2 and the fee.
        (("1", "0.0006", "2e18"), "1", "2001200720432259356"),
    ] {
        let exact = swap::<Exact>(pool, |pool| pool.cost(&Exact::down(size)));
        let fixed = swap::<Fixed>(pool, |pool| pool.cost(&Fixed::down(size)));
        let exact = exact.unwrap();
        assert_paid(published, 4, &exact);
        assert_near(&exact, &fixed.unwrap());
    }
}

/// Where the snapshot's swap ends at the last price there is with less than was asked for.
#[test]
fn not_that_much() {
    for pool in [
        (TEN, "0.003", "2e18"),
        ("1", "0.0005", "stable"),
        ("1", "0.003", "quote only"),
    ] {
        let exact = swap::<Exact>(pool, |pool| pool.cost(&Exact::down("1")));
        let fixed = swap::<Fixed>(pool, |pool| pool.cost(&Fixed::down("1")));
        assert_eq!(exact, Err(Error::AboveCapacity));
        assert_eq!(fixed, Err(Error::AboveCapacity));
    }
}

/// SqrtPriceMath: from a price of 1 to 1.21, a liquidity of 1 has 0.0909... of base and takes 0.1 of quote.
/// SwapMath: to 1.01 one of 2 has 9_925_619_580_021_728 and takes 9_975_124_224_178_055, and 5988667735148 as the fee.
#[test]
fn a_range_from_end_to_end() {
    let ladder = [range(Exact::one(), Exact::down("1.1"), "1")];
    let pool = Ranges::new(Exact::one(), &ladder, &Exact::down("0")).unwrap();
    let base = Exact::ratio(1, 11);
    assert_eq!(pool.cost(&base), Ok(Exact::down("0.1")));
    let more = Exact(&base.0 + wei());
    assert_eq!(pool.cost(&more), Err(Error::AboveCapacity));

    let root = Exact::down("1.004987562112089027021926491276");
    let ladder = [range(Exact::one(), root, "2")];
    let pool = Ranges::new(Exact::one(), &ladder, &Exact::up("0.0006")).unwrap();
    let cost = pool
        .cost(&Exact::down(&tokens("9925619580021728")))
        .unwrap();
    let asked = decimal(&tokens("9975124224178055")) + decimal(&tokens("5988667735148"));
    assert!(cost.0 <= asked && &asked - &cost.0 < wei() * decimal("3"));
}

/// The 3pool of the main net, A = 2,000: the balance of one coin for each of another, on the curve.
#[test]
fn three_pool() {
    let balances = [
        "96930673.769101734848937206",
        "96029665.968769",
        "94203880.672841",
    ]
    .map(Fixed::down);
    let no_fee = Fixed::ZERO;
    for (traded, curve) in [
        ([0, 1], ["103926739.10333471", "89033886.31117772"]),
        ([0, 1], ["155818317.6024269", "37171084.50615266"]),
        ([0, 1], ["207709896.10151905", "143582.1051504031"]),
        ([0, 1], ["52035160.60424256", "140938067.54743478"]),
        ([0, 2], ["102941966.98424643", "88192864.27513982"]),
        ([0, 2], ["154341159.42379445", "36822438.40404793"]),
        ([0, 2], ["205740351.86334246", "143582.10515040308"]),
        ([1, 2], ["102457381.79836284", "87776447.07614492"]),
        ([1, 2], ["51300481.95175662", "138945948.269023"]),
        ([1, 2], ["204771181.49157527", "143582.10515040296"]),
    ] {
        let pool = StableSwap::new(&balances, traded, &Fixed::from_num(2000), &no_fee).unwrap();
        let [base, quote] = curve.map(Fixed::down);
        let sold = base - balances[traded[0]];
        let left = if sold > 0 {
            balances[traded[1]] - pool.proceeds(&sold).unwrap()
        } else {
            balances[traded[1]] + pool.cost(&-sold).unwrap()
        };
        // They are printed from `f64`, to about 3e-8 here.
        let off = (left.value() - quote.value()).abs();
        assert!(off < decimal("0.00000005"), "{left} for {quote}");
    }
}

/// Balances, amplification, the coins in and out, and how much of each.
type Row = (&'static [u64], u32, [usize; 2], u64, u64);

/// Of each row the balances, their amplification, which counts `a / n^n`, the coins, and what goes in and
/// comes out in units of 1e-6. Theirs cuts `D` and the balance, and so pays up to two units more than exact.
#[test]
fn simulated_pools() {
    let rows: [Row; 10] = [
        (
            &[27_775_542_291_595_154, 97_122_479_520_742_482],
            3569,
            [1, 0],
            14_569_132_846_928_708,
            14_558_669_000_207_900,
        ),
        (
            &[
                99_811_231_953_029_219,
                67_867_258_133_352_948,
                4_548_504_687_635_641,
                22_643_988_721_136_401,
            ],
            1866,
            [3, 0],
            74_314_087_998_730_798,
            74_314_370_435_091_235,
        ),
        (
            &[
                79_490_968_623_278_253,
                2_416_473_075_872_119,
                16_201_992_876_681_232,
                26_563_606_891_100_389,
                31_550_918_159_678_239,
            ],
            1,
            [2, 3],
            20_029_180_402_698_560,
            19_630_034_405_572_792,
        ),
        (
            &[
                50_063_648_172_290_677,
                88_478_493_455_845_741,
                56_498_015_592_382_508,
            ],
            434,
            [0, 2],
            56_175_044_123_085_933,
            55_631_680_015_957_697,
        ),
        (
            &[
                70_866_111_453_900_446,
                987_034_925_133_774,
                5_551_501_056_990_013,
                33_827_754_450_273_291,
            ],
            1,
            [0, 2],
            440_991_689_322_851,
            163_173_975_913_946,
        ),
        (
            &[
                60_091_944_007_873_372,
                4_825_805_865_875_489,
                42_349_758_746_972_729,
            ],
            1,
            [0, 1],
            2_751_806_457_611_371,
            877_567_379_617_301,
        ),
        (
            &[13_885_765_464_616_729, 3_550_969_430_265_598],
            1,
            [1, 0],
            5_224_753_861_040_049,
            6_500_102_664_148_832,
        ),
        (
            &[
                44_075_484_005_417_502,
                99_009_487_706_621_372,
                10_206_162_861_896_777,
            ],
            1,
            [0, 1],
            55_211_367_147_916_370,
            55_174_788_460_612_972,
        ),
        (
            &[38_638_239_458_495_434, 45_749_377_268_118_255],
            1,
            [0, 1],
            41_907_717_755_308_016,
            31_182_448_816_213_348,
        ),
        (
            &[
                19_530_792_888_210_565,
                548_817_406_053_776,
                52_699_645_793_059_384,
                53_407_463_938_485_303,
                2_925_653_870_295_818,
            ],
            2777,
            [4, 1],
            387_981_843_602_306,
            384_220_122_374_564,
        ),
    ];
    for (balances, amplification, traded, paid, published) in rows {
        let balances: Vec<Fixed> = balances.iter().map(|units| micro(*units)).collect();
        let coins = balances.len() as u32;
        let amplification = Fixed::from_num(amplification * coins.pow(coins - 1));
        let pool = StableSwap::new(&balances, traded, &amplification, &Fixed::ZERO).unwrap();
        let fetched = pool.proceeds(&micro(paid)).unwrap();
        let short = decimal(&micro_text(published)) - fetched.value();
        assert!(
            !short.is_negative() && short < decimal("0.000002"),
            "{fetched} for {published}: {short}"
        );
    }
}

fn micro(units: u64) -> Fixed {
    Fixed::down(&micro_text(units))
}

fn micro_text(units: u64) -> String {
    format!("{}.{:06}", units / 1_000_000, units % 1_000_000)
}
