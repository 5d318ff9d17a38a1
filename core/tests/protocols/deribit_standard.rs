//! Deribit: the contingencies of its earlier portfolio margin and the standard margin of options written.
//!
//! Source: deribit.com, pages/docs/portfoliomargin; the rules of the standard margin at doc.tslab.pro.

use crate::exact::Exact;
use crate::lane::{assert_owed, Lane};
use plimsoll::margin::contingency::charge;
use plimsoll::margin::netting::{spread::inter_month_charge, Sides};
use plimsoll::margin::option::position::{naked, Position};
use plimsoll::margin::option::{Contract, Right};
use plimsoll::methods::deribit::standard::Standard;
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed};

/// Calls +10 and puts -20 at one strike: ten written at 0.01 coins; futures of 100 on both sides at 1 %.
#[test]
fn earlier_contingencies() {
    fn charges<N: Lane>() -> [N; 2] {
        let position = |right, quantity: &str| Position {
            contract: Contract::new(right, N::near("10000")).unwrap(),
            quantity: N::near(quantity),
            value: Interval::exact(N::zero()),
        };
        let positions = [position(Right::Call, "10"), position(Right::Put, "-20")];
        let mut futures = Sides::none();
        futures.add(&N::near("100")).unwrap();
        futures.add(&N::near("-100")).unwrap();
        [
            charge(&naked(&positions).unwrap(), &N::up("0.01")).unwrap(),
            inter_month_charge(&futures, &N::up("0.01")).unwrap(),
        ]
    }
    let ([naked, futures], [exact_naked, exact_futures]) = (charges::<Fixed>(), charges::<Exact>());
    assert_owed("0.1", exact_naked, naked);
    assert_owed("1", exact_futures, futures);
}

/// Written calls and puts: at the money, 4 % out, far out; a put worth more than a coin.
#[test]
fn standard_margin_of_options() {
    fn written<N: Lane>(right: Right, strike: &str, mark: &str) -> [N; 2] {
        let standard = Standard {
            most: N::up("0.15"),
            least: N::up("0.1"),
            maintenance: N::up("0.075"),
        };
        standard.validate().unwrap();
        let contract = Contract::new(right, N::near(strike)).unwrap();
        standard
            .written(&contract, &N::near("50000"), &N::up(mark))
            .unwrap()
    }
    for (right, strike, mark, expected) in [
        (Right::Call, "50000", "0.05", ["0.2", "0.125"]),
        (Right::Call, "52000", "0.03", ["0.14", "0.105"]),
        (Right::Call, "90000", "0.001", ["0.101", "0.076"]),
        (Right::Call, "10000", "0.8", ["0.95", "0.875"]),
        (Right::Put, "48000", "0.03", ["0.14", "0.105"]),
        (Right::Put, "52000", "0.06", ["0.21", "0.135"]),
        (Right::Put, "200000", "3", ["3.225", "3.225"]),
    ] {
        let (exact, fixed) = (written(right, strike, mark), written(right, strike, mark));
        for ((expected, exact), fixed) in expected.into_iter().zip(exact).zip(fixed) {
            assert_owed(expected, exact, fixed);
        }
    }
    let [one, zero] = [Fixed::ONE, Fixed::ZERO];
    let standard = Standard {
        most: one,
        least: zero,
        maintenance: one,
    };
    assert_eq!(standard.validate(), Err(Error::InvalidFactor));
    let call = Contract::new(Right::Call, one).unwrap();
    assert_eq!(
        standard.written(&call, &zero, &one),
        Err(Error::InvalidPrice)
    );
}
