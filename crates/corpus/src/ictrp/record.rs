//! One trial of an export as a record.
//!
//! The decision to question: blanks around a cell are no text. Exports pad cells with hundreds of them; what is shown, and what a
//! span points into, is the cell without.

use crate::trials::{Statements, as_version, claim, investigator_initiated, trial_id, trial_ids};
use crate::{Field, Problem, Record, Trial};
use mention::FieldKind;

const LICENCE: &str = "WHO ICTRP, under its terms of use: not for commercial use, name the source and its date";

/// A column by what it holds.
pub(super) struct Column {
    /// Letters and digits of its name in lower case: `dateregistration3`.
    key: String,
    /// What its field is called.
    field: String,
}

impl Column {
    pub(super) fn new(name: &str) -> Self {
        let words: Vec<String> = name
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let key = folded(name);
        let field = match key.as_str() {
            "trialid" => "id".to_owned(),
            "publictitle" => "title".to_owned(),
            "primarysponsor" => "sponsor[1]".to_owned(),
            _ => words.join("-"),
        };
        Self { key, field }
    }
}

/// The letters and digits of a column's name in lower case: `Last Refreshed on` and `Last_Refreshed_on` are one.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads a row.
pub(super) fn of<'c>(cells: impl Iterator<Item = (&'c Column, &'c str)>) -> Result<Record, Problem> {
    let cells: Vec<(&Column, &str)> =
        cells.map(|(column, cell)| (column, cell.trim())).filter(|(_, cell)| !cell.is_empty()).collect();
    let cell = |key: &str| cells.iter().find(|(column, _)| column.key == key).map_or("", |(_, cell)| *cell);
    let number = cell("trialid");
    if number.is_empty() {
        return Err(Problem::Table { expected: "a number in `TrialID`".to_owned(), found: "an empty cell".to_owned() });
    }
    let mut identifiers = vec![format!("ictrp:{number}")];
    let other_numbers = cells.iter().filter(|(column, _)| column.key.starts_with("secondaryid"));
    let numbers = trial_id(number).into_iter().chain(other_numbers.flat_map(|(_, cell)| trial_ids(cell)));
    for id in numbers {
        if !identifiers.contains(&id) {
            identifiers.push(id);
        }
    }
    let mut dates = Vec::new();
    for (role, keys) in [
        ("registered", &["dateregistration3", "dateregistration"][..]),
        ("start", &["dateenrollement", "dateenrollment"]),
        ("completion", &["resultsdatecompleted", "completiondate"]),
        ("results", &["resultsdateposted"]),
        ("updated", &["lastrefreshedon"]),
    ] {
        dates.extend(keys.iter().find_map(|key| claim(role, cell(key))));
    }
    let version = dates.iter().find(|date| date.role == "updated").and_then(as_version).unwrap_or(1);
    let designations = [cell("publictitle"), cell("scientifictitle"), cell("studytype"), cell("studydesign")];
    let initiated = investigator_initiated(&Statements {
        ids: &identifiers,
        sponsor: cell("primarysponsor"),
        designations: &designations,
        ..Statements::default()
    });
    let mut countries: Vec<String> = Vec::new();
    for country in cell("countries").split(';').map(str::trim).filter(|country| !country.is_empty()) {
        if !countries.iter().any(|known| known == country) {
            countries.push(country.to_owned());
        }
    }
    let fields = cells
        .iter()
        .filter_map(|(column, cell)| {
            let beside = if column.key == "trialid" { self::register(&cells) } else { "" };
            Some(Field {
                name: column.field.clone(),
                kind: kind_of(&column.key)?,
                text: (*cell).to_owned(),
                beside: beside.to_owned(),
            })
        })
        .collect();
    Ok(Record {
        id: format!("ictrp:{number}"),
        kind: "trial".to_owned(),
        version,
        title: cell("publictitle").to_owned(),
        trial: Some(Trial {
            sponsor: cell("primarysponsor").to_owned(),
            sponsor_class: String::new(),
            phase: cell("phase").to_owned(),
            study_type: cell("studytype").to_owned(),
            status: cell("recruitmentstatus").to_owned(),
            countries,
            investigator_initiated: initiated,
        }),
        identifiers,
        dates,
        fields,
        licence: LICENCE.to_owned(),
        ..Record::default()
    })
}

fn register<'c>(cells: &[(&Column, &'c str)]) -> &'c str {
    cells.iter().find(|(column, _)| column.key == "sourceregister").map_or("", |(_, cell)| *cell)
}

/// The kind of field that a column gives; none for what is no text of the trial, and for people and how to reach them.
fn kind_of(key: &str) -> Option<FieldKind> {
    if key.starts_with("contact") || key.starts_with("inclusionage") || key.starts_with("date") {
        return None;
    }
    Some(match key {
        "lastrefreshedon"
        | "exportdate"
        | "sourceregister"
        | "otherrecords"
        | "inclusiongender"
        | "targetsize"
        | "phase"
        | "countries"
        | "recruitmentstatus"
        | "resultsdateposted"
        | "resultsdatecompleted"
        | "retrospectiveflag"
        | "bridgingflagtruefalse"
        | "bridgedtype"
        | "resultsyesno"
        | "internalnumber" => return None,
        "trialid" => FieldKind::Databank,
        "publictitle" | "scientifictitle" | "acronym" => FieldKind::Title,
        "intervention" | "primaryoutcome" | "secondaryoutcome" | "studydesign" => FieldKind::Methods,
        _ if key.starts_with("secondaryid") => FieldKind::Databank,
        _ if key.starts_with("sourcesupport") || key.starts_with("sourceofsupport") => FieldKind::Acknowledgement,
        _ => FieldKind::Text,
    })
}
