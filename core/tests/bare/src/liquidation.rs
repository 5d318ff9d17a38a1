use crate::export::exports;
use plimsoll::liquidation::threshold;
use plimsoll::{Fixed, Holding, Price};

exports! {
    fn threshold_threshold(holdings: &[Holding], index: u32, price: &Price, step: &Fixed) =
        threshold::threshold(holdings, index, price, step);
    fn threshold_check_at(holdings: &[Holding], index: u32, price: &Price, at: &Fixed) =
        threshold::check_at(holdings, index, price, at);
}
