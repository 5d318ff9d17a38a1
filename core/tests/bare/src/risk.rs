use crate::export::exports;
use plimsoll::risk::correlation::{self, offset};
use plimsoll::risk::parameters::{rule, set};
use plimsoll::risk::volatility::{self, ewma, filtered, floor, garch, policy, range};
use plimsoll::risk::{liquidity, parameters};
use plimsoll::{Fixed, Interval};

type Ewma = ewma::Ewma<Fixed>;
type Garch = garch::Garch<Fixed>;
type Policy = policy::Policy<Fixed>;
type Steady = policy::Steady<Fixed>;
type Offset = offset::Offset<Fixed>;
type Parameter = parameters::Parameter<Fixed>;
type Rule = rule::Rule<Fixed>;
type Change = set::Change<Fixed>;
type Parameters = set::Parameters<Fixed>;
type Made = Result<Parameters, set::Refusal>;

// A set is half a kilobyte: the caller says where it goes, so that the stack shown is the library's own.
exports! {
    fn volatility_over(sigma: &Fixed, from: &Fixed, to: &Fixed) = volatility::over(sigma, from, to);
    fn volatility_margin_fraction(z: &Fixed, sigma: &Fixed, periods: &Fixed) = volatility::margin_fraction(z, sigma, periods);

    fn ewma_new(lambda: Fixed, variance: Fixed) = Ewma::new(lambda, variance);
    fn ewma_lambda(a: &Ewma) = Ewma::lambda(a);
    fn ewma_variance(a: &Ewma) = Ewma::variance(a);
    fn ewma_update(a: &Ewma, r: &Fixed) = Ewma::update(a, r);
    fn ewma_observe(a: &Ewma, variance: &Fixed) = Ewma::observe(a, variance);
    fn ewma_update_over(a: &Ewma, r: &Fixed, periods: &Fixed) = Ewma::update_over(a, r, periods);
    fn ewma_observe_over(a: &Ewma, variance: &Fixed, periods: &Fixed) = Ewma::observe_over(a, variance, periods);
    fn ewma_sigma(a: &Ewma) = Ewma::sigma(a);

    fn garch_new(omega: Fixed, alpha: Fixed, beta: Fixed) = Garch::new(omega, alpha, beta);
    fn garch_omega(a: &Garch) = Garch::omega(a);
    fn garch_alpha(a: &Garch) = Garch::alpha(a);
    fn garch_beta(a: &Garch) = Garch::beta(a);
    fn garch_next(a: &Garch, variance: &Fixed, r: &Fixed) = Garch::next(a, variance, r);
    fn garch_long_run(a: &Garch) = Garch::long_run(a);
    fn garch_forecast(a: &Garch, variance: &Fixed, periods: u64) = Garch::forecast(a, variance, periods);

    fn range_parkinson(prices: &Interval) = range::parkinson(prices);
    fn range_realised(periods: &[Interval]) = range::realised(periods);

    fn filtered_filtered(returns: &[Fixed], before: &Ewma, ratio: &Interval, scratch: &mut [Fixed]) =
        filtered::filtered(returns, before, ratio, scratch);
    fn filtered_quantile(returns: &mut [Fixed], confidence: &Fixed) = filtered::quantile(returns, confidence);
    fn filtered_expected_shortfall(returns: &mut [Fixed], confidence: &Fixed) = filtered::expected_shortfall(returns, confidence);

    fn floor_floored(raw: &Fixed, floor: &Fixed) = floor::floored(raw, floor);
    fn floor_stressed(raw: &Fixed, stressed: &Fixed, weight: &Fixed) = floor::stressed(raw, stressed, weight);
    fn floor_buffered(raw: &Fixed, base: &Fixed, buffer: &Fixed) = floor::buffered(raw, base, buffer);
    fn floor_stepped(previous: &Fixed, target: &Fixed, rise: &Fixed, fall: &Fixed) = floor::stepped(previous, target, rise, fall);

    fn policy_new(
        lambda: [Fixed; 2],
        weight: Fixed,
        cap: Fixed,
        multiple: Fixed,
        least: Fixed,
        step: [Fixed; 2],
    ) = Policy::new(lambda, weight, cap, multiple, least, step);
    fn policy_lambda(a: &Policy) = Policy::lambda(a);
    fn policy_weight(a: &Policy) = Policy::weight(a);
    fn policy_cap(a: &Policy) = Policy::cap(a);
    fn policy_multiple(a: &Policy) = Policy::multiple(a);
    fn policy_least(a: &Policy) = Policy::least(a);
    fn policy_step(a: &Policy) = Policy::step(a);
    fn steady_new(policy: &Policy) = Steady::new(*policy);
    fn steady_from_stored(policy: &Policy, variances: [Fixed; 2], periods: u64, margin: Fixed) =
        Steady::from_stored(*policy, variances, periods, margin);
    fn steady_policy(a: &Steady) = Steady::policy(a);
    fn steady_variances(a: &Steady) = Steady::variances(a);
    fn steady_periods(a: &Steady) = Steady::periods(a);
    fn steady_margin(a: &Steady) = Steady::margin(a);
    fn steady_observe(a: &Steady, r: &Fixed) = Steady::observe(a, r);

    fn correlation_update(matrix: &mut [Fixed], returns: &[Fixed], lambda: &Fixed) = correlation::update(matrix, returns, lambda);
    fn correlation_correlation(matrix: &[Fixed], count: usize, i: usize, j: usize) = correlation::correlation(matrix, count, i, j);
    fn correlation_sigma(matrix: &[Fixed], weights: &[Fixed]) = correlation::sigma(matrix, weights);

    fn offset_new(floor: Fixed, stress: Fixed, least: Fixed) = Offset::new(floor, stress, least);
    fn offset_floor(a: &Offset) = Offset::floor(a);
    fn offset_stress(a: &Offset) = Offset::stress(a);
    fn offset_least(a: &Offset) = Offset::least(a);
    fn offset_opposite(a: &Offset, rho: &Interval) = Offset::opposite(a, rho);
    fn offset_alike(a: &Offset, rho: &Interval) = Offset::alike(a, rho);
    fn offset_margin(offset: &Offset, a: &Fixed, b: &Fixed, rho: &Interval) = Offset::margin(offset, a, b, rho);

    fn liquidity_impact(y: &Fixed, sigma: &Fixed, quantity: &Fixed, volume: &Fixed) = liquidity::impact(y, sigma, quantity, volume);
    fn liquidity_close_out_cost(notional: &Fixed, impact: &Fixed) = liquidity::close_out_cost(notional, impact);
    fn liquidity_horizon(quantity: &Fixed, volume: &Fixed, participation: &Fixed) = liquidity::horizon(quantity, volume, participation);
    fn liquidity_concentration(size: &Fixed, threshold: &Fixed, slope: &Fixed, cap: &Fixed) =
        liquidity::concentration(size, threshold, slope, cap);
    fn liquidity_adjusted_haircut(haircut: &Fixed, impact: &Fixed) = liquidity::adjusted_haircut(haircut, impact);

    fn parameter_new(value: Fixed, at: u64) = Parameter::new(value, at);
    fn parameter_moving(from: Fixed, to: Fixed, start: u64, end: u64) = Parameter::moving(from, to, start, end);
    fn parameter_from(a: &Parameter) = Parameter::from(a);
    fn parameter_to(a: &Parameter) = Parameter::to(a);
    fn parameter_start(a: &Parameter) = Parameter::start(a);
    fn parameter_end(a: &Parameter) = Parameter::end(a);
    fn parameter_at_down(a: &Parameter, now: u64) = Parameter::at_down(a, now);
    fn parameter_at_up(a: &Parameter, now: u64) = Parameter::at_up(a, now);

    fn rule_new(bounds: [Fixed; 2], rise: Fixed, fall: Fixed, grain: Fixed, delay: u64, ramp: u64) =
        Rule::new(bounds, rise, fall, grain, delay, ramp);
    fn rule_bounds(a: &Rule) = Rule::bounds(a);
    fn rule_rise(a: &Rule) = Rule::rise(a);
    fn rule_fall(a: &Rule) = Rule::fall(a);
    fn rule_grain(a: &Rule) = Rule::grain(a);
    fn rule_delay(a: &Rule) = Rule::delay(a);
    fn rule_ramp(a: &Rule) = Rule::ramp(a);
    fn rule_reach(a: &Rule, present: &Fixed) = Rule::reach(a, present);
    fn rule_change(a: &Rule, parameter: &Parameter, value: &Fixed, ramp: u64, now: u64) = Rule::change(a, parameter, value, ramp, now);

    fn name_name(a: set::Name) = set::Name::name(a);
    fn refusal_error(a: set::Refusal) = set::Refusal::error(a);
    fn refusal_name(a: set::Refusal) = set::Refusal::name(a);
    fn parameters_new(out: &mut Made, values: &[Fixed; set::COUNT], at: u64) = *out = Parameters::new(*values, at);
    fn parameters_from_stored(out: &mut Made, version: u64, values: &[Parameter; set::COUNT], now: u64) =
        *out = Parameters::from_stored(version, *values, now);
    fn parameters_version(a: &Parameters) = Parameters::version(a);
    fn parameters_get(a: &Parameters, name: set::Name) = Parameters::get(a, name);
    fn parameters_at(a: &Parameters, name: set::Name, now: u64) = Parameters::at(a, name, now);
    fn parameters_propose(
        out: &mut Made,
        a: &Parameters,
        rules: &[Rule; set::COUNT],
        version: u64,
        changes: &[Change],
        ramp: u64,
        now: u64,
    ) = *out = Parameters::propose(a, rules, version, changes, ramp, now);
}
