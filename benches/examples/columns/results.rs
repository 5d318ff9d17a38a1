//! Where the rows are written.

use plimsoll::columns::rows::Rows;
use plimsoll::columns::scenarios::Outcomes;
use plimsoll::margin::account::Status;
use plimsoll::Number;

/// The columns of a scan.
#[derive(PartialEq)]
pub struct Results<N> {
    pub sums: [Vec<N>; 6],
    pub status: Vec<Status>,
}

impl<N: Number> Results<N> {
    pub fn new(accounts: usize) -> Self {
        Results {
            sums: std::array::from_fn(|_| vec![N::zero(); accounts]),
            status: vec![Status::Unknown; accounts],
        }
    }

    /// The rows before a place, and those from it on.
    pub fn split_at(&mut self, place: usize) -> [Rows<'_, N>; 2] {
        let [a, b, c, x, y, z] = self.sums.each_mut().map(|sums| sums.split_at_mut(place));
        let status = self.status.split_at_mut(place);
        let rows = |assets, liabilities, status| Rows {
            assets,
            liabilities,
            status,
            scenario: &mut [],
        };
        [
            rows([a.0, b.0, c.0], [x.0, y.0, z.0], status.0),
            rows([a.1, b.1, c.1], [x.1, y.1, z.1], status.1),
        ]
    }
}

/// The columns of many scenarios.
pub struct Outcome<N> {
    pub scenario: Vec<u32>,
    pub surplus: Vec<N>,
    pub status: Vec<Status>,
    pub liquidatable: Vec<u32>,
}

impl<N: Number> Outcome<N> {
    pub fn new(accounts: usize) -> Self {
        Outcome {
            scenario: vec![0; accounts],
            surplus: vec![N::zero(); accounts],
            status: vec![Status::Unknown; accounts],
            liquidatable: vec![0; accounts],
        }
    }

    /// The rows before a place, and those from it on.
    pub fn split_at(&mut self, place: usize) -> [Outcomes<'_, N>; 2] {
        let (scenario, surplus) = (
            self.scenario.split_at_mut(place),
            self.surplus.split_at_mut(place),
        );
        let (status, liquidatable) = (
            self.status.split_at_mut(place),
            self.liquidatable.split_at_mut(place),
        );
        let rows = |scenario, surplus, status, liquidatable| Outcomes {
            scenario,
            surplus,
            status,
            liquidatable,
        };
        [
            rows(scenario.0, surplus.0, status.0, liquidatable.0),
            rows(scenario.1, surplus.1, status.1, liquidatable.1),
        ]
    }
}
