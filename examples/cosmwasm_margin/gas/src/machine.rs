//! The virtual machine with one contract in it, and beside it the same contract as native code.

use cosmwasm_std::testing::MockStorage as Native;
use cosmwasm_std::{
    Addr, Binary, Coin, ContractResult, Empty, Env, MessageInfo, Order, Response, Storage as _,
};
use cosmwasm_vm::internals::{check_wasm, Logger};
use cosmwasm_vm::testing::{mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_vm::{
    call_execute, call_instantiate, call_query, capabilities_from_csv, Backend, Instance,
    InstanceOptions, Size, Storage, WasmLimits,
};
use margin::error::Refused;
use margin::message::{Execute, Instantiate, Query};
use serde_json::to_vec;
use std::collections::BTreeMap;

/// Far more than any message here may cost.
const GAS: u64 = 1_000_000_000_000;
/// What the contract never touches: a chain whose clock the script turns.
const CAPABILITIES: &str = "iterator,staking,stargate";

/// The check that a chain makes before it stores a file.
pub fn check(wasm: &[u8]) {
    let capabilities = capabilities_from_csv(CAPABILITIES);
    check_wasm(wasm, &capabilities, &WasmLimits::default(), Logger::Off)
        .unwrap_or_else(|error| panic!("the machine refuses the file: {error}"));
}

/// Every key and value.
type Bytes = BTreeMap<Vec<u8>, Vec<u8>>;

/// One contract in the machine.
pub struct Machine {
    instance: Instance<MockApi, MockStorage, MockQuerier>,
}

impl Machine {
    pub fn new(wasm: &[u8], storage: MockStorage) -> Self {
        let backend = Backend {
            api: MockApi::default(),
            storage,
            querier: MockQuerier::new(&[]),
        };
        let options = InstanceOptions { gas_limit: GAS };
        let instance = Instance::from_code(wasm, backend, options, Some(Size::mebi(32)));
        Machine {
            instance: instance.expect("an instance"),
        }
    }

    /// The storage, with everything that the contract stored.
    pub fn take(self) -> MockStorage {
        self.instance.recycle().expect("a backend").storage
    }

    /// Runs something, and says what gas the machine counted, the chain's part left out.
    pub fn metered<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> (T, u64) {
        let before = self.instance.create_gas_report().used_internally;
        let result = run(self);
        (
            result,
            self.instance.create_gas_report().used_internally - before,
        )
    }

    pub fn instantiate(&mut self, env: &Env, info: &MessageInfo, message: &[u8]) -> Answer {
        let answer = call_instantiate::<_, _, _, Empty>(&mut self.instance, env, info, message);
        plain(answer.expect("no trap"))
    }

    pub fn execute(&mut self, env: &Env, info: &MessageInfo, message: &[u8]) -> Answer {
        let answer = call_execute::<_, _, _, Empty>(&mut self.instance, env, info, message);
        plain(answer.expect("no trap"))
    }

    pub fn query(&mut self, env: &Env, message: &[u8]) -> Result<Binary, String> {
        plain(call_query(&mut self.instance, env, message).expect("no trap"))
    }

    fn stored(&mut self) -> Bytes {
        let records = self.instance.with_storage(|storage| {
            let iterator = storage.scan(None, None, Order::Ascending).0?;
            Ok(storage.all(iterator).0?)
        });
        records.expect("the storage").into_iter().collect()
    }
}

type Answer = Result<Response, String>;

fn plain<T>(result: ContractResult<T>) -> Result<T, String> {
    match result {
        ContractResult::Ok(answer) => Ok(answer),
        ContractResult::Err(refusal) => Err(refusal),
    }
}

/// The contract in the machine and as native code, told the same.
pub struct Both {
    machine: Machine,
    native: Native,
    env: Env,
    pub said: usize,
    pub refused: usize,
    /// What the machine counted for the last thing said or asked.
    gas: u64,
    /// What is to be reported of it.
    pub costs: Vec<(String, u64)>,
}

impl Both {
    pub fn new(wasm: &[u8]) -> Self {
        Both {
            machine: Machine::new(wasm, MockStorage::default()),
            native: Native::new(),
            env: mock_env(),
            said: 0,
            refused: 0,
            gas: 0,
            costs: Vec::new(),
        }
    }

    /// What the machine stored, and when it is.
    pub fn take(self) -> (MockStorage, Env) {
        (self.machine.take(), self.env)
    }

    pub fn wait(&mut self, seconds: u64) {
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
    }

    pub fn now(&self) -> u64 {
        self.env.block.time.seconds()
    }

    pub fn instantiate(&mut self, sender: &str, message: &Instantiate) {
        let info = info(sender, &[]);
        let bytes = to_vec(message).expect("JSON");
        let answer = self.machine.instantiate(&self.env, &info, &bytes);
        let native = margin::instantiate(&mut self.native, &self.env, &info, message.clone());
        self.same(answer, native).expect("a protocol");
    }

    /// Reports what the last thing cost.
    pub fn cost(&mut self, of: impl Into<String>) {
        self.costs.push((of.into(), self.gas));
    }

    /// Says something to both; both answer and store the same.
    pub fn say(&mut self, sender: &str, message: &Execute, funds: &[Coin]) -> Answer {
        let info = info(sender, funds);
        let bytes = to_vec(message).expect("JSON");
        let env = &self.env;
        let (answer, gas) = self
            .machine
            .metered(|machine| machine.execute(env, &info, &bytes));
        self.gas = gas;
        // The chain undoes what a refused message wrote; nothing was written here.
        let native = margin::execute(&mut self.native, &self.env, &info, message.clone());
        self.same(answer, native)
    }

    pub fn ask(&mut self, query: &Query) -> Binary {
        let (env, bytes) = (&self.env, to_vec(query).expect("JSON"));
        let (answer, gas) = self.machine.metered(|machine| machine.query(env, &bytes));
        self.gas = gas;
        let native = margin::query(&self.native, &self.env, query.clone());
        self.same(answer, native).expect("an answer")
    }

    fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        answer: Result<T, String>,
        native: Result<T, Refused>,
    ) -> Result<T, String> {
        let native = native.map_err(|refused| refused.to_string());
        assert_eq!(
            answer, native,
            "the machine and native code answer differently"
        );
        let stored = self.native.range(None, None, Order::Ascending).collect();
        assert_eq!(self.machine.stored(), stored, "they store differently");
        self.said += 1;
        self.refused += usize::from(answer.is_err());
        answer
    }
}

fn info(sender: &str, funds: &[Coin]) -> MessageInfo {
    MessageInfo {
        sender: Addr::unchecked(sender),
        funds: funds.to_vec(),
    }
}
