//! What a document calls its markets, options and methods, and where each stands.

use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use std::collections::HashMap;

/// The named entries of a section.
pub(crate) type Section<'a> = &'a [(String, Json)];

/// The sections of a document that others refer to.
pub(crate) struct Sections<'a> {
    pub(crate) assets: Section<'a>,
    pub(crate) perps: Section<'a>,
    pub(crate) expiries: Section<'a>,
    pub(crate) options: Section<'a>,
    pub(crate) methods: Section<'a>,
}

/// The places of all of them by name; among the markets, assets stand before perps.
pub(crate) struct Names<'a> {
    assets: HashMap<&'a str, usize>,
    perps: HashMap<&'a str, usize>,
    expiries: HashMap<&'a str, usize>,
    options: HashMap<&'a str, usize>,
    methods: HashMap<&'a str, usize>,
    follows: HashMap<&'a str, Option<&'a Json>>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(sections: &Sections<'a>) -> Result<Self, BookError> {
        let names = Names {
            assets: places(sections.assets),
            perps: places(sections.perps),
            expiries: places(sections.expiries),
            options: places(sections.options),
            methods: places(sections.methods),
            follows: sections
                .assets
                .iter()
                .chain(sections.perps)
                .map(|(name, json)| (name.as_str(), json.member("follows")))
                .collect(),
        };
        let taken = |name: &str| names.assets.contains_key(name);
        if let Some((name, _)) = sections.perps.iter().find(|(name, _)| taken(name)) {
            return Err(BookError::form(
                &Path::Root.key("perps").key(name),
                "an asset has this name; a market is followed by its name, so each needs its own",
            ));
        }
        let taken = |name: &str| names.follows.contains_key(name);
        if let Some((name, _)) = sections.options.iter().find(|(name, _)| taken(name)) {
            let problem = "an asset or a perp has this name; each instrument needs its own";
            return Err(BookError::form(
                &Path::Root.key("options").key(name),
                problem,
            ));
        }
        Ok(names)
    }

    pub(crate) fn asset(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        found(&self.assets, name, "assets", path)
    }

    pub(crate) fn perp(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        found(&self.perps, name, "perps", path)
    }

    pub(crate) fn expiry(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        found(&self.expiries, name, "expiries", path)
    }

    pub(crate) fn option(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        found(&self.options, name, "options", path)
    }

    pub(crate) fn method(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        found(&self.methods, name, "methods", path)
    }

    /// The place among all markets of the perp at `place`.
    pub(crate) fn market_of_perp(&self, place: usize) -> usize {
        self.assets.len() + place
    }

    /// The index of a market that is itself at `own`, and may follow another.
    pub(crate) fn index(
        &self,
        own: usize,
        fields: &Fields<'_>,
        path: &Path<'_>,
    ) -> Result<usize, BookError> {
        match fields.optional("follows") {
            Some(json) => self.followed(json, &path.key("follows")),
            None => Ok(own),
        }
    }

    /// The place of the market that this names, which follows none itself.
    pub(crate) fn followed(&self, json: &Json, path: &Path<'_>) -> Result<usize, BookError> {
        let name = json.text(path)?;
        match self.follows.get(name) {
            None => {
                let problem = format!("{} is not one of the book's markets", shown(name));
                Err(BookError::form(path, problem))
            }
            Some(Some(_)) => {
                let problem = format!("{} follows a market itself; one level only", shown(name));
                Err(BookError::form(path, problem))
            }
            Some(None) => match self.assets.get(name) {
                Some(place) => Ok(*place),
                None => Ok(self.market_of_perp(self.perp(name, path)?)),
            },
        }
    }
}

fn places(section: Section<'_>) -> HashMap<&str, usize> {
    let names = section.iter().enumerate();
    names
        .map(|(place, (name, _))| (name.as_str(), place))
        .collect()
}

fn found(
    places: &HashMap<&str, usize>,
    name: &str,
    section: &str,
    path: &Path<'_>,
) -> Result<usize, BookError> {
    places.get(name).copied().ok_or_else(|| {
        let problem = format!("{} is not one of the book's {section}", shown(name));
        BookError::form(path, problem)
    })
}
