//! The prefilter for JSON never misses: wherever the recogniser finds something in a string, or in what its markup shows, the
//! prefilter fires on the raw bytes.

use mention::{FieldKind, Passage, Prefilter, Recogniser, SchemeSet, names, shown};
use proptest::prelude::*;
use std::sync::LazyLock;

static ALL: LazyLock<(Recogniser, Prefilter)> =
    LazyLock::new(|| (Recogniser::new(&SchemeSet::all()), Prefilter::new(&SchemeSet::all())));
static PLAN: LazyLock<(Recogniser, Prefilter)> =
    LazyLock::new(|| (Recogniser::new(&SchemeSet::plan()), Prefilter::new(&SchemeSet::plan())));

fn fires(prefilter: &Prefilter, raw: &str) -> bool {
    let mut places = Vec::new();
    prefilter.collect_in_json(raw.as_bytes(), 0..raw.len(), &mut places);
    assert!(places.iter().all(|place| place.start < place.end && place.end <= raw.len()));
    assert!(places.is_sorted_by_key(|place| place.start));
    !places.is_empty()
}

/// Checks that the JSON `raw`, which writes `text`, is a candidate if the text names anything, with its markup or without.
#[track_caller]
fn check(text: &str, raw: &str) {
    let decoded: Vec<String> = serde_json::from_str(raw).expect("JSON");
    assert!(decoded.iter().any(|decoded| decoded == text), "`{raw}` does not write `{text}`");
    for (recogniser, prefilter) in [&*ALL, &*PLAN] {
        for text in [text, &shown(text)] {
            let found = recogniser.mentions(Passage { text, kind: FieldKind::Text, beside: "" });
            if !found.is_empty() {
                assert!(fires(prefilter, raw), "missed `{raw}`, which names {found:?}");
            }
        }
    }
}

/// The text as JSON may write it, between two other strings: `how` says character by character.
fn raw_json(text: &str, how: &[u8]) -> String {
    let mut raw = "[\"of Arden\\n\",\"".to_owned();
    for (character, how) in text.chars().zip(how.iter().cycle()) {
        match (character, how % 6) {
            ('"' | '\\', _) => raw.extend(['\\', character]),
            ('\n', 0..3) => raw.push_str("\\n"),
            ('/', 0..3) => raw.push_str("\\/"),
            (_, 1) | ('\0'..' ', _) => {
                let mut units = [0; 2];
                raw.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            (_, 2) if character.is_ascii() => raw.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => raw.push(character),
        }
    }
    raw + "\",\"of Arden\"]"
}

/// The text with markup in it, as publishers deposit it.
fn marked_up(text: &str, how: &[u8]) -> String {
    let mut marked = String::new();
    for (character, how) in text.chars().zip(how.iter().cycle()) {
        match (character, how % 9) {
            ('&', _) => marked.push_str("&amp;"),
            ('<', _) => marked.push_str("&lt;"),
            (' ', 1..4) => marked.push_str("<jats:sec/>"),
            (_, 1) => marked.push_str(&format!("&#{};", u32::from(character))),
            (_, 2) => marked.push_str(&format!("&#x{:05X};", u32::from(character))),
            (_, 3) => marked.push_str(&format!("<jats:italic toggle=\"yes\">{character}</jats:italic>")),
            (_, 4) => marked.push_str(&format!("<sup>{character}</sup>")),
            _ => marked.push(character),
        }
    }
    marked
}

fn pieces() -> impl Strategy<Value = String> {
    let numbers = prop_oneof![
        "(JP|ＪＰ|jp|)[ -]?[0-3][0-9][a-z]{2}[0-9]{7}",
        "(JP)?(1[5-9]|2[0-9])[HJK][0-9]{5}",
        "JPM[JXH][A-Z]{2}[0-9]{4,10}",
        "(NCT|nct|UMIN|ISRCTN|jRCTs|JapicCTI-)[ :]?[0-9]{6,9}",
        "[RU]01 ?(AI|CA)[0-9]{6}",
        "MR/[A-Z][0-9]{6}/1",
    ];
    let forms: Vec<&'static str> = names().iter().map(|name| name.form).collect();
    let between = vec![" ", ", ", " (", "\n", "\u{a0}", "\u{ad}", "\u{2010}", "\\", "\"", "/", "&", "<", ">", "n", "𝒜"];
    let piece = prop_oneof![
        3 => numbers,
        3 => proptest::sample::select(forms).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        2 => proptest::sample::select(between).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_recognised_in_a_string_is_a_candidate_in_its_raw_bytes(text in pieces(), how in proptest::collection::vec(0_u8..24, 1..40)) {
        check(&text, &raw_json(&text, &how));
    }

    #[test]
    fn whatever_is_recognised_in_what_markup_shows_is_a_candidate_in_the_raw_bytes(
        text in pieces(),
        markup in proptest::collection::vec(0_u8..30, 1..40),
        how in proptest::collection::vec(0_u8..24, 1..40),
    ) {
        let marked = marked_up(&text, &markup);
        check(&marked, &raw_json(&marked, &how));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop_oneof![proptest::collection::vec(any::<u8>(), 0..300), "[<>&;\\\\/nu0-9a-zA-Z# ]{0,200}".prop_map(String::into_bytes)]) {
        let mut places = Vec::new();
        ALL.1.collect_in_json(&bytes, 0..bytes.len(), &mut places);
        let _ = shown(&String::from_utf8_lossy(&bytes)).len();
    }
}

#[test]
fn escapes_and_markup_do_not_hide_an_anchor() {
    for raw in [
        r#""\u0041MED""#,
        r#""\nAMED""#,
        r#""P\u2010CREATE""#,
        r#""A<i>M<\/i>ED""#,
        r#""A\u003ci\u003eM\u003c\/i\u003eED""#,
        r#""\u0026#x41;MED""#,
        r#""MR\/A000001\/1""#,
        r#""Agency<jats:sec>for Medical""#,
        r#""\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\A\u004dED""#,
        r#""\u7701""#,
    ] {
        assert!(fires(&ALL.1, raw), "missed `{raw}`");
    }
}

#[test]
fn a_near_miss_is_no_candidate() {
    for raw in [
        r#""http:\/\/arden.example\/a\/b""#,
        r#""xAMED""#,
        r#""\\nAMEDx""#,
        r#""<jats:p>\n  Lakes<\/jats:p>\n ""#,
        r#""caf\u00e9""#,
    ] {
        assert!(!fires(&PLAN.1, raw), "fired on `{raw}`");
    }
}

#[test]
fn every_form_of_the_lexicon_fires_written_in_escapes() {
    for name in names() {
        check(name.form, &raw_json(name.form, &[1]));
        check(name.form, &raw_json(name.form, &[0]));
    }
}
