//! Codes: how an enumeration stands in a column. They are the same words as in JSON.

use crate::Error;
use plan::JoinSubject;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NoCode, StrDeserializer};

/// The code of a value.
pub(crate) fn code<T: Serialize>(value: &T) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        other => Err(Error::Damaged(format!("no code but {other:?}"))),
    }
}

/// The value of a code.
pub(crate) fn value_of<T: DeserializeOwned>(code: &str) -> Option<T> {
    let code: StrDeserializer<'_, NoCode> = code.into_deserializer();
    T::deserialize(code).ok()
}

/// What is joined, as kind and id.
pub(crate) fn subject_columns(subject: &JoinSubject) -> (&'static str, &str) {
    match subject {
        JoinSubject::Prefix(id) => ("prefix", id),
        JoinSubject::Name(id) => ("name", id),
        JoinSubject::Scheme(id) => ("scheme", id),
        JoinSubject::Budget(id) => ("budget", id),
    }
}

/// What is joined, of its kind and id.
pub(crate) fn subject_of(kind: &str, id: &str) -> Option<JoinSubject> {
    let id = id.to_owned();
    match kind {
        "prefix" => Some(JoinSubject::Prefix(id)),
        "name" => Some(JoinSubject::Name(id)),
        "scheme" => Some(JoinSubject::Scheme(id)),
        "budget" => Some(JoinSubject::Budget(id)),
        _ => None,
    }
}

/// A list as one text, separated by blanks.
pub(crate) fn words(list: &[String]) -> String {
    list.join(" ")
}

/// The list again.
pub(crate) fn list_of(words: &str) -> Vec<String> {
    words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicator::Standing;

    #[test]
    fn a_code_gives_its_value_again_and_another_word_gives_none() {
        for standing in [Standing::Counted, Standing::AwaitingMention, Standing::AwaitingJoin, Standing::Refused] {
            assert_eq!(value_of(&code(&standing).expect("a code")), Some(standing));
        }
        assert_eq!(code(&Standing::AwaitingJoin).expect("a code"), "awaiting-join");
        assert_eq!(value_of::<Standing>("awaiting"), None);
    }

    #[test]
    fn a_subject_gives_itself_again() {
        let subjects = [
            JoinSubject::Prefix("amed:am0101".into()),
            JoinSubject::Name("P-CREATE".into()),
            JoinSubject::Scheme("binds".into()),
            JoinSubject::Budget("6842".into()),
        ];
        for subject in subjects {
            let (kind, id) = subject_columns(&subject);
            assert_eq!(subject_of(kind, id), Some(subject.clone()));
        }
        assert_eq!(subject_of("grant", "1"), None);
    }
}
