//! Compound III: an account is absorbed whole, and its collateral sold at a discount.
//!
//! Source: compound-finance/comet, test/absorb-test.ts, test/quote-collateral-test.ts, rules in Comet.sol.

use crate::exact::Exact;
use crate::lane::{decimal, small, Lane};
use crate::sizes::{asset, bound, health};
use num_traits::Signed;
use plimsoll::liquidation::auction::storefront;
use plimsoll::liquidation::close::{absorb, Absorbed};
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::Fixed;

/// Collateral at `price * factor` against the debt.
fn absorbed<N: Lane>(collateral: &[[&str; 3]], debt: &str) -> Absorbed<N> {
    let mut assets: Vec<_> = collateral
        .iter()
        .map(|[amount, price, factor]| asset::<N>(amount, bound(price, [factor, "1"])))
        .collect();
    assets.push(asset(debt, bound("1", ["1", "1"])));
    let assets: Vec<_> = assets.iter().collect();
    absorb(&health(&assets)).unwrap()
}

/// COMP, WETH and WBTC at 175, 3,000 and 41,000 against a base unit less than they bring: the account keeps
/// that unit. COMP at 100 and 0.6 against 150: the reserves bear 90.
#[test]
fn absorbs() {
    let three = [["1", "175", "1"], ["1", "3000", "1"], ["1", "41000", "1"]];
    for (collateral, debt, credit, deficit) in [
        (three.as_slice(), "-44174.999999", "0.000001", "0"),
        (&[["1", "100", "0.6"]], "-150", "0", "90"),
    ] {
        let exact = absorbed::<Exact>(collateral, debt);
        assert_eq!(exact.credit.0, decimal(credit));
        assert_eq!(exact.deficit.0, decimal(deficit));
        let fixed = absorbed::<Fixed>(collateral, debt);
        let off = exact.credit.0 - fixed.credit.value();
        assert!(!off.is_negative() && off < small());
        let off = fixed.deficit.value() - exact.deficit.0;
        assert!(!off.is_negative() && off < small());
    }
}

/// What so much USDC buys of COMP at a price, `price * (1 - storefront factor * (1 - liquidation factor))`.
#[test]
fn quotes_collateral() {
    fn quote<N: Lane>([price, factor, liquidation, paid]: [&str; 4]) -> N {
        let price = storefront(&N::up(price), &N::down(factor), &N::up(liquidation));
        let sale = Exchange::new(N::one(), price.unwrap(), &N::zero()).unwrap();
        sale.seized(&N::down(paid)).unwrap()
    }
    for (case, published, allowed) in [
        (["200", "0.5", "0.6", "200"], "1.25", "0.0000001"),
        (["200", "0", "0.6", "200"], "1", "0.0000001"),
        (["9", "0.5", "0.8", "810"], "100", "0.0000001"),
        // A quadrillion of them.
        (
            ["200", "0.8", "0.75", "1000000000000000"],
            "6250000000000",
            "1",
        ),
    ] {
        let exact = quote::<Exact>(case).0;
        assert_eq!(exact, decimal(published));
        let less = exact - quote::<Fixed>(case).value();
        assert!(!less.is_negative() && less < decimal(allowed), "{less}");
    }
}
