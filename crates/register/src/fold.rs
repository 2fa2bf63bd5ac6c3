//! When two words at the head of a column, or in a cell, are the same word.

use unicode_normalization::UnicodeNormalization as _;

/// A word as it is compared: NFKC, lower case, without blanks and without what only looks (`・`, `_`, `-` between letters,
/// brackets stay). `ｼｰｽﾞ 番号` and `シーズ番号` are one word.
///
/// ```
/// assert_eq!(register::fold("Ｓｅｅｄ  Number"), register::fold("seed-number"));
/// assert_ne!(register::fold("開始日"), register::fold("終了日"));
/// ```
#[must_use]
pub fn fold(word: &str) -> String {
    let looks_only = |character: &char| character.is_whitespace() || matches!(character, '・' | '_' | '-' | '‐' | '–');
    word.nfkc().filter(|character| !looks_only(character)).flat_map(char::to_lowercase).collect()
}
