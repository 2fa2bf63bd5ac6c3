//! What makes two records resemble each other, where no source says that they are the same.
//!
//! The decision to question: the likeness is a text to be equal or not, no score. A person is asked about each pair, so what counts is that
//! nobody is asked in vain; and equal texts are found through an index, however many records there are.

use corpus::Record;

/// Shortest title that tells anything, in letters and digits: `Editorial` resembles a thousand others.
const SHORTEST_TITLE: usize = 12;

/// The text that two records have in common if they resemble each other: kind, title, first author and year, without case, signs and blanks.
/// None if one of them is missing or the title is short. A preprint resembles no article: the two are different works.
#[must_use]
pub fn likeness(record: &Record, year: Option<i16>) -> Option<String> {
    let title = match &record.vernacular_title {
        Some(original) if record.title.is_empty() => original,
        _ => &record.title,
    };
    let title = plain(title);
    let family = record.authors.first().map(|author| plain(&author.family)).filter(|family| !family.is_empty())?;
    if title.chars().count() < SHORTEST_TITLE {
        return None;
    }
    let kind = if is_preprint(record) { "preprint" } else { &record.kind };
    Some(format!("{kind}\n{title}\n{family}\n{}", year?))
}

/// Whether a record says of itself that it is a preprint.
#[must_use]
pub fn is_preprint(record: &Record) -> bool {
    let types = ["preprint", "posted-content"];
    record.publication_types.iter().any(|sort| types.iter().any(|one| sort.eq_ignore_ascii_case(one)))
}

/// Letters and digits alone, in lower case.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpus::Author;

    fn record(title: &str, family: &str, sort: &str) -> Record {
        Record {
            kind: "paper".into(),
            title: title.into(),
            authors: vec![Author { family: family.into(), ..Author::default() }],
            publication_types: vec![sort.into()],
            ..Record::default()
        }
    }

    #[test]
    fn records_resemble_each_other_by_title_first_author_and_year_whatever_their_signs() {
        let one = record("On the Lakes of Arden: a survey.", "Ode", "Journal Article");
        let check = |other: &Record, year: Option<i16>, alike: bool| {
            assert_eq!(likeness(&one, Some(2024)) == likeness(other, year), alike, "{other:?} {year:?}");
        };
        check(&record("On the lakes of Arden — A Survey", "ODE", "journal-article"), Some(2024), true);
        check(&record("On the lakes of Arden: a survey", "Ode", "Journal Article"), Some(2025), false);
        check(&record("On the lakes of Arden: a survey", "Birk", "Journal Article"), Some(2024), false);
        check(&record("On the hills of Arden: a survey", "Ode", "Journal Article"), Some(2024), false);
        check(&record("On the lakes of Arden: a survey", "Ode", "Preprint"), Some(2024), false);
        check(&one, None, false);
    }

    #[test]
    fn a_title_that_tells_nothing_resembles_none() {
        assert_eq!(likeness(&record("Editorial", "Ode", "Editorial"), Some(2024)), None);
        assert_eq!(likeness(&record("On the lakes of Arden", "", "Journal Article"), Some(2024)), None);
        assert!(likeness(&record("アーデンの湖の深さについて", "小田", "Journal Article"), Some(2024)).is_some());
    }
}
