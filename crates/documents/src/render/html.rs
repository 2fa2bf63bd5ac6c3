//! A page of its own: nothing is fetched, and it prints on A4 as the Word document does.

use crate::grid::{Slot, grid};
use crate::xml::{escaped, push_escaped};
use crate::{Align, Block, Cell, Document, Field, Inline, Line, Marks, Paragraph, Style, Table};
use std::fmt::Write as _;

const STYLE: &str = "body{font-family:\"Hiragino Mincho ProN\",\"Yu Mincho\",\"MS Mincho\",IPAexMincho,\"Noto Serif CJK JP\",serif;\
    font-size:10.5pt;line-height:1.6;color:#000;background:#fff;max-width:60em;margin:2em auto;padding:0 1em}\
    body.wide{max-width:90em}h1,h2,h3,h4,th,caption,.caption{font-family:\"Hiragino Sans\",\"Yu Gothic\",\"MS Gothic\",IPAexGothic,\
    \"Noto Sans CJK JP\",sans-serif;font-weight:normal}h1{font-size:14pt;text-align:center}h2{font-size:12pt;margin:1.4em 0 .4em}\
    h3,h4{font-size:10.5pt;margin:1em 0 .3em}p{margin:.2em 0}.right{text-align:right}.centre{text-align:center}\
    .note{font-size:9pt;padding-left:2em;text-indent:-2em}table{border-collapse:collapse;width:100%;font-size:9pt;line-height:1.45;\
    margin:.2em 0 1em;table-layout:fixed}caption{text-align:left;font-size:10.5pt;padding:.3em 0}th,td{border:1px solid #000;\
    padding:.2em .4em;vertical-align:top;overflow-wrap:anywhere;text-align:left}th{background:#ededed}thead th{text-align:center;\
    vertical-align:middle}td.right{text-align:right;font-variant-numeric:tabular-nums}td.centre{text-align:center}\
    a{color:#1f4e79}td a{text-decoration:none}.fill{background:#fff2cc;color:#7f3f00}small{font-size:7.5pt}\
    .u{text-decoration:underline}.uu{text-decoration:underline double}.box{border:1px solid #000;padding:0 .1em}\
    .break{break-after:page}footer{border-top:1px solid #000;margin-top:2em;font-size:9pt}\
    @media print{body{max-width:none;margin:0;padding:0}thead{display:table-header-group}tr{break-inside:avoid}a{color:#000}}";

/// The page.
#[must_use]
pub fn html(document: &Document) -> String {
    let language = document.language;
    let orientation = if document.landscape { "landscape" } else { "portrait" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{}</title>\n<style>@page{{size:A4 {orientation};margin:20mm}}{STYLE}</style>\n</head>\n\
         <body{}>\n<main>\n<h1 data-field=\"title\">{}</h1>\n",
        language.of("ja", "en"),
        escaped(&document.title),
        if document.landscape { " class=\"wide\"" } else { "" },
        escaped(&document.title),
    );
    for line in &document.lead {
        paragraph(line, document, &mut out);
    }
    blocks(&document.blocks, document, &mut out);
    out.push_str("</main>\n<footer>\n");
    let standing = &document.standing;
    let mut line = |name: &str, words: &str| {
        let _ = writeln!(out, "<p>{name}{}</p>", escaped(words));
    };
    line(language.of("基準日：", "As of: "), &standing.as_of);
    line(language.of("プランの版：", "Revision of the plan: "), &standing.revision);
    let none = language.of("なし", "none");
    let coverage =
        if standing.coverage.is_empty() { none.to_owned() } else { standing.coverage.join(language.of("、", "; ")) };
    line(language.of("収集範囲：", "What was read: "), &coverage);
    if standing.invented {
        line("", crate::docx::invented(language));
    }
    out.push_str("</footer>\n</body>\n</html>\n");
    out
}

fn blocks(blocks_of: &[Block], document: &Document, out: &mut String) {
    for block in blocks_of {
        match block {
            Block::Heading(level, words) => {
                let level = (*level).clamp(1, 3) + 1;
                let _ = writeln!(out, "<h{level}>{}</h{level}>", escaped(words));
            }
            Block::Paragraph(one) => paragraph(one, document, out),
            Block::Table(one) => table(one, document, out),
            Block::Section(section) => {
                let _ = writeln!(out, "<section data-section=\"{}\" id=\"{}\">", section.name, escaped(&section.key));
                blocks(&section.blocks, document, out);
                out.push_str("</section>\n");
            }
            Block::PageBreak => out.push_str("<div class=\"break\"></div>\n"),
        }
    }
}

fn paragraph(one: &Paragraph, document: &Document, out: &mut String) {
    let class = match one.style {
        Style::Body => "",
        Style::Right => " class=\"right\"",
        Style::Centre => " class=\"centre\"",
        Style::Note => " class=\"note\"",
        Style::Caption => " class=\"caption\"",
    };
    let _ = write!(out, "<p{class}>");
    inlines(&one.inlines, false, document, out);
    out.push_str("</p>\n");
}

