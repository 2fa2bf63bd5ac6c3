//! A form that comes back: what stands in its fields, what stood there when it was sent, and what else was changed.
//!
//! The decision to question: **three texts, not two.** What the file says is held against what the file itself said when it was sent, so that a
//! figure which only the store changed since then is never taken for somebody's words. A file that does not tell any more what was sent
//! is held against what would be printed now.

mod docx;
mod original;

pub(crate) use docx::{DOCUMENT, numbers, tag, texts, tree};
pub use docx::{is_docx, read_docx};
pub(crate) use original::original_of;

use crate::docx::number_of;
use crate::{Document, Field};
use plan::{FiscalYear, Language};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The form's name.
    pub form: String,
    /// What it is about.
    pub subject: String,
    /// The years that it shows.
    pub years: RangeInclusive<FiscalYear>,
    /// Its language.
    pub language: Language,
    /// The change that it showed.
    pub change: u64,
}

/// A tagged place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// Its tag: a field's id, or its whole path.
    pub tag: String,
    /// Its number, by which one of several with the same tag is known.
    pub number: Option<i32>,
    /// What stands in it.
    pub text: String,
}

/// A file that came back, as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// What it says about itself; none if that was lost on its way.
    pub sent: Option<Sent>,
    /// What stood in each field when it was sent, by path, in order.
    pub original: Vec<(String, String)>,
    /// Paragraphs or cells outside of the fields when it was sent.
    pub original_texts: Vec<String>,
    /// Numbers of the tagged places in the order in which they stood when it was sent.
    pub order: Vec<i32>,
    /// What stands in its tagged places.
    pub tagged: Vec<Tagged>,
    /// What stands outside of them.
    pub texts: Vec<String>,
}

/// A field that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedField {
    /// Its path.
    pub path: String,
    /// What stood there when it was sent.
    pub sent: String,
    /// What stands there now.
    pub text: String,
}

/// What somebody did to a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// Fields whose text was changed, in the order of the form.
    pub changed: Vec<ReturnedField>,
    /// How many fields were left as they were.
    pub same: usize,
    /// Fields that are not there any more.
    pub missing: Vec<String>,
    /// Tagged places that belong to no field of the form, with what stands in them.
    pub unknown: Vec<(String, String)>,
    /// Texts outside of the fields that were not there when it was sent.
    pub added: Vec<String>,
    /// Texts outside of the fields that are not there any more.
    pub removed: Vec<String>,
}

impl Opened {
    /// What was done to it; `document` is what would be printed now.
    #[must_use]
    pub fn returned(&self, document: &Document) -> Returned {
        let fields = document.fields();
        let shown = |field: &Field| (field.path(), field.shown(document.language));
        let original: Vec<(String, String)> = if self.original.is_empty() {
            fields.iter().map(|field| shown(field)).collect()
        } else {
            self.original.clone()
        };
        let (found, unknown) = placed(&original, &self.tagged);
        let invitations: BTreeMap<String, String> = fields
            .iter()
            .filter(|field| field.to_fill.is_some())
            .map(|field| (field.path(), invitation(field, document.language)))
            .collect();
        let mut returned = Returned { unknown, ..Returned::default() };
        for (path, sent) in original.iter().filter(|(path, _)| !stands_at_the_foot(path)) {
            let Some(text) = found.get(path.as_str()) else {
                returned.missing.push(path.clone());
                continue;
            };
            let bare = |text: &str| match invitations.get(path) {
                Some(invitation) => normal(&text.replace(invitation.as_str(), "")),
                None => normal(text),
            };
            let (sent, text) = (bare(sent), bare(text));
            if sent == text {
                returned.same += 1;
            } else {
                returned.changed.push(ReturnedField { path: path.clone(), sent, text });
            }
        }
        if !self.original.is_empty() {
            returned.added = without(&self.texts, &self.original_texts);
            returned.removed = without(&self.original_texts, &self.texts);
        }
        returned
    }
}

/// The fields of a page's foot are not read: nothing in them is anybody's to change.
fn stands_at_the_foot(path: &str) -> bool {
    matches!(path, "as-of" | "revision" | "coverage" | "invented")
}

/// What invites somebody to fill a field.
fn invitation(field: &Field, language: Language) -> String {
    Field { value: String::new(), ..field.clone() }.shown(language)
}

