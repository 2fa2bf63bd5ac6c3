//! When two words at the head of a column, or in a cell, are the same word.

use unicode_normalization::UnicodeNormalization as _;

/// A word as it is compared: NFKC, lower case, without blanks and without what only looks (`・`, `_`, dashes of any kind; brackets stay).
/// `ｼｰｽﾞ 番号` and `シーズ番号` are one word. The long vowel `ー` goes with the dashes, since official files write `－` for it.
///
/// ```
/// assert_eq!(register::fold("Ｓｅｅｄ  Number"), register::fold("seed-number"));
/// assert_eq!(register::fold("デ－タ"), register::fold("データ"));
/// assert_ne!(register::fold("開始日"), register::fold("終了日"));
/// ```
#[must_use]
pub fn fold(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let looks_only = |sign: &char| {
        sign.is_whitespace() || matches!(sign, '・' | '_' | '-' | '‐'..='―' | '−' | 'ー' | '\u{200b}' | '\u{feff}')
    };
    word.nfkc().filter(|sign| !looks_only(sign)).flat_map(char::to_lowercase).collect()
}
