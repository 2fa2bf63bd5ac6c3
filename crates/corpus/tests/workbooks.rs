//! Workbooks: an invented one of Arden, broken ones, and the real ones.

mod packing;

use corpus::{Format, Input, Item, ReadError, ReadOptions, Record, read};
use mention::{Prefilter, SchemeSet};
use packing::{SOUND, zip};
use std::path::Path;

fn records(input: &Input) -> Result<(Vec<Record>, Format), ReadError> {
    let mut records = Vec::new();
    let options = ReadOptions { every_record: true, ..ReadOptions::default() };
    let summary = read(input, &options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })?;
    Ok((records, summary.format))
}

fn bytes_of(parts: &[(&str, &str)]) -> Input {
    let parts: Vec<(&[u8], &[u8])> =
        parts.iter().map(|(name, content)| (name.as_bytes(), content.as_bytes())).collect();
    Input::Bytes { name: "export.dat".to_owned(), bytes: zip(&parts, SOUND) }
}

const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns:r="x"><workbookPr/><sheets><sheet name="Notes" sheetId="1" r:id="rId7"/>
<sheet name="Trials" sheetId="2" r:id="rId9"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId9" Target="worksheets/sheet2.xml"/>
<Relationship Id="rId7" Target="/xl/worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[Red]yyyy/mm"/><numFmt numFmtId="165" formatCode="&quot;day&quot; 0"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;
const WORDS: &str = r#"<sst><si><t>TrialID</t></si><si><r><t>Public</t></r><r><rPr/><t> title</t></r></si><si><t>湖と肺</t><rPh sb="0" eb="1"><t>ミズウミ</t></rPh></si></sst>"#;
const NOTES: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Notes</t></is></c></row></sheetData></worksheet>"#;
const TRIALS: &str = r#"<worksheet><dimension ref="A1:F3"/><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Source Register</t></is></c>
<c r="D1" t="inlineStr"><is><t>Last Refreshed on</t></is></c><c r="E1" t="inlineStr"><is><t>Date enrollement</t></is></c>
<c r="F1" t="inlineStr"><is><t>Phase</t></is></c></row>
<row r="2"/>
<row r="3"><c r="A3" t="str"><f>"a"</f><v>JPRN-UMIN000012345</v></c><c r="B3" t="s"><v>2</v></c><c r="D3" s="1"><v>43878.5</v></c>
<c r="E3" s="2" t="n"><v>43855</v></c><c r="F3" s="3"><v>2</v></c></row></sheetData><pageMargins left="1"/></worksheet>"#;

fn workbook(trials: &str) -> Input {
    bytes_of(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", WORDS),
        ("xl/worksheets/sheet1.xml", NOTES),
        ("xl/worksheets/sheet2.xml", trials),
    ])
}

#[test]
fn the_first_sheet_with_a_known_header_is_read() {
    let (records, format) = records(&workbook(TRIALS)).expect("a sound workbook");
    assert_eq!((format, records.len()), (Format::IctrpTable, 1));
    let record = &records[0];
    assert_eq!((record.id.as_str(), record.version), ("ictrp:JPRN-UMIN000012345", 20_200_217));
    // The reading beside the words is none of them.
    assert_eq!(record.title, "湖と肺");
    let start = record.dates.iter().find(|date| date.role == "start").expect("a date");
    assert_eq!((start.year, start.month, start.day), (2020, Some(1), Some(25)));
    assert_eq!(record.trial.as_ref().map(|trial| trial.phase.as_str()), Some("2"));
}

#[test]
fn a_workbook_may_count_its_days_from_1904() {
    let of_1904 = BOOK.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    let input = bytes_of(&[
        ("xl/workbook.xml", &of_1904),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", WORDS),
        ("xl/worksheets/sheet2.xml", &TRIALS.replace("43878.5", "42416")),
    ]);
    let (records, _) = records(&input).expect("a sound workbook");
    assert_eq!(records[0].version, 20_200_217);
}

#[track_caller]
fn refused(input: &Input, parts: &[&str]) {
    let error = records(input).expect_err("a broken workbook").to_string();
    for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
        assert!(error.contains(part), "expected `{part}` in `{error}`");
    }
}

#[test]
fn broken_workbooks_are_refused_with_the_place() {
    refused(&workbook(&TRIALS.replace("TrialID", "").replace("<v>0</v>", "<v>2</v>")), &["first row is `"]);
    refused(
        &workbook(&TRIALS.replace("<v>2</v></c><c r=\"D3\"", "<v>9</v></c><c r=\"D3\"")),
        &["shared text", "`9`", "sheet2.xml"],
    );
    refused(&workbook(&TRIALS.replace("r=\"F3\"", "r=\"ZZZZ3\"")), &["a place such as `A1`", "`ZZZZ3`"]);
    refused(&workbook(&TRIALS.replace("JPRN-UMIN000012345", "")), &["line 3", "a number in `TrialID`"]);
    refused(&workbook(&TRIALS[..TRIALS.len() - 90]), &["in the sheet", "its end"]);
    refused(&workbook(&TRIALS.replace("<row r=\"2\"/>", "<column/>")), &["`<row>` or `</sheetData>`", "`<column/>"]);
    refused(&workbook(&TRIALS.replace("</v></c><c r=\"B3\"", "</c><c r=\"B3\"")), &["`</v>`"]);
    refused(&bytes_of(&[("xl/workbook.xml", BOOK)]), &["a workbook without rows"]);
    refused(&bytes_of(&[("xl/workbook.xml", "<workbook>")]), &["member xl/workbook.xml", "`</workbook>`"]);
}

#[test]
fn a_workbook_made_to_grow_without_end_is_refused() {
    let blanks = " ".repeat(100_000);
    let row = format!("<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>{blanks}</t></is></c></row>").repeat(1500);
    let bomb = TRIALS.replace("</sheetData>", &format!("{row}</sheetData>"));
    refused(&workbook(&bomb), &["200 times the length"]);
}

#[test]
fn the_real_workbook_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/ictrp");
    let file = folder.join("COVID19-web_7Jul2020-cut.xlsx");
    if !file.is_file() {
        eprintln!("SKIPPED: {} is absent, nothing was tested", file.display());
        return;
    }
    let (records, format) = records(&Input::File(file)).expect("the real workbook");
    assert_eq!((format, records.len()), (Format::IctrpTable, 105));
    for record in &records {
        assert!(record.version > 20_200_000, "{}: {}", record.id, record.version);
        assert!(record.dates.iter().any(|date| date.role == "registered" && date.day.is_some()), "{}", record.id);
        assert!(!record.fields.iter().any(|field| field.name.starts_with("contact")), "{}", record.id);
    }
}
