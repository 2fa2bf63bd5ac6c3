//! Grants of funders outside Japan, as far as gold files label them.
//!
//! The decision to question: these rules only keep the Japanese ones honest (a number that is NSFC's is not
//! KAKENHI's), so they prefer to miss rather than to claim.

use crate::FieldKind;
use crate::context::Context;
use crate::lexicon::Family;
use crate::pattern::{Match, Pattern, pattern};
use crate::rule::{Example, Found, Rule, RuleInfo};

const INSTITUTES: &str =
    "AA|AG|AI|AM|AR|AT|CA|CD|CE|DA|DC|DD|DE|DK|EB|ES|EY|FD|GM|HD|HG|HL|HS|LM|MD|MH|NR|NS|OD|OH|RR|TR|TW|WH";

static NIH_FULL: Pattern = Pattern::new(|| {
    // Scanned text writes the letter O for the zero of `R01`.
    let activity = "[1-9]?[ -]?([A-Z][0-9O][0-9]|[A-Z]{2}[0-9]|[A-Z][0-9][A-Z]|ZI[A-Z])";
    format!(r"{activity}[ -]?({INSTITUTES})[ -]?[- ]?([0-9O]{{4,6}})(?:-[0-9]{{1,2}}[A-Z]?[0-9]?)?(?:S[0-9])?").into()
});
static NIH_SHORT: Pattern =
    Pattern::new(|| format!(r"({INSTITUTES})[ -]?[- ]?([0-9]{{5,6}})(?:-[0-9]{{1,2}}[A-Z]?[0-9]?)?").into());
static NSFC: Pattern = pattern!(r"([0-9]{11}|U[0-9]{2}[A-Z][0-9]{4}|U[0-9]{7}|[0-9]{8})(?:/[A-Z][0-9]{2,6})?");
static UKRI: Pattern = pattern!(
    r"(?:MR|BB|EP|NE|ES|ST|AH)/ ?[A-Z0-9]{6,7}/ ?[0-9]{1,2}|MC_[A-Z]{2}(?:_[A-Z0-9]{2,5})?_?[0-9]{1,5}(?:/[0-9]{1,3})?|MC_[A-Z]{2,4}_[A-Z0-9]{2,6}(?:/[A-Z0-9]{1,7})?(?:_[0-9]{1,5})?"
);
/// Before the councils' common numbers, and those of the laboratory of molecular biology.
static UKRI_OLD: Pattern = pattern!(r"G[0-9]{6,7}(?:/[0-9]{1,6})?|U[0-9]{9}");
static WELLCOME: Pattern =
    pattern!(r"(?:WT_RS_|WT_|WT ?)?([0-9]{5,6}(?:/[A-Z0-9]/[0-9]{2}/[A-Z0-9]{1,2}|/[A-Z]{1,2}|MA|AIA)?)");
/// Numbers under which universities hold the Trust's money.
static WELLCOME_FUND: Pattern = pattern!(r"(?:PS|RG)[0-9]{4,6}");
static EU: Pattern = pattern!(r"[0-9]{9}|[0-9]{6}|[0-9]{3} [0-9]{3}");
/// Contracts of the fifth and sixth programmes, as printed.
static EU_OLD: Pattern = pattern!(r"[A-Z][A-Z0-9]{2,6}-C[TA]-[0-9]{2,4}-[0-9]{5,6}");
/// Since the seventh programme the six digits alone are the number.
static EU_LONG: Pattern = pattern!(
    r"(?:FP[67]|(?i:HEALTH)|PITN|PIEF|PIOF|PIIF|PERG|PIRG|IRSES|KBBE|NMP|ICT|INFRA|ERC)(?:-[A-Za-z0-9]+){0,4}-([0-9]{6})(?:-[A-Za-z]+)?"
);
static FAPESP: Pattern = pattern!(r"(?:JP|#)?((?:19|20)?[0-9]{2}/[0-9]{5}-[0-9])");

/// Six digits, the letter O read as zero.
fn six_digits(digits: &str) -> String {
    let digits = digits.replace('O', "0");
    format!("{digits:0>6}")
}

fn nih_full(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&NIH_FULL) {
        let activity = format!("{}{}", &hit.group(1)[..1], hit.group(1)[1..].replace('O', "0"));
        if activity == "N01" || activity.starts_with("HH") {
            context.refuse(&hit.span, "contract");
            continue;
        }
        if hit.before().ends_with(['-', '/']) {
            context.refuse(&hit.span, "part-of-longer-number");
            continue;
        }
        let value = format!("{activity}{}{}", hit.group(2), six_digits(hit.group(3)));
        found.push(Found::certain("nih", value, hit.span.clone()));
    }
}

