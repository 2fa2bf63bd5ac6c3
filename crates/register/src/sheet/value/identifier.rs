//! Identifiers and grant numbers in their normal form.
//!
//! The decision to question: numbers of grants and trials go through the recogniser that reads the literature. A second list of their
//! shapes would drift from the first, and a row would no longer meet the paper that names it.

use crate::sheet::Reason;
use crate::sheet::words::plain;
use mention::{Certainty, FieldKind, Passage, Recogniser};

/// A grant in its funder's normal form: scheme and value.
pub(super) fn grant(recogniser: &Recogniser, text: &str) -> Result<(String, String), Reason> {
    let text = plain(text).replace(['‐', '–', '−'], "-");
    let spelt = text.split_once(':').filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_lowercase()));
    let bare = spelt.map_or(text.as_str(), |(_, value)| value.trim());
    let beside = match spelt.map(|(scheme, _)| scheme) {
        Some("amed") => &["AMED"][..],
        Some("kakenhi") => &["JSPS KAKENHI"],
        Some("jst") => &["JST"],
        Some("mhlw") => &["MHLW"],
        Some("nedo") => &["NEDO"],
        _ => &["", "AMED", "JSPS KAKENHI", "JST", "MHLW", "NEDO"],
    };
    // The normal form of AMED is the nine characters after the year, and lower case; alone it is no number that papers print.
    let with_year = format!("JP00{bare}");
    for agency in beside {
        let agreed = |text: &str| spanning(recogniser, text, FieldKind::GrantId, agency);
        if let Some(found) =
            agreed(bare).or_else(|| (*agency == "AMED" && bare.len() == 9).then(|| agreed(&with_year)).flatten())
        {
            return Ok(found);
        }
    }
    Err(Reason::NotAGrant)
}

/// What the recogniser finds in a text that is nothing else.
fn spanning(recogniser: &Recogniser, text: &str, kind: FieldKind, beside: &str) -> Option<(String, String)> {
    let found = recogniser.mentions(Passage { text, kind, beside });
    let one = found.into_iter().find(|mention| {
        mention.span == (0..text.len()) && mention.scheme != "name" && mention.certainty == Certainty::Certain
    })?;
    Some((one.scheme.into_owned(), one.value))
}

/// Kind by kind: an example, and what may stand before it.
const KINDS: [(&str, &str, &[&str]); 14] = [
    (
        "doi",
        "10.1000/182",
        &["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"],
    ),
    ("pmid", "34096078", &["https://pubmed.ncbi.nlm.nih.gov/", "pmid:", "pmid"]),
    (
        "pmcid",
        "PMC8185000",
        &["https://pmc.ncbi.nlm.nih.gov/articles/", "https://www.ncbi.nlm.nih.gov/pmc/articles/", "pmcid:"],
    ),
    ("nct", "NCT01234567", &["https://clinicaltrials.gov/study/", "https://clinicaltrials.gov/ct2/show/"]),
    ("jrct", "jRCTs051190076", &["https://jrct.mhlw.go.jp/latest-detail/", "https://jrct.niph.go.jp/latest-detail/"]),
    ("umin", "UMIN000028259", &[]),
    ("japiccti", "JapicCTI-205238", &[]),
    ("isrctn", "ISRCTN12345678", &["https://www.isrctn.com/"]),
    ("rrid", "RRID:AB_528203", &["https://scicrunch.org/resolver/"]),
    ("orcid", "0000-0002-1825-0097", &["https://orcid.org/", "http://orcid.org/", "orcid:"]),
    ("ror", "05a28rw58", &["https://ror.org/", "ror:"]),
    ("hgnc", "HGNC:1100", &["https://identifiers.org/"]),
    ("mondo", "MONDO:0004992", &["https://purl.obolibrary.org/obo/", "http://purl.obolibrary.org/obo/"]),
    ("patent", "特許第6000001号", &[]),
];

