//! The secret of an account: what opens its commitments; and what a ledger publishes of it.

use super::counted::Counted;
use super::sheet::{self, Sheet};
use super::text;
use super::DocumentError;
use crate::{Commitment, Error, Opening};
use plimsoll::Fixed;
use plimsoll_book::json::{Fields, Json};
use plimsoll_book::out::Out;
use plimsoll_book::parts::Parts;
use plimsoll_book::{shown, Path, MAX_BYTES};
use rand_core::{CryptoRng, RngCore};
use std::collections::{BTreeMap, HashMap, HashSet};

const KIND: &str = "plimsoll openings";
const LEDGER: &str = "plimsoll ledger";

/// An account's openings, and how what they open to is counted.
pub(crate) struct Openings {
    pub(crate) account: String,
    pub(crate) counted: Counted,
    pub(crate) sheet: Sheet<Opening>,
    lots: Vec<(String, u64)>,
}

/// Commits to every number of a book's account, with fresh blindings: the openings, as one line of JSON. To be
/// kept secret; what a ledger shows of them is [`ledger`]'s.
///
/// `lots` are markets and how many lots make one unit there; every other market is counted by the rule of
/// [`Lots::near`](crate::Lots::near). Errors: those of the book; an account that it does not have; `OutOfRange` for a
/// quantity of 2^64 lots or more.
pub fn commit(
    book: &str,
    account: &str,
    lots: &[(&str, u64)],
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<String, DocumentError> {
    let (parts, counted) = (Parts::read(book)?, stated(lots)?);
    Ok(Openings::random(&parts, account, &counted, rng)?.write())
}

/// The same of every account of a book, in its order, with their names. Errors: as [`commit`].
pub fn commit_all(
    book: &str,
    lots: &[(&str, u64)],
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<Vec<(String, String)>, DocumentError> {
    let (parts, counted) = (Parts::read(book)?, stated(lots)?);
    let accounts = parts.accounts().map(|account| {
        let openings = Openings::random(&parts, account.name(), &counted, rng)?;
        Ok((account.name().to_string(), openings.write()))
    });
    accounts.collect()
}

fn stated(lots: &[(&str, u64)]) -> Result<Counted, DocumentError> {
    let mut counted = Counted::default();
    counted.state(lots, &Path::Root.key("lots"))?;
    Ok(counted)
}

/// What a ledger publishes of its accounts: of each the commitments, and how each market is counted, as one line of
/// JSON. A verifier compares with it what a proof says that it is about.
///
/// Errors: openings that are none, two of one account, and two that count one market differently.
pub fn ledger(openings: &[&str]) -> Result<String, DocumentError> {
    let mut accounts: Vec<Openings> = Vec::with_capacity(openings.len());
    let mut names: HashSet<String> = HashSet::new();
    let (mut lots, mut places): (Vec<(String, u64)>, HashMap<String, u64>) = Default::default();
    let root = Path::Root;
    let parent = root.key("openings");
    for (place, document) in openings.iter().enumerate() {
        let path = parent.item(place);
        let openings = Openings::read(document)?;
        let refused = |name: &str, problem: &str| {
            Err(DocumentError::form(
                &path,
                &format!("{} {problem}", shown(name)),
            ))
        };
        if !names.insert(openings.account.clone()) {
            return refused(&openings.account, "is opened twice");
        }
        for (name, own) in &openings.lots {
            match places.insert(name.clone(), *own) {
                Some(other) if other != *own => {
                    return refused(name, "is counted in other lots than before")
                }
                Some(_) => {}
                None => lots.push((name.clone(), *own)),
            }
        }
        accounts.push(openings);
    }
    Ok(Out::line(|out| {
        out.text("kind", LEDGER);
        write_lots(out, &lots);
        out.nested("accounts", |out| {
            for openings in &accounts {
                out.nested(&openings.account, |out| {
                    openings.sheet.write(out, |out, key, opening| {
                        out.text(key, &text::hex(&opening.commit().to_bytes()));
                    });
                });
            }
        });
    }))
}

/// What a ledger has of one account.
pub(crate) fn listed(
    document: &str,
    account: &str,
    counted: &mut Counted,
) -> Result<Sheet<[u8; 32]>, DocumentError> {
    let json = text::json("ledger", document, MAX_BYTES)?;
    let root = Path::Root;
    let path = root.key("ledger");
    let fields = text::fields(&json, &path, LEDGER, &["kind", "lots", "accounts"])?;
    counted.read(text::required(&fields, "lots")?, &path.key("lots"))?;
    let path = path.key("accounts");
    let accounts = text::object(text::required(&fields, "accounts")?, &path)?;
    let found = accounts.iter().find(|(name, _)| name == account);
    let (_, json) = found.ok_or_else(|| {
        let problem = format!("{} is not one of the ledger's accounts", shown(account));
        DocumentError::form(&path, &problem)
    })?;
    let path = path.key(account);
    let fields =
        Fields::new(json, &path, &sheet::KEYS).map_err(|error| DocumentError::read(&error))?;
    Sheet::read(&fields, &path, text::array)
}

/// The quantities of an account of a book.
pub(crate) fn quantities(parts: &Parts, account: &str) -> Result<Sheet<Fixed>, DocumentError> {
    let found = parts.account(account).ok_or_else(|| {
        let problem = format!("{} is not one of the book's accounts", shown(account));
        DocumentError::form(&Path::Root.key("accounts"), &problem)
    })?;
    Ok(Sheet::of(parts, &found))
}

fn write_lots(out: &mut Out, lots: &[(String, u64)]) {
    out.nested("lots", |out| {
        for (name, lots) in lots {
            out.text(name, &lots.to_string());
        }
    });
}

impl Openings {
    /// With fresh blindings, of an account of a book.
    fn random(
        parts: &Parts,
        account: &str,
        counted: &Counted,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Self, DocumentError> {
        let quantities = quantities(parts, account)?;
        let mut used: Vec<(String, u64)> = Vec::new();
        let accounts = Path::Root.key("accounts");
        let path = accounts.key(account);
        let method = quantities.method.as_deref();
        let sheet = quantities.map(|quantity, market| {
            let (name, lots) = counted.of(parts, method, market, &path)?;
            if !used.iter().any(|(used, _)| used == name) {
                used.push((name.to_string(), lots.per_token()));
            }
            let value = lots.floor(quantity);
            let value = value.map_err(|error| DocumentError::proof(&path.key(name), error))?;
            Ok(Opening::random(value, rng))
        })?;
        Ok(Openings {
            account: account.to_string(),
            counted: counted.clone(),
            sheet,
            lots: used,
        })
    }

    fn write(&self) -> String {
        Out::line(|out| {
            out.text("kind", KIND);
            out.text("account", &self.account);
            write_lots(out, &self.lots);
            self.sheet.write(out, |out, key, opening| {
                out.nested(key, |out| {
                    out.text("value", &opening.value().to_string());
                    out.text("blinding", &text::hex(&opening.blinding()));
                });
            });
        })
    }

    pub(crate) fn read(document: &str) -> Result<Self, DocumentError> {
        let json = text::json("openings", document, MAX_BYTES)?;
        let root = Path::Root;
        let path = root.key("openings");
        let known = [
            "kind", "account", "lots", "method", "balances", "perps", "options",
        ];
        let fields = text::fields(&json, &path, KIND, &known)?;
        let account = text::text(text::required(&fields, "account")?, &path.key("account"))?;
        let (stated, at) = (text::required(&fields, "lots")?, path.key("lots"));
        let mut counted = Counted::default();
        counted.read(stated, &at)?;
        let lots = text::object(stated, &at)?.iter();
        let lots = lots.map(|(name, json)| Ok((name.clone(), text::whole(json, &at.key(name))?)));
        Ok(Openings {
            account: account.to_string(),
            counted,
            lots: lots.collect::<Result<_, DocumentError>>()?,
            sheet: Sheet::read(&fields, &path, opening)?,
        })
    }

    /// The commitments.
    pub(crate) fn commitments(&self) -> Result<Sheet<Commitment>, DocumentError> {
        self.sheet.map(|opening, _| Ok(opening.commit()))
    }

    /// Whether these open what the book's account has, no more and no less. What is zero may be committed to or
    /// not: a ledger may hide with it which markets an account is in.
    pub(crate) fn fit(&self, parts: &Parts, account: &str) -> Result<(), DocumentError> {
        let (root, wrong) = (Path::Root, Error::WrongOpening);
        let path = root.key("openings");
        if self.account != account {
            let problem = format!(
                "they are of {}, not of {}",
                shown(&self.account),
                shown(account)
            );
            return Err(DocumentError::told(&path.key("account"), wrong, &problem));
        }
        let owned = quantities(parts, account)?;
        let method = owned.method.as_deref();
        let owned = owned.map(|quantity, market| {
            let (name, lots) = self.counted.of(parts, method, market, &path)?;
            let lots = lots.floor(quantity);
            lots.map_err(|error| DocumentError::proof(&path.key("lots").key(name), error))
        })?;
        let opened = self.sheet.map(|opening, _| Ok(opening.value()))?;
        let (owned_numbers, opened_numbers) = (owned.numbers(), opened.numbers());
        let places = owned_numbers.keys().chain(opened_numbers.keys());
        let value = |numbers: &BTreeMap<[&str; 3], &i128>, place| {
            numbers.get(place).map_or(0, |value| **value)
        };
        for place in places {
            if value(&owned_numbers, place) != value(&opened_numbers, place) {
                let [section, name, _] = place;
                let problem = "not what the account has in the book";
                return Err(DocumentError::told(
                    &path.key(section).key(name),
                    wrong,
                    problem,
                ));
            }
        }
        match self.sheet.method == owned.method {
            true => Ok(()),
            false => Err(DocumentError::told(
                &path.key("method"),
                wrong,
                "not the account's method in the book",
            )),
        }
    }
}

fn opening(json: &Json, path: &Path<'_>) -> Result<Opening, DocumentError> {
    let fields = Fields::new(json, path, &["value", "blinding"]);
    let fields = fields.map_err(|error| DocumentError::read(&error))?;
    let (value, at) = (text::required(&fields, "value")?, path.key("value"));
    let value = text::text(value, &at)?;
    let number = value
        .parse()
        .ok()
        .filter(|number: &i128| number.to_string() == value);
    let number = number.filter(|number| number.unsigned_abs() >> 64 == 0);
    let number = number.ok_or_else(|| {
        let problem = format!(
            "{}: not a whole number of less than 2^64 in size",
            shown(value)
        );
        DocumentError::form(&at, &problem)
    })?;
    let blinding = path.key("blinding");
    let bytes = text::array(text::required(&fields, "blinding")?, &blinding)?;
    Opening::new(number, &bytes).map_err(|error| DocumentError::proof(&blinding, error))
}
