//! The names of a section, in the document's order, and their places.

use std::collections::HashMap;

/// Names by place, and places by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    all: Vec<String>,
    places: HashMap<String, u32>,
}

impl Names {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let all: Vec<String> = names.map(str::to_string).collect();
        let places = (0..).zip(&all).map(|(place, name)| (name.clone(), place));
        Names {
            places: places.collect(),
            all,
        }
    }

    pub(super) fn all(&self) -> &[String] {
        &self.all
    }

    pub(super) fn place(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }
}

/// The places where two lists differ.
pub(super) fn differing<T: PartialEq>(
    ours: impl Iterator<Item = T>,
    theirs: impl Iterator<Item = T>,
) -> Vec<u32> {
    let places = (0..).zip(ours.zip(theirs));
    let differing = places.filter(|(_, (ours, theirs))| ours != theirs);
    differing.map(|(place, _)| place).collect()
}
