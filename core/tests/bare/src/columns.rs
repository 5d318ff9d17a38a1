use crate::export::exports;
use core::ops::Range;
use plimsoll::columns;
use plimsoll::columns::fault::{Column, Table};
use plimsoll::columns::holders::Holders;
use plimsoll::columns::markets;
use plimsoll::columns::positions;
use plimsoll::columns::scan;
use plimsoll::columns::scenarios;
use plimsoll::margin::account::Status;
use plimsoll::{Bound, Fixed, Price, Scenario};

type Fall = columns::falls::Fall<Fixed>;
type Falls<'a> = columns::falls::Falls<'a, Fixed>;
type Asset = markets::Asset<Fixed>;
type Weighted = markets::Weighted<Fixed>;
type PerpMarket<'a> = markets::PerpMarket<'a, Fixed>;
type Array<'a> = plimsoll::margin::scenario::RiskArray<Fixed, &'a [Fixed]>;
type Markets<'a> = markets::Markets<'a, Fixed>;
type Balances<'a> = positions::Balances<'a, Fixed>;
type Perps<'a> = positions::Perps<'a, Fixed>;
type Options<'a> = positions::Options<'a, Fixed>;
type Positions<'a> = positions::Positions<'a, Fixed>;
type Rows<'a> = columns::rows::Rows<'a, Fixed>;
type Outcomes<'a> = columns::scenarios::Outcomes<'a, Fixed>;

exports! {
    fn table_name(a: Table) = Table::name(a);
    fn column_name(a: Column) = Column::name(a);

    fn asset_scale(a: &Asset, factor: &Price) = Asset::scale(a, factor);
    fn asset_weighted(a: &Asset) = Asset::weighted(a);
    fn weighted_new(bounds: [Bound; 3]) = Weighted::new(bounds);
    fn weighted_bounds(a: &Weighted) = Weighted::bounds(a);
    fn perp_market_scale(a: &PerpMarket, factor: &Price) = PerpMarket::scale(a, factor);
    fn markets_portfolio_new(arrays: &'static [Array<'static>], grid: &'static [Scenario], factors: [Fixed; 3], settles: u32) =
        markets::Portfolio::new(arrays, grid, factors, settles);
    fn markets_portfolio_with_perps(a: markets::Portfolio<'static, Fixed>, underlying: u32) = markets::Portfolio::with_perps(a, underlying);
    fn markets_portfolio_with_coins(a: markets::Portfolio<'static, Fixed>, coins: markets::Coins<Fixed>) = markets::Portfolio::with_coins(a, coins);
    fn markets_portfolio_margins(a: &markets::Portfolio<'static, Fixed>, market: &PerpMarket<'static>) = markets::Portfolio::margins(a, market);
    fn markets_portfolio_coins(a: &'static markets::Portfolio<'static, Fixed>) = markets::Portfolio::coins(a);
    fn markets_portfolio_arrays(a: &markets::Portfolio<'static, Fixed>) = markets::Portfolio::arrays(a);
    fn markets_portfolio_grid(a: &markets::Portfolio<'static, Fixed>) = markets::Portfolio::grid(a);
    fn markets_portfolio_factors(a: &markets::Portfolio<'static, Fixed>) = markets::Portfolio::factors(a);
    fn markets_portfolio_settles(a: &markets::Portfolio<'static, Fixed>) = markets::Portfolio::settles(a);
    fn markets_new(assets: &'static [Weighted], perps: &'static [PerpMarket<'static>]) = Markets::new(assets, perps);
    fn markets_with_portfolio(a: Markets<'static>, portfolio: markets::Portfolio<'static, Fixed>) = Markets::with_portfolio(a, portfolio);
    fn markets_assets(a: &Markets<'static>) = Markets::assets(a);
    fn markets_perps(a: &Markets<'static>) = Markets::perps(a);
    fn markets_portfolio(a: &'static Markets<'static>) = Markets::portfolio(a);

    fn balances_none() = Balances::none();
    fn perps_none() = Perps::none();
    fn options_none() = Options::none();
    fn positions_new(accounts: usize, balances: Balances<'static>, perps: Perps<'static>, options: Options<'static>) =
        Positions::new(accounts, balances, perps, options);
    fn positions_accounts(a: &Positions) = Positions::accounts(a);

    fn scan_scan(positions: &Positions, markets: &Markets, accounts: Range<usize>, room: &mut [Fixed], rows: &mut Rows) =
        scan::scan(positions, markets, accounts, room, rows);
    fn scan_rescan(positions: &Positions, markets: &Markets, accounts: &[u32], room: &mut [Fixed], rows: &mut Rows) =
        scan::rescan(positions, markets, accounts, room, rows);
    fn scan_measure(positions: &Positions, markets: &Markets, account: usize, room: &mut [Fixed]) =
        scan::measure(positions, markets, account, room);
    fn scenarios_worst(positions: &Positions, markets: &[Markets], accounts: Range<usize>, room: &mut [Fixed], outcomes: &mut Outcomes) =
        scenarios::worst(positions, markets, accounts, room, outcomes);
    fn scenarios_surplus(positions: &Positions, markets: &Markets, accounts: Range<usize>, room: &mut [Fixed], surplus: &mut [Fixed], status: &mut [Status]) =
        scenarios::surplus(positions, markets, accounts, room, surplus, status);

    fn holders_count(positions: &Positions, markets: &Markets, table: Table) = Holders::count(positions, markets, table);
    fn holders_new(positions: &Positions, markets: &Markets, table: Table, offsets: &'static mut [u32], accounts: &'static mut [u32]) =
        Holders::new(positions, markets, table, offsets, accounts);
    fn holders_of(a: &Holders<'static>, place: u32) = Holders::of(a, place);

    fn columns_threshold(positions: &Positions, assets: &[Asset], perps: &[PerpMarket], account: usize, index: u32, price: &Price, step: &Fixed) =
        columns::threshold::threshold(positions, assets, perps, account, index, price, step);

    fn falls_new(below: &'static mut [Fall], above: &'static mut [Fall]) = Falls::new(below, above);
    fn falls_at(a: &Falls<'static>, price: &Fixed) = Falls::at(a, price);
    fn falls_below(a: &Falls<'static>) = Falls::below(a);
    fn falls_above(a: &Falls<'static>) = Falls::above(a);
}
