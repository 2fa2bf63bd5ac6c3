//! 新旧対照表: this revision of the plan beside another.

use super::{About, Described, Kind, Made, Subject, as_json};
use crate::comparison::{Comparison, ComparisonRow, Fate, Mark, Passage, compare};
use crate::{
    Align, Block, Cell, Column, Document, Error, Facts, Field, Inline, Line, Marks, Paragraph, Row, Style, Table,
};
use plan::{Language, Plan};
use serde::Serialize;

pub const KIND: Kind = Kind {
    name: "comparison-table",
    title: ["新旧対照表", "Comparison table"],
    says: [
        "プランの二つの版を、変わったところに傍線を付して左右に並べる。",
        "Two revisions of the plan side by side, with a line under what changed.",
    ],
    about: Subject::Plan,
    years: 1,
    is_drawn: false,
    fields: FIELDS,
    make,
};

const FIELDS: &[Described] = &[
    Described { id: "revision-new", says: ["改正後の版", "the revision after the change"] },
    Described { id: "revision-old", says: ["改正前の版", "the revision before it"] },
    Described {
        id: "comparison.reason", says: ["備考欄の改正の理由", "the reason of a change, in the remarks"]
    },
];

/// What a revision is set beside, and how.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The earlier revision.
    pub plan: &'a Plan,
    /// Whether 改正後 stands at the right; ministries mostly set it at the left.
    pub new_at_right: bool,
    /// Whether what stayed is printed and not left out as （略）.
    pub whole: bool,
}

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparisonTable {
    /// The revision after the change, in words.
    pub new: String,
    /// The revision before it.
    pub old: String,
    /// The rows, and what stands in none.
    #[serde(flatten)]
    pub comparison: Comparison,
}

fn make(facts: &Facts<'_>, _: &About<'_>) -> Result<Made, Error> {
    let Some(against) = facts.against else {
        return Err(Error::NoSubject {
            form: KIND.name,
            what: "two revisions of the plan",
            found: String::new(),
            hint: "--against FOLDER or a revision of the store: what the plan is set beside".to_owned(),
        });
    };
    let form = ComparisonTable {
        new: crate::facts::revision_in_words(facts.plan(), facts.language),
        old: crate::facts::revision_in_words(against.plan, facts.language),
        comparison: compare(against.plan, facts.plan(), facts.language),
    };
    Ok(Made::new(as_json(&form)?, document(facts, against, &form)))
}

fn document(facts: &Facts<'_>, against: Against<'_>, form: &ComparisonTable) -> Document {
    let language = facts.language;
    let note = language.of(
        "（傍線を付した部分は改正部分、枠で囲んだ部分は表中の改正部分、二重傍線を付した部分は移動した部分）",
        "(Underlined: changed. Boxed: changed element of a table. Doubly underlined: moved.)",
    );
    let revision = |id: &str, name: &str, words: &str| Paragraph {
        style: Style::Body,
        inlines: vec![Inline::Words(name.to_owned()), Inline::Field(Field::new(id, words))],
    };
    let mut blocks =
        vec![Block::Paragraph(Paragraph::styled(Style::Right, note)), Block::Table(table(against, form, language))];
    if !form.comparison.elsewhere.is_empty() {
        let heading = language.of("上の表に表れない変更", "Changes that do not show in the table above");
        blocks.push(Block::Heading(2, heading.to_owned()));
        let lines = form.comparison.elsewhere.iter();
        blocks.extend(lines.map(|line| Block::Paragraph(Paragraph::styled(Style::Note, format!("・{line}")))));
    }
    let plan = facts.text_of(&facts.plan().title);
    Document {
        form: KIND.name,
        subject: facts.plan().id.clone(),
        language,
        title: language.of(format!("{plan}　新旧対照表"), format!("{plan}: comparison table")),
        lead: vec![
            revision("revision-new", language.of("改正後：", "After: "), &form.new),
            revision("revision-old", language.of("改正前：", "Before: "), &form.old),
        ],
        landscape: true,
        blocks,
        standing: facts.standing(),
    }
}

fn table(against: Against<'_>, form: &ComparisonTable, language: Language) -> Table {
    let [left, right] = sides(against, language.of("改正後", "After"), language.of("改正前", "Before"));
    let column = |id: &str, width| Column { id: id.to_owned(), width, align: Align::Left };
    let [first, second] = sides(against, "new", "old");
    let row = |row: &ComparisonRow| {
        let [left, right] =
            sides(against, side(row, true, against.whole, language), side(row, false, against.whole, language));
        Row { key: row.key.clone(), cells: vec![Cell::of(left), Cell::of(right), Cell::of(remark(row, language))] }
    };
    Table {
        name: "comparison",
        sheet: language.of("新旧対照表", "Comparison").to_owned(),
        caption: String::new(),
        columns: vec![column(first, 42), column(second, 42), column("remark", 16)],
        head: vec![Row {
            key: "head".to_owned(),
            cells: vec![Cell::head(left), Cell::head(right), Cell::head(language.of("備考", "Remarks"))],
        }],
        rows: form.comparison.rows.iter().map(row).collect(),
        repeats: false,
        empty: language.of("変更はない。", "Nothing changed.").to_owned(),
    }
}

/// New and old as left and right.
fn sides<T>(against: Against<'_>, new: T, old: T) -> [T; 2] {
    if against.new_at_right { [old, new] } else { [new, old] }
}

/// One side of a row.
fn side(row: &ComparisonRow, new: bool, whole: bool, language: Language) -> Vec<Inline> {
    let passages = if new { &row.new } else { &row.old };
    let level = row.new.iter().chain(&row.old).map(|passage| passage.level).min().unwrap_or(0);
    let instead = |words: &str| vec![Inline::Words(format!("{}{words}", indent(level)))];
    match (row.fate, new) {
        (Fate::Omitted, _) if !whole => instead(language.of("（略）", "(unchanged)")),
        (Fate::Added, false) => instead(language.of("（新設）", "(new)")),
        (Fate::Withdrawn, true) => instead(language.of("（削る）", "(deleted)")),
        (Fate::MovedHere, false) | (Fate::MovedAway, true) => instead(language.of("（移動）", "(moved)")),
        _ => lines(passages),
    }
}

fn lines(passages: &[Passage]) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        if at > 0 {
            inlines.push(Inline::Break);
        }
        inlines.push(Inline::Words(indent(passage.level)));
        inlines.extend(passage.pieces.iter().map(|piece| {
            let marks = match piece.mark {
                Mark::None => return Inline::Words(piece.words.clone()),
                Mark::Changed => Marks { line: Line::Single, ..Marks::default() },
                Mark::Moved => Marks { line: Line::Double, ..Marks::default() },
                Mark::Boxed => Marks { boxed: true, ..Marks::default() },
            };
            Inline::Marked(piece.words.clone(), marks)
        }));
    }
    inlines
}

/// One full-width blank for each depth below the first.
fn indent(level: u8) -> String {
    "　".repeat(usize::from(level.saturating_sub(1)))
}

/// What happened, and why: the reason is a person's.
fn remark(row: &ComparisonRow, language: Language) -> Vec<Inline> {
    if matches!(row.fate, Fate::Context | Fate::Omitted | Fate::MovedAway) || row.happened.is_empty() {
        return Vec::new();
    }
    let happened = row.happened.join(language.of("、", ", "));
    let reason = Field::to_fill("comparison.reason", language.of("改正の理由", "why")).of(row.key.as_str());
    vec![Inline::Words(happened), Inline::Break, Inline::Field(reason)]
}
