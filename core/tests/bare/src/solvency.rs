use crate::export::exports;
use plimsoll::solvency::{deleverage, insurance, protocol, socialise};
use plimsoll::{Exposure, Fixed, Fund, Holding, Shock, Standing, Totals, Waterfall};

type Account = plimsoll::Account<3>;
type Candidate = deleverage::Candidate<Fixed>;

exports! {
    fn fund_new(balance: Fixed, per_event: Fixed, per_period: Fixed) = Fund::new(balance, per_event, per_period);
    fn fund_from_stored(balance: Fixed, per_event: Fixed, per_period: Fixed, spent: Fixed) =
        Fund::from_stored(balance, per_event, per_period, spent);
    fn fund_contribute(a: &mut Fund, amount: &Fixed) = Fund::contribute(a, amount);
    fn fund_available(a: &Fund) = Fund::available(a);
    fn fund_cover(a: &mut Fund, deficit: &Fixed) = Fund::cover(a, deficit);
    fn fund_renew(a: &mut Fund) = Fund::renew(a);
    fn fund_balance(a: &Fund) = Fund::balance(a);
    fn fund_per_event(a: &Fund) = Fund::per_event(a);
    fn fund_per_period(a: &Fund) = Fund::per_period(a);
    fn fund_spent(a: &Fund) = Fund::spent(a);
    fn insurance_target(open_interest: &Fixed, volatility: &Fixed, multiple: &Fixed) =
        insurance::target(open_interest, volatility, multiple);

    fn waterfall_flows(a: &Waterfall, debt: &Fixed) = Waterfall::flows(a, debt);

    fn socialise_deposit_index(index: &Fixed, loss: &Fixed, deposits: &Fixed) = socialise::deposit_index(index, loss, deposits);
    fn socialise_funding_index(loss: &Fixed, open_interest: &Fixed) = socialise::funding_index(loss, open_interest);
    fn socialise_junior_ratio(assets: &Fixed, deposits: &Fixed, profits: &Fixed) = socialise::junior_ratio(assets, deposits, profits);

    fn standing_profit(a: &Standing) = Standing::profit(a);
    fn standing_leverage(a: &Standing) = Standing::leverage(a);
    fn standing_by_profit_and_leverage(a: &Standing) = Standing::by_profit_and_leverage(a);
    fn standing_by_move_and_leverage(a: &Standing) = Standing::by_move_and_leverage(a);
    fn standing_by_profit_and_margin(a: &Standing, maintenance: &Fixed, ratio: &Fixed) =
        Standing::by_profit_and_margin(a, maintenance, ratio);

    fn candidate_new(id: u32, key: Fixed, size: u128) = Candidate::new(id, key, size);
    fn deleverage_greedy(candidates: &mut [Candidate], needed: u128) = deleverage::greedy(candidates, needed);
    fn deleverage_pro_rata(candidates: &mut [Candidate], needed: u128) = deleverage::pro_rata(candidates, needed);

    fn totals_new() = Totals::new();
    fn totals_add(a: &mut Totals, account: &Account) = Totals::add(a, account);
    fn totals_coverage(a: &Totals, reserves: &Fixed) = Totals::coverage(a, reserves);
    fn protocol_worst(shocked: &[Totals]) = protocol::worst(shocked);
    fn exposure_new() = Exposure::new();
    fn exposure_add(a: &mut Exposure, size: &Fixed) = Exposure::add(a, size);
    fn exposure_net(a: &Exposure) = Exposure::net(a);
    fn exposure_gross(a: &Exposure) = Exposure::gross(a);
    fn exposure_skew(a: &Exposure) = Exposure::skew(a);
    fn shock_new(index: u32, change: &Fixed) = Shock::new(index, change);
    fn protocol_health_under(holdings: &[Holding], shocks: &[Shock]) = protocol::health_under(holdings, shocks);
}
