//! A name and a number that stand together: the evidence for a join, and the place where the two
//! may disagree.
//!
//! Standing together means one sentence, or the agency and the number of one entry of a
//! grant list. A whole record would be too wide: one paper thanks several programmes.

use crate::{FoundMention, sentences};
use corpus::Field;
use std::ops::Range;

/// A name and a number that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Position of the name's mention in the list given.
    pub name: usize,
    /// Position of the number's mention.
    pub number: usize,
    /// The field in which the number stands.
    pub field: String,
    /// The sentence in that field; the whole field in a grant list.
    pub sentence: Range<usize>,
    /// Whether nothing but a few words stands between them: they are one statement.
    pub adjacent: bool,
}

/// Longest stretch, in characters, between a name and the number it introduces.
const ADJACENT_CHARACTERS: usize = 80;

/// Words that start another statement between a name and a number.
const SEPARATORS: &[&str] =
    &[" and ", " & ", ";", "、", "及び", "および", "並びに", "ならびに", " as well as ", " by "];

/// Every pair of a name and a number in one sentence or one entry of a grant list, in the order
/// of the mentions. Mentions of fields that are not given are passed over.
#[must_use]
pub fn together(fields: &[Field], mentions: &[FoundMention]) -> Vec<Together> {
    let mut pairs = Vec::new();
    for field in fields {
        let here: Vec<usize> = (0..mentions.len()).filter(|&index| mentions[index].field == field.name).collect();
        if here.is_empty() {
            continue;
        }
        for sentence in sentences(&field.text) {
            let inside: Vec<usize> = here
                .iter()
                .copied()
                .filter(|&index| {
                    let span = &mentions[index].mention.span;
                    sentence.start <= span.start && span.start < sentence.end
                })
                .collect();
            for &name in inside.iter().filter(|&&index| is_name(&mentions[index])) {
                for &number in inside.iter().filter(|&&index| !is_name(&mentions[index])) {
                    pairs.push(Together {
                        name,
                        number,
                        field: field.name.clone(),
                        sentence: sentence.clone(),
                        adjacent: adjacent(&field.text, mentions, &inside, name, number),
                    });
                }
            }
        }
        // The agency and the number of one entry stand in two fields.
        if let Some(entry) = field.name.strip_suffix(".id") {
            let agency = format!("{entry}.agency");
            for name in
                (0..mentions.len()).filter(|&index| is_name(&mentions[index]) && mentions[index].field == agency)
            {
                for &number in here.iter().filter(|&&index| !is_name(&mentions[index])) {
                    pairs.push(Together {
                        name,
                        number,
                        field: field.name.clone(),
                        sentence: 0..field.text.len(),
                        adjacent: true,
                    });
                }
            }
        }
    }
    pairs.sort_by_key(|pair| (pair.name, pair.number));
    pairs
}

fn is_name(found: &FoundMention) -> bool {
    found.mention.scheme == "name"
}

/// Whether the words between the two neither start another statement nor name a programme of their own.
fn adjacent(text: &str, mentions: &[FoundMention], inside: &[usize], name: usize, number: usize) -> bool {
    let (a, b) = (&mentions[name].mention.span, &mentions[number].mention.span);
    let between = if a.end <= b.start { a.end..b.start } else { b.end..a.start };
    let Some(words) = text.get(between.clone()) else { return false };
    let padded = format!(" {words} ").to_lowercase();
    if words.chars().count() > ADJACENT_CHARACTERS || SEPARATORS.iter().any(|separator| padded.contains(separator)) {
        return false;
    }
    // A funder's name between them ("SRPBS from AMED, JP…") is part of the statement; a programme's name, or
    // a number between a number and a name that follows it, starts another.
    inside.iter().all(|&index| {
        let span = &mentions[index].mention.span;
        let lies_between = between.start <= span.start && span.end <= between.end;
        let of_a_project = is_name(&mentions[index]) && !mentions[index].projects.is_empty();
        let another_number = !is_name(&mentions[index]) && b.end <= a.start;
        !lies_between || !(of_a_project || another_number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mention::{Certainty, FieldKind, Mention};

    fn found(field: &str, text: &str, words: &str, scheme: &'static str, project: Option<&str>) -> FoundMention {
        let start = text.find(words).expect("the words stand in the text");
        FoundMention {
            field: field.into(),
            field_kind: FieldKind::Abstract,
            mention: Mention {
                scheme: scheme.into(),
                value: words.into(),
                span: start..start + words.len(),
                fiscal_year: None,
                rule: "test@1".into(),
                certainty: Certainty::Certain,
            },
            raw: words.into(),
            scope: crate::Scope::Plan,
            projects: project.into_iter().map(str::to_owned).collect(),
        }
    }

    fn field(name: &str, text: &str) -> Field {
        Field { name: name.into(), kind: FieldKind::Abstract, text: text.into(), beside: String::new() }
    }

    #[track_caller]
    fn check(text: &str, name: &str, number: &str, expected: Option<bool>) {
        let mentions =
            [found("abstract", text, name, "name", Some("seeds")), found("abstract", text, number, "amed", None)];
        let pairs = together(&[field("abstract", text)], &mentions);
        assert_eq!(pairs.first().map(|pair| pair.adjacent), expected, "{text}");
    }

    #[test]
    fn a_name_and_a_number_in_one_sentence_stand_together_and_in_two_they_do_not() {
        check("We used Seed Fund. It cost AF12.", "Seed Fund", "AF12", None);
        check("Supported by Seed Fund (grant AF12).", "Seed Fund", "AF12", Some(true));
        check("Grant AF12 of the Seed Fund.", "Seed Fund", "AF12", Some(true));
    }

    #[test]
    fn another_statement_between_them_makes_them_not_adjacent() {
        check("Supported by Seed Fund and by grant AF12.", "Seed Fund", "AF12", Some(false));
        check("Seed Fund の助成、および AF12", "Seed Fund", "AF12", Some(false));
    }

    #[test]
    fn the_agency_and_the_number_of_one_entry_stand_together_and_of_two_entries_they_do_not() {
        let fields = [field("grant[1].id", "AF12"), field("grant[1].agency", "Seed Fund")];
        let name = found("grant[1].agency", "Seed Fund", "Seed Fund", "name", None);
        let pairs = together(&fields, &[name.clone(), found("grant[1].id", "AF12", "AF12", "amed", None)]);
        assert_eq!((pairs.len(), pairs[0].adjacent), (1, true));
        assert!(together(&fields, &[name, found("grant[2].id", "AF12", "AF12", "amed", None)]).is_empty());
    }
}
