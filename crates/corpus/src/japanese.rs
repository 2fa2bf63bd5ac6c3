//! What errors say, in Japanese.
//!
//! The decision to question: **readers say what they expected and found in English, and here each saying has its Japanese.** Fifty places
//! name a tag, a bracket or a cell that should stand there; two wordings at each of them would hide what the code does. What is quoted
//! and what is counted is taken over as it is. A saying that is missing here is shown in English, and a test finds it.

use crate::{Problem, ReadError};
use std::io::ErrorKind;

/// English and Japanese. `{}` is something quoted or a number, taken over in its place: `{0}` is the first of them.
const SAYINGS: &[(&str, &str)] = &[
    // What should stand there.
    ("the end of the file", "ファイルの終わり"),
    ("the end of the file after {}", "{0}の後のファイルの終わり"),
    ("the end of the file after the study", "試験の後のファイルの終わり"),
    ("the end of the record", "レコードの終わり"),
    ("the end of the article", "論文の終わり"),
    ("the end of the archive", "書庫の終わり"),
    ("the end of a value", "値の終わり"),
    ("its end", "その終わり"),
    ("{} or {}", "{0}か{1}"),
    ("{} or {} after a record", "レコードの後の{0}か{1}"),
    ("{} after the last record", "最後のレコードの後の{0}"),
    ("{} after a key", "項目名の後の{0}"),
    ("{} at the beginning of a record", "レコードの初めの{0}"),
    ("{} at the end of a line", "行の終わりの{0}"),
    ("{} at the end of a cell", "セルの終わりの{0}"),
    ("{} at the end of {}", "{1}の終わりの{0}"),
    ("{} or the end of the line after a closing {}", "閉じる{1}の後の{0}か行の終わり"),
    ("{} in the sheet", "シートの{0}"),
    ("{} or {} in the sheet", "シートの{0}か{1}"),
    ("a {}", "{0}"),
    ("a {} of digits", "数字だけの{0}"),
    ("a number in {}", "{0}の番号"),
    ("an id in {}", "{0}のid"),
    ("an {} in {}", "{1}の{0}"),
    ("an {} such as {}", "{1}のような{0}"),
    ("an {} of type {}, {} or {}", "種類が{1}、{2}、{3}のどれかである{0}"),
    ("a place such as {}", "{0}のような位置"),
    ("a fiscal year such as {} in {}", "{1}の、{0}のような年度"),
    ("a number such as {} as the study's own", "試験自身の{0}のような番号"),
    ("a number of KAKEN in {}", "{0}のKAKENの課題番号"),
    ("the number of a shared text", "共有文字列の番号"),
    ("words with their positions in {}", "{0}の語とその位置"),
    ("a key", "項目名"),
    ("a key or {}", "項目名か{0}"),
    ("a value", "値"),
    ("a record", "レコード"),
    ("a record as Shirube writes it", "しるべが書き出した形のレコード"),
    ("a tag", "タグ"),
    ("a tag or {}", "タグか{0}"),
    ("a start tag", "開始タグ"),
    ("{} or a reference that XML knows", "{0}か、XMLが定める参照"),
    ("at most {} elements inside each other", "要素の入れ子は{0}段まで"),
    ("brackets that nest at most {} deep", "かっこの入れ子は{0}段まで"),
    ("a JSON object", "JSONのオブジェクト"),
    ("a JSON object on the line", "1行に1つのJSONのオブジェクト"),
    ("a JSON object with the texts {} and {}", "文字列{0}と{1}を持つJSONのオブジェクト"),
    ("sound JSON", "正しいJSON"),
    ("a work as Crossref writes it", "Crossrefの形の文献"),
    ("a work as OpenAlex writes it", "OpenAlexの形の文献"),
    ("a project as CiNii Research writes it", "CiNii Researchの形の研究課題"),
    ("a study of ClinicalTrials.gov", "ClinicalTrials.govの試験"),
    ("at most the {} cells of the header", "見出しにある{0}個までのセル"),
    ("a column {}", "列{0}"),
    ("one of the fifteen tables of RSシステム", "RSシステムの15の表のどれか"),
    ("the rows of a project one after the other", "同じ事業の行が続いていること"),
    ("PubMed files of one edition in an archive", "1つの書庫には1つの版のPubMedのファイル"),
    ("files of one source in an archive", "1つの書庫には1つの出所のファイル"),
    ("at least one file of records in the archive", "書庫の中に、レコードのファイルが少なくとも1つ"),
    ("an archive that grows as text does when unpacked", "展開しても文章なみにしか大きくならない書庫"),
    ("names of members that stay inside the archive", "書庫の外へ出ない名前"),
    ("plain files in the archive", "書庫の中の普通のファイル"),
    ("members that lie one behind the other", "順に並んだ中身"),
    ("members stored or deflated, without password", "無圧縮かdeflateで、パスワードのない中身"),
    ("nothing behind the end of the archive", "書庫の終わりの後に何もないこと"),
    ("the header of the next member, or zeros at the end of the archive", "次の中身の見出しか、書庫の終わりの0"),
    ("the length of a member in octal digits", "8進数で書いた中身の長さ"),
    ("the name of a member", "中身の名前"),
    ("lines of {} about a member", "中身についての{0}の行"),
    ("as many entries in the directory of the archive as it says", "書庫の目録が示す数の項目"),
    ("the member where the directory of the archive says", "書庫の目録が示す位置の中身"),
    ("the long form of the directory's end", "目録の終わりの長い形"),
    ("the directory of the archive right before its end", "終わりのすぐ前にある書庫の目録"),
    ("an entry in the directory of the archive", "書庫の目録の項目"),
    ("extras of a member in their form", "決まった形の付加情報"),
    // What stands there.
    ("something else", "別のもの"),
    ("something else in it", "その中に別のもの"),
    ("something after it", "その後に続くもの"),
    ("more", "それより多い"),
    ("fewer", "それより少ない"),
    ("more data", "さらに続くデータ"),
    ("none", "なし"),
    ("neither", "どちらでもないもの"),
    ("a gap", "間があいている"),
    ("a record without one", "それのないレコード"),
    ("a work without one", "それのない文献"),
    ("a grant without one", "それのない研究課題"),
    ("an article without one", "それのない論文"),
    ("a study without one", "それのない試験"),
    ("a project without one", "それのない研究課題"),
    ("a header without it", "それのない見出し"),
    ("{} cells", "{0}個のセル"),
    ("an empty one", "空"),
    ("an empty cell", "空のセル"),
    ("a second {} inside the record", "レコードの中の2つ目の{0}"),
    ("a second {} inside the article", "論文の中の2つ目の{0}"),
    ("a declaration inside a record", "レコードの中の宣言"),
    ("one with the columns {}", "列{0}の表"),
    ("one with the columns {}, {}", "列{0}、{1}の表"),
    ("one with the columns {}, {}, {}", "列{0}、{1}、{2}の表"),
    ("one with the columns {}, {}, {}, {}", "列{0}、{1}、{2}、{3}の表"),
    ("one with the columns {}, {}, {}, {}, {}", "列{0}、{1}、{2}、{3}、{4}の表"),
    ("project {} of {} once more", "{1}年度の事業{0}がもう一度"),
    ("the editions {}-{} and {}-{}", "{0}-{1}と{2}-{3}の版"),
    ("an empty archive", "空の書庫"),
    ("one file of no format that can be read", "読める形式でないファイル1件"),
    ("{} files of no format that can be read", "読める形式でないファイル{0}件"),
    ("a member of the kind {} named {}", "種類{0}の{1}"),
    ("a file stored with holes", "穴あきで収めたファイル"),
    ("members that share their bytes", "同じバイトを分け合う中身"),
    ("one of {} bytes", "{0}バイトの名前"),
    ("one packed by method {}", "方式{0}で圧縮されたもの"),
    ("the end of the data before it", "その前にデータの終わり"),
    ("a page of HTML", "HTMLのページ"),
    ("XML with the root element {}", "根の要素が{0}のXML"),
    ("a JSON object with the keys {}", "項目{0}を持つJSONのオブジェクト"),
    ("a workbook whose first row is {}", "最初の行が{0}のブック"),
    ("a workbook without rows", "行のないブック"),
    ("a zip that is no workbook", "ブックでないzip"),
    ("the declaration {}", "宣言{0}"),
    ("an encoding that nobody knows in its declaration", "宣言に知られていない文字コード"),
    ("bytes that are Japanese in Shift_JIS and in EUC-JP alike", "Shift_JISとしてもEUC-JPとしても日本語になるバイト"),
    (
        "bytes that are no UTF-{}, and no Japanese in Shift_JIS or EUC-JP",
        "UTF-{0}でなく、Shift_JISやEUC-JPの日本語でもないバイト",
    ),
    ("an invalid gzip header", "gzipでない見出し"),
    ("another checksum or length", "別の検査値か長さ"),
    ("a stored block of two lengths", "長さが2通りある無圧縮の区切り"),
    ("a block of no known kind", "知られていない種類の区切り"),
    ("a block with a code that is none", "符号表にない符号の区切り"),
    ("a code that is none", "符号表にない符号"),
    ("a copy of what stands before the beginning", "初めより前からの写し"),
    // What is too long.
    ("record", "レコード"),
    ("line", "行"),
    ("row", "行"),
    ("full text", "論文全文"),
    ("list of merged cells", "結合セルの一覧"),
    ("part of a workbook", "ブックの部分"),
    // What to do.
    ("docs/guides/sources lists what can be read", "読めるものは docs/guides/sources にある"),
    (
        "docs/guides/sources names the formats that are read; JSON Lines of texts need {} (an id) and {}",
        "読める形式は docs/guides/sources にある。文章のJSON Linesには{0}（id）と{1}が要る",
    ),
    (
        "the server sent a page, often an error, instead of the file; open it in a browser, then get the file again",
        "配布元がファイルの代わりにページ（多くはエラー）を送った。ブラウザーで開いて確かめ、ファイルを取り直す",
    ),
    (
        "PubMed's files have the root element {}, full texts {}, {} or {}",
        "根の要素は、PubMedのファイルでは{0}、論文全文では{1}、{2}、{3}",
    ),
    ("save the table as an Excel workbook (.xlsx) or as CSV", "表をExcelブック（.xlsx）かCSVで保存する"),
    (
        "the header of the table must be the first row of a sheet; docs/guides/sources lists what can be read",
        "表の見出しをシートの最初の行に置く。読めるものは docs/guides/sources にある",
    ),
    (
        "such an archive was made to fill disks and memory; get it from its publisher",
        "ディスクや記憶を埋めるために作られた書庫である。配布元から取り直す",
    ),
    (
        "such an archive was made to grow without end; get it from its publisher",
        "際限なく大きくなるように作られた書庫である。配布元から取り直す",
    ),
    (
        "such an archive was made to write elsewhere when unpacked; get it from its publisher",
        "展開したときに外へ書き込むように作られた書庫である。配布元から取り直す",
    ),
    (
        "give PubMed's files as they are, one by one: which state of a citation holds is decided by edition",
        "PubMedのファイルは一つずつそのまま渡す。どの状態が有効かは版で決まる",
    ),
    (
        "look into it with {} or {}; archives inside an archive are not opened",
        "{0}か{1}で中を確かめる。書庫の中の書庫は開かない",
    ),
    (
        "make an archive for each source, or give the files one by one",
        "出所ごとに書庫を分けるか、ファイルを一つずつ渡す",
    ),
    ("the download was cut short; get the file again", "取得が途中で切れている。ファイルを取り直す"),
    ("the archive was damaged on its way; get it again", "書庫が途中で壊れている。取り直す"),
    (
        "unpack it and pack it again with {}, or give its files one by one",
        "展開して{0}でまとめ直すか、ファイルを一つずつ渡す",
    ),
    ("pack it again with {}, without {}", "{1}を付けずに{0}でまとめ直す"),
    ("several archives were joined to one; give them one by one", "いくつもの書庫がつながっている。一つずつ渡す"),
];

