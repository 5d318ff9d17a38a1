//! What the tests of the kernel share. Each test binary uses its own part.
#![allow(dead_code)]

pub mod bits;
pub mod budget;
pub mod exact;
pub mod formula;
pub mod generate;
pub mod limits;
pub mod line;
pub mod short;
pub mod spec;
pub mod watched;

use proptest::test_runner::{Config, RngSeed};

/// So many cases in release, a tenth of them in debug; `PROPTEST_CASES` and `PROPTEST_RNG_SEED`
/// override. The seed is fixed, so that a run that fails fails again.
pub fn cases(release: u32) -> Config {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = if cfg!(debug_assertions) {
            release.div_ceil(10)
        } else {
            release
        };
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(0x506c_696d_736f_6c6c);
    }
    config.max_global_rejects = 20 * config.cases.max(1000);
    config
}
