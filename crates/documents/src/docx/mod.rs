//! Word: a package of XML parts, every field a tagged content control.
//!
//! A part of our own (`customXml/item1.xml`) keeps what stood in each field when the form was sent, so that a returned file says
//! itself what was changed, whatever the store holds by then.

mod body;
mod fill;
mod styles;

pub(crate) use styles::{coverage_in_short, invented};

pub use fill::{Told, fill};

use crate::back::{DOCUMENT, original_of};
use crate::package::{Package, Part};
use crate::xml::{DECLARATION, escaped};
use crate::{Document, Error, Field};
use body::Writer;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The part with what was sent.
const ORIGINAL: &str = "customXml/item1.xml";

/// The filled form.
///
/// # Errors
/// If the package cannot be made.
pub fn docx(document: &Document) -> Result<Vec<u8>, Error> {
    package(document, false)?.bytes()
}

/// The built-in master of the form: what a person changes in Word and gives back with `--master`.
///
/// # Errors
/// If the package cannot be made.
pub fn master(document: &Document) -> Result<Vec<u8>, Error> {
    package(document, true)?.bytes()
}

fn package(document: &Document, master: bool) -> Result<Package, Error> {
    let mut writer = Writer::new(document, master);
    let body = writer.body();
    let links = std::mem::take(&mut writer.links);
    let control = |id: &str, value: &str| {
        let mut ids = BTreeSet::new();
        let words = if master { format!("〔{id}〕") } else { value.to_owned() };
        format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"{id}\"/><w:id w:val=\"{}\"/></w:sdtPr><w:sdtContent><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:sdtContent></w:sdt>",
            number_of(id, &mut ids),
            escaped(&words)
        )
    };
    let footer = styles::footer(&document.standing, document.language, &control);
    let mut parts = vec![
        Part::text("[Content_Types].xml", CONTENT_TYPES),
        Part::text("_rels/.rels", ROOT_RELATIONS),
        Part::text("docProps/core.xml", core(document)),
        Part::text("word/styles.xml", styles::styles(document.language)),
        Part::text("word/fontTable.xml", styles::fonts()),
        Part::text("word/settings.xml", settings()),
        Part::text("word/footer1.xml", footer),
        Part::text("word/_rels/document.xml.rels", relations(&links, !master)),
    ];
    if !master {
        parts.push(Part::text(ORIGINAL, original_of(document, &body)));
        parts.push(Part::text("customXml/_rels/item1.xml.rels", ITEM_RELATIONS));
        parts.push(Part::text("customXml/itemProps1.xml", ITEM_PROPERTIES));
    }
    parts.push(Part::text(DOCUMENT, body));
    Ok(Package { parts })
}

/// The fields that stand in the footer and at the end of every document.
pub(crate) fn standing_fields(document: &Document) -> Vec<Field> {
    let (standing, language) = (&document.standing, document.language);
    let mut fields = vec![
        Field::new("title", document.title.clone()),
        Field::new("as-of", standing.as_of.clone()),
        Field::new("revision", standing.revision.clone()),
        Field::new("coverage", coverage_in_short(standing, language)),
        Field::new("standing-as-of", standing.as_of.clone()),
        Field::new("standing-revision", standing.revision.clone()),
        Field::new("standing-coverage", body::standing_coverage(document)),
    ];
    if standing.invented {
        fields.push(Field::new("invented", invented(language)));
        fields.push(Field::new("standing-invented", body::standing_invented(language)));
    }
    fields
}

/// A number for a content control, positive, made from its path; the next free one where it is taken.
pub(crate) fn number_of(path: &str, taken: &mut BTreeSet<i32>) -> i32 {
    let hash = Sha256::digest(path.as_bytes());
    let bytes = [hash[0], hash[1], hash[2], hash[3]];
    let mut number = i32::from_be_bytes(bytes) & i32::MAX;
    while number == 0 || !taken.insert(number) {
        number = number.wrapping_add(1) & i32::MAX;
    }
    number
}

fn relations(links: &[String], original: bool) -> String {
    const BASE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rIdStyles\" Type=\"{BASE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rIdFonts\" Type=\"{BASE}/fontTable\" Target=\"fontTable.xml\"/>\
         <Relationship Id=\"rIdSettings\" Type=\"{BASE}/settings\" Target=\"settings.xml\"/>\
         <Relationship Id=\"rIdFooter\" Type=\"{BASE}/footer\" Target=\"footer1.xml\"/>"
    );
    if original {
        let _ = write!(
            out,
            "<Relationship Id=\"rIdOriginal\" Type=\"{BASE}/customXml\" Target=\"../customXml/item1.xml\"/>"
        );
    }
    for (number, address) in links.iter().enumerate() {
        let _ = write!(
            out,
            "<Relationship Id=\"rIdLink{number}\" Type=\"{BASE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escaped(address)
        );
    }
    out.push_str("</Relationships>");
    out
}

/// Title and language; no time, so that the same facts give the same bytes.
fn core(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Shirube</dc:creator><dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escaped(&document.title),
        document.language.of("ja", "en")
    )
}

fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings {}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"840\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>",
        styles::NAMESPACES
    )
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/fontTable.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/customXml/itemProps1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>\
</Types>";

const ROOT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";

const ITEM_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps\" Target=\"itemProps1.xml\"/>\
</Relationships>";

const ITEM_PROPERTIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
<ds:datastoreItem ds:itemID=\"{6D1F1B0C-5C0B-4B35-9D2E-5A1B0A8C0F01}\" \
xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs/></ds:datastoreItem>";
