//! Whose a scheme of numbers is, and what a name stands for: the lexicons' words, asked in the plan's terms.

use mention::{NameKind, SchemeKind as Sort, names, scheme_info};
use plan::SchemeKind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(crate) fn is_name(scheme: &str) -> bool {
    scheme_info(scheme).is_some_and(|info| info.kind == Sort::Name)
}

pub(crate) fn is_resource(scheme: &str) -> bool {
    scheme_info(scheme).is_some_and(|info| info.kind == Sort::Resource)
}

/// Whether a mention of this scheme bears on Japanese funding. Registries of trials do not count here, Japanese
/// or not: a trial number alone keeps no record (RULES: what is kept).
pub(crate) fn is_japanese(scheme: &str) -> bool {
    scheme_info(scheme).is_some_and(|info| info.country == "jp" && info.kind != Sort::Trial)
}

/// What the lexicon says the short name of a programme or resource stands for; `None` for a funder's name and
/// for names that only a plan knows.
pub(crate) fn kind_of_name(short: &str) -> Option<SchemeKind> {
    static KINDS: LazyLock<BTreeMap<&str, NameKind>> =
        LazyLock::new(|| names().iter().map(|name| (name.short, name.kind)).collect());
    match KINDS.get(short)? {
        NameKind::Funder => None,
        NameKind::Scheme => Some(SchemeKind::Fund),
        NameKind::Resource => Some(SchemeKind::Resource),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_numbers_names_and_resources_bear_on_japan_and_trials_and_foreign_grants_do_not() {
        for scheme in ["amed", "kakenhi", "jst", "mhlw", "name", "rikenbrc"] {
            assert!(is_japanese(scheme), "{scheme}");
        }
        for scheme in ["jrct", "umin", "nct", "nih", "nsfc", "no-such-scheme"] {
            assert!(!is_japanese(scheme), "{scheme}");
        }
    }

    #[test]
    fn the_lexicon_says_what_a_name_stands_for() {
        assert_eq!(kind_of_name("NBRP"), Some(SchemeKind::Resource));
        assert_eq!(kind_of_name("P-CREATE"), Some(SchemeKind::Fund));
        assert_eq!(kind_of_name("AMED"), None);
        assert_eq!(kind_of_name("SEEDS of Arden"), None);
    }
}
