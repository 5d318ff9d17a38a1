//! Solvency: the proof of a whole book, and the receipts of its accounts.

use super::{by_account, document, generator, maybe, raised, text, whole, Shown};
use crate::book::{by_name, number_text, pairs};
use crate::read::{count, Any};
use plimsoll::Error;
use plimsoll_proofs::document::{self as proofs, Asked, Cover};
use plimsoll_proofs::Context;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Proves that reserves cover what the accounts of a book are owed at most.
///
/// Parameters
/// ----------
/// book : str or bytes
///     The book, in JSON.
/// reserves : dict of str to Number, or a list of such pairs
///     What the protocol holds, by asset, not negative; read down.
/// version, time : int
///     The state of the market, and when it was published, in seconds since 1970.
/// purpose : str
///     Who asks, and what for.
/// lots : int, default 1000000
///     How many lots make one unit of the currency; what is owed rounds up to a lot.
///
/// Returns
/// -------
/// tuple of str and dict of str to str
///     The proof, in which nothing is secret; and of each account by its name the receipt, for its owner alone.
///     All in JSON.
///
/// Raises
/// ------
/// NotSolvent
///     The reserves do not cover it.
/// InvalidDocument
///     A reserve that is no asset of the book, or stands twice.
/// InvalidBook, PlimsollError, ProofError
#[pyfunction]
#[pyo3(signature = (book, reserves, /, *, version, time, purpose, lots = None))]
#[allow(clippy::too_many_arguments)]
pub fn solvency<'py>(
    py: Python<'py>,
    book: &Any<'py>,
    reserves: &Any<'py>,
    version: &Any<'py>,
    time: &Any<'py>,
    purpose: &Any<'py>,
    lots: Option<&Any<'py>>,
) -> PyResult<(String, Bound<'py, PyDict>)> {
    let (book, purpose) = (document(book, "book")?, text(purpose, "purpose")?);
    let reserves = by_name(reserves, "reserves", number_text)?;
    let lots = maybe(lots, "lots", |lots, what| {
        count(lots, what, Error::InvalidStep)
    })?;
    let cover = Cover {
        reserves: &pairs(&reserves),
        lots: lots.unwrap_or(LOTS),
        context: Context {
            purpose: &purpose,
            version: whole(version, "version")?,
            time: whole(time, "time")?,
        },
    };
    let mut rng = generator()?;
    let published = py.detach(|| proofs::solvency(book, &cover, &mut rng));
    let published = published.map_err(|error| raised(&error))?;
    let receipts = by_account(py, published.receipts)?;
    Ok((published.document, receipts))
}

/// Millionths of the currency.
const LOTS: u64 = 1_000_000;

/// Verifies a proof of solvency at the prices of a book, whose accounts do not count and may be missing.
///
/// That the protocol has its reserves is not shown, nor that every user is in the list: each verifies the own
/// receipt. What is left out is not asked, only told.
///
/// Parameters
/// ----------
/// book : str or bytes
///     The book, in JSON.
/// proof : str or bytes
///     As of `solvency`.
/// version, time : int, optional
///     What the proof must say.
/// purpose, root : str, optional
///     The same; the root is the hash of the list, in hexadecimal, which all users must see alike.
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
#[pyo3(signature = (book, proof, /, *, version = None, time = None, purpose = None, root = None))]
pub fn verify_solvency(
    py: Python<'_>,
    book: &Any<'_>,
    proof: &Any<'_>,
    version: Option<&Any<'_>>,
    time: Option<&Any<'_>>,
    purpose: Option<&Any<'_>>,
    root: Option<&Any<'_>>,
) -> PyResult<Shown> {
    let (book, proof) = (document(book, "book")?, document(proof, "proof")?);
    let purpose = maybe(purpose, "purpose", text)?;
    let root = maybe(root, "root", text)?;
    let asked = Asked {
        version: maybe(version, "version", whole)?,
        time: maybe(time, "time", whole)?,
        purpose: purpose.as_deref(),
        root: root.as_deref(),
    };
    let solvent = py.detach(|| proofs::verify_solvency(book, proof, &asked));
    let solvent = solvent.map_err(|error| raised(&error))?;
    Ok(Shown {
        json: solvent.json(),
        table: solvent.table(),
    })
}

/// Verifies that a receipt opens an account of the list of a proof of solvency, which `verify_solvency` verifies.
///
/// Parameters
/// ----------
/// proof : str or bytes
///     As of `solvency`.
/// receipt : str or bytes
///     One of its receipts.
/// book : str or bytes, optional
///     A book with the owner's own account: the list must have it with all that it is owed there.
///
/// Returns
/// -------
/// Shown
///
/// Raises
/// ------
/// NotInTree
///     The account is not in the list.
/// WrongOpening
///     It is, with less than it is owed.
/// InvalidBook, PlimsollError, ProofError
#[pyfunction]
#[pyo3(signature = (proof, receipt, /, book = None))]
pub fn verify_receipt(
    py: Python<'_>,
    proof: &Any<'_>,
    receipt: &Any<'_>,
    book: Option<&Any<'_>>,
) -> PyResult<Shown> {
    let (proof, receipt) = (document(proof, "proof")?, document(receipt, "receipt")?);
    let book = book.map(|book| document(book, "book")).transpose()?;
    let received = py.detach(|| proofs::verify_receipt(proof, receipt, book));
    let received = received.map_err(|error| raised(&error))?;
    Ok(Shown {
        json: received.json(),
        table: received.table(),
    })
}
