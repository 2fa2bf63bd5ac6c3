//! Hand-ins among the files named: told apart, previewed, written.

use super::Arguments;
use crate::commands::indicators::years;
use crate::plan_option::today;
use indicatif::HumanCount;
use ingest::{HandedIn, Refusal, Unread, read_hand_in};
use plan::{FiscalYear, Language, Plan};
use register::Register;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use store::{HandInOptions, Preview, RowChange, Store};

/// Rows that are listed one by one; more are counted.
const LISTED: usize = 20;

/// Options that only hand-ins take.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Hand-ins of offices (CSV or XLSX)")]
pub struct HandInArguments {
    /// Show what hand-ins would add, change, leave and refuse, and write nothing.
    #[arg(long)]
    preview: bool,
    /// Who hands in.
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// A remark that stands in the history.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
    /// The fiscal years that the hand-in speaks for, such as `2024` or `2019..2024`. Default: those of its rows, from the first to the last. A
    /// year for which nobody handed in reads 未報告, never 0; a sheet without rows says that there is nothing in these years.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    fiscal_year: Option<RangeInclusive<FiscalYear>>,
    /// The register whose sheet it is, where its head does not tell.
    #[arg(long, value_name = "NAME")]
    register: Option<String>,
    /// Take the rows that are understood, although others are refused. Default: all rows of a file or none.
    #[arg(long)]
    keep_rest: bool,
}

/// A hand-in that was read.
pub(super) struct Read<'r> {
    file: String,
    handed_in: HandedIn<'r>,
}

/// What came of a hand-in.
pub(super) struct Outcome<'r> {
    file: String,
    sha256: String,
    register: &'r Register,
    read: u64,
    refused: u64,
    notes: Vec<String>,
    preview: Preview,
    change: Option<u64>,
    written: bool,
}

impl HandInArguments {
    /// Whether nothing is to be written.
    pub(super) fn is_preview(&self) -> bool {
        self.preview
    }

    /// Whether whoever hands in is named, or need not be.
    pub(super) fn names_who(&self) -> bool {
        self.preview || self.by.as_deref().is_some_and(|by| !by.trim().is_empty())
    }

    /// The registers that a file can be of; none if the one named is not there.
    pub(super) fn registers(&self) -> Option<&'static [Register]> {
        let all = register::builtin();
        match &self.register {
            None => Some(all),
            Some(id) => all.iter().find(|register| register.id == *id).map(std::slice::from_ref),
        }
    }

    /// The register named.
    pub(super) fn named(&self) -> &str {
        self.register.as_deref().unwrap_or_default()
    }

    /// Writes what was read, or says what it would change. What is refused is added to `refused`.
    pub(super) fn take<'r>(
        &self,
        read: Vec<Read<'r>>,
        store: &mut Store,
        language: Language,
        refused: &mut Vec<Refusal>,
    ) -> Result<Vec<Outcome<'r>>, store::Error> {
        let mut outcomes = Vec::new();
        for Read { file, handed_in: HandedIn { hand_in, entries, sha256 } } in read {
            for one in &hand_in.refused {
                refused.push(Refusal {
                    file: file.clone(),
                    record: None,
                    reason: one.in_words(Language::En),
                    reason_ja: one.in_words(Language::Ja),
                });
            }
            let more = hand_in.refused_in_all.saturating_sub(hand_in.refused.len() as u64);
            if more > 0 {
                let (reason, reason_ja) = (format!("and {more} more"), format!("ほか{more}件"));
                refused.push(Refusal { file: file.clone(), record: None, reason, reason_ja });
            }
            let is_nothing = hand_in.read == 0 && hand_in.refused_in_all == 0 && self.fiscal_year.is_none();
            if is_nothing {
                let [reason, reason_ja] = [Language::En, Language::Ja].map(|language| nothing(language).to_owned());
                refused.push(Refusal { file: file.clone(), record: None, reason, reason_ja });
            }
            let options = HandInOptions {
                file: &file,
                sha256: &sha256,
                by: self.by.as_deref().unwrap_or_default(),
                because: &self.because,
                years: self.fiscal_year.clone(),
                today: today(),
                invented: false,
                withdraw: &[],
            };
            let whole = hand_in.refused_in_all == 0 || (self.keep_rest && hand_in.read > 0);
            let write = whole && !is_nothing && !self.preview;
            let (change, preview) = if write {
                let outcome = store.hand_in(hand_in.register, &entries, &options)?;
                (outcome.change, outcome.preview)
            } else {
                (None, store.preview_hand_in(hand_in.register, &entries, &options)?)
            };
            outcomes.push(Outcome {
                sha256,
                register: hand_in.register,
                read: hand_in.read,
                refused: hand_in.refused_in_all + u64::from(is_nothing),
                notes: hand_in.notes.iter().map(|note| note.in_words(language)).collect(),
                preview,
                change,
                written: write,
                file,
            });
        }
        Ok(outcomes)
    }
}

fn nothing(language: Language) -> &'static str {
    language.of(
        "行が必要だが、何も記入されていない\nhint: その年度に該当がないことを提出するには、年度を `--fiscal-year` で示す",
        "expected rows, found none\nhint: to say that there is nothing in a year, name it with `--fiscal-year`",
    )
}

