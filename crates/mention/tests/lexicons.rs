//! The tables of `lexicons/`.

use mention::{NameKind, SchemeSet, check_lexicons, funders, names, reason_info, scheme_info, schemes};
use std::str::FromStr;

#[test]
fn every_row_of_every_lexicon_is_well_formed_sorted_and_claimed_once() {
    let errors: Vec<String> = check_lexicons().iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn the_same_form_in_another_case_names_the_same_thing() {
    for one in names() {
        for other in names().iter().filter(|other| other.form.eq_ignore_ascii_case(one.form)) {
            assert_eq!(one.short, other.short, "`{}` and `{}`", one.form, other.form);
        }
    }
}

#[test]
fn every_scheme_has_words_in_both_languages() {
    for scheme in schemes() {
        assert_ne!(scheme.label("ja"), "");
        assert_ne!(scheme.label("en"), "");
        assert_eq!(scheme_info(scheme.scheme), Some(scheme));
    }
    assert!(reason_info("amed-database-or-agency").is_some_and(|reason| reason.words("ja").contains("データベース")));
}

#[test]
fn a_set_of_schemes_is_read_from_its_words() {
    assert!(SchemeSet::from_str("plan").is_ok_and(|set| set.contains("amed") && !set.contains("nsfc")));
    assert!(SchemeSet::from_str("plan, nsfc").is_ok_and(|set| set.contains("nsfc")));
    assert_eq!(SchemeSet::from_str("all"), Ok(SchemeSet::all()));
    let told = SchemeSet::from_str("amed,arden").unwrap_err().to_string();
    assert!(
        told.starts_with(
            "expected `all`, `plan` or a list of schemes, found `arden`\nhint: the schemes are actrn, amed"
        )
    );
}

#[test]
fn every_funder_with_an_identifier_is_a_funder_that_is_named() {
    for funder in funders() {
        assert!(
            names().iter().any(|name| name.short == funder.short && name.kind == NameKind::Funder),
            "`{}`",
            funder.short
        );
        assert!(funder.ror.is_empty() || funder.ror.starts_with("https://ror.org/"), "`{}`", funder.ror);
        assert!(funder.crossref_funder.bytes().all(|byte| byte.is_ascii_digit()), "`{}`", funder.crossref_funder);
        assert!(!(funder.ror.is_empty() && funder.crossref_funder.is_empty()), "`{}` has no identifier", funder.short);
    }
}
