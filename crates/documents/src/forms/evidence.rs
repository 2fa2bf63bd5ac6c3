//! The records behind the figures, as an annex lists them.

use super::readings::{column, head};
use crate::words;
use crate::{Align, Cell, Citation, Error, Facts, Field, Listed, Row, Table};
use indicator::{Reading, readings_with};
use plan::{FiscalYear, Indicator};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceLine {
    /// The indicator's id.
    pub indicator: String,
    /// Its wording.
    pub title: String,
    /// The fiscal year.
    pub fiscal_year: i16,
    /// The record.
    pub record: Citation,
    /// Its page, from the root of the site.
    pub page: String,
}

/// The records behind the figures of the years to be listed, by indicator and year, in the order of their ids.
pub fn evidence(facts: &Facts<'_>, indicators: &[&Indicator]) -> Result<Vec<EvidenceLine>, Error> {
    let years = match facts.evidence {
        Listed::None => return Ok(Vec::new()),
        Listed::LastYear => facts.year()..=facts.year(),
        Listed::All => facts.years.clone(),
    };
    let found = readings_with(&facts.readings, facts.index, indicators, years);
    let behind: Vec<(&Indicator, FiscalYear, &Arc<str>)> = indicators
        .iter()
        .zip(&found)
        .flat_map(|(indicator, readings)| readings.iter().map(move |(year, reading)| (*indicator, *year, reading)))
        .filter_map(|(indicator, year, reading)| match reading {
            Reading::Number(figure) => Some(figure.records.iter().map(move |record| (indicator, year, record))),
            _ => None,
        })
        .flatten()
        .collect();
    let known = cited(facts, behind.iter().map(|(_, _, record)| Arc::clone(record)))?;
    let line = |(indicator, year, record): &(&Indicator, FiscalYear, &Arc<str>)| {
        let citation = known.get(&***record).cloned();
        EvidenceLine {
            indicator: indicator.id.clone(),
            title: facts.text_of(&indicator.title),
            fiscal_year: year.0,
            page: facts.path(&format!("/records/{record}")),
            record: citation.unwrap_or_else(|| Citation { id: record.to_string(), ..Citation::default() }),
        }
    };
    Ok(behind.iter().map(line).collect())
}

/// Looks records up, each once.
pub fn cited(facts: &Facts<'_>, records: impl Iterator<Item = Arc<str>>) -> Result<HashMap<String, Citation>, Error> {
    let distinct: BTreeSet<Arc<str>> = records.collect();
    let wanted: Vec<Arc<str>> = distinct.into_iter().collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let citations = (facts.cite)(&wanted).map_err(Error::Evidence)?;
    Ok(citations.into_iter().map(|citation| (citation.id.clone(), citation)).collect())
}

/// The annex.
pub fn evidence_table(facts: &Facts<'_>, lines: &[EvidenceLine]) -> Table {
    let language = facts.language;
    let row = |line: &EvidenceLine| {
        let key = format!("{}/{}/{}", line.indicator, line.fiscal_year, line.record.id);
        let field = |column: &str, value: &str| Field::new(format!("evidence.{column}"), value).of(key.as_str());
        let address = facts.address(&format!("/records/{}", line.record.id));
        Row {
            cells: vec![
                Cell::field(field("indicator", &line.title)),
                Cell::field(field("year", &words::year(FiscalYear(line.fiscal_year), language))),
                Cell::field(Field { address, ..field("record", &line.record.id) }),
                Cell::field(field("date", &line.record.date.map(|date| date.to_string()).unwrap_or_default())),
                Cell::field(field("title", &title(facts, &line.record))),
                Cell::field(field("journal", &line.record.journal)),
                Cell::field(field("words", &line.record.words.join("\n"))),
            ],
            key,
        }
    };
    Table {
        name: "evidence",
        sheet: language.of("根拠", "Evidence").to_owned(),
        caption: String::new(),
        columns: vec![
            column("indicator", 20, Align::Left),
            column("year", 10, Align::Left),
            column("record", 14, Align::Left),
            column("date", 11, Align::Left),
            column("title", 38, Align::Left),
            column("journal", 16, Align::Left),
            column("words", 22, Align::Left),
        ],
        head: head(&language.of(
            ["指標", "年度", "識別子", "公表日等", "題名", "掲載誌等", "根拠となる語"],
            ["Indicator", "Year", "Identifier", "Date", "Title", "Published in", "Words by which it counts"],
        )),
        rows: lines.iter().map(row).collect(),
        repeats: true,
        empty: language.of("一覧にする記録はない。", "There is no record to be listed.").to_owned(),
    }
}

/// The title of a record; that it is made up stands before it.
pub fn title(facts: &Facts<'_>, record: &Citation) -> String {
    let invented = if record.invented { facts.language.of("【架空】", "[invented] ") } else { "" };
    format!("{invented}{}", record.title)
}
