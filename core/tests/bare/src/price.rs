use crate::export::exports;
use plimsoll::price::End;
use plimsoll::{Fixed, Price};

exports! {
    fn price_new(low: Fixed, high: Fixed) = Price::new(low, high);
    fn price_from_stored(low: Fixed, high: Fixed) = Price::from_stored(low, high);
    fn price_exact(price: Fixed) = Price::exact(price);
    fn price_with_confidence(mid: &Fixed, confidence: &Fixed) = Price::with_confidence(mid, confidence);
    fn price_hull(a: &Price, b: &Price) = Price::hull(a, b);
    fn price_widen(a: &Price, fraction: &Fixed) = Price::widen(a, fraction);
    fn price_unknown() = Price::unknown();
    fn price_is_known(a: &Price) = Price::is_known(a);
    fn price_low(a: &Price) = Price::low(a);
    fn price_high(a: &Price) = Price::high(a);
    fn price_at(a: &Price, end: End) = Price::at(a, end);
    fn price_contains(a: &Price, b: &Price) = Price::contains(a, b);
    fn price_scale(a: &Price, factor: &Price) = Price::scale(a, factor);
    fn price_factor_to(a: &Price, price: &Fixed) = Price::factor_to(a, price);
    fn price_mid(a: &Price) = Price::mid(a);
}
