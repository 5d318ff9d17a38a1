//! A portfolio of 32 options in 4 expiries, 4 perps and 4 collaterals over Derive's 33 scenarios, the
//! market of 2025: its values, its risk arrays, and an account from ready arrays.

use crate::fixture::Text;
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::option::forward::Forward;
use plimsoll::margin::option::position::Position;
use plimsoll::margin::option::{Contract, Right};
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use plimsoll::margin::shock::{Shocks, Skew, VolatilityShock};
use plimsoll::methods::derive::discount::{Basis, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::margin::{Margin, Options};
use plimsoll::methods::derive::portfolio_2::{Parameters, Portfolio as Method};
use plimsoll::number::analytic::Analytic;
use plimsoll::number::interval::Interval;
use plimsoll::price::Price;
use plimsoll::Error;

/// The scenarios of the grid.
pub const SCENARIOS: usize = 33;
/// The underlying's price.
pub const SPOT: &str = "2681.6";
const DAY: u64 = 86_400;
/// Days to each expiry, its forward and its rate.
pub const EXPIRIES: [(u64, &str, &str); 4] = [
    (3, "2682.1", "0.05"),
    (9, "2683", "0.05"),
    (37, "2695.8", "0.06"),
    (219, "2790", "0.07"),
];
/// Strikes of each expiry; a call and a put at each.
pub const STRIKES: [&str; 4] = ["2200", "2600", "2900", "3600"];

/// One room for each scenario.
pub type Room<N> = [N; SCENARIOS];

/// One option with its arrays, as a contract would hold them ready.
pub struct Instrument<N> {
    /// Which of the expiries.
    pub expiry: usize,
    /// The contract, the quantity, the value of one.
    pub position: Position<N>,
    /// Its volatility.
    pub volatility: Interval<N>,
    /// Over the grid.
    pub array: RiskArray<N, Room<N>>,
    /// Over the two basis shocks.
    pub basis: RiskArray<N, [N; 2]>,
}

/// The market and the account.
pub struct Portfolio<N> {
    /// The scenarios.
    pub grid: Vec<Scenario<N>>,
    /// The parameters of the method.
    pub parameters: Parameters<N>,
    /// Each expiry with its forward and its shocks.
    pub expiries: Vec<(Expiry<N>, Forward<N>, Shocks<N>)>,
    /// The options.
    pub options: Vec<Instrument<N>>,
    /// Sizes and arrays of the perps.
    pub perps: Vec<(N, RiskArray<N, Room<N>>)>,
    /// Values of the collaterals, the first two in the underlying.
    pub collaterals: Vec<N>,
    spot: N,
    haircut: [N; 2],
}

/// Derive's grid of mainnet: 7 prices by 3 volatilities, two with volatility up, 8 tails, 2 skews.
pub fn grid<N: Text>() -> Result<Vec<Scenario<N>>, Error> {
    let one = N::one;
    let mut grid = vec![Scenario::new(N::read("1.18"), Volatility::Up, one())?];
    for spot in ["1.135", "1.09", "1.045", "1", "0.955", "0.91", "0.865"] {
        for volatility in [Volatility::Down, Volatility::Same, Volatility::Up] {
            grid.push(Scenario::new(N::read(spot), volatility, one())?);
        }
    }
    grid.push(Scenario::new(N::read("0.82"), Volatility::Up, one())?);
    for (spot, weight) in [
        ("0.34", "0.21"),
        ("0.67", "0.42"),
        ("1.5", "0.2772"),
        ("2", "0.1386"),
        ("3", "0.0693"),
        ("4", "0.0462"),
        ("5", "0.03465"),
        ("6", "0.02772"),
    ] {
        grid.push(Scenario::new(
            N::read(spot),
            Volatility::Up,
            N::read(weight),
        )?);
    }
    grid.push(Scenario::new(one(), Volatility::Linear, one())?);
    grid.push(Scenario::new(one(), Volatility::Absolute, one())?);
    Ok(grid)
}

fn parameters<N: Text>() -> Result<Parameters<N>, Error> {
    let n = N::read;
    Ok(Parameters {
        shock: VolatilityShock::new([n("0.5"), n("0.3")], [n("0.3"), n("0.13")], DAY, n("0.4"))?,
        skew: Skew {
            linear: [n("0.25"), n("-0.1")],
            absolute: [n("0.25"), n("-0.1")],
            least_width: n("0.01"),
            scale: n("4"),
            level: [n("0.6"), n("-0.1")],
        },
        factor: [n("1"), n("0.8")],
        long: LongDiscount::new(n("0.98"), [n("0"), n("0.1")])?,
        short: ShortDiscount::new(n("1.02"), [n("0"), n("0.1")])?,
        basis: Basis::new(n("0.5"), n("2"))?,
        peg: Peg::new(n("0.99"), n("4"))?,
        confidence: Confidence::new(n("0.55"), n("1"))?,
        perp: [n("0.01"), n("0.03")],
        option: [n("0.002"), n("0.003")],
    })
}

impl<N: Text + Analytic> Portfolio<N> {
    /// Everything that is made once a market update.
    pub fn new() -> Result<Self, Error> {
        let n = N::read;
        let (grid, parameters) = (grid::<N>()?, parameters::<N>()?);
        let room = || core::array::from_fn(|_| N::zero());
        let mut expiries = Vec::new();
        for (days, forward, rate) in EXPIRIES {
            let expiry = Expiry::new(days * DAY, n(rate))?;
            let shocks = Shocks::new(&parameters.shock, &parameters.skew, &expiry)?;
            expiries.push((expiry, Forward::exact(n(forward))?, shocks));
        }
        let basis = [
            Scenario::new(n("1.045"), Volatility::Same, N::one())?,
            Scenario::new(n("0.955"), Volatility::Same, N::one())?,
        ];
        let mut options = Vec::new();
        for (place, (expiry, forward, shocks)) in expiries.iter().enumerate() {
            for (strike, text) in STRIKES.iter().enumerate() {
                for right in [Right::Call, Right::Put] {
                    let number = options.len();
                    let contract = Contract::new(right, n(text))?;
                    let volatility =
                        Interval::exact(n(&format!("0.{}", 62 + 3 * place + 4 * strike)));
                    let quantity = n(&format!(
                        "{}{}.25",
                        ["", "-"][number % 3 % 2],
                        1 + number % 7
                    ));
                    let value =
                        contract.value(&forward.shocked(&N::one())?, &volatility, expiry)?;
                    options.push(Instrument {
                        expiry: place,
                        array: RiskArray::option(
                            &contract,
                            forward,
                            &volatility,
                            expiry,
                            shocks,
                            &grid,
                            room(),
                        )?,
                        basis: RiskArray::option(
                            &contract,
                            forward,
                            &volatility,
                            expiry,
                            shocks,
                            &basis,
                            core::array::from_fn(|_| N::zero()),
                        )?,
                        position: Position {
                            contract,
                            quantity,
                            value,
                        },
                        volatility,
                    });
                }
            }
        }
        let perps = [
            ("-3.5", "2681"),
            ("1.25", "2681.9"),
            ("0.75", "2680.2"),
            ("-2", "2682.4"),
        ]
        .into_iter()
        .map(|(size, price)| {
            let array = RiskArray::linear(&Price::exact(n(price))?, &grid, room())?;
            Ok((n(size), array))
        })
        .collect::<Result<_, Error>>()?;
        let collaterals = ["9000", "4500.5", "12000", "777.25"].map(n).to_vec();
        Ok(Portfolio {
            grid,
            parameters,
            expiries,
            options,
            perps,
            collaterals,
            spot: n(SPOT),
            haircut: [n("0.005"), n("0.015")],
        })
    }

    /// The bare sums: 32 options and 4 perps over the grid, and the worst of it.
    pub fn scan(&self) -> Result<N, Error> {
        let mut scan = Scan::new(core::array::from_fn::<N, SCENARIOS, _>(|_| N::zero()));
        for option in &self.options {
            scan.add(&option.position.quantity, &option.array)?;
        }
        for (size, array) in &self.perps {
            scan.add(size, array)?;
        }
        Ok(scan.worst()?.profit)
    }

    /// The initial and the maintenance margin by Derive's method from ready arrays.
    pub fn margin(&self, positions: &[Vec<Position<N>>]) -> Result<[Margin<N>; 2], Error> {
        let room = || core::array::from_fn::<N, SCENARIOS, _>(|_| N::zero());
        let (parameters, grid) = (&self.parameters, &self.grid);
        let (spot, one, zero) = (&self.spot, N::one(), N::zero());
        let mut method = Method::new(room());
        for (place, ((expiry, _, _), positions)) in self.expiries.iter().zip(positions).enumerate()
        {
            let mut scan = Scan::new(room());
            let mut basis = Scan::new([N::zero(), N::zero()]);
            for option in self.options.iter().filter(|option| option.expiry == place) {
                scan.add(&option.position.quantity, &option.array)?;
                basis.add(&option.position.quantity, &option.basis)?;
            }
            let options = Options {
                expiry,
                scan: &scan,
                basis: &basis,
                positions,
                confidence: &one,
            };
            method.add_options(parameters, grid, spot, &options)?;
        }
        for (size, array) in &self.perps {
            method.add_perp(parameters, spot, array, size, &zero, &one)?;
        }
        let haircut = &self.haircut;
        for (place, value) in self.collaterals.iter().enumerate() {
            match place < 2 {
                true => method.add_underlying(parameters, grid, value, haircut, &one)?,
                false => method.add_collateral(parameters, value, haircut, &one)?,
            }
        }
        Ok([
            method.initial(parameters, grid, &one, &zero)?,
            method.maintenance(parameters, grid, &zero)?,
        ])
    }

    /// The positions of each expiry, as the method wants them.
    pub fn positions(&self) -> Vec<Vec<Position<N>>> {
        let of = |place| {
            let mine = self
                .options
                .iter()
                .filter(move |option| option.expiry == place);
            mine.map(|option| option.position).collect()
        };
        (0..self.expiries.len()).map(of).collect()
    }
}
