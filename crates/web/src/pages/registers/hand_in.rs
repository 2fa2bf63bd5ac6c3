//! A hand-in on its way: chosen, looked at, written, and perhaps taken back.
//!
//! Between looking and writing the file stands in memory, a few at a time, so that what is written is what was looked at and nothing
//! has to be chosen twice. A restart forgets them, and the page says so.

use crate::pages::act::{Form, because, field};
use crate::phrase::say;
use crate::source::{HandInOptions, Preview};
use crate::upload::{Sent, Upload};
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::RegisterWords;
use askama::Template;
use plan::FiscalYear;
use register::{HandIn, Register, read_sheets};
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Rows and refusals that are listed; more are counted.
const LISTED: usize = 50;

/// A file that was looked at and may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// By what the form names it: its checksum, with who hands it in and for which years.
    pub token: String,
    register: String,
    file: Arc<Upload>,
    by: String,
    because: String,
    years: Option<RangeInclusive<FiscalYear>>,
}

impl Pending {
    /// How much memory it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.file.bytes.len()
    }
}

/// What a hand-in would change.
#[derive(Template)]
#[template(path = "hand_in.html")]
struct Page {
    frame: Frame,
    words: &'static RegisterWords,
    register: String,
    file: String,
    /// Said first: that nothing has been written, or that nothing would change.
    lead: &'static str,
    /// What has to be seen to before it can be written; empty if nothing.
    problem: String,
    years: String,
    /// Added, changed, the same, refused, not open yet.
    counts: Vec<(&'static str, String)>,
    added: Vec<String>,
    added_more: String,
    changed: Vec<ChangedRow>,
    changed_more: String,
    refused: Vec<String>,
    refused_more: String,
    notes: Vec<String>,
    /// Empty if nothing can be written.
    token: String,
    /// The words of the button.
    write: &'static str,
    write_href: String,
    back_href: String,
}

/// A column that would say something else.
struct ChangedRow {
    key: String,
    column: String,
    old: String,
    new: String,
}

/// Reads the file that was chosen and shows what it would change.
pub fn look(visit: &Visit<'_>, sent: &Sent) -> Result<Answer, Problem> {
    let words = RegisterWords::of(visit.language());
    visit.site.may_hand_in(visit)?;
    let Some(file) = sent.file.clone().filter(|file| !file.bytes.is_empty()) else {
        return Err(Problem::BadRequest(words.no_file.to_owned()));
    };
    let years = years(&sent.fields).ok_or_else(|| Problem::BadRequest(words.wrong_year.to_owned()))?;
    let register = named(field(&sent.fields, "register")?)?;
    let mut pending = Pending {
        token: String::new(),
        register: register.id.clone(),
        file: Arc::new(file),
        by: field(&sent.fields, "by")?.to_owned(),
        because: because(&sent.fields).to_owned(),
        years,
    };
    pending.token = token(&pending);
    let hand_in = match read(&pending, register, visit) {
        Ok(hand_in) => hand_in,
        Err(reason) => return Err(Problem::BadRequest(reason)),
    };
    let preview = visit.site.preview_hand_in(register, &hand_in.entries, &options(&pending, visit))?;
    let page = page(visit, register, &pending, &hand_in, &preview);
    if !page.token.is_empty() {
        visit.site.keep_pending(pending);
    }
    visit.html(&page)
}

/// Writes what was looked at, and goes to the register.
pub fn write(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let words = RegisterWords::of(visit.language());
    visit.site.may_hand_in(visit)?;
    let gone = || Problem::BadRequest(words.gone.to_owned());
    let pending = visit.site.take_pending(field(form, "token")?).ok_or_else(gone)?;
    let register = named(&pending.register)?;
    let hand_in = read(&pending, register, visit).map_err(Problem::BadRequest)?;
    visit.site.hand_in(visit, register, &hand_in.entries, &options(&pending, visit))?;
    Ok(to_register(visit, &register.id))
}

/// Takes a hand-in back.
pub fn undo(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let change = field(form, "change")?;
    let change = change.parse().map_err(|_| Problem::BadRequest(format!("`change`: `{change}`")))?;
    let register = named(field(form, "register")?)?;
    visit.site.undo_hand_in(visit, change, field(form, "by")?, because(form))?;
    Ok(to_register(visit, &register.id))
}

fn named(id: &str) -> Result<&'static Register, Problem> {
    let found = register::builtin().iter().find(|register| register.id == id);
    found.ok_or_else(|| Problem::BadRequest(format!("`register`: `{id}`")))
}

/// Reads the sheet again, as the register that the page is about.
fn read<'r>(pending: &Pending, register: &'r Register, visit: &Visit<'_>) -> Result<HandIn<'r>, String> {
    let language = visit.language().of_plan();
    read_sheets(&pending.file.bytes, std::slice::from_ref(register), &visit.snapshot.plan)
        .map_err(|error| error.in_words(language))
}

fn options<'p>(pending: &'p Pending, visit: &Visit<'_>) -> HandInOptions<'p> {
    HandInOptions {
        file: &pending.file.name,
        sha256: &pending.token[..pending.token.len().min(64)],
        by: &pending.by,
        because: &pending.because,
        years: pending.years.clone(),
        today: visit.snapshot.day,
        invented: false,
        withdraw: &[],
    }
}

