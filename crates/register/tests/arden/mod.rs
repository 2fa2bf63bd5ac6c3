//! Arden's register of saplings, its plan, and workbooks made of described parts.

#![allow(dead_code, reason = "each file of tests uses a part")]

use plan::Plan;
use register::Register;
use std::fmt::Write as _;
use std::path::Path;

pub const SAPLINGS: &str = r#"id = "saplings"
kind = "seed"
title = { ja = "苗木", en = "Saplings" }
about = { ja = "1行は一本の苗木の一つの段階。", en = "A row is one stage of one sapling." }
filled-by = { ja = "各苗床", en = "the nurseries" }
key = ["number", "from"]
name = "title"
role = "supported"
dates = { from = "from", until = "until" }
threshold = 5

[[column]]
id = "number"
header = { ja = "苗木番号", en = "Sapling number" }
also = ["苗木ID"]
about = { ja = "苗床が付けた番号。", en = "Given by the nursery." }
holds = "words"
required = true
example = "S-001"

[[column]]
id = "title"
header = { ja = "名称", en = "Name" }
about = { ja = "苗木の名。", en = "Its name." }
holds = "words"
required = true
example = "アーデン杉"

[[column]]
id = "kind"
header = { ja = "種別", en = "Kind" }
about = { ja = "木の種類。", en = "What tree it is." }
holds = "code"
many = true
codes = [
  { code = "cedar", title = { ja = "杉", en = "Cedar" }, also = ["スギ"] },
  { code = "larch", title = { ja = "唐松", en = "Larch" }, also = ["カラマツ"] },
  { code = "weeping-willow", title = { ja = "しだれ柳", en = "Weeping willow" } },
]
example = "杉"

[[column]]
id = "from"
header = { ja = "植付日", en = "Planted" }
also = ["開始日"]
about = { ja = "植えた日。", en = "The day on which it was planted." }
holds = "date"
required = true
example = "2024-04-01"

[[column]]
id = "until"
header = { ja = "終了日", en = "Until" }
about = { ja = "段階が終わった日。", en = "The day on which the stage ended." }
holds = "date"
example = "2025-03-31"

[[column]]
id = "year"
header = { ja = "採択年度", en = "Fiscal year" }
about = { ja = "採択された年度。", en = "When it was chosen." }
holds = "fiscal-year"
example = "2024"

[[column]]
id = "cost"
header = { ja = "費用", en = "Cost" }
about = { ja = "かかった額。", en = "What it cost." }
holds = "yen"
example = "1200000"

[[column]]
id = "height"
header = { ja = "樹高（m）", en = "Height (m)" }
about = { ja = "高さ。", en = "How high it is." }
holds = "decimal"
example = "1.25"

[[column]]
id = "leaves"
header = { ja = "葉の数", en = "Leaves" }
about = { ja = "葉を数えたもの。", en = "How many it has." }
holds = "whole"
example = "12"

[[column]]
id = "open"
header = { ja = "公開", en = "Open" }
about = { ja = "公開しているか。", en = "Whether it can be seen." }
holds = "yes-no"
example = "はい"

[[column]]
id = "grants"
header = { ja = "課題番号", en = "Grants" }
about = { ja = "課題の番号。", en = "Its grants." }
holds = "grant"
many = true
example = "JP24ama121001"

[[column]]
id = "papers"
header = { ja = "論文DOI", en = "DOI" }
about = { ja = "論文。", en = "Its papers." }
holds = "doi"
many = true
example = "10.5555/arden.1"

[[column]]
id = "page"
header = { ja = "URL", en = "Page" }
about = { ja = "掲載先。", en = "Its page." }
holds = "address"
example = "https://arden.example/s-001"
"#;

pub const BENCHES: &str = r#"id = "benches"
kind = "site"
title = { ja = "長椅子", en = "Benches" }
about = { ja = "1行は一つの長椅子。", en = "A row is one bench." }
filled-by = { ja = "各公園", en = "the parks" }
key = ["number"]
name = "number"
role = "supported"
dates = { event = "set-up" }
threshold = 5

[[column]]
id = "number"
header = { ja = "長椅子番号", en = "Bench number" }
about = { ja = "公園が付けた番号。", en = "Given by the park." }
holds = "words"
required = true
example = "L-1"

[[column]]
id = "set-up"
header = { ja = "設置日", en = "Set up" }
about = { ja = "置いた日。", en = "The day on which it was set up." }
holds = "date"
required = true
example = "2024-04-01"
"#;

/// Saplings and benches.
pub fn registers() -> Vec<Register> {
    [("registers/saplings.toml", SAPLINGS), ("registers/benches.toml", BENCHES)]
        .map(|(path, text)| register::read(path, text).unwrap_or_else(|problems| panic!("{path}: {problems:?}")))
        .into()
}

/// Arden's plan of the fixtures.
pub fn plan() -> Plan {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/arden/plan");
    let (mut files, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    files.sort();
    plan::read(&files).expect("Arden's plan").value
}

/// A workbook in parts: sheets, each with its name and what stands in it.
#[derive(Default, Clone)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    /// Attributes of `workbookPr`.
    pub properties: &'static str,
}

