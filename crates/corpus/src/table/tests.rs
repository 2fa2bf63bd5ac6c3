//! Rows of invented tables, whole and in pieces.

use super::{Csv, Rows, format_of_text};
use crate::read::{Feeder, Progress, Sink};
use crate::{Format, Problem, ReadError};
use std::cell::RefCell;
use std::rc::Rc;

type Seen = Rc<RefCell<Vec<(u64, Vec<String>)>>>;

struct Noted(Seen);

impl Rows for Noted {
    fn header(&mut self, cells: &[String]) -> Result<(), Problem> {
        self.0.borrow_mut().push((0, cells.to_vec()));
        Ok(())
    }

    fn row(&mut self, cells: &[String], line: u64, _: &mut Progress, _: &mut Sink<'_>) -> Result<(), ReadError> {
        self.0.borrow_mut().push((line, cells.to_vec()));
        Ok(())
    }

    fn end(&mut self, _: &mut Progress, _: &mut Sink<'_>) -> Result<(), ReadError> {
        Ok(())
    }
}

/// The rows of a text that comes in pieces of so many bytes.
fn rows(text: &[u8], piece: usize) -> Result<Vec<(u64, Vec<String>)>, ReadError> {
    let seen = Seen::default();
    let mut csv = Csv::new(Box::new(Noted(Rc::clone(&seen))));
    let (mut held, mut from) = (Vec::new(), 0);
    loop {
        let to = (from + piece).min(text.len());
        held.extend_from_slice(&text[from..to]);
        from = to;
        let last = from == text.len();
        let taken = csv.feed(&held, last, &mut Progress::default(), &mut |_| Ok(()))?;
        held.drain(..taken);
        if last {
            return Ok(seen.take());
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &[(u64, &[&str])]) {
    let expected: Vec<(u64, Vec<String>)> =
        expected.iter().map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect();
    for piece in [1, 2, 3, 7, text.len().max(1)] {
        assert_eq!(rows(text.as_bytes(), piece).expect("a sound table"), expected, "{text} in pieces of {piece}");
    }
}

#[test]
fn cells_are_read_with_their_quotes_in_mind() {
    check("a,b\n1,\"x, \"\"y\"\"\nz\"\n", &[(0, &["a", "b"]), (2, &["1", "x, \"y\"\nz"])]);
    check("\u{feff}a,b\r\n\"1\r\n2\",\r\n3,4", &[(0, &["a", "b"]), (2, &["1\r\n2", ""]), (4, &["3", "4"])]);
    check("頭,尾\n湖の国,幹細胞\n", &[(0, &["頭", "尾"]), (2, &["湖の国", "幹細胞"])]);
    check("a\rx\r", &[(0, &["a"]), (1, &["x"])]);
    check("a,b\n5' 6\",\"\"\n", &[(0, &["a", "b"]), (2, &["5' 6\"", ""])]);
    check("a,b\n\n,\n1,2\n", &[(0, &["a", "b"]), (4, &["1", "2"])]);
}

#[test]
fn a_row_is_as_long_as_the_header() {
    check("a,b\n1\n1,2,,\n", &[(0, &["a", "b"]), (2, &["1", ""]), (3, &["1", "2"])]);
    let error = rows(b"a,b\n1,2,3\n", 100).expect_err("too long").to_string();
    assert!(error.starts_with("line 2: expected at most the 2 cells of the header, found 3 cells\nhint: "), "{error}");
}

#[test]
fn broken_quotes_are_refused_with_the_line() {
    for (text, found) in
        [("a,b\n1,\"x\n", "the end of the file"), ("a,b\n\"x\"y,2\n", "`y,2 `"), ("a,b\n\"x\" ,2\n", "` ,2 `")]
    {
        for piece in [1, 100] {
            let error = rows(text.as_bytes(), piece).expect_err(text).to_string();
            assert!(error.starts_with("line 2: expected `") && error.contains("hint: "), "{error}");
            assert!(piece == 1 || error.contains(&format!("found {found}")), "{error}");
        }
    }
}

#[test]
fn a_table_is_known_by_its_header() {
    assert_eq!(format_of_text("TrialID,Public title,Source Register\n"), Some(Format::IctrpTable));
    assert_eq!(format_of_text("\"Public_title\",\"TrialID\",Source_Register\r\nx"), Some(Format::IctrpTable));
    assert_eq!(format_of_text("シート種別,事業年度,予算事業ID,事業名\n"), Some(Format::RsTable));
    assert_eq!(format_of_text("a,b,c\n"), None);
    assert_eq!(format_of_text("TrialID,Public title,Source Reg"), None);
}
