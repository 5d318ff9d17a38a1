//! Health: commitments, ledgers, proofs and their verification.

use super::{by_account, document, generator, maybe, pairs, raised, text, whole, Shown};
use crate::book::number_text;
use crate::read::{items, Any};
use plimsoll_proofs::document::{self as proofs, Expected, Request};
use plimsoll_proofs::Context;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Commits to every number of an account of a book, with fresh blindings.
///
/// Parameters
/// ----------
/// book : str or bytes
///     The book, in JSON.
/// account : str
///     Which of its accounts.
/// lots : dict of str to int, or a list of such pairs, optional
///     How many lots make one unit, by market; by a rule at its price where nothing is said.
///
/// Returns
/// -------
/// str
///     The openings, in JSON: the account's secret. What may be seen of them is in `ledger`.
///
/// Raises
/// ------
/// InvalidBook, PlimsollError
///     Of the book, as `plimsoll.report`.
/// InvalidDocument
///     An account that the book does not have.
/// OutOfRange
///     A quantity of 2^64 lots or more.
///
/// Examples
/// --------
/// >>> from plimsoll.proofs import commit
/// >>> one = {"asset": "1", "liability": "1"}
/// >>> book = {"currency": "USD", "assets": {"USDC": {"price": "1", "initial": one, "maintenance": one}},
/// ...         "accounts": {"alice": {"balances": {"USDC": "25"}}}}
/// >>> import json
/// >>> json.loads(commit(json.dumps(book), "alice", lots={"USDC": 10**6}))["balances"]["USDC"]["value"]
/// '25000000'
#[pyfunction]
#[pyo3(signature = (book, account, /, *, lots = None))]
pub fn commit(
    py: Python<'_>,
    book: &Any<'_>,
    account: &Any<'_>,
    lots: Option<&Any<'_>>,
) -> PyResult<String> {
    let (book, account) = (document(book, "book")?, text(account, "account")?);
    let (lots, mut rng) = (super::lots(lots)?, generator()?);
    py.detach(|| proofs::commit(book, &account, &pairs(&lots), &mut rng))
        .map_err(|error| raised(&error))
}

/// Commits to every number of every account of a book.
///
/// Parameters
/// ----------
/// book : str or bytes
///     The book, in JSON.
/// lots : dict of str to int, or a list of such pairs, optional
///     As of `commit`.
///
/// Returns
/// -------
/// dict of str to str
///     By account its openings, in JSON: its secret.
///
/// Raises
/// ------
/// InvalidBook, PlimsollError, ProofError
///     As `commit`.
#[pyfunction]
#[pyo3(signature = (book, /, *, lots = None))]
pub fn commit_all<'py>(
    py: Python<'py>,
    book: &Any<'py>,
    lots: Option<&Any<'py>>,
) -> PyResult<Bound<'py, PyDict>> {
    let book = document(book, "book")?;
    let (lots, mut rng) = (super::lots(lots)?, generator()?);
    let openings = py.detach(|| proofs::commit_all(book, &pairs(&lots), &mut rng));
    by_account(py, openings.map_err(|error| raised(&error))?)
}

/// What a ledger publishes of its accounts: their commitments, and how each market is counted.
///
/// Parameters
/// ----------
/// openings : list of str or bytes
///     Of each account, as `commit` made them.
///
/// Returns
/// -------
/// str
///     The ledger, in JSON, in which nothing is secret.
///
/// Raises
/// ------
/// ProofError
///     Openings that are none, two of one account, or two that count one market differently.
///
/// Examples
/// --------
/// >>> from plimsoll.proofs import ledger
/// >>> ledger([])
/// '{"kind": "plimsoll ledger", "lots": {}, "accounts": {}}\n'
#[pyfunction]
#[pyo3(signature = (openings, /))]
pub fn ledger(py: Python<'_>, openings: &Any<'_>) -> PyResult<String> {
    let openings = items(openings, "openings", |openings, what| {
        document(openings, what).map(str::to_owned)
    })?;
    py.detach(|| {
        let openings: Vec<&str> = openings.iter().map(String::as_str).collect();
        proofs::ledger(&openings)
    })
    .map_err(|error| raised(&error))
}

