use crate::export::exports;
use plimsoll::{Bound, Fixed, Price, Tier, Tiers, Weights};

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
}
