//! Who bears a loss, at the size of a real event: 19,337 accounts were deleveraged on 10 October 2025.

use crate::cases::Visit;
use crate::fixture::{Fixture, Text};
use plimsoll::solvency::deleverage::{greedy, pro_rata, Candidate};
use plimsoll::solvency::protocol::health_under;
use plimsoll::{Error, Fixed, Shock, Waterfall};
use std::hint::black_box;

const CANDIDATES: u32 = 19_337;

pub(crate) fn each(fixture: &Fixture<'_, Fixed>, visit: &mut Visit) -> Result<(), Error> {
    let layers = Waterfall {
        proceeds: Fixed::read("1200.5"),
        insurance: Fixed::read("50000"),
        deleveraging: Fixed::read("20000"),
    };
    let debt = Fixed::read("75000.25");
    visit("waterfall", &mut || {
        let _ = black_box(black_box(&layers).flows(black_box(&debt)));
    });
    deleverage(visit)?;
    let shocks = [
        Shock::new(1, &Fixed::read("-0.35"))?,
        Shock::new(2, &Fixed::read("-0.2"))?,
    ];
    fixture.holdings(|holdings| {
        visit("health under 2 shocks", &mut || {
            let _ = black_box(health_under(black_box(holdings), black_box(&shocks)));
        });
    })
}

/// Keys and sizes that spread over some orders of magnitude and come in no order.
fn candidates() -> Vec<Candidate<Fixed>> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let candidate = |id| {
        let key = Fixed::from_bits(i128::from(next()) >> (next() % 24));
        Candidate::new(id, key, u128::from(next() >> (24 + next() % 24)))
    };
    (0..CANDIDATES).map(candidate).collect()
}

fn deleverage(visit: &mut Visit) -> Result<(), Error> {
    let fresh = candidates();
    let needed = fresh.iter().map(|one| one.size).sum::<u128>() / 3;
    let mut all = fresh.clone();
    assert_eq!(greedy(&mut all, needed), 0);
    visit("greedy, 19337", &mut || {
        all.copy_from_slice(&fresh);
        black_box(greedy(black_box(&mut all), needed));
    });
    assert_eq!(pro_rata(&mut all, needed), Ok(0));
    visit("pro rata, 19337", &mut || {
        all.copy_from_slice(&fresh);
        let _ = black_box(pro_rata(black_box(&mut all), needed));
    });
    Ok(())
}
