//! `shirube audit`: who saw and did what.

use crate::exit;
use crate::people_options::PeopleOptions;
use crate::table::Table;
use anyhow::anyhow;
use people::audit::{self, Broken, Entry, Head};
use std::io::Write as _;

/// Shows, checks and exports the audit trail.
///
/// The trail is a chain: each entry's sum holds the one before it. Note its head (`shirube audit verify` prints it) on paper or in another
/// place; `--head` then also finds a tail that was cut off or a trail that was made anew.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    options: PeopleOptions,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Show the newest entries as sentences, the newest first.
    Show {
        /// Only entries of this account.
        #[arg(long)]
        who: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 100)]
        most: u32,
        /// How to print.
        #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
        format: Format,
    },
    /// Check every entry and print the head. Exit code 1 where an entry was changed, removed, reordered or cut.
    Verify {
        /// A head noted earlier, as this command printed it.
        #[arg(long, value_parser = head)]
        head: Option<Head>,
    },
    /// Write the whole trail as JSON Lines on stdout, the oldest entry first; the last line is the head.
    Export,
    /// Forget what was only looked at before a day (UTC). The chain still holds. Cannot be undone.
    ForgetLooks {
        /// The day: `2026-11-25`.
        #[arg(long, value_name = "DATE")]
        before: jiff::civil::Date,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading, in the language of messages.
    Table,
    /// Comma-separated values: what stands in the trail, the same in both languages.
    Csv,
}

fn head(text: &str) -> Result<Head, String> {
    Head::read(text).ok_or_else(|| "expected a number, `:` and 64 hexadecimal digits".to_owned())
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let options = &arguments.options;
    let mut store = options.open("shirube audit")?;
    let mut out = std::io::stdout().lock();
    match arguments.action {
        Action::Show { who, most, format } => {
            let entries = store.newest_audit(who.as_deref(), most.into())?;
            let text = match format {
                Format::Csv => as_csv(&entries).csv(),
                Format::Table if entries.is_empty() => {
                    options.pick("記録はありません。\n", "There is no entry.\n").to_owned()
                }
                Format::Table => for_people(&entries, options).aligned(),
            };
            out.write_all(text.as_bytes())?;
        }
        Action::Verify { head } => {
            let trail = store.audit_trail()?;
            let head = audit::verify(&trail, head.as_ref()).map_err(|broken| {
                let lead = options.pick("監査記録に改変か欠落があります", "the audit trail does not hold");
                anyhow!(options.pick(in_japanese(&broken), broken.to_string())).context(lead)
            })?;
            writeln!(out, "{head}")?;
        }
        Action::Export => {
            let trail = store.audit_trail()?;
            for entry in &trail {
                let content = entry.content.as_ref();
                let line = serde_json::json!({
                    "number": entry.number, "at": entry.at, "kind": entry.kind.code(),
                    "who": content.map(|content| &content.who), "what": content.map(|content| &content.what),
                    "subject": content.map(|content| &content.subject), "detail": content.map(|content| &content.detail),
                    "salt": content.map(|content| &content.salt),
                    "content_sum": entry.content_sum, "sum": entry.sum,
                });
                writeln!(out, "{line}")?;
            }
            writeln!(out, "{}", serde_json::json!({ "head": store.audit_head()?.to_string() }))?;
        }
        Action::ForgetLooks { before } => {
            let forgotten = store.forget_looks(&format!("{before}T00:00:00Z"), "command line")?;
            let said = options
                .pick(format!("閲覧の記録{forgotten}件の内容を消しました。"), format!("Looks forgotten: {forgotten}."));
            writeln!(out, "{said}")?;
        }
    }
    Ok(exit::DONE)
}

/// What stands in the trail, for programs; empty where it was forgotten.
fn as_csv(entries: &[Entry]) -> Table {
    let mut table = Table::new(&["number", "at", "kind", "who", "what", "subject", "detail"], &[]);
    for entry in entries {
        let content = entry.content.as_ref();
        let content = content.map(|one| [&one.who, &one.what, &one.subject, &one.detail].map(|text| clean(text)));
        let mut row = vec![entry.number.to_string(), entry.at.clone(), entry.kind.code().to_owned()];
        row.extend(content.unwrap_or_default());
        table.push(row);
    }
    table
}

/// Sentences, for people.
fn for_people(entries: &[Entry], options: &PeopleOptions) -> Table {
    let head = options.pick(["番号", "日時（UTC）", "内容"], ["number", "when (UTC)", "what happened"]);
    let mut table = Table::new(&head, &[0]);
    for entry in entries {
        let role = |codes: &str| options.codes_in_words(codes);
        let sentence = options.pick(entry.in_japanese(&role), entry.in_english(&role));
        table.push(vec![entry.number.to_string(), entry.at.clone(), sentence]);
    }
    table
}

/// Control characters were never typed by a person and are shown as blanks.
fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// What is wrong with a trail, in Japanese.
fn in_japanese(broken: &Broken) -> String {
    match broken {
        Broken::Order { expected, found } => {
            format!("{expected}番の記録がありません。その位置に{found}番の記録があります")
        }
        Broken::Content(number) => format!("{number}番の記録は、あとから書き換えられています"),
        Broken::Forgotten(number) => format!("{number}番の記録は、閲覧の記録ではないのに内容が消されています"),
        Broken::Chain(number) => format!("{number}番の記録は、直前の記録とつながりません"),
        Broken::Head { number } => {
            format!("{number}番の記録が、控えておいた値と合いません。末尾が切り取られたか、作り直されています")
        }
    }
}
