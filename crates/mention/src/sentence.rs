//! Where sentences start.

/// Where sentences start: after a full stop, a blank and a capital, unless the stop ends an abbreviation.
pub(crate) fn sentences(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, character) in text.char_indices() {
        match character {
            '。' => starts.push(at + character.len_utf8()),
            '.' | '!' | '?' => {
                let next = bytes.get(at + 1).copied();
                let after = bytes.get(at + 2).copied();
                // A text glued together: `study.The funders`.
                let glued = next.is_some_and(|byte| byte.is_ascii_uppercase())
                    && after.is_some_and(|byte| byte.is_ascii_lowercase())
                    && bytes[..at].iter().rev().take(3).all(u8::is_ascii_lowercase);
                let apart = next == Some(b' ')
                    && after.is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
                    && !ends_abbreviation(&text[..at]);
                if glued {
                    starts.push(at + 1);
                } else if apart {
                    starts.push(at + 2);
                }
            }
            _ => {}
        }
    }
    starts
}

/// `No`, `Nos`, `Dr`, an initial: words whose full stop ends no sentence.
fn ends_abbreviation(before: &str) -> bool {
    let word_start = before
        .rfind(|character: char| !character.is_ascii_alphanumeric())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "no" | "nos"
                | "nr"
                | "dr"
                | "drs"
                | "prof"
                | "mr"
                | "ms"
                | "mrs"
                | "st"
                | "ref"
                | "et"
                | "al"
                | "inc"
                | "ltd"
                | "co"
                | "grant"
                | "numb"
                | "num"
                | "ph"
                | "univ"
                | "dept"
                | "vs"
                | "fig"
                | "e"
                | "g"
        )
}
