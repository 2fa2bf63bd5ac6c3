//! The reference pages of rules and schemes come from the code and say what it does.
//!
//! To write them anew: `SHIRUBE_WRITE_REFERENCE=1 cargo test -p mention --test reference`.

use mention::score::Share;
use mention::{Example, FieldKind, Name, NameKind, Recogniser, funder_info, names, reasons, refusals, schemes};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Checks that a page says what the code says, or writes it if asked to.
#[track_caller]
fn check(file: &str, expected: &str) {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference")).join(file);
    if std::env::var_os("SHIRUBE_WRITE_REFERENCE").is_some() {
        std::fs::create_dir_all(path.parent().expect("the page stands in a folder")).expect("the folder can be made");
        std::fs::write(&path, expected).expect("the page can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == expected,
        "docs/reference/{file} does not say what the code does\n\
         hint: SHIRUBE_WRITE_REFERENCE=1 cargo test -p mention --test reference"
    );
}

/// Text in a cell of a table, or in code, without breaking either.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", cell(text))
}

fn example(example: &Example) -> String {
    let mut out = code(example.text);
    if example.kind == FieldKind::GrantId {
        let _ = write!(out, " in a list of grants, agency {}", code(example.beside));
    }
    let found: Vec<String> = example
        .found
        .iter()
        .map(|(scheme, value, reason)| {
            let doubt = if reason.is_empty() { String::new() } else { format!(" (doubtful: `{reason}`)") };
            format!("{scheme} {}{doubt}", code(value))
        })
        .collect();
    let _ = write!(out, " → {}", if found.is_empty() { "nothing".to_owned() } else { found.join(", ") });
    out
}

/// What was measured of a rule: right, wrong, and how many labels its schemes have.
struct Measured {
    right: usize,
    wrong: usize,
    labelled: usize,
}

/// The table that `shirube score --all ../shared/real --format rules` wrote. Other people's files are not in the repository, so the
/// measurement cannot be repeated by a test; a rule whose version changed since has no row.
fn measured() -> BTreeMap<String, Measured> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/measured.tsv"));
    let text = std::fs::read_to_string(path).expect("docs/reference/measured.tsv is readable");
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let count = |index: usize| cells.get(index).and_then(|cell| cell.parse().ok()).expect("a count");
        rows.insert(cells[0].to_owned(), Measured { right: count(1), wrong: count(2), labelled: count(3) });
    }
    rows
}

fn in_words(Measured { right, wrong, labelled }: &Measured) -> String {
    let share = |part: usize, whole: usize| {
        let (low, high) = Share { part, whole }.interval();
        format!("{:.3} ({low:.3}–{high:.3})", Share { part, whole }.value())
    };
    if right + wrong == 0 {
        return "no label bears on it".to_owned();
    }
    let recall = if *labelled == 0 {
        String::new()
    } else {
        format!("; {right} of the {labelled} labelled of its scheme are its own")
    };
    format!("{right} right, {wrong} wrong: precision {}{recall}", share(*right, right + wrong))
}

