//! Japanese funders, programmes and resources named in words.
//!
//! The decision to question: AMED is also a database. In a list of databases it is no mention at all; where
//! nothing tells, it waits for a person.

use crate::FieldKind;
use crate::context::{Context, contains_word};
use crate::landmark::Landmark;
use crate::lexicon::{Name, NameKind};
use crate::rule::{Example, Found, Rule, RuleInfo};

/// Databases that are searched together with the Allied and Complementary Medicine Database.
const DATABASES: &[&str] = &[
    "Allied and Complementary",
    "Cochrane",
    "CENTRAL",
    "CINAHL",
    "CNKI",
    "EMBASE",
    "Embase",
    "Google Scholar",
    "HealthSTAR",
    "MEDLINE",
    "Medline",
    "Ovid",
    "PEDro",
    "PsycINFO",
    "PsycInfo",
    "PubMed",
    "SPORTDiscus",
    "ScienceDirect",
    "Scopus",
    "Wanfang",
    "Web of Science",
];

/// Words that speak of databases without naming one.
const OF_DATABASES: &[&str] = &["database", "databases", "データベース", "searched"];

/// Words that say somebody paid or was paid.
const CREDIT: &[&str] = &[
    "support",
    "fund",
    "grant",
    "Grant",
    "Fund",
    "Support",
    "award",
    "financ",
    "sponsor",
    "acknowledg",
    "under",
    "contract",
    "program",
    "Program",
    "project",
    "Project",
    "助成",
    "支援",
    "委託",
    "事業",
    "補助",
    "資金",
    "課題",
];

fn names(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut previous: Option<(usize, &'static str)> = None;
    for landmark in &context.landmarks {
        let Some(name) = landmark.name else { continue };
        if !name.with.is_empty() && !name.with.iter().any(|word| context.has(word)) {
            context.refuse_by(&landmark.span, "name-without-company", || name.with.join(", "));
            continue;
        }
        if name.kind == NameKind::Scheme && !name.with.is_empty() && is_part_of_compound(context, landmark) {
            context.refuse(&landmark.span, "part-of-compound");
            continue;
        }
        let Some(doubt) = doubt(context, landmark, name) else {
            context.refuse(&landmark.span, "amed-among-databases");
            continue;
        };
        let mut span = landmark.span.clone();
        // `Long Name (SHORT)` is one mention.
        if let Some((at, short)) = previous
            && short == name.short
            && let Some(before) = found.get_mut(at)
            && joins(context, before.span.end, span.start)
        {
            let closes = context.text()[span.end..].starts_with(')');
            before.span.end = span.end + usize::from(closes);
            if doubt.is_empty() {
                before.doubt = "";
            }
            continue;
        }
        // The closing bracket belongs to it where the opening one does.
        if context.text()[span.clone()].contains('(') && context.text()[span.end..].starts_with(')') {
            let inside = &context.text()[span.clone()];
            if inside.matches('(').count() > inside.matches(')').count() {
                span.end += 1;
            }
        }
        previous = Some((found.len(), name.short));
        found.push(Found { scheme: "name", value: name.short.to_owned(), span, fiscal_year: None, doubt });
    }
}

/// `PRIME-MD` is no `PRIME`: a form that is not clear by itself stops at a hyphen too.
fn is_part_of_compound(context: &Context<'_>, landmark: &Landmark) -> bool {
    let after = context.text().as_bytes().get(landmark.span.end..landmark.span.end + 2);
    after.is_some_and(|after| after[0] == b'-' && after[1].is_ascii_alphanumeric())
}

/// Whether only an opening bracket stands between a long name and its abbreviation.
fn joins(context: &Context<'_>, end: usize, start: usize) -> bool {
    context.text().get(end..start).is_some_and(|between| matches!(between.trim(), "(" | "[" | "（" | "; " | "-" | ", "))
}

/// The reason for doubt, empty if there is none; `None` if it is no mention.
fn doubt(context: &Context<'_>, landmark: &Landmark, name: &Name) -> Option<&'static str> {
    if name.form != "AMED" {
        return Some("");
    }
    if matches!(context.kind, FieldKind::GrantAgency | FieldKind::GrantId | FieldKind::Affiliation) {
        return Some("");
    }
    let sentence = &context.text()[context.sentence(landmark.span.start)];
    let any = |words: &[&str], text: &str| words.iter().any(|word| contains_word(text, word));
    if super::amed::has_shape(sentence) {
        return Some("");
    }
    if any(DATABASES, sentence) {
        return None;
    }
    let credited = CREDIT.iter().any(|word| sentence.contains(word));
    if any(OF_DATABASES, sentence) && !credited {
        return None;
    }
    if credited || context.has("Japan") || context.has("日本") {
        return Some("");
    }
    if DATABASES.iter().any(|word| context.has(word)) {
        return None;
    }
    Some("amed-database-or-agency")
}

pub(super) static RULES: &[Rule] = &[Rule {
    info: RuleInfo {
        id: "name.lexicon@1",
        schemes: &["name"],
        words_en: "A form of `lexicons/names.tsv`, the longest first, together with its abbreviation in brackets. `AMED` \
                   among databases is no mention; where nothing tells agency from database, it waits for a person.",
        words_ja: "`lexicons/names.tsv` の形。最長一致。括弧内の略称も合わせて1件。データベースの並びの中の `AMED` は数えず、\
                   機関かデータベースか判らないものは人の判断を待つ。",
        hit: Example::text("strains of the National BioResource Project (NBRP)", &[("name", "NBRP", "")]),
        near_miss: Example::text("We searched MEDLINE, AMED and CINAHL. Published in BioResources.", &[]),
    },
    find: names,
}];
