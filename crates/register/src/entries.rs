//! Many rows in little memory.
//!
//! The decision to question: rows wait packed between being read and being written. A hand-in is written only when its last row was
//! understood, so all of it has to wait somewhere; as [`Entry`] a row of ten columns takes two kilobytes, packed about as much as in its
//! CSV. Reading the file a second time would need neither, and would take as long again.

use crate::{Entry, Place, Precision, Value};
use jiff::civil::Date;
use plan::FiscalYear;
use std::collections::BTreeMap;

/// Rows in the order in which they were added. They are packed as they come and unpacked as they are asked for.
///
/// ```
/// use register::{Entries, Entry};
///
/// let one = Entry { key: "B-042".into(), values: Default::default(), place: Default::default() };
/// let entries: Entries = [one.clone()].into_iter().collect();
/// assert_eq!(entries.iter().collect::<Vec<_>>(), [one]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Entries {
    packed: Vec<u8>,
    /// Columns and sheets that were named, each once.
    names: Vec<String>,
    rows: usize,
}

impl Entries {
    /// Adds a row. Cost: a copy of its words.
    pub fn push(&mut self, entry: &Entry) {
        self.rows += 1;
        text(&entry.key, &mut self.packed);
        let sheet = self.name(&entry.place.sheet);
        number(sheet, &mut self.packed);
        number(entry.place.row, &mut self.packed);
        number(entry.values.len() as u64, &mut self.packed);
        for (column, values) in &entry.values {
            let column = self.name(column);
            number(column, &mut self.packed);
            number(values.len() as u64, &mut self.packed);
            for value in values {
                pack(value, &mut self.packed);
            }
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The rows, one by one.
    #[must_use]
    pub fn iter(&self) -> EntriesIter<'_> {
        EntriesIter { packed: Packed(&self.packed), names: &self.names }
    }

    fn name(&mut self, name: &str) -> u64 {
        // A register has some ten columns and a file a few sheets.
        let known = self.names.iter().position(|known| known == name);
        let at = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        at as u64
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<T: IntoIterator<Item = Entry>>(rows: T) -> Self {
        let mut entries = Self::default();
        for entry in rows {
            entries.push(&entry);
        }
        entries
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = Entry;
    type IntoIter = EntriesIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The rows of [`Entries`].
#[derive(Debug, Clone)]
pub struct EntriesIter<'a> {
    packed: Packed<'a>,
    names: &'a [String],
}

impl Iterator for EntriesIter<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let packed = &mut self.packed;
        let key = packed.text()?.to_owned();
        let name = |packed: &mut Packed<'_>| self.names.get(usize::try_from(packed.number()?).ok()?);
        let place = Place { sheet: name(packed)?.clone(), row: packed.number()? };
        let mut values = BTreeMap::new();
        for _ in 0..packed.number()? {
            let column = name(packed)?.clone();
            let count = packed.number()?;
            let list = (0..count).map(|_| packed.value()).collect::<Option<Vec<Value>>>()?;
            values.insert(column, list);
        }
        Some(Entry { key, values, place })
    }
}

/// A number of as few bytes as it needs, seven bits each.
fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn text(text: &str, out: &mut Vec<u8>) {
    number(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

/// A value: what it is, then what it says.
fn pack(value: &Value, out: &mut Vec<u8>) {
    let words = |sort: u8, words: &str, out: &mut Vec<u8>| {
        out.push(sort);
        text(words, out);
    };
    match value {
        Value::Words(said) => words(0, said, out),
        Value::Code(code) => words(1, code, out),
        Value::Decimal(digits) => words(2, digits, out),
        Value::Project(id) => words(3, id, out),
        Value::Identifier(id) => words(4, id, out),
        Value::Address(address) => words(5, address, out),
        Value::Grant(scheme, form) => {
            words(6, scheme, out);
            text(form, out);
        }
        Value::Flag(yes) => out.extend([7, u8::from(*yes)]),
        Value::Whole(whole) => {
            out.push(8);
            out.extend(whole.to_le_bytes());
        }
        Value::FiscalYear(year) => {
            out.push(9);
            out.extend(year.0.to_le_bytes());
        }
        Value::Date(date, precision) => {
            let known = match precision {
                Precision::Day => 0,
                Precision::Month => 1,
                Precision::Year => 2,
            };
            out.extend([10, known]);
            out.extend(date.year().to_le_bytes());
            out.extend(date.month().to_le_bytes());
            out.extend(date.day().to_le_bytes());
        }
    }
}

/// What is still to be unpacked. Everything is none at the end.
#[derive(Debug, Clone)]
struct Packed<'a>(&'a [u8]);

impl<'a> Packed<'a> {
    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn of_length<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        self.bytes(LENGTH)?.try_into().ok()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.of_length()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    fn value(&mut self) -> Option<Value> {
        let [sort] = self.of_length()?;
        Some(match sort {
            7 => Value::Flag(self.of_length()? == [1]),
            8 => Value::Whole(i64::from_le_bytes(self.of_length()?)),
            9 => Value::FiscalYear(FiscalYear(i16::from_le_bytes(self.of_length()?))),
            10 => {
                let precision = match self.of_length()? {
                    [0] => Precision::Day,
                    [1] => Precision::Month,
                    _ => Precision::Year,
                };
                let year = i16::from_le_bytes(self.of_length()?);
                let [month, day] = self.of_length()?.map(u8::cast_signed);
                Value::Date(Date::new(year, month, day).ok()?, precision)
            }
            _ => {
                let words = self.text()?.to_owned();
                match sort {
                    0 => Value::Words(words),
                    1 => Value::Code(words),
                    2 => Value::Decimal(words),
                    3 => Value::Project(words),
                    4 => Value::Identifier(words),
                    5 => Value::Address(words),
                    _ => Value::Grant(words, self.text()?.to_owned()),
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        let date = (-9999..=9999_i16, 1..=12_i8, 1..=28_i8)
            .prop_map(|(year, month, day)| Date::new(year, month, day).expect("a date"));
        let precision = prop_oneof![Just(Precision::Day), Just(Precision::Month), Just(Precision::Year)];
        prop_oneof![
            ".{0,40}".prop_map(Value::Words),
            "[a-z]{1,8}".prop_map(Value::Code),
            (date, precision).prop_map(|(date, precision)| Value::Date(date, precision)),
            any::<i16>().prop_map(|year| Value::FiscalYear(FiscalYear(year))),
            any::<i64>().prop_map(Value::Whole),
            "-?[0-9]{1,9}\\.[0-9]{2}".prop_map(Value::Decimal),
            any::<bool>().prop_map(Value::Flag),
            "[a-z-]{1,12}".prop_map(Value::Project),
            (".{0,9}", ".{0,200}").prop_map(|(scheme, form)| Value::Grant(scheme, form)),
            "\\PC{0,20}".prop_map(Value::Identifier),
            "https://[a-z]{1,9}".prop_map(Value::Address),
        ]
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let values = prop::collection::btree_map("[a-z]{1,3}", prop::collection::vec(value(), 1..4), 0..8);
        (".{0,20}", values, "[甲乙]{0,1}", any::<u64>()).prop_map(|(key, values, sheet, row)| Entry {
            key,
            values,
            place: Place { sheet, row },
        })
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out_as_it_was_and_in_its_order(rows in prop::collection::vec(entry(), 0..12)) {
            let entries: Entries = rows.iter().cloned().collect();
            prop_assert_eq!(entries.len(), rows.len());
            prop_assert_eq!(entries.iter().collect::<Vec<_>>(), rows);
        }
    }

    #[test]
    fn a_row_takes_little_more_than_its_words() {
        let words = |text: &str| vec![Value::Words(text.to_owned())];
        let values = BTreeMap::from([("lake".to_owned(), words("Lake Mira")), ("depth".to_owned(), words("20 m"))]);
        let entries: Entries = (0..1000)
            .map(|row| Entry { key: row.to_string(), values: values.clone(), place: Place::default() })
            .collect();
        assert!(entries.packed.len() < 1000 * 32, "{}", entries.packed.len());
    }
}