fn nih_short(context: &Context<'_>, found: &mut Vec<Found>) {
    if !context.may_be_of(Family::Nih) {
        return;
    }
    for hit in context.candidates(&NIH_SHORT) {
        if hit.before().ends_with(['-', '/', '_']) {
            context.refuse(&hit.span, "part-of-longer-number");
            continue;
        }
        let owner = context.owner(&hit.span);
        if owner.is_some_and(|owner| owner.gives(Family::Nih, 200)) {
            let value = format!("{}{}", hit.group(1), six_digits(hit.group(2)));
            found.push(Found::certain("nih", value, hit.span.clone()));
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Nih]);
        }
    }
}

fn nsfc(context: &Context<'_>, found: &mut Vec<Found>) {
    if !context.may_be_of(Family::Nsfc) {
        return;
    }
    for hit in context.candidates(&NSFC) {
        if joins_longer(&hit) {
            context.refuse(&hit.span, "part-of-longer-number");
            continue;
        }
        let owner = context.owner(&hit.span);
        // `U` with seven is nobody else's shape; eleven digits are also a city's, but not where only `Young Scientists` stands nearer.
        let own_shape = hit.group(1).starts_with('U')
            || hit.group(1).len() == 11 && owner.is_some_and(|owner| owner.family == Family::GrantInAid);
        if owner.is_some_and(|owner| owner.gives(Family::Nsfc, 300))
            || own_shape
                && context.kind != FieldKind::GrantId
                && context.sentence_names(hit.span.start, &[Family::Nsfc])
        {
            found.push(Found::certain("nsfc", hit.group(1), hit.span.clone()));
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Nsfc]);
        }
    }
}

/// Whether the shape is a piece of a longer number: `310030/196455`, `12.31000001`, but not `No.31000001`.
fn joins_longer(hit: &Match<'_>) -> bool {
    let before = hit.before().as_bytes();
    let after = hit.after().as_bytes();
    let digit_before = before.len() >= 2 && before[before.len() - 2].is_ascii_digit();
    before.last().is_some_and(|byte| matches!(byte, b'/' | b'_') || (*byte == b'.' && digit_before))
        || after.first().is_some_and(|byte| matches!(byte, b'-' | b'/' | b'_'))
            && after.get(1).is_some_and(u8::is_ascii_alphanumeric)
}

fn ukri(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&UKRI) {
        let value: String = hit.all().chars().filter(|character| *character != ' ').collect();
        let apart = value.len() < hit.all().len();
        let mention = Found::certain("ukri", value, hit.span.clone());
        found.push(if apart { mention.doubtful("number-broken-by-blank") } else { mention });
    }
    if !context.may_be_of(Family::Ukri) {
        return;
    }
    for hit in context.candidates(&UKRI_OLD) {
        let owner = context.owner(&hit.span);
        if owner.is_some_and(|owner| owner.gives(Family::Ukri, 120)) {
            found.push(Found::certain("ukri", hit.all(), hit.span.clone()));
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Ukri]);
        }
    }
}

fn wellcome(context: &Context<'_>, found: &mut Vec<Found>) {
    if !context.may_be_of(Family::Wellcome) {
        return;
    }
    for hit in context.candidates(&WELLCOME_FUND) {
        let owner = context.owner(&hit.span);
        if owner.is_some_and(|owner| owner.gives(Family::Wellcome, 40)) {
            found.push(Found::certain("wellcome", hit.all(), hit.span.clone()));
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Wellcome]);
        }
    }
    for hit in context.candidates(&WELLCOME) {
        let owner = context.owner(&hit.span);
        let near = owner.is_some_and(|owner| owner.gives(Family::Wellcome, 120));
        let full = hit.group(1).matches('/').count() == 3;
        if (near && !joins_longer(&hit)) || (full && context.names_family(&[Family::Wellcome])) {
            found.push(Found::certain("wellcome", hit.group(1), hit.span.clone()));
        } else if near {
            context.refuse(&hit.span, "part-of-longer-number");
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Wellcome]);
        }
    }
}

