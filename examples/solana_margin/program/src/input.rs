//! The loader's buffer: the accounts of an instruction, its data and the program's own address.

use solana_margin::state::{is_same, Key};
use solana_margin::Refusal;

/// The most accounts of one instruction here: two margin accounts, a signer, and their markets.
const MOST: usize = 3 + 2 * 24;

// Where an account's parts lie from its first byte.
const SIGNER: usize = 1;
const KEY: usize = 8;
const OWNER: usize = 40;
const LENGTH: usize = 80;
const DATA: usize = 88;
/// Room that the loader leaves behind an account's data.
const SPARE: usize = 10_240;
/// The first byte of an account that is not the same as an earlier one.
const DISTINCT: u8 = 0xff;

/// An account where the loader laid it.
#[derive(Clone, Copy)]
pub struct Entry(*mut u8);

/// What the loader passes.
pub struct Input {
    entries: [Entry; MOST],
    count: usize,
    program: &'static Key,
    data: &'static [u8],
}

impl Input {
    /// Walks over the accounts once.
    ///
    /// # Safety
    /// `start` is what the loader passed to the entry point, and nobody else reads or writes there.
    #[inline(always)]
    pub unsafe fn new(start: *mut u8) -> Result<Self, Refusal> {
        let count = start.cast::<u64>().read() as usize;
        let mut entries = [Entry(start); MOST];
        let mut at = start.add(8);
        if count > MOST {
            return Err(Refusal::InvalidInstruction);
        }
        for place in 0..count {
            let marker = at.read();
            let (entry, size) = match marker {
                DISTINCT => {
                    let length = at.add(LENGTH).cast::<u64>().read() as usize;
                    // Then the slot in which rent is next due, on a multiple of eight.
                    (Entry(at), (DATA + length + SPARE + 8 + 7) & !7)
                }
                same => (
                    *entries
                        .get(usize::from(same))
                        .ok_or(Refusal::NotEnoughAccounts)?,
                    8,
                ),
            };
            *entries.get_mut(place).ok_or(Refusal::InvalidInstruction)? = entry;
            at = at.add(size);
        }
        let length = at.cast::<u64>().read() as usize;
        let data = core::slice::from_raw_parts(at.add(8), length);
        let program = &*at.add(8 + length).cast::<Key>();
        Ok(Input {
            entries,
            count,
            program,
            data,
        })
    }

    /// The instruction's data.
    #[inline(always)]
    pub fn data(&self) -> &'static [u8] {
        self.data
    }

    /// The accounts from `first` on.
    #[inline(always)]
    pub fn entries(&self, first: usize) -> &[Entry] {
        self.entries.get(first..self.count).unwrap_or_default()
    }

    /// One account.
    #[inline(always)]
    pub fn entry(&self, place: usize) -> Result<Entry, Refusal> {
        self.entries(place)
            .first()
            .copied()
            .ok_or(Refusal::NotEnoughAccounts)
    }

    /// The bytes of an account that this program owns.
    #[inline(always)]
    pub fn bytes(&self, entry: &Entry) -> Result<&[u8], Refusal> {
        match is_same(entry.owner(), self.program) {
            // SAFETY: the loader's length; nobody holds these bytes to change them, see `bytes_mut`.
            true => Ok(unsafe { core::slice::from_raw_parts(entry.0.add(DATA), entry.length()) }),
            false => Err(Refusal::WrongOwner),
        }
    }

    /// The same, to be changed.
    ///
    /// # Safety
    /// No other reference to this account's bytes is used while this one is.
    #[allow(clippy::mut_from_ref)] // the bytes are the loader's; the caller keeps the accounts apart
    #[inline(always)]
    pub unsafe fn bytes_mut(&self, entry: &Entry) -> Result<&mut [u8], Refusal> {
        match is_same(entry.owner(), self.program) {
            true => Ok(core::slice::from_raw_parts_mut(
                entry.0.add(DATA),
                entry.length(),
            )),
            false => Err(Refusal::WrongOwner),
        }
    }
}

impl Entry {
    /// Whether both are the same account.
    #[inline(always)]
    pub fn is(&self, other: &Entry) -> bool {
        self.0 == other.0
    }

    /// The address, where it signed.
    #[inline(always)]
    pub fn signer(&self) -> Result<&Key, Refusal> {
        // SAFETY: within the account's header.
        match unsafe { self.0.add(SIGNER).read() } {
            0 => Err(Refusal::MissingSignature),
            _ => Ok(unsafe { &*self.0.add(KEY).cast() }),
        }
    }

    #[inline(always)]
    fn owner(&self) -> &Key {
        // SAFETY: within the account's header.
        unsafe { &*self.0.add(OWNER).cast() }
    }

    #[inline(always)]
    fn length(&self) -> usize {
        // SAFETY: within the account's header, on a multiple of eight.
        unsafe { self.0.add(LENGTH).cast::<u64>().read() as usize }
    }
}