/// An identifier of a kind in its normal form.
pub(super) fn identifier(recogniser: &Recogniser, kind: &str, text: &str) -> Result<String, Reason> {
    let text = plain(text);
    let (_, example, prefixes) =
        KINDS.iter().find(|(known, ..)| *known == kind).copied().unwrap_or((kind, "ABC-123", &[]));
    let refused = || Reason::NotAnIdentifier { kind: kind.to_owned(), example };
    let bare = prefixes.iter().find_map(|prefix| {
        let head = text.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| text[head.len()..].trim_start())
    });
    let bare = bare.unwrap_or(&text).trim_end_matches('/');
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let of_letters = |letters: &str| {
        let head = bare.get(..letters.len()).filter(|head| head.eq_ignore_ascii_case(letters));
        head.map(|head| bare[head.len()..].trim_start_matches([':', '_', ' ']))
    };
    match kind {
        "doi" => {
            let lower = bare.to_lowercase();
            let (registrant, suffix) =
                lower.strip_prefix("10.").and_then(|rest| rest.split_once('/')).ok_or_else(refused)?;
            let numbered = registrant.len() >= 4 && registrant.split('.').all(digits);
            if numbered && !suffix.is_empty() && !lower.contains(char::is_whitespace) {
                Ok(lower)
            } else {
                Err(refused())
            }
        }
        "pmid" => {
            if digits(bare) && bare.len() <= 9 && !bare.starts_with('0') {
                Ok(bare.to_owned())
            } else {
                Err(refused())
            }
        }
        "pmcid" => {
            of_letters("PMC").filter(|number| digits(number)).map(|number| format!("PMC{number}")).ok_or_else(refused)
        }
        "nct" | "jrct" | "umin" | "japiccti" | "isrctn" => spanning(recogniser, bare, FieldKind::Databank, "")
            .filter(|(scheme, _)| scheme == kind)
            .map(|(_, value)| value)
            .ok_or_else(refused),
        "rrid" => {
            let bare = of_letters("RRID").unwrap_or(bare);
            let (authority, number) = bare.split_once(['_', ':']).ok_or_else(refused)?;
            let plain = |text: &str| {
                !text.is_empty()
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            };
            if plain(authority) && plain(number) { Ok(format!("RRID:{bare}")) } else { Err(refused()) }
        }
        "orcid" => orcid(bare).ok_or_else(refused)?,
        "ror" => ror(bare).ok_or_else(refused)?,
        "hgnc" => of_letters("HGNC")
            .filter(|number| digits(number))
            .map(|number| format!("HGNC:{number}"))
            .ok_or_else(refused),
        "mondo" => of_letters("MONDO")
            .filter(|number| digits(number) && number.len() == 7)
            .map(|number| format!("MONDO:{number}"))
            .ok_or_else(refused),
        _ => {
            if bare.chars().any(char::is_alphanumeric) {
                Ok(bare.to_owned())
            } else {
                Err(refused())
            }
        }
    }
}

/// An ORCID with its check digit (ISO 7064, 11-2); none if it has not the shape of one.
fn orcid(text: &str) -> Option<Result<String, Reason>> {
    let signs: Vec<u8> =
        text.bytes().filter(|byte| *byte != b'-' && *byte != b' ').map(|byte| byte.to_ascii_uppercase()).collect();
    let (last, digits) =
        signs.split_last().filter(|(_, digits)| digits.len() == 15 && digits.iter().all(u8::is_ascii_digit))?;
    let total = digits.iter().fold(0_u32, |total, digit| (total + u32::from(digit - b'0')) * 2 % 11);
    let check = match (12 - total) % 11 {
        10 => b'X',
        digit => b'0' + u8::try_from(digit).ok()?,
    };
    if check != *last {
        return Some(Err(Reason::WrongCheckDigit { kind: "orcid".to_owned() }));
    }
    let text = String::from_utf8(signs).ok()?;
    Some(Ok(format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..])))
}

