//! Whose a scheme of numbers is, and what a name stands for.

use mention::Mention;
use plan::SchemeKind;

/// Schemes of numbers that Japanese funders and offices give.
const JAPANESE_NUMBERS: &[&str] = &["amed", "kakenhi", "jst", "jsps", "nedo", "mext", "jpj", "mhlw", "ncc", "erca"];

/// Catalogues of Japanese resource centres.
const JAPANESE_RESOURCES: &[&str] = &["jcm", "rikenbrc", "nbrc", "nbrp"];

/// The scheme of names in words.
const NAME: &str = "name";

pub(crate) fn is_name(scheme: &str) -> bool {
    scheme == NAME
}

pub(crate) fn is_resource(scheme: &str) -> bool {
    JAPANESE_RESOURCES.contains(&scheme)
}

/// Whether a mention bears on Japan at all. Registries of trials do not count here, Japanese
/// or not: a trial number alone keeps no record (RULES: what is kept).
pub(crate) fn is_japanese(scheme: &str, _value: &str) -> bool {
    is_name(scheme) || is_resource(scheme) || JAPANESE_NUMBERS.contains(&scheme)
}

/// What the lexicon says a name stands for, where it says so.
pub(crate) fn kind_of_name(_mention: &Mention) -> Option<SchemeKind> {
    None
}
