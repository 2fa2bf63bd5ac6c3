//! Indicator: how many, since when, counted how, and which?
//!
//! The page narrows step by step: one figure, its sentence, its years, its projects, its rows. Confirmed and awaiting
//! both open, each at an address of its own (`?year=2021&show=awaiting`).

use crate::figure;
use crate::language::{Language, Shown};
use crate::pages::forms::{FormLinks, links as form_links};
use crate::pages::overview::{columns, exact, in_lists, readings_table};
use crate::pages::project::{period, years_head};
use crate::pages::records::{RowItem, row_items};
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::snapshot::{FIRST_YEAR, Readings};
use crate::table::{Cell, Table};
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use askama::Template;
use chart::bars::{Axis, Column, Large, Year, by_project, large};
use documents::Subject;
use indicator::{Declared, Reading, Standing, definition_in_words};
use plan::{FiscalYear, Indicator, IndicatorVersion, Method, Plan};
use std::sync::Arc;

const TABLES: &[&str] = &["records", "readings", "by_project"];
const ROWS_A_PAGE: usize = 25;

/// One indicator.
#[derive(Template)]
#[template(path = "indicator.html")]
struct Page {
    frame: Frame,
    /// The form that prints it.
    forms: FormLinks,
    /// Number of its programme, for the hue.
    number: u8,
    /// Its wording.
    title: Shown,
    /// The figure or the word in its place.
    big: String,
    /// Whether it is a figure.
    is_number: bool,
    /// Its unit.
    unit: Shown,
    /// Whether invented rows stand behind it.
    invented: bool,
    /// The sentence.
    lead: Phrase,
    /// How this year stands, if it is not the year shown.
    part_year: Phrase,
    /// What was missed, at least; empty where nothing can be argued.
    missed: String,
    /// The counting rule, with coverage.
    rule: String,
    /// The definition in words.
    definition: Vec<String>,
    /// Which version it is and from when.
    version: String,
    /// Why it was set so.
    because: Shown,
    /// The large chart.
    chart: String,
    /// The table under it.
    years: Vec<YearCell>,
    /// Whether anything was ever reported.
    has_reported: bool,
    /// What a computed figure is called here.
    first_row: &'static str,
    /// The same years for a phone, newest first.
    phone: Vec<YearCell>,
    /// By project.
    split_head: [String; 2],
    /// By project, each with bars.
    split: Vec<SplitRow>,
    /// Versions of the definition, if several.
    versions: Vec<VersionRow>,
    /// Targets in words.
    targets: Vec<String>,
    /// Other wordings.
    aliases: Vec<String>,
    /// Who reports it.
    who: Shown,
    /// A note.
    note: Option<Shown>,
    /// Whether rows can stand behind it.
    opens: bool,
    /// The rows' heading.
    rows_heading: String,
    /// Counted and awaiting.
    tabs: [Tab; 2],
    /// The rows.
    rows: Vec<RowItem>,
    /// Which rows of how many.
    position: String,
    /// Next page; empty for none.
    next_href: String,
    /// Previous page.
    previous_href: String,
    next_words: String,
    previous_words: String,
}

/// A year's column in the table, and a phone's row.
#[derive(Clone)]
struct YearCell {
    year: String,
    era: String,
    /// Whether it is the year shown large.
    now: bool,
    computed: String,
    computed_href: String,
    reported: String,
    difference: String,
    /// A bar for the phone.
    bar: String,
}

/// A project with its bars.
struct SplitRow {
    title: Shown,
    href: String,
    drawing: [String; 2],
}

/// A version of the definition.
struct VersionRow {
    name: String,
    years: String,
    definition: String,
    because: Shown,
    basis: String,
}

