//! Mango v4: a perp's loss is paid from the token, then by the insurance fund, then by everybody.
//!
//! Source: blockworks-foundation/mango-v4, perp_liq_negative_pnl_or_bankruptcy.rs
//! (`test_liq_negative_pnl_or_bankruptcy`); token_liq_bankruptcy.rs for the deposit index. Their tests
//! allow 0.01 for what is paid and 0.1 for the rest, and print no more digits.

use crate::exact::Exact;
use crate::lane::{decimal, small, Lane};
use crate::sizes::{bound, least, STEP};
use num_traits::Signed;
use plimsoll::margin::health::Health;
use plimsoll::number::solver::{search_to, Limit};
use plimsoll::solvency::insurance::Fund;
use plimsoll::solvency::socialise::{deposit_index, funding_index};
use plimsoll::solvency::waterfall::Waterfall;
use plimsoll::weights::Bound;
use plimsoll::Fixed;

/// What the case is called; asset weight, price of the token and of the insurance token; token, perp,
/// other token, insurance fund, most that may be paid from the token; the token and the perp after;
/// the liquidator's token, perp and insurance, and what everybody bears; the liquidator's limit.
type Row = (
    &'static str,
    [&'static str; 3],
    [&'static str; 5],
    [&'static str; 2],
    [&'static str; 4],
    &'static str,
);

#[rustfmt::skip]
const ROWS: [Row; 12] = [
    ("settle 1", ["0.9", "2", "3"], ["40", "-50", "-36", "6", "100"], ["30", "-40"], ["10", "-10", "0", "0"], "10"),
    ("settle 2", ["0.9", "2", "3"], ["40", "-50", "-36", "100", "100"], ["20", "-21"], ["20", "-29", "6", "0"], "29"),
    ("settle 3", ["0.9", "2", "3"], ["40", "-50", "-36", "100", "10"], ["30", "-31"], ["10", "-19", "6", "0"], "19"),
    ("settle 4", ["0.9", "2", "3"], ["5", "-20", "30", "0", "100"], ["-13.63", "0"], ["18.63", "-18.63", "0", "1.36"], "100"),
    ("no insurance 1", ["0.9", "2", "1"], ["0", "-5", "2.2", "0", "0"], ["0", "-1"], ["0", "0", "0", "4"], "0"),
    ("no insurance 2", ["0.9", "2", "1"], ["4", "-5", "-3.6", "0", "0"], ["4", "-2"], ["0", "0", "0", "3"], "0"),
    ("no insurance 3", ["0.9", "2", "1"], ["4", "-5", "-3.6", "0", "0"], ["4", "-2"], ["0", "0", "0", "3"], "100"),
    ("insurance 1", ["0.9", "2", "3"], ["40", "-50", "-36", "6", "0"], ["40", "-20"], ["0", "-9", "6", "21"], "100"),
    ("insurance 2", ["0.9", "2", "3"], ["40", "-50", "-36", "6", "0"], ["40", "-47"], ["0", "-3", "2", "0"], "3"),
    ("insurance 3", ["0.9", "2", "3"], ["40", "-50", "-36", "1000", "0"], ["40", "-20"], ["0", "-30", "20", "0"], "100"),
    ("everything 1", ["0.9", "2", "3"], ["40", "-50", "-36", "6", "100"], ["20", "0"], ["20", "-29", "6", "21"], "40"),
    ("everything 2", ["0.9", "2", "3"], ["10", "-50", "9", "6", "100"], ["-4.1", "0"], ["14.1", "-23.1", "6", "26.9"], "40"),
];

fn surplus<N: Lane>(net: &N, bound: &Bound<N>, other: &N) -> N {
    let mut health = Health::new();
    health.add(net, bound).unwrap();
    health.add(other, &bound_of_one()).unwrap();
    health.surplus().unwrap()
}

fn bound_of_one<N: Lane>() -> Bound<N> {
    bound("1", ["1", "1"])
}

/// Token and perp after, the liquidator's token, perp and insurance tokens, and the loss of everybody.
fn resolve<N: Lane>(row: &Row) -> [N; 6] {
    let (_, [weight, price, insurance_price], [token, perp, other, vault, limit], _, _, most) = row;
    let short = N::up("2").try_sub(&N::down(weight)).unwrap();
    let side = plimsoll::weights::Weights::new(N::down(weight), short).unwrap();
    let side = side.apply(&crate::sizes::exactly(price)).unwrap();
    let (token, perp, other) = (N::down(token), N::down(perp), N::down(other));
    let (most, step) = (N::down(most), N::near(STEP));
    let loss = perp.try_neg().unwrap();

    // From the token, as long as the account without the loss stays healthy.
    let affordable = search_to(&N::zero(), &loss, &step, |paid| {
        Ok(surplus(&token.try_sub(paid)?, &side, &other))
    });
    let affordable = match affordable.unwrap() {
        Limit::At(paid) => paid,
        Limit::Never => loss.clone(),
        _ => N::zero(),
    };
    let payable = affordable.lesser(&loss.lesser(&N::down(limit)));
    let paid = payable.lesser(&most);
    let (token, perp) = (token.try_sub(&paid).unwrap(), perp.try_add(&paid).unwrap());
    let unchanged = [
        token.clone(),
        perp.clone(),
        paid.clone(),
        paid.try_neg().unwrap(),
        N::zero(),
        N::zero(),
    ];
    if paid != payable || perp >= N::zero() {
        return unchanged;
    }

    // What of the loss has to go so that the account is healthy, and what of it the liquidator takes.
    let net = token.try_add(&perp).unwrap();
    let needed = least(&perp.try_neg().unwrap(), &step, |gone| {
        surplus(&net.try_add(gone).unwrap(), &side, &other)
    });
    let taken = needed.lesser(&most.try_sub(&paid).unwrap());

    // The fund pays in whole tokens of its own, and everybody bears the rest only once it is empty.
    let (price, insurance_price) = (N::up(price), N::down(insurance_price));
    let vault = N::down(vault);
    let tokens = taken
        .mul_div_up(&price, &insurance_price)
        .and_then(|tokens| tokens.ceil_to(&N::one()))
        .unwrap();
    let mut fund = Fund::new(vault.clone(), vault.clone(), vault.clone()).unwrap();
    let tokens = fund.cover(&tokens).unwrap();
    let empty = fund.balance().is_zero();
    let flows = Waterfall {
        proceeds: N::zero(),
        insurance: tokens
            .mul_div_down(&insurance_price, &price)
            .unwrap()
            .lesser(&taken),
        deleveraging: N::zero(),
    }
    .flows(if empty { &needed } else { &taken })
    .unwrap();
    let borne = funding_index(&flows.socialised, &N::one()).unwrap();
    let gone = flows.insurance.try_add(&flows.socialised).unwrap();
    let [_, _, paid, owed, _, _] = unchanged;
    [
        token,
        perp.try_add(&gone).unwrap(),
        paid,
        owed.try_sub(&flows.insurance).unwrap(),
        tokens,
        borne.index,
    ]
}

/// On `Fixed` the token's weight of 0.9 reads down, so a step less of the loss is paid from the token, and
/// the fund, which pays in whole tokens, may pay one more.
#[test]
fn bankruptcy() {
    for row in ROWS {
        let (name, _, _, [token, perp], [paid, owed, tokens, borne], _) = row;
        let published = [token, perp, paid, owed, tokens, borne];
        let allowed = ["0.01", "0.1", "0.01", "0.1", "0.01", "0.1"];
        let exact = resolve::<Exact>(&row).map(|value| value.0);
        let fixed = resolve::<Fixed>(&row).map(|value| value.value());
        for place in 0..6 {
            let off = (&exact[place] - decimal(published[place])).abs();
            assert!(
                off < decimal(allowed[place]),
                "{name}: {} for {}",
                exact[place],
                published[place]
            );
            let more = &fixed[place] - &exact[place];
            let most = if place == 4 { decimal("1") } else { small() };
            assert!(more.abs() <= most, "{name}: {}", fixed[place]);
        }
        assert!(fixed[4] >= exact[4], "{name}");
    }
}

/// Without a loss theirs is an error; here there is nothing to resolve.
#[test]
fn nothing_to_resolve() {
    let row: Row = (
        "nothing",
        ["0.9", "1", "1"],
        ["0", "0", "0", "0", "0"],
        ["0", "0"],
        ["0", "0", "0", "0"],
        "100",
    );
    assert!(resolve::<Exact>(&row)
        .iter()
        .all(|value| value.0 == decimal("0")));
}

/// A loss of a token falls on its deposits, `index - loss / scaled deposits`. Their audit notes that the
/// other rounding would give a native token away with each call: here the index falls by at least the
/// loss, so that what depositors have afterwards is at most what is left.
#[test]
fn deposit_index_covers_the_loss() {
    for (index, loss, scaled) in [
        ("1.07", "1", "700001"),
        ("1", "0.000001", "3"),
        ("2.5", "999", "777777"),
    ] {
        let [index, loss, scaled] = [index, loss, scaled].map(Fixed::near);
        let after = deposit_index(&index, &loss, &scaled).unwrap();
        let fell = (index.value() - after.index.value()) * scaled.value();
        assert!(fell >= loss.value());
        // And by less than a step of the index more.
        assert!(fell < loss.value() + decimal("0.000000000000004") * scaled.value());
    }
}
