//! What a form said when it was sent, kept in the file itself.

use crate::Document;
use crate::xml::{DECLARATION, escaped, parse};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Its namespace.
const NAMESPACE: &str = "urn:shirube:form:1";

/// The part for a document whose words are `body`.
pub(crate) fn original_of(document: &Document, body: &str) -> String {
    let texts = parse(body).map(|tree| super::super::back::texts(&tree)).unwrap_or_default();
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    let mut fields = super::standing_fields(document);
    fields.extend(document.fields().into_iter().cloned());
    let mut out = format!(
        "{DECLARATION}<form xmlns=\"{NAMESPACE}\" name=\"{}\" subject=\"{}\" change=\"{}\">",
        escaped(document.form),
        escaped(&document.subject),
        document.standing.change
    );
    for field in fields {
        let path = field.path();
        // The first of a path is the one that counts; a second place shows the same.
        if shown.contains_key(&path) {
            continue;
        }
        let value = field.shown(document.language);
        let _ = write!(out, "<field path=\"{}\">{}</field>", escaped(&path), escaped(&value));
        shown.insert(path, value);
    }
    for text in texts {
        let _ = write!(out, "<text>{}</text>", escaped(&text));
    }
    out.push_str("</form>");
    out
}