fn inlines(all: &[Inline], in_cell: bool, document: &Document, out: &mut String) {
    for inline in all {
        match inline {
            Inline::Words(words) => lines(words, out),
            Inline::Marked(words, marks) => marked(words, *marks, out),
            Inline::Link { words, address } => link(address, words, out),
            Inline::Break => out.push_str("<br>"),
            Inline::Field(one) => field(one, in_cell, document, out),
        }
    }
}

fn field(one: &Field, in_cell: bool, document: &Document, out: &mut String) {
    let class = if one.is_unfilled() { " class=\"fill\"" } else { "" };
    let _ = write!(out, "<span data-field=\"{}\"{class}>", escaped(&one.path()));
    let shown = one.shown(document.language);
    match &one.address {
        Some(address) => link(address, &shown, out),
        None => lines(&shown, out),
    }
    out.push_str("</span>");
    if !one.beside.is_empty() {
        let _ = write!(out, "{}<small>{}</small>", if in_cell { "<br>" } else { "" }, escaped(&one.beside));
    }
}

fn link(address: &str, words: &str, out: &mut String) {
    let _ = write!(out, "<a href=\"{}\">", escaped(address));
    lines(words, out);
    out.push_str("</a>");
}

fn marked(words: &str, marks: Marks, out: &mut String) {
    let mut classes: Vec<&str> = Vec::new();
    match marks.line {
        Line::None => {}
        Line::Single => classes.push("u"),
        Line::Double => classes.push("uu"),
    }
    if marks.boxed {
        classes.push("box");
    }
    let _ = write!(out, "<span class=\"{}\">", classes.join(" "));
    out.push_str(if marks.bold { "<b>" } else { "" });
    out.push_str(if marks.small { "<small>" } else { "" });
    lines(words, out);
    out.push_str(if marks.small { "</small>" } else { "" });
    out.push_str(if marks.bold { "</b>" } else { "" });
    out.push_str("</span>");
}

fn lines(words: &str, out: &mut String) {
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            out.push_str("<br>");
        }
        push_escaped(line, out);
    }
}

fn table(one: &Table, document: &Document, out: &mut String) {
    if let Some(tables) = one.upright() {
        if !one.caption.is_empty() {
            let _ = writeln!(out, "<p class=\"caption\">{}</p>", escaped(&one.caption));
        }
        tables.iter().for_each(|one| table(one, document, out));
        return;
    }
    if one.rows.is_empty() {
        if !one.caption.is_empty() {
            let _ = writeln!(out, "<p class=\"caption\">{}</p>", escaped(&one.caption));
        }
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(&one.empty));
        return;
    }
    let _ = writeln!(out, "<table data-table=\"{}\">", one.name);
    if !one.caption.is_empty() {
        let _ = writeln!(out, "<caption>{}</caption>", escaped(&one.caption));
    }
    let whole: u32 = one.columns.iter().map(|column| u32::from(column.width.max(1))).sum::<u32>().max(1);
    out.push_str("<colgroup>");
    for column in &one.columns {
        // In tenths of a percent.
        let share = u32::from(column.width.max(1)) * 1000 / whole;
        let _ = write!(out, "<col style=\"width:{}.{}%\">", share / 10, share % 10);
    }
    out.push_str("</colgroup>\n");
    if !one.head.is_empty() {
        out.push_str("<thead>\n");
        rows(one, &one.head, true, document, out);
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    rows(one, &one.rows, false, document, out);
    out.push_str("</tbody>\n</table>\n");
}

fn rows(one: &Table, all: &[crate::Row], head: bool, document: &Document, out: &mut String) {
    for slots in grid(one, all) {
        out.push_str("<tr>");
        for (index, slot) in slots.iter().enumerate() {
            match slot {
                Slot::Begins(cell) => self::cell(one, index, cell, head, document, out),
                Slot::Empty => out.push_str("<td></td>"),
                Slot::FromLeft(_) | Slot::FromAbove(_) => {}
            }
        }
        out.push_str("</tr>\n");
    }
}

fn cell(one: &Table, column: usize, cell: &Cell, head: bool, document: &Document, out: &mut String) {
    let tag = if head || cell.head { "th" } else { "td" };
    let _ = write!(out, "<{tag}");
    if tag == "th" {
        out.push_str(if head { " scope=\"col\"" } else { " scope=\"row\"" });
    } else {
        out.push_str(match one.columns.get(column).map(|column| column.align) {
            Some(Align::Right) => " class=\"right\"",
            Some(Align::Centre) => " class=\"centre\"",
            _ => "",
        });
    }
    if cell.columns > 1 {
        let _ = write!(out, " colspan=\"{}\"", cell.columns);
    }
    if cell.rows > 1 {
        let _ = write!(out, " rowspan=\"{}\"", cell.rows);
    }
    out.push('>');
    inlines(&cell.inlines, true, document, out);
    let _ = write!(out, "</{tag}>");
}
