//! `shirube evidence`: the records behind one reading, each with the very words that link it.

use crate::commands::indicators::{reading_as_json, years};
use crate::exit;
use crate::state::{Format, State, StateOption, in_words};
use crate::table::Table;
use evidence::sentence_around;
use indicator::{Figure, Index, Reading, Standing, projects_counted, readings_with, sentence, version_of};
use plan::{FiscalYear, Indicator, Method};
use serde_json::{Value, json};
use std::ops::RangeInclusive;
use std::sync::Arc;
use store::{LinkState, RecordPage};

/// Shows the records behind one reading, with the words that name the grant, the programme or the resource.
///
/// A line for each link of each record to a project that the indicator counts, and each place where its words stand.
#[derive(clap::Args)]
pub struct Arguments {
    /// The indicator.
    #[arg(long, value_name = "ID")]
    indicator: String,
    /// The fiscal year.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    fiscal_year: RangeInclusive<FiscalYear>,
    /// What awaits a decision, instead of what counts.
    #[arg(long)]
    awaiting: bool,
    /// How to print.
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    state: StateOption,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    if arguments.fiscal_year.start() != arguments.fiscal_year.end() {
        eprintln!("error: expected one fiscal year, found several");
        return Ok(exit::USAGE);
    }
    let year = *arguments.fiscal_year.start();
    let mut state = arguments.state.read("shirube evidence")?;
    let indicator = match state.indicator(&arguments.indicator) {
        Ok(indicator) => indicator.clone(),
        Err(problem) => {
            eprintln!("error: {problem}");
            return Ok(exit::USAGE);
        }
    };
    let reading = read(&state, &indicator, year);
    let said = sentence(&indicator, year, &reading, &state.plan, &register::say, state.language);
    let lines = match &reading {
        Reading::Number(figure) => lines(&mut state, &indicator, year, figure, arguments.awaiting)?,
        _ => Vec::new(),
    };
    match arguments.format {
        Format::Table => {
            eprintln!("{}: {}", in_words(&reading, state.language), said);
            print!("{}", table(&state, &lines).aligned());
        }
        Format::Csv => print!("{}", csv(&lines).csv()),
        Format::Json => {
            let mut value = reading_as_json(&reading);
            value["indicator"] = json!(indicator.id);
            value["fiscal_year"] = json!(year.0);
            value["sentence"] = json!(said);
            let evidence: Vec<Value> = lines.iter().map(Line::json).collect();
            let all =
                json!({"meta": state.meta(), "reading": value, "awaiting": arguments.awaiting, "evidence": evidence});
            println!("{}", serde_json::to_string_pretty(&all)?);
        }
    }
    Ok(exit::DONE)
}

fn read(state: &State, indicator: &Indicator, year: FiscalYear) -> Reading {
    let facts = state.facts();
    let index = Index::new(&state.plan, facts.rows, state.change);
    let found = readings_with(&facts, &index, &[indicator], year..=year);
    found.into_iter().flatten().next().map_or(Reading::NotCollected, |(_, reading)| reading)
}

/// Words that link a record to a project.
struct Line {
    record: Arc<str>,
    date: String,
    title: String,
    project: String,
    role: &'static str,
    standing: &'static str,
    scheme: String,
    value: String,
    words: String,
    sentence: String,
    field: String,
    rule: String,
    invented: bool,
}

fn lines(
    state: &mut State,
    indicator: &Indicator,
    year: FiscalYear,
    figure: &Figure,
    awaiting: bool,
) -> anyhow::Result<Vec<Line>> {
    let Some(Method::Computed(definition)) = version_of(indicator, year).map(|version| &version.method) else {
        return Ok(Vec::new());
    };
    let projects: Vec<String> =
        projects_counted(indicator, definition, &state.plan).into_iter().map(str::to_owned).collect();
    let shown = |link: &LinkState| {
        let roles = &definition.linked.roles;
        let waits = matches!(link.standing, Standing::AwaitingJoin | Standing::AwaitingMention);
        let stands = if awaiting { waits } else { link.standing == Standing::Counted };
        stands && projects.contains(&link.link.key.project) && (roles.is_empty() || roles.contains(&link.link.role))
    };
    let records: Vec<Arc<str>> = if awaiting {
        figure.awaiting_join_records.iter().chain(&figure.awaiting_mention_records).cloned().collect()
    } else {
        figure.records.clone()
    };
    let mut lines = Vec::new();
    for id in records {
        let Some(page) = state.store.record(&id, state.change)? else { continue };
        for link in page.links.iter().filter(|link| shown(link)) {
            match &page.entry {
                Some(entry) => lines.push(of_entry(&id, &page, entry, link)),
                None => words_of(&id, &page, link, &mut lines),
            }
        }
    }
    Ok(lines)
}

