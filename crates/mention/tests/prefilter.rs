//! The prefilter never misses: wherever the recogniser finds something, the prefilter fires on the raw bytes.

use mention::{FieldKind, Passage, Prefilter, Recogniser, SchemeSet, names};
use proptest::prelude::*;
use std::sync::LazyLock;

static ALL: LazyLock<(Recogniser, Prefilter)> =
    LazyLock::new(|| (Recogniser::new(&SchemeSet::all()), Prefilter::new(&SchemeSet::all())));
static PLAN: LazyLock<(Recogniser, Prefilter)> =
    LazyLock::new(|| (Recogniser::new(&SchemeSet::plan()), Prefilter::new(&SchemeSet::plan())));

/// Checks that `raw` is a candidate if `text`, which it stands for, names anything.
#[track_caller]
fn check(text: &str, raw: &str) {
    for (recogniser, prefilter) in [&*ALL, &*PLAN] {
        let found = recogniser.mentions(Passage { text, kind: FieldKind::Text, beside: "" });
        if !found.is_empty() {
            assert!(prefilter.find(raw.as_bytes(), 0).is_some(), "missed `{raw}`, which names {found:?}");
        }
    }
}

/// The text as XML may write it: `how` says character by character.
fn raw_xml(text: &str, how: &[u8]) -> String {
    let mut raw = String::new();
    for (character, how) in text.chars().zip(how.iter().cycle()) {
        match (character, how % 8) {
            ('&', _) => raw.push_str("&amp;"),
            ('<', _) => raw.push_str("&lt;"),
            ('>', _) => raw.push_str("&gt;"),
            (_, 1) => raw.push_str(&format!("&#{};", u32::from(character))),
            (_, 2) => raw.push_str(&format!("&#x{:05X};", u32::from(character))),
            (_, 3) => raw.push_str(&format!("<sup>{character}</sup>")),
            _ => raw.push(character),
        }
    }
    raw
}

fn pieces() -> impl Strategy<Value = String> {
    let numbers = prop_oneof![
        "(JP|ＪＰ|jp|)[ -]?[0-3][0-9][a-z]{2}[0-9]{7}",
        "(JP)?(1[5-9]|2[0-9])[HJK][0-9]{5}",
        "[0-9]{8}",
        "JPM[JXH][A-Z]{2}[0-9]{4,10}",
        "(NCT|nct|UMIN|ISRCTN|jRCTs|JapicCTI-)[ :]?[0-9]{6,9}",
        "[RU]01 ?(AI|CA)[0-9]{6}",
    ];
    let forms: Vec<&'static str> = names().iter().map(|name| name.form).collect();
    let piece = prop_oneof![
        3 => numbers,
        3 => proptest::sample::select(forms).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => proptest::sample::select(vec![" ", ", ", " (", ") ", "\u{a0}", "\u{ad}", "\u{2010}", " from ", "&", "<"]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_recognised_is_a_candidate_in_the_raw_bytes(text in pieces(), how in proptest::collection::vec(0_u8..24, 1..40)) {
        check(&text, &raw_xml(&text, &how));
    }

    #[test]
    fn nothing_panics_and_mentions_stand_in_order_without_overlap(text in prop_oneof![pieces(), any::<String>(), "[ -~]{0,200}"], beside in pieces()) {
        for kind in [FieldKind::Text, FieldKind::GrantId, FieldKind::Affiliation, FieldKind::Reference] {
            let found = ALL.0.mentions(Passage { text: &text, kind, beside: &beside });
            for mention in &found {
                prop_assert!(text.get(mention.span.clone()).is_some_and(|raw| !raw.is_empty()));
                prop_assert!(!mention.value.is_empty());
            }
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
        }
        let mut last = None;
        ALL.1.candidates(text.as_bytes(), &mut |at| {
            assert!(at < text.len() && last.is_none_or(|last| at > last));
            last = Some(at);
            true
        });
    }
}

#[test]
fn every_form_of_the_lexicon_fires_in_its_usual_casings() {
    for name in names() {
        let mut texts = vec![name.form.to_owned()];
        texts.extend(name.with.iter().map(|word| format!("{} {word}", name.form)));
        for text in texts {
            check(&text, &raw_xml(&text, &[0]));
            check(&text.to_uppercase(), &text.to_uppercase());
        }
    }
}

/// A form that is never looked at, because no anchor stands in it, would be a dead row.
#[test]
fn every_form_of_the_lexicon_is_found_by_itself_or_with_its_word() {
    let mut dead = Vec::new();
    for name in names() {
        let text = format!("{} {}", name.form, name.with.first().unwrap_or(&""));
        let kind = FieldKind::GrantAgency;
        let found = PLAN.0.mentions(Passage { text: &text, kind, beside: "" });
        if !found.iter().any(|mention| mention.value == name.short) {
            dead.push(name.form);
        }
    }
    assert!(dead.is_empty(), "no anchor reaches {dead:#?}");
}

#[test]
fn markup_and_references_inside_an_anchor_do_not_hide_it() {
    for raw in ["A<i>M</i>ED", "&#x41;MED", "AM&#69;D", "N<sub>C</sub>T01234567", "x <!-- AM --> y"] {
        assert!(PLAN.1.find(raw.as_bytes(), 0).is_some(), "missed `{raw}`");
    }
    // A sign close to the end of the bytes once made the search step back beyond their start.
    assert_eq!(PLAN.1.find(b"A<i>", 0), None);
    assert_eq!(PLAN.1.find(b"CO<sub>2</sub> in the named river &#x2013; J Parenter 2019", 0), None);
}

#[test]
fn candidates_are_found_across_the_blocks_it_reads() {
    for gap in [32_760_usize, 32_764, 32_766, 32_768, 65_530, 100_000] {
        let mut bytes = vec![b'x'; gap];
        bytes.extend_from_slice(b" AMED ");
        assert_eq!(PLAN.1.find(&bytes, 0), Some(gap + 1), "after {gap} bytes");
    }
}
