//! Registries that the plan's own scan leaves out. Each has a prefix of its own, but for EudraCT, whose bare
//! digits need its name.

use crate::FieldKind;
use crate::context::Context;
use crate::lexicon::Family;
use crate::pattern::{Pattern, digits, pattern};
use crate::rule::{Example, Found, Rule, RuleInfo};

static EUDRACT: Pattern = pattern!(r"(20[0-9]{2}) ?- ?([0-9]{6}) ?- ?([0-9]{2})");
static ACTRN: Pattern = pattern!(r"(?i)ACTRN[ :]{0,2}([0-9]{14})");
static CHICTR: Pattern = pattern!(r"(?i)ChiCTR[ :]{0,2}(-?[A-Z]{2,6}-)?([0-9]{8,10})");
static DRKS: Pattern = pattern!(r"(?i)DRKS[ :-]{0,2}([0-9]{8})");
static CTRI: Pattern = pattern!(r"(?i)CTRI[ /:]{1,2}([0-9]{4}/[0-9]{2,3}/[0-9]{6})");
static IRCT: Pattern = pattern!(r"(?i)IRCT[ :]{0,2}([0-9]{8,14})(N[0-9]{1,3})?");
static KCT: Pattern = pattern!(r"(?i)KCT[ :]{0,2}([0-9]{7})");
static NTR: Pattern = pattern!(r"NTR ?:? ?([0-9]{3,5})|NL-?([0-9]{4,5})");

fn eudract(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&EUDRACT) {
        // A trial's own list of numbers: nobody else's have this shape.
        let own = context.kind == FieldKind::Databank && context.beside.text.is_empty();
        if own || context.names_family(&[Family::Eudract]) || hit.before().ends_with("EUCTR") {
            let value = format!("{}-{}-{}", hit.group(1), hit.group(2), hit.group(3));
            found.push(Found::certain("eudract", value, hit.span.clone()));
        } else {
            context.refuse(&hit.span, "register-not-in-text");
        }
    }
}

fn prefixed(context: &Context<'_>, found: &mut Vec<Found>, scheme: &'static str, pattern: &Pattern, prefix: &str) {
    for hit in context.candidates(pattern) {
        found.push(Found::certain(scheme, format!("{prefix}{}", digits(hit.group(1))), hit.span.clone()));
    }
}

fn actrn(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "actrn", &ACTRN, "ACTRN");
}

fn chictr(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&CHICTR) {
        let kind = hit.group(1).to_ascii_uppercase();
        found.push(Found::certain("chictr", format!("ChiCTR{kind}{}", hit.group(2)), hit.span.clone()));
    }
}

fn drks(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "drks", &DRKS, "DRKS");
}

fn ctri(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&CTRI) {
        found.push(Found::certain("ctri", format!("CTRI/{}", hit.group(1)), hit.span.clone()));
    }
}

fn irct(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&IRCT) {
        let value = format!("IRCT{}{}", hit.group(1), hit.group(2).to_ascii_uppercase());
        found.push(Found::certain("irct", value, hit.span.clone()));
    }
}

fn kct(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "kct", &KCT, "KCT");
}

fn ntr(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&NTR) {
        let dutch = ["Trial", "trial", "Regist", "regist", "LTR"].iter().any(|word| context.text().contains(word));
        if !hit.group(1).is_empty() {
            found.push(Found::certain("ntr", format!("NTR{}", hit.group(1)), hit.span.clone()));
        } else if dutch {
            found.push(Found::certain("ntr", format!("NL{}", hit.group(2)), hit.span.clone()));
        } else {
            context.refuse(&hit.span, "register-not-in-text");
        }
    }
}

/// A rule for a registry whose prefix says everything.
macro_rules! registry {
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
    registry!(
        "eudract.number@2",
        "eudract",
        "Year, six digits and two digits, in a text that names EudraCT, after `EUCTR`, or among a trial's own numbers.",
        "年・6桁・2桁。EudraCT の名がある文章、`EUCTR` の後、または試験自身の番号の欄で。",
        "EudraCT 2018\u{2013}000000-27",
        "2018-000000-27",
        "telephone 2018-000000-27",
        eudract
    ),
    registry!(
        "actrn.number@1",
        "actrn",
        "`ACTRN` and fourteen digits.",
        "`ACTRN` と14桁の数字。",
        "ACTRN12616000000000",
        "ACTRN12616000000000",
        "ACTRN1261600",
        actrn
    ),
    registry!(
        "chictr.number@1",
        "chictr",
        "`ChiCTR`, for older ones a kind (`-IPR-`), and eight to ten digits.",
        "`ChiCTR`、古いものは種別（`-IPR-` など）、8〜10桁の数字。",
        "chictr2000000000",
        "ChiCTR2000000000",
        "ChiCTR in 2020",
        chictr
    ),
    registry!(
        "drks.number@1",
        "drks",
        "`DRKS` and eight digits.",
        "`DRKS` と8桁の数字。",
        "DRKS-ID: none, but DRKS00000000",
        "DRKS00000000",
        "DRKS 2019",
        drks
    ),
    registry!(
        "ctri.number@1",
        "ctri",
        "`CTRI`, year, month and six digits between slashes.",
        "`CTRI`、年、月、6桁の数字（斜線区切り）。",
        "CTRI/2020/04/000000",
        "CTRI/2020/04/000000",
        "CTRI/2020",
        ctri
    ),
    registry!(
        "irct.number@1",
        "irct",
        "`IRCT`, eight to fourteen digits and perhaps `N` with a number.",
        "`IRCT`、8〜14桁の数字、続けて `N` と番号があってもよい。",
        "IRCT20200000000000N1",
        "IRCT20200000000000N1",
        "IRCT 2020",
        irct
    ),
    registry!(
        "kct.number@1",
        "kct",
        "`KCT` and seven digits.",
        "`KCT` と7桁の数字。",
        "KCT0000000",
        "KCT0000000",
        "KCT 12",
        kct
    ),
    registry!(
        "ntr.number@1",
        "ntr",
        "`NTR` and three to five digits, or `NL` and four or five in a text about a register.",
        "`NTR` と3〜5桁、または登録に触れる文章の中の `NL` と4〜5桁。",
        "Dutch Trial Register NL0000",
        "NL0000",
        "postal code NL0000 of Arden",
        ntr
    ),
];
