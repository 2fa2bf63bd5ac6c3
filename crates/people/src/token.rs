//! Tokens: what a link or a cookie carries. Only the sum is kept, so that whoever reads the database cannot sign in with it.

use crate::{NoRandom, hex, random};
use sha2::{Digest as _, Sha256};

/// 256 bits that nobody can guess, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn draw() -> Result<Self, NoRandom> {
        Ok(Self(hex(&random::<32>()?)))
    }

    /// What somebody sent, if it has the shape of a token.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        fits.then(|| Self(text.to_owned()))
    }

    /// The token itself, for the link or the cookie.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// What is kept: SHA-256, in hexadecimal. A slow sum is not needed, since nobody can try 2^256 tokens.
    #[must_use]
    pub fn sum(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

/// Never the secret: tokens must not reach a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_its_sum_is_another_text() {
        let token = Token::draw().expect("random bytes");
        assert_eq!(Token::read(token.secret()), Some(token.clone()));
        assert_ne!(token.sum(), token.secret());
        assert_ne!(Token::draw().expect("random bytes"), token);
        assert!(!format!("{token:?}").contains(token.secret()));
    }

    #[test]
    fn what_has_not_the_shape_is_no_token() {
        for wrong in ["", "abc", &"A".repeat(64), &"g".repeat(64), &"a".repeat(65), &"é".repeat(32)] {
            assert_eq!(Token::read(wrong), None, "{wrong}");
        }
    }
}