/// Which place is which field: by number, else in order where there are as many of a tag as there were. The rest is told.
fn placed<'t>(
    original: &[(String, String)],
    tagged: &'t [Tagged],
) -> (HashMap<String, &'t str>, Vec<(String, String)>) {
    let mut numbers: HashMap<i32, Option<&str>> = HashMap::new();
    let mut by_id: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, _) in original {
        // Two of one number: neither is known by it.
        let number = number_of(path, &mut BTreeSet::new());
        numbers.entry(number).and_modify(|known| *known = None).or_insert(Some(path));
        by_id.entry(id_of(path)).or_default().push(path);
    }
    let mut found: HashMap<String, &str> = HashMap::new();
    let mut by_tag: BTreeMap<&str, Vec<&Tagged>> = BTreeMap::new();
    for one in tagged {
        by_tag.entry(one.tag.as_str()).or_default().push(one);
    }
    let mut unknown = Vec::new();
    for (tag, places) in by_tag {
        let paths = by_id.get(id_of(tag)).map_or(&[][..], Vec::as_slice);
        let mut left: Vec<&Tagged> = Vec::new();
        for one in &places {
            let by_number = one.number.and_then(|number| numbers.get(&number).copied().flatten());
            let known = if tag.contains('@') { Some(tag) } else { by_number }
                .filter(|path| paths.contains(path) && !found.contains_key(*path));
            match known {
                Some(path) => {
                    found.insert(path.to_owned(), &one.text);
                }
                None => left.push(one),
            }
        }
        let open: Vec<&str> = paths.iter().copied().filter(|path| !found.contains_key(*path)).collect();
        if places.len() <= paths.len() && left.len() == open.len() {
            found.extend(open.into_iter().zip(left).map(|(path, one)| (path.to_owned(), one.text.as_str())));
        } else {
            unknown.extend(left.into_iter().map(|one| (tag.to_owned(), one.text.clone())));
        }
    }
    (found, unknown)
}

fn id_of(path: &str) -> &str {
    path.split_once('@').map_or(path, |(id, _)| id)
}

/// A text as it is compared: what programs add or leave out at the ends of lines means nothing.
#[must_use]
pub fn normal(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n").replace('\u{a0}', " ");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches(['\n', ' ']).to_owned()
}

