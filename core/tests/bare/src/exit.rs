use crate::export::exports;
use plimsoll::price::exit::{self, depth, pool, ranges, stable, Venue};
use plimsoll::{Fixed, Price};

type Pool = pool::Pool<Fixed>;
type Range = ranges::Range<Fixed>;
type Ranges<'a> = ranges::Ranges<'a, Fixed>;
type StableSwap<'a> = stable::StableSwap<'a, Fixed>;
type Level = depth::Level<Fixed>;
type Depth<'a> = depth::Depth<'a, Fixed>;

exports! {
    fn exit_pool_new(base: Fixed, quote: Fixed, fee: &Fixed) = pool::Pool::new(base, quote, fee);
    fn exit_pool_base(a: &Pool) = Pool::base(a);
    fn exit_pool_quote(a: &Pool) = Pool::quote(a);
    fn exit_pool_proceeds(a: &Pool, size: &Fixed) = Venue::proceeds(a, size);
    fn exit_pool_cost(a: &Pool, size: &Fixed) = Venue::cost(a, size);

    fn ranges_new(root: Fixed, ranges: &[Range], fee: &Fixed) = Ranges::new(root, ranges, fee);
    fn ranges_root(a: &Ranges) = Ranges::root(a);
    fn ranges_ranges(a: &Ranges) = Ranges::ranges(a);
    fn ranges_proceeds(a: &Ranges, size: &Fixed) = Venue::proceeds(a, size);
    fn ranges_cost(a: &Ranges, size: &Fixed) = Venue::cost(a, size);

    fn stable_swap_new(balances: &[Fixed], places: [usize; 2], amplification: &Fixed, fee: &Fixed) =
        StableSwap::new(balances, places, amplification, fee);
    fn stable_swap_balances(a: &StableSwap) = StableSwap::balances(a);
    fn stable_swap_invariant(a: &StableSwap) = StableSwap::invariant(a);
    fn stable_swap_proceeds(a: &StableSwap, size: &Fixed) = Venue::proceeds(a, size);
    fn stable_swap_cost(a: &StableSwap, size: &Fixed) = Venue::cost(a, size);

    fn depth_new(bids: &[Level], asks: &[Level], fee: Fixed) = Depth::new(bids, asks, fee);
    fn depth_bids(a: &Depth) = Depth::bids(a);
    fn depth_asks(a: &Depth) = Depth::asks(a);
    fn depth_proceeds(a: &Depth, size: &Fixed) = Venue::proceeds(a, size);
    fn depth_cost(a: &Depth, size: &Fixed) = Venue::cost(a, size);

    fn exit_average_sale(size: &Fixed, venue: &Pool) = exit::average_sale(size, venue);
    fn exit_average_purchase(size: &Fixed, venue: &Ranges) = exit::average_purchase(size, venue);
    fn exit_price(mark: &Price, quantity: &Fixed, venue: &Depth) = exit::price(mark, quantity, venue);
    fn exit_price_in_stable(mark: &Price, quantity: &Fixed, venue: &StableSwap) = exit::price(mark, quantity, venue);
    fn exit_largest_sale(mark: &Price, slippage: &Fixed, most: &Fixed, step: &Fixed, venue: &Pool) =
        exit::largest_sale(mark, slippage, most, step, venue);
    fn exit_largest_sale_of_stable(mark: &Price, slippage: &Fixed, most: &Fixed, step: &Fixed, venue: &StableSwap) =
        exit::largest_sale(mark, slippage, most, step, venue);
    fn exit_largest_purchase(mark: &Price, slippage: &Fixed, most: &Fixed, step: &Fixed, venue: &Ranges) =
        exit::largest_purchase(mark, slippage, most, step, venue);
}
