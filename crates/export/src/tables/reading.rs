//! Readings, and the records behind each.
//!
//! Whoever holds the export holds only the public rows, so each figure stands here twice: as it is, and as the public rows alone give it.
//! The rest is what withheld rows add, and how many these are.

use crate::Error;
use crate::line::Line;
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Date, Flag, Integer, Number, Text};
use indicator::{Amount, Facts, Figure, Index, Reading, readings_with, sentence, version_of};
use plan::{FiscalYear, Indicator, Language, Method};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The first fiscal year with a reading; earlier ones where somebody handed in a figure.
const FIRST_YEAR: FiscalYear = FiscalYear(2014);

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Shirube);
    let key = |table: Table| {
        table.key("indicator", Text, ["指標のID", "Id of the indicator"]).of("indicator").key(
            "fiscal_year",
            Integer,
            ["年度", "The fiscal year"],
        )
    };
    let exact = |table: Table, name: &str, [ja, en]: [&str; 2]| {
        let words = [format!("{ja}（正確な値、分数は a/b）"), format!("{en}, exact; fractions as a/b")];
        let same = [format!("{ja}（数値）"), format!("{en}, as a number")];
        table.with_owned(name.to_owned(), Text, words, true).with_owned(format!("{name}_number"), Number, same, true)
    };
    let mut reading = key(table("reading", ["年度ごとの値", "Readings: what an indicator says for one fiscal year"]))
        .may("version", Integer, ["定義の番号", "Number of the definition that applies"])
        .full(
            "state",
            Text,
            [
                "number（値）、none（なし）、not-reported（未報告）、not-collected（未収集）、qualitative（定性）、withheld（秘匿）",
                "`number`, `none` (declared), `not-reported`, `not-collected`, `qualitative` or `withheld`",
            ],
        );
    for (name, meaning) in [
        ("confirmed", ["確定値", "What counts"]),
        ("awaiting_joins", ["対応付けが確認されれば加わる分", "What the waiting joins would add"]),
        ("awaiting_mentions", ["言及が採られれば加わる分", "What the waiting mentions would add besides"]),
        ("whole", ["「うち」の全体", "The whole of which it is a part"]),
        ("public_confirmed", ["公開の行だけによる確定値", "What counts by the public rows alone"]),
        (
            "public_awaiting_joins",
            ["公開の行だけによる対応付け待ちの分", "What the waiting joins would add by the public rows alone"],
        ),
        (
            "public_awaiting_mentions",
            ["公開の行だけによる言及待ちの分", "What the waiting mentions would add by the public rows alone"],
        ),
        (
            "withheld",
            [
                "公開しない行による分（確定値から公開の行による値を引いたもの）",
                "What the withheld rows add: what counts without what the public rows give",
            ],
        ),
    ] {
        reading = exact(reading, name, meaning);
    }
    vec![
        reading
            .may("records", Integer, ["確定値の公開の記録の数", "Public records behind what counts"])
            .in_units(["件", "records"])
            .may("withheld_rows", Integer, ["確定値に含まれるが公開しない行の数", "Rows that count and do not open"])
            .in_units(["件", "rows"])
            .may(
                "withheld_left_out",
                Flag,
                [
                    "公開しない行を、少なすぎるため値に含めなかったか",
                    "Whether rows that do not open were left out, since there are too few of them",
                ],
            )
            .may("retracted_left_out", Integer, ["除いた撤回論文の数", "Retracted papers left out"])
            .in_units(["件", "records"])
            .may("rows_without_value", Integer, ["数値の読めない行の数", "Counted rows without a readable number"])
            .in_units(["件", "rows"])
            .may("invented_rows", Integer, ["架空の行の数", "Invented rows among the records"])
            .in_units(["件", "rows"])
            .may("provisional_on", Date, ["年度途中の値の基準日", "The day of a stock before the end of its year"])
            .may("reported_by", Text, ["報告・申告した者", "Who reported or declared it"])
            .may("words", Text, ["定性の文章", "The text of a qualitative reading"])
            .may(
                "sentence_ja",
                Text,
                ["数え方と収集範囲（日本語）", "How it was counted and what was read, in Japanese"],
            )
            .may("sentence_en", Text, ["数え方と収集範囲（英語）", "How it was counted and what was read, in English"])
            .full("invented", Flag, ["架空の行を含むか", "Whether an invented row is part of it"]),
        key(table("reading_row", ["値の根拠となる公開の記録", "The public records behind each reading"]))
            .key("work", Text, ["著作のID", "Public id of the work"])
            .key(
                "stands",
                Text,
                [
                    "confirmed（確定）、awaiting-join（対応付け待ち）、awaiting-mention（言及待ち）",
                    "`confirmed`, `awaiting-join` or `awaiting-mention`",
                ],
            )
            .full("invented", Flag, ["架空か", "Whether the record was made up"]),
        key(table("reading_coverage", ["値の収集範囲", "The coverage of each reading"]))
            .key("coverage", Integer, ["収集範囲の番号", "Number of the coverage"])
            .of("coverage")
            .full("invented", Flag, ["架空か", "Whether it was made up"]),
    ]
}

/// The years with readings: up to that of the day, and any year for which somebody handed in a figure.
pub(crate) fn years(facts: &Facts<'_>) -> RangeInclusive<FiscalYear> {
    let handed_in = || facts.hand_ins.iter().map(|one| one.year);
    let first = handed_in().chain([FIRST_YEAR]).min().unwrap_or(FIRST_YEAR);
    let last = handed_in().chain([FIRST_YEAR, FiscalYear::of(facts.today)]).max().unwrap_or(FIRST_YEAR);
    first..=last
}