fn rules_page() -> String {
    let mut out = String::from(
        "# Rules of the recogniser\n\n\
         Generated from `crates/mention`; `cargo test -p mention --test reference` holds this page against the code.\n\
         Every mention names the rule that found it and the rule's version (`amed.systematic@1`).\n\n\
         Mentions stand in text order and never overlap. Where two rules could cover the same words, the longer one wins, then the \
         certain one. Matching looks through full width, hyphens, blanks, soft hyphens and words broken at a line end; \
         the span is always that of the words as printed.\n\n\
         Whose number it is, is decided by the nearest funder's name in the same sentence (`lexicons/names.tsv`, `lexicons/cues.tsv`), \
         or by the agency beside it in a list of grants. Nothing is looked for unless one of the words of `lexicons/anchors.tsv` stands in \
         the text or beside it.\n\n\
         What is measured, against which labels and with which command, stands in [score](score.md); `docs/reference/measured.tsv` holds the \
         counts. Intervals are Wilson's at 95 %.\n",
    );
    let measured = measured();
    for rule in Recogniser::default().rules() {
        let _ = write!(
            out,
            "\n## `{}`\n\n{}\n\n{}\n\n- hit: {}\n- near miss: {}\n- measured: {}\n",
            rule.id,
            rule.words_en,
            rule.words_ja,
            example(&rule.hit),
            example(&rule.near_miss),
            measured.get(rule.id).map_or_else(|| "not in this version".to_owned(), in_words)
        );
    }
    out.push_str("\n## Reasons for doubt\n\nA doubtful mention waits for a person and is never counted silently.\n\n| code | words | 言葉 |\n|---|---|---|\n");
    for reason in reasons() {
        let _ = writeln!(out, "| `{}` | {} | {} |", reason.code, cell(reason.words_en), cell(reason.words_ja));
    }
    out.push_str(
        "\n## Reasons for refusal\n\nWhat `shirube explain` says of words that look like a mention and are none, with the words that \
         decided it where some did.\n\n| code | words | 言葉 |\n|---|---|---|\n",
    );
    for refusal in refusals() {
        let _ = writeln!(out, "| `{}` | {} | {} |", refusal.code, cell(refusal.words_en), cell(refusal.words_ja));
    }
    out
}

fn kind(name: &Name) -> &'static str {
    match name.kind {
        NameKind::Funder => "funder",
        NameKind::Scheme => "scheme",
        NameKind::Resource => "resource",
    }
}

fn schemes_page() -> String {
    let mut out = String::from(
        "# Schemes\n\n\
         Generated from `lexicons/`; `cargo test -p mention --test reference` holds this page against it.\n\
         `scheme` and `value` of a mention. `--schemes plan` looks for those marked so, `--schemes all` (the default) for all; a list \
         of codes is possible too, and `plan` may stand in a list.\n\n\
         | scheme | plan | whose | だれの | country | normal form of the value |\n|---|---|---|---|---|---|\n",
    );
    for scheme in schemes() {
        let plan = if scheme.in_plan_set { "yes" } else { "" };
        let _ = writeln!(
            out,
            "| `{}` | {plan} | {} | {} | {} | {} |",
            scheme.scheme,
            cell(scheme.label_en),
            cell(scheme.label_ja),
            scheme.country,
            cell(scheme.normal_form)
        );
    }
    out.push_str(
        "\n## Names\n\nValues of scheme `name` and the forms that name them. A form with words after a colon needs one of \
         them in the same text or beside it.\n\n| value | kind | forms |\n|---|---|---|\n",
    );
    let identifiers = |short: &str| {
        funder_info(short).map_or_else(String::new, |funder| {
            let crossref =
                Some(funder.crossref_funder).filter(|id| !id.is_empty()).map(|id| format!("Crossref funder {id}"));
            let ror = Some(funder.ror).filter(|id| !id.is_empty()).map(str::to_owned);
            format!(" ({})", [ror, crossref].into_iter().flatten().collect::<Vec<_>>().join(", "))
        })
    };
    let mut by_short: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for name in names() {
        let with = if name.with.is_empty() { String::new() } else { format!(" (with: {})", name.with.join(", ")) };
        by_short.entry((name.short, kind(name))).or_default().push(format!("{}{}", code(name.form), cell(&with)));
    }
    for ((short, kind), forms) in by_short {
        let _ = writeln!(out, "| {}{} | {kind} | {} |", cell(short), identifiers(short), forms.join(" · "));
    }
    out
}

#[test]
fn the_page_of_rules_says_what_the_rules_do() {
    check("rules.md", &rules_page());
}

#[test]
fn the_page_of_schemes_says_what_the_lexicons_hold() {
    check("schemes.md", &schemes_page());
}
