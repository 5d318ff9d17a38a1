//! Options, scenarios and the parameters of methods.

use super::{fixed, round_trip, seed, trips};
use borsh::BorshDeserialize;
use bytemuck::Zeroable;
use plimsoll::margin::contingency;
use plimsoll::margin::option::{position, Right};
use plimsoll::margin::scenario::Volatility;
use plimsoll::margin::shock;
use plimsoll::methods::deribit::{self, standard as written};
use plimsoll::methods::derive::{discount, portfolio, portfolio_2, standard};
use plimsoll::methods::{okx, paradex};
use plimsoll::support::bytemuck::*;
use plimsoll::{
    Contract, Error, Expiry, Fixed, Forward, Interval, Price, RiskArray, Scan, Scenario, Shocks,
};
use proptest::prelude::*;
use std::mem::{align_of, size_of};

type Position = position::Position<Fixed>;
type VolatilityShock = shock::VolatilityShock<Fixed>;
type Skew = shock::Skew<Fixed>;
type Confidence = contingency::Confidence<Fixed>;
type Peg = contingency::Peg<Fixed>;
type LongDiscount = discount::LongDiscount<Fixed>;
type ShortDiscount = discount::ShortDiscount<Fixed>;
type Basis = discount::Basis<Fixed>;

proptest! {
    #[test]
    fn every_option_and_scenario_comes_back(seed in seed()) {
        trips::<Interval, PackedInterval>(&seed);
        trips::<Contract, PackedContract>(&seed);
        trips::<Expiry, PackedExpiry>(&seed);
        trips::<Forward, PackedForward>(&seed);
        trips::<Position, PackedPosition>(&seed);
        trips::<Scenario, PackedScenario>(&seed);
        trips::<Scan<33>, PackedScan<33>>(&seed);
        trips::<Scan<0>, PackedScan<0>>(&seed);
        trips::<RiskArray<1>, PackedRiskArray<1>>(&seed);
        trips::<RiskArray<33>, PackedRiskArray<33>>(&seed);
        trips::<VolatilityShock, PackedVolatilityShock>(&seed);
        trips::<Skew, PackedSkew>(&seed);
        trips::<Shocks, PackedShocks>(&seed);
        trips::<Confidence, PackedConfidence>(&seed);
        trips::<Peg, PackedPeg>(&seed);
    }

    #[test]
    fn every_parameter_comes_back(seed in seed()) {
        trips::<LongDiscount, PackedLongDiscount>(&seed);
        trips::<ShortDiscount, PackedShortDiscount>(&seed);
        trips::<Basis, PackedBasis>(&seed);
        trips::<portfolio::Parameters<Fixed>, PackedPortfolioParameters>(&seed);
        trips::<portfolio_2::Parameters<Fixed>, PackedPortfolio2Parameters>(&seed);
        trips::<standard::Parameters<Fixed>, PackedStandardParameters>(&seed);
        trips::<paradex::Parameters<Fixed>, PackedParadexParameters>(&seed);
        trips::<deribit::CurrencyPair<Fixed>, PackedCurrencyPair>(&seed);
        trips::<deribit::Currency<Fixed>, PackedCurrency>(&seed);
        trips::<written::Standard<Fixed>, PackedDeribitStandard>(&seed);
        trips::<okx::Multiplier<Fixed>, PackedMultiplier>(&seed);
    }

    /// However the discount was given, the expiry that is read prices as the one that was written.
    #[test]
    fn an_expiry_is_read_as_it_was_made(seconds: u64, hundredths in 1i64..200) {
        let discount = Fixed::from_num(hundredths) / 100;
        let quoted = Expiry::discounted(seconds, discount).unwrap();
        prop_assert_eq!(Expiry::try_from(&PackedExpiry::from(&quoted)), Ok(quoted));
        if let Ok(rated) = Expiry::new(seconds % (1 << 32), discount - Fixed::ONE) {
            prop_assert_eq!(Expiry::try_from(&PackedExpiry::from(&rated)), Ok(rated));
        }
    }
}

