//! Whether a trial is a 医師主導治験.
//!
//! The decision to question: "investigator-initiated" alone is no yes. A 治験 is a trial whose data are meant for an approval
//! (the Act on pharmaceuticals and medical devices), and most of what investigators initiate is clinical research under
//! another act. What the source does not tell stays unclassified; jRCT itself left thousands of records so.

use crate::{Initiated, InitiationReason, InvestigatorInitiated};

/// What a record says that bears on the question.
#[derive(Debug, Default)]
pub(crate) struct Statements<'a> {
    /// Every number of the trial as an id: `jrct:jRCT2031200000`.
    pub(crate) ids: &'a [String],
    /// The sponsor's name.
    pub(crate) sponsor: &'a str,
    /// The register's class of the sponsor.
    pub(crate) sponsor_class: &'a str,
    /// Who the register says is responsible: `SPONSOR_INVESTIGATOR`, `Sponsor-Investigator`.
    pub(crate) responsible: &'a str,
    /// Titles, type and design of the study: where a trial is named for what it is.
    pub(crate) designations: &'a [&'a str],
}

/// The answer, its reason and the words it rests on.
pub(crate) fn investigator_initiated(said: &Statements<'_>) -> InvestigatorInitiated {
    use InitiationReason as Reason;
    let yes = said_to_be_one(said);
    let no = said_to_be_none(said);
    let found = |answer, reason, words: String| InvestigatorInitiated { answer, reason, words };
    match (yes, no) {
        (Some((_, words)), Some((_, others))) => {
            found(Initiated::Unclassified, Reason::StatementsDisagree, format!("{words}; {others}"))
        }
        (Some((reason, words)), None) => found(Initiated::Yes, reason, words),
        (None, Some((reason, words))) => found(Initiated::No, reason, words),
        (None, None) => {
            if let Some(words) = by_investigator(said) {
                return found(Initiated::Unclassified, Reason::ApprovalNotTold, words);
            }
            match jrct_number(said.ids, "jRCT2080") {
                Some(number) => found(Initiated::Unclassified, Reason::TakenOver, number),
                None => InvestigatorInitiated::default(),
            }
        }
    }
}

fn said_to_be_one(said: &Statements<'_>) -> Option<(InitiationReason, String)> {
    const WORDS: &str = "医師主導治験";
    if said.designations.iter().any(|text| text.contains(WORDS)) {
        return Some((InitiationReason::StatedInWords, WORDS.to_owned()));
    }
    // A number that jRCT gave when it took a record over tells the register it came from, not what was notified.
    let number = jrct_number(said.ids, "jRCT2").filter(|number| !number.starts_with("jRCT2080"))?;
    let words = by_investigator(said)?;
    Some((InitiationReason::ApprovalTrialOfInvestigator, format!("{number}; {words}")))
}

fn said_to_be_none(said: &Statements<'_>) -> Option<(InitiationReason, String)> {
    if said.sponsor_class.trim().eq_ignore_ascii_case("industry") {
        return Some((InitiationReason::SponsorIsIndustry, said.sponsor_class.trim().to_owned()));
    }
    if let Some(number) = jrct_number(said.ids, "jRCTs") {
        return Some((InitiationReason::SpecifiedClinicalResearch, number));
    }
    if let Some(number) = ["jRCTa", "jRCTb", "jRCTc"].iter().find_map(|kind| jrct_number(said.ids, kind)) {
        return Some((InitiationReason::RegenerativeMedicine, number));
    }
    // A class that the register gives decides alone; only where it has none is the name asked.
    let is_company = said.sponsor_class.trim().is_empty() && is_company(said.sponsor);
    is_company.then(|| (InitiationReason::SponsorIsCompany, said.sponsor.trim().to_owned()))
}

/// The words that say that an investigator initiated it.
fn by_investigator(said: &Statements<'_>) -> Option<String> {
    let letters: String = said.responsible.chars().filter(char::is_ascii_alphabetic).collect();
    if letters.eq_ignore_ascii_case("sponsorinvestigator") {
        return Some(said.responsible.trim().to_owned());
    }
    said.designations.iter().find_map(|text| {
        let lower = text.to_ascii_lowercase();
        ["investigator-initiated", "investigator initiated", "医師主導"].iter().find_map(|words| {
            let at = lower.find(words)?;
            let negated = ["non-", "non ", "not "].iter().any(|no| lower[..at].ends_with(no));
            // Lower case of ASCII alone moves no byte.
            (!negated).then(|| text[at..at + words.len()].to_owned())
        })
    })
}

