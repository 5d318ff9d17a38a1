//! What a market update costs: a feed, its averages, what a size fetches, a margin fraction, a proposal.

use crate::cases::Visit;
use crate::fixture::Text;
use plimsoll::price::exit::{self, Venue};
use plimsoll::risk::correlation;
use plimsoll::risk::parameters::set::Name;
use plimsoll::risk::volatility::filtered::{filtered, quantile};
use plimsoll::risk::volatility::margin_fraction;
use plimsoll::weights::size::{open_interest_up, square_root_up};
use plimsoll::{
    Age, Change, Confidence, Depth, Error, Ewma, Exponential, Feed, Fixed, Interval, Level, Pace,
    Parameters, Policy, Pool, Price, Reading, Rule, Stable, StableSwap, Steady,
};
use std::hint::black_box;

fn read(text: &str) -> Fixed {
    Fixed::read(text)
}

pub(crate) fn each(visit: &mut Visit) -> Result<(), Error> {
    feeds(visit)?;
    exits(visit)?;
    estimates(visit)?;
    parameters(visit)
}

fn feeds(visit: &mut Visit) -> Result<(), Error> {
    let feed = Feed {
        confidence: Confidence::new(read("2.12"), read("0.05"), read("0.1"))?,
        age: Age::new(5, 60, 2, read("0.0001"))?,
    };
    let reading = Reading::new(read("1804.56"), read("0.9"), 1_000_000)?;
    visit("feed", &mut || {
        let _ = black_box(black_box(&feed).price(black_box(&reading), 1_000_030));
    });
    let mut sources = [
        Price::new(read("1803"), read("1805"))?,
        Price::new(read("1801"), read("1804"))?,
        Price::new(read("1804"), read("1809"))?,
        Price::new(read("1799"), read("1803"))?,
        Price::new(read("1802"), read("1803"))?,
    ];
    let band = read("0.01");
    visit("agreement of 5", &mut || {
        let _ = black_box(plimsoll::price::oracle::sources::agreement(
            black_box(&mut sources),
            &band,
            3,
        ));
    });
    let price = Price::new(read("1800"), read("1802"))?;
    let mean = Exponential::new(1800, price, 1_000_000)?
        .observe(&Price::new(read("1810"), read("1812"))?, 1_000_600)?;
    visit("exponential average", &mut || {
        let _ = black_box(black_box(&mean).observe(black_box(&price), 1_001_200));
    });
    let pace = Pace::new(read("0.0003"), read("0.06"), 3600, 600)?;
    let stable = Stable::<24>::new(pace, [Fixed::ZERO; 24], read("1800"), 1_000_000)?;
    visit("stable price", &mut || {
        let _ = black_box(black_box(&stable).observe(black_box(&price), 1_000_060));
    });
    Ok(())
}

fn exits(visit: &mut Visit) -> Result<(), Error> {
    let size = read("125.5");
    let pool = Pool::new(read("10000"), read("18000000"), &read("0.003"))?;
    visit("exit, pool", &mut || {
        let _ = black_box(black_box(&pool).proceeds(black_box(&size)));
    });
    let balances = [read("1000000"), read("1200000"), read("900000")];
    let swap = StableSwap::new(&balances, [0, 1], &read("100"), &read("0.0004"))?;
    visit("exit, stable swap of 3", &mut || {
        let _ = black_box(black_box(&swap).proceeds(black_box(&size)));
    });
    let mut price = read("1800");
    let bids = [(); 20].map(|()| {
        price -= read("0.5");
        Level {
            price,
            size: read("10"),
        }
    });
    let book = Depth::new(&bids, &[], read("0.0005"))?;
    let mark = Price::exact(read("1800"))?;
    visit("exit, book of 20", &mut || {
        let _ = black_box(exit::price(black_box(&mark), black_box(&size), &book));
    });
    let (slippage, most, step) = (read("0.01"), read("5000"), read("0.01"));
    visit("exit, largest sale", &mut || {
        let _ = black_box(exit::largest_sale(
            &mark,
            &slippage,
            &most,
            &step,
            black_box(&pool),
        ));
    });
    Ok(())
}

