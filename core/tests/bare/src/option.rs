use crate::export::exports;
use plimsoll::margin::option::{position, Right};
use plimsoll::margin::{contingency, scenario, shock};
use plimsoll::{Contract, Error, Expiry, Fixed, Forward, Interval, Price, Scenario, Shocks};

/// As many as Derive has.
const SCENARIOS: usize = 33;
type Room = [Fixed; SCENARIOS];
type Scan = plimsoll::Scan<SCENARIOS>;
type RiskArray = plimsoll::RiskArray<SCENARIOS>;
type Made = Result<RiskArray, Error>;
type Position = position::Position<Fixed>;
type VolatilityShock = shock::VolatilityShock<Fixed>;
type Skew = shock::Skew<Fixed>;
type Confidence = contingency::Confidence<Fixed>;
type Peg = contingency::Peg<Fixed>;

// A risk array is a kilobyte: the caller says where it goes, so that the stack shown is the library's own.
exports! {
    fn contract_new(right: Right, strike: Fixed) = Contract::new(right, strike);
    fn contract_right(a: &Contract) = Contract::right(a);
    fn contract_strike(a: &Contract) = Contract::strike(a);
    fn contract_intrinsic(a: &Contract, price: &Fixed) = Contract::intrinsic(a, price);
    fn contract_value(a: &Contract, forward: &Interval, volatility: &Interval, expiry: &Expiry) =
        Contract::value(a, forward, volatility, expiry);
    fn contract_greeks(a: &Contract, forward: &Interval, volatility: &Interval, expiry: &Expiry) =
        Contract::greeks(a, forward, volatility, expiry);
    fn contract_implied_volatility(a: &Contract, forward: &Interval, price: &Fixed, expiry: &Expiry, step: &Fixed) =
        Contract::implied_volatility(a, forward, price, expiry, step);

    fn expiry_new(seconds: u64, rate: Fixed) = Expiry::new(seconds, rate);
    fn expiry_undiscounted(seconds: u64) = Expiry::undiscounted(seconds);
    fn expiry_discounted(seconds: u64, discount: Fixed) = Expiry::discounted(seconds, discount);
    fn expiry_seconds(a: &Expiry) = Expiry::seconds(a);
    fn expiry_years(a: &Expiry) = Expiry::years(a);
    fn expiry_root(a: &Expiry) = Expiry::root(a);
    fn expiry_rate(a: &Expiry) = Expiry::rate(a);
    fn expiry_discount(a: &Expiry) = Expiry::discount(a);

    fn forward_new(moving: Interval, settled: Fixed) = Forward::new(moving, settled);
    fn forward_exact(price: Fixed) = Forward::exact(price);
    fn forward_moving(a: &Forward) = Forward::moving(a);
    fn forward_settled(a: &Forward) = Forward::settled(a);
    fn forward_shocked(a: &Forward, spot: &Fixed) = Forward::shocked(a, spot);

    fn position_mark(a: &Position) = Position::mark(a);
    fn position_payoff(a: &Position, price: &Fixed) = Position::payoff(a, price);
    fn position_shorts(positions: &[Position]) = position::shorts(positions);
    fn position_gross(positions: &[Position]) = position::gross(positions);
    fn position_naked(positions: &[Position]) = position::naked(positions);

    fn scenario_new(spot: Fixed, volatility: scenario::Volatility, weight: Fixed) = Scenario::new(spot, volatility, weight);
    fn scenario_spot(a: &Scenario) = Scenario::spot(a);
    fn scenario_volatility(a: &Scenario) = Scenario::volatility(a);
    fn scenario_weight(a: &Scenario) = Scenario::weight(a);

    fn scan_new(out: &mut Scan, room: &Room) = *out = Scan::new(*room);
    fn scan_from_parts(out: &mut Scan, mark: Fixed, room: &Room) = *out = Scan::from_parts(mark, *room);
    fn scan_add(a: &mut Scan, quantity: &Fixed, unit: &RiskArray) = Scan::add(a, quantity, unit);
    fn scan_merge(a: &mut Scan, other: &Scan) = Scan::merge(a, other);
    fn scan_mark(a: &Scan) = Scan::mark(a);
    fn scan_profits(a: &Scan) = Scan::profits(a);
    fn scan_profits_mut(a: &mut Scan) = Scan::profits_mut(a);
    fn scan_worst(a: &Scan) = Scan::worst(a);
    fn scan_worst_weighted(a: &Scan, grid: &[Scenario]) = Scan::worst_weighted(a, grid);

    fn risk_array_new(out: &mut Made, owned: &Scan, owed: &Scan) = *out = RiskArray::new(*owned, *owed);
    fn risk_array_side(a: &RiskArray, quantity: &Fixed) = RiskArray::side(a, quantity);
    fn risk_array_contribution(a: &RiskArray, quantity: &Fixed, scenario: usize) = RiskArray::contribution(a, quantity, scenario);
    fn risk_array_linear(out: &mut Made, price: &Price, grid: &[Scenario], room: &Room) =
        *out = RiskArray::linear(price, grid, *room);
    fn risk_array_inverse(out: &mut Made, grid: &[Scenario], room: &Room) = *out = RiskArray::inverse(grid, *room);
    fn risk_array_option(
        out: &mut Made,
        contract: &Contract,
        forward: &Forward,
        volatility: &Interval,
        expiry: &Expiry,
        shocks: &Shocks,
        grid: &[Scenario],
        room: &Room,
    ) = *out = RiskArray::option(contract, forward, volatility, expiry, shocks, grid, *room);

    fn volatility_shock_new(range: [Fixed; 2], power: [Fixed; 2], floor: u64, least: Fixed) =
        VolatilityShock::new(range, power, floor, least);
    fn volatility_shock_range(a: &VolatilityShock) = VolatilityShock::range(a);
    fn volatility_shock_power(a: &VolatilityShock) = VolatilityShock::power(a);
    fn volatility_shock_floor(a: &VolatilityShock) = VolatilityShock::floor(a);
    fn volatility_shock_least(a: &VolatilityShock) = VolatilityShock::least(a);
    fn skew_flat() = Skew::flat();
    fn shocks_new(shock: &VolatilityShock, skew: &Skew, expiry: &Expiry) = Shocks::new(shock, skew, expiry);
    fn shocks_factors(a: &Shocks) = Shocks::factors(a);
    fn shocks_volatility(a: &Shocks, volatility: &Interval, change: scenario::Volatility, money: &Interval) =
        Shocks::volatility(a, volatility, change, money);

    fn contingency_charge(notional: &Fixed, rate: &Fixed) = contingency::charge(notional, rate);
    fn confidence_new(threshold: Fixed, rate: Fixed) = contingency::Confidence::new(threshold, rate);
    fn confidence_threshold(a: &Confidence) = Confidence::threshold(a);
    fn confidence_rate(a: &Confidence) = Confidence::rate(a);
    fn confidence_charge(a: &Confidence, confidence: &Fixed, notional: &Fixed) = Confidence::charge(a, confidence, notional);
    fn peg_new(threshold: Fixed, factor: Fixed) = Peg::new(threshold, factor);
    fn peg_threshold(a: &Peg) = Peg::threshold(a);
    fn peg_factor(a: &Peg) = Peg::factor(a);
    fn peg_loss(a: &Peg, price: &Fixed) = Peg::loss(a, price);
}
