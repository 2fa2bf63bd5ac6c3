//! What is refused, by which rule, and why: in words that a person can act on.

use mention::{Example, Explanation, FieldKind, Passage, Recogniser, refusal_info, refusals};
use std::collections::BTreeSet;

fn explain(text: &str) -> Explanation {
    Recogniser::default().explain(Passage { text, kind: FieldKind::Text, beside: "" })
}

/// Checks that `raw` is refused in `text` by the rule (without its version) for the reason, and by which words.
#[track_caller]
fn check(text: &str, raw: &str, rule: &str, why: &str, by: &str) {
    let explained = explain(text);
    let told: Vec<(&str, &str, &str, &str)> = explained
        .refused
        .iter()
        .map(|one| {
            let name = one.rule.id.split('@').next().unwrap_or_default();
            (&text[one.span.clone()], name, one.why, one.by.as_str())
        })
        .collect();
    assert!(told.contains(&(raw, rule, why, by)), "in `{text}`: {told:?}");
}

#[test]
fn a_number_of_somebody_else_says_whose_name_is_nearer() {
    let text = "JSPS and the Arden Foundation (19aa0001002)";
    check(text, "19aa0001002", "amed.bare", "other-funder-nearer", "Foundation");
    check("BMBF grant 23659001; JSPS", "23659001", "kakenhi.eight-digits", "other-funder-nearer", "BMBF");
    check("JSPS. The plate 23659001", "23659001", "kakenhi.eight-digits", "no-funder-near", "");
}

#[test]
fn a_number_that_is_too_long_or_too_short_says_so() {
    check("as NCT012345678", "NCT012345678", "nct.number", "wrong-length", "");
    check("as ISRCTN684564111", "ISRCTN684564111", "isrctn.number", "wrong-length", "");
    check("grant JP19aa00010", "JP19aa00010", "amed.systematic", "wrong-length", "");
    check("as ISCRTN68456411", "ISCRTN68456411", "isrctn.number", "misspelt", "");
}

#[test]
fn a_piece_of_another_number_says_so() {
    check("JSPS; DE-AC02-05-18H00001", "18H00001", "kakenhi.lettered", "part-of-longer-number", "");
    check("paid with JPMJAPANESE", "JPMJAPANESE", "jst.systematic", "no-digit", "");
}

#[test]
fn a_name_says_what_it_lacks() {
    check("MEDLINE, AMED and CINAHL", "AMED", "name.lexicon", "amed-among-databases", "");
    check("NBRP; the NBDC group", "NBDC", "name.lexicon", "name-without-company", "JST, Japan, JPMJ, 日本");
    check("the nbrp and NCT01234567", "nbrp", "name.lexicon", "name-in-other-case", "NBRP");
}

#[test]
fn a_text_without_anchor_says_what_would_have_been_found() {
    let explained = explain("registered as trial IRCT 20200000000000N1");
    assert!(explained.anchored);
    let explained = explain("gefördert durch 18H00001");
    assert!(!explained.anchored && explained.mentions.is_empty());
    check("gefördert durch 18H00001", "18H00001", "kakenhi.lettered", "no-funder-near", "");
}

#[test]
fn a_name_in_a_reference_list_is_refused_there() {
    let passage = Passage { text: "Report of JSPS", kind: FieldKind::Reference, beside: "" };
    let explained = Recogniser::default().explain(passage);
    assert!(explained.mentions.is_empty());
    assert_eq!(explained.refused[0].why, "in-reference-list");
}

fn examples() -> Vec<(&'static str, Example)> {
    Recogniser::default().rules().iter().flat_map(|rule| [(rule.id, rule.hit), (rule.id, rule.near_miss)]).collect()
}

#[test]
fn an_explanation_finds_what_a_scan_finds() {
    for (rule, example) in examples() {
        let recogniser = Recogniser::default();
        let passage = example.passage();
        assert_eq!(recogniser.explain(passage).mentions, recogniser.mentions(passage), "{rule}: {}", example.text);
    }
}

/// A near miss that its own rule says nothing about explains nothing to whoever meets the like of it.
#[test]
fn every_near_miss_is_refused_by_its_rule_with_words_in_both_languages() {
    let mut silent = Vec::new();
    for rule in Recogniser::default().rules() {
        let explained = Recogniser::default().explain(rule.near_miss.passage());
        if !explained.refused.iter().any(|one| one.rule.id == rule.id) {
            silent.push(rule.id);
        }
        for one in &explained.refused {
            assert!(refusal_info(one.why).is_some(), "`{}` has no words", one.why);
            assert_ne!(one.words("ja"), one.words("en"));
        }
    }
    assert!(silent.is_empty(), "near misses that their rules do not explain: {silent:?}");
}

#[test]
fn every_refusal_in_the_code_has_words_and_every_word_a_refusal() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    for folder in [folder.clone(), folder.join("rules")] {
        for entry in std::fs::read_dir(folder).expect("the folder is readable") {
            let path = entry.expect("an entry is readable").path();
            if path.is_file() {
                code.push_str(&std::fs::read_to_string(path).expect("the module is readable"));
            }
        }
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for refusal in refusals() {
        known.insert(refusal.code);
        assert!(code.contains(&format!("\"{}\"", refusal.code)), "nothing gives `{}`", refusal.code);
    }
    for part in code.split("context.refuse").skip(1) {
        let given = part.split(';').next().unwrap_or_default();
        let codes = given.split('"').skip(1).step_by(2).filter(|word| word.contains('-'));
        for word in codes {
            assert!(known.contains(word), "`{word}` has no words");
        }
    }
}

proptest::proptest! {
    #[test]
    fn an_explanation_of_any_text_finds_what_a_scan_finds(
        text in "(AMED|JSPS |NSFC |NCT|JP|[0-9]{2}|H|aa|[a-z]{1,3}|[0-9]{4,8}|[ .,()/-]|研究|科研費|Ｊ){0,30}",
    ) {
        let recogniser = Recogniser::default();
        let passage = Passage { text: &text, kind: FieldKind::Text, beside: "" };
        let explained = recogniser.explain(passage);
        proptest::prop_assert_eq!(&explained.mentions, &recogniser.mentions(passage));
        for one in &explained.refused {
            proptest::prop_assert!(text.get(one.span.clone()).is_some_and(|words| !words.is_empty()));
        }
    }
}
