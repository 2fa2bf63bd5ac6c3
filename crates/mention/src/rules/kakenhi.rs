//! KAKENHI numbers.
//!
//! The decision to question: eight digits are a grant only where KAKENHI, JSPS or the ministry is the nearest
//! funder. A number with a letter (`18H02896`) has a shape that German (`01GP1792`), Chinese (`20JK0549`) and
//! American (`…-05CH11231`) numbers share only in part: the letters and years that KAKENHI gives keep them out, and
//! without `JP` a Japanese word must still stand in the text.

use crate::FieldKind;
use crate::context::{Context, Owner, Side};
use crate::lexicon::Family;
use crate::pattern::{Match, Pattern, pattern};
use crate::rule::{Example, Found, Rule, RuleInfo};

/// Since fiscal 2015: year, letter or letters of the category, digits.
static LETTERED: Pattern = pattern!(
    r"(JP[ :-]{0,2})?((?:1[5-9]|2[0-9]|3[01])(?:[HJKFBLG] ?[0-9]{5}|(?:KK|KF|KJ|HP|HT|HJ) ?[0-9]{4}|1S[0-9]{4})|2[0-9]1S[0-9]{4})"
);
/// Until fiscal 2014: the year of Heisei and six digits.
static DIGITS: Pattern = pattern!(r"(JP[ :-]{0,2})?([A-C]-)?([0-9]{8})");
/// Fellows' numbers: year and serial.
static FELLOW: Pattern = pattern!(r"(?:1[0-9]|2[0-9])[-.・][0-9]{4,5}|(?:1[0-9]|2[0-6])[0-9]{4}|[0-9]{2}J[0-9]{4}");

const OWN: [Family; 2] = [Family::Kakenhi, Family::GrantInAid];

fn is_own(owner: Option<Owner>) -> bool {
    owner.is_some_and(|owner| OWN.contains(&owner.family))
}

fn lettered(context: &Context<'_>, found: &mut Vec<Found>) {
    // Where the last number that is ours ends: the rest of its list is ours too.
    let mut own_until = None;
    for hit in context.candidates(&LETTERED) {
        if is_part_of_longer(&hit) {
            context.refuse(&hit.span, "part-of-longer-number");
            continue;
        }
        let value: String = hit.group(2).chars().filter(|character| *character != ' ').collect();
        let value_is_spaced = value.len() < hit.group(2).len();
        let year =
            value[..2].parse::<i16>().ok().map(|year| if value.contains("1S") { 1988 + year } else { 2000 + year });
        let mention = Found::certain("kakenhi", value, hit.span.clone()).in_year(year);
        let prefixed = !hit.group(1).is_empty();
        let owner = context.owner(&hit.span);
        let in_list = own_until.is_some_and(|end| is_list(&context.text()[end..hit.span.start]));
        if (prefixed && !value_is_spaced) || is_own(owner) || in_list {
            own_until = Some(hit.span.end);
            found.push(mention);
        } else if let Some(owner) = owner.filter(|owner| owner.side == Side::Beside) {
            // The agency beside it is somebody else.
            if context.names_family(&OWN) {
                found.push(mention.doubtful("kakenhi-beside-other-funder"));
            } else {
                context.refuse_owner(&hit.span, Some(owner), &OWN);
            }
        } else if context.sentence_names(hit.span.start, &OWN) {
            found.push(mention);
        } else if context.names_family(&OWN) {
            found.push(mention.doubtful("kakenhi-far-from-funder"));
        } else {
            context.refuse_owner(&hit.span, owner, &OWN);
        }
    }
}

/// Whether nothing but a list's punctuation stands between two numbers.
fn is_list(between: &str) -> bool {
    between.len() <= 24
        && between
            .split([' ', ',', ';', '&', '/', '(', ')', '.', '#'])
            .all(|word| matches!(word, "" | "and" | "or" | "No" | "Nos" | "no" | "nos"))
}