/// Tells hand-ins from files of the world. What is meant as a hand-in and cannot be read is refused.
pub(super) fn tell_apart<'r>(
    arguments: &mut Arguments,
    registers: &'r [Register],
    plan: &Plan,
    refused: &mut Vec<Refusal>,
) -> Vec<Read<'r>> {
    let mut read = Vec::new();
    arguments.files.retain(|file| {
        let path = PathBuf::from(file);
        if file == "-" || !path.is_file() {
            return true;
        }
        let file = path.display().to_string();
        let error = match read_hand_in(&path, registers, plan) {
            Ok(None) => return true,
            Ok(Some(handed_in)) => {
                read.push(Read { file, handed_in });
                return false;
            }
            // The readers of the world say in their own way what is wrong with a file that cannot be opened.
            Err(Unread::File(_)) => return true,
            Err(Unread::Sheet(error)) => error,
        };
        let [reason, reason_ja] = [Language::En, Language::Ja].map(|language| error.in_words(language));
        refused.push(Refusal { file, record: None, reason, reason_ja });
        false
    });
    read
}

impl Outcome<'_> {
    /// Whether it went in, or would.
    pub(super) fn is_taken(&self) -> bool {
        self.refused == 0 || self.written
    }

    /// Whether it changed the store.
    pub(super) fn changed(&self) -> bool {
        self.change.is_some()
    }

    /// The change number it got.
    pub(super) fn change(&self) -> Option<u64> {
        self.change
    }

    /// For people: a line of counts, the notes, and the rows that say something else.
    pub(super) fn text(&self, language: Language) -> String {
        let Preview { added, changed, unchanged, confidential, years, .. } = &self.preview;
        let [added_rows, changed_rows, same, refused, confidential] =
            [added.len() as u64, changed.len() as u64, *unchanged, self.refused, *confidential].map(HumanCount);
        let years = match years {
            Some(years) if years.start() == years.end() => {
                language.of(format!("、{}年度", years.start()), format!(", FY{}", years.start()))
            }
            Some(years) => {
                let (first, last) = (years.start(), years.end());
                language.of(format!("、{first}–{last}年度"), format!(", FY{first}–{last}"))
            }
            None => language
                .of(
                    "、年度の分かる行なし（`--fiscal-year` で示せます）",
                    ", no row tells a year (name it with `--fiscal-year`)",
                )
                .to_owned(),
        };
        let title = if language == Language::En && !self.register.title.en.is_empty() {
            &self.register.title.en
        } else {
            &self.register.title.ja
        };
        let mut out = language.of(
            format!("{}: 台帳「{title}」：追加 {added_rows}行、変更 {changed_rows}行、同じ {same}行、拒否 {refused}件、うち公開前 {confidential}行{years}\n", self.file),
            format!("{}: register “{title}”: {added_rows} rows added, {changed_rows} changed, {same} the same, {refused} refused, {confidential} confidential{years}\n", self.file),
        );
        for note in &self.notes {
            let _ = writeln!(out, "  {}{note}", language.of("注意：", "note: "));
        }
        if !self.preview.repeated.is_empty() {
            let keys = self.preview.repeated.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
            let _ = writeln!(
                out,
                "  {}{keys}",
                language.of(
                    "注意：同じキーの行が二度以上あり、最後の行を採りました：",
                    "note: keys named more than once, of which the last row stands: "
                )
            );
        }
        for RowChange { key, columns } in changed.iter().take(LISTED) {
            for one in columns {
                let column = self.register.column(&one.column);
                let header =
                    column.map_or(one.column.as_str(), |column| language.of(&column.header.ja, &column.header.en));
                let side = |values: &[String]| {
                    if values.is_empty() { language.of("（なし）", "(none)").to_owned() } else { values.join("; ") }
                };
                let _ = writeln!(out, "  {key}  {header}: {} → {}", side(&one.old), side(&one.new));
            }
        }
        if changed.len() > LISTED {
            let more = changed.len() - LISTED;
            let _ = writeln!(out, "  {}", language.of(format!("ほか{more}行"), format!("and {more} more rows")));
        }
        if !self.is_taken() {
            let ja = "  拒否された行があるため、このファイルからは何も書き込みません。直して提出し直すか、`--keep-rest` を付けます\n";
            let en = "  since rows were refused, nothing of this file is written; mend it and hand in again, or add `--keep-rest`\n";
            out.push_str(language.of(ja, en));
        } else if self.written && self.change.is_none() {
            out.push_str(
                language.of("  提出済みと同じ内容のため、何も変わりません\n", "  handed in before; nothing changed\n"),
            );
        }
        out
    }

    /// For programs; the change number stands under `meta`.
    pub(super) fn json(&self) -> Value {
        let Preview { added, changed, unchanged, confidential, repeated, years, .. } = &self.preview;
        let changed: Vec<Value> = changed
            .iter()
            .map(|row| {
                let columns =
                    row.columns.iter().map(|one| json!({"column": one.column, "old": one.old, "new": one.new}));
                json!({"key": row.key, "columns": columns.collect::<Vec<_>>()})
            })
            .collect();
        json!({
            "file": self.file,
            "sha256": self.sha256,
            "register": self.register.id,
            "read": self.read,
            "refused": self.refused,
            "fiscal_years": years.as_ref().map(|years| [years.start().0, years.end().0]),
            "added": added,
            "changed": changed,
            "unchanged": unchanged,
            "confidential": confidential,
            "repeated": repeated,
            "notes": self.notes,
            "written": self.written,
        })
    }
}