impl ReadError {
    /// What [`std::fmt::Display`] says, in Japanese.
    #[must_use]
    pub fn in_japanese(&self) -> String {
        let record = self.record.as_ref().map(|record| format!("{record}: ")).unwrap_or_default();
        self.place_in_japanese() + &record + &self.problem.in_japanese()
    }

    /// [`Self::place`] in Japanese.
    #[must_use]
    pub fn place_in_japanese(&self) -> String {
        let member = self.member.as_ref().map(|member| format!("書庫の中の{member}: ")).unwrap_or_default();
        let line = self.line.map(|line| format!("{line}行目: ")).unwrap_or_default();
        member + &line
    }
}

impl Problem {
    /// What [`std::fmt::Display`] says, in Japanese.
    #[must_use]
    pub fn in_japanese(&self) -> String {
        let say = |expected: &str, found: &str, hint: &str| {
            format!("期待: {}、実際: {}\n対処: {}", saying(expected), saying(found), saying(hint))
        };
        match self {
            Self::Io(error) => format!("期待: 読めるファイル、実際: {}", of_system(error)),
            Self::Folder => say("ファイル", "フォルダー", "`FOLDER/*.xml.gz` のように中のファイルを指定する"),
            Self::Empty => say("レコードのファイル", "空のファイル", "ファイルを取り直す"),
            Self::Truncated => {
                say("圧縮データの終わり", "その前にデータの終わり", "the download was cut short; get the file again")
            }
            Self::Corrupt(found) => say("検査値と長さの合う圧縮データ", found, "ファイルが途中で壊れている。取り直す"),
            Self::Encoding { found } => {
                let probably = found.replace(", probably ", "、おそらく").replace("byte ", "バイト");
                say("UTF-8", &probably, "`iconv -f ENCODING -t UTF-8` などで先に変換する")
            }
            Self::Format { found, hint } => say("読める形式", found, hint),
            Self::Entities => say(
                "独自の宣言のない文書型",
                "`<!DOCTYPE` の中の `[`",
                "ファイルの中で宣言された実体は際限なく膨らむことがあり、決して読まない。元のファイルを配布元から取り直す",
            ),
            Self::Markup { expected, found } => {
                say(expected, found, "ファイルが壊れているか、書き換えられている。配布元から取り直す")
            }
            Self::Table { expected, found } => say(expected, found, "表を書き出し直し、書き出したまま渡す"),
            Self::Json { expected, found } => say(expected, found, "1行に1つのJSONのオブジェクトを、UTF-8で書く"),
            Self::TooLong { what, limit_bytes } => {
                let what = saying(what);
                say(
                    &format!("{} MiBまでの{what}", limit_bytes >> 20),
                    "それより長いもの",
                    &format!("この種のファイルの{what}かどうかを確かめる"),
                )
            }
            Self::Archive { expected, found, hint } => say(expected, found, hint),
            Self::Changed => {
                say("読む間に変わらないファイル", "長さか更新時刻の変化", "書き終わるのを待って、もう一度読む")
            }
            Self::Stopped(stop) => stop.0.to_string(),
        }
    }
}

