//! The proof that a protocol's reserves cover what it owes the accounts of a book, as a document.

use super::shared::generators;
use super::solvent::{value_down, Solvent};
use super::text;
use super::DocumentError;
use crate::{Claim, Context, Error, Liabilities, Lots, Owed, Reserves, Solvency};
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::Fixed;
use plimsoll_book::json::Json;
use plimsoll_book::out::Out;
use plimsoll_book::parts::{Parts, Quantities};
use plimsoll_book::{shown, Path};
use rand_core::{CryptoRng, RngCore};

const KIND: &str = "plimsoll solvency proof";
pub(crate) const RECEIPT: &str = "plimsoll receipt";
/// The longest document of a proof of solvency that is read, in bytes: one of
/// [`MAX_ACCOUNTS`](crate::MAX_ACCOUNTS) has some 220 MB.
pub const MAX_SOLVENCY_BYTES: usize = 256 << 20;

/// What a proof of solvency is asked to show, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Cover<'a> {
    /// What the protocol holds, by asset: decimals, read down, not negative.
    pub reserves: &'a [(&'a str, &'a str)],
    /// How many lots make one unit of the currency; what is owed rounds up to a lot, reserves round down.
    pub lots: u64,
    /// The state of the market, and the purpose.
    pub context: Context<'a>,
}

/// What a protocol makes of a book: a document for everybody, and a receipt for each account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The proof, in which nothing is secret.
    pub document: String,
    /// Of each account, in the book's order, its name and its receipt, for its owner alone.
    pub receipts: Vec<(String, String)>,
}

/// Proves that reserves cover what the accounts of a book are owed at most: holdings at the high price, debts at the
/// low one, by the book's own equity of the account turned round, options included.
///
/// Errors: those of the book; `NotSolvent`; a reserve that is no asset or stands twice.
pub fn solvency(
    book: &str,
    cover: &Cover<'_>,
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<Published, DocumentError> {
    let parts = Parts::read(book)?;
    let (root, lots) = (Path::Root, lots(cover.lots)?);
    let path = root.key("reserves");
    let mut held: Vec<(&str, Fixed)> = Vec::with_capacity(cover.reserves.len());
    for (name, quantity) in cover.reserves {
        if held.iter().any(|(other, _)| other == name) {
            return Err(DocumentError::form(&path.key(name), "it stands twice"));
        }
        held.push((name, text::decimal(quantity, read_down, &path.key(name))?));
    }
    let reserves = reserves(&parts, &held, lots, &path)?;
    let mut owed = Vec::with_capacity(parts.accounts().len());
    let claims = parts.owed()?;
    for account in parts.accounts() {
        let claim = claim(&claims, &account, &lots)?;
        owed.push(Owed::new(account.name().as_bytes(), claim));
    }
    let failed = |error| DocumentError::proof(&root, error);
    let list = Liabilities::new(&owed, rng).map_err(failed)?;
    let points = generators(Solvency::values(owed.len()));
    let proof = list.prove(&points, &cover.context, &reserves, rng);
    let proof = proof.map_err(failed)?.to_bytes();
    let tree = text::hex(&list.root());
    let document = Out::line(|out| {
        out.text("kind", KIND);
        out.text("version", &cover.context.version.to_string());
        out.text("time", &cover.context.time.to_string());
        out.text("purpose", cover.context.purpose);
        out.text("lots", &cover.lots.to_string());
        out.nested("reserves", |out| {
            held.iter()
                .for_each(|(name, quantity)| out.number(name, quantity));
        });
        out.text("root", &tree);
        out.text("proof", &text::hex(&proof));
    });
    let mut receipts = Vec::with_capacity(owed.len());
    for (place, account) in parts.accounts().enumerate() {
        let receipt = list.receipt(place).map_err(failed)?;
        let receipt = Out::line(|out| {
            out.text("kind", RECEIPT);
            out.text("account", account.name());
            out.text("root", &tree);
            out.text("receipt", &text::hex(&receipt.to_bytes()));
        });
        receipts.push((account.name().to_string(), receipt));
    }
    Ok(Published { document, receipts })
}

/// What an account is owed at most, in lots of the currency.
pub(crate) fn claim(
    owed: &plimsoll_book::parts::Owed<'_>,
    account: &Quantities<'_>,
    lots: &Lots,
) -> Result<i64, DocumentError> {
    let mirror = owed.mirrored(account)?;
    let claim = Claim::of_mirror(*mirror.equity()).and_then(|claim| claim.lots(lots));
    let accounts = Path::Root.key("accounts");
    claim.map_err(|error| DocumentError::proof(&accounts.key(account.name()), error))
}

fn lots(per_unit: u64) -> Result<Lots, DocumentError> {
    let lots = Lots::new(per_unit);
    lots.map_err(|error| DocumentError::proof(&Path::Root.key("lots"), error))
}

fn reserves(
    parts: &Parts,
    held: &[(&str, Fixed)],
    lots: Lots,
    path: &Path<'_>,
) -> Result<Reserves, DocumentError> {
    let mut reserves = Reserves::new(lots);
    for (name, quantity) in held {
        let path = path.key(name);
        let asset = parts.asset(name).ok_or_else(|| {
            let problem = format!("{} is not one of the book's assets", shown(name));
            DocumentError::form(&path, &problem)
        })?;
        let added = reserves.add(quantity, asset.price());
        added.map_err(|error| DocumentError::proof(&path, error))?;
    }
    Ok(reserves)
}

/// What a verifier asks of a proof of solvency beside that it verifies. What is not stated is only reported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The number of the market's state.
    pub version: Option<u64>,
    /// Its time.
    pub time: Option<u64>,
    /// The purpose.
    pub purpose: Option<&'a str>,
    /// The root that everybody sees, in hexadecimal.
    pub root: Option<&'a str>,
}

