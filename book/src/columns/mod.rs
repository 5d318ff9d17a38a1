//! The markets of a document as the columns of the core take them: what a table of positions is measured
//! against, on the number of contracts and on `f64`.

mod accounts;
mod lent;
mod markets;
mod names;
mod options;
mod policy;
mod view;

pub use crate::stress::shock::factor_between;
pub use accounts::Accounts;
pub use lent::Lent;
pub use markets::Markets;
pub use view::{Lane, View};