/// The checksum of the file, then that of what goes with it.
fn token(pending: &Pending) -> String {
    let hex = |digest: &[u8]| digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let beside = format!("{} {} {} {:?}", pending.register, pending.by, pending.because, pending.years);
    hex(&Sha256::digest(&pending.file.bytes)) + &hex(&Sha256::digest(beside.as_bytes())[..8])
}

/// The years of the form; `None` inside if it names none, `None` outside if it makes no sense.
fn years(form: &Form) -> Option<Option<RangeInclusive<FiscalYear>>> {
    let year = |name: &str| match form.get(name).map(|text| text.trim()).filter(|text| !text.is_empty()) {
        None => Some(None),
        Some(text) => text.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year)).map(Some),
    };
    match (year("first")?, year("last")?) {
        (None, None) => Some(None),
        (Some(one), None) | (None, Some(one)) => Some(Some(FiscalYear(one)..=FiscalYear(one))),
        (Some(first), Some(last)) if first <= last => Some(Some(FiscalYear(first)..=FiscalYear(last))),
        _ => None,
    }
}

fn to_register(visit: &Visit<'_>, register: &str) -> Answer {
    Answer { status: 303, media_type: "text/plain", body: visit.to(&format!("/registers/{register}?done=1")) }
}

fn page(visit: &Visit<'_>, register: &Register, pending: &Pending, hand_in: &HandIn<'_>, preview: &Preview) -> Page {
    let (words, language) = (RegisterWords::of(visit.language()), visit.language());
    let more = |all: usize| if all > LISTED { visit.count(words.more, all - LISTED) } else { String::new() };
    let number = |n: u64| crate::figure::grouped(n.into());
    let side = |column: &str, values: &[String]| {
        let shown: Vec<String> =
            values.iter().map(|one| super::value_in_words(visit, Some(register), column, one).0).collect();
        if shown.is_empty() { words.nothing.to_owned() } else { shown.join(words.comma) }
    };
    let changed: Vec<ChangedRow> = preview
        .changed
        .iter()
        .flat_map(|row| row.columns.iter().map(move |one| (row, one)))
        .map(|(row, one)| ChangedRow {
            key: row.key.clone(),
            column: super::column_header(Some(register), &one.column, language),
            old: side(&one.column, &one.old),
            new: side(&one.column, &one.new),
        })
        .collect();
    let refused_in_all = usize::try_from(hand_in.refused_in_all).unwrap_or(usize::MAX);
    let is_nothing = hand_in.read == 0 && refused_in_all == 0 && pending.years.is_none();
    let mut notes: Vec<String> = hand_in.notes.iter().map(|note| note.in_words(language.of_plan())).collect();
    if !preview.repeated.is_empty() {
        let keys: Vec<&str> = preview.repeated.iter().take(LISTED).map(String::as_str).collect();
        notes.push(say(words.repeated, &[("keys", &keys.join(words.comma))]));
    }
    let problem = match () {
        () if is_nothing => words.no_rows,
        () if refused_in_all > 0 => words.refused_lead,
        () if preview.years.is_none() => words.preview_no_years,
        () => "",
    };
    let can_write = preview.changes_anything && !is_nothing && hand_in.read + u64::from(pending.years.is_some()) > 0;
    let heading = language.plain(&register.title);
    Page {
        frame: visit.frame(
            words.preview_title,
            Section::Registers,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(words.title), "/registers"),
                visit.crumb(own(heading.clone()), &format!("/registers/{}", register.id)),
                visit.crumb(own(words.preview_title), ""),
            ],
            &[],
        ),
        words,
        register: heading,
        file: pending.file.name.clone(),
        lead: if preview.changes_anything || is_nothing { words.preview_lead } else { words.preview_same },
        problem: problem.to_owned(),
        years: preview.years.as_ref().map_or_else(String::new, |years| {
            let years: Vec<FiscalYear> = (years.start().0..=years.end().0).map(FiscalYear).collect();
            say(words.preview_years, &[("years", &super::years_in_words(&years))])
        }),
        counts: vec![
            (words.added, number(preview.added.len() as u64)),
            (words.changed, number(preview.changed.len() as u64)),
            (words.unchanged, number(preview.unchanged)),
            (words.refused, number(hand_in.refused_in_all)),
            (words.confidential, number(preview.confidential)),
        ],
        added: preview.added.iter().take(LISTED).cloned().collect(),
        added_more: more(preview.added.len()),
        changed_more: more(changed.len()),
        changed: changed.into_iter().take(LISTED).collect(),
        refused: hand_in.refused.iter().take(LISTED).map(|one| one.in_words(language.of_plan())).collect(),
        refused_more: more(refused_in_all),
        notes,
        token: if can_write { pending.token.clone() } else { String::new() },
        write: if refused_in_all > 0 { words.write_rest } else { words.write },
        write_href: visit.to("/registers/write"),
        back_href: visit.to(&format!("/registers/{}", register.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_run_and_nothing_else() {
        let years = |first: &str, last: &str| {
            years(&Form::from([("first".to_owned(), first.to_owned()), ("last".to_owned(), last.to_owned())]))
        };
        let run = |first, last| Some(Some(FiscalYear(first)..=FiscalYear(last)));
        assert_eq!(years("", ""), Some(None));
        assert_eq!(years("2024", ""), run(2024, 2024));
        assert_eq!(years(" 2021", "2024"), run(2021, 2024));
        for (first, last) in [("2024", "2021"), ("令和6", ""), ("24", ""), ("-1", "2024")] {
            assert_eq!(years(first, last), None, "{first} {last}");
        }
    }
}
