//! A form that came back, on its way: chosen, looked at, taken over field by field, and perhaps taken back.
//!
//! Between looking and taking the file stands in memory, a few at a time, as hand-ins do; a restart forgets it, and the page says so.

use crate::pages::act::{Form, because, field};
use crate::phrase::say;
use crate::upload::Sent;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::FormWords;
use askama::Template;
use documents::Opened;
use forms::{Change, Compared, Fate, NotTaken};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Lines that are listed of what is not taken over; more are counted.
const LISTED: usize = 50;
/// What stands before the name of a tick.
const TICK: &str = "take-";

/// A form that was looked at.
#[derive(Debug, Clone)]
pub struct Kept {
    /// By what the page names it: its checksum.
    pub token: String,
    opened: Arc<Opened>,
    size: usize,
}

impl Kept {
    /// How much memory it takes, about.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// What was changed in a form.
#[derive(Template)]
#[template(path = "form_returned.html")]
struct Page {
    frame: Frame,
    words: &'static FormWords,
    /// Which form it is, about what, for which year.
    form: String,
    file: String,
    lead: &'static str,
    changes: Vec<ChangeRow>,
    /// Whether any of them can be taken over.
    may_take: bool,
    /// Texts that are listed and not taken over, by what they are.
    others: Vec<(&'static str, Vec<String>, String)>,
    token: String,
    take_href: String,
    back_href: String,
}

/// A field that was changed.
struct ChangeRow {
    field: String,
    place: String,
    now: String,
    new: String,
    is_overtaken: bool,
    /// Whether it can be taken over.
    is_words: bool,
    /// Where its facts can be corrected; empty if it can be taken over.
    page: String,
}

/// Reads the file that was chosen and shows what was changed in it.
pub fn look(visit: &Visit<'_>, sent: &Sent) -> Result<Answer, Problem> {
    let words = FormWords::of(visit.language());
    visit.site.may_hand_in(visit)?;
    let Some(file) = sent.file.as_ref().filter(|file| !file.bytes.is_empty()) else {
        return Err(Problem::BadRequest(words.no_file.to_owned()));
    };
    let unreadable = |error: documents::Error| Problem::BadRequest(format!("{} {error}", words.unreadable));
    let opened = Arc::new(forms::open(&file.bytes).map_err(unreadable)?);
    let compared = visit.site.compare_form(visit, &opened)?.map_err(unreadable)?;
    let token: String = Sha256::digest(&file.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let page = page(visit, &compared, &file.name, &token);
    if page.may_take {
        visit.site.keep_form(Kept { token, opened, size: file.bytes.len() });
    }
    visit.html(&page)
}

/// Takes the ticked changes over.
pub fn take(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let words = FormWords::of(visit.language());
    visit.site.may_hand_in(visit)?;
    let kept = visit.site.kept_form(field(form, "token")?);
    let kept = kept.ok_or_else(|| Problem::BadRequest(words.gone.to_owned()))?;
    let ticked: Vec<String> = form.keys().filter_map(|name| name.strip_prefix(TICK)).map(str::to_owned).collect();
    if ticked.is_empty() {
        return Err(Problem::BadRequest(words.none_ticked.to_owned()));
    }
    let taken = visit.site.take_form(visit, &kept.opened, &ticked, field(form, "by")?, because(form))?;
    taken.map_err(|problem| match problem {
        NotTaken::Store(error) => error.into(),
        other => Problem::BadRequest(other.to_string()),
    })?;
    Ok(to_list(visit))
}

/// Takes back what was taken over.
pub fn undo(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let change = field(form, "change")?;
    let change = change.parse().map_err(|_| Problem::BadRequest(format!("`change`: `{change}`")))?;
    visit.site.undo_answers(visit, change, field(form, "by")?, because(form))?;
    Ok(to_list(visit))
}

fn to_list(visit: &Visit<'_>) -> Answer {
    Answer { status: 303, media_type: "text/plain", body: visit.to("/forms?done=1#returned") }
}

fn page(visit: &Visit<'_>, compared: &Compared, file: &str, token: &str) -> Page {
    let (words, language) = (FormWords::of(visit.language()), visit.language());
    let row = |change: &Change| ChangeRow {
        field: change.field.clone(),
        place: change.place.clone(),
        now: change.now.clone(),
        new: change.new.clone(),
        is_overtaken: change.is_overtaken,
        is_words: change.fate == Fate::Words,
        page: match &change.fate {
            Fate::Words => String::new(),
            Fate::Facts(page) => page.clone(),
        },
    };
    let rest = &compared.returned;
    let listed = |heading: &'static str, lines: Vec<String>| {
        let more = lines.len().saturating_sub(LISTED);
        let more = if more == 0 { String::new() } else { visit.count(words.more, more) };
        (heading, lines.into_iter().take(LISTED).collect::<Vec<_>>(), more)
    };
    let unknown = rest.unknown.iter().map(|(tag, text)| format!("{tag}: {text}")).collect();
    let others = [
        listed(words.text_added, rest.added.clone()),
        listed(words.text_removed, rest.removed.clone()),
        listed(words.unknown_fields, unknown),
        listed(words.missing_fields, rest.missing.clone()),
    ];
    let sheet = compared.sheet();
    let title = compared.kind.title[usize::from(language == crate::language::Language::En)];
    Page {
        frame: visit.frame(
            words.returned_title,
            Section::Forms,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(words.title), "/forms"),
                visit.crumb(own(words.returned_title), ""),
            ],
            &[],
        ),
        words,
        form: say(
            words.returned_form,
            &[("form", title), ("subject", sheet.subject), ("year", &language.year_in_full(sheet.year))],
        ),
        file: file.to_owned(),
        lead: if compared.changes.is_empty() { words.returned_same } else { words.returned_lead },
        changes: compared.changes.iter().map(row).collect(),
        may_take: compared.words().next().is_some(),
        others: others.into_iter().filter(|(_, lines, _)| !lines.is_empty()).collect(),
        token: token.to_owned(),
        take_href: visit.to("/forms/take"),
        back_href: visit.to("/forms"),
    }
}
