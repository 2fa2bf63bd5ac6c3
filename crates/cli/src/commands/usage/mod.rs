//! `shirube usage`: access logs of a database, counted.
//!
//! The decision to question: nothing is written to the store. What comes out is a figure with its list of robots and its lines, for the office
//! that keeps the logs to look at and hand in, as a sheet of the register if it likes; the logs themselves never leave it.

mod hand_in;

use crate::exit;
use crate::language_option::LanguageOption;
use crate::table::Table;
use anyhow::Context as _;
use plan::Language;
use serde_json::json;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use usage::{Counter, Period, Robots, Usage};

/// Counts access logs by COUNTER's rules: requests and distinct users, by month and fiscal year, with and without robots and double clicks.
///
/// Reads the common and combined formats of Apache and nginx, packed by gzip or not. Give all the logs of a fiscal year at once: users are
/// told apart by a key that lives only as long as this command, so users of two runs can never be added up. No address is kept or shown.
#[derive(clap::Args)]
pub struct Arguments {
    /// The logs; `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// COUNTER's list of robots, `COUNTER_Robots_list.json` from <https://github.com/atmire/COUNTER-Robots>.
    #[arg(long, value_name = "FILE")]
    robots: PathBuf,
    /// Count only paths that match this regular expression. Default: all but parts of pages (images, styles, scripts).
    #[arg(long, value_name = "REGEX")]
    paths: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    hand_in: hand_in::Options,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for people.
    Table,
    /// One row a period, documented in docs/reference/usage.md.
    Csv,
    /// One JSON object, documented in docs/reference/usage.md.
    Json,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let words = words(language);
    let sheet = match hand_in::sheet(arguments.hand_in, &arguments.language)? {
        Ok(sheet) => sheet,
        Err(code) => return Ok(code),
    };
    let list = std::fs::read(&arguments.robots)
        .with_context(|| format!("{}: the list of robots could not be read", arguments.robots.display()))?;
    let robots = Robots::read(&list).with_context(|| arguments.robots.display().to_string())?;
    let mut counter = match Counter::new(robots, arguments.paths.as_deref()) {
        Ok(counter) => counter,
        Err(error) => {
            eprintln!("error: --paths: {error}");
            return Ok(exit::USAGE);
        }
    };
    for path in &arguments.files {
        let file: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(File::open(path).with_context(|| path.display().to_string())?)
        };
        counter.file(&path.display().to_string(), file)?;
    }
    let usage = counter.usage();
    tell(&usage, words);
    if usage.lines == usage.refused {
        return Ok(exit::FAILED);
    }
    if let Some(sheet) = sheet {
        sheet.write(&usage, language)?;
    }
    match arguments.format {
        Format::Table => print!("{}\n{}", table(&usage, words).aligned(), words.users_note),
        Format::Csv => print!("{}", csv(&usage).csv()),
        Format::Json => println!("{:#}", json!(usage)),
    }
    Ok(if usage.refused == 0 { exit::DONE } else { exit::REFUSED_SOME })
}

/// What a reader should know before the figures, on stderr.
fn tell(usage: &Usage, words: &Words) {
    let Usage { lines, refused, late, robots_date, robots_patterns, robots_sha256, .. } = usage;
    let sha256 = robots_sha256.get(..12).unwrap_or(robots_sha256);
    eprintln!("{}", (words.list)(robots_date, *robots_patterns, sha256));
    eprintln!("{}", (words.lines)(*lines, *refused));
    for one in &usage.refused_lines {
        eprintln!("{}:{}: {}", one.file, one.line, (words.missing)(one.missing));
    }
    if *late > 0 {
        eprintln!("{}", (words.late)(*late));
    }
}

