//! Systematic numbers of JST, MEXT, NEDO, JSPS and the ministries that share `JPJ`.
//!
//! The prefix says everything; what follows it keeps banks (`JPMorgan`) and mail servers (`JPNP286.PROD…`) out.

use crate::context::Context;
use crate::lexicon::Family;
use crate::pattern::{Match, Pattern, pattern, tight, year_of};
use crate::rule::{Example, Found, Rule, RuleInfo};

static JST: Pattern = pattern!(r"JPMJ[ -]?([A-Z]{2})[ -]?([0-9A-Z]{4,6})(?:-[0-9]{1,3})?");
static MEXT: Pattern = pattern!(r"JPMX[ -]?([A-Z])[ -]?([0-9]{6,12}[A-Z]?|[A-Z][0-9]{6,10})");
static NEDO: Pattern = pattern!(r"JPNP[ -]?([0-9]{5})");
static NEDO_OLD: Pattern = pattern!(r"[0-9]{2}[A-Z][0-9]{5}[a-z]?");
static SHARED: Pattern = pattern!(r"JPJ[ -]?([0-9]{6,9})");
static JSPS: Pattern = pattern!(r"JPJS[A-Z]{2,4}[ -]?[0-9]{6,14}");

fn jst(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&JST) {
        if !hit.group(2).bytes().any(|byte| byte.is_ascii_digit()) {
            context.refuse(&hit.span, "no-digit");
            continue;
        }
        if is_host_name(&hit) {
            context.refuse(&hit.span, "host-name");
            continue;
        }
        let value = format!("JPMJ{}{}", hit.group(1), hit.group(2));
        let year = year_of(&hit.group(2)[..2]).filter(|year| (2000..2060).contains(year));
        found.push(Found::certain("jst", value, hit.span.clone()).in_year(year));
    }
}

fn mext(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&MEXT) {
        found.push(Found::certain("mext", tight(hit.all()), hit.span.clone()));
    }
}

fn nedo(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&NEDO) {
        if is_host_name(&hit) {
            context.refuse(&hit.span, "host-name");
        } else {
            found.push(Found::certain("nedo", format!("JPNP{}", hit.group(1)), hit.span.clone()));
        }
    }
}

fn nedo_old(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&NEDO_OLD) {
        let owner = context.owner(&hit.span);
        if owner.is_some_and(|owner| owner.family == Family::Nedo && owner.distance < 80) {
            found.push(Found::certain("nedo", hit.all(), hit.span.clone()));
        } else {
            context.refuse_owner(&hit.span, owner, &[Family::Nedo]);
        }
    }
}

fn shared(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&SHARED) {
        found.push(Found::certain("jpj", format!("JPJ{}", hit.group(1)), hit.span.clone()));
    }
}

fn jsps(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&JSPS) {
        found.push(Found::certain("jsps", tight(hit.all()), hit.span.clone()));
    }
}

/// `JPNP28600.PROD.EXAMPLE`: part of the name of a computer.
fn is_host_name(hit: &Match<'_>) -> bool {
    let after = hit.after().as_bytes();
    let dotted = after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_uppercase);
    dotted
        && after.iter().skip(1).take_while(|byte| byte.is_ascii_alphanumeric()).count() > 1
        && after.iter().skip(1).find(|byte| !byte.is_ascii_alphanumeric()) == Some(&b'.')
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        info: RuleInfo {
            id: "jst.systematic@1",
            schemes: &["jst"],
            words_en: "`JPMJ`, two letters of the programme and four to six letters or digits; a branch (`-35`) is dropped.",
            words_ja: "`JPMJ`、事業の英字2字、英数字4〜6字。枝番（`-35` など）は除く。",
            hit: Example::text("JST (JPMJAA2011-35)", &[("name", "JST", ""), ("jst", "JPMJAA2011", "")]),
            near_miss: Example::text("paid through JPMorgan and JPMJAPANESE", &[]),
        },
        find: jst,
    },
    Rule {
        info: RuleInfo {
            id: "mext.systematic@1",
            schemes: &["mext"],
            words_en: "`JPMX`, one or two letters and digits.",
            words_ja: "`JPMX`、英字1〜2字と数字。",
            hit: Example::text("(JPMXS0100000001)", &[("mext", "JPMXS0100000001", "")]),
            near_miss: Example::text("the JPMXS catalogue", &[]),
        },
        find: mext,
    },
    Rule {
        info: RuleInfo {
            id: "nedo.systematic@1",
            schemes: &["nedo"],
            words_en: "`JPNP` and five digits, unless it is part of a computer's name.",
            words_ja: "`JPNP` と5桁の数字。計算機名の一部は除く。",
            hit: Example::text("project JPNP20000.", &[("nedo", "JPNP20000", "")]),
            near_miss: Example::text("by ARDN286.JPNP286.PROD.EXAMPLE.COM", &[]),
        },
        find: nedo,
    },
    Rule {
        info: RuleInfo {
            id: "nedo.old@1",
            schemes: &["nedo"],
            words_en: "Older numbers (`03A02018a`) where NEDO is the nearest funder.",
            words_ja: "古い形（`03A02018a`）。最も近い資金配分機関が NEDO のときだけ。",
            hit: Example::text("NEDO (no. 03A00001a)", &[("name", "NEDO", ""), ("nedo", "03A00001a", "")]),
            near_miss: Example::text("lot 03A00001a of Arden Chemicals", &[]),
        },
        find: nedo_old,
    },
    Rule {
        info: RuleInfo {
            id: "jpj.systematic@1",
            schemes: &["jpj"],
            words_en: "`JPJ` and six to nine digits.",
            words_ja: "`JPJ` と6〜9桁の数字。",
            hit: Example::text("SIP (JPJ000001)", &[("jpj", "JPJ000001", "")]),
            near_miss: Example::text("JPJ 12 (2019)", &[]),
        },
        find: shared,
    },
    Rule {
        info: RuleInfo {
            id: "jsps.systematic@1",
            schemes: &["jsps"],
            words_en: "`JPJS`, letters of the programme and digits: JSPS programmes other than KAKENHI.",
            words_ja: "`JPJS`、事業の英字、数字。学振の科研費以外の事業。",
            hit: Example::text("number JPJSBP120200001", &[("jsps", "JPJSBP120200001", "")]),
            near_miss: Example::text("the JPJS meeting", &[]),
        },
        find: jsps,
    },
];
