//! `shirube indicators`: readings, each with both figures and the sentence that says how it was counted.

use crate::exit;
use crate::state::{Format, State, StateOption, exact, in_words, state_code, unknown};
use crate::table::Table;
use indicator::{Index, Reading, Sighted, missed, readings_with, sentence};
use plan::{FiscalYear, Indicator, IndicatorKind, Programme};
use serde_json::{Value, json};
use std::ops::RangeInclusive;

/// Years that a command line may ask for at once.
const MOST_YEARS: i16 = 100;

/// Shows readings: for each indicator and fiscal year the figure, what awaits a decision, and how it was counted.
///
/// Nothing is written. The same state gives the same readings for ever: --as-of an earlier change or day, and --plan an earlier revision.
#[derive(clap::Args)]
pub struct Arguments {
    /// The indicators. Default: all that the plan itself lists.
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// One fiscal year, or the first and the last: `2021`, `2019..2021`. Default: the last one that is over.
    #[arg(long, value_name = "YEAR|FIRST..LAST", value_parser = years)]
    fiscal_year: Option<RangeInclusive<FiscalYear>>,
    /// Only the indicators of this programme.
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    /// The papers of each project too, which Shirube counts besides what the plan lists.
    #[arg(long)]
    all: bool,
    /// How to print.
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    state: StateOption,
}

/// `2021` or `2019..2021`.
pub fn years(text: &str) -> Result<RangeInclusive<FiscalYear>, String> {
    let wrong = || format!("expected a fiscal year such as `2021`, or `2019..2021`, found `{text}`");
    let year = |text: &str| text.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year)).ok_or_else(wrong);
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (year(first)?, year(last)?);
    if first > last || last - first >= MOST_YEARS {
        return Err(wrong());
    }
    Ok(FiscalYear(first)..=FiscalYear(last))
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let mut state = arguments.state.read("shirube indicators")?;
    // Costs a look at what the sources hold, and only JSON tells it.
    let sighted = if arguments.format == Format::Json { state.store.sighted(state.change)? } else { Vec::new() };
    let chosen = match chosen(&state, &arguments) {
        Ok(chosen) => chosen,
        Err(problem) => {
            eprintln!("error: {problem}");
            return Ok(exit::USAGE);
        }
    };
    let years = arguments.fiscal_year.clone().unwrap_or_else(|| state.last_year()..=state.last_year());
    let facts = state.facts();
    let indicators: Vec<&Indicator> = chosen.iter().map(|(_, indicator)| *indicator).collect();
    let index = Index::new(&state.plan, facts.rows, state.change);
    let found = readings_with(&facts, &index, &indicators, years);
    let lines: Vec<Line<'_>> = chosen
        .iter()
        .zip(&found)
        .flat_map(|((programme, indicator), readings)| {
            readings.iter().map(|(year, reading)| Line { programme, indicator, year: *year, reading })
        })
        .collect();
    match arguments.format {
        Format::Table => print!("{}", table(&state, &lines).aligned()),
        Format::Csv => print!("{}", csv(&state, &lines).csv()),
        Format::Json => {
            let readings: Vec<Value> = lines.iter().map(|line| line.json(&state, &sighted)).collect();
            println!("{}", serde_json::to_string_pretty(&json!({"meta": state.meta(), "readings": readings}))?);
        }
    }
    Ok(exit::DONE)
}

/// The indicators asked for, in the order of the plan, or of the command line where they are named.
fn chosen<'a>(state: &'a State, arguments: &Arguments) -> Result<Vec<(&'a Programme, &'a Indicator)>, String> {
    if let Some(wanted) = &arguments.programme
        && state.plan.programme(wanted).is_none()
    {
        let ids = state.plan.programmes.iter().map(|programme| programme.id.as_str());
        return Err(unknown(state.language, state.language.of("プログラム", "programme"), wanted, ids));
    }
    let here = |programme: &Programme| arguments.programme.as_ref().is_none_or(|wanted| *wanted == programme.id);
    if arguments.ids.is_empty() {
        let listed = |indicator: &Indicator| arguments.all || indicator.kind != IndicatorKind::ProjectPapers;
        return Ok(state.plan.indicators().filter(|(programme, one)| here(programme) && listed(one)).collect());
    }
    let mut chosen = Vec::new();
    for id in &arguments.ids {
        let wanted = state.indicator(id)?;
        chosen.extend(state.plan.indicators().filter(|(programme, one)| one.id == wanted.id && here(programme)));
    }
    Ok(chosen)
}

/// A reading with what it is of.
struct Line<'a> {
    programme: &'a Programme,
    indicator: &'a Indicator,
    year: FiscalYear,
    reading: &'a Reading,
}

