//! What is wrong with columns, as JavaScript catches it: the number of the error, table, column and row.

use crate::error::Refused;
use alloc::format;
use plimsoll::columns::fault::{Column, Fault, Table};
use plimsoll::Error;
use wasm_bindgen::prelude::*;

/// A refusal by a place, or by a number alone.
pub enum Trouble {
    At(Fault),
    Whole(Refused),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Trouble::At(fault)
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Trouble::Whole(refused)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Trouble::Whole(error.into())
    }
}

impl From<Trouble> for JsValue {
    fn from(trouble: Trouble) -> Self {
        let fault = match trouble {
            Trouble::At(fault) => fault,
            Trouble::Whole(refused) => return refused.into(),
        };
        let column = match (fault.table, fault.column) {
            (Table::Perps, Column::Quantity) => "size",
            (_, column) => column.name(),
        };
        let (code, table) = (fault.error.code(), fault.table.name());
        JsValue::from(format!("{code} {table} {column} {}", fault.row))
    }
}
