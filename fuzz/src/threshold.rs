//! The liquidation price of any account: the check holds at it, and fails one step further.

use crate::draw;
use arbitrary::{Result, Unstructured};
use plimsoll::liquidation::threshold::{check_at, threshold as solve};
use plimsoll::{Fixed, Holding, Limit, Number};

/// Up to four groups, an index, its price and a grid.
pub fn threshold(data: &[u8]) {
    let _ = draw::holdings(&mut Unstructured::new(data), run);
}

fn run(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let legs = holdings.iter().flat_map(|holding| holding.legs);
    let mut markets: Vec<_> = legs.map(|leg| (leg.index, *leg.terms.price())).collect();
    markets.extend(
        holdings
            .iter()
            .map(|holding| (holding.index, holding.price)),
    );
    let (index, price) = *u.choose(&markets)?;
    let price = if u.ratio(1, 4)? {
        draw::price(u)?
    } else {
        price
    };
    let step = draw::step(u)?;
    let answer = match solve(holdings, index, &price, &step) {
        Ok(answer) => answer,
        Err(error) => {
            draw::expected(error);
            return Ok(());
        }
    };
    let holds = |at: &Fixed| check_at(holdings, index, &price, at).map(|health| health.healthy());
    if let Limit::At(at) = answer.below {
        assert_eq!(at.floor_to(&step), Ok(at));
        assert_eq!(holds(&at), Ok(true), "{at}");
        assert_ne!(
            at.try_sub(&step).and_then(|at| holds(&at)),
            Ok(true),
            "below {at} by {step}"
        );
    }
    if let Limit::At(at) = answer.above {
        assert_eq!(at.floor_to(&step), Ok(at));
        assert_eq!(holds(&at), Ok(true), "{at}");
        assert_ne!(
            at.try_add(&step).and_then(|at| holds(&at)),
            Ok(true),
            "above {at} by {step}"
        );
    }
    Ok(())
}
