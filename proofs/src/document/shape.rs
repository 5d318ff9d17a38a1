//! From an account's sheet and a book's markets to the groups that a statement is made of.

use super::counted::Counted;
use super::sheet::{Market, Position, Sheet};
use super::{DocumentError, Level};
use crate::margin::{Group, Instrument, Kind, Orders, Perp, Portfolio, Side};
use crate::Error;
use plimsoll::margin::scenario::RiskArray;
use plimsoll::{Fixed, Number};
use plimsoll_book::parts::{Parts, Scenarios};
use plimsoll_book::{shown, Path};
use std::collections::HashMap;

/// What is public of an account at one level, and its numbers in the order of the statement.
pub(crate) struct Shape<'a, T> {
    pub(crate) groups: Vec<Group<'a>>,
    pub(crate) numbers: Vec<T>,
}

/// One group's numbers: those of its balance and perps, then those of its portfolio.
struct Numbers<T> {
    own: Vec<T>,
    portfolio: Vec<T>,
}

struct Builder<'a, 'p, T> {
    parts: &'a Parts,
    sheet: &'p Sheet<T>,
    counted: &'p Counted,
    level: Level,
    path: &'p Path<'p>,
    groups: Vec<Group<'a>>,
    numbers: Vec<Numbers<T>>,
    places: HashMap<&'a str, usize>,
}

impl<'a, T: Copy> Shape<'a, T> {
    /// Errors: names that the book does not have; an asset that something settles in and that is not among the
    /// balances; [`Error::Unsupported`] for methods of other kinds than `scenarios`, and for coins under one.
    pub(crate) fn new(
        parts: &'a Parts,
        sheet: &Sheet<T>,
        counted: &Counted,
        level: Level,
        path: &Path<'_>,
    ) -> Result<Self, DocumentError> {
        let mut builder = Builder {
            parts,
            sheet,
            counted,
            level,
            path,
            groups: Vec::with_capacity(sheet.balances.len()),
            numbers: Vec::with_capacity(sheet.balances.len()),
            places: HashMap::new(),
        };
        let method = builder.method()?;
        builder.balances(method.as_ref())?;
        builder.perps(method.as_ref())?;
        builder.portfolio(method.as_ref())?;
        let numbers = builder.numbers.into_iter();
        Ok(Shape {
            groups: builder.groups,
            numbers: numbers
                .flat_map(|numbers| numbers.own.into_iter().chain(numbers.portfolio))
                .collect(),
        })
    }
}

