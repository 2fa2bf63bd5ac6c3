//! `shirube audit`: who saw and did what.

use crate::exit;
use crate::store_option::StoreOption;
use anyhow::{Context as _, anyhow};
use people::audit::{self, Entry, Head};
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
    store: StoreOption,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Show the newest entries, the newest first, as tab-separated lines.
    Show {
        /// Only entries of this account.
        #[arg(long)]
        who: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 100)]
        most: u32,
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

fn head(text: &str) -> Result<Head, String> {
    Head::read(text).ok_or_else(|| "expected a number, `:` and 64 hexadecimal digits".to_owned())
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let mut store = arguments.store.open_existing("shirube audit")?;
    let mut out = std::io::stdout().lock();
    match arguments.action {
        Action::Show { who, most } => {
            for entry in store.newest_audit(who.as_deref(), most.into())? {
                let (who, what, subject, detail) = parts(&entry);
                writeln!(out, "{}\t{}\t{who}\t{what}\t{subject}\t{detail}", entry.number, entry.at)?;
            }
        }
        Action::Verify { head } => {
            let trail = store.audit_trail()?;
            let head = audit::verify(&trail, head.as_ref())
                .map_err(|broken| anyhow!(broken))
                .context("the audit trail does not hold")?;
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
            writeln!(out, "{}", store.forget_looks(&format!("{before}T00:00:00Z"), "command line")?)?;
        }
    }
    Ok(exit::DONE)
}

/// Who, what, subject, detail for a line; empty where forgotten. Control characters were never typed by a person and are shown as blanks.
fn parts(entry: &Entry) -> (String, String, String, String) {
    let clean = |text: &str| text.replace(char::is_control, " ");
    match &entry.content {
        Some(content) => (clean(&content.who), clean(&content.what), clean(&content.subject), clean(&content.detail)),
        None => Default::default(),
    }
}
