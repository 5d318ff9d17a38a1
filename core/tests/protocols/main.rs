//! Other systems' published numbers, computed by this kernel through its public API: each rule is
//! implemented as that system states it, and the sources have more cases than are here. What each
//! number is, and where it comes from, stands in `docs/protocols.md`.

#[allow(dead_code)]
#[path = "../common/exact.rs"]
mod exact;

mod aave;
mod auction;
mod averages;
mod binance;
mod bybit;
mod cases;
mod classes;
mod compound;
mod concentration;
mod cross;
mod deribit;
mod deribit_standard;
mod derive;
mod drift;
mod drift_liquidation;
mod dydx;
mod dydx_liquidation;
mod estimates;
mod euler;
mod feeds;
mod futures;
mod gate;
mod gearbox;
mod governed;
mod haircut;
mod kamino;
mod ladder;
mod lane;
mod lending;
mod mango;
mod mango_bankruptcy;
mod mango_perp;
mod mango_token;
mod marginfi;
mod morpho;
mod okx;
mod paradex;
mod pmrm;
mod pmrm_2;
mod pools;
mod ranks;
mod scaling;
mod sizes;
mod solend;
mod sources;
mod span;
mod splitting;
mod spread;
mod stable_price;
mod staleness;
mod standard;
mod steps;
mod synthetix;
mod wad;
