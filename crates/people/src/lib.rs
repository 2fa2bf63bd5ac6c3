#![doc = include_str!("../README.md")]

pub mod audit;
mod common;
mod delay;
mod passphrase;
mod sentence;
mod token;

pub use delay::Delays;
pub use passphrase::{Passphrase, Unfit};
pub use token::Token;

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The system gave no random bytes: nothing that must not be guessed can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRandom;

impl std::fmt::Display for NoRandom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the system gives no random bytes\nhint: wait until the machine has started, then try again")
    }
}

impl std::error::Error for NoRandom {}

/// `N` bytes that nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandom)?;
    Ok(bytes)
}