#[test]
fn cases_travel_by_name_and_number() {
    fn cases<T>(all: &[(T, &str)])
    where
        T: serde::Serialize + serde::de::DeserializeOwned + borsh::BorshSerialize,
        T: BorshDeserialize + PartialEq + std::fmt::Debug,
    {
        for (number, (case, name)) in all.iter().enumerate() {
            round_trip(case, 1);
            assert_eq!(serde_json::to_string(case).unwrap(), format!("{name:?}"));
            assert_eq!(postcard::to_allocvec(case).unwrap(), [number as u8]);
            assert_eq!(borsh::to_vec(case).unwrap(), [number as u8]);
        }
        assert!(borsh::from_slice::<T>(&[all.len() as u8]).is_err());
        assert!(serde_json::from_str::<T>("\"Call\"").is_err());
    }
    cases(&[(Right::Call, "call"), (Right::Put, "put")]);
    cases(&[
        (Volatility::Same, "same"),
        (Volatility::Up, "up"),
        (Volatility::Down, "down"),
        (Volatility::Linear, "linear"),
        (Volatility::Absolute, "absolute"),
    ]);
}

#[test]
fn text_is_that_of_the_vectors() {
    let interval = Interval::new(fixed("-1"), fixed("2.5")).unwrap();
    let position = Position {
        contract: Contract::new(Right::Put, fixed("1500")).unwrap(),
        quantity: fixed("-3"),
        value: interval,
    };
    assert_eq!(
        serde_json::to_string(&position).unwrap(),
        r#"{"contract":{"right":"put","strike":"1500"},"quantity":"-3","value":{"low":"-1","high":"2.5"}}"#
    );
    let shock = r#"{"range":["0.6","0.3"],"power":["0.3","0.13"],"floor":86400,"least":"0"}"#;
    let read: VolatilityShock = serde_json::from_str(shock).unwrap();
    assert_eq!((read.floor(), read.range()[1]), (86_400, fixed("0.3")));
    assert_eq!(serde_json::to_string(&read).unwrap(), shock);
    let scan = r#"{"mark":"1","profits":["-1","0.5"]}"#;
    let read: Scan<2> = serde_json::from_str(scan).unwrap();
    assert_eq!(read.worst().unwrap().profit, fixed("-1"));
    assert_eq!(serde_json::to_string(&read).unwrap(), scan);
    let array = format!(r#"{{"owned":{scan},"owed":{scan}}}"#);
    assert!(serde_json::from_str::<RiskArray<2>>(&array).is_ok());
    for refused in [
        serde_json::from_str::<Scan<3>>(scan).map(drop),
        serde_json::from_str::<Scan<1>>(scan).map(drop),
        serde_json::from_str::<RiskArray<1>>(&array).map(drop),
    ] {
        let error = refused.unwrap_err().to_string();
        assert!(
            error.contains("length") || error.contains("trailing"),
            "{error}"
        );
    }
}

/// Every rule of a stored type is asked where it is read.
#[test]
fn what_breaks_a_rule_is_not_read() {
    fn read<T: BorshDeserialize>(parts: &[&[u8]]) -> bool {
        borsh::from_slice::<T>(&parts.concat()).is_ok()
    }
    fn numbers<T: BorshDeserialize>(numbers: &[&str]) -> bool {
        let bytes = numbers.iter().flat_map(|text| fixed(text).to_le_bytes());
        borsh::from_slice::<T>(&bytes.collect::<Vec<u8>>()).is_ok()
    }
    let [minus, one] = [-Fixed::DELTA, Fixed::ONE].map(Fixed::to_le_bytes);
    let none = [0u8; 16];
    assert!(numbers::<Interval>(&["-1", "-1"]) && !numbers::<Interval>(&["1", "0.5"]));
    assert!(read::<Contract>(&[&[1], &one]) && !read::<Contract>(&[&[2], &one]));
    assert!(!read::<Contract>(&[&[0], &minus]));
    let (soon, never) = (1u64.to_le_bytes(), u64::MAX.to_le_bytes());
    assert!(read::<Expiry>(&[&soon, &minus, &none, &one]));
    assert!(read::<Expiry>(&[&never, &one, &one, &one]));
    assert!(!read::<Expiry>(&[&soon, &minus, &none, &none]));
    assert!(!read::<Expiry>(&[&soon, &minus, &minus, &one]));
    assert!(numbers::<Forward>(&["0", "1", "0"]) && !numbers::<Forward>(&["-1", "1", "0"]));
    assert!(!numbers::<Forward>(&["0", "1", "-1"]));
    assert!(!read::<Position>(&[&[2], &one, &one, &one, &one]));
    assert!(!read::<Position>(&[&[1], &one, &one, &one, &none]));
    assert!(read::<Scenario>(&[&one, &[4], &one]) && !read::<Scenario>(&[&one, &[5], &one]));
    assert!(!read::<Scenario>(&[&minus, &[0], &one]) && !read::<Scenario>(&[&one, &[0], &minus]));
    // A unit owned is worth at most what one owed is, now and in the scenario.
    assert!(numbers::<RiskArray<1>>(&["1", "-1", "2", "-2"]));
    assert!(!numbers::<RiskArray<1>>(&["1", "-1", "2", "-2.1"]));
    assert!(!numbers::<RiskArray<1>>(&["1", "0", "0.9", "5"]));
    assert!(!numbers::<RiskArray<0>>(&["1", "1"]));
    let shock = |floor: u64, least: &[u8]| {
        let rest = [none; 4].concat();
        read::<VolatilityShock>(&[&rest, &floor.to_le_bytes(), least])
    };
    assert!(shock(1, &none) && !shock(0, &none) && !shock(1, &minus));
    let skew = |width: &str| numbers::<Skew>(&["-1", "0", "1", "0", width, "0", "0", "0"]);
    assert!(skew("0.1") && !skew("0"));
    let shocks = |up: &str, down: &str, least: &str, width: &str| {
        numbers::<Shocks>(&[up, up, "0", down, least, "0", "-1", width])
    };
    assert!(shocks("1", "1", "0", "0.1"));
    assert!(!shocks("0.9", "1", "0", "0.1") && !shocks("1", "1.1", "0", "0.1"));
    assert!(!shocks("1", "1", "-1", "0.1") && !shocks("1", "1", "0", "0"));
    assert!(numbers::<Confidence>(&["1", "5"]) && !numbers::<Confidence>(&["1.1", "5"]));
    assert!(!numbers::<Confidence>(&["1", "-5"]) && !numbers::<Peg>(&["1", "-5"]));
    // The discounts that would credit what is owned, or forgive what is owed.
    assert!(numbers::<LongDiscount>(&["1", "0", "0"]));
    assert!(!numbers::<LongDiscount>(&["1.0001", "0", "0"]));
    assert!(!numbers::<LongDiscount>(&["1", "-1", "0"]));
    assert!(numbers::<ShortDiscount>(&["1", "0", "0"]));
    assert!(!numbers::<ShortDiscount>(&["0.9999", "0", "0"]));
    assert!(!numbers::<Basis>(&["-1", "0"]));
    assert!(numbers::<paradex::Parameters<Fixed>>(&["1", "1", "1"]));
    assert!(!numbers::<paradex::Parameters<Fixed>>(&["1", "1", "1.1"]));
    assert!(!numbers::<deribit::CurrencyPair<Fixed>>(&[
        "1", "1", "1", "1", "1"
    ]));
    assert!(!numbers::<deribit::Currency<Fixed>>(&[
        "1", "1", "1.1", "1", "1"
    ]));
    assert!(!numbers::<written::Standard<Fixed>>(&["0.1", "0.2", "0.1"]));
}

/// A rule of a part is asked inside a whole, and the text says which.
#[test]
fn a_long_discount_above_one_is_refused_in_the_parameters_of_a_method() {
    let basis =
        r#""basis":{"addend":"0.25","multiple":"0.01"},"peg":{"threshold":"0.99","factor":"4"}"#;
    let parameters = |long: &str, perp: &str| {
        let text = format!(
            r#"{{"shock":{{"range":["0.6","0.3"],"power":["0.3","0.13"],"floor":86400,"least":"0"}},
            "factor":"1.25","long":{{"base":"{long}","rate":["4","0.05"]}},{basis},
            "confidence":{{"threshold":"0.75","rate":"1"}},
            "perp":"{perp}","coin":"0.02","option":"0.01"}}"#
        );
        serde_json::from_str::<portfolio::Parameters<Fixed>>(&text).map_err(|e| e.to_string())
    };
    let read = parameters("0.95", "0.05").unwrap();
    assert_eq!(*read.long.base(), fixed("0.95"));
    assert!(parameters("1.05", "0.05")
        .unwrap_err()
        .contains("a discount must not exceed 1"));
    assert!(parameters("0.95", "-0.05")
        .unwrap_err()
        .contains("a factor, rate or threshold"));
}

