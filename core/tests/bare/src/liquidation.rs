use crate::export::exports;
use plimsoll::liquidation;
use plimsoll::liquidation::auction;
use plimsoll::liquidation::bankruptcy;
use plimsoll::liquidation::bonus;
use plimsoll::liquidation::close;
use plimsoll::liquidation::crossing;
use plimsoll::liquidation::exchange;
use plimsoll::liquidation::order::{self, Order};
use plimsoll::liquidation::reduce;
use plimsoll::liquidation::repay;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::{
    Auction, Balance, Bound, CloseFactor, Deal, Error, Exchange, Fixed, Health, Holding, Perp,
    Price, Ramp, Seizure, Split, Terms, Tiers, Weights,
};

type Position = bankruptcy::Position<Fixed>;
type Candidate = order::Candidate<Fixed>;
/// A check that the search knows nothing about.
type Check = extern "C" fn(&Fixed) -> Result<Fixed, Error>;

exports! {
    fn threshold_threshold(holdings: &[Holding], index: u32, price: &Price, step: &Fixed) =
        liquidation::threshold::threshold(holdings, index, price, step);
    fn threshold_check_at(holdings: &[Holding], index: u32, price: &Price, at: &Fixed) =
        liquidation::threshold::check_at(holdings, index, price, at);
    fn crossing_crossing(start: &Fixed, range: &[Fixed; 2], parts: u32, step: &Fixed, check: Check) =
        crossing::crossing(start, (&range[0], &range[1]), parts, step, |at| check(at));

    fn exchange_new(debt: Fixed, collateral: Fixed, bonus: &Fixed) = Exchange::new(debt, collateral, bonus);
    fn exchange_debt(a: &Exchange) = Exchange::debt(a);
    fn exchange_collateral(a: &Exchange) = Exchange::collateral(a);
    fn exchange_paid(a: &Exchange) = Exchange::paid(a);
    fn exchange_seized(a: &Exchange, repaid: &Fixed) = Exchange::seized(a, repaid);
    fn exchange_repaid(a: &Exchange, seized: &Fixed) = Exchange::repaid(a, seized);
    fn exchange_penalty(a: &Exchange, repaid: &Fixed, seized: &Fixed) = Exchange::penalty(a, repaid, seized);
    fn exchange_raises_surplus(a: &Exchange, debt: &Bound, collateral: &Bound) = Exchange::raises_surplus(a, debt, collateral);
    fn exchange_raises_ratio(a: &Exchange, health: &Health, debt: &Bound, collateral: &Bound) =
        Exchange::raises_ratio(a, health, debt, collateral);
    fn exchange_sustainable(bonus: &Fixed, debt: &Weights, collateral: &Weights) = exchange::sustainable(bonus, debt, collateral);

    fn bonus_from_loan_to_value(loan_to_value: &Fixed, cursor: &Fixed, most: &Fixed) =
        bonus::from_loan_to_value(loan_to_value, cursor, most);
    fn bonus_from_shortfall(health: &Health, most_discount: &Fixed) = bonus::from_shortfall(health, most_discount);
    fn bonus_covered(bonus: &Fixed, collateral: &Fixed, debt: &Fixed) = bonus::covered(bonus, collateral, debt);
    fn bonus_near_bad_debt(bonus: &Fixed, loan_to_value: &Fixed, from: &Fixed, least: &Fixed) =
        bonus::near_bad_debt(bonus, loan_to_value, from, least);
    fn split_new(insurance: Fixed, protocol: Fixed) = Split::new(insurance, protocol);
    fn split_liquidator() = Split::liquidator();
    fn split_insurance(a: &Split) = Split::insurance(a);
    fn split_protocol(a: &Split) = Split::protocol(a);
    fn split_of(a: &Split, penalty: &Fixed) = Split::of(a, penalty);

    fn close_factor_full() = CloseFactor::full();
    fn close_factor_most(a: &CloseFactor, ratio: &Fixed, total: &Fixed, debt: &Fixed, collateral: &Fixed) =
        CloseFactor::most(a, ratio, total, debt, collateral);
    fn close_factor_leaves_dust(a: &CloseFactor, debt: &Fixed, collateral: &Fixed) = CloseFactor::leaves_dust(a, debt, collateral);
    fn close_absorb(health: &Health) = close::absorb(health);
    fn close_throttle(share: &Ramp, elapsed: &Fixed, shortfall: &Fixed, freed: &Fixed, small: &Fixed) =
        close::throttle(share, elapsed, shortfall, freed, small);
    fn close_step_down(tiers: &Tiers, notional: &Fixed, cut: usize) = close::step_down(tiers, notional, cut);

    fn order_name(a: Order) = Order::name(a);
    fn order_first(a: Order, candidates: &[Candidate]) = Order::first(a, candidates);
    fn reason_name(a: Reason) = Reason::name(a);

    fn repay_repay(health: &Health, debt: &Balance, collateral: &Balance, exchange: &Exchange, most: &Fixed) =
        repay::repay(health, debt, collateral, exchange, most);
    fn repay_sweep(seizure: Seizure, debt: &Balance, collateral: &Balance, exchange: &Exchange, dust: [&Fixed; 2]) =
        repay::sweep(seizure, debt, collateral, exchange, dust);
    fn reduce_reduce(health: &Health, settlement: &Balance, perp: &Perp, terms: &Terms, deal: &Deal, most: &Fixed) =
        reduce::reduce(health, settlement, perp, terms, deal, most);

    fn auction_buffered(a: &Auction, buffer: &Fixed) = Auction::buffered(a, buffer);
    fn auction_largest_share(a: &Auction, buffer: &Fixed, discount: &Fixed) = Auction::largest_share(a, buffer, discount);
    fn auction_bid(a: &Auction, discount: &Fixed) = Auction::bid(a, discount);
    fn auction_insolvent(a: &Auction, elapsed: &Fixed, length: Fixed) = Auction::insolvent(a, elapsed, length);
    fn auction_discount(fast: &Ramp, slow: &Ramp, elapsed: &Fixed) = auction::discount(fast, slow, elapsed);
    fn auction_storefront(price: &Fixed, factor: &Fixed, liquidation_factor: &Fixed) =
        auction::storefront(price, factor, liquidation_factor);

    fn position_bankruptcy(a: &Position) = Position::bankruptcy(a);
    fn position_fillable(a: &Position, spread: &Fixed, adjustment: &Fixed) = Position::fillable(a, spread, adjustment);
    fn bankruptcy_price(quote: &Fixed, size: &Fixed) = bankruptcy::price(quote, size);
    fn bankruptcy_insurance_delta(proceeds: &Fixed, bankruptcy: &Fixed, most_fee: &Fixed) =
        bankruptcy::insurance_delta(proceeds, bankruptcy, most_fee);
}
