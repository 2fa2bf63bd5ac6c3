//! A count as a sheet of the register `database-usage`, ready for `shirube ingest`.
//!
//! The decision to question: a fiscal year of which the logs lack a month gets no row, and neither do its months. The users of a part would read as
//! those of the year, and rows of months alone say that the year was reported: it would read as nobody.

use crate::exit;
use crate::language_option::LanguageOption;
use crate::plan_option::{PlanOption, store_if_any};
use crate::store_option::StoreOption;
use crate::whole;
use jiff::ToSpan as _;
use jiff::civil::Date;
use plan::{FiscalYear, Language, Plan};
use register::{Entry, Place, Precision, Register, Value, template_csv_with, template_with};
use std::collections::BTreeMap;
use std::path::PathBuf;
use usage::{Period, Usage};

const REGISTER: &str = "database-usage";

/// What a sheet needs besides the count.
#[derive(clap::Args)]
pub struct Options {
    /// Also write the count as a sheet of the register `database-usage`, xlsx or csv by its ending, to be handed in by `shirube ingest`.
    #[arg(long, value_name = "FILE", requires_all = ["database", "scope", "project"])]
    register: Option<PathBuf>,
    /// The database's name, the same in every year.
    #[arg(long, value_name = "NAME", requires = "register", value_parser = name)]
    database: Option<String>,
    /// Whether the database is an integrated one: only users of those enter the plan's indicator.
    #[arg(long, value_enum, requires = "register")]
    scope: Option<Scope>,
    /// The plan's project that the database belongs to, by its id.
    #[arg(long, value_name = "PROJECT", requires = "register")]
    project: Option<String>,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    store: StoreOption,
}

/// The register's codes of `scope`.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Scope {
    /// An integrated database.
    Integrated,
    /// One not yet integrated.
    Source,
    /// Another.
    Other,
}

impl Scope {
    const fn code(self) -> &'static str {
        match self {
            Self::Integrated => "integrated",
            Self::Source => "source",
            Self::Other => "other",
        }
    }
}

fn name(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    if name.is_empty() { Err("expected a name, found blanks") } else { Ok(name.to_owned()) }
}

/// A sheet that can be written once the logs are counted.
pub struct Sheet {
    register: &'static Register,
    plan: Plan,
    output: PathBuf,
    is_csv: bool,
    database: String,
    scope: Scope,
    project: String,
}

/// The sheet that is asked for, if one is; looked at before the logs are, since counting them takes long. The error is an exit code, and what is
/// wrong was said on stderr.
pub fn sheet(options: Options, language: &LanguageOption) -> anyhow::Result<Result<Option<Sheet>, u8>> {
    let Options {
        register: Some(output), database: Some(database), scope: Some(scope), project: Some(project), ..
    } = options
    else {
        return Ok(Ok(None));
    };
    let language = language.choose();
    let refuse = |ja: String, en: String| {
        eprintln!("{}", language.of(format!("誤り: {ja}"), format!("error: {en}")));
        Ok(Err(exit::USAGE))
    };
    let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if ending != "xlsx" && ending != "csv" {
        let found = output.display();
        return refuse(
            format!("--register: xlsx又はcsvで終わるファイル名を期待したが、`{found}` が指定された"),
            format!("--register: expected a file that ends in xlsx or csv, found `{found}`"),
        );
    }
    let Some(register) = register::builtin().iter().find(|register| register.id == REGISTER) else {
        return refuse(format!("台帳 `{REGISTER}` がない"), format!("there is no register `{REGISTER}`"));
    };
    let mut store = store_if_any(&options.store, "shirube usage")?;
    let plan = options.plan.choose(store.as_mut(), language)?;
    if plan.project(&project).is_none() {
        return refuse(
            format!(
                "--project: プランの事業のidを期待したが、`{project}` という事業はない\nヒント: `shirube plan show` で確かめる"
            ),
            format!(
                "--project: expected the id of a project of the plan, found `{project}`\nhint: `shirube plan show` lists them"
            ),
        );
    }
    Ok(Ok(Some(Sheet { register, plan, output, is_csv: ending == "csv", database, scope, project })))
}