#[test]
fn zeroed_bytes_are_nothing_or_refused() {
    let none = Fixed::ZERO;
    assert_eq!(
        Interval::try_from(&PackedInterval::zeroed()),
        Ok(Interval::exact(none))
    );
    assert_eq!(
        Scan::try_from(&PackedScan::<4>::default()),
        Ok(Scan::new([none; 4]))
    );
    let array = RiskArray::try_from(&PackedRiskArray::<4>::zeroed()).unwrap();
    assert_eq!(array.contribution(&Fixed::MAX, 3), Ok(none));
    assert_eq!(
        Expiry::try_from(&PackedExpiry::zeroed()),
        Err(Error::InvalidOption)
    );
    let empty = Err(Error::InvalidScenario);
    assert_eq!(RiskArray::try_from(&PackedRiskArray::<0>::zeroed()), empty);
    assert_eq!(
        Shocks::try_from(&PackedShocks::zeroed()),
        Err(Error::InvalidScenario)
    );
    assert_eq!(
        Skew::try_from(&PackedSkew::zeroed()),
        Err(Error::InvalidScenario)
    );
    let shock = VolatilityShock::try_from(&PackedVolatilityShock::zeroed());
    assert_eq!(shock, Err(Error::InvalidScenario));
    let owed = ShortDiscount::try_from(&PackedShortDiscount::zeroed());
    assert_eq!(owed, Err(Error::InvalidDiscount));
    let pair = deribit::CurrencyPair::try_from(&PackedCurrencyPair::zeroed());
    assert_eq!(pair, Err(Error::InvalidFraction));
}

