//! A form that came back: what somebody changed in it, and where each change belongs.
//!
//! The decision to question: **what is computed is never overwritten.** Words that nothing else fills are answers and are kept as such; for a figure
//! the file only says where it can be corrected, since a figure typed into a form is a figure that nobody can open.

use crate::{Asked, make, read_xlsx};
use documents::{Error, Kind, Listed, Made, Opened, Returned, Sent, is_docx, read_docx};
use indicator::Index;
use plan::Language;
use store::{SheetKey, Store};

/// A field that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path: what `--take` names.
    pub field: String,
    /// Where it stands, in words.
    pub place: String,
    /// What would be printed now; empty where it is still to be filled.
    pub now: String,
    /// What the file says.
    pub new: String,
    /// Whether what would be printed changed since the file was sent.
    pub is_overtaken: bool,
    /// What can be done with it.
    pub fate: Fate,
}

/// What can be done with a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is somebody's words and can be taken over.
    Words,
    /// It is made of facts, which can be corrected on this page (from the root of the site).
    Facts(String),
}

/// A form that came back, held against what would be printed now.
pub struct Compared {
    /// Which form it is.
    pub kind: &'static Kind,
    /// What it says about itself.
    pub sent: Sent,
    /// What would be printed now.
    pub made: Made,
    /// Changed fields, in the order of the form.
    pub changes: Vec<Change>,
    /// The rest of what was found.
    pub returned: Returned,
}

impl Compared {
    /// Which sheet its answers belong to.
    #[must_use]
    pub fn sheet(&self) -> SheetKey<'_> {
        SheetKey { form: self.kind.name, subject: &self.sent.subject, year: *self.sent.years.end() }
    }

    /// The changes that can be taken over.
    pub fn words(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.fate == Fate::Words)
    }
}

/// Opens a file that came back, a Word document or a workbook.
///
/// # Errors
/// If it is neither, or damaged.
pub fn open(bytes: &[u8]) -> Result<Opened, Error> {
    if is_docx(bytes) { read_docx(bytes) } else { read_xlsx(bytes) }
}

/// Holds a file that came back against the form as it would be printed now. `sent` says which form it is, where the file does not.
///
/// # Errors
/// If nothing says which form it is, or that form cannot be made.
pub fn compare(
    store: &mut Store,
    facts: indicator::Facts<'_>,
    index: &Index,
    opened: &Opened,
    sent: Option<Sent>,
) -> Result<Compared, Error> {
    let sent = opened.sent.clone().or(sent).ok_or_else(|| Error::Read {
        place: "the file".to_owned(),
        problem: "it does not say any more which form it is".to_owned(),
        hint: "name it: --form NAME --subject ID --fiscal-year YEAR".to_owned(),
    })?;
    let kind = documents::form(&sent.form)?;
    let asked = Asked {
        kind,
        subject: &sent.subject,
        years: sent.years.clone(),
        language: sent.language,
        // Addresses from the root of whatever site.
        site: Some(""),
        evidence: if opened.original.iter().any(|(path, _)| path.starts_with("evidence.")) {
            Listed::LastYear
        } else {
            Listed::None
        },
        against: None,
    };
    let made = make(store, facts, index, &asked)?;
    let returned = opened.returned(&made.document);
    let fields = made.document.fields();
    let mut changes = Vec::new();
    for changed in &returned.changed {
        let field = fields.iter().find(|field| field.path() == changed.path);
        let now = field.map(|field| documents::normal(&field.value)).unwrap_or_default();
        if now == changed.text {
            continue;
        }
        changes.push(Change {
            field: changed.path.clone(),
            place: documents::described(kind, &changed.path, sent.language),
            is_overtaken: now != changed.sent,
            fate: match field {
                Some(field) if field.to_fill.is_some() => Fate::Words,
                field => {
                    Fate::Facts(field.and_then(|field| field.address.clone()).unwrap_or_else(|| page_of(&sent, kind)))
                }
            },
            now,
            new: changed.text.clone(),
        });
    }
    Ok(Compared { kind, sent, made, changes, returned })
}

/// The page of what a form is about, from the root of the site.
fn page_of(sent: &Sent, kind: &Kind) -> String {
    let language = if sent.language == Language::En { "en" } else { "ja" };
    match kind.about {
        documents::Subject::Programme => format!("/{language}/programmes/{}", sent.subject),
        documents::Subject::Project => format!("/{language}/projects/{}", sent.subject),
        documents::Subject::Plan | documents::Subject::BudgetProject => format!("/{language}/plan"),
    }
}

/// Takes over the changes of these fields; which of them were taken over. `None` takes over all that can be.
///
/// # Errors
/// If a field was not changed, or is made of facts; then nothing is taken over.
pub fn take(
    store: &mut Store,
    compared: &Compared,
    fields: Option<&[String]>,
    by: &str,
    because: &str,
) -> Result<Taken, NotTaken> {
    let chosen: Vec<&Change> = match fields {
        None => compared.words().collect(),
        Some(fields) => fields
            .iter()
            .map(|field| {
                let change = compared.changes.iter().find(|change| change.field == *field);
                match change.map(|change| (change, &change.fate)) {
                    None => Err(NotTaken::Unchanged(field.clone())),
                    Some((_, Fate::Facts(page))) => Err(NotTaken::Facts(field.clone(), page.clone())),
                    Some((change, Fate::Words)) => Ok(change),
                }
            })
            .collect::<Result<_, _>>()?,
    };
    if chosen.is_empty() {
        return Err(NotTaken::Nothing);
    }
    let answers: Vec<(String, String)> =
        chosen.iter().map(|change| (change.field.clone(), change.new.clone())).collect();
    let change = store.take_answers(compared.sheet(), &answers, by, because).map_err(NotTaken::Store)?;
    Ok(Taken { change, fields: answers.into_iter().map(|(field, _)| field).collect() })
}

/// What was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Under which change number: what `--undo` names.
    pub change: indicator::Change,
    /// Which fields.
    pub fields: Vec<String>,
}

/// Why nothing was taken over.
#[derive(Debug)]
pub enum NotTaken {
    /// The field was not changed, or is not there.
    Unchanged(String),
    /// The field is made of facts, which can be corrected on the page.
    Facts(String, String),
    /// No change can be taken over.
    Nothing,
    /// The store refused.
    Store(store::Error),
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unchanged(field) => {
                write!(
                    f,
                    "expected a field that was changed, found `{field}`\nhint: --read FILE without --take lists them"
                )
            }
            Self::Facts(field, page) => {
                write!(
                    f,
                    "`{field}` is made of facts and is not overwritten\nhint: correct them where they stand: {page}"
                )
            }
            Self::Nothing => write!(f, "no change can be taken over"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for NotTaken {}
