//! AMED numbers. Identity is the nine characters after the year: the same grant carries another year in
//! another year's paper.
//!
//! The decision to question: without `JP`, the shape alone is never enough (`20dz1200800` is a number of
//! Shanghai): the nearest funder must be AMED.

use crate::FieldKind;
use crate::context::Context;
use crate::lexicon::Family;
use crate::pattern::{Match, Pattern, pattern, tight, year_of};
use crate::rule::{Example, Found, Rule, RuleInfo};

/// `JP`, the year, two letters and seven digits or three letters or digits and six digits, perhaps the branch.
static SYSTEMATIC: Pattern = pattern!(
    r"(?i)(JP)[ :_-]{0,2}([0-9]{2})[ -]?((?:[a-z]{2}[ -]?[0-9]{7})|(?:[0-9a-z]{3}[ -]?[0-9]{6}))(?:[ -]?[a-z][0-9]{4})?"
);
static BARE: Pattern =
    pattern!(r"(?i)([0-9]{2})[ -]?((?:[a-z]{2}[ -]?[0-9]{7})|(?:[0-9a-z]{3}[0-9]{6}))(?:[ -]?[a-z][0-9]{4})?");
/// Letters that scanned text puts for digits.
static SCANNED: Pattern = pattern!(r"(JP)[ -]?([0-9OolI]{2})([a-z]{2})([0-9OolI]{7})(?:[a-z][0-9OolI]{4})?");
/// A digit too few or too many.
static MISCOUNTED: Pattern = pattern!(r"(?i)(?:JP[ -]?)?[0-9]{2}[a-z]{2}(?:[0-9]{5,6}|[0-9]{8})(?:[a-z][0-9]{4})?");
static IN_PARENTHESES: Pattern =
    pattern!(r"^ ?(?:\(AMED\) ?)?[(\[]((?:[Gg]rant )?(?:[Nn]o\.? |#)?[0-9A-Z][0-9A-Z/-]{4,19})[)\]]");

/// The nine characters, unless what stands there cannot be a code.
fn code(raw: &str) -> Option<String> {
    let code = tight(raw).to_ascii_lowercase();
    code[..3].bytes().any(|byte| byte.is_ascii_alphabetic()).then_some(code)
}

/// Whether something of the shape of AMED's numbers stands in the text.
pub(super) fn has_shape(text: &str) -> bool {
    BARE.find(text).any(|hit| code(hit.group(2)).is_some())
        || [&SYSTEMATIC, &SCANNED].iter().any(|pattern| pattern.find(text).next().is_some())
}

fn systematic(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&SYSTEMATIC) {
        let small_letters = hit.group(1) != "JP";
        let Some(value) = code(hit.group(3)) else {
            context.refuse(&hit.span, "amed-no-letter");
            continue;
        };
        let mention = Found::certain("amed", value, hit.span.clone()).in_year(year_of(hit.group(2)));
        if !small_letters {
            found.push(mention);
        } else if context.names_family(&[Family::Amed]) {
            found.push(mention.doubtful("amed-small-letters"));
        } else {
            context.refuse(&hit.span, "funder-not-in-text");
        }
    }
}

fn bare(context: &Context<'_>, found: &mut Vec<Found>) {
    // Most texts name no AMED; the search is spared them unless somebody asks why.
    if !context.names_family(&[Family::Amed]) && !context.is_traced() {
        return;
    }
    for hit in context.candidates(&BARE) {
        let Some(value) = code(hit.group(2)) else { continue };
        if after_prefix(&hit) {
            continue;
        }
        let two_letters =
            value.as_bytes()[..2].iter().all(u8::is_ascii_alphabetic) && value.as_bytes()[2].is_ascii_digit();
        let mention = Found::certain("amed", value, hit.span.clone()).in_year(year_of(hit.group(1)));
        match context.owner(&hit.span) {
            Some(owner) if owner.family == Family::Amed => found.push(mention),
            // Two letters and seven digits are rare enough to ask about.
            _ if two_letters && context.sentence_names(hit.span.start, &[Family::Amed]) => {
                found.push(mention.doubtful("amed-shape-beside-other-funder"));
            }
            owner => context.refuse_owner(&hit.span, owner, &[Family::Amed]),
        }
    }
}

/// Whether `JP` stands before a bare match: then it belongs to the systematic rule.
fn after_prefix(hit: &Match<'_>) -> bool {
    hit.before().trim_end_matches([' ', '-', ':', '_']).ends_with("JP")
}

fn scanned(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&SCANNED) {
        let mend = |raw: &str| raw.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
        if mend(hit.group(4)) == hit.group(4) && mend(hit.group(2)) == hit.group(2) {
            continue;
        }
        let value = format!("{}{}", hit.group(3), mend(hit.group(4)));
        let mention = Found::certain("amed", value, hit.span.clone()).in_year(year_of(&mend(hit.group(2))));
        found.push(mention.doubtful("amed-scanned-letters"));
    }
}

