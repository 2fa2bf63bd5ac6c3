//! Invented sheets of Arden.

use super::tables::Table;
use super::{is_words, yen};
use crate::{Input, Item, ReadError, ReadOptions, Record, read};
use encoding_rs::SHIFT_JIS;
use mention::{Prefilter, SchemeSet};

fn read_bytes(bytes: &[u8]) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "9-9_RS_1999.csv".to_owned(), bytes: bytes.to_vec() };
    let options = ReadOptions { every_record: true, ..ReadOptions::default() };
    read(&input, &options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

const SHARED: &str = "シート種別,事業年度,予算事業ID,事業名,府省庁の建制順,政策所管府省庁,府省庁,局・庁,部,課,室,班,係";

fn row(project: u32, rest: &str) -> String {
    format!("レビューシート,2024,{project},湖の研究,19,アーデン省,アーデン省,研究局,,湖課,,,,{rest}\r\n")
}

fn table(columns: &str, rows: &[String]) -> String {
    format!("\u{feff}{SHARED},{columns}\r\n{}", rows.concat())
}

#[test]
fn a_project_in_one_table_is_a_record() {
    let text = table(
        "予算年度,執行額 （合計）,執行率,主な増減理由,会計区分,執行額",
        &[
            row(12, "2024,0,,増 / 減,,"),
            row(12, "2023,50617000.0,0.98,,,"),
            row(12, "2023,,,,一般会計,50617000"),
            row(345, "2022,千円,,,,"),
        ],
    );
    let records = read_bytes(text.as_bytes()).expect("a sound table");
    assert_eq!(records.len(), 2);
    let record = &records[0];
    assert_eq!((record.id.as_str(), record.kind.as_str()), ("rs:2024-000012/2-1", "budget-project"));
    assert_eq!(record.identifiers, ["rs:2024-000012/2-1", "rs:2024-000012"]);
    assert_eq!(record.title, "湖の研究");
    let fields: Vec<_> = record.fields.iter().map(|field| (field.name.as_str(), field.text.as_str())).collect();
    assert_eq!(fields, [("title", "湖の研究"), ("主な増減理由[1]", "増 / 減"), ("会計区分[3]", "一般会計")]);
    let budget = record.budget.as_ref().expect("sums");
    assert_eq!((budget.table.as_str(), budget.sheet_year), ("2-1", 2024));
    let sums: Vec<_> = budget
        .rows
        .iter()
        .map(|row| (row.fiscal_year, row.item.as_str(), row.kind.as_str(), row.amount_yen, row.text.as_str()))
        .collect();
    assert_eq!(
        sums,
        [
            (Some(2024), "執行額 （合計）", "", Some(0), "0"),
            (Some(2023), "執行額 （合計）", "", Some(50_617_000), "50617000.0"),
            (Some(2023), "執行額", "一般会計", Some(50_617_000), "50617000"),
        ]
    );
    assert_eq!(records[1].budget.as_ref().map(|budget| budget.rows[0].amount_yen), Some(None));
}

#[test]
fn what_was_spent_belongs_to_the_year_before_the_sheet() {
    let text = table(
        "支出先ブロック番号,支出先名,法人番号,契約概要,費目,使途,金額",
        &[row(12, "A,湖大学,1234567890123,委託,人件費,研究員,4154541")],
    );
    let records = read_bytes(text.as_bytes()).expect("a sound table");
    let sum = &records[0].budget.as_ref().expect("sums").rows[0];
    assert_eq!((sum.fiscal_year, sum.amount_yen), (Some(2023), Some(4_154_541)));
    assert_eq!(sum.kind, "A / 湖大学 / 委託 / 人件費 / 研究員");
    assert!(records[0].fields.iter().any(|field| field.name == "支出先名[1]" && field.text == "湖大学"));
    assert!(!records[0].fields.iter().any(|field| field.name.starts_with("法人番号")), "a number is no text");
}

#[test]
fn names_of_officials_are_not_kept() {
    let text = format!(
        "{},その他担当組織_作成責任者_no,局・庁（その他担当組織）,作成責任者\n{}",
        SHARED.replace("府省庁の建制順,政策所管府省庁", "建制順,所管府省庁"),
        row(12, "1,湖局,湖野守")
    );
    let records = read_bytes(text.as_bytes()).expect("a sound table");
    assert_eq!(records[0].id, "rs:2024-000012/1-1");
    let kept = format!("{:?}", records[0]);
    assert!(kept.contains("湖局") && !kept.contains("湖野守") && !kept.contains("湖課"), "{kept}");
}

#[test]
fn dashes_and_blanks_in_a_header_decide_nothing() {
    for mark in ["事業所管部局による点検・改善ー点検結果", "事業所管部局による点検・改善－ 点検結果"]
    {
        let records = read_bytes(table(mark, &[row(12, "よい")]).as_bytes()).expect("a sound table");
        assert_eq!(records[0].id, "rs:2024-000012/4-1");
    }
}

#[test]
fn each_of_the_fifteen_headers_is_known_by_its_number() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/rs/headers-of-all-15-tables.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is absent, nothing was tested", path.display());
        return;
    };
    let headers: std::collections::BTreeMap<String, Vec<String>> = serde_json::from_str(&text).expect("headers");
    assert_eq!(headers.len(), 15);
    for (name, header) in headers {
        let found = Table::of(&header).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(Some(found.number()), name.split('_').next(), "{name}");
    }
}

#[test]
fn another_encoding_changes_nothing() {
    let text = table("事業の目的", &[row(12, "湖を知る")]);
    let plain = read_bytes(text.as_bytes()).expect("UTF-8");
    assert_eq!(read_bytes(&SHIFT_JIS.encode(&text.replace('\u{feff}', "")).0).expect("Shift_JIS"), plain);
}

#[track_caller]
fn refused(text: &str, parts: &[&str]) {
    let error = read_bytes(text.as_bytes()).expect_err("a broken file").to_string();
    for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
        assert!(error.contains(part), "expected `{part}` in `{error}`");
    }
}

#[test]
fn broken_tables_are_refused_with_the_place() {
    refused(&table("湖の深さ", &[row(12, "3")]), &["line 1", "one of the fifteen tables", "`湖の深さ`"]);
    refused(
        &table("事業の目的", &[row(12, "a"), row(345, "b"), row(12, "c")]),
        &["line 4", "one after the other", "project 12 of 2024"],
    );
    refused(
        &table("事業の目的", &[row(12, "a").replace("2024", "令和6")]),
        &["line 2", "`2024` in `事業年度`", "`令和6`"],
    );
    refused(&table("事業の目的", &[row(0, "a")]), &["line 2", "a number in `予算事業ID`", "`0`"]);
    refused(&table("事業の目的", &[row(12, "\"a")]), &["line 2", "at the end of a cell"]);
}

#[test]
fn a_sum_is_a_whole_number_of_yen_or_none() {
    for (text, expected) in [
        ("50617000", Some(50_617_000)),
        ("50617000.0", Some(50_617_000)),
        ("-1,000", Some(-1000)),
        ("0.5", None),
        ("千円", None),
        ("", None),
    ] {
        assert_eq!(yen(text), expected, "{text}");
    }
    assert!(is_words("'定額") && is_words("A") && !is_words("TRUE") && !is_words("1,000.5"));
}