/// The line of a register's row: nobody's words name the project, a person handed the row in for it.
fn of_entry(id: &Arc<str>, page: &RecordPage, entry: &store::EntryPage, link: &LinkState) -> Line {
    let source = entry.values.iter().find(|value| value.column == register::SOURCE);
    Line {
        record: Arc::clone(id),
        date: page.published.as_ref().map(|published| published.date.to_string()).unwrap_or_default(),
        title: page.record.title.clone(),
        project: link.link.key.project.clone(),
        role: role_code(link.link.role),
        standing: standing_code(link.standing),
        scheme: link.link.key.scheme.clone(),
        value: link.link.key.value.clone(),
        words: entry.key.clone(),
        sentence: source.map(|value| value.values.join("; ")).unwrap_or_default(),
        field: register::PROJECTS.to_owned(),
        rule: link.link.rule.clone(),
        invented: entry.invented,
    }
}

/// A line for each place where the words of a link stand.
fn words_of(id: &Arc<str>, page: &RecordPage, link: &LinkState, lines: &mut Vec<Line>) {
    let key = &link.link.key;
    for found in page.mentions.iter().filter(|one| *one.mention.scheme == *key.scheme && one.mention.value == key.value)
    {
        let field = page.record.fields.iter().find(|field| field.name == found.field);
        let around = field.map_or("", |field| &field.text[sentence_around(&field.text, &found.mention.span)]);
        lines.push(Line {
            record: Arc::clone(id),
            date: page.published.as_ref().map(|published| published.date.to_string()).unwrap_or_default(),
            title: page.record.title.clone(),
            project: key.project.clone(),
            role: role_code(link.link.role),
            standing: standing_code(link.standing),
            scheme: key.scheme.clone(),
            value: key.value.clone(),
            words: found.raw.clone(),
            sentence: around.to_owned(),
            field: found.field.clone(),
            rule: found.mention.rule.to_string(),
            invented: page.record.invented,
        });
    }
}

impl Line {
    fn json(&self) -> Value {
        json!({
            "record": &*self.record,
            "date": self.date,
            "title": self.title,
            "project": self.project,
            "role": self.role,
            "standing": self.standing,
            "scheme": self.scheme,
            "value": self.value,
            "words": self.words,
            "sentence": self.sentence,
            "field": self.field,
            "rule": self.rule,
            "invented": self.invented,
        })
    }
}

fn table(state: &State, lines: &[Line]) -> Table {
    let head = state.language.of(
        ["記録", "日付", "課題", "状態", "言葉", "場所", "架空", "題名"],
        ["record", "date", "project", "standing", "words", "field", "invented", "title"],
    );
    let mut table = Table::new(&head, &[]);
    for line in lines {
        table.push(vec![
            line.record.to_string(),
            line.date.clone(),
            line.project.clone(),
            standing_in_words(line.standing, state).to_owned(),
            line.words.clone(),
            line.field.clone(),
            if line.invented { state.language.of("架空", "invented") } else { "" }.to_owned(),
            line.title.clone(),
        ]);
    }
    table
}

fn csv(lines: &[Line]) -> Table {
    let head = [
        "record", "date", "title", "project", "role", "standing", "scheme", "value", "words", "sentence", "field",
        "rule", "invented",
    ];
    let mut table = Table::new(&head, &[]);
    for line in lines {
        let value = line.json();
        let cell = |key: &&str| value[*key].as_str().map_or_else(|| value[*key].to_string(), str::to_owned);
        table.push(head.iter().map(cell).collect());
    }
    table
}

fn role_code(role: plan::Role) -> &'static str {
    match role {
        plan::Role::Funded => "funded",
        plan::Role::Supported => "supported",
        plan::Role::Used => "used",
    }
}

fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "counted",
        Standing::AwaitingMention => "awaiting-mention",
        Standing::AwaitingJoin => "awaiting-join",
        Standing::Refused => "refused",
    }
}

fn standing_in_words(code: &str, state: &State) -> &'static str {
    match code {
        "counted" => state.language.of("数えた", "counted"),
        "awaiting-mention" => state.language.of("判断待ち", "awaiting a decision"),
        "awaiting-join" => state.language.of("対応付け待ち", "awaiting a join"),
        _ => state.language.of("採らない", "refused"),
    }
}