/// What stands in one list more often than in another.
fn without(texts: &[String], others: &[String]) -> Vec<String> {
    let mut count: HashMap<String, usize> = HashMap::new();
    for other in others {
        *count.entry(normal(other)).or_default() += 1;
    }
    let is_new = |text: &&String| match count.get_mut(&normal(text)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    texts.iter().filter(is_new).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Cell, Row, Standing, Table, docx};

    fn sheet() -> Document {
        let field = |id: &str, key: &str, value: &str| Cell::field(Field::new(id, value).of(key));
        let row = |key: &str, value: &str| Row { key: key.to_owned(), cells: vec![field("t.a", key, value)] };
        let table = Table {
            name: "t",
            columns: vec![crate::Column::default()],
            rows: vec![row("moss", "1"), row("fog", "2")],
            ..Table::default()
        };
        let open = Field::to_fill("need", "担当課");
        Document {
            form: "project-card",
            subject: "lake".to_owned(),
            language: Language::Ja,
            title: "湖".to_owned(),
            lead: Vec::new(),
            landscape: false,
            blocks: vec![
                Block::Paragraph(crate::Paragraph::words("初めの文")),
                Block::Paragraph(crate::Paragraph {
                    inlines: vec![crate::Inline::Field(open)],
                    ..crate::Paragraph::default()
                }),
                Block::Table(table),
            ],
            standing: Standing { first_year: 2020, last_year: 2024, change: 7, ..Standing::default() },
        }
    }

    /// The form as somebody changed it in Word: pairs of what stood in the body and what stands there now.
    fn changed(pairs: &[(&str, &str)]) -> Opened {
        let bytes = docx(&sheet()).expect("a docx");
        read_docx(&edited(&bytes, pairs)).expect("it opens")
    }

    fn edited(bytes: &[u8], pairs: &[(&str, &str)]) -> Vec<u8> {
        let mut package = crate::package::Package::open(bytes).expect("a package");
        for part in package.parts.iter_mut().filter(|part| part.name == "word/document.xml") {
            let mut text = String::from_utf8(part.bytes.clone()).expect("UTF-8");
            for (old, new) in pairs {
                assert!(text.contains(old), "{old} is not in {text}");
                text = text.replacen(old, new, 1);
            }
            part.bytes = text.into_bytes();
        }
        package.bytes().expect("a package again")
    }

    #[test]
    fn a_form_that_nobody_touched_says_so() {
        let opened = changed(&[]);
        let sent = opened.sent.clone().expect("it says what it is");
        assert_eq!((sent.form.as_str(), sent.subject.as_str(), sent.change), ("project-card", "lake", 7));
        assert_eq!(sent.years, FiscalYear(2020)..=FiscalYear(2024));
        let returned = opened.returned(&sheet());
        assert!(
            returned.changed.is_empty() && returned.missing.is_empty() && returned.unknown.is_empty(),
            "{returned:?}"
        );
        assert!(returned.added.is_empty() && returned.removed.is_empty(), "{returned:?}");
        assert!(returned.same >= 4);
    }

    #[test]
    fn a_change_is_found_in_its_own_row_and_words_around_are_listed() {
        let returned =
            changed(&[(">2<", ">3<"), ("【記入：担当課】", "霧が要る"), ("初めの文", "別の文")]).returned(&sheet());
        let field = |path: &str, sent: &str, text: &str| ReturnedField {
            path: path.to_owned(),
            sent: sent.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(returned.changed, [field("need", "", "霧が要る"), field("t.a@fog", "2", "3")]);
        assert_eq!((returned.added, returned.removed), (vec!["別の文".to_owned()], vec!["初めの文".to_owned()]));
    }

    #[test]
    fn what_the_store_changed_since_is_nobodys_words() {
        let mut now = sheet();
        now.each_field_mut(&mut |field| {
            if field.path() == "t.a@moss" {
                field.value = "9".to_owned();
            }
        });
        assert!(changed(&[]).returned(&now).changed.is_empty());
    }

    #[test]
    fn a_row_that_was_copied_is_told_and_never_guessed() {
        let bytes = docx(&sheet()).expect("a docx");
        let opened = read_docx(&bytes).expect("it opens");
        let mut twice = opened.clone();
        let fog = twice.tagged.iter().find(|one| one.text == "2").cloned().expect("the row");
        twice.tagged.push(Tagged { number: Some(5), text: "8".to_owned(), ..fog });
        let returned = twice.returned(&sheet());
        assert!(returned.changed.is_empty(), "{returned:?}");
        assert_eq!(returned.unknown, [("t.a".to_owned(), "8".to_owned())]);
    }

    #[test]
    fn numbers_that_a_program_dealt_anew_leave_the_order() {
        let mut opened = changed(&[(">2<", ">4<")]);
        opened.tagged.iter_mut().zip(1..).for_each(|(one, number)| one.number = Some(number));
        let returned = opened.returned(&sheet());
        assert_eq!(returned.changed.len(), 1);
        assert_eq!(returned.changed[0].path, "t.a@fog");
    }

    #[test]
    fn places_that_lost_their_tags_are_known_by_their_order_and_only_if_none_is_gone() {
        let bytes = docx(&sheet()).expect("a docx");
        let mut package = crate::package::Package::open(&bytes).expect("a package");
        for part in package.parts.iter_mut().filter(|part| part.name == "word/document.xml") {
            let text = String::from_utf8(part.bytes.clone()).expect("UTF-8");
            let text = text.replace("<w:tag ", "<w:gone ").replace("<w:id ", "<w:gone ").replace(">2<", ">5<");
            // LibreOffice 7.4 puts each into another.
            let text = text.replace("<w:sdtContent>", "<w:sdtContent><w:sdt><w:sdtContent>");
            part.bytes = text.replace("</w:sdtContent>", "</w:sdtContent></w:sdt></w:sdtContent>").into_bytes();
        }
        let opened = read_docx(&package.bytes().expect("bytes")).expect("it opens");
        let returned = opened.returned(&sheet());
        assert_eq!(returned.changed.len(), 1, "{returned:?}");
        assert_eq!((returned.changed[0].path.as_str(), returned.changed[0].text.as_str()), ("t.a@fog", "5"));
        assert!(returned.missing.is_empty());
        for part in package.parts.iter_mut().filter(|part| part.name == "word/document.xml") {
            let text = String::from_utf8(part.bytes.clone()).expect("UTF-8");
            part.bytes = text.replacen("w:sdt>", "w:gone>", 4).into_bytes();
        }
        let cut = read_docx(&package.bytes().expect("bytes")).expect("it opens").returned(&sheet());
        assert!(cut.changed.is_empty() && !cut.missing.is_empty(), "{cut:?}");
    }

    #[test]
    fn what_is_no_form_is_refused_in_words() {
        for bytes in [&b""[..], b"PK\x03\x04", b"not a zip"] {
            assert!(read_docx(bytes).is_err());
        }
        let cut = docx(&sheet()).expect("a docx");
        for end in (0..cut.len()).step_by(97) {
            assert!(read_docx(&cut[..end]).is_err(), "cut at {end}");
        }
    }
}