fn miscounted(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&MISCOUNTED) {
        let owner = context.owner(&hit.span);
        let of_amed = owner.is_some_and(|owner| owner.family == Family::Amed);
        if of_amed && hit.all().bytes().any(|byte| byte.is_ascii_lowercase()) {
            found.push(Found::certain("amed", hit.all(), hit.span.clone()).doubtful("amed-digit-count"));
        } else if !of_amed {
            context.refuse_owner(&hit.span, owner, &[Family::Amed]);
        }
    }
}

fn other_number(context: &Context<'_>, found: &mut Vec<Found>) {
    if context.kind == FieldKind::GrantId {
        let text = context.text();
        let of_amed = !context.beside_landmarks.is_empty()
            && context.beside_landmarks.iter().all(|landmark| landmark.family == Family::Amed);
        let number = text.len() <= 40 && text.bytes().any(|byte| byte.is_ascii_digit());
        let trimmed = text.trim_end();
        if of_amed && number && !trimmed.is_empty() {
            found.push(Found::certain("amed", trimmed, 0..trimmed.len()).doubtful("amed-other-number"));
        } else if of_amed {
            context.refuse(&(0..trimmed.len()), "not-a-number");
        }
        return;
    }
    for landmark in context.landmarks.iter().filter(|landmark| landmark.family == Family::Amed) {
        let rest = &context.text()[landmark.span.end..];
        let Some(hit) = IN_PARENTHESES.find(rest).next() else { continue };
        let Some(number) = hit.group_span(1) else { continue };
        if !rest[number.clone()].bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let span = landmark.span.end + number.start..landmark.span.end + number.end;
        found.push(Found::certain("amed", &context.text()[span.clone()], span).doubtful("amed-other-number"));
    }
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        info: RuleInfo {
            id: "amed.systematic@1",
            schemes: &["amed"],
            words_en: "`JP`, two digits of the fiscal year, and two letters with seven digits or three letters or digits \
                       with six digits; a branch (`h0001`) is dropped; blanks and hyphens may stand inside.",
            words_ja: "`JP`、年度の下2桁、英字2字＋数字7桁または英数字3字＋数字6桁。枝番（`h0001` など）は除く。間の空白・ハイフンは許す。",
            hit: Example::text("funded by JP 19aa0001002h0003", &[("amed", "aa0001002", "")]),
            near_miss: Example::text("grant JP2018/06219-8 and the hash jp21aaa4mw35", &[]),
        },
        find: systematic,
    },
    Rule {
        info: RuleInfo {
            id: "amed.bare@1",
            schemes: &["amed"],
            words_en: "The same without `JP`, where AMED is the nearest funder or the agency beside the number.",
            words_ja: "`JP` のない同じ形。最も近い資金配分機関、または助成欄の機関名が AMED のときだけ。",
            hit: Example::grant(
                "21aa0001002",
                "Japan Agency for Medical Research and Development",
                &[("amed", "aa0001002", "")],
            ),
            near_miss: Example::grant("20dz1200800", "Science and Technology Commission of Ardenport", &[]),
        },
        find: bare,
    },
    Rule {
        info: RuleInfo {
            id: "amed.scanned@1",
            schemes: &["amed"],
            words_en: "The same with letters that scanned text puts for digits (`O`, `l`, `I`): waits for a person.",
            words_ja: "文字認識の誤り（`O`・`l`・`I`）を含む同じ形。人の判断を待つ。",
            hit: Example::text(
                "AMED JP19aa000l002",
                &[("name", "AMED", ""), ("amed", "aa0001002", "amed-scanned-letters")],
            ),
            near_miss: Example::text("the primer JPlOaaGGCCTT", &[]),
        },
        find: scanned,
    },
    Rule {
        info: RuleInfo {
            id: "amed.miscounted@1",
            schemes: &["amed"],
            words_en: "A number of AMED's with a digit too few or too many, kept as printed: waits for a person.",
            words_ja: "桁が足りない、または多い AMED の番号。印刷のまま残し、人の判断を待つ。",
            hit: Example::grant("JP19aa000100", "AMED", &[("amed", "JP19aa000100", "amed-digit-count")]),
            near_miss: Example::grant("19aa000100", "Arden Fund", &[]),
        },
        find: miscounted,
    },
    Rule {
        info: RuleInfo {
            id: "amed.other-number@1",
            schemes: &["amed"],
            words_en: "Any other number that stands as AMED's, kept as printed: waits for a person.",
            words_ja: "AMED の番号として書かれているが体系的番号ではないもの。印刷のまま残し、人の判断を待つ。",
            hit: Example::grant("DNW-00001", "AMED", &[("amed", "DNW-00001", "amed-other-number")]),
            near_miss: Example::grant("the Arden Network Programme", "AMED", &[]),
        },
        find: other_number,
    },
];
