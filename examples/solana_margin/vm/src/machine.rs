//! The virtual machine with the program in it.

use bytemuck::bytes_of;
use mollusk_svm::result::InstructionResult;
use mollusk_svm::Mollusk;
use solana_account::Account;
use solana_instruction::error::InstructionError;
use solana_instruction::{AccountMeta, Instruction};
use solana_margin::state::{Future, Head, Key, Margin, Market};
use solana_margin_fixture::world::{World, LIQUIDATOR};
use solana_pubkey::Pubkey;

/// The program's address, and one that is not.
pub const PROGRAM: Pubkey = Pubkey::new_from_array([7; 32]);
pub const STRANGER: Pubkey = Pubkey::new_from_array([8; 32]);
/// The loader of programs that can be upgraded.
const LOADER: Pubkey = mollusk_svm::program::loader_keys::LOADER_V3;

/// Mollusk with the program loaded.
pub struct Machine(Mollusk);

/// An account as it is passed to an instruction.
#[derive(Clone)]
pub struct Passed {
    pub key: Key,
    pub owner: Pubkey,
    pub signs: bool,
    pub changes: bool,
    pub data: Vec<u8>,
}

impl Passed {
    /// An account of the program's, which the instruction reads.
    pub fn read(key: Key, data: &[u8]) -> Self {
        Passed {
            key,
            owner: PROGRAM,
            signs: false,
            changes: false,
            data: data.to_vec(),
        }
    }

    /// An account of the program's, which the instruction changes.
    pub fn changed(key: Key, data: &[u8]) -> Self {
        Passed {
            changes: true,
            ..Passed::read(key, data)
        }
    }

    /// A signer.
    pub fn signer(key: Key) -> Self {
        Passed {
            key,
            owner: Pubkey::default(),
            signs: true,
            changes: false,
            data: Vec::new(),
        }
    }
}

/// An address for each account.
pub fn key(kind: u8, number: usize) -> Key {
    let mut key = [kind; 32];
    key[0] = number as u8;
    key
}

fn number(head: &Head) -> usize {
    u32::from_le_bytes(head.number) as usize
}

/// Markets as accounts, in the order of the positions.
pub fn markets(world: &World) -> Vec<Passed> {
    let market = |market: &Market| Passed::read(key(1, number(&market.head)), bytes_of(market));
    let future = |future: &Future| Passed::read(key(2, number(&future.head)), bytes_of(future));
    world
        .markets
        .iter()
        .map(market)
        .chain(world.futures.iter().map(future))
        .collect()
}

/// The accounts of a health check.
pub fn health(world: &World) -> Vec<Passed> {
    let mut all = vec![Passed::read(key(3, 0), bytes_of(&world.margin))];
    all.extend(markets(world));
    all
}

/// The accounts of a liquidation.
pub fn liquidation(world: &World, liquidator: &Margin) -> Vec<Passed> {
    let mut all = vec![
        Passed::changed(key(3, 0), bytes_of(&world.margin)),
        Passed::changed(key(3, 1), bytes_of(liquidator)),
        Passed::signer(LIQUIDATOR),
    ];
    all.extend(markets(world));
    all.extend(markets(world));
    all
}

/// What an instruction did.
pub struct Outcome {
    /// Its return data, or the number of its error; what the machine itself stopped is `u64::MAX`.
    pub result: Result<Vec<u8>, u64>,
    pub units: u64,
    pub accounts: Vec<(Pubkey, Account)>,
}

impl Outcome {
    /// The bytes of an account afterwards.
    pub fn data(&self, key: &Key) -> &[u8] {
        let found = self
            .accounts
            .iter()
            .find(|(place, _)| place.to_bytes() == *key);
        &found.expect("the account was passed").1.data
    }
}

impl Machine {
    /// With the program's ELF file from `PROGRAM_SO`, which `scripts/test-solana` sets.
    pub fn new() -> Self {
        let path =
            std::env::var("PROGRAM_SO").expect("PROGRAM_SO names the program: scripts/test-solana");
        if std::env::var("SBF_TRACE_DIR").is_ok() {
            // Every executed instruction is written there, for `profile.py`.
            let (folder, name) = path.rsplit_once('/').expect("an absolute path");
            std::env::set_var("SBF_OUT_DIR", folder);
            return Machine(Mollusk::new_debuggable(
                &PROGRAM,
                name.trim_end_matches(".so"),
                true,
            ));
        }
        let elf = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut mollusk = Mollusk::default();
        mollusk.add_program_with_loader_and_elf(&PROGRAM, &LOADER, &elf);
        Machine(mollusk)
    }

    /// Moves the chain to a slot.
    pub fn at(&mut self, slot: u64) {
        self.0.warp_to_slot(slot);
    }

    /// Runs one instruction.
    pub fn run(&self, kind: u8, data: &[u8], passed: &[Passed]) -> Outcome {
        let bytes: Vec<u8> = std::iter::once(kind).chain(data.iter().copied()).collect();
        self.run_bytes(&bytes, passed)
    }

    /// Runs one instruction of any data.
    pub fn run_bytes(&self, data: &[u8], passed: &[Passed]) -> Outcome {
        let metas = passed.iter().map(|account| AccountMeta {
            pubkey: Pubkey::new_from_array(account.key),
            is_signer: account.signs,
            is_writable: account.changes,
        });
        let instruction = Instruction::new_with_bytes(PROGRAM, data, metas.collect());
        let mut accounts: Vec<(Pubkey, Account)> = Vec::new();
        for account in passed {
            let key = Pubkey::new_from_array(account.key);
            let (lamports, owner) = (1_000_000_000, account.owner);
            if accounts.iter().all(|(other, _)| *other != key) {
                let data = account.data.clone();
                accounts.push((
                    key,
                    Account {
                        lamports,
                        data,
                        owner,
                        executable: false,
                        rent_epoch: u64::MAX,
                    },
                ));
            }
        }
        outcome(self.0.process_instruction(&instruction, &accounts))
    }
}

impl Default for Machine {
    fn default() -> Self {
        Machine::new()
    }
}

fn outcome(result: InstructionResult) -> Outcome {
    Outcome {
        result: match result.raw_result {
            Ok(()) => Ok(result.return_data),
            Err(error) => Err(code(&error)),
        },
        units: result.compute_units_consumed,
        accounts: result.resulting_accounts,
    }
}

/// The number that the program returned.
fn code(error: &InstructionError) -> u64 {
    match error {
        InstructionError::Custom(code) => u64::from(*code),
        InstructionError::InvalidInstructionData => 3 << 32,
        InstructionError::InvalidAccountData => 4 << 32,
        InstructionError::IncorrectProgramId => 7 << 32,
        InstructionError::MissingRequiredSignature => 8 << 32,
        #[allow(deprecated)] // what the loader's number for too few accounts becomes
        InstructionError::NotEnoughAccountKeys => 11 << 32,
        _ => u64::MAX,
    }
}
