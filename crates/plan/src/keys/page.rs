//! `docs/reference/plan-toml.md`, printed from the list of keys.

use super::{ALL_TABLES, BASIS_KEYS, BasisKeys, CONFIRMED_KEYS, Key, Need, TableKind};
use crate::{InferenceRule, Language};
use std::fmt::Write as _;

const OPENING: &str = "\
# The plan as TOML

<!-- Printed from crates/plan/src/keys by `WRITE_REFERENCE=1 cargo test -p plan --test reference`; without it, the test holds the two together. -->

A plan is a folder of TOML 1.1 files. `shirube plan check DIR` reads it and reports everything that is wrong at once; `shirube plan export DIR` writes one.
Files that do not end in `.toml` are left alone. Policies and programmes come in the order of the number with which their files' names begin.

| file | holds |
|---|---|
| `plan.toml` | the head of the plan |
| `policies/N-ID.toml` | one policy a file |
| `programmes/N-ID.toml` | one programme a file, with its projects and indicators |
| `integrated-projects.toml` | 統合プロジェクト of every term |
| `disease-areas.toml` | 疾患領域 |
| `lineage.toml` | what preceded and followed what |
| `joins.toml` | budget projects, schemes, and what is joined to which project |

Only `plan.toml` must be there. What is absent is empty. An id is lower-case ASCII letters and digits with single hyphens between them, is given once and never reused.
Years are fiscal years of the common era: FY2024 runs from 1 April 2024 to 31 March 2025.
";

const BASIS: &str = "
## How something is known

A table that makes a claim says how it is known, by exactly one of these, written beside its other keys:

| written | state |
|---|---|
| `stated = \"source or URL\"` | a named source says so; counts |
| `confirmed = \"who\", on = 2026-11-01, because = \"…\"` | a person decided it; counts |
| `inferred = \"rule\"` | a named rule derived it; `plan check` holds the year against the rule |
| `unconfirmed = \"where it was met\"` or `unconfirmed = true` | somebody said so, and no source opens; awaits a decision |
| `unknown = true` | nobody knows yet |

Instead of the keys beside the others, `basis = { … }` holds them in a table of its own. Where `on` or `because` mean something else (a decision, a version of an
indicator) a person's decision is always written so. A year that nobody knows is `\"unknown\"`, or `unknown = true` without `year`.
";

/// The reference page, whole.
#[must_use]
pub fn reference_page() -> String {
    let mut page = String::from(OPENING);
    page.push_str(BASIS);
    rules(&mut page);
    for kind in ALL_TABLES {
        table(&mut page, kind);
    }
    page
}

fn rules(page: &mut String) {
    page.push_str("\nThe rules by which something may be inferred:\n\n");
    for rule in InferenceRule::ALL {
        let _ = writeln!(page, "- `{}`: {}", rule.name(), rule.words());
    }
}

fn table(page: &mut String, kind: &TableKind) {
    let _ = write!(page, "\n## `{}`: {}\n\n", kind.name, kind.en);
    let _ = writeln!(page, "{}, in {}.", kind.ja, kind.file);
    page.push_str("\n| key | value | if absent | meaning |\n|---|---|---|---|\n");
    for key in kind.keys {
        row(page, key);
    }
    match kind.basis {
        BasisKeys::None => {}
        BasisKeys::Beside => basis_line(page, BASIS_KEYS.iter().chain(CONFIRMED_KEYS)),
        BasisKeys::BesideNotConfirmed => basis_line(page, BASIS_KEYS.iter()),
    }
}

fn basis_line<'a>(page: &mut String, keys: impl Iterator<Item = &'a Key>) {
    let keys = keys.map(|key| format!("`{}`", key.name)).collect::<Vec<_>>().join(", ");
    let _ = writeln!(page, "\nAnd how it is known: {keys}.");
}

fn row(page: &mut String, key: &Key) {
    let absent = match key.need {
        Need::Required => "an error".to_owned(),
        Need::Optional => "none".to_owned(),
        Need::Default(value) if value.contains('`') => value.to_owned(),
        Need::Default(value) => format!("`{value}`"),
    };
    let _ = writeln!(
        page,
        "| `{}` | {} | {absent} | {}: {} |",
        key.name,
        key.shape.words(Language::En).replace('|', "\\|"),
        key.ja,
        key.en
    );
}