struct Words {
    head: [&'static str; 10],
    fiscal_year: fn(i16) -> String,
    users_note: &'static str,
    list: fn(&str, usize, &str) -> String,
    lines: fn(u64, u64) -> String,
    missing: fn(&str) -> String,
    late: fn(u64) -> String,
}

fn words(language: Language) -> &'static Words {
    const JA: Words = Words {
        head: [
            "期間",
            "全アクセス",
            "計上",
            "失敗",
            "他の方法",
            "部品",
            "ロボット",
            "二度押し",
            "利用者",
            "利用者（全体）",
        ],
        fiscal_year: |year| format!("{}年度", year),
        users_note: "利用者は、アドレスとプログラムの組を年度ごとの鍵で変換して数えた。鍵も変換結果も残らない。年度の利用者は月の合計ではない。\n",
        list: |date, patterns, sha256| format!("ロボットの一覧: {date}版、{patterns}件（SHA-256 {sha256}…）"),
        lines: |lines, refused| format!("{lines}行を読み、{refused}行は読めなかった。"),
        missing: |what| match what {
            "time" => "日時（[10/Apr/2024:09:00:00 +0900] の形）が見当たらない".to_owned(),
            "request" => "引用符で囲まれた要求が見当たらない".to_owned(),
            "status" => "3桁の応答コードが見当たらない".to_owned(),
            _ => "行が長すぎる（64 KiBを超える）".to_owned(),
        },
        late: |late| format!("{late}件は10分より後れて記録されていた。その中の二度押しは見落としたおそれがある。"),
    };
    const EN: Words = Words {
        head: [
            "period",
            "all requests",
            "counted",
            "failed",
            "other methods",
            "parts",
            "robots",
            "double clicks",
            "users",
            "users (all)",
        ],
        fiscal_year: |year| format!("FY{year}"),
        users_note: "Users are pairs of address and program, hashed under a key of each fiscal year. Neither key nor hash is kept. Users of a year are not the sum of its months.\n",
        list: |date, patterns, sha256| format!("list of robots: of {date}, {patterns} patterns (SHA-256 {sha256}…)"),
        lines: |lines, refused| format!("{lines} lines read, {refused} of them refused."),
        missing: |what| match what {
            "time" => "expected a time such as [10/Apr/2024:09:00:00 +0900], found none".to_owned(),
            "request" => "expected a request in quotes, found none".to_owned(),
            "status" => "expected a status of three digits, found none".to_owned(),
            _ => "expected a line of at most 64 KiB, found a longer one".to_owned(),
        },
        late: |late| {
            format!(
                "{late} requests were written more than ten minutes late: double clicks among them may have been missed."
            )
        },
    };
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}

fn cells(period: &Period) -> [String; 9] {
    let requests = period.requests;
    [
        requests.all,
        requests.counted,
        requests.failed,
        requests.other_methods,
        requests.parts,
        requests.robots,
        requests.double_clicks,
        period.users,
        period.users_all,
    ]
    .map(|number| number.to_string())
}

fn table(usage: &Usage, words: &Words) -> Table {
    let mut table = Table::new(&words.head, &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let months = usage.months.iter().map(|(month, period)| (month.clone(), period));
    let years = usage.fiscal_years.iter().map(|(year, period)| ((words.fiscal_year)(*year), period));
    for (name, period) in months.chain(years) {
        table.push(std::iter::once(name).chain(cells(period)).collect());
    }
    table
}

fn csv(usage: &Usage) -> Table {
    const HEAD: [&str; 12] = [
        "period_kind",
        "period",
        "all",
        "counted",
        "failed",
        "other_methods",
        "parts",
        "robots",
        "double_clicks",
        "users",
        "users_all",
        "robots_date",
    ];
    let mut table = Table::new(&HEAD, &[]);
    let months = usage.months.iter().map(|(month, period)| ("month", month.clone(), period));
    let years = usage.fiscal_years.iter().map(|(year, period)| ("fiscal_year", year.to_string(), period));
    for (kind, name, period) in months.chain(years) {
        let row = [kind.to_owned(), name].into_iter().chain(cells(period));
        table.push(row.chain([usage.robots_date.clone()]).collect());
    }
    table
}
