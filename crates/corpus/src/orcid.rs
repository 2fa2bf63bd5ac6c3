//! Identifiers of persons.

/// `0000-0002-9557-268X`, however it is written.
pub(crate) fn orcid(text: &str) -> Option<String> {
    let tail = text.rsplit('/').next().unwrap_or(text);
    let digits: String =
        tail.chars().filter(|character| character.is_ascii_digit() || matches!(character, 'x' | 'X')).collect();
    if digits.len() != 16 {
        return None;
    }
    let digits = digits.to_ascii_uppercase();
    Some(format!("{}-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12], &digits[12..]))
}
