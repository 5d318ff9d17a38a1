//! An owner's look at a published list: whether the own account is in it with all that it is owed.

use super::solvency::{claim, Head, RECEIPT};
use super::solvent::value_down;
use super::text;
use super::DocumentError;
use crate::{Error, Lots, Receipt};
use plimsoll::Fixed;
use plimsoll_book::out::Out;
use plimsoll_book::parts::Parts;
use plimsoll_book::{shown, Path, MAX_BYTES};

/// What a verified receipt shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    account: String,
    equity: Fixed,
    claim: Option<Fixed>,
    accounts: u32,
    root: String,
}

/// Verifies that a receipt opens an account of the list of a solvency document, and with which equity.
///
/// With a book that has the account, the equity must be no less than what its positions are worth there at most:
/// `WrongOpening` where it is. The document itself is for [`verify_solvency`](super::verify_solvency), which is
/// what makes its root and its lots count; and an owner makes sure that the account is the own one, which is what the
/// protocol wrote there, and that others see the same root. Errors:
/// `NotInTree` for an account that is not in the list; those of the book.
pub fn verify_receipt(
    document: &str,
    receipt: &str,
    book: Option<&str>,
) -> Result<Received, DocumentError> {
    let Head {
        lots, root: tree, ..
    } = Head::read(document)?;
    let json = text::json("receipt", receipt, MAX_BYTES)?;
    let root = Path::Root;
    let path = root.key("receipt");
    let fields = text::fields(
        &json,
        &path,
        RECEIPT,
        &["kind", "account", "root", "receipt"],
    )?;
    let account = text::text(text::required(&fields, "account")?, &path.key("account"))?;
    let own: [u8; 32] = text::array(text::required(&fields, "root")?, &path.key("root"))?;
    if own != tree {
        let problem = "another root than the document's: it is of another list";
        return Err(DocumentError::told(
            &path.key("root"),
            Error::NotInTree,
            problem,
        ));
    }
    let bytes = text::bytes(text::required(&fields, "receipt")?, &path.key("receipt"))?;
    let failed = |error| DocumentError::proof(&path, error);
    let receipt = Receipt::from_bytes(&bytes).map_err(failed)?;
    let equity = receipt.verify(&tree, account.as_bytes()).map_err(failed)?;
    let claim = book.map(|book| owed(book, account, &lots)).transpose()?;
    if let Some(claim) = claim.filter(|claim| equity < i128::from(*claim)) {
        let problem = format!(
            "an equity of {equity} lots, less than the {claim} that the book's account is owed"
        );
        return Err(DocumentError::told(&path, Error::WrongOpening, &problem));
    }
    let claim = claim.map(|claim| value_down(i128::from(claim), &lots));
    Ok(Received {
        account: account.to_string(),
        equity: value_down(equity, &lots).map_err(failed)?,
        claim: claim.transpose().map_err(failed)?,
        accounts: receipt.accounts(),
        root: text::hex(&tree),
    })
}

fn owed(book: &str, account: &str, lots: &Lots) -> Result<i64, DocumentError> {
    let parts = Parts::read(book)?;
    let accounts = Path::Root.key("accounts");
    let quantities = parts.account(account).ok_or_else(|| {
        let problem = format!("{} is not one of the book's accounts", shown(account));
        DocumentError::form(&accounts, &problem)
    })?;
    claim(&parts.owed()?, &quantities, lots)
}

impl Received {
    /// One line of JSON.
    pub fn json(&self) -> String {
        Out::line(|out| {
            out.text("account", &self.account);
            out.number("equity", &self.equity);
            match &self.claim {
                Some(claim) => out.number("claim", claim),
                None => out.null("claim"),
            }
            out.text("accounts", &self.accounts.to_string());
            out.text("root", &self.root);
        })
    }

    /// For a person.
    pub fn table(&self) -> String {
        let claim = match &self.claim {
            Some(claim) => format!(
                "its positions in the book are owed {} at most",
                text::written(claim)
            ),
            None => "no book was given to compare its positions with".to_string(),
        };
        format!(
            "account {} is in the list of {} accounts with an equity of {}\n  {}\n  root {}\n",
            shown(&self.account),
            self.accounts,
            text::written(&self.equity),
            claim,
            self.root,
        )
    }
}
