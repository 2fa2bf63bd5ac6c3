//! Numbers of the Ministry of Health, Labour and Welfare and of the National Cancer Center.
//!
//! The ministry's numbers have had many shapes and are kept as printed; some (`22FA1004`) look like KAKENHI's, so
//! apart from `JPMH` the ministry must be the nearest funder.

use crate::context::{Context, Side};
use crate::lexicon::Family;
use crate::pattern::{Pattern, pattern, year_of};
use crate::rule::{Example, Found, Rule, RuleInfo};

static SYSTEMATIC: Pattern = pattern!(r"JPMH[ -]?([0-9]{2})([A-Z]{2}[0-9]{4})");
static LETTERED: Pattern = pattern!(r"([0-9]{2})[A-L][A-H] ?-?[0-9]{4}|[0-9]{9}[A-C]?");
static HEISEI: Pattern = pattern!(r"[HR][0-9]{1,2}-(?:[A-Za-z][A-Za-z0-9]*[ -]?-?(?:\([A-Za-z]+\))?-?){0,5}[0-9]{2,3}");
static SHORT: Pattern = pattern!(r"[0-9]{2}[A-Z]?-[0-9]{1,3}|[0-9]{2}[a-z]?[A-Z]-[0-9]{1,3}");
static NCC: Pattern = pattern!(r"(?:20[0-9]{2}|[0-9]{2})-A(?:S|N)?-[0-9]{1,3}");

fn systematic(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&SYSTEMATIC) {
        let value = format!("{}{}", hit.group(1), hit.group(2));
        found.push(Found::certain("mhlw", value, hit.span.clone()).in_year(year_of(hit.group(1))));
    }
}

fn lettered(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&LETTERED) {
        let owner = context.owner(&hit.span);
        if owner.is_some_and(|owner| owner.family == Family::Mhlw && owner.distance < 200) {
            let value: String = hit.all().chars().filter(|character| *character != ' ').collect();
            found.push(Found::certain("mhlw", value, hit.span.clone()).in_year(year_of(hit.group(1))));
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Mhlw]);
        }
    }
}

fn heisei(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&HEISEI) {
        if context.sentence_names(hit.span.start, &[Family::Mhlw]) {
            let value: String = hit.all().chars().filter(|character| *character != ' ').collect();
            found.push(Found::certain("mhlw", value, hit.span.clone()));
        } else {
            context.refuse(&hit.span, "funder-not-in-sentence");
        }
    }
}

fn short(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&SHORT) {
        let owner = context.owner(&hit.span);
        let near = owner.is_some_and(|owner| owner.family == Family::Mhlw && owner.distance < 100);
        // A page range or a date is no number: only after `no.`, a bracket or another number, or by itself.
        let announced = hit.before().ends_with(['(', '#'])
            || ["no. ", "nos. ", "No. ", "Nos. ", "number ", "numbers ", "and ", ", "]
                .iter()
                .any(|word| hit.before().ends_with(word))
            || owner.is_some_and(|owner| owner.side == Side::Beside) && hit.before().is_empty();
        if near && announced {
            found.push(Found::certain("mhlw", hit.all(), hit.span.clone()));
        } else if near {
            context.refuse(&hit.span, "not-announced");
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Mhlw]);
        }
    }
}

fn ncc(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&NCC) {
        if context.names_family(&[Family::Ncc]) {
            found.push(Found::certain("ncc", hit.all(), hit.span.clone()));
        } else {
            context.refuse(&hit.span, "funder-not-in-text");
        }
    }
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        info: RuleInfo {
            id: "mhlw.systematic@1",
            schemes: &["mhlw"],
            words_en: "`JPMH`, year, two letters and four digits; the value goes without `JPMH`.",
            words_ja: "`JPMH`、年度、英字2字、数字4桁。値は `JPMH` を除く。",
            hit: Example::text("(JPMH20FA1001)", &[("mhlw", "20FA1001", "")]),
            near_miss: Example::text("the JPMH journal", &[]),
        },
        find: systematic,
    },
    Rule {
        info: RuleInfo {
            id: "mhlw.lettered@1",
            schemes: &["mhlw"],
            words_en: "The same without `JPMH`, or nine digits, where the health ministry is the nearest funder.",
            words_ja: "`JPMH` のない同じ形または9桁。最も近い資金配分機関が厚生労働省のときだけ。",
            hit: Example::text("MHLW grant 22FA1001", &[("name", "MHLW", ""), ("mhlw", "22FA1001", "")]),
            near_miss: Example::text("Arden Fund 22FA1001", &[]),
        },
        find: lettered,
    },
    Rule {
        info: RuleInfo {
            id: "mhlw.era@1",
            schemes: &["mhlw"],
            words_en: "Numbers that begin with an era's year (`H17-014`, `H30-Gantaisaku-Ippan-009`) in a sentence that names the health ministry.",
            words_ja: "元号の年で始まる番号（`H17-014` など）。厚生労働省の名がある文で。",
            hit: Example::text(
                "MHLW (H30-Shogai-Ippan-001)",
                &[("name", "MHLW", ""), ("mhlw", "H30-Shogai-Ippan-001", "")],
            ),
            near_miss: Example::text("antigen H30-001 of Arden Chemicals", &[]),
        },
        find: heisei,
    },
    Rule {
        info: RuleInfo {
            id: "mhlw.short@1",
            schemes: &["mhlw"],
            words_en: "Short numbers (`17S-1`, `17-16`) announced as numbers close behind the health ministry's name.",
            words_ja: "短い番号（`17S-1`、`17-16`）。厚生労働省の名のすぐ後に番号として書かれたもの。",
            hit: Example::text(
                "from MHLW (no. 17S-1 and 17-16)",
                &[("name", "MHLW", ""), ("mhlw", "17S-1", ""), ("mhlw", "17-16", "")],
            ),
            near_miss: Example::text("pages 17-16 of the Arden Fund", &[]),
        },
        find: short,
    },
    Rule {
        info: RuleInfo {
            id: "ncc.number@1",
            schemes: &["ncc"],
            words_en: "`31-A-17` and alike in a text that names the National Cancer Center.",
            words_ja: "`31-A-17` など。国立がん研究センターの名がある文章で。",
            hit: Example::grant(
                "31-A-1",
                "National Cancer Center Research and Development Fund",
                &[("ncc", "31-A-1", "")],
            ),
            near_miss: Example::text("room 31-A-1 of the Arden Fund", &[]),
        },
        find: ncc,
    },
];