/// `DE-AC02-05CH11231`, `2019/18K00001`: a shape inside another number.
fn is_part_of_longer(hit: &Match<'_>) -> bool {
    let before = hit.before().as_bytes();
    let after = hit.after().as_bytes();
    let joined = |mark: Option<&u8>, beyond: Option<&u8>| match mark {
        Some(b'-' | b'/' | b'_') => beyond.is_some_and(u8::is_ascii_alphanumeric),
        // `No.18K00001` is a number's announcement, `12.18K00001` is not.
        Some(b'.') => beyond.is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    let before_joins = before.len() >= 2 && joined(before.last(), before.get(before.len() - 2));
    let after_joins = after.first().is_some_and(|byte| matches!(byte, b'-' | b'/' | b'_'))
        && after.get(1).is_some_and(u8::is_ascii_digit);
    // `C-18K00001` and `#18K00001` are ways to write it.
    let category =
        before.len() >= 2 && before.last() == Some(&b'-') && matches!(before[before.len() - 2], b'A'..=b'C' | b'S');
    before_joins && !category || after_joins
}

fn eight_digits(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&DIGITS) {
        let number = hit.group(3);
        let year = number[..2].parse::<i16>().unwrap_or(99);
        // Heisei 1 to 27 (and the last years of Showa) are years of these numbers.
        if !(1..=27).contains(&year) && !(60..=64).contains(&year) {
            context.refuse(&hit.span, "kakenhi-no-such-year");
            continue;
        }
        if is_part_of_longer(&hit) {
            context.refuse(&hit.span, "part-of-longer-number");
            continue;
        }
        let fiscal_year = if year < 60 { 1988 + year } else { 1925 + year };
        let mention = Found::certain("kakenhi", number, hit.span.clone()).in_year(Some(fiscal_year));
        let prefixed = !hit.group(1).is_empty();
        match context.owner(&hit.span) {
            Some(owner) if OWN.contains(&owner.family) && owner.distance < 300 => found.push(mention),
            _ if prefixed && context.names_family(&OWN) => found.push(mention),
            _ if prefixed => found.push(mention.doubtful("kakenhi-digits-without-funder")),
            owner => context.refuse_owner(&hit.span, owner, &OWN),
        }
    }
}

fn fellow(context: &Context<'_>, found: &mut Vec<Found>) {
    if context.kind == FieldKind::Affiliation {
        return;
    }
    for hit in context.candidates(&FELLOW) {
        let owner = context.owner(&hit.span);
        let near = owner.is_some_and(|owner| owner.family == Family::Kakenhi && owner.distance < 120);
        let stands_as_number = hit.before().ends_with(['(', '#', ' ', '.', ',']);
        if near && stands_as_number && !is_part_of_longer(&hit) {
            let value = hit.all().replace(['.', '・'], "-");
            found.push(Found::certain("kakenhi", value, hit.span.clone()).doubtful("jsps-fellow-number"));
        } else if !near {
            context.refuse_owner(&hit.span, owner, &[Family::Kakenhi]);
        } else {
            context.refuse(&hit.span, "part-of-longer-number");
        }
    }
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        info: RuleInfo {
            id: "kakenhi.lettered@1",
            schemes: &["kakenhi"],
            words_en: "Year, letter of the category and digits (`18H02896`, `19KK0415`, `221S0002`), with `JP` or in a text \
                       that names KAKENHI, JSPS or the ministry.",
            words_ja: "年度・区分の英字・数字（`18H02896`、`19KK0415`、`221S0002`）。`JP` があるか、科研費・学振・文部科学省の名がある文章で。",
            hit: Example::text(
                "JSPS KAKENHI (JP18H00001, 19KK0002)",
                &[
                    ("name", "JSPS", ""),
                    ("name", "KAKENHI", ""),
                    ("kakenhi", "18H00001", ""),
                    ("kakenhi", "19KK0002", ""),
                ],
            ),
            near_miss: Example::text("BMBF grant 01GP0001, contract DE-AC02-18K00001, provincial 20JK0001", &[]),
        },
        find: lettered,
    },
    Rule {
        info: RuleInfo {
            id: "kakenhi.eight-digits@1",
            schemes: &["kakenhi"],
            words_en: "Eight digits that begin with a year of Heisei, where KAKENHI, JSPS or the ministry is the nearest funder.",
            words_ja: "平成の年で始まる8桁。最も近い資金配分機関が科研費・学振・文部科学省のときだけ。",
            hit: Example::grant(
                "23659001",
                "Japan Society for the Promotion of Science",
                &[("kakenhi", "23659001", "")],
            ),
            near_miss: Example::grant("23659001", "Arden Natural Science Fund", &[]),
        },
        find: eight_digits,
    },
    Rule {
        info: RuleInfo {
            id: "kakenhi.fellow@1",
            schemes: &["kakenhi"],
            words_en: "A JSPS fellow's number (year and serial: `23-8189`) beside JSPS or KAKENHI: waits for a person.",
            words_ja: "学振特別研究員の番号（年-連番、`23-8189` など）。人の判断を待つ。",
            hit: Example::text(
                "JSPS grant nos. 23-0001 and 25293001",
                &[("name", "JSPS", ""), ("kakenhi", "23-0001", "jsps-fellow-number"), ("kakenhi", "25293001", "")],
            ),
            near_miss: Example::text("Arden Fund no. 23-0001", &[]),
        },
        find: fellow,
    },
];