fn jrct_number(ids: &[String], kind: &str) -> Option<String> {
    ids.iter().filter_map(|id| id.strip_prefix("jrct:")).find(|number| number.starts_with(kind)).map(str::to_owned)
}

/// Whether a name has a company's form.
fn is_company(name: &str) -> bool {
    if ["株式会社", "有限会社", "合同会社", "製薬", "㈱"].iter().any(|form| name.contains(form)) {
        return true;
    }
    let words: Vec<String> = name
        .split(|character: char| character.is_whitespace() || matches!(character, ',' | '(' | ')'))
        .map(|word| word.trim_end_matches('.').to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |form: &str| words.iter().any(|word| word == form);
    [
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "corp",
        "corporation",
        "k.k",
        "kk",
        "plc",
        "s.a",
        "a/s",
        "ag",
        "pharma",
        "pharmaceutical",
    ]
    .iter()
    .any(|form| has(form))
        || has("pharmaceuticals")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &Statements<'_>, answer: Initiated, reason: InitiationReason, words: &str) {
        let expected = InvestigatorInitiated { answer, reason, words: words.to_owned() };
        assert_eq!(investigator_initiated(said), expected, "{said:?}");
    }

    fn ids(numbers: &[&str]) -> Vec<String> {
        numbers.iter().map(|number| format!("jrct:{number}")).collect()
    }

    #[test]
    fn the_very_words_are_a_yes() {
        let said = Statements { designations: &["アーデン膜の医師主導治験"], ..Statements::default() };
        check(&said, Initiated::Yes, InitiationReason::StatedInWords, "医師主導治験");
    }

    #[test]
    fn a_trial_for_approval_of_a_sponsor_investigator_is_a_yes() {
        let ids = ids(&["jRCT2031200000"]);
        let said = Statements { ids: &ids, responsible: "SPONSOR_INVESTIGATOR", ..Statements::default() };
        let words = "jRCT2031200000; SPONSOR_INVESTIGATOR";
        check(&said, Initiated::Yes, InitiationReason::ApprovalTrialOfInvestigator, words);
    }

    #[test]
    fn investigator_initiated_alone_tells_nothing_of_an_approval() {
        let said = Statements { designations: &["An Investigator-Initiated Trial in Arden"], ..Statements::default() };
        check(&said, Initiated::Unclassified, InitiationReason::ApprovalNotTold, "Investigator-Initiated");
        let said = Statements { designations: &["A non-investigator-initiated trial"], ..Statements::default() };
        check(&said, Initiated::Unclassified, InitiationReason::NotTold, "");
    }

    #[test]
    fn a_company_and_research_under_another_act_are_a_no() {
        let said = Statements { sponsor: "Arden Membranes", sponsor_class: "INDUSTRY", ..Statements::default() };
        check(&said, Initiated::No, InitiationReason::SponsorIsIndustry, "INDUSTRY");
        let said = Statements { sponsor: "Arden Membranes Co., Ltd.", ..Statements::default() };
        check(&said, Initiated::No, InitiationReason::SponsorIsCompany, "Arden Membranes Co., Ltd.");
        let said = Statements { sponsor: "Arden Membranes Co., Ltd.", sponsor_class: "OTHER", ..Statements::default() };
        check(&said, Initiated::Unclassified, InitiationReason::NotTold, "");
        let numbers = ids(&["jRCTs031200000"]);
        let said = Statements { ids: &numbers, ..Statements::default() };
        check(&said, Initiated::No, InitiationReason::SpecifiedClinicalResearch, "jRCTs031200000");
        let numbers = ids(&["jRCTb031200000"]);
        let said = Statements { ids: &numbers, ..Statements::default() };
        check(&said, Initiated::No, InitiationReason::RegenerativeMedicine, "jRCTb031200000");
    }

    #[test]
    fn a_record_that_jrct_took_over_stays_unclassified() {
        let numbers = ids(&["jRCT2080220000"]);
        let said = Statements { ids: &numbers, ..Statements::default() };
        check(&said, Initiated::Unclassified, InitiationReason::TakenOver, "jRCT2080220000");
    }

    #[test]
    fn statements_that_disagree_stay_unclassified() {
        let said =
            Statements { designations: &["医師主導治験"], sponsor_class: "Industry", ..Statements::default() };
        check(&said, Initiated::Unclassified, InitiationReason::StatementsDisagree, "医師主導治験; Industry");
    }

    #[test]
    fn a_university_is_no_company() {
        for name in ["University of Arden", "Arden Agency", "Incubator Hospital", "Agnes Corps"] {
            assert!(!is_company(name), "{name}");
        }
    }
}
