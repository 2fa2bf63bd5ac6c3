//! What a record says of itself: authors, journal, date, identifiers, as they are shown.

use crate::language::Language;
use crate::phrase::say;
use crate::way::encode;
use crate::words::Words;
use corpus::{Precision, PublicationDate, Record};

pub(super) fn authors(record: &Record, words: &Words) -> String {
    let name = |author: &corpus::Author| {
        let given = if author.initials.is_empty() { &author.given } else { &author.initials };
        if given.is_empty() { author.family.clone() } else { format!("{} {given}", author.family) }
    };
    let shown: Vec<String> = record.authors.iter().take(6).map(name).collect();
    let rest = record.authors.len().saturating_sub(6);
    if rest == 0 { shown.join(", ") } else { format!("{}, {} {rest}", shown.join(", "), words.more) }
}

pub(super) fn journal(record: &Record) -> String {
    let Some(journal) = &record.journal else { return String::new() };
    let name = if journal.abbreviation.is_empty() { &journal.title } else { &journal.abbreviation };
    let issue = if journal.issue.is_empty() { String::new() } else { format!("({})", journal.issue) };
    let place = [format!("{}{issue}", journal.volume), journal.pages.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    if place.is_empty() { name.clone() } else { format!("{name} {}", place.join(", ")) }
}

/// A date to the day only where the day is known.
pub(super) fn as_precise(date: &PublicationDate, language: Language) -> String {
    match (date.precision, language) {
        (Precision::Day, _) => language.date(date.date),
        (Precision::Month, _) => language.month(date.date),
        (Precision::Year | Precision::Assumed, Language::Ja) => format!("{}年", date.date.year()),
        (Precision::Year | Precision::Assumed, Language::En) => date.date.year().to_string(),
    }
}

/// Which of a record's dates it is; a code that is not known stays as it is.
fn date_role<'r>(role: &'r str, words: &'static Words) -> &'r str {
    match role {
        "article" => words.date_article,
        "pubdate" => words.date_issue,
        "epublish" => words.date_online,
        "ppublish" => words.date_print,
        "entrez" => words.date_entered,
        other => other,
    }
}

pub(super) fn date_note(role: &str, precision: Precision, language: Language) -> String {
    let precision = match (precision, language) {
        (Precision::Day, Language::Ja) => "日まで分かる",
        (Precision::Day, Language::En) => "known to the day",
        (Precision::Month, Language::Ja) => "月まで分かる",
        (Precision::Month, Language::En) => "known to the month",
        (Precision::Year, Language::Ja) => "年だけが記され、登録日を使う",
        (Precision::Year, Language::En) => "only the year is printed; the entry date is used",
        (Precision::Assumed, Language::Ja) => "年だけが分かり、7月1日とみなす",
        (Precision::Assumed, Language::En) => "only the year is known; 1 July is assumed",
    };
    say(
        language.words().record_published_note,
        &[("role", date_role(role, language.words())), ("precision", precision)],
    )
}

/// Label, value, and where it leads outside (empty if nowhere safe).
pub(super) fn identifier(id: &str) -> (String, String, String) {
    let (scheme, value) = id.split_once(':').unwrap_or(("", id));
    let href = match scheme {
        "pmid" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("https://pubmed.ncbi.nlm.nih.gov/{value}/")
        }
        "pmcid" => format!("https://pmc.ncbi.nlm.nih.gov/articles/{}/", encode(value)),
        "doi" => format!("https://doi.org/{}", encode(value)),
        _ => String::new(),
    };
    (scheme.to_uppercase(), value.to_owned(), href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_leads_out_only_where_the_address_is_known() {
        assert_eq!(identifier("doi:10.1/a b").2, "https://doi.org/10.1/a%20b");
        assert_eq!(identifier("pmid:12").2, "https://pubmed.ncbi.nlm.nih.gov/12/");
        assert_eq!(identifier("pmid:<1>").2, "");
        assert_eq!(identifier("text:x"), ("TEXT".to_owned(), "x".to_owned(), String::new()));
    }
}
