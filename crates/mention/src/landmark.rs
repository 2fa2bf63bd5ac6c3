//! Names and cues as they stand in a text, and the families of funders that they belong to.

use crate::context::stands_alone;
use crate::forms::Forms;
use crate::lexicon::{Family, Name, NameKind, cues, names};
use crate::spelling::Spellings;
use std::ops::Range;
use std::sync::LazyLock;

/// A name or cue in a text.
#[derive(Debug, Clone)]
pub(crate) struct Landmark {
    pub(crate) span: Range<usize>,
    pub(crate) family: Family,
    /// The lexicon's row if it is a name.
    pub(crate) name: Option<&'static Name>,
}

struct Known {
    forms: Vec<Form>,
    exactly: Forms,
    /// The same names in other spellings.
    spellings: Spellings,
}

struct Form {
    form: &'static str,
    any_case: bool,
    family: Family,
    name: Option<&'static Name>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut forms: Vec<Form> = Vec::new();
    for name in names() {
        let family = if name.kind == NameKind::Funder { family_of(name.short) } else { family_of_scheme(name.short) };
        forms.push(Form { form: name.form, any_case: name.any_case, family, name: Some(name) });
    }
    for cue in cues() {
        forms.push(Form { form: cue.form, any_case: cue.any_case, family: cue.family, name: None });
    }
    let exactly = Forms::new(forms.iter().map(|form| form.form));
    let mut spellings = Spellings::default();
    for (number, form) in forms.iter().enumerate().filter(|(_, form)| form.any_case) {
        spellings.add(form.form, number);
    }
    Known { forms, exactly, spellings }
});

fn family_of(short: &str) -> Family {
    match short {
        "AMED" => Family::Amed,
        "JSPS" | "MEXT" => Family::Kakenhi,
        "JST" => Family::Jst,
        "MHLW" => Family::Mhlw,
        "NCC" => Family::Ncc,
        "NEDO" => Family::Nedo,
        _ => Family::Other,
    }
}

/// Programmes whose numbers are their funder's. Programmes of the ministry and resources have no numbers that we know: they end the
/// reach of the name before them.
fn family_of_scheme(short: &str) -> Family {
    match short {
        "KAKENHI" => Family::Kakenhi,
        "NBDC" | "DICP" | "SATREPS" | "SICORP" | "Moonshot" => Family::Jst,
        "NBRP" | "RIKEN BRC" | "JCM" | "NBRC" | "WPI" | "LEADER" | "Global COE" => Family::Other,
        "Program for Leading Graduate Schools" | "Joint Usage/Research Center" => Family::Other,
        _ if short.starts_with("JST-") => Family::Jst,
        _ => Family::Amed,
    }
}

/// The names and cues in a text: the longest wins, in text order.
pub(crate) fn landmarks(text: &str) -> Vec<Landmark> {
    let mut found: Vec<(Range<usize>, &Form)> = Vec::new();
    KNOWN.exactly.find(text, |span, number| {
        let form = &KNOWN.forms[number];
        if (form.any_case || &text[span.clone()] == form.form) && stands_alone(text, &span) {
            found.push((span, form));
        }
    });
    found.extend(KNOWN.spellings.find(text).into_iter().map(|(span, number)| (span, &KNOWN.forms[number])));
    // A form may be claimed once as a name and once as a cue: the name comes first and wins.
    found.sort_by_key(|(span, form)| (span.start, usize::MAX - span.end, form.name.is_none()));
    let mut landmarks: Vec<Landmark> = Vec::new();
    for (span, form) in found {
        if landmarks.last().is_none_or(|last| span.start >= last.span.end) {
            landmarks.push(Landmark { span, family: form.family, name: form.name });
        }
    }
    landmarks
}

/// Where a form of the lexicon stands in letters whose case it does not allow; forms that need company beside them are too common.
pub(crate) fn names_in_other_case(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    KNOWN.exactly.find(text, |span, number| {
        let form = &KNOWN.forms[number];
        let is_other = form.name.is_some_and(|name| !name.any_case && name.with.is_empty())
            && &text[span.clone()] != form.form
            && stands_alone(text, &span);
        if is_other {
            found.push((span, form.form));
        }
    });
    found
}

/// The same for an agency's name, which may be nothing we know: then it is somebody else's.
pub(crate) fn landmarks_of_agency(text: &str) -> Vec<Landmark> {
    let found = landmarks(text);
    if found.is_empty() && text.chars().any(char::is_alphabetic) {
        return vec![Landmark { span: 0..text.len(), family: Family::Other, name: None }];
    }
    found
}

/// Which of several names beside a number decides: one that gives numbers before one that does not.
pub(crate) fn strongest(landmarks: &[Landmark]) -> Family {
    let known = landmarks
        .iter()
        .map(|landmark| landmark.family)
        .find(|family| !matches!(family, Family::Other | Family::GrantInAid));
    known
        .or_else(|| landmarks.iter().map(|landmark| landmark.family).find(|family| *family != Family::Other))
        .unwrap_or(Family::Other)
}
