//! What a definition as a whole must be.

use super::table::Reader;
use crate::{CONFIDENTIAL_UNTIL, Code, Column, Holds, PROJECTS, Register, SOURCE, Wrong, fold};
use plan::nearest;
use std::collections::BTreeMap;

pub(super) fn check(reader: &mut Reader<'_>, register: &Register) {
    ids(reader, register);
    for (path, id) in register.key.iter().enumerate().map(|(index, id)| (format!("key[{index}]"), id)) {
        let Some(column) = known(reader, register, id, &path) else { continue };
        if !column.required {
            reader.report(Wrong::KeyMayBeEmpty { id: id.clone() }, &path);
        }
        if column.many {
            reader.report(Wrong::KeyOfSeveral { id: id.clone() }, &path);
        }
    }
    if register.key.is_empty() && !reader.is_broken("key") {
        reader.report(Wrong::NothingListed, "key");
    }
    known(reader, register, &register.name, "name");
    for (role, id) in &register.dates {
        let path = format!("dates.{role}");
        if known(reader, register, id, &path).is_some_and(|one| !matches!(one.holds, Holds::Date | Holds::FiscalYear)) {
            reader.report(Wrong::NotADate { id: id.clone() }, &path);
        }
    }
    for (role, id) in &register.dates {
        // The store keeps one role a column; what happens on a day is no span besides.
        if register.dates.iter().any(|(other, same)| other < role && same == id) {
            reader.report(Wrong::DateOfTwoRoles { id: id.clone() }, &format!("dates.{role}"));
        }
    }
    if register.dates.contains_key("until") && !register.dates.contains_key("from") {
        reader.report(Wrong::UntilWithoutFrom, "dates.until");
    }
    headers(reader, register);
    for (index, column) in register.columns.iter().enumerate() {
        if let Holds::Code(codes) = &column.holds {
            code_list(reader, column, codes, &format!("column[{index}]"));
        }
    }
}

/// The column of that id; one that does not exist is reported, unless the id itself could not be read.
fn known<'r>(reader: &mut Reader<'_>, register: &'r Register, id: &str, path: &str) -> Option<&'r Column> {
    let column = register.column(id);
    if column.is_none() && !id.is_empty() {
        let known: Vec<&str> = register.columns.iter().map(|column| column.id.as_str()).collect();
        let wrong = Wrong::UnknownColumn {
            id: id.to_owned(),
            nearest: nearest(id, known.iter().copied()),
            known: known.into_iter().map(str::to_owned).collect(),
        };
        reader.report(wrong, path);
    }
    column
}

fn ids(reader: &mut Reader<'_>, register: &Register) {
    for (id, path) in [(&register.id, "id"), (&register.kind, "kind")] {
        form(reader, id, path);
    }
    if !register.id.is_empty() && register.id != reader.stem() {
        reader.report(Wrong::FileName { id: register.id.clone() }, "id");
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, column) in register.columns.iter().enumerate() {
        let path = format!("column[{index}].id");
        form(reader, &column.id, &path);
        if [PROJECTS, SOURCE, CONFIDENTIAL_UNTIL].contains(&column.id.as_str()) {
            reader.report(Wrong::Reserved { id: column.id.clone() }, &path);
        }
        twice(reader, &mut first, &column.id, &path);
    }
}

/// Lower-case ASCII with hyphens, beginning with a letter.
fn form(reader: &mut Reader<'_>, id: &str, path: &str) {
    let fits = id.split('-').all(|part| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    });
    if !id.is_empty() && (!fits || !id.starts_with(|letter: char| letter.is_ascii_lowercase())) {
        reader.report(Wrong::IdForm { id: id.to_owned() }, path);
    }
}

fn twice<'r>(reader: &mut Reader<'_>, first: &mut BTreeMap<&'r str, usize>, id: &'r str, path: &str) {
    if id.is_empty() {
        return;
    }
    match first.get(id) {
        Some(&first_line) => reader.report(Wrong::Twice { id: id.to_owned(), first_line }, path),
        None => {
            first.insert(id, reader.line(path));
        }
    }
}

/// Every word at the head of a column leads to that column and to no other, in whichever language it is written.
fn headers(reader: &mut Reader<'_>, register: &Register) {
    let standard = crate::standard::columns(true);
    let mut words = WordsSeen::default();
    for column in &standard {
        for word in [&column.header.ja, &column.header.en].into_iter().chain(&column.also).chain([&column.id]) {
            words.0.insert(fold(word), (column.id.clone(), None));
        }
    }
    for (index, column) in register.columns.iter().enumerate() {
        let path = |part: &str| format!("column[{index}].{part}");
        let mut own = vec![(path("header.ja"), &column.header.ja), (path("header.en"), &column.header.en)];
        own.extend(column.also.iter().enumerate().map(|(at, word)| (path(&format!("also[{at}]")), word)));
        for (path, word) in own {
            words.see(reader, word, &column.id, &path);
        }
    }
}

fn code_list(reader: &mut Reader<'_>, column: &Column, codes: &[Code], path: &str) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words = WordsSeen::default();
    for (index, code) in codes.iter().enumerate() {
        let path = |part: &str| format!("{path}.codes[{index}].{part}");
        form(reader, &code.code, &path("code"));
        twice(reader, &mut first, &code.code, &path("code"));
        let mut own = vec![(path("title.ja"), &code.title.ja), (path("title.en"), &code.title.en)];
        own.extend(code.also.iter().enumerate().map(|(at, word)| (path(&format!("also[{at}]")), word)));
        for (path, word) in own {
            words.see(reader, word, &code.code, &path);
        }
    }
    let example = fold(&column.example);
    if !example.is_empty() && !codes.is_empty() && !words.0.contains_key(&example) {
        reader.report(Wrong::ExampleNoCode { example: column.example.clone() }, &format!("{path}.example"));
    }
}

/// Folded words, each with whose it is and the line where it stands first, if in this file.
#[derive(Default)]
struct WordsSeen(BTreeMap<String, (String, Option<usize>)>);

impl WordsSeen {
    fn see(&mut self, reader: &mut Reader<'_>, word: &str, whose: &str, path: &str) {
        let folded = fold(word);
        if folded.is_empty() {
            return;
        }
        match self.0.get(&folded) {
            Some((other, first_line)) if other != whose => {
                let (other, first_line) = (other.clone(), *first_line);
                reader.report(Wrong::SameWord { word: word.to_owned(), other, first_line }, path);
            }
            Some(_) => {}
            None => {
                self.0.insert(folded, (whose.to_owned(), Some(reader.line(path))));
            }
        }
    }
}
