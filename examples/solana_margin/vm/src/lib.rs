//! The margin program in Solana's virtual machine.

pub mod machine;