#[derive(Default, Clone)]
pub struct Sheet {
    pub name: &'static str,
    /// Attributes of the sheet in the workbook's list.
    pub listed: &'static str,
    /// What stands before the rows: columns.
    pub before: &'static str,
    /// Rows: attributes and cells.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// What stands behind the rows: merged cells.
    pub behind: String,
}

/// A cell, from column A on.
#[derive(Clone)]
pub enum Cell {
    Empty,
    Text(String),
    /// A number in one of [`STYLES`].
    Number(String, usize),
    /// What stands in `<c …>`: attributes and content.
    Raw(String, String),
}

/// Numbers of formats, in the order of the styles.
pub const GENERAL: usize = 0;
pub const DAY: usize = 1;
pub const MONTH: usize = 2;
pub const DAY_WITHOUT_YEAR: usize = 3;
pub const SCIENTIFIC: usize = 4;
pub const PERCENT: usize = 5;
pub const THOUSANDS: usize = 6;
pub const PADDED: usize = 7;
pub const ERA_DAY: usize = 8;
const STYLES: &str = r###"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="166" formatCode="#,##0,"/><numFmt numFmtId="167" formatCode="000"/><numFmt numFmtId="168" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="11"/><xf numFmtId="9"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/></cellXfs></styleSheet>"###;

pub fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) }
}

pub fn texts(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|words| text(words)).collect()
}

pub fn number(digits: &str, style: usize) -> Cell {
    Cell::Number(digits.to_owned(), style)
}

impl Sheet {
    /// A sheet of rows of texts.
    pub fn of(name: &'static str, rows: &[&[&str]]) -> Self {
        let rows = rows.iter().map(|row| (String::new(), texts(row))).collect();
        Self { name, rows, ..Self::default() }
    }

    /// With one cell otherwise; rows and columns are counted from 0.
    pub fn with(mut self, row: usize, column: usize, cell: Cell) -> Self {
        let cells = &mut self.rows[row].1;
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        self
    }

    fn xml(&self) -> String {
        let mut xml = format!("<worksheet>{}<sheetData>", self.before);
        for (at, (attributes, cells)) in self.rows.iter().enumerate() {
            let _ = write!(xml, "<row r=\"{}\"{attributes}>", at + 1);
            for (column, cell) in cells.iter().enumerate() {
                let place = format!("r=\"{}{}\"", letters(column), at + 1);
                let _ = match cell {
                    Cell::Empty => Ok(()),
                    Cell::Text(words) => {
                        write!(
                            xml,
                            "<c {place} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                            escaped(words)
                        )
                    }
                    Cell::Number(digits, style) => write!(xml, "<c {place} s=\"{style}\"><v>{digits}</v></c>"),
                    Cell::Raw(attributes, content) => write!(xml, "<c {place}{attributes}>{content}</c>"),
                };
            }
            xml.push_str("</row>");
        }
        let _ = write!(xml, "</sheetData>{}</worksheet>", self.behind);
        xml
    }
}

fn letters(column: usize) -> String {
    let low = char::from(b'A' + u8::try_from(column % 26).expect("a letter"));
    if column < 26 { low.to_string() } else { format!("{}{low}", letters(column / 26 - 1)) }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Book {
    pub fn of(sheet: Sheet) -> Self {
        Self { sheets: vec![sheet], properties: "" }
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let (mut listed, mut related) = (String::new(), String::new());
        for (at, sheet) in self.sheets.iter().enumerate() {
            let number = at + 1;
            let _ = write!(
                listed,
                "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"{}/>",
                sheet.name, sheet.listed
            );
            let _ = write!(related, "<Relationship Id=\"rId{number}\" Target=\"worksheets/sheet{number}.xml\"/>");
        }
        let book =
            format!("<workbook xmlns:r=\"x\"><workbookPr{}/><sheets>{listed}</sheets></workbook>", self.properties);
        let related = format!("<Relationships>{related}</Relationships>");
        let sheets: Vec<(String, String)> = self
            .sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| (format!("xl/worksheets/sheet{}.xml", at + 1), sheet.xml()))
            .collect();
        let mut members = vec![
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", related.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
        ];
        members.extend(sheets.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())));
        zip(&members)
    }
}

/// A zip whose members are stored as they are.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        let at = u32::try_from(zip.len()).expect("small");
        let length = u32::try_from(content.len()).expect("small");
        let mut header = vec![20, 0, 0, 8, 0, 0, 0, 0, 0, 0];
        header.extend(crc32(content).to_le_bytes());
        header.extend(length.to_le_bytes());
        header.extend(length.to_le_bytes());
        header.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        header.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&header);
        zip.extend(name.as_bytes());
        zip.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (zip.len(), directory.len());
    let count = u16::try_from(members.len()).expect("few").to_le_bytes();
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count);
    zip.extend(count);
    zip.extend(u32::try_from(length).expect("small").to_le_bytes());
    zip.extend(u32::try_from(start).expect("small").to_le_bytes());
    zip.extend([0, 0]);
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}
