//! A margin method of a document: what it margins, its parameters and its grid.

use super::parameters::{self, levels, optional, shock, single, skew};
use crate::book::{Book, Market};
use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use crate::names::Names;
use crate::value::number;
use plimsoll::margin::scenario::{Scenario, Volatility};
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::methods::derive::{portfolio, portfolio_2, standard};
use plimsoll::methods::paradex;
use plimsoll::number::decimal::{read_nearest, read_up};
use plimsoll::{Error, Fixed};

/// The most scenarios of one grid.
pub const MAX_SCENARIOS: usize = 256;

/// A method with its parameters and its grid.
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) name: String,
    /// The market whose price everything under this method follows.
    pub(crate) index: usize,
    /// The asset that this settles in.
    pub(crate) settles: usize,
    /// Empty where the kind has none.
    pub(crate) grid: Vec<Scenario<Fixed>>,
    pub(crate) shock: VolatilityShock<Fixed>,
    pub(crate) skew: Skew<Fixed>,
    pub(crate) kind: Kind,
}

/// The rules, with what they have beside the grid.
#[derive(Clone)]
pub(crate) enum Kind {
    /// The bare scenario margin: the worst loss times a factor, `[initial, maintenance]`.
    Scenarios([Fixed; 2]),
    Portfolio(Box<Portfolio>),
    Portfolio2(Box<Portfolio2>),
    Standard(Box<standard::Parameters<Fixed>>),
    Paradex(paradex::Parameters<Fixed>),
}

/// Derive's first portfolio manager, and the two shocks of its basis.
#[derive(Clone)]
pub(crate) struct Portfolio {
    pub(crate) parameters: portfolio::Parameters<Fixed>,
    pub(crate) basis: [Scenario<Fixed>; 2],
}

/// Derive's second portfolio manager, the two shocks of its basis, and the haircut of coins.
#[derive(Clone)]
pub(crate) struct Portfolio2 {
    pub(crate) parameters: portfolio_2::Parameters<Fixed>,
    pub(crate) basis: [Scenario<Fixed>; 2],
    pub(crate) haircut: [Fixed; 2],
}

const KINDS: &str = "scenarios, derive_portfolio, derive_portfolio_2, derive_standard, paradex";

/// The keys of each kind.
fn known(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "scenarios" => &[
            "kind",
            "underlying",
            "settles",
            "grid",
            "volatility",
            "skew",
            "factor",
        ],
        "derive_portfolio" => &[
            "kind",
            "underlying",
            "settles",
            "grid",
            "volatility",
            "factor",
            "long",
            "basis",
            "perp",
            "coin",
            "option",
            "peg",
            "confidence",
        ],
        "derive_portfolio_2" => &[
            "kind",
            "underlying",
            "settles",
            "grid",
            "volatility",
            "skew",
            "factor",
            "long",
            "short",
            "basis",
            "perp",
            "option",
            "haircut",
            "peg",
            "confidence",
        ],
        "derive_standard" => &[
            "kind",
            "underlying",
            "settles",
            "most",
            "least",
            "call",
            "put",
            "put_mark",
            "offset",
            "unpaired",
            "perp",
            "coin",
            "peg",
            "confidence",
        ],
        "paradex" => &[
            "kind",
            "underlying",
            "settles",
            "grid",
            "volatility",
            "skew",
            "net_delta",
            "hedged_delta",
            "maintenance",
        ],
        _ => return None,
    })
}

impl Method {
    pub(crate) fn read(
        name: &str,
        json: &Json,
        path: &Path<'_>,
        names: &Names<'_>,
        book: &Book,
    ) -> Result<Method, BookError> {
        json.object(path)?;
        let kind = match json.member("kind") {
            Some(kind) => kind.text(&path.key("kind"))?,
            None => return Err(BookError::form(path, "the field \"kind\" is missing")),
        };
        let Some(known) = known(kind) else {
            let problem = format!("{} is not a kind of method: {KINDS}", shown(kind));
            return Err(BookError::form(&path.key("kind"), problem));
        };
        let fields = Fields::new(json, path, known)?;
        let underlying = path.key("underlying");
        let index = names.followed(fields.required("underlying")?, &underlying)?;
        let (settles, at) = (fields.required("settles")?, path.key("settles"));
        let settled = names.asset(settles.text(&at)?, &at)?;
        if book
            .assets
            .get(settled)
            .is_some_and(|asset| asset.index == index)
        {
            return Err(BookError::value(
                &at,
                settles.as_text(),
                Error::InvalidIndex,
            ));
        }
        let mut method = Method {
            name: name.to_string(),
            index,
            settles: settled,
            grid: Vec::new(),
            shock: optional(&fields, path, "volatility", shock)?
                .map_or_else(|| parameters::still(path), Ok)?,
            skew: optional(&fields, path, "skew", skew)?.unwrap_or(Skew::flat()),
            kind: Kind::Scenarios([Fixed::ONE; 2]),
        };
        if known.contains(&"grid") {
            method.grid = grid(&fields, path)?;
        }
        method.kind = method.kind(kind, &fields, path)?;
        Ok(method)
    }

