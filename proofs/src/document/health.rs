//! The proof that an account of a book is healthy, as a document: made by its holder, verified by anyone.

use super::counted::Counted;
use super::level::Level;
use super::openings::{listed, Openings};
use super::shape::Shape;
use super::shared::generators;
use super::sheet::Sheet;
use super::text;
use super::verified::{Listed, Verified};
use super::DocumentError;
use crate::{Commitment, Context, Health};
use plimsoll::number::decimal::{read_nearest, read_up};
use plimsoll_book::out::Out;
use plimsoll_book::parts::Parts;
use plimsoll_book::{Path, MAX_BYTES};
use rand_core::{CryptoRng, RngCore};

const KIND: &str = "plimsoll health proof";

/// What a proof of health is asked to show, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// At which level.
    pub level: Level,
    /// By how much assets exceed liabilities at least, in the currency, read up; `"0"` for health itself.
    pub buffer: &'a str,
    /// The state of the market, and the purpose.
    pub context: Context<'a>,
}

/// Proves that an account of a book is healthy: one line of JSON, in which nothing is secret.
///
/// The openings are those of [`commit`](super::commit), and must open to what the account has in the book. Errors:
/// those of the book and of [`Health::prove`], `WrongOpening` for other openings, `Unsupported` for accounts
/// under a method of another kind than `scenarios`.
pub fn prove(
    book: &str,
    account: &str,
    openings: &str,
    request: &Request<'_>,
    rng: &mut (impl RngCore + CryptoRng),
) -> Result<String, DocumentError> {
    let parts = Parts::read(book)?;
    let root = Path::Root;
    let buffer = text::decimal(request.buffer, read_up, &root.key("buffer"))?;
    let openings = Openings::read(openings)?;
    openings.fit(&parts, account)?;
    let accounts = root.key("accounts");
    let path = accounts.key(account);
    let (level, counted) = (request.level, &openings.counted);
    let shape = Shape::new(&parts, &openings.sheet, counted, level, &path)?;
    let failed = |error| DocumentError::proof(&path, error);
    let health = Health::new(&shape.groups, &buffer).map_err(failed)?;
    let points = generators(health.limbs());
    let proof = health.prove(&points, &request.context, &shape.numbers, rng);
    let proof = proof.map_err(failed)?;
    let commitments = openings.commitments()?;
    Ok(Out::line(|out| {
        out.text("kind", KIND);
        out.text("account", account);
        out.text("level", level.name());
        out.number("buffer", &buffer);
        out.text("version", &request.context.version.to_string());
        out.text("time", &request.context.time.to_string());
        out.text("purpose", request.context.purpose);
        commitments.write(out, |out, key, commitment| {
            out.text(key, &text::hex(&commitment.to_bytes()));
        });
        out.text("proof", &text::hex(&proof));
    }))
}

/// What a verifier asks of a proof beside that it verifies. What is not stated is not asked, and only reported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected<'a> {
    /// Whose account.
    pub account: Option<&'a str>,
    /// At which level.
    pub level: Option<Level>,
    /// The buffer that is shown, as the proof's in every bit, read up.
    pub buffer: Option<&'a str>,
    /// The number of the market's state.
    pub version: Option<u64>,
    /// Its time.
    pub time: Option<u64>,
    /// The purpose.
    pub purpose: Option<&'a str>,
    /// How markets are counted: before what the ledger says, which is before the rule.
    pub lots: &'a [(&'a str, u64)],
    /// What the ledger publishes: the account's commitments there are to be those of the proof. Without it a proof
    /// speaks of some account, and which debts that one has not is anybody's guess.
    pub ledger: Option<&'a str>,
}

/// Verifies a proof of health against the markets of a book, whose accounts are not looked at and may be missing.
///
/// Neither prices nor lots come from the proof: those are the book's, these the verifier's, the ledger's, or the
/// rule's. Errors: those of the book; what in the document is not as expected; `InvalidProof` and the other
/// errors of [`Health::verify`].
pub fn verify(book: &str, proof: &str, expected: &Expected<'_>) -> Result<Verified, DocumentError> {
    let parts = Parts::without_accounts(book)?;
    let document = Document::read(proof)?;
    document.meets(expected)?;
    let root = Path::Root;
    let path = root.key("proof");
    let Document {
        verified,
        sheet,
        proof,
    } = document;
    let mut counted = Counted::default();
    if let Some(ledger) = expected.ledger {
        let listed = listed(ledger, &verified.account, &mut counted)?;
        same(&sheet, &listed, &path)?;
    }
    counted.state(expected.lots, &root.key("lots"))?;
    let commitments = commitments(&sheet, &path)?;
    let shape = Shape::new(&parts, &commitments, &counted, verified.level, &path)?;
    let failed = |error| DocumentError::proof(&path, error);
    let health = Health::new(&shape.groups, &verified.buffer).map_err(failed)?;
    if proof.len() != health.length() {
        return Err(failed(crate::Error::WrongLength));
    }
    let context = Context {
        purpose: &verified.purpose,
        version: verified.version,
        time: verified.time,
    };
    let points = generators(health.limbs());
    health
        .verify(&points, &context, &shape.numbers, &proof)
        .map_err(failed)?;
    Ok(Verified {
        currency: parts.currency().to_string(),
        listed: match expected.ledger {
            Some(_) => Listed::Compared,
            None => Listed::Not,
        },
        ..verified
    })
}

