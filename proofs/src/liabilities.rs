//! What a protocol owes: the list that it keeps to itself, and proves from.

use crate::commitment::scalar;
use crate::receipt::{owner, Receipt};
use crate::solvency::{self, Entry, Solvency, MAX_ACCOUNTS};
use crate::tree::{Digest, Tree};
use crate::{range, Context, Error, Generators, Opening, Reserves};
use curve25519_dalek::scalar::Scalar;
use rand_core::{CryptoRng, RngCore};

/// What is owed to one account: `plus - minus` in lots of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed<'a> {
    /// What the account's owner is known by, in the form that the owner knows.
    pub id: &'a [u8],
    /// At least what is owed, and at least 0: this is what the reserves are to cover.
    pub plus: u64,
    /// At least what the account owes, and at least 0: no reserve covers less for it.
    pub minus: u64,
}

impl<'a> Owed<'a> {
    /// What [`Claim::lots`](crate::Claim::lots) says, positive or negative: one of the parts is zero. Any other
    /// pair with this difference has a larger `plus`.
    pub fn new(id: &'a [u8], equity: i64) -> Self {
        let plus = u64::try_from(equity).unwrap_or(0);
        let minus = match equity < 0 {
            true => equity.unsigned_abs(),
            false => 0,
        };
        Owed { id, plus, minus }
    }
}

/// An account in the list, and what opens it.
struct Hidden {
    /// Where the caller gave it.
    place: usize,
    salt: [u8; 32],
    plus: Opening,
    minus: Opening,
    entry: Entry,
}

impl Hidden {
    fn new(place: usize, owed: &Owed<'_>, rng: &mut (impl RngCore + CryptoRng)) -> Self {
        let mut salt = [0; 32];
        rng.fill_bytes(&mut salt);
        let plus = Opening::random(i128::from(owed.plus), rng);
        let minus = Opening::random(i128::from(owed.minus), rng);
        let entry = Entry::new(owner(&salt, owed.id), &plus, &minus);
        Hidden {
            place,
            salt,
            plus,
            minus,
            entry,
        }
    }
}

/// All accounts of a protocol at one state, committed: from this come the published root, each user's receipt and
/// the proof of solvency. To be kept secret.
///
/// Salts and blindings are fresh, so nothing links an account to itself in another list, and the list is in the
/// order of the salted owners, so places tell nothing either.
pub struct Liabilities {
    accounts: Vec<Hidden>,
    places: Vec<usize>,
    tree: Tree,
}

impl Liabilities {
    /// Commits to what is owed. Errors: [`Error::TooMany`] above [`MAX_ACCOUNTS`], [`Error::DuplicateOwner`] for
    /// an id that stands twice.
    pub fn new(owed: &[Owed<'_>], rng: &mut (impl RngCore + CryptoRng)) -> Result<Self, Error> {
        if owed.len() > MAX_ACCOUNTS {
            return Err(Error::TooMany);
        }
        let mut ids: Vec<&[u8]> = owed.iter().map(|owed| owed.id).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(Error::DuplicateOwner);
        }
        let mut accounts: Vec<Hidden> = owed
            .iter()
            .enumerate()
            .map(|(place, owed)| Hidden::new(place, owed, rng))
            .collect();
        accounts.sort_unstable_by_key(|account| account.entry.owner);
        let mut places: Vec<usize> = (0..accounts.len()).collect();
        places.sort_unstable_by_key(|place| accounts.get(*place).map(|account| account.place));
        let tree = Tree::new(
            accounts
                .iter()
                .map(|account| account.entry.leaf())
                .collect(),
        );
        Ok(Liabilities {
            accounts,
            places,
            tree,
        })
    }

    /// The hash of the list, to be published where all users see the same.
    pub fn root(&self) -> Digest {
        self.tree.root()
    }

    /// The receipt of the account that was given at `place`, counted from 0: for its owner alone. Errors:
    /// [`Error::NotInTree`].
    pub fn receipt(&self, place: usize) -> Result<Receipt, Error> {
        let index = *self.places.get(place).ok_or(Error::NotInTree)?;
        let account = self.accounts.get(index).ok_or(Error::NotInTree)?;
        let index = u32::try_from(index).map_err(|_| Error::TooMany)?;
        let inclusion = self.tree.inclusion(index)?;
        Receipt::new(account.salt, account.plus, account.minus, inclusion)
    }

    /// `reserves - sum of plus`, below zero where they do not cover it. Errors: those of [`Reserves::total`].
    pub fn surplus(&self, reserves: &Reserves) -> Result<i128, Error> {
        let mut left = i128::try_from(reserves.total()?).map_err(|_| Error::OutOfRange)?;
        for account in &self.accounts {
            let rest = left.checked_sub(account.plus.value());
            left = rest.ok_or(Error::OutOfRange)?;
        }
        Ok(left)
    }

    /// The proof that the reserves cover what is owed.
    ///
    /// Errors: [`Error::NotSolvent`]; [`Error::TooMany`] where the generators are for fewer than
    /// [`Solvency::values`] of the list.
    pub fn prove(
        &self,
        generators: &Generators,
        context: &Context<'_>,
        reserves: &Reserves,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Solvency, Error> {
        let surplus = u128::try_from(self.surplus(reserves)?).map_err(|_| Error::NotSolvent)?;
        self.prove_surplus(generators, context, reserves, surplus, rng)
    }

    /// A proof of a surplus that the caller states; where that is not the surplus, one that does not verify.
    ///
    /// Errors: as [`Liabilities::prove`].
    pub fn prove_surplus(
        &self,
        generators: &Generators,
        context: &Context<'_>,
        reserves: &Reserves,
        surplus: u128,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<Solvency, Error> {
        let room = Solvency::values(self.accounts.len());
        let (mut values, mut blindings) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut owed = Scalar::ZERO;
        for account in &self.accounts {
            owed += account.plus.scalar();
            for opening in [&account.plus, &account.minus] {
                values.push(u64::try_from(opening.value()).map_err(|_| Error::OutOfRange)?);
                blindings.push(*opening.scalar());
            }
        }
        let [low, high] = [surplus as u64, (surplus >> 64) as u64];
        let upper = Opening::random(i128::from(high), rng);
        let lower = -owed - scalar(1 << 64) * upper.scalar();
        values.extend([high, low]);
        blindings.extend([*upper.scalar(), lower]);

        let entries: Vec<Entry> = self.accounts.iter().map(|account| account.entry).collect();
        let upper = upper.commit().to_bytes();
        let root = self.root();
        let transcript = solvency::transcript(context, reserves, &root, entries.len(), &upper)?;
        let proof = range::prove(generators, &transcript, &values, &blindings, rng)?;
        Ok(Solvency::of(entries, upper, proof))
    }
}