impl Line<'_> {
    fn sentence(&self, state: &State) -> String {
        sentence(self.indicator, self.year, self.reading, &state.plan, &register::say, state.language)
    }

    fn json(&self, state: &State, sighted: &[Sighted]) -> Value {
        let mut value = reading_as_json(self.reading);
        value["indicator"] = json!(self.indicator.id);
        value["programme"] = json!(self.programme.id);
        value["fiscal_year"] = json!(self.year.0);
        value["unit"] = json!({"ja": self.indicator.unit.ja, "en": self.indicator.unit.en});
        value["sentence"] = json!(self.sentence(state));
        if let Some(missed) = missed(self.indicator, self.year, &state.plan, sighted) {
            let (low, high) = missed.interval;
            value["missed_at_least"] = json!({"number": missed.least, "interval_95": [low, high]});
        }
        value
    }
}

/// A reading, as docs/reference/indicators-json.md describes it. Keys that do not apply are absent.
pub fn reading_as_json(reading: &Reading) -> Value {
    let mut value = json!({"state": state_code(reading)});
    match reading {
        Reading::Number(figure) => {
            value["confirmed"] = json!(exact(&figure.confirmed));
            value["awaiting_joins"] = json!(exact(&figure.awaiting_joins));
            value["awaiting_mentions"] = json!(exact(&figure.awaiting_mentions));
            if let Some(whole) = &figure.whole {
                value["whole"] = json!(exact(whole));
            }
            value["records"] = json!(figure.records.len());
            value["awaiting_join_records"] = json!(figure.awaiting_join_records.len());
            value["awaiting_mention_records"] = json!(figure.awaiting_mention_records.len());
            value["retracted_left_out"] = json!(figure.retracted_left_out);
            value["withheld_rows"] = json!(figure.withheld_rows);
            value["withheld_left_out"] = json!(figure.withheld_left_out);
            value["invented_rows"] = json!(figure.invented_rows);
            value["rows_without_value"] = json!(figure.rows_without_value);
            if let Some(day) = figure.provisional_on {
                value["provisional_on"] = json!(day.to_string());
            }
            if let Some(by) = &figure.reported_by {
                value["by"] = json!(by);
            }
            let coverage = figure.coverage.iter().map(|one| {
                json!({
                    "source": one.source,
                    "files_read": one.files_read,
                    "files_total_at_least": one.files_total_at_least,
                    "invented": one.invented,
                })
            });
            value["coverage"] = coverage.collect();
        }
        Reading::DeclaredNone { by } => value["by"] = json!(by),
        Reading::Qualitative { words, by } => {
            value["words"] = json!(words);
            value["by"] = json!(by);
        }
        Reading::NotReported | Reading::NotCollected | Reading::Withheld => {}
    }
    value
}

fn table(state: &State, lines: &[Line<'_>]) -> Table {
    let head = state.language.of(
        ["指標", "年度", "値", "単位", "判断待ち", "対応付け待ち", "数え方と収集範囲"],
        [
            "indicator",
            "year",
            "value",
            "unit",
            "awaiting mention",
            "awaiting join",
            "how it was counted, and what was read",
        ],
    );
    let mut table = Table::new(&head, &[1, 2, 4, 5]);
    for line in lines {
        let waiting = match line.reading {
            Reading::Number(figure) => {
                [&figure.awaiting_mentions, &figure.awaiting_joins].map(indicator::amount_in_words)
            }
            _ => [String::new(), String::new()],
        };
        let [mentions, joins] = waiting;
        table.push(vec![
            line.indicator.id.clone(),
            line.year.to_string(),
            in_words(line.reading, state.language),
            state.text(&line.indicator.unit).to_owned(),
            mentions,
            joins,
            line.sentence(state),
        ]);
    }
    table
}

fn csv(state: &State, lines: &[Line<'_>]) -> Table {
    let head = [
        "indicator",
        "programme",
        "fiscal_year",
        "state",
        "confirmed",
        "awaiting_joins",
        "awaiting_mentions",
        "whole",
        "records",
        "awaiting_join_records",
        "awaiting_mention_records",
        "retracted_left_out",
        "withheld_rows",
        "withheld_left_out",
        "invented_rows",
        "rows_without_value",
        "provisional_on",
        "by",
        "words",
    ];
    let mut table = Table::new(&[&head[..], &["unit", "sentence"]].concat(), &[]);
    for line in lines {
        let value = line.json(state, &[]);
        let cell = |key: &&str| match value.get(*key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let mut row: Vec<String> = head.iter().map(cell).collect();
        row.push(state.text(&line.indicator.unit).to_owned());
        row.push(line.sentence(state));
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_range_that_goes_forward() {
        assert_eq!(years("2021"), Ok(FiscalYear(2021)..=FiscalYear(2021)));
        assert_eq!(years("2019..2021"), Ok(FiscalYear(2019)..=FiscalYear(2021)));
        for wrong in ["2021..2019", "21", "2021..", "", "1900..2200"] {
            assert!(years(wrong).is_err_and(|error| error.starts_with("expected a fiscal year")), "{wrong}");
        }
    }
}
