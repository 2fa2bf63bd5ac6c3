//! Catalogue numbers of resource centres.

use crate::context::{Context, contains_word};
use crate::landmark::Landmark;
use crate::pattern::{Pattern, pattern};
use crate::rule::{Example, Found, Rule, RuleInfo};

static RIKEN: Pattern = pattern!(
    r"(?:RBRC|RDB|RCB|JGD|JA[CGM]|CBS?R?|HPS|APS|RSB|RRC|psd|pda)[ :#-]{0,2}[0-9]{4,6}|(?:JGD|RDB|RCB|HPS) ?[0-9]{4,5}"
);
static RRID: Pattern = pattern!(r"RRIDs?[ :#=]{0,3}((?:[A-Za-z]{2,12}[_:][A-Za-z0-9_:-]*|nif-[0-9-]*)[A-Za-z0-9])");
/// The rest of a list after `RRIDs:`; only authorities whose identifiers have a shape of their own.
static RRID_MORE: Pattern = pattern!(r"^(?:,|;| and| or|, and) ?((?:AB_[0-9]{5,9}|SCR_[0-9]{5,6}|CVCL_[A-Z0-9]{4}))");
static JCM: Pattern = pattern!(r"JCM[ -]?[0-9]{3,6}");
static NBRC: Pattern = pattern!(r"NBRC[ -]?[0-9]{4,6}");
/// Deletion alleles of the Japanese consortium; the gene stands before it, as in `klp-12(tm5176)`.
static ALLELE: Pattern = pattern!(r"tm[0-9]{1,5}");
static SUPPORT: Pattern = pattern!(
    r"(?:(?i:support(?:ing)? ?(?:numbers?|nos?\.?|IDs?))[ :#.]{0,3}|支援番号[ :は]{0,3})([0-9]{3,5}(?:(?:, ?(?:and )?| and |・|、)[0-9]{3,5}){0,9})"
);
static NUMBER: Pattern = pattern!(r"[0-9]{3,5}");

/// Whether one of these names stands in the text or beside it.
fn names(context: &Context<'_>, shorts: &[&str]) -> bool {
    let named = |landmark: &Landmark| landmark.name.is_some_and(|name| shorts.contains(&name.short));
    context.landmarks.iter().chain(&context.beside_landmarks).any(named)
}

/// A catalogue number where its centre is named; the search is spared a text that names none.
fn catalogue(context: &Context<'_>, found: &mut Vec<Found>, scheme: &'static str, shape: &Pattern, centres: &[&str]) {
    let named = names(context, centres);
    if !named && !context.is_traced() {
        return;
    }
    for hit in context.candidates(shape) {
        let sentence = &context.text()[context.sentence(hit.span.start)];
        if !named {
            context.refuse(&hit.span, "centre-not-in-text");
        } else if INSTRUMENTS.iter().any(|word| contains_word(sentence, word)) {
            context.refuse(&hit.span, "instrument");
        } else {
            found.push(Found::certain(scheme, hit.all(), hit.span.clone()));
        }
    }
}

/// `JCM-5000` is a microscope.
const INSTRUMENTS: &[&str] = &["JEOL", "microscope", "microscopy", "SEM", "NeoScope"];

fn riken(context: &Context<'_>, found: &mut Vec<Found>) {
    catalogue(context, found, "rikenbrc", &RIKEN, &["RIKEN BRC"]);
}

fn jcm(context: &Context<'_>, found: &mut Vec<Found>) {
    catalogue(context, found, "jcm", &JCM, &["JCM", "RIKEN BRC"]);
}

fn nbrc(context: &Context<'_>, found: &mut Vec<Found>) {
    catalogue(context, found, "nbrc", &NBRC, &["NBRC"]);
}

fn allele(context: &Context<'_>, found: &mut Vec<Found>) {
    let worm = ["C. elegans", "elegans", "線虫"].iter().any(|word| context.has(word));
    let named = names(context, &["NBRP"]);
    if !worm && !named && !context.is_traced() {
        return;
    }
    for hit in context.candidates(&ALLELE) {
        // A gene of the worm: three or four letters, a hyphen, a number.
        let gene =
            hit.before().strip_suffix('(').is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit()));
        if worm || (named && gene) {
            found.push(Found::certain("nbrp", hit.all(), hit.span.clone()));
        } else {
            context.refuse(&hit.span, "no-worm");
        }
    }
}

fn support(context: &Context<'_>, found: &mut Vec<Found>) {
    let named = names(context, &["BINDS"]);
    if !named && !context.is_traced() {
        return;
    }
    for hit in context.candidates(&SUPPORT) {
        let Some(list) = hit.group_span(1) else { continue };
        if !named {
            context.refuse(&list, "centre-not-in-text");
            continue;
        }
        for number in NUMBER.find(&context.text()[list.clone()]) {
            let span = list.start + number.span.start..list.start + number.span.end;
            found.push(Found::certain("binds", number.all(), span));
        }
    }
}

