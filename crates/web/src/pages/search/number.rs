//! What is a whole number rather than words: a grant's, a trial's, a record's.

use mention::{FieldKind, Mention, Passage, Recogniser};
use plan::{JoinSubject, Plan};
use std::sync::LazyLock;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(Recogniser::default);

/// The number of a grant or trial that was typed, if the whole of it is one.
pub fn number(typed: &str) -> Option<Mention> {
    let read = |kind: FieldKind, beside: &str| {
        let found = RECOGNISER.mentions(Passage { text: typed, kind, beside });
        found.into_iter().find(|mention| mention.scheme != "name" && mention.span.len() * 10 >= typed.len() * 8)
    };
    read(FieldKind::Text, "")
        .or_else(|| read(FieldKind::GrantId, "Japan Agency for Medical Research and Development"))
        .or_else(|| read(FieldKind::GrantId, "Japan Society for the Promotion of Science"))
}

/// The id of a record that was typed: `pmid:…`, bare digits, `PMC…`, a DOI with or without its address.
pub fn record_id(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase();
    let doi = lower
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("dx.")
        .trim_start_matches("doi.org/")
        .trim_start_matches("doi:")
        .trim();
    if doi.starts_with("10.") && doi.contains('/') {
        return Some(format!("doi:{doi}"));
    }
    let pmid = lower.trim_start_matches("pmid").trim_start_matches([':', ' ']);
    if !pmid.is_empty() && pmid.len() <= 9 && pmid.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("pmid:{pmid}"));
    }
    let pmcid = lower.trim_start_matches("pmcid:").trim().to_owned();
    if let Some(digits) = pmcid.strip_prefix("pmc").filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return (!digits.is_empty()).then(|| format!("pmcid:PMC{digits}"));
    }
    lower.split_once(':').is_some_and(|(source, id)| !source.contains(' ') && !id.is_empty()).then(|| typed.to_owned())
}

/// The longest prefix of a number that the plan joins, and the projects it leads to.
pub fn joined(plan: &Plan, number: &Mention) -> Option<(String, Vec<String>)> {
    let prefixes = plan.joins.iter().filter_map(|join| match &join.subject {
        JoinSubject::Prefix(subject) => {
            let (scheme, prefix) = subject.split_once(':')?;
            (scheme == number.scheme && number.value.starts_with(prefix)).then_some((prefix, &join.project))
        }
        _ => None,
    });
    let found: Vec<(&str, &String)> = prefixes.collect();
    let longest = found.iter().map(|(prefix, _)| prefix.len()).max()?;
    let mut projects: Vec<String> = Vec::new();
    let mut prefix = "";
    for (one, project) in found.iter().filter(|(prefix, _)| prefix.len() == longest) {
        prefix = one;
        if !projects.contains(project) {
            projects.push((*project).clone());
        }
    }
    Some((prefix.to_owned(), projects))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_record_is_read_in_every_dress() {
        for (typed, id) in [
            ("pmid:34096078", "pmid:34096078"),
            ("PMID 34096078", "pmid:34096078"),
            ("34096078", "pmid:34096078"),
            ("https://doi.org/10.1234/ABC.5", "doi:10.1234/abc.5"),
            ("doi:10.1234/abc", "doi:10.1234/abc"),
            ("PMC123", "pmcid:PMC123"),
        ] {
            assert_eq!(record_id(typed).as_deref(), Some(id), "{typed}");
        }
        for typed in ["10.1234", "moss", "PMC", "the forest: a study"] {
            assert_eq!(record_id(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_number_is_one_only_where_it_is_the_whole_of_what_was_typed() {
        let read = |typed: &str| number(typed).map(|found| (found.scheme.to_string(), found.value));
        assert_eq!(read("JP21am0101084"), Some(("amed".to_owned(), "am0101084".to_owned())));
        assert_eq!(read("21am0101084"), Some(("amed".to_owned(), "am0101084".to_owned())));
        assert_eq!(read("NCT04000000"), Some(("nct".to_owned(), "NCT04000000".to_owned())));
        assert_eq!(read("papers of JP21am0101084 and others on moss"), None);
        assert_eq!(read("AMED"), None);
    }
}