fn estimates(visit: &mut Visit) -> Result<(), Error> {
    let ewma = Ewma::new(read("0.94"), read("0.0004"))?;
    let r = read("-0.023");
    visit("ewma", &mut || {
        let _ = black_box(black_box(&ewma).update(black_box(&r)));
    });
    let lambda = [read("0.9"), read("0.996")];
    let step = [read("0.04"), Fixed::ONE];
    let policy = Policy::new(
        lambda,
        read("0.5"),
        read("1.5"),
        read("2.33"),
        Fixed::ZERO,
        step,
    )?;
    let steady = Steady::new(policy).observe(&read("0.03"))?;
    visit("steady margin", &mut || {
        let _ = black_box(black_box(&steady).observe(black_box(&r)));
    });
    let (z, sigma, days) = (read("2.33"), read("0.021"), read("2"));
    visit("margin fraction", &mut || {
        let _ = black_box(margin_fraction(black_box(&z), &sigma, &days));
    });
    let (base, factor, size) = (read("0.05"), read("0.0005"), read("1234.5"));
    visit("square root by size", &mut || {
        let _ = black_box(square_root_up(black_box(&base), &factor, &size));
    });
    let (lower, upper, open) = (read("20000000"), read("50000000"), read("31000000"));
    visit("open interest ramp", &mut || {
        let _ = black_box(open_interest_up(black_box(&base), [&lower, &upper], &open));
    });
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let returns = [(); 500].map(|()| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Fixed::from_bits(i128::from(state as i64 >> 20))
    });
    let any = Interval::new(Fixed::ZERO, read("2"))?;
    let (mut scratch, confidence) = (returns, read("0.99"));
    visit("filtered quantile of 500", &mut || {
        let _ = black_box(filtered(black_box(&returns), &ewma, &any, &mut scratch));
        let _ = black_box(quantile(&mut scratch, &confidence));
    });
    let mut matrix = [Fixed::ZERO; 64];
    let day = [
        read("0.02"),
        read("-0.01"),
        read("0.03"),
        read("0.005"),
        read("-0.02"),
        read("0.01"),
        read("0"),
        read("0.04"),
    ];
    let lambda = read("0.94");
    visit("covariance of 8", &mut || {
        let _ = black_box(correlation::update(&mut matrix, black_box(&day), &lambda));
    });
    let positions = day.map(|r| r * Fixed::from_num(1_000_000));
    visit("portfolio sigma of 8", &mut || {
        let _ = black_box(correlation::sigma(
            black_box(&matrix),
            black_box(&positions),
        ));
    });
    Ok(())
}

fn parameters(visit: &mut Visit) -> Result<(), Error> {
    let values = [
        "0.8", "0.85", "1.15", "1.2", "0.05", "0.01", "1000000", "500000",
    ]
    .map(read);
    let sound = |_| Error::InvalidParameters;
    let set = Parameters::new(values, 0).map_err(sound)?;
    let (zero, most) = (Fixed::ZERO, read("10000000"));
    let rule = Rule::new([zero, most], read("0.5"), read("0.5"), zero, 3600, 86_400)?;
    let rules = [rule; 8];
    let changes = [
        Change {
            name: Name::InitialAsset,
            value: read("0.75"),
        },
        Change {
            name: Name::DepositCap,
            value: read("1200000"),
        },
    ];
    let next = set
        .propose(&rules, 0, &changes, 86_400, 7200)
        .map_err(sound)?;
    visit("proposal of 2", &mut || {
        let _ = black_box(black_box(&set).propose(&rules, 0, black_box(&changes), 86_400, 7200));
    });
    visit("parameter on a ramp", &mut || {
        let _ = black_box(black_box(&next).at(Name::InitialAsset, 50_000));
    });
    Ok(())
}
