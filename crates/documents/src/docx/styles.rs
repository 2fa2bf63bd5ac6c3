//! The look: styles, page, footer. What an office expects of A4: Mincho for running text, Gothic for heads, 10.5 points.
//!
//! Fonts are named as Word knows them (ＭＳ 明朝, ＭＳ ゴシック) with the free ones (IPAex) as their alternative names, which Word and LibreOffice
//! look for where the first is missing.

use crate::Standing;
use crate::xml::{DECLARATION, escaped};
use plan::Language;

/// A4 in twips (1/20 of a point), its short side first.
const A4: [u32; 2] = [11_906, 16_838];
/// 20 mm on every side.
const MARGIN: u32 = 1_134;

/// The width of the text in twips.
pub fn text_width(landscape: bool) -> u32 {
    A4[usize::from(landscape)] - 2 * MARGIN
}

/// The properties of the one section.
pub fn section(landscape: bool) -> String {
    let [width, height] = if landscape { [A4[1], A4[0]] } else { A4 };
    let orient = if landscape { " w:orient=\"landscape\"" } else { "" };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" w:header=\"567\" w:footer=\"510\" \
         w:gutter=\"0\"/></w:sectPr>"
    )
}

/// The page's foot: as-of, revision and coverage at the left, the page in the middle below.
pub fn footer(standing: &Standing, language: Language, control: &dyn Fn(&str, &str) -> String) -> String {
    let separator = language.of("　", "   ");
    let mut says = vec![
        control("as-of", &standing.as_of),
        text_run(separator),
        control("revision", &standing.revision),
        text_run(separator),
        control("coverage", &coverage_in_short(standing, language)),
    ];
    if standing.invented {
        says.push(text_run(separator));
        says.push(control("invented", invented(language)));
    }
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}</w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"center\"/></w:pPr>{}{}{}{}{}</w:p></w:ftr>",
        says.concat(),
        text_run("- "),
        page_field("PAGE"),
        text_run(" / "),
        page_field("NUMPAGES"),
        text_run(" -"),
    )
}

/// That some of it is made up.
pub fn invented(language: Language) -> &'static str {
    language.of("架空の根拠を含む", "contains invented evidence")
}

/// One line: the first source, and that there are more.
pub fn coverage_in_short(standing: &Standing, language: Language) -> String {
    match standing.coverage.as_slice() {
        [] => language.of("収集範囲：なし", "nothing has been read").to_owned(),
        [only] => language.of(format!("収集範囲：{only}"), format!("read: {only}")),
        [first, rest @ ..] => language.of(
            format!("収集範囲：{first}ほか{}（末尾に全て記載）", rest.len()),
            format!("read: {first} and {} more (all at the end)", rest.len()),
        ),
    }
}

fn text_run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn page_field(name: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

/// The namespaces of every part with words in it.
pub const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const MINCHO: &str = "ＭＳ 明朝";
const GOTHIC: &str = "ＭＳ ゴシック";

/// `word/styles.xml`.
pub fn styles(language: Language) -> String {
    let (lang, latin, sans) = match language {
        // Latin words are English whatever the form is in: called Japanese, they are broken anywhere.
        Language::Ja => ("en-US", "Times New Roman", "Arial"),
        Language::En => ("en-GB", "Times New Roman", "Arial"),
    };
    let gothic = format!("<w:rFonts w:ascii=\"{sans}\" w:hAnsi=\"{sans}\" w:eastAsia=\"{GOTHIC}\" w:cs=\"{sans}\"/>");
    let paragraph = |id: &str, name: &str, ppr: &str, rpr: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
        )
    };
    let heading = |level: u8, before: u32, size: u32| {
        paragraph(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &format!(
                "<w:keepNext/><w:spacing w:before=\"{before}\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/>",
                level - 1
            ),
            &format!("{gothic}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
        )
    };
    let size = |half_points: u32| format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
    let parts = [
        format!(
            "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
             <w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{MINCHO}\" w:cs=\"{latin}\"/>\
             <w:kern w:val=\"2\"/>{}<w:lang w:val=\"{lang}\" w:eastAsia=\"ja-JP\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
             <w:pPrDefault><w:pPr><w:spacing w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
             <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr><w:jc w:val=\"{}\"/></w:pPr></w:style>\
             <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
             <w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
            size(21),
            language.of("both", "left"),
        ),
        paragraph(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:after=\"120\"/><w:jc w:val=\"center\"/>",
            &format!("{gothic}{}", size(28)),
        ),
        heading(1, 240, 24),
        heading(2, 180, 21),
        heading(3, 120, 21),
        paragraph("Caption", "caption", "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/>", &gothic),
        paragraph("Note", "Note", "<w:spacing w:line=\"260\" w:lineRule=\"auto\"/><w:ind w:left=\"360\" w:hanging=\"360\"/>", &size(18)),
        paragraph("Cell", "Cell", "<w:spacing w:line=\"250\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>", &size(18)),
        paragraph(
            "CellHead",
            "Cell head",
            "<w:spacing w:line=\"250\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
            &format!("{gothic}{}", size(18)),
        ),
        paragraph("Footer", "footer", "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>", &size(15)),
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"1F4E79\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Evidence\"><w:name w:val=\"Evidence\"/><w:rPr><w:color w:val=\"1F4E79\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"ToFill\"><w:name w:val=\"To fill\"/><w:rPr><w:color w:val=\"7F3F00\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF2CC\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Small\"><w:name w:val=\"Small\"/><w:rPr><w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/></w:rPr></w:style></w:styles>"
            .to_owned(),
    ];
    parts.concat()
}

/// `word/fontTable.xml`: what to take where a font is missing.
pub fn fonts() -> String {
    let font = |name: &str, instead: &str, family: &str, pitch: &str| {
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{instead}\"/><w:charset w:val=\"80\"/><w:family w:val=\"{family}\"/>\
             <w:pitch w:val=\"{pitch}\"/></w:font>"
        )
    };
    format!(
        "{DECLARATION}<w:fonts {NAMESPACES}>{}{}</w:fonts>",
        font(MINCHO, "MS Mincho;IPAexMincho;IPAex明朝;Noto Serif CJK JP", "roman", "fixed"),
        font(GOTHIC, "MS Gothic;IPAexGothic;IPAexゴシック;Noto Sans CJK JP", "modern", "fixed"),
    )
}
