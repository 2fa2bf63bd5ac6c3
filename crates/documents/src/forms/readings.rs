//! Readings as forms show them: a line for each indicator, a column for each year.

use crate::words;
use crate::{Align, Cell, Column, Facts, Field, Row, Table};
use indicator::{Amount, Reading, readings_with, version_of};
use plan::{FiscalYear, Indicator};
use serde::Serialize;

/// An indicator over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Its id.
    pub indicator: String,
    /// Its wording.
    pub title: String,
    /// What one is.
    pub unit: String,
    /// A reading for each year shown.
    pub years: Vec<Year>,
    /// Targets under the definition of the year reported.
    pub targets: Vec<Target>,
}

/// A reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Year {
    /// The fiscal year.
    pub fiscal_year: i16,
    /// `number`, `none`, `not-reported`, `not-collected`, `qualitative`, `withheld`.
    pub state: &'static str,
    /// The confirmed figure, exact (`5`, `7/2`); absent where there is none.
    pub value: Option<String>,
    /// What stands in its cell.
    pub shown: String,
    /// What stands below it: what awaits a decision, that it is not final, that the definition changed.
    pub beside: String,
    /// Its page, from the root of the site.
    pub page: String,
    /// The version of the definition that applied.
    pub definition: Option<u16>,
    #[serde(skip)]
    address: Option<String>,
    #[serde(skip)]
    number: Option<Amount>,
}

/// A figure to reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// For which fiscal year.
    pub fiscal_year: i16,
    /// The figure as it was set.
    pub value: String,
}

/// The lines of some indicators, each over every year shown.
pub fn lines(facts: &Facts<'_>, indicators: &[&Indicator]) -> Vec<Line> {
    let found = readings_with(&facts.readings, facts.index, indicators, facts.years.clone());
    indicators.iter().zip(found).map(|(indicator, readings)| line(facts, indicator, &readings)).collect()
}

fn line(facts: &Facts<'_>, indicator: &Indicator, readings: &[(FiscalYear, Reading)]) -> Line {
    let mut before = None;
    let years = readings.iter().map(|(year, reading)| {
        let definition = version_of(indicator, *year).map(|version| version.number);
        let broke = matches!((before, definition), (Some(Some(one)), Some(other)) if one != other);
        before = Some(definition);
        one(facts, indicator, *year, reading, definition, broke)
    });
    let years: Vec<Year> = years.collect();
    let targets = version_of(indicator, facts.year()).map_or(&[][..], |version| version.targets.as_slice());
    Line {
        indicator: indicator.id.clone(),
        title: facts.text_of(&indicator.title),
        unit: facts.text_of(&indicator.unit),
        years,
        targets: targets.iter().map(|one| Target { fiscal_year: one.year.0, value: one.value.clone() }).collect(),
    }
}

fn one(
    facts: &Facts<'_>,
    indicator: &Indicator,
    year: FiscalYear,
    reading: &Reading,
    definition: Option<u16>,
    broke: bool,
) -> Year {
    let language = facts.language;
    let path = Facts::reading_path(&indicator.id, year);
    let number = match reading {
        Reading::Number(figure) => Some(figure.confirmed),
        _ => None,
    };
    let mut beside = words::beside(reading, language);
    if let (true, Some(version)) = (broke, definition) {
        let separator = if beside.is_empty() { "" } else { language.of("、", ", ") };
        beside.push_str(separator);
        beside.push_str(&language.of(format!("定義変更（第{version}版）"), format!("new definition ({version})")));
    }
    Year {
        fiscal_year: year.0,
        state: words::reading_code(reading),
        value: number.map(|number| number.to_string()),
        shown: words::reading(reading, language),
        beside,
        page: facts.path(&path),
        definition,
        address: facts.address(&path).filter(|_| number.is_some()),
        number,
    }
}

/// The table of some lines. Its fields are `NAME.indicator`, `NAME.unit`, `NAME.value-1` (the first year) …, `NAME.target`; those
/// of its head `NAME.year-1` ….
pub fn table(facts: &Facts<'_>, name: &'static str, caption: &str, sheet: &str, lines: &[Line]) -> Table {
    let language = facts.language;
    let count = usize::try_from(facts.years.end().0 - facts.years.start().0 + 1).unwrap_or(1);
    let mut columns = vec![column("indicator", 30, Align::Left), column("unit", language.of(6, 10), Align::Centre)];
    let mut head = vec![Cell::head(language.of("指標", "Indicator")), Cell::head(language.of("単位", "Unit"))];
    for (index, year) in facts.all_years().enumerate() {
        columns.push(column(&format!("value-{}", index + 1), if count > 6 { 9 } else { 12 }, Align::Right));
        let field = Field::new(format!("{name}.year-{}", index + 1), words::year_head(year, language));
        head.push(Cell { head: true, ..Cell::field(field) });
    }
    columns.push(column("target", 12, Align::Right));
    head.push(Cell::head(language.of("目標", "Target")));
    Table {
        name,
        sheet: sheet.to_owned(),
        caption: caption.to_owned(),
        columns,
        head: vec![Row { key: String::new(), cells: head }],
        rows: lines.iter().map(|line| row(facts, name, line)).collect(),
        repeats: true,
        empty: language.of("該当する指標はない。", "There is no such indicator.").to_owned(),
    }
}

fn row(facts: &Facts<'_>, name: &str, line: &Line) -> Row {
    let key = line.indicator.as_str();
    let field = |column: &str, value: &str| Field::new(format!("{name}.{column}"), value).of(key);
    let page = Field { address: facts.address(&format!("/indicators/{key}")), ..field("indicator", &line.title) };
    let mut cells = vec![Cell::field(page), Cell::field(field("unit", &line.unit))];
    for (index, year) in line.years.iter().enumerate() {
        cells.push(Cell::field(Field {
            address: year.address.clone(),
            beside: year.beside.clone(),
            number: year.number,
            ..field(&format!("value-{}", index + 1), &year.shown)
        }));
    }
    let targets: Vec<String> = line.targets.iter().map(|target| target_in_words(facts, target)).collect();
    let none = facts.language.of("―", "–").to_owned();
    cells.push(Cell::field(field("target", &if targets.is_empty() { none } else { targets.join("\n") })));
    Row { key: key.to_owned(), cells }
}

fn target_in_words(facts: &Facts<'_>, target: &Target) -> String {
    let year = words::year(FiscalYear(target.fiscal_year), facts.language);
    facts.language.of(format!("{}（{year}）", target.value), format!("{} ({year})", target.value))
}

/// A column.
pub fn column(id: &str, width: u16, align: Align) -> Column {
    Column { id: id.to_owned(), width, align }
}

/// A head of one row of words.
pub fn head(words: &[&str]) -> Vec<Row> {
    vec![Row { key: String::new(), cells: words.iter().map(|words| Cell::head(*words)).collect() }]
}
