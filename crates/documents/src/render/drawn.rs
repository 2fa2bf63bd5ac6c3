//! Forms that are drawings: sheets of A4 on their side, each an SVG that is whole in itself.
//!
//! For PDF they stand in a flat OpenDocument text, a page each, since LibreOffice's word processor draws SVG with its lines and letters kept as
//! such, and the package that makes the PDFs of all other forms is then enough.

use crate::Document;
use crate::xml::escaped;
use std::fmt::Write as _;

/// The namespaces of a flat OpenDocument.
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"";

/// Pages without margins: the sheets bring their own.
const STYLES: &str = "<office:automatic-styles><style:page-layout style:name=\"sheet\"><style:page-layout-properties fo:page-width=\"297mm\" \
    fo:page-height=\"210mm\" style:print-orientation=\"landscape\" fo:margin=\"0mm\"/></style:page-layout>\
    <style:style style:name=\"frame\" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"from-top\" style:vertical-rel=\"page\" \
    style:horizontal-pos=\"from-left\" style:horizontal-rel=\"page\" style:wrap=\"run-through\" style:run-through=\"background\"/></style:style>\
    <style:style style:name=\"first\" style:family=\"paragraph\"><style:text-properties fo:font-size=\"2pt\"/></style:style>\
    <style:style style:name=\"next\" style:family=\"paragraph\"><style:paragraph-properties fo:break-before=\"page\"/>\
    <style:text-properties fo:font-size=\"2pt\"/></style:style></office:automatic-styles>\
    <office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"sheet\"/></office:master-styles>";

/// A flat OpenDocument text with a page for each sheet.
pub fn flat(sheets: &[String]) -> String {
    let mut out = format!(
        "{}<office:document {NAMESPACES} office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.text\">{STYLES}\
         <office:body><office:text>",
        crate::xml::DECLARATION
    );
    for (index, sheet) in sheets.iter().enumerate() {
        let style = if index == 0 { "first" } else { "next" };
        // A tenth of a millimetre less than the page, so that no rounding makes another one.
        let _ = write!(
            out,
            "<text:p text:style-name=\"{style}\"><draw:frame draw:style-name=\"frame\" text:anchor-type=\"paragraph\" svg:width=\"297mm\" \
             svg:height=\"209.9mm\" svg:x=\"0mm\" svg:y=\"0mm\"><draw:image draw:mime-type=\"image/svg+xml\"><office:binary-data>{}\
             </office:binary-data></draw:image></draw:frame></text:p>",
            base64(sheet.as_bytes())
        );
    }
    out.push_str("</office:text></office:body></office:document>");
    out
}

/// The sheets below each other as one SVG.
pub fn svg(sheets: &[String]) -> String {
    if let [only] = sheets {
        return only.clone();
    }
    let height = 210 * sheets.len();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 297 {height}\" width=\"297mm\" height=\"{height}mm\">"
    );
    for (index, sheet) in sheets.iter().enumerate() {
        let _ = write!(out, "<svg x=\"0\" y=\"{}\" width=\"297\" height=\"210\">", 210 * index);
        // Each keeps its own measure and fills its sheet.
        out.push_str(&sheet.replacen(" width=\"297mm\"", " width=\"100%\"", 1));
        out.push_str("</svg>");
    }
    out.push_str("</svg>\n");
    out
}

/// A page for the browser that prints each sheet on a page of its own.
pub fn html(document: &Document, sheets: &[String]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>@page{{size:A4 landscape;margin:0}}body{{margin:0;background:#fff}}svg{{display:block;width:297mm;\
         max-width:100%;height:auto;break-after:page}}svg:last-of-type{{break-after:auto}}</style>\n</head>\n<body>\n<main>\n",
        document.language.of("ja", "en"),
        escaped(&document.title),
    );
    sheets.iter().for_each(|sheet| out.push_str(sheet));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place > three.len() {
                out.push('=');
            } else {
                out.push(char::from(SIGNS[(bits >> (18 - 6 * place) & 63) as usize]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn a_page_for_each_sheet_and_one_drawing_of_all() {
        let sheet = |name: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 7\" width=\"297mm\" height=\"210mm\"><text>{name}</text></svg>\n"
            )
        };
        let sheets = [sheet("a"), sheet("b")];
        assert_eq!(flat(&sheets).matches("<draw:frame ").count(), 2);
        crate::xml::parse(&flat(&sheets)).expect("well-formed");
        let both = svg(&sheets);
        crate::xml::parse(&both).expect("well-formed");
        assert!(both.contains("height=\"420mm\"") && both.contains(">a<") && both.contains(">b<"));
        assert_eq!(svg(&sheets[..1]), sheets[0]);
    }
}