/// Proves that an account of a book is healthy.
///
/// Parameters
/// ----------
/// book : str or bytes
///     The book with the prices of now, in JSON.
/// account : str
///     Which of its accounts.
/// openings : str or bytes
///     Those of `commit`, which must open to what the account has in the book.
/// level : str, default "maintenance"
///     ``"initial"`` or ``"maintenance"``.
/// buffer : Number, default 0
///     By how much health is exceeded, in the book's currency, not negative; read up.
/// version, time : int
///     The state of the market, and when it was published, in seconds since 1970.
/// purpose : str
///     Who asks, and what for.
///
/// Returns
/// -------
/// str
///     The proof, in JSON, in which nothing is secret.
///
/// Raises
/// ------
/// NotHealthy
///     There is nothing to prove.
/// WrongOpening
///     Openings of something else.
/// Unsupported
///     An account under a method of another kind than ``scenarios``.
/// InvalidBook, PlimsollError, ProofError
#[pyfunction]
#[pyo3(signature = (book, account, openings, /, *, version, time, purpose, level = None, buffer = None))]
#[allow(clippy::too_many_arguments)]
pub fn prove(
    py: Python<'_>,
    book: &Any<'_>,
    account: &Any<'_>,
    openings: &Any<'_>,
    version: &Any<'_>,
    time: &Any<'_>,
    purpose: &Any<'_>,
    level: Option<&Any<'_>>,
    buffer: Option<&Any<'_>>,
) -> PyResult<String> {
    let (book, openings) = (document(book, "book")?, document(openings, "openings")?);
    let (account, purpose) = (text(account, "account")?, text(purpose, "purpose")?);
    let buffer = maybe(buffer, "buffer", number_text)?;
    let level = maybe(level, "level", super::level)?;
    let request = Request {
        level: level.unwrap_or(proofs::Level::Maintenance),
        buffer: buffer.as_deref().unwrap_or("0"),
        context: Context {
            purpose: &purpose,
            version: whole(version, "version")?,
            time: whole(time, "time")?,
        },
    };
    let mut rng = generator()?;
    py.detach(|| proofs::prove(book, &account, openings, &request, &mut rng))
        .map_err(|error| raised(&error))
}

/// Verifies a proof of health against the markets of a book, whose accounts do not count and may be missing.
///
/// What is left out is not asked, only told. Neither prices nor lots are the proof's.
///
/// Parameters
/// ----------
/// book : str or bytes
///     The book, in JSON.
/// proof : str or bytes
///     As of `prove`.
/// account, level, purpose : str, optional
///     What the proof must say.
/// buffer : Number, optional
///     The same; read up.
/// version, time : int, optional
///     The same.
/// ledger : str or bytes, optional
///     Where the account's commitments are to be found, all of them. Without it nothing shows that the proof
///     leaves none out.
/// lots : dict of str to int, or a list of such pairs, optional
///     How many lots make one unit, by market, before what the ledger says.
///
/// Returns
/// -------
/// Shown
///
/// Raises
/// ------
/// InvalidProof
///     It shows nothing.
/// InvalidDocument
///     It does not say what it must.
/// InvalidBook, PlimsollError, ProofError
#[pyfunction]
#[pyo3(signature = (book, proof, /, *, account = None, level = None, buffer = None, version = None, time = None, purpose = None, ledger = None, lots = None))]
#[allow(clippy::too_many_arguments)]
pub fn verify(
    py: Python<'_>,
    book: &Any<'_>,
    proof: &Any<'_>,
    account: Option<&Any<'_>>,
    level: Option<&Any<'_>>,
    buffer: Option<&Any<'_>>,
    version: Option<&Any<'_>>,
    time: Option<&Any<'_>>,
    purpose: Option<&Any<'_>>,
    ledger: Option<&Any<'_>>,
    lots: Option<&Any<'_>>,
) -> PyResult<Shown> {
    let (book, proof) = (document(book, "book")?, document(proof, "proof")?);
    let account = maybe(account, "account", text)?;
    let purpose = maybe(purpose, "purpose", text)?;
    let buffer = maybe(buffer, "buffer", number_text)?;
    let lots = super::lots(lots)?;
    let lots = pairs(&lots);
    let expected = Expected {
        account: account.as_deref(),
        level: maybe(level, "level", super::level)?,
        buffer: buffer.as_deref(),
        version: maybe(version, "version", whole)?,
        time: maybe(time, "time", whole)?,
        purpose: purpose.as_deref(),
        lots: &lots,
        ledger: ledger
            .map(|ledger| document(ledger, "ledger"))
            .transpose()?,
    };
    let verified = py.detach(|| proofs::verify(book, proof, &expected));
    let verified = verified.map_err(|error| raised(&error))?;
    Ok(Shown {
        json: verified.json(),
        table: verified.table(),
    })
}
