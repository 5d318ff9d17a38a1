//! Mango v4: a perp position is reduced, and its profit paid out, until the account may leave liquidation.
//!
//! Source: blockworks-foundation/mango-v4, perp_liq_base_or_positive_pnl.rs
//! (`test_liq_base_or_positive_pnl`). Price 1, lots of 1, no base fee; what a liquidator pays for a profit
//! is cut by a fee. Their five steps are here with the kernel's own values and checks: lots close while
//! the profit is negative; then it is paid out; then lots close for what can still be paid out; then that
//! is; then lots close for what a profit counts where it stands.

use crate::exact::Exact;
use crate::lane::{decimal, Lane};
use crate::sizes::{exactly, least};
use num_traits::Signed;
use plimsoll::liquidation::reduce::{reduce, Deal};
use plimsoll::liquidation::sizing::{Balance, Reason};
use plimsoll::margin::health::Health;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::weights::tiers::Tiers;
use plimsoll::weights::{Bound, Weights};
use plimsoll::Fixed;

/// A name; base weight, overall weight, fee on a profit; settlement token, base, quote, other token;
/// the three after it; the most base and the most profit that the liquidator takes.
type Row = (
    &'static str,
    [&'static str; 3],
    [&'static str; 4],
    [&'static str; 3],
    [&'static str; 2],
);

#[rustfmt::skip]
const ROWS: [Row; 29] = [
    ("nothing", ["0.9", "0.9", "0"], ["0", "0", "0", "0"], ["0", "0", "0"], ["0", "100"]),
    ("neg base liq 1", ["0.5", "0.5", "0"], ["5", "-10", "0", "0"], ["5", "-9", "-1"], ["1", "100"]),
    ("neg base liq 2", ["0.5", "0.5", "0"], ["5", "-10", "0", "0"], ["5", "0", "-10"], ["20", "100"]),
    ("neg base liq 3", ["0.5", "0.5", "0"], ["5", "-4", "0", "0"], ["5", "-2", "-2"], ["20", "100"]),
    ("pos base liq 1", ["0.5", "0.5", "0"], ["5", "20", "-20", "0"], ["5", "19", "-19"], ["1", "100"]),
    ("pos base liq 2", ["0.5", "0.5", "0"], ["0", "20", "-30", "0"], ["0", "0", "-10"], ["100", "100"]),
    ("pos base liq 3", ["0.5", "0.5", "0"], ["5", "20", "-20", "0"], ["5", "10", "-10"], ["100", "100"]),
    ("pos perp health 1", ["0.5", "0.8", "0"], ["-20", "20", "5", "0"], ["0", "10", "-5"], ["100", "100"]),
    ("pos perp health 2-1", ["0.5", "0.5", "0"], ["-19", "20", "10", "0"], ["-1", "20", "-8"], ["100", "100"]),
    ("pos perp health 2-2", ["0.5", "0.5", "0"], ["-25", "20", "10", "0"], ["0", "10", "-5"], ["100", "100"]),
    ("pos perp health 2-3", ["0.5", "0.5", "0"], ["-23", "20", "10", "0"], ["-2", "10", "-1"], ["100", "21"]),
    ("pos perp health 2-4", ["0.5", "0.5", "0"], ["-25", "20", "10", "0"], ["-4", "18", "-9"], ["2", "100"]),
    ("pos perp health 2-5", ["0.5", "0.5", "0"], ["-25", "20", "10", "0"], ["-4", "16", "-7"], ["4", "21"]),
    ("pos perp health 4", ["0.5", "0.5", "0"], ["-20", "20", "10", "0"], ["-15", "10", "15"], ["10", "5"]),
    ("pos perp health 5", ["0.5", "0.5", "0"], ["-20", "20", "10", "0"], ["-20", "0", "30"], ["100", "0"]),
    ("pos perp health 6", ["0.5", "0", "0"], ["-20", "20", "10", "0"], ["-20", "20", "10"], ["10", "0"]),
    ("pos perp health 7", ["0.5", "0", "0"], ["-20", "20", "10", "0"], ["-15", "20", "5"], ["10", "5"]),
    ("pos perp health 8", ["0.5", "0", "0"], ["-30", "20", "10", "0"], ["-7.5", "15", "-7.5"], ["5", "30"]),
    ("pos perp health 9", ["0.5", "0", "0"], ["-25", "20", "10", "0"], ["0", "10", "-5"], ["200", "200"]),
    ("base liq, token crosses 0", ["0.5", "0", "0"], ["2", "60", "-35", "-2"], ["2", "50", "-25"], ["200", "200"]),
    ("pre-settle, token crosses 0", ["0.5", "0", "0"], ["-7", "60", "-20", "-3"], ["3", "60", "-30"], ["200", "200"]),
    ("post-settle, token crosses 0", ["0.5", "0", "0"], ["-7", "60", "-30", "-3"], ["3", "40", "-20"], ["200", "200"]),
    ("positive perp, token crosses 0", ["0.5", "0.5", "0"], ["-7", "60", "-20", "-3"], ["-7", "40", "0"], ["200", "0"]),
    ("all phases 1", ["0.5", "0.5", "0"], ["-7", "70", "-40", "-100"], ["3", "0", "20"], ["200", "10"]),
    ("all phases 2", ["0.5", "0.5", "0"], ["-7", "70", "-30", "-100"], ["8", "10", "15"], ["60", "15"]),
    ("settle fee 1", ["0.5", "0.5", "0.25"], ["-7", "70", "-30", "-100"], ["8", "10", "10"], ["60", "20"]),
    ("settle fee 2", ["0.5", "0.5", "0.25"], ["-7", "70", "-30", "-12"], ["8", "24", "-4"], ["60", "20"]),
    ("settle fee 3", ["0.5", "0.5", "0.25"], ["-7", "70", "-30", "-6"], ["5.75", "45", "-22"], ["60", "20"]),
    ("settle fee 4", ["0.5", "0.5", "0.25"], ["-7", "70", "-30", "4"], ["-5.5", "70", "-32"], ["60", "20"]),
];

/// The account on its way: settlement token and perp, and what stays as it is.
#[derive(Clone)]
struct State<N> {
    token: N,
    perp: Perp<N>,
    other: N,
}

struct Rule<N> {
    base: Weights<N>,
    overall: N,
    paid: N,
}

impl<N: Lane> Rule<N> {
    fn new([base, overall, fee]: [&str; 3]) -> Self {
        let base = N::down(base);
        let short = N::one()
            .try_add(&N::one())
            .and_then(|two| two.try_sub(&base));
        Rule {
            base: Weights::new(base, short.unwrap()).unwrap(),
            overall: N::down(overall),
            paid: N::one().try_sub(&N::up(fee)).unwrap(),
        }
    }

    fn terms(&self, profit: &N) -> Terms<'static, N> {
        Terms::new(
            exactly("1"),
            self.base.clone(),
            Tiers::none(),
            profit.clone(),
        )
        .unwrap()
    }

    /// The profit that margin leaves, in full.
    fn profit(&self, perp: &Perp<N>) -> N {
        perp.value(&self.terms(&N::one())).unwrap()
    }

    fn net(&self, state: &State<N>) -> N {
        let value = state.perp.value(&self.terms(&self.overall)).unwrap();
        state.token.try_add(&value).unwrap()
    }

    fn surplus_of(&self, net: &N, other: &N) -> Health<N> {
        let mut health = Health::new();
        let bound = Bound::unweighted(&exactly("1"));
        health.add(net, &bound).unwrap();
        health.add(other, &bound).unwrap();
        health
    }

    fn health(&self, state: &State<N>) -> Health<N> {
        self.surplus_of(&self.net(state), &state.other)
    }
}

/// `lots` nearer to nothing at price 1.
fn closed<N: Lane>(perp: &Perp<N>, lots: &N) -> Perp<N> {
    let size = match perp.size().is_negative() {
        true => lots.clone(),
        false => lots.try_neg().unwrap(),
    };
    perp.transfer(&size, &size.try_neg().unwrap()).unwrap()
}

/// The fewest lots whose gain, at `worth` for each unit of profit, makes the account healthy or exhausts
/// `room`; at most `most`.
fn lots<N: Lane>(rule: &Rule<N>, state: &State<N>, worth: &N, room: &N, most: &N) -> N {
    let (net, before) = (rule.net(state), rule.profit(&state.perp));
    let gain = |lots: &N| {
        let after = rule.profit(&closed(&state.perp, lots));
        after.try_sub(&before).unwrap().mul_down(worth).unwrap()
    };
    let most = most.lesser(&state.perp.size().try_abs().unwrap());
    let healthy = least(&most, &N::one(), |lots| {
        let net = net.try_add(&gain(lots)).unwrap();
        rule.surplus_of(&net, &state.other).surplus().unwrap()
    });
    let filled = least(&most, &N::one(), |lots| gain(lots).try_sub(room).unwrap());
    healthy.lesser(&filled)
}

/// The least profit whose payment makes the account healthy, up to `most` and what there is.
fn settle<N: Lane>(rule: &Rule<N>, state: &mut State<N>, left: &mut N) {
    let profit = rule.profit(&state.perp);
    if profit.is_negative() || rule.paid <= rule.overall {
        return;
    }
    let after = |paid: &N| {
        let got = paid.mul_down(&rule.paid).unwrap();
        State {
            token: state.token.try_add(&got).unwrap(),
            perp: state
                .perp
                .transfer(&N::zero(), &paid.try_neg().unwrap())
                .unwrap(),
            other: state.other.clone(),
        }
    };
    let most = profit.lesser(left);
    let step = N::near("0.0009765625");
    let paid = least(&most, &step, |paid| {
        rule.health(&after(paid)).surplus().unwrap()
    });
    (*state, *left) = (after(&paid), left.try_sub(&paid).unwrap());
}

fn liquidate<N: Lane>(row: &Row) -> State<N> {
    let (_, weights, [token, base, quote, other], _, [most, profit]) = row;
    let rule = Rule::<N>::new(*weights);
    let mut state = State {
        token: N::down(token),
        perp: Perp::new(N::near(base), N::down(quote)),
        other: N::down(other),
    };
    let (mut most, mut left) = (N::down(most), N::down(profit));
    let close = |state: &mut State<N>, worth: &N, room: &N, most: &mut N| {
        if rule.health(state).healthy() {
            return;
        }
        let lots = lots(&rule, state, worth, room, most);
        (state.perp, *most) = (closed(&state.perp, &lots), most.try_sub(&lots).unwrap());
    };
    let lacking = rule.profit(&state.perp).try_neg().unwrap();
    if lacking > N::zero() {
        close(&mut state, &N::one(), &lacking, &mut most);
    }
    settle(&rule, &mut state, &mut left);
    if !rule.profit(&state.perp).is_negative() && left > N::zero() {
        // Room is counted in profit, before the fee on it.
        let room = left.mul_down(&rule.paid).unwrap();
        close(&mut state, &rule.paid, &room, &mut most);
    }
    settle(&rule, &mut state, &mut left);
    if rule.overall > N::zero() {
        close(&mut state, &rule.overall, &N::down("1000000"), &mut most);
    }
    state
}

#[test]
fn perp_liquidation() {
    for row in ROWS {
        let (name, _, _, after, _) = row;
        let exact = liquidate::<Exact>(&row);
        let ours = [&exact.token.0, &exact.perp.size().0, &exact.perp.quote().0];
        for (ours, published) in ours.into_iter().zip(after) {
            let off = (ours - decimal(published)).abs();
            assert!(off < decimal("0.01"), "{name}: {ours} for {published}");
        }
        let fixed = liquidate::<Fixed>(&row);
        let ours = [&fixed.token, fixed.perp.size(), fixed.perp.quote()];
        for (ours, published) in ours.into_iter().zip(after) {
            let off = (ours.value() - decimal(published)).abs();
            assert!(off < decimal("0.01"), "{name}: {ours} for {published}");
        }
    }
}

/// Where nothing is paid out, the kernel's own reduction is Mango's answer in one step. Where a profit
/// counts nothing, closing lots frees nothing: Mango leaves the position alone, and ours says that the
/// account is no healthier than before.
#[test]
fn reduction_alone() {
    for row in ROWS {
        let (name, weights, [token, base, quote, other], after, [most, _]) = row;
        if token != after[0] {
            continue;
        }
        fn reduction<N: Lane>(
            weights: [&str; 3],
            [token, base, quote, other]: [&str; 4],
            most: &str,
        ) -> (N, Reason, bool) {
            let rule = Rule::<N>::new(weights);
            let state = State {
                token: N::down(token),
                perp: Perp::new(N::near(base), N::down(quote)),
                other: N::down(other),
            };
            let settlement = Balance {
                amount: state.token.clone(),
                net: rule.net(&state),
                bound: Bound::unweighted(&exactly("1")),
                step: N::one(),
            };
            let deal = Deal {
                price: N::one(),
                fee: N::zero(),
                lot: N::one(),
            };
            let health = rule.health(&state);
            let terms = rule.terms(&rule.overall);
            let answer = reduce(
                &health,
                &settlement,
                &state.perp,
                &terms,
                &deal,
                &N::down(most),
            )
            .unwrap();
            let left = State {
                perp: state.perp.transfer(&answer.size, &answer.quote).unwrap(),
                ..state
            };
            let gained = rule.health(&left).surplus().unwrap() > health.surplus().unwrap();
            (left.perp.size().clone(), answer.reason, gained)
        }
        let inputs = [token, base, quote, other];
        let (size, reason, gained) = reduction::<Exact>(weights, inputs, most);
        let (on_fixed, _, _) = reduction::<Fixed>(weights, inputs, most);
        assert_eq!(size.0, on_fixed.value(), "{name}");
        if name == "pos perp health 6" {
            assert_eq!((reason, gained), (Reason::Capped, false));
        } else {
            assert_eq!(size.0, decimal(after[1]), "{name}");
            assert_eq!(gained, reason != Reason::Healthy, "{name}");
        }
    }
}
