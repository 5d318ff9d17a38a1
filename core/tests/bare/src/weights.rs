use crate::export::exports;
use plimsoll::risk::quota::Quota;
use plimsoll::weights::haircut;
use plimsoll::weights::profile::{self, Access, Scope};
use plimsoll::weights::size;
use plimsoll::{Bound, Fixed, Price, Tier, Tiers, Weights};

/// Initial, maintenance, equity.
const LEVELS: usize = 3;
type Slice = haircut::Slice<Fixed>;
type Slices<'a> = haircut::Slices<'a, Fixed>;
type Boost = profile::Boost<Fixed, LEVELS>;
type Profile = profile::Profile<Fixed, LEVELS>;

exports! {
    fn weights_new(asset: Fixed, liability: Fixed) = Weights::new(asset, liability);
    fn weights_one() = Weights::one();
    fn weights_from_haircut(a: &Fixed) = Weights::from_haircut(a);
    fn weights_from_loan_to_value(a: Fixed) = Weights::from_loan_to_value(a);
    fn weights_from_margin_fraction(a: &Fixed) = Weights::from_margin_fraction(a);
    fn weights_with_borrow_factor(a: Weights, factor: Fixed) = Weights::with_borrow_factor(a, factor);
    fn weights_asset(a: &Weights) = Weights::asset(a);
    fn weights_liability(a: &Weights) = Weights::liability(a);
    fn weights_no_looser_than(a: &Weights, b: &Weights) = Weights::no_looser_than(a, b);
    fn weights_apply(a: &Weights, price: &Price) = Weights::apply(a, price);

    fn bound_new(asset: Fixed, liability: Fixed) = Bound::new(asset, liability);
    fn bound_unweighted(price: &Price) = Bound::unweighted(price);
    fn bound_unknown() = Bound::unknown();
    fn bound_is_known(a: &Bound) = Bound::is_known(a);
    fn bound_asset(a: &Bound) = Bound::asset(a);
    fn bound_liability(a: &Bound) = Bound::liability(a);

    fn tier_new(floor: Fixed, rate: Fixed) = Tier::new(floor, rate);
    fn tiers_none() = Tiers::none();
    fn tiers_new(rungs: &[Tier]) = Tiers::new(rungs);
    fn tiers_from_rates(rungs: &mut [Tier]) = Tiers::from_rates(rungs);
    fn tiers_from_table(rungs: &mut [Tier], tolerance: &Fixed) = Tiers::from_table(rungs, tolerance);
    fn tiers_rungs(a: &Tiers) = Tiers::rungs(a);
    fn tiers_requirement(a: &Tiers, notional: &Fixed) = Tiers::requirement(a, notional);

    fn weights_scaled(a: &Weights, deposits: &Quota<Fixed>, borrows: &Quota<Fixed>) = Weights::scaled(a, deposits, borrows);
    fn size_square_root_up(base: &Fixed, factor: &Fixed, size: &Fixed) = size::square_root_up(base, factor, size);
    fn size_square_root_discount_down(weight: &Fixed, factor: &Fixed, size: &Fixed) =
        size::square_root_discount_down(weight, factor, size);
    fn size_power_up(base: &Fixed, factor: &Fixed, exponent: &Fixed, notional: &Fixed) =
        size::power_up(base, factor, exponent, notional);
    fn size_horizon_up(base: &Fixed, risk: &Fixed, days: &Fixed) = size::horizon_up(base, risk, days);
    fn size_linear_up(base: &Fixed, slope: &Fixed, size: &Fixed, scale: &Fixed) = size::linear_up(base, slope, size, scale);
    fn size_linear_haircut_up(bounds: [&Fixed; 2], factor: &Fixed, size: &Fixed, scale: &Fixed) =
        size::linear_haircut_up(bounds, factor, size, scale);
    fn size_open_interest_up(base: &Fixed, caps: [&Fixed; 2], open: &Fixed) = size::open_interest_up(base, caps, open);

    fn slice_new(floor: Fixed, ratio: Fixed) = Slice::new(floor, ratio);
    fn slices_new(slices: &[Slice]) = Slices::new(slices);
    fn slices_from_ratios(slices: &mut [Slice]) = Slices::from_ratios(slices);
    fn slices_slices(a: &Slices) = Slices::slices(a);
    fn slices_counts(a: &Slices, amount: &Fixed) = Slices::counts(a, amount);
    fn slices_weight(a: &Slices, amount: &Fixed) = Slices::weight(a, amount);

    fn access_name(a: Access) = Access::name(a);
    fn access_admit(a: Access, before: &Fixed, after: &Fixed) = Access::admit(a, before, after);
    fn profile_admit_debts(debts: &[Access]) = profile::admit_debts(debts);
    fn scope_admit(a: Scope, held: u32) = Scope::admit(a, held);
    fn boost_new(class: u16, assets: [Fixed; LEVELS]) = Boost::new(class, assets);
    fn boost_class(a: &Boost) = Boost::class(a);
    fn boost_assets(a: &Boost) = Boost::assets(a);
    fn profile_effective(a: &Profile, debts: &[&[Boost]]) = Profile::effective(a, debts);
}
