//! Values that are not always of the same kind.
//!
//! The decision to question: what is neither text nor number is passed over, not refused. Sources change the kind of a value without a word
//! (`title` is a text in one answer and a list in the next), and one such record must not cost the other ten thousand of its file.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A text, or what is written like one: a number, the first of a list. Nothing is an empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

/// Texts: a list of them, or one by itself. What is no text is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Texts::deserialize(deserializer).map(|texts| Self(texts.0.into_iter().next().unwrap_or_default()))
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyTexts)
    }
}

struct AnyTexts;

impl<'de> Visitor<'de> for AnyTexts {
    type Value = Texts;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Texts, E> {
        Ok(Texts(vec![text.to_owned()]))
    }

    fn visit_string<E>(self, text: String) -> Result<Texts, E> {
        Ok(Texts(vec![text]))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Texts, E> {
        Ok(Texts(vec![number.to_string()]))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Texts, E> {
        Ok(Texts(vec![number.to_string()]))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Texts, E> {
        Ok(Texts(vec![number.to_string()]))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Texts, E> {
        Ok(Texts::default())
    }

    fn visit_unit<E>(self) -> Result<Texts, E> {
        Ok(Texts::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Texts, A::Error> {
        let mut texts = Texts::default();
        while let Some(inner) = list.next_element::<Texts>()? {
            texts.0.extend(inner.0);
        }
        Ok(texts)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Texts, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Texts::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_from_a_list_or_one_value_and_never_fail() {
        let check = |json: &str, expected: &[&str]| {
            let texts: Texts = serde_json::from_str(json).expect("any JSON");
            assert_eq!(texts.0, expected, "{json}");
        };
        check("[\"Lakes\",null,12,{\"of\":\"Arden\"},[\"Hills\"]]", &["Lakes", "12", "Hills"]);
        check("\"Lakes\"", &["Lakes"]);
        check("null", &[]);
        check("{\"a\":1}", &[]);
    }
}