/// Verifies a proof of solvency at the prices of a book, whose accounts are not looked at and may be missing.
///
/// That the protocol has its reserves is not shown, nor that all its users are in the list: each looks for the own
/// account with [`verify_receipt`](super::verify_receipt). Errors: those of the book; what in the document is not as
/// it is asked; `InvalidProof` and the other errors of [`Solvency::verify`].
pub fn verify_solvency(
    book: &str,
    document: &str,
    asked: &Asked<'_>,
) -> Result<Solvent, DocumentError> {
    let parts = Parts::without_accounts(book)?;
    let head = Head::read(document)?;
    head.meets(asked)?;
    let root = Path::Root;
    let path = root.key("solvency");
    let held: Vec<_> = head
        .reserves
        .iter()
        .map(|(name, quantity)| (name.as_str(), *quantity))
        .collect();
    let reserves = reserves(&parts, &held, head.lots, &path.key("reserves"))?;
    let failed = |error| DocumentError::proof(&path, error);
    let proof = Solvency::from_bytes(&head.proof).map_err(failed)?;
    let points = generators(Solvency::values(proof.accounts()));
    let context = Context {
        purpose: &head.purpose,
        version: head.version,
        time: head.time,
    };
    let verified = proof.verify(&points, &context, &reserves, &head.root);
    verified.map_err(failed)?;
    let total = reserves.total().map_err(failed)?;
    let total = i128::try_from(total).map_err(|_| failed(Error::OutOfRange))?;
    Ok(Solvent {
        currency: parts.currency().to_string(),
        version: head.version,
        time: head.time,
        purpose: head.purpose,
        lots: head.lots.per_token(),
        total: value_down(total, &head.lots).map_err(failed)?,
        reserves: head.reserves,
        accounts: proof.accounts(),
        root: text::hex(&head.root),
    })
}

/// A document of a proof of solvency, its proof in bytes that nobody has looked at yet.
pub(crate) struct Head {
    version: u64,
    time: u64,
    purpose: String,
    pub(crate) lots: Lots,
    reserves: Vec<(String, Fixed)>,
    pub(crate) root: [u8; 32],
    proof: Vec<u8>,
}

impl Head {
    pub(crate) fn read(document: &str) -> Result<Self, DocumentError> {
        let json = text::json("solvency", document, MAX_SOLVENCY_BYTES)?;
        let root = Path::Root;
        let path = root.key("solvency");
        let known = [
            "kind", "version", "time", "purpose", "lots", "reserves", "root", "proof",
        ];
        let fields = text::fields(&json, &path, KIND, &known)?;
        let whole = |key: &str| text::whole(text::required(&fields, key)?, &path.key(key));
        let (purpose, at) = (text::required(&fields, "purpose")?, path.key("purpose"));
        let lots = Lots::new(whole("lots")?);
        Ok(Head {
            version: whole("version")?,
            time: whole("time")?,
            purpose: text::text(purpose, &at)?.to_string(),
            lots: lots.map_err(|error| DocumentError::proof(&path.key("lots"), error))?,
            reserves: held(text::required(&fields, "reserves")?, &path.key("reserves"))?,
            root: text::array(text::required(&fields, "root")?, &path.key("root"))?,
            proof: text::bytes(text::required(&fields, "proof")?, &path.key("proof"))?,
        })
    }

    fn meets(&self, asked: &Asked<'_>) -> Result<(), DocumentError> {
        let numbers =
            [asked.version, asked.time].map(|number| number.map(|number| number.to_string()));
        let [version, time] = &numbers;
        text::as_expected(
            &Path::Root.key("solvency"),
            &[
                ("version", &self.version.to_string(), version.as_deref()),
                ("time", &self.time.to_string(), time.as_deref()),
                ("purpose", &self.purpose, asked.purpose),
                ("root", &text::hex(&self.root), asked.root),
            ],
        )
    }
}

fn held(json: &Json, path: &Path<'_>) -> Result<Vec<(String, Fixed)>, DocumentError> {
    let held = text::object(json, path)?.iter().map(|(name, json)| {
        let path = path.key(name);
        let quantity = text::decimal(text::text(json, &path)?, read_nearest, &path)?;
        Ok((name.clone(), quantity))
    });
    held.collect()
}
