//! Registered trials that Japanese papers cite. The prefix says everything, so no context is asked for.

use crate::context::Context;
use crate::pattern::{Pattern, digits, pattern};
use crate::rule::{Example, Found, Rule, RuleInfo};

static NCT: Pattern = pattern!(r"(?i)NCT[ :#-]{0,3}(?:No\.? ?)?([0-9]{8})");
static JRCT: Pattern = pattern!(r"(?i)(?:JPRN-)?jRCT[ :#-]{0,3}(?:(?:ID|No\.?)[ :]{0,2})?([abcs]?)([0-9]{9,10})");
static UMIN: Pattern =
    pattern!(r"(?i)(?:JPRN-)?UMIN(?:[ -]?CTR)?[ :#-]{0,3}(?:(?:ID|No\.?|number)[ :#-]{0,3})?(?:UMIN ?)?([0-9]{9})");
static JAPIC: Pattern = pattern!(r"(?i)(?:JPRN-)?Japic ?-?CTI[ :-]{0,3}([0-9]{6})");
static ISRCTN: Pattern = pattern!(r"(?i)ISRCTN[ :#-]{0,3}(?:(?:ID|No\.?)[ :]{0,2})?([0-9]{8})");

/// A registry's prefix and digits, written together.
fn prefixed(context: &Context<'_>, found: &mut Vec<Found>, scheme: &'static str, pattern: &Pattern, prefix: &str) {
    for hit in context.candidates(pattern) {
        found.push(Found::certain(scheme, format!("{prefix}{}", digits(hit.group(1))), hit.span.clone()));
    }
}

fn nct(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "nct", &NCT, "NCT");
}

fn jrct(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&JRCT) {
        let value = format!("jRCT{}{}", hit.group(1).to_ascii_lowercase(), hit.group(2));
        found.push(Found::certain("jrct", value, hit.span.clone()));
    }
}

fn umin(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "umin", &UMIN, "UMIN");
}

fn japic(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "japiccti", &JAPIC, "JapicCTI-");
}

fn isrctn(context: &Context<'_>, found: &mut Vec<Found>) {
    prefixed(context, found, "isrctn", &ISRCTN, "ISRCTN");
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        info: RuleInfo {
            id: "nct.number@1",
            schemes: &["nct"],
            words_en: "`NCT` and eight digits; a blank, hyphen or colon may stand between.",
            words_ja: "`NCT` と8桁の数字。間に空白・ハイフン・コロンがあってもよい。",
            hit: Example::text("Registered as NCT 01234567.", &[("nct", "NCT01234567", "")]),
            near_miss: Example::text("scored with the NCT-PREP-120 and NCT012345678", &[]),
        },
        find: nct,
    },
    Rule {
        info: RuleInfo {
            id: "jrct.number@1",
            schemes: &["jrct"],
            words_en: "`jRCT`, for some kinds a letter, and nine or ten digits; `JPRN-` may stand before it.",
            words_ja: "`jRCT`、種別により英字1字、9桁または10桁の数字。前に `JPRN-` があってもよい。",
            hit: Example::text("Trial JPRN-jRCTs051190000 in Arden.", &[("jrct", "jRCTs051190000", "")]),
            near_miss: Example::text("the jRCT website lists 2031200000 persons", &[]),
        },
        find: jrct,
    },
    Rule {
        info: RuleInfo {
            id: "umin.number@1",
            schemes: &["umin"],
            words_en: "`UMIN` (`UMIN-CTR`, `UMIN ID`) and nine digits.",
            words_ja: "`UMIN`（`UMIN-CTR`、`UMIN ID`）と9桁の数字。",
            hit: Example::text("UMIN-CTR number: UMIN000012345", &[("umin", "UMIN000012345", "")]),
            near_miss: Example::text("an ALUMIN000012345 plate; UMIN 2019", &[]),
        },
        find: umin,
    },
    Rule {
        info: RuleInfo {
            id: "japiccti.number@1",
            schemes: &["japiccti"],
            words_en: "`JapicCTI` and six digits.",
            words_ja: "`JapicCTI` と6桁の数字。",
            hit: Example::text("(JapicCTI 205238)", &[("japiccti", "JapicCTI-205238", "")]),
            near_miss: Example::text("the Japic CTI database holds 205 entries", &[]),
        },
        find: japic,
    },
    Rule {
        info: RuleInfo {
            id: "isrctn.number@1",
            schemes: &["isrctn"],
            words_en: "`ISRCTN` and eight digits.",
            words_ja: "`ISRCTN` と8桁の数字。",
            hit: Example::text("isrctn12345678", &[("isrctn", "ISRCTN12345678", "")]),
            near_miss: Example::text("ISRCTN684564111 has a digit too many", &[]),
        },
        find: isrctn,
    },
];
