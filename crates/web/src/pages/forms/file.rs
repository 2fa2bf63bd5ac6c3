//! A form as a file: `/ja/forms/indicator-table/drugs-devices.docx?fiscal_year=2024`.
//!
//! The decision to question: a form is made when somebody asks for it and is not kept. It takes milliseconds, and a file that was kept could say
//! something else than the page that it was taken from. PDF is the exception in cost: one conversion at a time, and nobody waits longer than
//! a request may last.

use super::{COMPARISON, request};
use crate::phrase::say;
use crate::visit::{Answer, Format, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use crate::words::FormWords;
use askama::Template;
use documents::{Against, Error, Kind, Listed, Rendering, file_name};
use forms::Asked;
use plan::FiscalYear;
use std::ops::RangeInclusive;
use std::time::Duration;

/// Longest that a PDF may take, waiting included: less than a request may.
const PATIENCE: Duration = Duration::from_secs(15);
/// Most years side by side: a page of A4 holds no more.
const MOST_YEARS: i16 = 20;
/// What a form as HTML may do: nothing but show itself in its own style.
const CONTENT_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A form that was made.
pub struct FormFile {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether it is kept as a file or shown, and under which name.
    pub disposition: String,
    /// What it may do in a browser; `None` for what every page may.
    pub content_policy: Option<&'static str>,
}

/// What goes back where a form was asked for.
pub enum Reply {
    /// The form.
    File(FormFile),
    /// A page that says why there is none.
    Page(Answer),
    /// An answer to what has to do with accounts.
    WithCookie(crate::pages::people::WithCookie),
}

/// That a form cannot be made as a PDF, and what to do.
#[derive(Template)]
#[template(path = "form_missing.html")]
struct MissingPage {
    frame: Frame,
    words: &'static FormWords,
    heading: &'static str,
    lead: &'static str,
    /// The command that mends it; empty if none does.
    command: &'static str,
    /// Formats that can be had instead.
    instead: Vec<(&'static str, String)>,
}

/// What stands in the address of a form.
struct Address<'v> {
    kind: &'static Kind,
    subject: &'v str,
    rendering: Rendering,
}

/// Whether the address is one of a form or a request.
pub fn is_asked(visit: &Visit<'_>) -> bool {
    visit.path.strip_prefix("/forms/").is_some_and(|rest| rest.contains('/')) || request::register_of(visit).is_some()
}

/// The form or the request at this address.
pub fn reply(visit: &Visit<'_>) -> Result<Reply, Problem> {
    if let Some(register) = request::register_of(visit) {
        return request::reply(visit, register);
    }
    let words = FormWords::of(visit.language());
    let address = address(visit).ok_or_else(|| Problem::NotFound(visit.path.clone()))?;
    let (kind, rendering) = (address.kind, address.rendering);
    let last = visit.snapshot.last_year();
    let years = match visit.asked("fiscal_year") {
        None => last..=last,
        Some(text) => years(text).ok_or_else(|| Problem::BadRequest(say(words.wrong_years, &[("found", text)])))?,
    };
    let earlier = match visit.asked("against") {
        Some(wanted) if kind.name == COMPARISON => {
            let found = visit.site.revision(wanted)?;
            Some(found.ok_or_else(|| Problem::BadRequest(say(words.wrong_revision, &[("found", wanted)])))?)
        }
        None if kind.name == COMPARISON => return Err(Problem::BadRequest(words.needs_revision.to_owned())),
        _ => None,
    };
    let evidence = match visit.asked("evidence") {
        Some("none") => Listed::None,
        Some("all") => Listed::All,
        _ => Listed::LastYear,
    };
    let asked = Asked {
        kind,
        subject: address.subject,
        years,
        language: visit.language().into(),
        site: Some(visit.address()),
        evidence,
        against: earlier.as_ref().map(|one| Against {
            plan: &one.plan,
            new_at_right: visit.asked("new_at_right").is_some(),
            whole: visit.asked("whole").is_some(),
        }),
    };
    let made = match visit.site.form(visit, &asked)? {
        Ok(made) => made,
        Err(error) => return problem(visit, &address, error),
    };
    let bytes = match rendering.bytes(&made, visit.asked("table"), PATIENCE) {
        Ok(bytes) => bytes,
        Err(error) => return problem(visit, &address, error),
    };
    let plain = format!("{}-{}-{}.{}", kind.name, address.subject, asked.years.end(), rendering.ending());
    Ok(Reply::File(FormFile {
        bytes,
        media_type: rendering.media_type(),
        disposition: disposition(rendering, &plain, &file_name(&made.document, rendering)),
        content_policy: matches!(rendering, Rendering::Html | Rendering::Svg).then_some(CONTENT_POLICY),
    }))
}

/// Takes `/forms/FORM/SUBJECT.EXT` apart; `.csv` and `.json` were cut off before.
fn address<'v>(visit: &'v Visit<'_>) -> Option<Address<'v>> {
    let (form, rest) = visit.path.strip_prefix("/forms/")?.split_once('/')?;
    let (subject, rendering) = match visit.format {
        Format::Csv => (rest, Rendering::Csv),
        Format::Json => (rest, Rendering::Json),
        Format::Html => {
            let (subject, ending) = rest.rsplit_once('.')?;
            (subject, Rendering::of_ending(ending)?)
        }
    };
    let kind = documents::form(form).ok()?;
    let is_there = documents::subjects(kind, &visit.snapshot.plan).iter().any(|(id, _)| id == subject);
    is_there.then_some(Address { kind, subject, rendering })
}

/// `2024`, `2020..2024`.
fn years(text: &str) -> Option<RangeInclusive<FiscalYear>> {
    let year = |text: &str| text.trim().parse::<i16>().ok().filter(|year| (1900..=2200).contains(year));
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (year(first)?, year(last)?);
    (first <= last && last - first < MOST_YEARS).then_some(FiscalYear(first)..=FiscalYear(last))
}

/// How a browser takes it: what it can show is shown, the rest is kept. A name that is not ASCII stands in the form of RFC 8187, and
/// beside it an ASCII one for what does not know that form.
fn disposition(rendering: Rendering, plain: &str, name: &str) -> String {
    match rendering {
        Rendering::Html | Rendering::Json | Rendering::Svg => named("inline", plain, name),
        Rendering::Docx | Rendering::Xlsx | Rendering::Pdf | Rendering::Csv => attachment(plain, name),
    }
}

/// That it is kept as a file.
pub fn attachment(plain: &str, name: &str) -> String {
    named("attachment", plain, name)
}

fn named(sort: &str, plain: &str, name: &str) -> String {
    let is_safe = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '.' | '_');
    let plain: String = plain.chars().map(|one| if is_safe(one) { one } else { '_' }).collect();
    // `encode` leaves `/` and `:` as they are; names of files hold neither.
    format!("{sort}; filename=\"{plain}\"; filename*=UTF-8''{}", encode(name))
}