fn of_system(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "その名前のファイルはない".to_owned(),
        ErrorKind::PermissionDenied => "読む権限がない".to_owned(),
        _ => error.to_string(),
    }
}

/// A saying in Japanese; as it is where nobody gave any, and where it is nothing but quoted.
fn saying(english: &str) -> String {
    japanese_of(english).unwrap_or_else(|| english.to_owned())
}

fn japanese_of(english: &str) -> Option<String> {
    let (pattern, parts) = pattern_of(english);
    let (_, japanese) = SAYINGS.iter().find(|(known, _)| *known == pattern)?;
    let filled = parts
        .iter()
        .enumerate()
        .fold((*japanese).to_owned(), |words, (place, part)| words.replace(&format!("{{{place}}}"), part));
    Some(filled)
}

/// What is quoted and what is counted, and the rest with `{}` in the place of each.
fn pattern_of(english: &str) -> (String, Vec<&str>) {
    let (mut pattern, mut parts) = (String::new(), Vec::new());
    let mut rest = english;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '`' => closing(rest),
            '0'..='9' => rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len()),
            _ => 0,
        };
        if length > 0 {
            pattern.push_str("{}");
            parts.push(&rest[..length]);
            rest = &rest[length..];
        } else {
            pattern.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    (pattern, parts)
}

