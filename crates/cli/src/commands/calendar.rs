//! `shirube calendar`: which evaluations are due, and what says so.

use crate::exit;
use crate::language_option::LanguageOption;
use crate::plan_option::{PlanOption, today};
use crate::store_option::StoreOption;
use crate::table::Table;
use evaluation::{Calendar, Due, Ground, Says, Standing};
use plan::{CalendarRule, FiscalYear, Language, Plan};
use serde_json::{Value, json};
use std::io::{self, Write as _};

/// Years after this one that are shown by default.
const AHEAD: i16 = 5;

/// Lists the evaluations that are due: this year, the next five, and what is overdue.
#[derive(clap::Args)]
pub struct Arguments {
    /// One fiscal year alone, past or coming.
    #[arg(long, value_name = "YEAR")]
    fiscal_year: Option<i16>,
    /// One programme alone, by its id.
    #[arg(long, value_name = "PROGRAMME")]
    programme: Option<String>,
    /// Every year, also those that have passed.
    #[arg(long, conflicts_with = "fiscal_year")]
    all: bool,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    language: LanguageOption,
    /// How to print.
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// Comma-separated values.
    Csv,
    /// One JSON object.
    Json,
    /// iCalendar, for other programs' calendars.
    Ics,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let arguments = &arguments;
    let language = arguments.language.choose();
    let mut store = match arguments.store.open_existing("shirube calendar") {
        Ok(store) => Some(store),
        Err(store::Error::Missing(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let plan = arguments.plan.choose(store.as_mut(), language)?;
    if let Some(id) = arguments.programme.as_deref().filter(|id| plan.programme(id).is_none()) {
        eprintln!("{}", unknown_programme(id, &plan, language));
        return Ok(exit::USAGE);
    }
    let mut calendar = evaluation::calendar(&plan, FiscalYear::of(today()));
    narrow(&mut calendar, arguments);
    let text = match arguments.format {
        Format::Table => for_people(&calendar, language),
        Format::Csv => csv(&calendar, language),
        Format::Json => format!("{:#}\n", as_json(&calendar, language)),
        Format::Ics => {
            let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
            let name =
                if language == Language::Ja || plan.title.en.is_empty() { &plan.title.ja } else { &plan.title.en };
            evaluation::ics(name, &stamp, &evaluation::events(&calendar, language, &|_| String::new()))
        }
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(exit::DONE)
}

fn unknown_programme(id: &str, plan: &Plan, language: Language) -> String {
    let known: Vec<&str> = plan.programmes.iter().map(|programme| programme.id.as_str()).collect();
    language.of(
        format!("プログラム `{id}` は、このプランにない\nhint: {}", known.join(", ")),
        format!("this plan has no programme `{id}`\nhint: {}", known.join(", ")),
    )
}

/// Leaves out what was not asked for.
fn narrow(calendar: &mut Calendar<'_>, arguments: &Arguments) {
    let this_year = FiscalYear::of(today()).0;
    let of_programme = |id: &str| arguments.programme.as_deref().is_none_or(|wanted| wanted == id);
    calendar.due.retain(|due| {
        let wanted = match arguments.fiscal_year {
            Some(year) => due.years.contains(&FiscalYear(year)),
            None if arguments.all => true,
            None => due.standing != Standing::Past && due.years.start().0 <= this_year + AHEAD,
        };
        wanted && of_programme(&due.subject.programme().id)
    });
    calendar.unknown.retain(|one| arguments.fiscal_year.is_none() && of_programme(&one.subject.programme().id));
}

fn for_people(calendar: &Calendar<'_>, language: Language) -> String {
    let head = language.of(
        ["年度", "評価", "単位", "名称", "根拠", "規則との違い", "時期"],
        ["fiscal year", "evaluation", "unit", "of", "rests on", "beside the rule", "when"],
    );
    let mut table = Table::new(&head, &[]);
    for due in &calendar.due {
        table.push(vec![
            evaluation::years_in_words(&due.years, language),
            evaluation::kind_in_words(due.kind, language).to_owned(),
            evaluation::unit_in_words(due.subject, language).to_owned(),
            evaluation::title_in_words(due.subject, language).to_owned(),
            evaluation::ground_in_words(due, language).to_owned(),
            evaluation::says_in_words(due, language),
            evaluation::standing_in_words(due.standing, language).to_owned(),
        ]);
    }
    let mut text = if calendar.due.is_empty() {
        language.of("この条件の評価はない\n", "no evaluation is due\n").to_owned()
    } else {
        table.aligned()
    };
    if !calendar.unknown.is_empty() {
        let names: Vec<String> = calendar
            .unknown
            .iter()
            .map(|one| {
                let title = evaluation::title_in_words(one.subject, language);
                let kind = evaluation::kind_in_words(one.kind, language);
                language.of(format!("{title}の{kind}"), format!("{kind} of {title}"))
            })
            .collect();
        let lead = language.of("年度の分からないもの", "of no known year");
        text.push_str(&format!("\n{lead}: {}\n", names.join(language.of("、", "; "))));
    }
    let mut rules: Vec<CalendarRule> = calendar.due.iter().filter_map(|due| due.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    if !rules.is_empty() {
        text.push_str(language.of("\n規則\n", "\nrules\n"));
    }
    for rule in rules {
        let source = evaluation::source_of(rule, language);
        text.push_str(&format!(
            "- {} ({}{}{})\n",
            rule.words(language),
            source.words,
            if source.address.is_empty() { "" } else { " " },
            source.address
        ));
    }
    text
}

const COLUMNS: [&str; 12] = [
    "first_fiscal_year",
    "last_fiscal_year",
    "kind",
    "unit",
    "subject",
    "title",
    "programme",
    "ground",
    "rule",
    "rule_first_fiscal_year",
    "rule_last_fiscal_year",
    "standing",
];

fn csv(calendar: &Calendar<'_>, language: Language) -> String {
    let mut table = Table::new(&COLUMNS, &[]);
    for due in &calendar.due {
        let row = row(due, language);
        table.push(COLUMNS.iter().map(|name| in_a_cell(&row[*name])).collect());
    }
    table.csv()
}

fn in_a_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn row(due: &Due<'_>, language: Language) -> Value {
    let rule = match &due.says {
        Says::Otherwise(years) => Some((years.start().0, years.end().0)),
        Says::Same if due.ground == Ground::Rule => Some((due.years.start().0, due.years.end().0)),
        Says::Same | Says::Nothing => None,
    };
    json!({
        "first_fiscal_year": due.years.start().0,
        "last_fiscal_year": due.years.end().0,
        "kind": evaluation::kind_code(due.kind),
        "unit": match due.subject {
            evaluation::Subject::Programme(_) => "programme",
            evaluation::Subject::Project(..) => "project",
            evaluation::Subject::Part(..) => "part",
        },
        "subject": due.subject.id(),
        "title": evaluation::title_in_words(due.subject, language),
        "programme": due.subject.programme().id,
        "ground": match due.ground { Ground::Mark(_) => "mark", Ground::Rule => "rule" },
        "rule": due.rule,
        "rule_first_fiscal_year": rule.map(|rule| rule.0),
        "rule_last_fiscal_year": rule.map(|rule| rule.1),
        "standing": evaluation::standing_code(due.standing),
    })
}

fn as_json(calendar: &Calendar<'_>, language: Language) -> Value {
    let unknown = calendar.unknown.iter().map(|one| {
        json!({"kind": evaluation::kind_code(one.kind), "subject": one.subject.id(), "title": evaluation::title_in_words(one.subject, language)})
    });
    json!({
        "due": calendar.due.iter().map(|due| row(due, language)).collect::<Vec<_>>(),
        "year_unknown": unknown.collect::<Vec<_>>(),
    })
}
