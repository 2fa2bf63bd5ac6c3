//! Catalogue numbers of resource centres.

use crate::context::Context;
use crate::pattern::{Pattern, pattern};
use crate::rule::{Example, Found, Rule, RuleInfo};

static RIKEN: Pattern = pattern!(
    r"(?:RBRC|RDB|RCB|JGD|JA[CGM]|CBS?R?|HPS|APS|RSB|RRC|psd|pda)[ :#-]{0,2}[0-9]{4,6}|(?:JGD|RDB|RCB|HPS) ?[0-9]{4,5}"
);
static RRID: Pattern = pattern!(
    r"RRID ?:? ?((?:AB|SCR|CVCL|IMSR|MGI|MMRRC|BDSC|WB|ZFIN|ZIRC|Addgene|RGD|BCBC|NXR|CGC|DGGR|ATCC|JCRB|RCB|TKG|NSRRC|AGSC|BCRJ|EXRC|XGSC)[_:-][A-Za-z0-9_:-]*[A-Za-z0-9])"
);

fn riken(context: &Context<'_>, found: &mut Vec<Found>) {
    let named = |short| context.landmarks.iter().any(|landmark| landmark.name.is_some_and(|name| name.short == short));
    let named = named("RIKEN BRC");
    if !named && !context.is_traced() {
        return;
    }
    for hit in context.candidates(&RIKEN) {
        if !named {
            context.refuse(&hit.span, "centre-not-in-text");
            continue;
        }
        found.push(Found::certain("rikenbrc", hit.all(), hit.span.clone()));
    }
}

fn rrid(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&RRID) {
        found.push(Found::certain("rrid", format!("RRID:{}", hit.group(1)), hit.span.clone()));
    }
}

pub(super) static RULES: &[Rule] = &[
    Rule {
        info: RuleInfo {
            id: "rikenbrc.catalogue@1",
            schemes: &["rikenbrc"],
            words_en: "A catalogue number of RIKEN BRC (`RBRC00001`, `JGD 12568`, `RCB1637`) in a text that names the centre.",
            words_ja: "理研バイオリソース研究センターのカタログ番号（`RBRC00001`、`JGD 12568`、`RCB1637`）。センターの名がある文章で。",
            hit: Example::text(
                "from RIKEN BRC (RBRC00001)",
                &[("name", "RIKEN BRC", ""), ("rikenbrc", "RBRC00001", "")],
            ),
            near_miss: Example::text("clone RCB1637 of Arden Chemicals", &[]),
        },
        find: riken,
    },
    Rule {
        info: RuleInfo {
            id: "rrid.number@1",
            schemes: &["rrid"],
            words_en: "`RRID:` and an identifier of a known authority.",
            words_ja: "`RRID:` と既知の機関の識別子。",
            hit: Example::text("(RRID: AB_000001)", &[("rrid", "RRID:AB_000001", "")]),
            near_miss: Example::text("no RRID: none was given", &[]),
        },
        find: rrid,
    },
];
