use crate::export::exports;
use plimsoll::margin::netting::{self, spread, Pair};
use plimsoll::Fixed;

type Sides = netting::Sides<Fixed>;
type Underlying = spread::Underlying<Fixed>;

exports! {
    fn sides_none() = Sides::none();
    fn sides_add(a: &mut Sides, amount: &Fixed) = Sides::add(a, amount);
    fn sides_long(a: &Sides) = Sides::long(a);
    fn sides_short(a: &Sides) = Sides::short(a);
    fn sides_net(a: &Sides) = Sides::net(a);
    fn sides_hedged(a: &Sides) = Sides::hedged(a);
    fn netting_take_matched(amounts: &mut [Fixed], first: usize, second: usize) = netting::take_matched(amounts, first, second);
    fn netting_pair_charge(amounts: &mut [Fixed], table: &[Pair<Fixed>]) = netting::pair_charge(amounts, table);
    fn netting_pair_credit(amounts: &mut [Fixed], table: &[Pair<Fixed>]) = netting::pair_credit(amounts, table);
    fn netting_hedge_weight(weight: &Fixed) = netting::hedge_weight(weight);
    fn netting_hedge_credit(amounts: &[Fixed; 2], prices: &[Fixed; 2], weights: &[Fixed; 2], hedge: &Fixed) = netting::hedge_credit(amounts, prices, weights, hedge);
    fn netting_discount_gains(profits: &mut [Fixed], share: &Fixed) = netting::discount_gains(profits, share);
    fn netting_cap_gains(profits: &mut [Fixed], most: &Fixed) = netting::cap_gains(profits, most);
    fn spread_inter_month_charge(deltas: &Sides, rate: &Fixed) = spread::inter_month_charge(deltas, rate);
    fn spread_calendar_margin(first: &Fixed, second: &Fixed, charge: &Fixed) = spread::calendar_margin(first, second, charge);
    fn spread_composite_delta(deltas: &[Fixed], weights: &[Fixed]) = spread::composite_delta(deltas, weights);
    fn underlying_new(delta: Fixed, risk: Fixed) = Underlying::new(delta, risk);
    fn underlying_delta(a: &Underlying) = Underlying::delta(a);
    fn underlying_risk(a: &Underlying) = Underlying::risk(a);
    fn underlying_free(a: &Underlying) = Underlying::free(a);
    fn underlying_credit(a: &Underlying) = Underlying::credit(a);
    fn spread_spread(all: &mut [Underlying], legs: &[spread::Leg<Fixed>]) = spread::spread(all, legs);
}
