//! How the indicators are counted, and what was said about their figures.

use super::readings::{column, head};
use crate::words;
use crate::{Align, Cell, Facts, Field, Row, Table};
use indicator::{beside, definition_in_words};
use plan::{FiscalYear, Indicator, IndicatorVersion};
use serde::Serialize;

/// A definition as the form prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DefinitionLine {
    /// The indicator's id.
    pub indicator: String,
    /// Its wording.
    pub title: String,
    /// Number of the version.
    pub version: u16,
    /// For which fiscal years it applies, in words.
    pub applies: String,
    /// How it is counted, in words made from the algebra.
    pub counted: String,
    /// The indicator's page, from the root of the site.
    pub page: String,
}

/// Something handed in, beside what was computed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// The indicator's id.
    pub indicator: String,
    /// Its wording.
    pub title: String,
    /// The fiscal year.
    pub fiscal_year: i16,
    /// What was computed.
    pub computed: String,
    /// What was reported.
    pub reported: String,
    /// The computed figure less the reported one, where both are numbers.
    pub difference: String,
    /// Who reported it.
    pub by: String,
    /// Their comment.
    pub comment: String,
}

/// The definitions that apply in the years shown.
pub fn definitions(facts: &Facts<'_>, indicators: &[&Indicator]) -> Vec<DefinitionLine> {
    let (first, last) = (*facts.years.start(), *facts.years.end());
    let applies = |version: &&IndicatorVersion| {
        version.from.is_none_or(|from| from <= last) && version.until.is_none_or(|until| first <= until)
    };
    let line = |indicator: &Indicator, version: &IndicatorVersion| DefinitionLine {
        indicator: indicator.id.clone(),
        title: facts.text_of(&indicator.title),
        version: version.number,
        applies: years_in_words(facts, version),
        counted: definition_in_words(version, facts.plan(), facts.say, facts.language),
        page: facts.path(&format!("/indicators/{}", indicator.id)),
    };
    indicators
        .iter()
        .flat_map(|indicator| indicator.versions.iter().filter(applies).map(move |version| line(indicator, version)))
        .collect()
}

fn years_in_words(facts: &Facts<'_>, version: &IndicatorVersion) -> String {
    let language = facts.language;
    let year = |year: FiscalYear| words::year(year, language);
    match (version.from, version.until) {
        (None, None) => language.of("全ての年度", "all years").to_owned(),
        (Some(from), None) => language.of(format!("{}から", year(from)), format!("from {}", year(from))),
        (None, Some(until)) => language.of(format!("{}まで", year(until)), format!("until {}", year(until))),
        (Some(from), Some(until)) => {
            language.of(format!("{}～{}", year(from), year(until)), format!("{} to {}", year(from), year(until)))
        }
    }
}

/// The table of definitions.
pub fn definitions_table(facts: &Facts<'_>, lines: &[DefinitionLine]) -> Table {
    let language = facts.language;
    let row = |line: &DefinitionLine| {
        let key = format!("{}/{}", line.indicator, line.version);
        let field = |column: &str, value: &str| Field::new(format!("definitions.{column}"), value).of(key.as_str());
        let page = facts.address(&format!("/indicators/{}", line.indicator));
        let shown = page.clone().unwrap_or_else(|| line.page.clone());
        Row {
            cells: vec![
                Cell::field(field("indicator", &line.title)),
                Cell::field(field("applies", &line.applies)),
                Cell::field(field("counted", &line.counted)),
                Cell::field(Field { address: page, ..field("page", &shown) }),
            ],
            key,
        }
    };
    Table {
        name: "definitions",
        sheet: language.of("定義", "Definitions").to_owned(),
        caption: language.of("注　指標の定義と数え方", "Notes: how the indicators are defined and counted").to_owned(),
        columns: vec![
            column("indicator", 22, Align::Left),
            column("applies", 12, Align::Left),
            column("counted", 52, Align::Left),
            column("page", 20, Align::Left),
        ],
        head: head(&language.of(
            ["指標", "適用年度", "数え方", "根拠のページ"],
            ["Indicator", "Applies to", "How it is counted", "Page with the evidence"],
        )),
        rows: lines.iter().map(row).collect(),
        repeats: true,
        empty: language.of("定義はない。", "There is no definition.").to_owned(),
    }
}

/// What was handed in for the years shown, beside what is computed.
pub fn remarks(facts: &Facts<'_>, indicators: &[&Indicator]) -> Vec<Remark> {
    let language = facts.language;
    let mut found = Vec::new();
    for indicator in indicators {
        for year in facts.all_years() {
            let both = beside(&facts.readings, facts.index, indicator, year);
            let Some(reported) = both.reported else { continue };
            let hand_in = facts
                .readings
                .hand_ins
                .iter()
                .filter(|one| one.indicator == indicator.id && one.year == year)
                .filter(|one| {
                    let as_of = facts.readings.as_of;
                    one.since <= as_of && one.until.is_none_or(|until| as_of < until)
                })
                .max_by_key(|one| (one.since, &one.by));
            found.push(Remark {
                indicator: indicator.id.clone(),
                title: facts.text_of(&indicator.title),
                fiscal_year: year.0,
                computed: words::reading(&both.computed, language),
                reported: words::reading(&reported, language),
                difference: both
                    .difference
                    .map(|difference| indicator::amount_in_words(&difference.amount))
                    .unwrap_or_default(),
                by: hand_in.map(|one| one.by.clone()).unwrap_or_default(),
                comment: hand_in.map(|one| one.comment.clone()).unwrap_or_default(),
            });
        }
    }
    found
}

/// The table of what was handed in.
pub fn remarks_table(facts: &Facts<'_>, remarks: &[Remark]) -> Table {
    let language = facts.language;
    let row = |remark: &Remark| {
        let key = format!("{}/{}", remark.indicator, remark.fiscal_year);
        let field =
            |column: &str, value: &str| Cell::field(Field::new(format!("remarks.{column}"), value).of(key.as_str()));
        Row {
            cells: vec![
                field("indicator", &remark.title),
                field("year", &words::year(FiscalYear(remark.fiscal_year), language)),
                field("computed", &remark.computed),
                field("reported", &remark.reported),
                field("difference", &remark.difference),
                field("by", &remark.by),
                field("comment", &remark.comment),
            ],
            key,
        }
    };
    Table {
        name: "remarks",
        sheet: language.of("報告値", "Reported").to_owned(),
        caption: language
            .of("報告値と計算値、報告者の説明", "Reported beside computed figures, with what was said about them")
            .to_owned(),
        columns: vec![
            column("indicator", 26, Align::Left),
            column("year", 11, Align::Left),
            column("computed", 10, Align::Right),
            column("reported", 10, Align::Right),
            column("difference", 8, Align::Right),
            column("by", 15, Align::Left),
            column("comment", 30, Align::Left),
        ],
        head: head(&language.of(
            ["指標", "年度", "計算値", "報告値", "差", "報告者", "説明"],
            ["Indicator", "Year", "Computed", "Reported", "Difference", "By", "Comment"],
        )),
        rows: remarks.iter().map(row).collect(),
        repeats: true,
        empty: language.of("報告された値はない。", "No figure was reported.").to_owned(),
    }
}