#[test]
fn layouts_are_flat() {
    fn layout<P>(size: usize) {
        assert_eq!((size_of::<P>(), align_of::<P>()), (size, 1));
    }
    layout::<PackedInterval>(32);
    layout::<PackedContract>(17);
    layout::<PackedExpiry>(56);
    layout::<PackedForward>(48);
    layout::<PackedPosition>(65);
    layout::<PackedScenario>(33);
    layout::<PackedScan<33>>(544);
    layout::<PackedRiskArray<33>>(1088);
    layout::<PackedRiskArray<35>>(1152);
    layout::<PackedVolatilityShock>(88);
    layout::<PackedSkew>(128);
    layout::<PackedShocks>(128);
    layout::<PackedConfidence>(32);
    layout::<PackedPeg>(32);
    layout::<PackedLongDiscount>(48);
    layout::<PackedBasis>(32);
    layout::<PackedPortfolioParameters>(296);
    layout::<PackedPortfolio2Parameters>(504);
    layout::<PackedStandardParameters>(320);
    layout::<PackedParadexParameters>(48);
    layout::<PackedCurrencyPair>(80);
    layout::<PackedCurrency>(80);
    layout::<PackedDeribitStandard>(48);
    layout::<PackedMultiplier>(32);
}

/// What a program on chain does: the array that an update wrote is read where it lies, at any offset.
#[test]
fn a_risk_array_is_read_from_a_page() {
    let price = Price::new(fixed("1795.5"), fixed("1804.5")).unwrap();
    let grid: [Scenario; 33] = std::array::from_fn(|place| {
        let spot = Fixed::from_num(place + 1) / 16;
        Scenario::new(spot, Volatility::Same, Fixed::ONE).unwrap()
    });
    let array = RiskArray::linear(&price, &grid, [Fixed::ZERO; 33]).unwrap();
    let mut page = vec![7u8; 13];
    page.extend_from_slice(bytemuck::bytes_of(&PackedRiskArray::from(&array)));
    let there: &PackedRiskArray<33> = bytemuck::from_bytes(&page[13..]);
    assert_eq!(there.owned.mark, price.low().to_le_bytes());
    let loss = fixed("-1683.28125"); // 15/16 of the low end
    assert_eq!(there.owned.profits[0], loss.to_le_bytes());
    assert_eq!(page[13 + 544..][..16], price.high().to_le_bytes());
    assert_eq!(RiskArray::try_from(there), Ok(array));
}
