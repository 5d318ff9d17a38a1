//! The machine: OpenVM with RISC-V, its input and output, and SHA-256.

use openvm_circuit::arch::instructions::exe::VmExe;
use openvm_circuit::arch::ContinuationVmProof;
use openvm_sdk::config::{AggregationSystemParams, AppConfig};
use openvm_sdk::keygen::AppVerifyingKey;
use openvm_sdk::prover::{verify_app_proof, AppProver};
use openvm_sdk::{DefaultStarkEngine, Sdk, StdIn, F, SC};
use openvm_sdk_config::{SdkVmConfig, SdkVmCpuBuilder};
use openvm_stark_sdk::config::app_params_with_100_bits_security;
use openvm_stark_sdk::config::baby_bear_poseidon2::Digest as Commitment;
use openvm_stark_sdk::openvm_stark_backend::soundness::SoundnessCalculator;
use openvm_transpiler::elf::Elf;
use openvm_transpiler::openvm_platform::memory::MEM_SIZE;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::Arc;
use zkvm_health_rule::Digest;

/// The logarithm of the height to which the traces of a segment are stacked. The default of 24 takes three
/// minutes to set up; a longer run is cut in more segments.
pub const HEIGHT: usize = 20;

/// An error of the machine, or of what was given to it.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The three inputs of the program, which only the prover needs to have together.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub state: Vec<u8>,
    /// 32 random bytes and the account.
    pub account: Vec<u8>,
    pub claim: Vec<u8>,
}

/// A program in the machine.
pub struct Machine {
    sdk: Sdk,
    program: Arc<VmExe<F>>,
}

/// What verifies the proofs of one program, and no other's.
#[derive(Serialize, Deserialize)]
pub struct Key {
    machine: AppVerifyingKey,
    program: Commitment,
}

/// A run that was proved.
#[derive(Serialize, Deserialize)]
pub struct Proof(ContinuationVmProof<SC>);

/// Makes proofs of one program.
pub struct Prover(AppProver<DefaultStarkEngine, SdkVmCpuBuilder>);

impl Machine {
    /// Loads a program. Errors: bytes that are no program of this machine.
    pub fn new(elf: &[u8]) -> Result<Self> {
        let config = SdkVmConfig::builder()
            .system(Default::default())
            .rv32i(Default::default())
            .rv32m(Default::default())
            .io(Default::default())
            .sha2(Default::default())
            .build()
            .optimize();
        let config = AppConfig::new(config, app_params_with_100_bits_security(HEIGHT));
        let sdk = Sdk::new(config, AggregationSystemParams::default())?;
        let elf = Elf::decode(elf, MEM_SIZE as u32)?;
        let program = sdk.convert_to_exe(elf)?;
        Ok(Machine { sdk, program })
    }

    /// Runs without a proof: the public value. Errors: where the program stops without one.
    pub fn execute(&self, inputs: &Inputs) -> Result<Digest> {
        let public = self.sdk.execute(self.program.clone(), inputs.streams())?;
        Ok(public.as_slice().try_into()?)
    }

    /// How many instructions a run takes. Errors: as [`Machine::execute`].
    pub fn instructions(&self, inputs: &Inputs) -> Result<u64> {
        let program = self.program.clone();
        let (_, (_, count)) = self.sdk.execute_metered_cost(program, inputs.streams())?;
        Ok(count)
    }

    /// In how many segments a run is proved. Errors: as [`Machine::execute`].
    pub fn segments(&self, inputs: &Inputs) -> Result<usize> {
        let program = self.program.clone();
        Ok(self.sdk.execute_metered(program, inputs.streams())?.1.len())
    }

    /// What proves runs of the program.
    pub fn prover(&self) -> Result<Prover> {
        Ok(Prover(self.sdk.app_prover(self.program.clone())?))
    }

    /// What verifies them: of the program and the machine alone, the same for everybody who has both.
    pub fn key(&self) -> Result<Key> {
        Ok(Key {
            machine: self.sdk.app_vk(),
            program: self.prover()?.0.app_exe_commit(),
        })
    }
}

impl Inputs {
    fn streams(&self) -> StdIn {
        let mut streams = StdIn::default();
        for input in [&self.state, &self.account, &self.claim] {
            streams.write_bytes(input);
        }
        streams
    }
}

impl Prover {
    /// Proves a run. Errors: as [`Machine::execute`].
    pub fn prove(&mut self, inputs: &Inputs) -> Result<Proof> {
        Ok(Proof(self.0.prove(inputs.streams())?))
    }
}

impl Key {
    /// The bytes of a key.
    pub fn write(&self) -> Result<Vec<u8>> {
        Ok(bitcode::serialize(self)?)
    }

    /// From its bytes. Whoever verifies makes the key, or has it from somebody trusted.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Ok(bitcode::deserialize(bytes)?)
    }

    /// The commitment to the program.
    pub fn program(&self) -> String {
        let words = self.program.iter().map(ToString::to_string);
        words.collect::<Vec<_>>().join(" ")
    }

    /// How many bits of security OpenVM's own calculator gives the proofs that this key accepts.
    pub fn security(&self) -> f64 {
        SoundnessCalculator::calculate_from_vk(&self.machine.vk).total_bits
    }

    /// Whether a proof shows that this program ended without an error and published this value.
    ///
    /// Errors: why not. The bytes of a proof are a stranger's, and where OpenVM's verifier panics on them they
    /// are refused.
    pub fn verify(&self, proof: &[u8], public: &Digest) -> Result<()> {
        let verified = catch_unwind(AssertUnwindSafe(|| -> Result<(Commitment, Vec<F>)> {
            let Proof(proof) = bitcode::deserialize(proof)?;
            let program = verify_app_proof::<DefaultStarkEngine>(&self.machine, &proof)?;
            Ok((program, proof.user_public_values.public_values))
        }));
        let (program, published) = verified.map_err(|_| "a malformed proof")??;
        if program != self.program {
            return Err("a proof of another program".into());
        }
        let expected: Vec<F> = public.iter().map(|byte| F::new(u32::from(*byte))).collect();
        match published == expected {
            true => Ok(()),
            false => Err("a proof of another statement".into()),
        }
    }
}

impl Proof {
    /// The bytes of a proof.
    pub fn write(&self) -> Result<Vec<u8>> {
        Ok(bitcode::serialize(&self.0)?)
    }
}