impl Sheet {
    /// Writes the sheet, whole or not at all, and says on stderr what is in it and which years are not.
    pub fn write(&self, usage: &Usage, language: Language) -> anyhow::Result<()> {
        let (entries, partial) = self.entries(usage, language);
        let bytes = if self.is_csv {
            template_csv_with(self.register, &self.plan, &entries, language)
        } else {
            template_with(self.register, &self.plan, &entries, language)?
        };
        whole::write(&self.output, &bytes)?;
        let (output, rows) = (self.output.display(), entries.len());
        eprintln!("{}", language.of(format!("{output}: {rows}行"), format!("{output}: {rows} rows")));
        for (year, months) in partial {
            eprintln!(
                "{}",
                language.of(
                    format!(
                        "{year}年度の分は書かなかった: ログに{}の利用がない\nヒント: 年度の全てのログを一度に指定する。年度の途中に公開したデータベースであれば、年度の行を手で書き加える",
                        months.join("、")
                    ),
                    format!(
                        "no rows for FY{year}: the logs hold no request of {}\nhint: give all logs of the year at once; for a database that opened within the year, add its row by hand",
                        months.join(", ")
                    ),
                )
            );
        }
        Ok(())
    }

    /// For each fiscal year of which no month is missing a row for each month and one for the year; and the other years with the months they lack.
    fn entries(&self, usage: &Usage, language: Language) -> (Vec<Entry>, Vec<(i16, Vec<String>)>) {
        let mut entries = Vec::new();
        let mut partial = Vec::new();
        for (&year, period) in &usage.fiscal_years {
            let fiscal = FiscalYear(year);
            let mut missing = Vec::new();
            let mut months = Vec::new();
            for first in fiscal.first_day().series(1.month()).take(12) {
                let month = format!("{:04}-{:02}", first.year(), first.month());
                match usage.months.get(&month) {
                    Some(period) => {
                        months.push(self.entry("month", first, first.last_of_month(), period, usage, language));
                    }
                    None => missing.push(month),
                }
            }
            if months.len() == 12 {
                entries.append(&mut months);
                entries.push(self.entry("year", fiscal.first_day(), fiscal.last_day(), period, usage, language));
            } else {
                partial.push((year, missing));
            }
        }
        (entries, partial)
    }

    fn entry(&self, kind: &str, first: Date, last: Date, period: &Period, usage: &Usage, language: Language) -> Entry {
        let whole = |number: u64| i64::try_from(number).ok().map(Value::Whole);
        let Usage { lines, refused, robots_date, robots_sha256, .. } = usage;
        let sha256 = robots_sha256.get(..12).unwrap_or(robots_sha256);
        let how = language.of(
            "アドレスとプログラムの組を年度ごとに作り捨てる鍵で変換して数えた",
            "pairs of address and program, hashed under a key of each fiscal year that is thrown away",
        );
        let source = language.of(
            format!("アクセスログ（{lines}行、うち読めなかった行{refused}）"),
            format!("access logs ({lines} lines, {refused} of them refused)"),
        );
        let values = [
            ("database", Some(Value::Words(self.database.clone()))),
            ("period", Some(Value::Code(kind.to_owned()))),
            ("from", Some(Value::Date(first, Precision::Day))),
            ("until", Some(Value::Date(last, Precision::Day))),
            ("scope", Some(Value::Code(self.scope.code().to_owned()))),
            ("users", whole(period.users)),
            ("requests", whole(period.requests.counted)),
            ("requests-raw", whole(period.requests.all)),
            ("robots-list", Some(Value::Words(format!("COUNTER {robots_date} (SHA-256 {sha256}…)")))),
            ("counted-how", Some(Value::Words(how.to_owned()))),
            (register::PROJECTS, Some(Value::Project(self.project.clone()))),
            (register::SOURCE, Some(Value::Words(source))),
        ];
        let values: BTreeMap<String, Vec<Value>> =
            values.into_iter().filter_map(|(column, value)| Some((column.to_owned(), vec![value?]))).collect();
        Entry { key: format!("{}/{kind}/{first}", self.database), values, place: Place::default() }
    }
}
