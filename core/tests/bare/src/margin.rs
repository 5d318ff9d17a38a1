use crate::export::exports;
use plimsoll::margin::account::Status;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::limits::{self, Side};
use plimsoll::margin::operation::Permission;
use plimsoll::margin::shares::{self, Pool};
use plimsoll::margin::{capacity, holding, interest, operation};
use plimsoll::number::solver;
use plimsoll::{
    Bound, Capacity, Error, Fixed, Health, Holding, Indices, Limit, Perp, Price, Terms, Tiers,
    Weights,
};

/// Three levels, as most protocols have.
type Account = plimsoll::Account<3>;
type Net = plimsoll::Net<3>;
/// A check that the solver knows nothing about.
type Check = extern "C" fn(&Fixed) -> Result<Fixed, Error>;

exports! {
    fn health_new() = Health::new();
    fn health_from_stored(assets: Fixed, liabilities: Fixed, positions: u32, stale_assets: u32, stale_debts: u32) =
        Health::from_stored(assets, liabilities, positions, stale_assets, stale_debts);
    fn health_add(a: &mut Health, quantity: &Fixed, bound: &Bound) = Health::add(a, quantity, bound);
    fn health_require(a: &mut Health, margin: &Fixed) = Health::require(a, margin);
    fn health_merge(a: &Health, b: &Health) = Health::merge(a, b);
    fn health_without(a: &Health, b: &Health) = Health::without(a, b);
    fn health_close(a: Health, positions: u32) = Health::close(a, positions);
    fn health_assets(a: &Health) = Health::assets(a);
    fn health_liabilities(a: &Health) = Health::liabilities(a);
    fn health_positions(a: &Health) = Health::positions(a);
    fn health_stale_assets(a: &Health) = Health::stale_assets(a);
    fn health_stale_debts(a: &Health) = Health::stale_debts(a);
    fn health_is_stale(a: &Health) = Health::is_stale(a);
    fn health_verdict(a: &Health) = Health::verdict(a);
    fn health_healthy(a: &Health) = Health::healthy(a);
    fn health_surplus(a: &Health) = Health::surplus(a);
    fn health_shortfall(a: &Health) = Health::shortfall(a);
    fn health_ratio(a: &Health) = Health::ratio(a);

    fn verdict_name(a: Verdict) = Verdict::name(a);

    fn account_new() = Account::new();
    fn account_add(a: &mut Account, quantity: &Fixed, bounds: &[Bound; 3]) = Account::add(a, quantity, bounds);
    fn account_add_net(a: &mut Account, net: &Net, bounds: &[Bound; 3]) = Account::add_net(a, net, bounds);
    fn account_require(a: &mut Account, margins: &[Fixed; 3]) = Account::require(a, margins);
    fn account_what_if(a: &Account, before: &Net, after: &Net, bounds: &[Bound; 3]) = Account::what_if(a, before, after, bounds);
    fn account_merge(a: &Account, b: &Account) = Account::merge(a, b);
    fn account_close(a: Account, positions: u32) = Account::close(a, positions);
    fn account_from_levels(levels: [Health; 3]) = Account::try_from(levels);
    fn account_levels(a: &Account) = Account::levels(a);
    fn account_initial(a: &Account) = Account::initial(a);
    fn account_maintenance(a: &Account) = Account::maintenance(a);
    fn account_equity(a: &Account) = Account::equity(a);
    fn account_status(a: &Account) = Account::status(a);
    fn status_of(initial: &Health, maintenance: &Health, equity: &Health) = Status::of(initial, maintenance, equity);
    fn status_name(a: Status) = Status::name(a);

    fn perp_new(size: Fixed, quote: Fixed) = Perp::new(size, quote);
    fn perp_with_orders(a: Perp, bids: Fixed, asks: Fixed) = Perp::with_orders(a, bids, asks);
    fn perp_size(a: &Perp) = Perp::size(a);
    fn perp_quote(a: &Perp) = Perp::quote(a);
    fn perp_bids(a: &Perp) = Perp::bids(a);
    fn perp_asks(a: &Perp) = Perp::asks(a);
    fn perp_is_exposed(a: &Perp) = Perp::is_exposed(a);
    fn perp_settle_funding(a: &Perp, settled: &Fixed, index: &Fixed) = Perp::settle_funding(a, settled, index);
    fn perp_transfer(a: &Perp, size: &Fixed, quote: &Fixed) = Perp::transfer(a, size, quote);
    fn perp_trade(a: &Perp, size: &Fixed, price: &Fixed, fee: &Fixed) = Perp::trade(a, size, price, fee);
    fn perp_value(a: &Perp, terms: &Terms) = Perp::value(a, terms);
    fn perp_requirement(a: &Perp, terms: &Terms) = Perp::requirement(a, terms);

    fn terms_new(price: Price, weights: Weights, tiers: Tiers, profit_weight: Fixed) = Terms::new(price, weights, tiers, profit_weight);
    fn terms_from_stored(price: Price, weights: Weights, bound: Bound, tiers: Tiers, profit_weight: Fixed) =
        Terms::from_stored(price, weights, bound, tiers, profit_weight);
    fn terms_equity(price: Price) = Terms::equity(price);
    fn terms_scale(a: &Terms, factor: &Price) = Terms::scale(a, factor);
    fn terms_price(a: &Terms) = Terms::price(a);
    fn terms_weights(a: &Terms) = Terms::weights(a);
    fn terms_bound(a: &Terms) = Terms::bound(a);
    fn terms_tiers(a: &Terms) = Terms::tiers(a);
    fn terms_profit_weight(a: &Terms) = Terms::profit_weight(a);

    fn net_new(balance: &Fixed) = Net::new(balance);
    fn net_add(a: &mut Net, perp: &Perp, terms: &[Terms; 3]) = Net::add(a, perp, terms);
    fn net_add_value(a: &mut Net, values: &[Fixed; 3]) = Net::add_value(a, values);
    fn net_value(a: &Net, level: usize) = Net::value(a, level);

    fn holding_health(a: &Holding) = Holding::health(a);
    fn holding_is_exposed_to(a: &Holding, index: u32) = Holding::is_exposed_to(a, index);
    fn holding_evaluate(holdings: &[Holding]) = holding::evaluate(holdings);

    fn limit_value(a: &Limit) = Limit::value(a);
    fn limit_reason(a: &Limit) = Limit::reason(a);
    fn solver_search_to(start: &Fixed, end: &Fixed, step: &Fixed, check: Check) =
        solver::search_to(start, end, step, |at| check(at));
    fn solver_search_up(start: &Fixed, reach: &Fixed, step: &Fixed, check: Check) =
        solver::search_up(start, reach, step, |at| check(at));

    fn limits_withdrawal(holdings: &[Holding], asset: usize, fee: &Fixed, step: &Fixed) =
        limits::withdrawal(holdings, asset, fee, step);
    fn limits_borrow(holdings: &[Holding], asset: usize, fee: &Fixed, step: &Fixed) =
        limits::borrow(holdings, asset, fee, step);
    fn limits_position(holdings: &[Holding], asset: usize, leg: usize, side: Side, price: &Fixed, fee: &Fixed, step: &Fixed) =
        limits::position(holdings, asset, leg, side, price, fee, step);

    fn permission_is_allowed(a: Permission) = Permission::is_allowed(a);
    fn permission_name(a: Permission) = Permission::name(a);
    fn operation_permission(before: &Account, after: &Account, cost: &Fixed) = operation::permission(before, after, cost);

    fn capacity_asset(quantity: Fixed, price: Fixed, weight: Fixed) = Capacity::asset(quantity, price, weight);
    fn capacity_perp(quantity: Fixed, price: Fixed, weight: Fixed, quote: Fixed, settlement: Fixed) =
        Capacity::perp(quantity, price, weight, quote, settlement);
    fn capacity_worth(a: &Capacity) = Capacity::worth(a);
    fn capacity_admit(a: &Capacity, quantity: &Fixed, quote: &Fixed, price: &Fixed) = Capacity::admit(a, quantity, quote, price);
    fn capacity_check(capacities: &[Capacity]) = capacity::check(capacities);

    fn interest_growth_down(rate: &Fixed, elapsed: &Fixed) = interest::growth_down(rate, elapsed);
    fn interest_growth_up(rate: &Fixed, elapsed: &Fixed) = interest::growth_up(rate, elapsed);
    fn indices_new() = Indices::new();
    fn indices_from_stored(deposit: Fixed, debt: Fixed) = Indices::from_stored(deposit, debt);
    fn indices_accrue(a: &Indices, rate: &Fixed, elapsed: &Fixed, utilisation: &Fixed, reserve: &Fixed) =
        Indices::accrue(a, rate, elapsed, utilisation, reserve);
    fn indices_deposit(a: &Indices) = Indices::deposit(a);
    fn indices_debt(a: &Indices) = Indices::debt(a);
    fn indices_balance(a: &Indices, scaled: &Fixed) = Indices::balance(a, scaled);
    fn indices_scaled(a: &Indices, balance: &Fixed) = Indices::scaled(a, balance);

    fn pool_new(assets: u128, shares: u128, virtual_assets: u128, virtual_shares: u128) =
        shares::Pool::new(assets, shares, virtual_assets, virtual_shares);
    fn pool_assets(a: &Pool) = Pool::assets(a);
    fn pool_shares(a: &Pool) = Pool::shares(a);
    fn pool_virtual_assets(a: &Pool) = Pool::virtual_assets(a);
    fn pool_virtual_shares(a: &Pool) = Pool::virtual_shares(a);
    fn pool_assets_down(a: &Pool, shares: u128) = Pool::assets_down(a, shares);
    fn pool_assets_up(a: &Pool, shares: u128) = Pool::assets_up(a, shares);
    fn pool_shares_down(a: &Pool, assets: u128) = Pool::shares_down(a, assets);
    fn pool_shares_up(a: &Pool, assets: u128) = Pool::shares_up(a, assets);
    fn pool_enter(a: &mut Pool, assets: u128, shares: u128) = Pool::enter(a, assets, shares);
    fn pool_leave(a: &mut Pool, assets: u128, shares: u128) = Pool::leave(a, assets, shares);
}
