//! Which health is proved.

use plimsoll_book::{shown, Path};

use super::DocumentError;

/// The level at which an account is shown to be healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// May it open risk or withdraw.
    Initial,
    /// May it be liquidated.
    Maintenance,
}

impl Level {
    /// Both, the stricter first.
    pub const ALL: [Level; 2] = [Level::Initial, Level::Maintenance];

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Initial => "initial",
            Level::Maintenance => "maintenance",
        }
    }

    pub(crate) fn read(text: &str, path: &Path<'_>) -> Result<Self, DocumentError> {
        let level = Level::ALL.into_iter().find(|level| level.name() == text);
        level.ok_or_else(|| {
            let problem = format!("{}: not initial or maintenance", shown(text));
            DocumentError::form(path, &problem)
        })
    }

    /// What is this level's of initial, maintenance and equity.
    pub(crate) fn of<T>(self, [initial, maintenance, _]: [T; 3]) -> T {
        self.of_two([initial, maintenance])
    }

    /// What is this level's of initial and maintenance.
    pub(crate) fn of_two<T>(self, [initial, maintenance]: [T; 2]) -> T {
        match self {
            Level::Initial => initial,
            Level::Maintenance => maintenance,
        }
    }
}
