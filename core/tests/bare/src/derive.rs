use crate::export::exports;
use plimsoll::methods::derive::{discount, margin, portfolio, portfolio_2, standard};
use plimsoll::{Expiry, Fixed, Scenario};

type Room = [Fixed; 33];
type Scan = plimsoll::Scan<33>;
type RiskArray = plimsoll::RiskArray<33>;
type Basis = discount::Basis<Fixed>;
type Discounts = discount::Discounts<Fixed>;
type LongDiscount = discount::LongDiscount<Fixed>;
type ShortDiscount = discount::ShortDiscount<Fixed>;
/// The options of an expiry, under two shocks of the basis.
type Options<'a> = margin::Options<'a, Fixed, Room, [Fixed; 2]>;
type First = portfolio::Portfolio<Fixed, Room>;
type FirstParameters = portfolio::Parameters<Fixed>;
type Second = portfolio_2::Portfolio<Fixed, Room>;
type SecondParameters = portfolio_2::Parameters<Fixed>;
type StandardParameters = standard::Parameters<Fixed>;

exports! {
    fn long_discount_new(base: Fixed, rate: [Fixed; 2]) = LongDiscount::new(base, rate);
    fn long_discount_base(a: &LongDiscount) = LongDiscount::base(a);
    fn long_discount_rate(a: &LongDiscount) = LongDiscount::rate(a);
    fn long_discount_at(a: &LongDiscount, expiry: &Expiry) = LongDiscount::at(a, expiry);
    fn short_discount_new(base: Fixed, rate: [Fixed; 2]) = ShortDiscount::new(base, rate);
    fn short_discount_base(a: &ShortDiscount) = ShortDiscount::base(a);
    fn short_discount_rate(a: &ShortDiscount) = ShortDiscount::rate(a);
    fn short_discount_at(a: &ShortDiscount, expiry: &Expiry) = ShortDiscount::at(a, expiry);
    fn discounts_apply(a: &Discounts, value: &Fixed) = Discounts::apply(a, value);
    fn basis_new(addend: Fixed, multiple: Fixed) = Basis::new(addend, multiple);
    fn basis_addend(a: &Basis) = Basis::addend(a);
    fn basis_multiple(a: &Basis) = Basis::multiple(a);
    fn basis_loss(a: &Basis, shocks: &plimsoll::Scan<2>, expiry: &Expiry) = Basis::loss(a, shocks, expiry);

    fn derive_margin_total(a: &margin::Margin<Fixed>) = margin::Margin::total(a);

    fn first_validate(a: &FirstParameters) = portfolio::Parameters::validate(a);
    fn first_discounts(a: &FirstParameters, expiry: &Expiry) = portfolio::Parameters::discounts(a, expiry);
    fn first_new(out: &mut First, room: &Room) = *out = portfolio::Portfolio::new(*room);
    fn first_add_options(a: &mut First, parameters: &FirstParameters, spot: &Fixed, options: &Options) =
        portfolio::Portfolio::add_options(a, parameters, spot, options);
    fn first_add_perp(a: &mut First, parameters: &FirstParameters, spot: &Fixed, perp: &RiskArray, size: &Fixed, profit: &Fixed, confidence: &Fixed) =
        portfolio::Portfolio::add_perp(a, parameters, spot, perp, size, profit, confidence);
    fn first_add_coins(a: &mut First, parameters: &FirstParameters, grid: &[Scenario], spot: &Fixed, coin: &Fixed, quantity: &Fixed, confidence: &Fixed) =
        portfolio::Portfolio::add_coins(a, parameters, grid, spot, coin, quantity, confidence);
    fn first_scan(a: &First) = core::convert::identity::<&Scan>(portfolio::Portfolio::scan(a));
    fn first_basis(a: &First) = portfolio::Portfolio::basis(a);
    fn first_initial(a: &First, parameters: &FirstParameters, coin: &Fixed, cash: &Fixed) =
        portfolio::Portfolio::initial(a, parameters, coin, cash);
    fn first_maintenance(a: &First, cash: &Fixed) = portfolio::Portfolio::maintenance(a, cash);

    fn second_validate(a: &SecondParameters) = portfolio_2::Parameters::validate(a);
    fn second_discounts(a: &SecondParameters, expiry: &Expiry) = portfolio_2::Parameters::discounts(a, expiry);
    fn second_new(out: &mut Second, room: &Room) = *out = portfolio_2::Portfolio::new(*room);
    fn second_add_options(a: &mut Second, parameters: &SecondParameters, grid: &[Scenario], spot: &Fixed, options: &Options) =
        portfolio_2::Portfolio::add_options(a, parameters, grid, spot, options);
    fn second_add_perp(a: &mut Second, parameters: &SecondParameters, spot: &Fixed, perp: &RiskArray, size: &Fixed, profit: &Fixed, confidence: &Fixed) =
        portfolio_2::Portfolio::add_perp(a, parameters, spot, perp, size, profit, confidence);
    fn second_add_collateral(a: &mut Second, parameters: &SecondParameters, value: &Fixed, haircut: &[Fixed; 2], confidence: &Fixed) =
        portfolio_2::Portfolio::add_collateral(a, parameters, value, haircut, confidence);
    fn second_add_underlying(a: &mut Second, parameters: &SecondParameters, grid: &[Scenario], value: &Fixed, haircut: &[Fixed; 2], confidence: &Fixed) =
        portfolio_2::Portfolio::add_underlying(a, parameters, grid, value, haircut, confidence);
    fn second_scan(a: &Second) = core::convert::identity::<&Scan>(portfolio_2::Portfolio::scan(a));
    fn second_basis(a: &Second) = portfolio_2::Portfolio::basis(a);
    fn second_initial(a: &Second, parameters: &SecondParameters, grid: &[Scenario], coin: &Fixed, cash: &Fixed) =
        portfolio_2::Portfolio::initial(a, parameters, grid, coin, cash);
    fn second_maintenance(a: &Second, parameters: &SecondParameters, grid: &[Scenario], cash: &Fixed) =
        portfolio_2::Portfolio::maintenance(a, parameters, grid, cash);

    fn derive_standard_margin_total(a: &standard::Margin<Fixed>) = standard::Margin::total(a);
    fn derive_standard_validate(a: &StandardParameters) = standard::Parameters::validate(a);
    fn derive_standard_isolated(a: &StandardParameters, position: &plimsoll::margin::option::position::Position<Fixed>, spot: &Fixed, level: standard::Level) =
        standard::Parameters::isolated(a, position, spot, level);
    fn derive_standard_expiry(a: &StandardParameters, options: &standard::Options<Fixed>, spot: &Fixed, level: standard::Level) =
        standard::Parameters::expiry(a, options, spot, level);
    fn derive_standard_market(a: &StandardParameters, holdings: &standard::Holdings<Fixed>, feeds: &standard::Feeds<Fixed>, level: standard::Level) =
        standard::Parameters::market(a, holdings, feeds, level);
    fn derive_standard_mark(a: &StandardParameters, holdings: &standard::Holdings<Fixed>, feeds: &standard::Feeds<Fixed>) =
        standard::Parameters::mark(a, holdings, feeds);
}