pub(super) fn fill(writers: &mut Writers, facts: &Facts<'_>) -> Result<(), Error> {
    let indicators: Vec<&Indicator> = facts.plan.indicators().map(|(_, indicator)| indicator).collect();
    let read = |facts: &Facts<'_>| {
        readings_with(facts, &Index::new(facts.plan, facts.rows, facts.as_of), &indicators, years(facts))
    };
    let all = read(facts);
    let public = if facts.rows.iter().any(|row| row.withheld) {
        let rows: Vec<_> = facts.rows.iter().filter(|row| !row.withheld).cloned().collect();
        read(&Facts { rows: &rows, ..*facts })
    } else {
        all.clone()
    };
    let invented: std::collections::HashSet<&str> =
        facts.rows.iter().filter(|row| row.invented).map(|row| &*row.record).collect();
    for (indicator, (all, public)) in indicators.iter().zip(all.iter().zip(&public)) {
        for ((year, reading), (_, public)) in all.iter().zip(public) {
            let one = One { facts, indicator, year: *year, reading, public };
            writers.push("reading", one.line().0)?;
            one.behind(writers, &|record| invented.contains(record))?;
        }
    }
    Ok(())
}

/// One reading, with what the public rows alone give.
struct One<'a> {
    facts: &'a Facts<'a>,
    indicator: &'a Indicator,
    year: FiscalYear,
    reading: &'a Reading,
    public: &'a Reading,
}

impl One<'_> {
    fn line(&self) -> Line {
        let version = version_of(self.indicator, self.year);
        let line = Line::new().with(&self.indicator.id).with(self.year).with(version.map(|version| version.number));
        let line = line.with(state(self.reading));
        let said =
            |language| sentence(self.indicator, self.year, self.reading, self.facts.plan, &register::say, language);
        let (by, words) = match self.reading {
            Reading::Number(figure) => (figure.reported_by.as_deref(), None),
            Reading::DeclaredNone { by } => (Some(by.as_str()), None),
            Reading::Qualitative { words, by } => (Some(by.as_str()), Some(words)),
            Reading::NotReported | Reading::NotCollected | Reading::Withheld => (None, None),
        };
        let line = match self.reading {
            Reading::Number(figure) => self.figure(line, figure),
            _ => (0..23).fold(line, |line, _| line.with(None::<u8>)),
        };
        let invented = matches!(self.reading, Reading::Number(figure) if figure.invented_rows > 0);
        line.with(by).with(words).with(said(Language::Ja)).with(said(Language::En)).with(invented)
    }

    fn figure(&self, line: Line, figure: &Figure) -> Line {
        // What somebody reported has no rows, and what cannot be computed from the public rows alone adds nothing.
        let nothing = Figure::default();
        let public = match self.public {
            Reading::Number(public) => public,
            _ => &nothing,
        };
        let line = [
            Some(figure.confirmed),
            Some(figure.awaiting_joins),
            Some(figure.awaiting_mentions),
            figure.whole,
            Some(public.confirmed),
            Some(public.awaiting_joins),
            Some(public.awaiting_mentions),
            Some(figure.confirmed - public.confirmed),
        ]
        .into_iter()
        .fold(line, |line, amount| {
            line.with(amount.map(|amount| amount.to_string())).with(amount.as_ref().map(number))
        });
        line.with(figure.records.len())
            .with(figure.withheld_rows)
            .with(figure.withheld_left_out)
            .with(figure.retracted_left_out)
            .with(figure.rows_without_value)
            .with(figure.invented_rows)
            .with(figure.provisional_on)
    }

    fn behind(&self, writers: &mut Writers, invented: &impl Fn(&str) -> bool) -> Result<(), Error> {
        let Reading::Number(figure) = self.reading else { return Ok(()) };
        let key = || Line::new().with(&self.indicator.id).with(self.year);
        let computed = version_of(self.indicator, self.year).map(|version| &version.method);
        if let (Some(Method::Computed(_)), Reading::Number(public)) = (computed, self.public) {
            for (stands, records) in [
                ("confirmed", &public.records),
                ("awaiting-join", &public.awaiting_join_records),
                ("awaiting-mention", &public.awaiting_mention_records),
            ] {
                for record in records {
                    let line = key().with(record).with(stands).with(invented(record));
                    writers.push("reading_row", line.0)?;
                }
            }
        }
        for one in &figure.coverage {
            let Some(number) = self.facts.coverage.iter().position(|other| other == Arc::as_ref(one)) else { continue };
            writers.push("reading_coverage", key().with(number + 1).with(one.invented).0)?;
        }
        Ok(())
    }
}

fn state(reading: &Reading) -> &'static str {
    match reading {
        Reading::Number(_) => "number",
        Reading::DeclaredNone { .. } => "none",
        Reading::NotReported => "not-reported",
        Reading::NotCollected => "not-collected",
        Reading::Qualitative { .. } => "qualitative",
        Reading::Withheld => "withheld",
    }
}

/// The nearest number that formats without fractions can hold; the exact one stands beside it.
#[expect(clippy::cast_precision_loss, reason = "the exact amount stands beside it")]
pub(super) fn number(amount: &Amount) -> f64 {
    *amount.numer() as f64 / *amount.denom() as f64
}
