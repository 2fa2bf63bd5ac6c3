//! Sheets that are read right: what stands in them, and what was made of it.

mod arden;

use arden::{Book, DAY, ERA_DAY, GENERAL, MONTH, PADDED, Sheet, number, registers, text};
use plan::Language;
use register::{Entry, HandIn, read_sheets};

const HEAD: &[&str] = &["苗木番号", "名称", "植付日", "事業"];

/// A row's values as `column=value` in the order of ids, without those that every row of the test has.
fn values(entry: &Entry) -> String {
    let shown = entry.values.iter().filter(|(column, _)| !["title", "projects"].contains(&column.as_str()));
    let words = shown.map(|(column, values)| {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        format!("{column}={}", values.join(";"))
    });
    words.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) {
    let registers = registers();
    let read = read_sheets(bytes, &registers, &arden::plan()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(in_words(&read), Vec::<String>::new());
    assert_eq!(read.register.id, "saplings");
    assert_eq!(read.entries.iter().map(values).collect::<Vec<_>>(), expected);
    assert_eq!(read.read, expected.len() as u64);
}

fn in_words(read: &HandIn<'_>) -> Vec<String> {
    read.refused.iter().map(|refusal| refusal.in_words(Language::Ja)).collect()
}

#[test]
fn heads_are_known_in_either_language_and_any_order() {
    let expected = ["cost=12500000 from=2024-04-01 kind=cedar;larch leaves=3 number=S-001"];
    for csv in [
        "苗木番号,名称,種別,植付日,費用（百万円）,葉の数,事業\nS-001,杉,杉、唐松,令和6年4月1日,12.5,３,HERBS-1\n",
        "projects\tLeaves\tCost (thousand yen)\tPlanted\tKind\tName\tSapling  number\nherbs-1\t3\t\"12,500\"\t2024/4/1\tcedar;Larch\tx\tS-001\n",
        "苗木ＩＤ;名称＊;種別（必須）;開始日;費用;葉 の 数;事業名\nS-001;杉;スギ；カラマツ;20240401;12,500千円;3;薬草創薬事業\n",
        "苗木一覧,,,,,,\n,,,,,,（単位：千円）\n\n※苗木番号,名称,種別,植付日,費用,葉の数,事業\nS-001,杉,\"杉\n唐松\",R6.4.1,12500,3,Herbal Drug Programme of Arden\n,,,,,,\n",
    ] {
        check(csv.as_bytes(), &expected);
        check(&wide(csv), &expected);
    }
}

/// The same text as a spreadsheet saves “Unicode text”.
fn wide(text: &str) -> Vec<u8> {
    let mark = [0xff, 0xfe];
    mark.into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn days_of_a_workbook_are_read_by_their_format() {
    let sheet = Sheet::of(
        "苗木",
        &[
            HEAD,
            &["S-1", "a", "", "herbs-1"],
            &["S-2", "b", "", "herbs-1"],
            &["S-3", "c", "", "herbs-1"],
            &["S-4", "d", "", "herbs-1"],
            &["S-5", "e", "", "herbs-1"],
        ],
    )
    .with(1, 2, number("45383", DAY))
    .with(2, 2, number("45383.5", ERA_DAY))
    .with(3, 2, number("45397", MONTH))
    .with(4, 2, number("45383", GENERAL))
    .with(5, 2, number("20240401", GENERAL));
    let expected = [
        "from=2024-04-01 number=S-1",
        "from=2024-04-01 number=S-2",
        "from=2024-04-01 number=S-3",
        "from=2024-04-01 number=S-4",
        "from=2024-04-01 number=S-5",
    ];
    check(&Book::of(sheet.clone()).bytes(), &expected);
    let of_1904 = Book {
        properties: " date1904=\"1\"",
        ..Book::of(
            sheet.with(1, 2, number("43921", DAY)).with(2, 2, text("R6.4.1")).with(3, 2, text("2024年4月")).with(
                4,
                2,
                text("2024-04-01"),
            ),
        )
    };
    check(&of_1904.bytes(), &expected);
}

#[test]
fn numbers_of_a_workbook_are_what_is_seen() {
    let head: Vec<&str> = HEAD.iter().copied().chain(["費用(千円)", "樹高（m）", "葉の数"]).collect();
    let sheet = Sheet::of("苗木", &[head.as_slice(), &["", "a", "2024-04-01", "herbs-1"]])
        .with(1, 0, number("7", PADDED))
        .with(1, 4, number("0.10000000000000001", GENERAL))
        .with(1, 5, number("1.3500000000000001", GENERAL))
        .with(1, 6, text("１，２３４"));
    check(&Book::of(sheet).bytes(), &["cost=100 from=2024-04-01 height=1.35 leaves=1234 number=007"]);
}

#[test]
fn heads_of_several_rows_and_merged_cells_are_one() {
    let mut sheet = Sheet::of(
        "提出",
        &[
            &["苗木の一覧", "", "", "", ""],
            &["苗木番号", "名称", "期間", "", "事業"],
            &["", "", "植付日", "終了日", ""],
            &["Sapling number", "Name", "Planted", "Until", "Projects"],
            &["S-1", "a", "2024-04-01", "2025-03-31", "herbs-1"],
            &["", "b", "2024-05-01", "", ""],
        ],
    );
    sheet.behind = "<mergeCells count=\"5\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/>\
        <mergeCell ref=\"C2:D2\"/><mergeCell ref=\"E2:E3\"/><mergeCell ref=\"A5:A6\"/><mergeCell ref=\"E5:E6\"/></mergeCells>"
        .to_owned();
    check(&Book::of(sheet).bytes(), &["from=2024-04-01 number=S-1 until=2025-03-31", "from=2024-05-01 number=S-1"]);
}

#[test]
fn both_sheets_of_a_workbook_are_read_and_others_are_told() {
    let book = Book {
        sheets: vec![
            Sheet::of("表紙", &[&["提出者", "アーデン苗床"]]),
            Sheet::of("苗木", &[HEAD, &["S-1", "a", "2024-04-01", "herbs-1"]]),
            Sheet::of(
                "Saplings",
                &[
                    &["Sapling number", "Name", "Planted", "Projects", "Remarks"],
                    &["S-2", "b", "2024-04-01", "herbs-1", "tall"],
                ],
            ),
            Sheet::of("長椅子", &[&["長椅子番号", "設置日"]]),
        ],
        properties: "",
    };
    let bytes = book.bytes();
    check(&bytes, &["from=2024-04-01 number=S-1", "from=2024-04-01 number=S-2"]);
    let registers = registers();
    let read = read_sheets(&bytes, &registers, &arden::plan()).expect("read");
    let notes: Vec<String> = read.notes.iter().map(|note| note.in_words(Language::En)).collect();
    assert_eq!(
        notes,
        [
            "sheet `表紙`: not read, since it has no head of a register",
            "sheet `Saplings`: column E `Remarks` is none of the register’s and was not read (1 values)"
        ]
    );
}

#[test]
fn what_could_run_is_kept_as_text() {
    let csv = "苗木番号,名称,植付日,事業\n=1+1,\"=HYPERLINK(\"\"http://arden.example\"\")\",2024-04-01,herbs-1\n";
    let registers = registers();
    let read = read_sheets(csv.as_bytes(), &registers, &arden::plan()).expect("read");
    assert_eq!(read.entries[0].key, "=1+1/2024-04-01");
    assert_eq!(read.entries[0].values["title"][0].to_string(), "=HYPERLINK(\"http://arden.example\")");
}

#[test]
fn a_key_is_the_same_however_it_is_typed() {
    let csv = "苗木番号,名称,植付日,事業\nＳ−００１,a,2024-04-01,herbs-1\n";
    let registers = registers();
    let read = read_sheets(csv.as_bytes(), &registers, &arden::plan()).expect("read");
    assert_eq!(read.entries[0].key, "S-001/2024-04-01");
}