fn eu(context: &Context<'_>, found: &mut Vec<Found>) {
    let shape = context.may_be_of(Family::Eu).then_some(&EU);
    for hit in shape.into_iter().flat_map(|shape| context.candidates(shape)) {
        let owner = context.owner(&hit.span);
        let near = owner.is_some_and(|owner| owner.gives(Family::Eu, 160));
        let joined = hit.before().ends_with(['-', '/']) || joins_longer(&hit);
        if near && !joined && context.kind != FieldKind::Affiliation {
            let value: String = hit.all().chars().filter(|character| *character != ' ').collect();
            found.push(Found::certain("eu", value, hit.span.clone()));
        } else if !near {
            context.refuse_owner(&hit.span, owner, &[Family::Eu]);
        } else {
            context.refuse(&hit.span, if joined { "part-of-longer-number" } else { "in-affiliation" });
        }
    }
    for hit in context.candidates(&EU_OLD) {
        found.push(Found::certain("eu", hit.all(), hit.span.clone()));
    }
    for hit in context.candidates(&EU_LONG) {
        found.push(Found::certain("eu", hit.group(1), hit.span.clone()));
    }
}

fn fapesp(context: &Context<'_>, found: &mut Vec<Found>) {
    if !context.may_be_of(Family::Fapesp) {
        return;
    }
    for hit in context.candidates(&FAPESP) {
        if context.names_family(&[Family::Fapesp]) {
            found.push(Found::certain("fapesp", hit.group(1), hit.span.clone()));
        } else {
            context.refuse(&hit.span, "funder-not-in-text");
        }
    }
}

/// A rule whose numbers stand beside their funder.
macro_rules! grant {
    ($id:literal, $scheme:literal, $english:literal, $japanese:literal, $hit:literal, $value:literal, $miss:literal, $find:path) => {
        Rule {
            info: RuleInfo {
                id: $id,
                schemes: &[$scheme],
                words_en: $english,
                words_ja: $japanese,
                hit: Example::text($hit, &[($scheme, $value, "")]),
                near_miss: Example::text($miss, &[]),
            },
            find: $find,
        }
    };
}

pub(super) static RULES: &[Rule] = &[
    grant!(
        "nih.full@2",
        "nih",
        "Activity, institute and four to six digits; type and suffix are dropped.",
        "種別・研究所・4〜6桁。申請区分と枝番は除く。",
        "NIH grant 1R01 AI00001-02",
        "R01AI000001",
        "NIH; sponsor code DE-AR0000001",
        nih_full
    ),
    grant!(
        "nih.short@1",
        "nih",
        "Institute and five or six digits, where an institute of health is the nearest funder.",
        "研究所と5〜6桁。最も近い資金配分機関が NIH のときだけ。",
        "NIH grant AI000001",
        "AI000001",
        "GenBank AI000001; CA 90027, USA; the NIH",
        nih_short
    ),
    grant!(
        "nsfc.number@2",
        "nsfc",
        "Eight or eleven digits, or `U` with seven (one may be a letter), where NSFC is the nearest funder; the last shape also where it is named in the sentence.",
        "8桁または11桁、または `U` と7桁（英字1字を含むこともある）。最も近い資金配分機関が NSFC のとき。最後の形は同じ文に NSFC の名があれば足りる。",
        "NSFC (31000001)",
        "31000001",
        "the Arden Foundation (31000001)",
        nsfc
    ),
    grant!(
        "ukri.number@2",
        "ukri",
        "Numbers of the councils with their letters and slashes; `G` and digits, `U` and nine digits beside a council.",
        "評議会の英字と斜線の番号。評議会の名のそばの `G` と数字、`U` と9桁。",
        "EPSRC EP/A000001/1",
        "EP/A000001/1",
        "award G0000001 of the Arden Company, MRC sum score",
        ukri
    ),
    grant!(
        "wellcome.number@2",
        "wellcome",
        "Five or six digits, perhaps with letters between slashes, where the Wellcome Trust is the nearest funder.",
        "5〜6桁（斜線で区切った英字が続くこともある）。最も近い資金配分機関がウェルカム財団のときだけ。",
        "Wellcome Trust (WT_RS_100001/Z/15/Z)",
        "100001/Z/15/Z",
        "Burroughs Wellcome Fund 100001",
        wellcome
    ),
    grant!(
        "eu.number@1",
        "eu",
        "Six or nine digits where the European Union is the nearest funder; older contracts as printed.",
        "6桁または9桁。最も近い資金配分機関が欧州連合のときだけ。古い契約は印刷のまま。",
        "Horizon 2020, No 700001",
        "700001",
        "the Arden Company (700001) and the European Union",
        eu
    ),
    grant!(
        "fapesp.number@1",
        "fapesp",
        "Year, five digits and a check digit, in a text or beside an agency that names FAPESP.",
        "年・5桁・検査数字。FAPESP の名がある文章か機関名のそばで。",
        "FAPESP 2014/00001-8",
        "2014/00001-8",
        "page 2014/00001-8",
        fapesp
    ),
];