fn rrid(context: &Context<'_>, found: &mut Vec<Found>) {
    for hit in context.candidates(&RRID) {
        // `RRID:none_given`: every identifier holds a digit or two.
        if !hit.group(1).bytes().any(|byte| byte.is_ascii_digit()) {
            context.refuse(&hit.span, "no-digit");
            continue;
        }
        found.push(Found::certain("rrid", format!("RRID:{}", hit.group(1)), hit.span.clone()));
        let mut end = hit.span.end;
        while let Some(more) = RRID_MORE.find(&context.text()[end..]).next() {
            let Some(span) = more.group_span(1) else { break };
            found.push(Found::certain("rrid", format!("RRID:{}", more.group(1)), end + span.start..end + span.end));
            end += span.end;
        }
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
            id: "rrid.number@2",
            schemes: &["rrid"],
            words_en: "`RRID:` and an identifier: letters of the authority, `_` or `:`, and what it gave; after `RRIDs:` a list of them.",
            words_ja: "`RRID:` と識別子（機関の英字、`_` か `:`、その番号）。`RRIDs:` の後は列挙も。",
            hit: Example::text(
                "(RRIDs: AB_000001, AB_000002; RRID:IMSR_JAX:000001)",
                &[("rrid", "RRID:AB_000001", ""), ("rrid", "RRID:AB_000002", ""), ("rrid", "RRID:IMSR_JAX:000001", "")],
            ),
            near_miss: Example::text("no RRID: none was given", &[]),
        },
        find: rrid,
    },
    Rule {
        info: RuleInfo {
            id: "jcm.catalogue@1",
            schemes: &["jcm"],
            words_en: "`JCM` and three to six digits in a text that names the Japan Collection of Microorganisms or RIKEN BRC.",
            words_ja: "`JCM` と3〜6桁の数字。微生物株コレクション JCM か理研バイオリソース研究センターの名がある文章で。",
            hit: Example::text(
                "strain JCM 1000 of the Japan Collection of Microorganisms",
                &[("jcm", "JCM 1000", ""), ("name", "JCM", "")],
            ),
            near_miss: Example::text("RIKEN BRC; seen with a JCM-5000 microscope", &[("name", "RIKEN BRC", "")]),
        },
        find: jcm,
    },
    Rule {
        info: RuleInfo {
            id: "nbrc.catalogue@1",
            schemes: &["nbrc"],
            words_en: "`NBRC` and four to six digits in a text that names the NITE Biological Resource Center.",
            words_ja: "`NBRC` と4〜6桁の数字。製品評価技術基盤機構バイオテクノロジーセンターの名がある文章で。",
            hit: Example::text(
                "NBRC 10000 was from the NITE Biological Resource Center",
                &[("nbrc", "NBRC 10000", ""), ("name", "NBRC", "")],
            ),
            near_miss: Example::text("room NBRC 10000 of Arden", &[]),
        },
        find: nbrc,
    },
    Rule {
        info: RuleInfo {
            id: "nbrp.allele@1",
            schemes: &["nbrp"],
            words_en: "`tm` and digits (`klp-12(tm5176)`), the consortium's deletion alleles, beside C. elegans, or in a gene's brackets in a text that names NBRP.",
            words_ja: "`tm` と数字（`klp-12(tm5176)` など、線虫の欠失変異）。線虫（C. elegans）に触れる文章か、NBRP の名がある文章で遺伝子名の括弧内にあるもの。",
            hit: Example::text("C. elegans klp-12(tm5000) from NBRP", &[("nbrp", "tm5000", ""), ("name", "NBRP", "")]),
            near_miss: Example::text("rice from NBRP was kept at tm25", &[("name", "NBRP", "")]),
        },
        find: allele,
    },
    Rule {
        info: RuleInfo {
            id: "binds.support@1",
            schemes: &["binds"],
            words_en: "What is called a support number, three to five digits, in a text that names BINDS.",
            words_ja: "支援番号（support number）と書かれた3〜5桁の数字。BINDS の名がある文章で。",
            hit: Example::text(
                "BINDS from AMED under Grant Number JP17am0100001 (support number 1234 and 1235)",
                &[
                    ("name", "BINDS", ""),
                    ("name", "AMED", ""),
                    ("amed", "am0100001", ""),
                    ("binds", "1234", ""),
                    ("binds", "1235", ""),
                ],
            ),
            near_miss: Example::text("AMED; telephone support number 1234", &[("name", "AMED", "")]),
        },
        find: support,
    },
];