    fn kind(&self, kind: &str, fields: &Fields<'_>, path: &Path<'_>) -> Result<Kind, BookError> {
        Ok(match kind {
            "derive_portfolio" => Kind::Portfolio(Box::new(Portfolio {
                parameters: parameters::portfolio(self.shock, fields, path)?,
                basis: parameters::basis_shocks(fields, path)?,
            })),
            "derive_portfolio_2" => Kind::Portfolio2(Box::new(Portfolio2 {
                parameters: parameters::portfolio_2(self.shock, self.skew, fields, path)?,
                basis: parameters::basis_shocks(fields, path)?,
                haircut: single(fields, path, "haircut", levels)?,
            })),
            "derive_standard" => Kind::Standard(Box::new(parameters::standard(fields, path)?)),
            "paradex" => Kind::Paradex(parameters::paradex(fields, path)?),
            _ => {
                let factor = single(fields, path, "factor", levels)?;
                let [initial, maintenance] = factor;
                if maintenance < Fixed::ZERO || initial < maintenance {
                    return Err(BookError::kernel(&path.key("factor"), Error::InvalidFactor));
                }
                Kind::Scenarios(factor)
            }
        })
    }

    /// Whether perps of this market are under this method.
    pub(crate) fn margins(&self, market: &Market) -> bool {
        market.index == self.index && market.settles == self.settles
    }
}

/// The scenarios, of which those that shock volatility need what says how.
fn grid(fields: &Fields<'_>, path: &Path<'_>) -> Result<Vec<Scenario<Fixed>>, BookError> {
    let (json, path) = (fields.required("grid")?, path.key("grid"));
    let Json::List(list) = json else {
        return Err(json.is_not("a list of scenarios", &path));
    };
    if list.is_empty() || list.len() > MAX_SCENARIOS {
        let problem = format!(
            "a grid has 1 to {MAX_SCENARIOS} scenarios, not {}",
            list.len()
        );
        return Err(BookError::form(&path, problem));
    }
    let mut grid = Vec::with_capacity(list.len());
    for (place, json) in list.iter().enumerate() {
        let path = path.item(place);
        let row = Fields::new(json, &path, &["spot", "volatility", "weight"])?;
        let spot = number(row.required("spot")?, read_nearest, &path.key("spot"))?;
        let (change, needs) = match row.optional("volatility") {
            Some(json) => volatility(json, &path.key("volatility"))?,
            None => (Volatility::Same, None),
        };
        if let Some(needs) = needs.filter(|needs| fields.optional(needs).is_none()) {
            let problem = format!("the method has no {needs:?} that says how far it moves");
            return Err(BookError::form(&path.key("volatility"), problem));
        }
        let weight = match row.optional("weight") {
            Some(json) => number(json, read_up, &path.key("weight"))?,
            None => Fixed::ONE,
        };
        let scenario = Scenario::new(spot, change, weight);
        grid.push(scenario.map_err(|error| BookError::kernel(&path, error))?);
    }
    Ok(grid)
}

/// A change of volatility, and the field of the method that it takes.
fn volatility(
    json: &Json,
    path: &Path<'_>,
) -> Result<(Volatility, Option<&'static str>), BookError> {
    Ok(match json.text(path)? {
        "same" => (Volatility::Same, None),
        "up" => (Volatility::Up, Some("volatility")),
        "down" => (Volatility::Down, Some("volatility")),
        "linear" => (Volatility::Linear, Some("skew")),
        "absolute" => (Volatility::Absolute, Some("skew")),
        _ => return Err(json.is_not("same, up, down, linear or absolute", path)),
    })
}

/// The word of a document for a change of volatility.
pub(crate) fn word(volatility: Volatility) -> &'static str {
    match volatility {
        Volatility::Same => "same",
        Volatility::Up => "up",
        Volatility::Down => "down",
        Volatility::Linear => "linear",
        Volatility::Absolute => "absolute",
    }
}