/// Counted or awaiting.
struct Tab {
    words: String,
    href: String,
    current: bool,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let (programme, indicator) = snapshot
        .plan
        .indicators()
        .find(|(_, indicator)| indicator.id == id)
        .ok_or_else(|| Problem::NotFound(id.to_owned()))?;
    let year = chosen_year(visit, indicator)?;
    let awaiting = visit.asked("show") == Some("awaiting");
    let ids = snapshot.records_behind(id, year, awaiting);
    if visit.wants_tables() {
        return visit.tables("indicator", &tables(visit, indicator, year, &ids, awaiting)?);
    }
    let (words, language) = (visit.words(), visit.language());
    let reading = snapshot.reading(id, year).unwrap_or(&Reading::NotCollected);
    let version = version_of(indicator, year);
    let title = language.text(&indicator.title);
    let number_of_page = visit.asked("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let pages = ids.len().div_ceil(ROWS_A_PAGE).max(1);
    let number_of_page = number_of_page.min(pages);
    let from = (number_of_page - 1) * ROWS_A_PAGE;
    let shown: Vec<Arc<str>> = ids.iter().skip(from).take(ROWS_A_PAGE).cloned().collect();
    let rows = row_items(visit, indicator, programme, &shown, awaiting)?;
    let show = if awaiting { "&show=awaiting" } else { "" };
    let page_href = |page: usize| visit.to(&format!("/indicators/{id}?year={year}{show}&page={page}#records"));
    let waiting_count = snapshot.records_behind(id, year, true).len();
    let counted_count = snapshot.records_behind(id, year, false).len();
    let reported = reported_series(visit, indicator);
    let readings = readings_beside(snapshot.readings(id), !reported.is_empty());
    let series = columns(visit, &readings);
    let years = year_cells(visit, indicator, year, &readings, &series, &reported);
    let computed = matches!(version.map(|version| &version.method), Some(Method::Computed(_)));
    let mut phone = years.clone();
    phone.reverse();
    let crumb = Shown {
        words: format!("{} {}", programme.number, language.plain(&programme.title)),
        ..language.text(&programme.title)
    };
    let (split_head, split) = split_rows(visit, indicator);
    let page = Page {
        frame: visit.frame(
            title.words.clone(),
            Section::Indicators,
            vec![
                visit.plan_crumb(),
                visit.crumb(crumb, &format!("/programmes/{}", programme.id)),
                visit.crumb(own(show::indicator_kind(indicator.kind, words)), ""),
            ],
            TABLES,
        ),
        forms: form_links(visit, Subject::Programme, &programme.id).only("indicator-table"),
        number: programme.number,
        big: figure::reading_in_words(reading, words),
        is_number: figure::confirmed(reading).is_some(),
        unit: language.text(&indicator.unit),
        invented: matches!(reading, Reading::Number(figure) if figure.invented_rows > 0),
        lead: lead(visit, indicator, year, reading),
        part_year: part_year(visit, indicator, year),
        missed: visit.site.missed(&snapshot, indicator, year)?.map_or_else(String::new, |missed| {
            missed.in_words(&language.source("pubmed"), &language.source("jats"), language.into())
        }),
        rule: ::indicator::sentence(indicator, year, reading, &snapshot.plan, &register::say, language.into()),
        definition: version
            .map(|version| lines(&definition_in_words(version, &snapshot.plan, &register::say, language.into())))
            .unwrap_or_default(),
        version: version.map(|version| version_in_words(version, language)).unwrap_or_default(),
        because: version.map(|version| language.text(&version.because)).unwrap_or_default(),
        chart: chart(visit, indicator, year, &series, &reported),
        has_reported: reported.iter().any(|year| year.column != Column::Empty),
        first_row: if computed { words.indicator_computed } else { words.indicator_reported },
        years,
        phone,
        split_head,
        split,
        versions: versions(indicator, &snapshot.plan, language),
        targets: targets(indicator, language),
        aliases: indicator.aliases.clone(),
        who: language.text(&indicator.reported_by),
        note: indicator.note.as_ref().map(|note| language.text(note)),
        opens: computed,
        rows_heading: rows_heading(visit, indicator, year, awaiting, ids.len()),
        tabs: [
            Tab {
                words: format!("{} {}", words.indicator_counted_tab, figure::grouped(counted_count as i128)),
                href: visit.to(&format!("/indicators/{id}?year={year}#records")),
                current: !awaiting,
            },
            Tab {
                words: format!("{} {}", words.indicator_waiting_tab, figure::grouped(waiting_count as i128)),
                href: visit.to(&format!("/indicators/{id}?year={year}&show=awaiting#records")),
                current: awaiting,
            },
        ],
        rows,
        position: if ids.is_empty() {
            String::new()
        } else {
            let grouped = |n: usize| figure::grouped(n as i128);
            say(
                words.indicator_newest,
                &[
                    ("from", &grouped(from + 1)),
                    ("to", &grouped((from + ROWS_A_PAGE).min(ids.len()))),
                    ("n", &grouped(ids.len())),
                ],
            )
        },
        next_href: if number_of_page < pages { page_href(number_of_page + 1) } else { String::new() },
        previous_href: if number_of_page > 1 { page_href(number_of_page - 1) } else { String::new() },
        next_words: say(
            words.next_page,
            &[("n", &(ids.len() - (from + ROWS_A_PAGE).min(ids.len())).min(ROWS_A_PAGE).to_string())],
        ),
        previous_words: say(words.previous_page, &[("n", &ROWS_A_PAGE.to_string())]),
        title,
    };
    visit.html(&page)
}

/// `?year=`, else the last complete year that has a figure, else the last complete year.
fn chosen_year(visit: &Visit<'_>, indicator: &Indicator) -> Result<FiscalYear, Problem> {
    let snapshot = &visit.snapshot;
    let years = snapshot.years();
    if let Some(text) = visit.asked("year") {
        let year = text.parse::<i16>().ok().map(FiscalYear).filter(|year| years.contains(year));
        return year.ok_or_else(|| Problem::NotFound(format!("{} {text}", indicator.id)));
    }
    let last = snapshot.last_year();
    let figure = |year: &FiscalYear| snapshot.reading(&indicator.id, *year).and_then(figure::confirmed).is_some();
    if figure(&last) {
        return Ok(last);
    }
    let readings = snapshot.readings(&indicator.id);
    let newest = readings.iter().rev().map(|(year, _)| *year).find(|year| *year < last && figure(year));
    Ok(newest.unwrap_or(last))
}

fn version_of(indicator: &Indicator, year: FiscalYear) -> Option<&IndicatorVersion> {
    let holds = |version: &&IndicatorVersion| {
        version.from.is_none_or(|from| from <= year) && version.until.is_none_or(|until| year <= until)
    };
    indicator.versions.iter().rev().find(holds).or_else(|| indicator.versions.last())
}

fn lead(visit: &Visit<'_>, indicator: &Indicator, year: FiscalYear, reading: &Reading) -> Phrase {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let blank = language == Language::En;
    let unit = language.plain(&indicator.unit);
    let with_unit = |value: &str| if blank { format!("{value} {unit}") } else { format!("{value}{unit}") };
    let here = |query: &str| visit.to(&format!("/indicators/{}?year={year}{query}#records", indicator.id));
    let full = language.year_in_full(year);
    let Reading::Number(found) = reading else {
        let mut phrase = fill(
            words.indicator_is_state,
            &[("year", word(full)), ("state", word(figure::state_in_words(reading, words)))],
        );
        let more = match reading {
            Reading::NotCollected => words.indicator_not_collected_long.to_owned(),
            Reading::NotReported => {
                say(words.indicator_not_reported_long, &[("who", &language.plain(&indicator.reported_by))])
            }
            Reading::Qualitative { words, .. } => words.clone(),
            _ => String::new(),
        };
        phrase.push(Phrase::plain(more), blank);
        return phrase;
    };
    let value = with_unit(&figure::amount(&found.confirmed));
    let mut phrase = fill(words.indicator_is, &[("year", word(full)), ("value", link(value, here("")))]);
    let before = snapshot.reading(&indicator.id, FiscalYear(year.0 - 1)).and_then(figure::confirmed);
    if let Some(before) = before.filter(|_| year != snapshot.this_year()) {
        let change = figure::change(Some(before), Some(&found.confirmed), words);
        let bare = change.trim_start_matches(['+', '−']).to_owned();
        let pattern = match found.confirmed.cmp(before) {
            std::cmp::Ordering::Greater => words.indicator_grown,
            std::cmp::Ordering::Less => words.indicator_shrunk,
            std::cmp::Ordering::Equal => words.indicator_same,
        };
        let bare = if bare.ends_with('%') { bare } else { with_unit(&bare) };
        phrase.push(Phrase::plain(say(pattern, &[("change", &bare)])), blank);
    }
    let (mentions, joins) = figure::awaiting(reading);
    if mentions + joins > 0 {
        let n = link(visit.count(words.n_items, mentions + joins), here("&show=awaiting"));
        phrase.push(fill(words.indicator_waiting_both, &[("n", n)]), blank);
    }
    let handed_in =
        snapshot.hand_ins.iter().rev().find(|hand_in| hand_in.indicator == indicator.id && hand_in.year == year);
    if let Some(hand_in) = handed_in.filter(|_| found.reported_by.is_none()) {
        let value = declared_in_words(&hand_in.declared, words);
        phrase.push(Phrase::plain(say(words.indicator_reported_is, &[("value", &value), ("by", &hand_in.by)])), blank);
    } else if found.reported_by.is_none() && in_lists(indicator) {
        phrase.push(Phrase::plain(words.indicator_no_reported), blank);
    }
    phrase
}

fn part_year(visit: &Visit<'_>, indicator: &Indicator, shown: FiscalYear) -> Phrase {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let year = snapshot.this_year();
    let Some(value) = snapshot.reading(&indicator.id, year).and_then(figure::confirmed) else {
        return Phrase::default();
    };
    if year == shown {
        return Phrase::default();
    }
    let value = format!(
        "{}{}{}",
        figure::amount(value),
        if language == Language::En { " " } else { "" },
        language.plain(&indicator.unit)
    );
    let href = visit.to(&format!("/indicators/{}?year={year}", indicator.id));
    fill(
        words.indicator_part_year,
        &[
            ("year", word(language.year(year))),
            ("date", word(language.short_date(snapshot.day))),
            ("value", link(value, href)),
        ],
    )
}

fn declared_in_words(declared: &Declared, words: &crate::words::Words) -> String {
    match declared {
        Declared::Figure(text) | Declared::Words(text) => text.clone(),
        Declared::None => words.state_none.to_owned(),
        Declared::Withheld => words.state_withheld.to_owned(),
    }
}

/// What was handed in beside a computed indicator, one column a year; all empty where nothing ever was.
fn reported_series(visit: &Visit<'_>, indicator: &Indicator) -> Vec<Year> {
    let (words, snapshot) = (visit.words(), &visit.snapshot);
    let computed = indicator.versions.iter().any(|version| matches!(version.method, Method::Computed(_)));
    let mine: Vec<_> = snapshot.hand_ins.iter().filter(|hand_in| hand_in.indicator == indicator.id).collect();
    if !computed || mine.is_empty() {
        return Vec::new();
    }
    let column = |year: FiscalYear| match mine
        .iter()
        .rev()
        .find(|hand_in| hand_in.year == year)
        .map(|hand_in| &hand_in.declared)
    {
        Some(Declared::Figure(text)) => {
            text.parse::<f64>().map_or_else(|_| Column::Gap(text.clone()), |size| Column::Figure(size, text.clone()))
        }
        Some(Declared::None) => Column::None(words.state_none.to_owned()),
        Some(Declared::Words(_)) => Column::Gap(words.state_qualitative.to_owned()),
        Some(Declared::Withheld) => Column::Gap(words.state_withheld.to_owned()),
        None if year >= snapshot.this_year() => Column::Empty,
        None => Column::Gap(words.state_not_reported.to_owned()),
    };
    let years = snapshot.years();
    (years.start().0..=years.end().0)
        .map(FiscalYear)
        .map(|year| Year { year, column: column(year), part: None })
        .collect()
}

/// The readings as they stand beside reported ones: a figure that was handed in because nothing could be computed is in
/// the other row already.
fn readings_beside(readings: &[(FiscalYear, Reading)], reported_beside: bool) -> Readings {
    let own = |(year, reading): &(FiscalYear, Reading)| match reading {
        Reading::Number(figure) if reported_beside && figure.reported_by.is_some() => (*year, Reading::NotCollected),
        other => (*year, other.clone()),
    };
    readings.iter().map(own).collect()
}

fn year_cells(
    visit: &Visit<'_>,
    indicator: &Indicator,
    shown: FiscalYear,
    readings: &[(FiscalYear, Reading)],
    series: &[Year],
    reported: &[Year],
) -> Vec<YearCell> {
    let (words, language) = (visit.words(), visit.language());
    let size = |year: &Year| if let Column::Figure(size, _) = year.column { size } else { 0.0 };
    let most = series.iter().chain(reported).map(size).fold(0.0, f64::max);
    series
        .iter()
        .enumerate()
        .map(|(index, year)| {
            let reading = readings.get(index).map(|(_, reading)| reading);
            let other = reported.get(index);
            let difference = match (reading.and_then(figure::confirmed), other.map(|year| &year.column)) {
                (Some(computed), Some(Column::Figure(_, text))) => text.parse::<i128>().map_or_else(
                    |_| String::new(),
                    |reported| {
                        let difference = computed - indicator::Amount::from_integer(reported);
                        let sign = if difference > indicator::Amount::from_integer(0) { "+" } else { "" };
                        format!("{sign}{}", figure::amount(&difference))
                    },
                ),
                _ => String::new(),
            };
            YearCell {
                year: year.year.to_string(),
                era: match language {
                    Language::Ja => year.year.era_ja().replace("年度", ""),
                    Language::En => year.year.era_en(),
                },
                now: year.year == shown,
                computed: reading.map(|reading| figure::reading_in_words(reading, words)).unwrap_or_default(),
                computed_href: visit.to(&format!("/indicators/{}?year={}", indicator.id, year.year)),
                reported: other.map_or_else(String::new, |other| match &other.column {
                    Column::Figure(_, words) | Column::None(words) | Column::Gap(words) => words.clone(),
                    Column::Empty => words.indicator_open_year.to_owned(),
                }),
                difference,
                bar: phone_bar(year, other, most, year.year == shown),
            }
        })
        .collect()
}

/// A phone's bars: computed above, reported below it; stretched by the style sheet, so no words inside.
fn phone_bar(computed: &Year, reported: Option<&Year>, most: f64, strong: bool) -> String {
    let long = |column: &Column| {
        if let (Column::Figure(size, _), true) = (column, most > 0.0) { size / most * 196.0 } else { 0.0 }
    };
    let class = match (&computed.part, strong) {
        (Some(_), _) => "bar part",
        (None, true) => "bar strong",
        (None, false) => "bar",
    };
    let mut out = format!(
        "<svg viewBox=\"0 0 200 30\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><line x1=\"1\" y1=\"0\" x2=\"1\" y2=\"30\" class=\"base\"/>\
         <rect x=\"2\" y=\"{}\" width=\"{:.1}\" height=\"12\" class=\"{class}\" vector-effect=\"non-scaling-stroke\"/>",
        if reported.is_some() { 2 } else { 9 },
        long(&computed.column)
    );
    if let Some(reported) = reported {
        out.push_str(&format!(
            "<rect x=\"2\" y=\"16\" width=\"{:.1}\" height=\"12\" class=\"bar outline\" vector-effect=\"non-scaling-stroke\"/>",
            long(&reported.column)
        ));
    }
    out.push_str("</svg>");
    out
}

fn chart(visit: &Visit<'_>, indicator: &Indicator, shown: FiscalYear, series: &[Year], reported: &[Year]) -> String {
    let (words, language) = (visit.words(), visit.language());
    let described: Vec<String> = series
        .iter()
        .map(|year| {
            let value = match &year.column {
                Column::Figure(_, words) | Column::None(words) | Column::Gap(words) => words.as_str(),
                Column::Empty => "",
            };
            format!("{}: {value}", year.year)
        })
        .collect();
    let definitions = indicator
        .versions
        .windows(2)
        .filter_map(|pair| {
            let from = pair[1].from?;
            let name =
                |version: &IndicatorVersion| say(words.indicator_version_label, &[("n", &version.number.to_string())]);
            (from.0 > FIRST_YEAR).then(|| (from, name(&pair[0]), name(&pair[1])))
        })
        .collect();
    large(&Large {
        title: language.plain(&indicator.title),
        description: described.join("; "),
        unit: language.plain(&indicator.unit),
        computed: series.to_vec(),
        reported: reported.to_vec(),
        strong: shown,
        definitions,
    })
    .svg("years")
}

fn split_rows(visit: &Visit<'_>, indicator: &Indicator) -> ([String; 2], Vec<SplitRow>) {
    let snapshot = &visit.snapshot;
    let last = snapshot.this_year().0;
    let count = f64::from(last - FIRST_YEAR + 1);
    let axes = [
        Axis { first: FIRST_YEAR, last, step: 860.0 / count, left: 0.0 },
        Axis { first: FIRST_YEAR, last, step: 358.0 / count, left: 0.0 },
    ];
    let made = snapshot.by_project(indicator);
    let has = |readings: &Readings| readings.iter().any(|(_, reading)| figure::confirmed(reading).is_some());
    let series: Vec<(String, Vec<Year>)> = made
        .iter()
        .filter(|(_, readings)| has(readings))
        .map(|(id, readings)| (id.clone(), columns(visit, readings)))
        .collect();
    let size = |year: &Year| if let Column::Figure(size, _) = year.column { size } else { 0.0 };
    let most = series.iter().flat_map(|(_, years)| years.iter().map(size)).fold(0.0, f64::max);
    let rows = series
        .iter()
        .enumerate()
        .filter_map(|(index, (id, years))| {
            let (_, project) = snapshot.plan.project(id)?;
            let title = visit.language().text(&project.title);
            let described: Vec<String> = years
                .iter()
                .filter_map(|year| {
                    if let Column::Figure(_, words) = &year.column {
                        Some(format!("{}: {words}", year.year))
                    } else {
                        None
                    }
                })
                .collect();
            let draw = |axis: &Axis, prefix: char| {
                by_project(
                    axis,
                    years,
                    period(project),
                    most,
                    snapshot.last_year(),
                    title.words.clone(),
                    described.join("; "),
                )
                .svg(&format!("{prefix}{index}"))
            };
            Some(SplitRow {
                href: visit.to(&format!("/projects/{id}")),
                drawing: [draw(&axes[0], 's'), draw(&axes[1], 't')],
                title,
            })
        })
        .collect();
    ([years_head(visit, &axes[0]), years_head(visit, &axes[1])], rows)
}

fn version_in_words(version: &IndicatorVersion, language: Language) -> String {
    let words = language.words();
    format!(
        "{}{}{}",
        say(words.indicator_version, &[("n", &version.number.to_string())]),
        words.comma,
        version_years(version, language)
    )
}

fn version_years(version: &IndicatorVersion, language: Language) -> String {
    let words = language.words();
    match (version.from, version.until) {
        (None, None) => words.indicator_version_always.to_owned(),
        (Some(from), None) => say(words.indicator_version_from, &[("year", &language.year(from))]),
        (None, Some(until)) => say(words.indicator_version_until, &[("year", &language.year(until))]),
        (Some(from), Some(until)) => format!("{}–{}", language.year(from), language.year(until)),
    }
}

fn versions(indicator: &Indicator, plan: &Plan, language: Language) -> Vec<VersionRow> {
    if indicator.versions.len() < 2 {
        return Vec::new();
    }
    let row = |version: &IndicatorVersion| VersionRow {
        name: say(language.words().indicator_version, &[("n", &version.number.to_string())]),
        years: version_years(version, language),
        definition: definition_in_words(version, plan, &register::say, language.into()),
        because: language.text(&version.because),
        basis: show::basis_in_full(&version.basis, language),
    };
    indicator.versions.iter().rev().map(row).collect()
}

fn targets(indicator: &Indicator, language: Language) -> Vec<String> {
    let unit = language.plain(&indicator.unit);
    indicator
        .versions
        .iter()
        .flat_map(|version| &version.targets)
        .map(|target| {
            format!(
                "{}: {} {unit} — {}",
                language.year(target.year),
                target.value,
                show::basis_in_full(&target.basis, language)
            )
        })
        .collect()
}

fn rows_heading(visit: &Visit<'_>, indicator: &Indicator, year: FiscalYear, awaiting: bool, count: usize) -> String {
    let (words, language) = (visit.words(), visit.language());
    let year = language.year(year);
    if count == 0 {
        return say(words.indicator_rows_none, &[("year", &year)]);
    }
    let unit = language.plain(&indicator.unit);
    let n = match language {
        Language::Ja => format!("{}{unit}", figure::grouped(count as i128)),
        Language::En => format!("{} {unit}", figure::grouped(count as i128)),
    };
    say(if awaiting { words.indicator_rows_waiting } else { words.indicator_rows }, &[("year", &year), ("n", &n)])
}

fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn tables(
    visit: &Visit<'_>,
    indicator: &Indicator,
    year: FiscalYear,
    ids: &[Arc<str>],
    awaiting: bool,
) -> Result<Vec<Table>, Problem> {
    let mut records = Table::new(
        "records",
        &["record", "published", "title", "journal", "projects", "words", "state", "fiscal_year", "invented"],
    );
    for chunk in ids.chunks(500) {
        for head in visit.site.heads(chunk, visit.snapshot.change)? {
            let projects: Vec<String> = visit
                .snapshot
                .row(&head.id)
                .map(|row| {
                    row.links
                        .iter()
                        .filter(|link| link.standing != Standing::Refused)
                        .map(|link| link.project.to_string())
                        .collect()
                })
                .unwrap_or_default();
            let mut projects = projects;
            projects.dedup();
            records.push(vec![
                head.id.into(),
                head.date.map(|date| date.to_string()).into(),
                head.title.into(),
                head.journal.into(),
                projects.join(" ").into(),
                head.words.join(" | ").into(),
                if awaiting { "awaiting" } else { "counted" }.into(),
                year.into(),
                if head.invented { "yes" } else { "no" }.into(),
            ]);
        }
    }
    let mut split = Table::new("by_project", &["project", "fiscal_year", "state", "confirmed"]);
    for (project, readings) in visit.snapshot.by_project(indicator).iter() {
        for (year, reading) in readings {
            let confirmed = figure::confirmed(reading).map_or(Cell::Nothing, exact);
            split.push(vec![project.as_str().into(), (*year).into(), figure::state_code(reading).into(), confirmed]);
        }
    }
    Ok(vec![records, readings_table(visit, &[indicator]), split])
}