/// How long what begins with a quotation mark is; 0 if it is not closed.
fn closing(text: &str) -> usize {
    text[1..].find('`').map_or(0, |end| end + 2)
}

/// Holds an error of a test to its Japanese: nothing that a reader says by itself is left in English.
#[cfg(test)]
#[track_caller]
pub(crate) fn speaks_japanese(error: &ReadError) {
    let parts: &[&str] = match &error.problem {
        // A source of the tests' own.
        Problem::Markup { expected, .. } if expected == "a lake" => &[],
        // What the parser of JSON found is told in the language that it speaks.
        Problem::Markup { expected, found } if found.contains(" (column ") => &[expected],
        Problem::Markup { expected, found } | Problem::Table { expected, found } => &[expected, found],
        Problem::Archive { expected, found, hint } => &[expected, found, hint],
        Problem::Format { found, hint } => &[found, hint],
        Problem::Corrupt(found) => &[found],
        Problem::Json { expected, .. } => &[expected],
        Problem::TooLong { what, .. } => &[what],
        _ => &[],
    };
    for part in parts {
        let (pattern, _) = pattern_of(part);
        let is_only_quoted = !pattern.contains(|character: char| character.is_ascii_alphabetic());
        assert!(is_only_quoted || japanese_of(part).is_some(), "no Japanese for `{part}` ({pattern})");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_and_counted_is_taken_over() {
        assert_eq!(saying("`,` or `]` after a record"), "レコードの後の`,`か`]`");
        assert_eq!(saying("at most 128 elements inside each other"), "要素の入れ子は128段まで");
        assert_eq!(saying("`</Trial>`"), "`</Trial>`");
        assert_eq!(saying("a saying that nobody gave"), "a saying that nobody gave");
        assert_eq!(saying("`not closed"), "`not closed");
    }

    #[test]
    fn an_error_says_where_what_and_what_to_do() {
        let mut error = Problem::markup("`</PubmedArticle>`", "the end of the file").on_line(7);
        error.record = Some("pmid:1".to_owned());
        error.member = Some("lakes.xml".to_owned());
        assert_eq!(
            error.in_japanese(),
            "書庫の中のlakes.xml: 7行目: pmid:1: 期待: `</PubmedArticle>`、実際: ファイルの終わり\n\
             対処: ファイルが壊れているか、書き換えられている。配布元から取り直す"
        );
        let error = ReadError::from(Problem::Encoding { found: "byte 0x8f, probably Shift_JIS".to_owned() });
        assert!(error.in_japanese().starts_with("期待: UTF-8、実際: バイト0x8f、おそらくShift_JIS\n"));
        let error = ReadError::from(std::io::Error::from(ErrorKind::NotFound));
        assert_eq!(error.in_japanese(), "期待: 読めるファイル、実際: その名前のファイルはない");
    }

    #[test]
    fn every_saying_stands_once_and_fills_what_it_takes_over() {
        for (at, (english, japanese)) in SAYINGS.iter().enumerate() {
            assert!(SAYINGS[..at].iter().all(|(other, _)| other != english), "{english} stands twice");
            for place in 0..english.matches("{}").count() {
                assert!(japanese.contains(&format!("{{{place}}}")), "{english}: part {place} is lost");
            }
        }
    }
}
