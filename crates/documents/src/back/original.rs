//! What a form said when it was sent, kept in the file itself.

use super::{Opened, Sent};
use crate::xml::{DECLARATION, Element, escaped, parse};
use crate::{Document, Field};
use plan::{FiscalYear, Language};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Its namespace.
const NAMESPACE: &str = "urn:shirube:form:1";

/// The part for a document whose words are `body`.
pub(crate) fn original_of(document: &Document, body: &str) -> String {
    let tree = parse(body).unwrap_or_default();
    let texts = super::texts(&tree);
    let order: Vec<String> = super::numbers(&tree).iter().map(ToString::to_string).collect();
    let standing = &document.standing;
    let mut written: BTreeSet<String> = BTreeSet::new();
    let mut fields: Vec<Field> = crate::docx::standing_fields(document);
    fields.extend(document.fields().into_iter().cloned());
    let mut out = format!(
        "{DECLARATION}<form xmlns=\"{NAMESPACE}\" name=\"{}\" subject=\"{}\" first-year=\"{}\" last-year=\"{}\" language=\"{}\" change=\"{}\">",
        escaped(document.form),
        escaped(&document.subject),
        standing.first_year,
        standing.last_year,
        document.language.of("ja", "en"),
        standing.change
    );
    for field in fields {
        let path = field.path();
        // The first of a path is the one that counts; a second place shows the same.
        if written.insert(path.clone()) {
            let value = field.shown(document.language);
            let _ = write!(out, "<field path=\"{}\">{}</field>", escaped(&path), escaped(&value));
        }
    }
    // Some programs lose tags and numbers and keep the places in their order.
    let _ = write!(out, "<order>{}</order>", order.join(" "));
    for text in texts {
        let _ = write!(out, "<text>{}</text>", escaped(&text));
    }
    out.push_str("</form>");
    out
}

/// Reads the part; whether it is one.
pub(super) fn read(root: &Element, opened: &mut Opened) -> bool {
    let attribute = |name: &str| root.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    // Programs may give the namespace a prefix.
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let is_ours = root.attributes.iter().any(|(name, value)| name.starts_with("xmlns") && value == NAMESPACE);
    if local(&root.name) != "form" || !is_ours {
        return false;
    }
    let year = |name: &str| attribute(name)?.parse().ok().map(FiscalYear);
    opened.sent = (|| {
        Some(Sent {
            form: attribute("name")?.to_owned(),
            subject: attribute("subject")?.to_owned(),
            years: year("first-year")?..=year("last-year")?,
            language: if attribute("language")? == "en" { Language::En } else { Language::Ja },
            change: attribute("change")?.parse().ok()?,
        })
    })();
    for child in root.elements() {
        match local(&child.name).as_str() {
            "field" => {
                let path = child.attributes.iter().find(|(name, _)| name == "path").map(|(_, path)| path.clone());
                opened.original.extend(path.map(|path| (path, child.text())));
            }
            "order" => opened.order = child.text().split(' ').filter_map(|number| number.parse().ok()).collect(),
            "text" => opened.original_texts.push(child.text()),
            _ => {}
        }
    }
    true
}
