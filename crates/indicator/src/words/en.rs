//! The words in English. `ja.rs` mirrors it, function by function.

use super::{Names, Said, list, named_projects, years_not_read};
use crate::{Amount, Coverage, Figure, Reading, amount_in_words};
use jiff::civil::Date;
use plan::{
    Condition, ConditionOp, Definition, FiscalYear, LinkedTo, Method, Of, Reckoning, Role, Split, ValueOf, YearBasis,
};

/// How a reading comes about.
pub fn method(method: &Method, names: &Names<'_>) -> String {
    match method {
        Method::Computed(definition) => self::definition(definition, names),
        Method::Reported => "A figure that somebody reports; nothing is computed.".to_owned(),
        Method::Qualitative => "A report in words, not a number.".to_owned(),
    }
}

fn definition(definition: &Definition, names: &Names<'_>) -> String {
    [
        format!("The figure is {}. {}", measured(definition), when(definition)),
        linked(definition, names),
        conditions(definition, "; the whole stands beside it"),
        format!("{} {}", split(definition.split), excluded(&definition.excluding_types)),
        sources(&definition.sources),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

/// What is measured, as a noun: "distinct papers".
fn measured(definition: &Definition) -> String {
    let kinds = kinds(&definition.counts);
    match (&definition.of, &definition.value) {
        (Of::Records, ValueOf::Count) => format!("the number of distinct {kinds}"),
        (Of::Records, ValueOf::Sum(sum)) => format!("the sum of {} over distinct {kinds}", quoted(sum)),
        (Of::Records, ValueOf::Last(last)) => format!("the last value of {} among {kinds}", quoted(last)),
        (Of::Records, ValueOf::Max(max)) => format!("the greatest value of {} among {kinds}", quoted(max)),
        (Of::Attribute(of), ValueOf::Count) => format!("the number of distinct values of {} in {kinds}", quoted(of)),
        (Of::Attribute(of), ValueOf::Sum(sum)) => {
            format!("the sum of {}, taken once for each distinct value of {} in {kinds}", quoted(sum), quoted(of))
        }
        (Of::Attribute(of), ValueOf::Last(last)) => {
            format!("the last value of {} for each {} in {kinds}, added up", quoted(last), quoted(of))
        }
        (Of::Attribute(of), ValueOf::Max(max)) => {
            format!("the greatest value of {} for each {} in {kinds}, added up", quoted(max), quoted(of))
        }
    }
}

fn when(definition: &Definition) -> String {
    let role = date_role(&definition.date_role);
    let (year, months, last_day) = match definition.basis {
        YearBasis::Fiscal => ("fiscal year", "1 April to 31 March", "31 March"),
        YearBasis::Calendar => ("calendar year", "1 January to 31 December", "31 December"),
    };
    let mut words = match definition.reckoning {
        Reckoning::Flow => format!("Counted in the {year} ({months}) that holds {role}."),
        Reckoning::Stock => format!(
            "Counted if in force on {last_day}, the end of the {year}: from {role} to its last, both included. Before that day the figure is provisional."
        ),
        Reckoning::Active => {
            format!("Counted if in force on any day of the {year} ({months}): from {role} to its last, both included.")
        }
        Reckoning::Cumulative => match definition.from {
            Some(from) => format!(
                "Counted from the beginning of {year} {from} to the end of the {year} shown, on {last_day}, by {role}."
            ),
            None => format!("Counted up to the end of the {year} shown, on {last_day}, by {role}."),
        },
    };
    if let (Some(from), true) = (definition.from, definition.reckoning != Reckoning::Cumulative) {
        words.push_str(&format!(" (The start in {year} {from} is used only for cumulative counts.)"));
    }
    words
}

fn linked(definition: &Definition, names: &Names<'_>) -> String {
    let projects = match &definition.linked.to {
        LinkedTo::Programme => "any project of this programme".to_owned(),
        LinkedTo::Plan => "any project of this plan".to_owned(),
        to => {
            let named: Vec<String> = named_projects(to, names).iter().map(|name| quoted(name)).collect();
            if named.is_empty() { "no project at all".to_owned() } else { list(&named, ", ", " or ") }
        }
    };
    let roles: Vec<&str> = definition.linked.roles.iter().map(|role| role_in_words(*role)).collect();
    if roles.is_empty() {
        format!("Linked to {projects}, in whatever role.")
    } else {
        format!("Linked to {projects}, which {}.", list(&roles, ", ", " or "))
    }
}

/// The conditions; `whole` says after `of_which` what becomes of the whole.
fn conditions(definition: &Definition, whole: &str) -> String {
    let mut words = String::new();
    if !definition.conditions.is_empty() {
        let all: Vec<String> = definition.conditions.iter().map(condition).collect();
        words.push_str(&format!("Only where {}.", list(&all, " and ", " and ")));
    }
    if !definition.of_which.is_empty() {
        let all: Vec<String> = definition.of_which.iter().map(condition).collect();
        let blank = if words.is_empty() { "" } else { " " };
        words.push_str(&format!("{blank}Of these, the figure is those where {}{whole}.", list(&all, " and ", " and ")));
    }
    words
}

fn condition(condition: &Condition) -> String {
    let attribute = quoted(&condition.attribute);
    let values: Vec<String> = condition.values.iter().map(|value| quoted(value)).collect();
    let any = if values.is_empty() { "(no value given)".to_owned() } else { values.join(" ") };
    match condition.op {
        ConditionOp::In if values.len() == 1 => format!("{attribute} is {any}"),
        ConditionOp::In => format!("{attribute} is one of {any}"),
        ConditionOp::NotIn if values.len() == 1 => format!("{attribute} is not {any}"),
        ConditionOp::NotIn => format!("{attribute} is none of {any}"),
        ConditionOp::Present if values.is_empty() => format!("{attribute} is given"),
        ConditionOp::Present => format!("{attribute} is given (whatever {any})"),
        ConditionOp::AtLeast => match values.as_slice() {
            [least, unused @ ..] if !unused.is_empty() => {
                format!("{attribute} is at least {least} (not used: {})", unused.join(" "))
            }
            _ => format!("{attribute} is at least {any}"),
        },
    }
}

fn split(split: Split) -> &'static str {
    match split {
        Split::Whole => "What several projects share counts as one, undivided.",
        Split::Fractional => {
            "What several projects share is divided equally between them, into parts that add up to exactly one."
        }
    }
}

fn excluded(types: &[String]) -> String {
    if types.is_empty() {
        return "No publication type is left out.".to_owned();
    }
    let types: Vec<String> = types.iter().map(|one| quoted(one)).collect();
    format!("Left out are the publication types {}.", types.join(" "))
}

fn sources(classes: &[String]) -> String {
    if classes.is_empty() {
        return "Nothing says which sources must be read, so there is never a figure.".to_owned();
    }
    let classes: Vec<String> = classes.iter().map(|class| class_in_words(class)).collect();
    format!("There is a figure only for years for which we have read {}.", list(&classes, ", ", " or "))
}

/// The sentence beside a reading.
pub fn reading(said: &Said<'_>, reading: &Reading) -> String {
    let year = format!("FY{}", said.year);
    match reading {
        Reading::Number(figure) => number(said, figure),
        Reading::DeclaredNone { by } => format!("{by} declared that there is none in {year}."),
        Reading::NotReported => {
            format!("Not reported yet for {year}. {}", said.names.text(&said.indicator.reported_by))
        }
        Reading::NotCollected => match said.method {
            Some(Method::Computed(definition)) => format!(
                "What must be read to count {} ({}) has not been read yet. This does not mean 0.",
                year_in_words(said.year, definition.basis),
                list(&definition.sources.iter().map(|class| class_in_words(class)).collect::<Vec<_>>(), ", ", " or ")
            ),
            _ => format!("Not collected yet for {year}. This does not mean 0."),
        },
        Reading::Qualitative { by, .. } => format!("Words by {by} on {year}, not a number."),
        Reading::Withheld => format!("There is a figure for {year}; it is not published."),
    }
}

fn number(said: &Said<'_>, figure: &Figure) -> String {
    if let Some(by) = &figure.reported_by {
        return format!(
            "Reported by {by} for FY{}. It is not computed, so no list of records stands behind it.",
            said.year
        );
    }
    let Some(Method::Computed(definition)) = said.method else { return String::new() };
    let mut sentences = vec![counted(said, definition, figure.provisional_on)];
    let conditions = conditions(definition, "");
    if !conditions.is_empty() {
        sentences.push(conditions);
    }
    if definition.split == Split::Fractional {
        sentences.push("Divided equally between the projects that share a record.".to_owned());
    }
    if let Some(whole) = &figure.whole {
        sentences.push(format!("The whole is {}.", amount_in_words(whole)));
    }
    sentences.extend(waiting(figure));
    if figure.retracted_left_out > 0 {
        sentences.push(format!("Left out: {} retracted.", grouped(figure.retracted_left_out)));
    }
    if figure.rows_without_value > 0 {
        sentences.push(format!("{} without a readable value.", grouped(figure.rows_without_value)));
    }
    if figure.withheld_rows > 0 {
        sentences.push(format!("{} of them not open to view.", grouped(figure.withheld_rows)));
    }
    if figure.withheld_left_out {
        sentences.push("Without rows that may not be shown yet (too few to say how many).".to_owned());
    }
    if figure.invented_rows > 0 {
        sentences.push(format!("{} of them invented.", grouped(figure.invented_rows)));
    }
    if let (Reckoning::Cumulative, Some(first)) = (definition.reckoning, definition.from) {
        let missing: Vec<String> =
            years_not_read(figure, definition.basis, first, said.year).iter().map(i16::to_string).collect();
        if !missing.is_empty() {
            sentences.push(format!("Not read: {}.", list(&missing, ", ", " and ")));
        }
    }
    sentences.extend(figure.coverage.iter().map(|one| format!("{}.", said.names.coverage(one))));
    sentences.join(" ")
}

/// What was counted, as a sentence of one noun.
fn counted(said: &Said<'_>, definition: &Definition, provisional_on: Option<Date>) -> String {
    let year = year_in_words(said.year, definition.basis);
    let published = definition.date_role == "publication";
    let last = match (provisional_on, definition.basis) {
        (Some(day), _) => format!("{} (provisional)", day_in_words(day)),
        (None, YearBasis::Fiscal) => format!("31 March {}", said.year.0 + 1),
        (None, YearBasis::Calendar) => format!("31 December {}", said.year),
    };
    let role = date_role(&definition.date_role);
    let when = match definition.reckoning {
        Reckoning::Flow if published => format!("published in {year}"),
        Reckoning::Flow => format!("dated in {year} by {role}"),
        Reckoning::Stock => format!("in force on {last}"),
        Reckoning::Active => format!("in force on any day of {year}"),
        Reckoning::Cumulative => {
            let by = if published { "published".to_owned() } else { format!("dated by {role}") };
            match definition.from {
                Some(from) => format!("{by} from {} to {year}", year_in_words(from, definition.basis)),
                None => format!("{by} up to {year}"),
            }
        }
    };
    let projects = match &definition.linked.to {
        LinkedTo::Programme => said.names.programme_of(said.indicator).map_or_else(
            || "a project of this programme".to_owned(),
            |programme| format!("a project of {}", quoted(programme)),
        ),
        LinkedTo::Plan => "a project of this plan".to_owned(),
        to => {
            let named: Vec<String> = named_projects(to, said.names).iter().map(|name| quoted(name)).collect();
            list(&named, ", ", " or ")
        }
    };
    let papers = definition.counts.iter().all(|kind| kind == "paper");
    let linked = if papers {
        format!("that name {projects} or one of its grant numbers")
    } else {
        format!("linked to {projects}")
    };
    let roles: Vec<&str> = definition.linked.roles.iter().map(|role| role_in_words(*role)).collect();
    let roles = if roles.is_empty() { String::new() } else { format!(", which {}", list(&roles, ", ", " or ")) };
    let measured = measured(definition);
    let mut letters = measured.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{capital} {when} {linked}{roles}.")
}

fn waiting(figure: &Figure) -> Option<String> {
    let part = |amount: &Amount, records: usize, for_what: &str| {
        if *amount != Amount::from_integer(0) {
            Some(format!("{} {for_what}", amount_in_words(amount)))
        } else if records > 0 {
            Some(format!("{records} {for_what} that would not change the figure"))
        } else {
            None
        }
    };
    let mentions =
        part(&figure.awaiting_mentions, figure.awaiting_mention_records.len(), "awaiting a decision on a mention");
    let joins = part(&figure.awaiting_joins, figure.awaiting_join_records.len(), "awaiting confirmation of a join");
    let parts: Vec<String> = mentions.into_iter().chain(joins).collect();
    (!parts.is_empty()).then(|| format!("Not counted: {}.", list(&parts, " and ", " and ")))
}

pub(super) fn coverage(coverage: &Coverage) -> String {
    let name = source_in_words(&coverage.source);
    if coverage.is_sample() {
        let records = grouped(coverage.records_read());
        return if coverage.invented {
            format!("Only an invented sample of {records} papers")
        } else {
            format!("{name}: only a sample of {records} papers")
        };
    }
    let read = grouped(coverage.files_read);
    match coverage.files_total_at_least {
        Some(total) if total > coverage.files_read => format!("{name}: {read} of {} files", grouped(total)),
        Some(1) => format!("{name}: its one file"),
        Some(_) => format!("{name}: all {read} files"),
        None if coverage.files_read == 1 => format!("{name}: one file of an unknown number"),
        None => format!("{name}: {read} files of an unknown number"),
    }
}

fn kinds(kinds: &[String]) -> String {
    let kind = |kind: &String| match kind.as_str() {
        "paper" => "papers".to_owned(),
        "seed" => "seeds".to_owned(),
        "transfer" => "transfers".to_owned(),
        "trial" => "clinical trials".to_owned(),
        "provision" => "provisions".to_owned(),
        "agreement" => "agreements".to_owned(),
        "site" => "sites".to_owned(),
        "dataset" => "database releases".to_owned(),
        "usage" => "records of database usage".to_owned(),
        "grant" => "grants".to_owned(),
        "budget" => "budgets".to_owned(),
        "role" => "roles".to_owned(),
        "request" => "support requests".to_owned(),
        "milestone" => "regulatory milestones".to_owned(),
        "holding" => "holdings of resources".to_owned(),
        "research-data" => "data sets".to_owned(),
        "collection" => "collections of biobanks".to_owned(),
        "access-request" => "access requests".to_owned(),
        "model" => "models".to_owned(),
        "goal-milestone" => "milestones".to_owned(),
        "measure" => "measures".to_owned(),
        "theme" => "themes".to_owned(),
        "training" => "occasions of training".to_owned(),
        "prize" => "prizes".to_owned(),
        "case" => "measures and cases of integrity".to_owned(),
        "activity" => "activities".to_owned(),
        "finding" => "findings".to_owned(),
        other => quoted(other),
    };
    list(&kinds.iter().map(kind).collect::<Vec<_>>(), ", ", " and ")
}

fn role_in_words(role: Role) -> &'static str {
    match role {
        Role::Funded => "paid for it",
        Role::Supported => "supported it",
        Role::Used => "provided what it used",
    }
}

