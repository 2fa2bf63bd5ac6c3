//! What has been read: without it a number is false.

use crate::Error;
use crate::line::Line;
use crate::table::{Origin, Sort, Table};
use crate::write::Writers;
use Sort::{Date, Flag, Integer, Text};
use indicator::Coverage;
use store::Batch;

pub(super) fn tables() -> Vec<Table> {
    let table = |name, meaning| Table::new(name, meaning, Origin::Shirube);
    let of_coverage = |name, meaning| {
        table(name, meaning).key("coverage", Integer, ["収集範囲の番号", "Number of the coverage"]).of("coverage")
    };
    vec![
        table(
            "coverage",
            ["収集範囲：どの出典のどこまでを読んだか", "Coverage: which part of which source has been read"],
        )
        .key("coverage", Integer, ["番号", "Its number"])
        .full("source", Text, ["出典", "The source"])
        .full("files_read", Integer, ["読んだファイル数", "Files read"])
        .in_units(["ファイル", "files"])
        .may(
            "files_total_at_least",
            Integer,
            ["全体のファイル数（少なくとも。空欄は不明）", "How many there are, at least; empty: unknown"],
        )
        .in_units(["ファイル", "files"])
        .full("is_sample", Flag, ["見本だけか", "Whether only samples were read"])
        .full("invented", Flag, ["架空か", "Whether it was made up for a demonstration"]),
        of_coverage("coverage_class", ["収集範囲の満たす出典の種類", "Source classes that it serves"]).key(
            "class",
            Text,
            ["種類", "The class"],
        ),
        of_coverage("coverage_edition", ["読んだ版", "Editions read"]).key("edition", Text, ["版", "The edition"]),
        of_coverage(
            "coverage_year",
            [
                "読んだ記録の年別件数。行のない年は読んでいない",
                "Records read by year; a year without a row was not read",
            ],
        )
        .key("year_basis", Text, ["fiscal（年度）、calendar（暦年）", "`fiscal` or `calendar`"])
        .key("year", Integer, ["年度または年", "The year"])
        .full("records", Integer, ["読んだ記録の数（保存したかを問わない）", "Records read, kept or not"])
        .in_units(["件", "records"]),
        table("batch", ["読み込んだファイル", "Files that were read"])
            .key("batch", Integer, ["番号", "Its number"])
            .full("file", Text, ["ファイル名（フォルダを除く）", "Name of the file, without its folder"])
            .full("sha256", Text, ["ファイルのSHA-256", "SHA-256 of the file"])
            .full("source", Text, ["出典", "The source"])
            .may("edition", Text, ["版", "Its edition"])
            .full("read_on", Date, ["読み込んだ日", "When it was read"])
            .full("records_read", Integer, ["読んだ記録の数", "Records read"])
            .in_units(["件", "records"])
            .full("records_kept", Integer, ["保存した記録の数", "Records kept"])
            .in_units(["件", "records"])
            .full("invented", Flag, ["架空か", "Whether all that it holds is made up"]),
    ]
}

pub(super) fn fill(writers: &mut Writers, coverage: &[Coverage], batches: &[Batch]) -> Result<(), Error> {
    for (number, one) in (1_u64..).zip(coverage) {
        let line = Line::new().with(number).with(&one.source).with(one.files_read).with(one.files_total_at_least);
        writers.push("coverage", line.with(one.is_sample()).with(one.invented).0)?;
        for class in &one.classes {
            writers.push("coverage_class", Line::new().with(number).with(class).0)?;
        }
        for edition in &one.editions {
            writers.push("coverage_edition", Line::new().with(number).with(edition).0)?;
        }
        for (year, records) in &one.records_by_year {
            writers.push("coverage_year", Line::new().with(number).with("fiscal").with(*year).with(*records).0)?;
        }
        for (year, records) in &one.records_by_calendar_year {
            writers.push("coverage_year", Line::new().with(number).with("calendar").with(*year).with(*records).0)?;
        }
    }
    for one in batches {
        // Where a file lay on somebody's computer is nobody's business.
        let file = one.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let line = Line::new()
            .with(one.number)
            .with(file)
            .with(&one.sha256)
            .with(&one.source)
            .with(&one.edition)
            .with(one.on)
            .with(one.read)
            .with(one.kept)
            .with(one.invented);
        writers.push("batch", line.0)?;
    }
    Ok(())
}