/// A ROR with its check digits (ISO 7064, 97-10 over Crockford's 32 letters); none if it has not the shape of one.
fn ror(text: &str) -> Option<Result<String, Reason>> {
    let lower = text.to_ascii_lowercase();
    if lower.len() != 9 || !lower.starts_with('0') {
        return None;
    }
    let (letters, check) = lower.split_at_checked(7)?;
    let check: u64 = check.parse().ok()?;
    let number = letters.chars().try_fold(0_u64, |number, letter| {
        "0123456789abcdefghjkmnpqrstvwxyz".find(letter).map(|value| number * 32 + value as u64)
    })?;
    let right = 98 - (number * 100) % 97;
    Some(if right == check { Ok(lower) } else { Err(Reason::WrongCheckDigit { kind: "ror".to_owned() }) })
}

/// A web address.
pub(super) fn address(text: &str) -> Result<String, Reason> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Reason::NotAnAddress)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let sound = host.contains('.')
        && !host.starts_with('.')
        && !text.contains(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '<' | '>'));
    if sound { Ok(text.to_owned()) } else { Err(Reason::NotAnAddress) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_read_in_any_of_its_spellings() {
        let recogniser = Recogniser::default();
        for (kind, text, expected) in [
            ("doi", "https://doi.org/10.5555/Arden.1", "10.5555/arden.1"),
            ("doi", "doi: 10.5555/arden.1", "10.5555/arden.1"),
            ("pmid", "PMID: 34096078", "34096078"),
            ("pmcid", "pmc123", "PMC123"),
            ("nct", "NCT01234567", "NCT01234567"),
            ("jrct", "https://jrct.mhlw.go.jp/latest-detail/jRCTs051190076", "jRCTs051190076"),
            ("umin", "UMIN000028259", "UMIN000028259"),
            ("rrid", "AB_528203", "RRID:AB_528203"),
            ("rrid", "RRID:IMSR_JAX000664", "RRID:IMSR_JAX000664"),
            ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
            ("orcid", "000000021694233x", "0000-0002-1694-233X"),
            ("hgnc", "hgnc:1100", "HGNC:1100"),
            ("mondo", "MONDO_0004992", "MONDO:0004992"),
            ("ror", "https://ror.org/0arden024", "0arden024"),
        ] {
            let found = identifier(&recogniser, kind, text);
            assert_eq!(found.as_deref(), Ok(expected), "{kind} {text}");
        }
        for (kind, text) in [
            ("doi", "arden.1"),
            ("pmid", "PMC1"),
            ("nct", "NCT123"),
            ("jrct", "NCT01234567"),
            ("mondo", "MONDO:1"),
            ("rrid", "528203"),
        ] {
            assert!(identifier(&recogniser, kind, text).is_err(), "{kind} {text}");
        }
        let wrong = identifier(&recogniser, "orcid", "0000-0002-1825-0098");
        assert!(matches!(wrong, Err(Reason::WrongCheckDigit { .. })), "{wrong:?}");
    }

    #[test]
    fn a_grant_has_the_normal_form_of_its_funder() {
        let recogniser = Recogniser::default();
        for (text, scheme, value) in [
            ("JP24ama121001", "amed", "ama121001"),
            ("24ama121001h0003", "amed", "ama121001"),
            ("ＪＰ２１ｇｍ１２１０００８", "amed", "gm1210008"),
            ("amed:ama121001", "amed", "ama121001"),
            ("JP18H02896", "kakenhi", "18H02896"),
            ("18H02896", "kakenhi", "18H02896"),
            ("kakenhi:18H02896", "kakenhi", "18H02896"),
            ("JPMJCR16G3", "jst", "JPMJCR16G3"),
        ] {
            let found = grant(&recogniser, text);
            assert_eq!(found, Ok((scheme.to_owned(), value.to_owned())), "{text}");
        }
        for text in ["", "アーデン", "12", "JP24ama121001 ほか"] {
            assert!(grant(&recogniser, text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_names_a_host() {
        assert!(address("https://example.org/a?b#c").is_ok());
        for wrong in ["example.org", "https://arden", "javascript:alert(1)", "https://a.b/ c", "https://.org"] {
            assert_eq!(address(wrong), Err(Reason::NotAnAddress), "{wrong}");
        }
    }
}