fn date_role(role: &str) -> String {
    match role {
        "publication" => "its date of publication".to_owned(),
        "event" => "the date of the event".to_owned(),
        "from" => "its first day".to_owned(),
        "until" => "the first day that goes with its last".to_owned(),
        other => format!("its date {}", quoted(other)),
    }
}

fn class_in_words(class: &str) -> String {
    match (class, class.strip_prefix("register:")) {
        ("abstracts", _) => "abstracts".to_owned(),
        ("full-text", _) => "full texts".to_owned(),
        ("trials", _) => "trial registries".to_owned(),
        ("grants", _) => "lists of grants".to_owned(),
        (_, Some(name)) => format!("the register {}", quoted(name)),
        (other, None) => quoted(other),
    }
}

pub(super) fn source_in_words(source: &str) -> String {
    match (source, source.strip_prefix("register:")) {
        ("pubmed", _) => "PubMed".to_owned(),
        ("crossref", _) => "Crossref".to_owned(),
        ("openalex", _) => "OpenAlex".to_owned(),
        ("clinicaltrials", _) => "ClinicalTrials.gov".to_owned(),
        ("ictrp", _) => "WHO ICTRP".to_owned(),
        ("kaken", _) => "KAKEN".to_owned(),
        ("jats", _) => "full texts (JATS)".to_owned(),
        ("rs", _) => "Japan’s administrative project review".to_owned(),
        ("texts", _) => "other texts".to_owned(),
        (_, Some(name)) => format!("Register {}", quoted(name)),
        (other, None) => other.to_owned(),
    }
}

fn year_in_words(year: FiscalYear, basis: YearBasis) -> String {
    match basis {
        YearBasis::Fiscal => format!("FY{year}"),
        YearBasis::Calendar => format!("calendar year {year}"),
    }
}

fn day_in_words(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::from(day.month().unsigned_abs()).clamp(1, 12);
    format!("{} {} {}", day.day(), MONTHS[month - 1], day.year())
}

fn grouped(number: u64) -> String {
    amount_in_words(&Amount::from_integer(number.into()))
}

/// In quotation marks; a closing one inside is doubled, so that no name can look like two.
fn quoted(text: &str) -> String {
    format!("“{}”", text.replace('”', "””"))
}