fn problem(visit: &Visit<'_>, address: &Address<'_>, error: Error) -> Result<Reply, Problem> {
    let words = FormWords::of(visit.language());
    match error {
        Error::NoForm { .. } | Error::NoSubject { .. } => Err(Problem::NotFound(visit.path.clone())),
        Error::NoTable { found, known } => {
            Err(Problem::BadRequest(say(words.no_table, &[("found", &found), ("known", &known)])))
        }
        Error::NoRendering { .. } => Err(Problem::NotFound(visit.path.clone())),
        Error::Evidence(why) => Err(Problem::Store(why)),
        Error::NoOffice => {
            let command = "apt-get install libreoffice-writer-nogui";
            missing(visit, address, (words.no_office_title, words.no_office_lead, command))
        }
        Error::OfficeBusy => missing(visit, address, (words.busy_title, words.busy_lead, "")),
        other => Err(Problem::Failed(other.to_string())),
    }
}

fn missing(
    visit: &Visit<'_>,
    address: &Address<'_>,
    (heading, lead, command): (&'static str, &'static str, &'static str),
) -> Result<Reply, Problem> {
    let words = FormWords::of(visit.language());
    let query: Vec<String> =
        visit.query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let to = |one: Rendering| {
        let (form, subject, ending) = (address.kind.name, encode(address.subject), one.ending());
        visit.to(&format!("/forms/{form}/{subject}.{ending}?{}", query.join("&")))
    };
    let page = MissingPage {
        frame: visit.frame(
            heading,
            Section::Forms,
            vec![visit.plan_crumb(), visit.crumb(own(words.title), "/forms"), visit.crumb(own(heading), "")],
            &[],
        ),
        words,
        heading,
        lead,
        command,
        instead: [Rendering::Docx, Rendering::Xlsx, Rendering::Html].map(|one| (super::in_words(one), to(one))).into(),
    };
    Ok(Reply::Page(visit.html_with(503, &page)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_run_that_fits_on_a_page() {
        assert_eq!(years("2024"), Some(FiscalYear(2024)..=FiscalYear(2024)));
        assert_eq!(years("2020..2024"), Some(FiscalYear(2020)..=FiscalYear(2024)));
        for wrong in ["2024..2020", "1900..2200", "令和6", "", "..", "-1"] {
            assert_eq!(years(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_japanese_name_travels_encoded_and_beside_an_ascii_one() {
        let said = disposition(Rendering::Docx, "indicator-table-moss-2024.docx", "指標 一覧.docx");
        assert_eq!(
            said,
            "attachment; filename=\"indicator-table-moss-2024.docx\"; filename*=UTF-8''%E6%8C%87%E6%A8%99%20%E4%B8%80%E8%A6%A7.docx"
        );
        let hostile = disposition(Rendering::Csv, "a\"; x=\r\n.csv", "a\r\n.csv");
        assert!(hostile.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && hostile.matches('"').count() == 2);
        assert!(disposition(Rendering::Html, "a.html", "a.html").starts_with("inline; "));
    }
}
