//! A form as JSON: the struct of its facts, its fields, and which of them a person still has to fill.

use crate::{Document, Field};
use serde_json::{Value, json};

/// The document. `facts` is the form's struct; what changes from run to run stands under `meta`.
#[must_use]
pub fn json(document: &Document, facts: &Value) -> String {
    let standing = &document.standing;
    let fields: Vec<Value> = document.fields().into_iter().map(field).collect();
    let unfilled: Vec<Value> =
        document.unfilled().into_iter().map(|field| json!({"field": field.path(), "by": field.to_fill})).collect();
    let whole = json!({
        "form": document.form,
        "subject": document.subject,
        "language": document.language.of("ja", "en"),
        "title": document.title,
        "facts": facts,
        "fields": fields,
        "unfilled": unfilled,
        "coverage": standing.coverage,
        "invented": standing.invented,
        "meta": {"as_of": standing.as_of, "change": standing.change, "revision": standing.revision},
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn field(field: &Field) -> Value {
    let mut value = json!({"field": field.path(), "value": field.value});
    if let Some(number) = &field.number {
        value["number"] = json!(number.to_string());
    }
    if let Some(by) = &field.to_fill {
        value["to_fill"] = json!(by);
    }
    if let Some(address) = &field.address {
        value["address"] = json!(address);
    }
    if !field.beside.is_empty() {
        value["beside"] = json!(field.beside);
    }
    value
}
