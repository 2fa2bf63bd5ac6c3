//! Passphrases: argon2id with 19 MiB, two passes, one lane (OWASP, Password Storage Cheat Sheet), about 30 ms.
//!
//! The decision to question: length alone is asked for (12 characters), no mixture of kinds, and no change by the calendar
//! (OWASP ASVS 5, 6.2). Long Japanese sentences are welcome; what is sent is taken as it is.

use crate::{NoRandom, common, hex, random};
use argon2::{Algorithm, Argon2, Params, Version};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Fewest characters of a passphrase.
const FEWEST: usize = 12;
/// Most bytes, so that nobody makes the server hash a book.
const MOST_BYTES: usize = 1024;

/// Why a passphrase is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Fewer than 12 characters.
    Short,
    /// More than 1024 bytes.
    Long,
    /// One character over and over, or the name of the account in it.
    Simple,
    /// Nothing but well-known words, runs of keys, years and repetition: what is tried first.
    Common,
    /// It could not be kept: no random bytes or no memory.
    NotKept,
}

impl From<NoRandom> for Unfit {
    fn from(_: NoRandom) -> Self {
        Self::NotKept
    }
}

/// A passphrase as it is kept: `argon2id$19456$2$1$SALT$SUM`, salt and sum in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl Passphrase {
    /// Makes what is kept of a passphrase. Cost: about 30 ms and 19 MiB.
    ///
    /// # Errors
    /// If it is too short, too long, too simple or too common.
    pub fn make(typed: &str, account: &str) -> Result<Self, Unfit> {
        if typed.chars().count() < FEWEST {
            return Err(Unfit::Short);
        }
        if typed.len() > MOST_BYTES {
            return Err(Unfit::Long);
        }
        let first = typed.chars().next();
        let account = account.to_lowercase();
        if typed.chars().all(|one| Some(one) == first) || (account.len() > 3 && typed.to_lowercase().contains(&account))
        {
            return Err(Unfit::Simple);
        }
        if common::is_common(typed) {
            return Err(Unfit::Common);
        }
        let salt = random::<16>()?;
        let sum = sum(typed, &salt, MEMORY_KIB, PASSES, LANES).ok_or(Unfit::NotKept)?;
        Ok(Self(format!("argon2id${MEMORY_KIB}${PASSES}${LANES}${}${}", hex(&salt), hex(&sum))))
    }

    /// What the database holds. What is no passphrase matches none.
    #[must_use]
    pub fn kept(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For the database.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is what was typed. Takes as long where nothing is kept, so that time does not tell which accounts there are.
    #[must_use]
    pub fn matches(&self, typed: &str) -> bool {
        let typed = if typed.len() > MOST_BYTES { "" } else { typed };
        let Some((salt, wanted, [memory, passes, lanes])) = self.parts() else {
            let _ = sum(typed, &[0; 16], MEMORY_KIB, PASSES, LANES);
            return false;
        };
        sum(typed, &salt, memory, passes, lanes).is_some_and(|found| same(&found, &wanted)) && !typed.is_empty()
    }

    fn parts(&self) -> Option<(Vec<u8>, Vec<u8>, [u32; 3])> {
        let rest = self.0.strip_prefix("argon2id$")?;
        let mut parts = rest.split('$');
        let mut number = || parts.next()?.parse::<u32>().ok();
        let costs = [number()?, number()?, number()?];
        let (salt, sum) = (bytes(parts.next()?)?, bytes(parts.next()?)?);
        (parts.next().is_none() && sum.len() == 32).then_some((salt, sum, costs))
    }
}

fn sum(typed: &str, salt: &[u8], memory: u32, passes: u32, lanes: u32) -> Option<[u8; 32]> {
    let params = Params::new(memory, passes, lanes, Some(32)).ok()?;
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(typed.as_bytes(), salt, &mut out)
        .ok()?;
    Some(out)
}

/// Compares without stopping at the first difference.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_matches_itself_and_no_other() {
        let kept = Passphrase::make("four lakes and a ferry", "moss").expect("fit");
        let read = Passphrase::kept(kept.as_str());
        assert!(read.matches("four lakes and a ferry"));
        assert!(!read.matches("four lakes and a Ferry"));
        assert!(!read.matches(""));
        assert_ne!(kept, Passphrase::make("four lakes and a ferry", "moss").expect("fit"), "each has its own salt");
    }

    #[test]
    fn what_is_not_kept_matches_nothing() {
        for kept in ["", "argon2id$", "argon2id$8$1$1$00$00", "argon2id$x$2$1$00$00", "md5$1"] {
            assert!(!Passphrase::kept(kept).matches("four lakes and a ferry"), "{kept}");
        }
    }

    #[test]
    fn a_passphrase_is_long_and_not_one_letter_nor_the_name() {
        let check = |typed: &str, expected: Option<Unfit>| {
            assert_eq!(Passphrase::make(typed, "arden-moss").err(), expected, "{typed}")
        };
        check("elevenchars", Some(Unfit::Short));
        check("aaaaaaaaaaaaaaaa", Some(Unfit::Simple));
        check("my Arden-Moss passphrase", Some(Unfit::Simple));
        check(&"ab".repeat(600), Some(Unfit::Long));
        check("password1234", Some(Unfit::Common));
        check("湖の向こうに渡し船が四つある", None);
    }
}