/// A document that says what it proves.
struct Document {
    verified: Verified,
    sheet: Sheet<[u8; 32]>,
    proof: Vec<u8>,
}

impl Document {
    fn read(document: &str) -> Result<Self, DocumentError> {
        let json = text::json("proof", document, MAX_BYTES)?;
        let root = Path::Root;
        let path = root.key("proof");
        let known = [
            "kind", "account", "level", "buffer", "version", "time", "purpose", "method",
            "balances", "perps", "options", "proof",
        ];
        let fields = text::fields(&json, &path, KIND, &known)?;
        let word = |key: &str| text::text(text::required(&fields, key)?, &path.key(key));
        let whole = |key: &str| text::whole(text::required(&fields, key)?, &path.key(key));
        let sheet = Sheet::read(&fields, &path, text::array)?;
        Ok(Document {
            verified: Verified {
                account: word("account")?.to_string(),
                currency: String::new(),
                level: Level::read(word("level")?, &path.key("level"))?,
                buffer: text::decimal(word("buffer")?, read_nearest, &path.key("buffer"))?,
                version: whole("version")?,
                time: whole("time")?,
                purpose: word("purpose")?.to_string(),
                positions: sheet.positions(),
                listed: Listed::Not,
            },
            sheet,
            proof: text::bytes(text::required(&fields, "proof")?, &path.key("proof"))?,
        })
    }

    /// Whether it says what is expected.
    fn meets(&self, expected: &Expected<'_>) -> Result<(), DocumentError> {
        let (root, own) = (Path::Root, &self.verified);
        let buffer = expected
            .buffer
            .map(|text| text::decimal(text, read_up, &root.key("buffer")));
        let buffer = buffer.transpose()?.map(|buffer| text::written(&buffer));
        let [version, time] =
            [expected.version, expected.time].map(|number| number.map(|number| number.to_string()));
        text::as_expected(
            &root.key("proof"),
            &[
                ("account", &own.account, expected.account),
                ("level", own.level.name(), expected.level.map(Level::name)),
                ("buffer", &text::written(&own.buffer), buffer.as_deref()),
                ("version", &own.version.to_string(), version.as_deref()),
                ("time", &own.time.to_string(), time.as_deref()),
                ("purpose", &own.purpose, expected.purpose),
            ],
        )
    }
}

/// Whether the proof's commitments are the ledger's, all of them.
fn same(
    proof: &Sheet<[u8; 32]>,
    ledger: &Sheet<[u8; 32]>,
    path: &Path<'_>,
) -> Result<(), DocumentError> {
    if proof.method != ledger.method {
        return Err(DocumentError::form(
            &path.key("method"),
            "not the method of the account in the ledger",
        ));
    }
    let (own, listed) = (proof.numbers(), ledger.numbers());
    for place in own.keys().chain(listed.keys()) {
        let [section, name, _] = place;
        let problem = match (own.get(place), listed.get(place)) {
            (Some(own), Some(listed)) if own == listed => continue,
            (Some(_), Some(_)) => "another commitment than in the ledger",
            (Some(_), None) => "a commitment that the ledger does not have",
            (None, _) => "the ledger has a commitment that the proof leaves out",
        };
        return Err(DocumentError::form(&path.key(section).key(name), problem));
    }
    Ok(())
}

fn commitments(
    sheet: &Sheet<[u8; 32]>,
    path: &Path<'_>,
) -> Result<Sheet<Commitment>, DocumentError> {
    sheet.map(|bytes, market| {
        let commitment = Commitment::from_bytes(bytes);
        let [section, name] = market.place();
        commitment.map_err(|error| DocumentError::proof(&path.key(section).key(name), error))
    })
}