impl<'a, T: Copy> Builder<'a, '_, T> {
    fn method(&self) -> Result<Option<Scenarios<'a>>, DocumentError> {
        let path = self.path.key("method");
        let Some(name) = &self.sheet.method else {
            return match self.sheet.options.is_empty() {
                true => Ok(None),
                false => Err(DocumentError::form(
                    &path,
                    "options need a method, and there is none",
                )),
            };
        };
        if !self.parts.has_method(name) {
            let problem = format!("{} is not one of the book's methods", shown(name));
            return Err(DocumentError::form(&path, &problem));
        }
        match self.parts.scenarios(name) {
            Some(method) => Ok(Some(method)),
            None => Err(unsupported(
                &path,
                "methods of kind scenarios are proved, others are not",
            )),
        }
    }

    fn balances(&mut self, method: Option<&Scenarios<'a>>) -> Result<(), DocumentError> {
        let parent = self.path.key("balances");
        for (name, balance) in &self.sheet.balances {
            let path = parent.key(name);
            let lots = self.lots(Market::Asset(name), &path)?;
            let asset = self
                .parts
                .asset(name)
                .ok_or_else(|| unknown(&path, name, "assets"))?;
            if method.is_some_and(|method| method.is_underlying(&asset)) {
                return Err(unsupported(
                    &path,
                    "coins that a method margins are not proved",
                ));
            }
            self.places.insert(asset.name(), self.groups.len());
            let bound = self.level.of(asset.bounds()?);
            self.groups.push(Group::of_asset(lots, bound));
            self.numbers.push(Numbers {
                own: vec![*balance],
                portfolio: Vec::new(),
            });
        }
        Ok(())
    }

    fn perps(&mut self, method: Option<&Scenarios<'a>>) -> Result<(), DocumentError> {
        let parent = self.path.key("perps");
        for (name, position) in &self.sheet.perps {
            let path = parent.key(name);
            let (lots, market) = self.perp(name, &path)?;
            if method.is_some_and(|method| method.margins(&market)) {
                continue;
            }
            let settles = market.settles().map_or("", |asset| asset.name());
            let terms = self.level.of(market.terms()?);
            let (group, numbers) = self.group(settles, &path)?;
            let Position {
                size,
                quote,
                orders,
            } = position;
            numbers.own.extend([*size, *quote]);
            numbers.own.extend(orders.iter().flatten());
            group.perps.push(Perp {
                lots,
                terms,
                orders: match orders {
                    Some(_) => Orders::With,
                    None => Orders::Without,
                },
            });
        }
        Ok(())
    }

    /// What the method margins, as one portfolio of the asset that it settles in.
    fn portfolio(&mut self, method: Option<&Scenarios<'a>>) -> Result<(), DocumentError> {
        let Some(method) = method else {
            return Ok(());
        };
        let (mut instruments, mut numbers) = (Vec::new(), Vec::new());
        let parent = self.path.key("options");
        for (name, quantity) in &self.sheet.options {
            let path = parent.key(name);
            let lots = self.lots(Market::Option(name), &path)?;
            let array = method.option(name);
            let array =
                array.ok_or_else(|| unknown(&path, name, "options under this method"))??;
            instruments.push(instrument(Kind::Option, lots, &array));
            numbers.push(*quantity);
        }
        let parent = self.path.key("perps");
        for (name, position) in &self.sheet.perps {
            let path = parent.key(name);
            let (lots, market) = self.perp(name, &path)?;
            if !method.margins(&market) {
                continue;
            }
            if position.orders.is_some() {
                let problem =
                    "open orders of a perp that a method margins: it has no room for them";
                return Err(DocumentError::form(&path, problem));
            }
            let array = self.level.of_two(method.perp(&market)?);
            instruments.push(instrument(Kind::Perp, lots, &array));
            numbers.extend([position.size, position.quote]);
        }
        if instruments.is_empty() {
            return Ok(());
        }
        let path = self.path.key("method");
        let factor = self.level.of_two(*method.factors());
        let shares = method
            .grid()
            .iter()
            .map(|scenario| factor.mul_up(scenario.weight()));
        let shares = shares.collect::<Result<Vec<Fixed>, _>>();
        let shares = shares.map_err(|error| DocumentError::proof(&path, Error::Kernel(error)))?;
        let settles = method.settles().map_or("", |asset| asset.name());
        let (group, own) = self.group(settles, &path)?;
        own.portfolio = numbers;
        group.portfolios.push(Portfolio {
            instruments,
            shares,
        });
        Ok(())
    }

    /// A perp market, and how it is counted.
    fn perp(
        &self,
        name: &str,
        path: &Path<'_>,
    ) -> Result<(crate::Lots, plimsoll_book::parts::Market<'a>), DocumentError> {
        let lots = self.lots(Market::Perp(name), path)?;
        let market = self.parts.perp(name);
        Ok((lots, market.ok_or_else(|| unknown(path, name, "perps"))?))
    }

    fn lots(&self, market: Market<'_>, path: &Path<'_>) -> Result<crate::Lots, DocumentError> {
        let method = self.sheet.method.as_deref();
        let (_, lots) = self.counted.of(self.parts, method, market, path)?;
        Ok(lots)
    }

    /// The group of an asset that something settles in, and its numbers.
    fn group(
        &mut self,
        settles: &str,
        path: &Path<'_>,
    ) -> Result<(&mut Group<'a>, &mut Numbers<T>), DocumentError> {
        let place = self.places.get(settles).copied();
        let found = place
            .and_then(|place| Some((self.groups.get_mut(place)?, self.numbers.get_mut(place)?)));
        let problem = format!(
            "it settles in {}, which is not among the balances",
            shown(settles)
        );
        found.ok_or_else(|| DocumentError::form(path, &problem))
    }
}

fn instrument(kind: Kind, lots: crate::Lots, array: &RiskArray<Fixed, Vec<Fixed>>) -> Instrument {
    let side = |sign: Fixed| {
        let side = array.side(&sign);
        Side {
            mark: *side.mark(),
            profits: side.profits().to_vec(),
        }
    };
    Instrument {
        kind,
        lots,
        owned: side(Fixed::ONE),
        owed: side(Fixed::NEG_ONE),
    }
}

fn unknown(path: &Path<'_>, name: &str, section: &str) -> DocumentError {
    let problem = format!("{} is not one of the book's {section}", shown(name));
    DocumentError::form(path, &problem)
}

fn unsupported(path: &Path<'_>, what: &str) -> DocumentError {
    let problem = format!(
        "{what}; examples/zkvm_health proves reports of such accounts, but does not hide them"
    );
    DocumentError::told(path, Error::Unsupported, &problem)
}
