//! The numbers of trial registers, in the form in which records are compared.
//!
//! The decision to question: only a whole word of a register's shape is a number here. These become identifiers, and what shares
//! one is one trial; a study code that merely looks like a number would tie strangers together.

/// The id of a trial whose number this is, with the register's prefix: `JPRN-UMIN000012345` gives `umin:UMIN000012345`. None if it
/// has no register's shape.
pub(crate) fn trial_id(word: &str) -> Option<String> {
    let word = word.trim();
    let word = after(word, "JPRN-").unwrap_or(word);
    let all = |text: &str, length: usize| text.len() == length && digits(text);
    let prefixed = |scheme: &str, prefix: &str, length: usize| {
        after(word, prefix).filter(|rest| all(rest, length)).map(|rest| format!("{scheme}:{prefix}{rest}"))
    };
    prefixed("nct", "NCT", 8)
        .or_else(|| jrct(word))
        .or_else(|| prefixed("umin", "UMIN", 9))
        .or_else(|| {
            let rest = after(word, "JapicCTI")?.trim_start_matches('-');
            all(rest, 6).then(|| format!("japiccti:JapicCTI-{rest}"))
        })
        .or_else(|| prefixed("isrctn", "ISRCTN", 8))
        .or_else(|| eudract(word))
        .or_else(|| {
            let rest = after(word, "ACTRN")?.trim_end_matches(['p', 'P']);
            all(rest, 14).then(|| format!("actrn:ACTRN{rest}"))
        })
        .or_else(|| {
            let rest = after(word, "ChiCTR")?.trim_start_matches('-');
            ((8..=20).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
                .then(|| format!("chictr:ChiCTR{}", &word["ChiCTR".len()..]))
        })
        .or_else(|| prefixed("drks", "DRKS", 8))
        .or_else(|| ctri(word))
        .or_else(|| irct(word))
        .or_else(|| {
            let (prefix, rest) = ["NTR", "NL"].iter().find_map(|prefix| Some((*prefix, after(word, prefix)?)))?;
            ((3..=5).contains(&rest.len()) && digits(rest)).then(|| format!("ntr:{prefix}{rest}"))
        })
        .or_else(|| prefixed("kct", "KCT", 7))
        .or_else(|| utn(word))
}

/// The ids of the trial numbers among the words of a text, each once, in order.
pub(crate) fn trial_ids(text: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let is_edge =
        |character: char| character.is_whitespace() || matches!(character, ';' | ',' | '(' | ')' | ':' | '、');
    for word in text.split(is_edge) {
        if let Some(id) = trial_id(word).filter(|id| !ids.contains(id)) {
            ids.push(id);
        }
    }
    ids
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What follows upon a prefix, in whatever case it is written.
fn after<'t>(word: &'t str, prefix: &str) -> Option<&'t str> {
    let start = word.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &word[prefix.len()..])
}

fn jrct(word: &str) -> Option<String> {
    let rest = after(word, "jRCT")?;
    let number = rest.strip_prefix(['s', 'a', 'b', 'c', 'S', 'A', 'B', 'C']).unwrap_or(rest);
    let kind = rest[..rest.len() - number.len()].to_ascii_lowercase();
    ((9..=10).contains(&number.len()) && digits(number)).then(|| format!("jrct:jRCT{kind}{number}"))
}

/// `2018-000987-27`, also with the word before it and the country after it (`EUCTR2018-000987-27-ES`).
fn eudract(word: &str) -> Option<String> {
    let rest = after(word, "EUCTR").or_else(|| after(word, "EudraCT")).unwrap_or(word);
    let core = rest.get(..14)?;
    let parts: Vec<&str> = core.split('-').collect();
    let sound = matches!(parts[..], [year, number, check]
        if year.len() == 4 && year.starts_with("20") && number.len() == 6 && check.len() == 2
            && [year, number, check].into_iter().all(digits));
    let country = &rest[14..];
    let sound_country = country.is_empty()
        || country.strip_prefix('-').is_some_and(|country| {
            !country.is_empty() && country.len() <= 7 && country.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
    (sound && sound_country).then(|| format!("eudract:{core}"))
}

/// `CTRI/2020/05/025022`.
fn ctri(word: &str) -> Option<String> {
    let rest = after(word, "CTRI/")?;
    let lengths: Vec<usize> = rest.split('/').map(|part| if digits(part) { part.len() } else { 0 }).collect();
    matches!(lengths[..], [4, 2..=3, 4..=6]).then(|| format!("ctri:CTRI/{rest}"))
}

/// `IRCT20150101012345N1`.
fn irct(word: &str) -> Option<String> {
    let rest = after(word, "IRCT")?;
    let (number, trial) = rest.split_once(['N', 'n'])?;
    (number.len() >= 8 && digits(number) && digits(trial)).then(|| format!("irct:IRCT{number}N{trial}"))
}

/// WHO's Universal Trial Number, `U1111-1234-5678`.
fn utn(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split('-').collect();
    let [first, second, third] = parts[..] else { return None };
    let sound = first.len() == 5 && first.starts_with('U') && [&first[1..], second, third].into_iter().all(digits);
    (sound && second.len() == 4 && third.len() == 4).then(|| format!("utn:{word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_register_has_one_form() {
        let check = |word: &str, id: &str| assert_eq!(trial_id(word).as_deref(), Some(id), "{word}");
        check(" NCT00000101 ", "nct:NCT00000101");
        check("nct00000101", "nct:NCT00000101");
        check("JPRN-UMIN000012345", "umin:UMIN000012345");
        check("JPRN-jRCTs051190000", "jrct:jRCTs051190000");
        check("jRCT2080224000", "jrct:jRCT2080224000");
        check("JPRN-JapicCTI-205000", "japiccti:JapicCTI-205000");
        check("ISRCTN12345678", "isrctn:ISRCTN12345678");
        check("2018-000987-27", "eudract:2018-000987-27");
        check("EUCTR2018-000987-27-ES", "eudract:2018-000987-27");
        check("EUCTR2018-000987-27-Outside", "eudract:2018-000987-27");
        check("ACTRN12620000000976p", "actrn:ACTRN12620000000976");
        check("ChiCTR2000000572", "chictr:ChiCTR2000000572");
        check("ChiCTR-TRC-09000000", "chictr:ChiCTR-TRC-09000000");
        check("DRKS00000277", "drks:DRKS00000277");
        check("CTRI/2020/05/000022", "ctri:CTRI/2020/05/000022");
        check("IRCT20150101012345N1", "irct:IRCT20150101012345N1");
        check("NL8000", "ntr:NL8000");
        check("KCT0000003", "kct:KCT0000003");
        check("U1111-1234-5678", "utn:U1111-1234-5678");
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for word in [
            "",
            "NCT0000010",
            "NCT-PREP-120",
            "CA100104",
            "2018-000987-2",
            "2018-000987-27-1",
            "1R01HD000956-01",
            "NL80000000",
            "MMDC-2018-023",
            "jRCT",
            "jRCTé",
            "UMIN2019",
            "U1111-1234",
            "アーデン-000987-27",
            "2018-000987-2é",
        ] {
            assert_eq!(trial_id(word), None, "{word}");
        }
    }

    #[test]
    fn numbers_are_found_among_words() {
        assert_eq!(
            trial_ids("EudraCT: 2018-000987-27; (NCT00000101), code ARD-1, NCT00000101"),
            ["eudract:2018-000987-27", "nct:NCT00000101"]
        );
    }
}
