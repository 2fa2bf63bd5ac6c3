//! 新旧対照表: two revisions of a plan side by side.
//!
//! Conventions as in the tables that ministries publish with an amendment: what changed stands over a line (傍線) on both sides; what is new
//! stands against （新設）, what is gone against （削る）; what stayed is said to stay （略）; what changed in a table (years, marks of evaluations,
//! targets) stands in a box; what moved has a double line under the words that name it. Things are told apart by their ids, so that a
//! new name is a change of words and not one thing gone and another come.
//!
//! The decision to question: **a moved item stands twice**, where it was on the old side and where it is on the new one, so that each side read
//! from top to bottom is the text of its plan. [`plan::diff`] says what moved; the order of the items says nothing by itself.

mod items;
#[cfg(test)]
mod tests;
mod words;

pub use words::{Stretch, changed as words_changed};

use items::{Item, Owner, items};
use plan::{Change, Difference, Language, Plan, Unit};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use words::changed;

/// Two revisions side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The rows from top to bottom.
    pub rows: Vec<ComparisonRow>,
    /// What else differs and stands in no row (sources, English words, joins, definitions), a line each.
    pub elsewhere: Vec<String>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparisonRow {
    /// What its first item belongs to: `project binds-2`. Unique together with the item's key.
    pub key: String,
    /// What became of its items.
    pub fate: Fate,
    /// The items after the change; none where they are gone or stand elsewhere.
    pub new: Vec<Passage>,
    /// The items before it.
    pub old: Vec<Passage>,
    /// What happened, in a word or two each, from the structure: 改称, 中間評価の年度を変更.
    pub happened: Vec<String>,
}

/// What became of the items of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// They stayed, and are printed since they name what stands below them.
    Context,
    /// They stayed: （略）.
    Omitted,
    /// Their words or elements changed.
    Changed,
    /// They are new: （新設） on the old side.
    Added,
    /// They are gone: （削る） on the new side.
    Withdrawn,
    /// They stand here now and stood elsewhere.
    MovedHere,
    /// They stood here and stand elsewhere now.
    MovedAway,
}

/// An item as one side prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// How deep it stands.
    pub level: u8,
    /// Its words in pieces; put together they are its text.
    pub pieces: Vec<Piece>,
}

/// Words with one mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Their mark.
    pub mark: Mark,
}

/// How words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// They stayed.
    None,
    /// 傍線: they changed.
    Changed,
    /// 二重傍線: what they name moved.
    Moved,
    /// 枠: an element of a table that changed.
    Boxed,
}

impl Passage {
    /// The words without marks.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.words.as_str()).collect()
    }
}

impl Comparison {
    /// The whole text of one side without marks, a line an item: exactly [`text`] of its plan.
    #[must_use]
    pub fn side(&self, new: bool) -> Vec<String> {
        self.rows.iter().flat_map(|row| if new { &row.new } else { &row.old }).map(Passage::text).collect()
    }

    /// Whether no word of the text differs.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.rows.iter().all(|row| matches!(row.fate, Fate::Omitted | Fate::Context))
    }
}

/// The text of a plan as the table prints it, a line an item.
#[must_use]
pub fn text(plan: &Plan, language: Language) -> Vec<String> {
    items(plan, language).iter().map(Item::text).collect()
}

/// Sets two revisions side by side.
#[must_use]
pub fn compare(old: &Plan, new: &Plan, language: Language) -> Comparison {
    let differences = plan::diff(old, new);
    let sides = [items(old, language), items(new, language)];
    let moved: HashSet<(&'static str, &str)> = differences
        .iter()
        .filter(|one| matches!(one.change, Change::Moved { .. }))
        .map(|one| (one.unit.word(Language::En), one.id.as_str()))
        .collect();
    let table = Table { old: &sides[0], new: &sides[1], language, differences: &differences, moved };
    let lines = table.lines();
    Comparison { elsewhere: table.elsewhere(&lines), rows: rows(lines) }
}

/// An item told from all others.
type Key<'a> = (&'static str, &'a str, &'static str);

fn key(item: &Item) -> Key<'_> {
    (item.owner.0.word(Language::En), item.owner.1.as_str(), item.field)
}

struct Table<'a> {
    old: &'a [Item],
    new: &'a [Item],
    language: Language,
    differences: &'a [Difference],
    moved: HashSet<(&'static str, &'a str)>,
}

/// A row of one item.
struct Line {
    row: ComparisonRow,
    owner: Owner,
    level: u8,
    heading: bool,
}

impl<'a> Table<'a> {
    fn lines(&self) -> Vec<Line> {
        let place: HashMap<Key<'_>, usize> = self.old.iter().enumerate().map(|(at, item)| (key(item), at)).collect();
        let before: Vec<Option<usize>> = self.new.iter().map(|item| place.get(&key(item)).copied()).collect();
        let here: HashSet<Key<'_>> = self.new.iter().map(key).collect();
        let stay = self.stay(&before);
        let mut lines = Vec::new();
        let mut gone = 0;
        for (at, item) in self.new.iter().enumerate() {
            let was = before[at];
            if let Some(was) = was.filter(|_| stay[at]) {
                self.leave(gone, was, &here, &mut lines);
                gone = was + 1;
                lines.push(self.line(Some(&self.old[was]), Some(item), None));
            } else {
                let fate = if was.is_some() { Fate::MovedHere } else { Fate::Added };
                lines.push(self.line(was.map(|was| &self.old[was]), Some(item), Some(fate)));
            }
        }
        self.leave(gone, self.old.len(), &here, &mut lines);
        lines
    }

    /// What stood between two items that stay, and stays no longer.
    fn leave(&self, from: usize, to: usize, here: &HashSet<Key<'_>>, lines: &mut Vec<Line>) {
        // Before what came instead of it, as a reader expects it: the old words beside the line above.
        let start = lines.len();
        for item in &self.old[from..to] {
            let fate = if here.contains(&key(item)) { Fate::MovedAway } else { Fate::Withdrawn };
            let other = self.new.iter().find(|other| fate == Fate::MovedAway && key(other) == key(item));
            lines.push(self.line(Some(item), other, Some(fate)));
        }
        let came = lines[..start]
            .iter()
            .rev()
            .take_while(|line| matches!(line.row.fate, Fate::Added | Fate::MovedHere))
            .count();
        lines[start - came..].rotate_left(came);
    }

    /// Which new items stand where they stood: all of things that did not move, as far as their order is the same.
    fn stay(&self, before: &[Option<usize>]) -> Vec<bool> {
        let moves = |item: &Item| {
            item.inside.iter().any(|(unit, id)| self.moved.contains(&(unit.word(Language::En), id.as_str())))
        };
        let mut stay = vec![false; before.len()];
        let found: Vec<(usize, usize)> = before
            .iter()
            .enumerate()
            .filter_map(|(at, was)| Some((at, (*was)?)))
            .filter(|(at, was)| !moves(&self.new[*at]) && !moves(&self.old[*was]))
            .collect();
        for at in longest_rising(&found) {
            stay[at] = true;
        }
        stay
    }

    fn line(&self, old: Option<&Item>, new: Option<&Item>, fate: Option<Fate>) -> Line {
        let item = if fate == Some(Fate::MovedAway) { old.or(new) } else { new.or(old) };
        let (owner, level, heading, key) = item.map_or_else(
            || ((Unit::Plan, String::new()), 0, false, String::new()),
            |item| {
                let (unit, id) = &item.owner;
                let id = if id.is_empty() { String::new() } else { format!(" {id}") };
                let field = if item.field == "title" { String::new() } else { format!(" {}", item.field) };
                (item.owner.clone(), item.level, item.heading, format!("{}{id}{field}", unit.word(Language::En)))
            },
        );
        let [mut before, mut after] = both(old, new);
        let fate = fate.unwrap_or(if before == after { Fate::Omitted } else { Fate::Changed });
        // What names a moved thing has a double line where nothing else is marked.
        let named = heading && self.moved.contains(&(owner.0.word(Language::En), owner.1.as_str()));
        if named && matches!(fate, Fate::MovedHere | Fate::MovedAway) {
            for passage in before.iter_mut().chain(&mut after) {
                passage
                    .pieces
                    .iter_mut()
                    .filter(|piece| piece.mark == Mark::None)
                    .for_each(|piece| piece.mark = Mark::Moved);
            }
        }
        match fate {
            Fate::MovedHere => before = None,
            Fate::MovedAway => after = None,
            _ => {}
        }
        let happened = if matches!(fate, Fate::Omitted) { Vec::new() } else { self.happened(&owner, fate, heading) };
        let row =
            ComparisonRow { key, fate, new: after.into_iter().collect(), old: before.into_iter().collect(), happened };
        Line { row, owner, level, heading }
    }

    /// What became of the thing whose item this is; said once, where it is named.
    fn happened(&self, owner: &Owner, fate: Fate, heading: bool) -> Vec<String> {
        let of_owner = |one: &&Difference| one.unit == owner.0 && one.id == owner.1;
        let shown = |one: &&Difference| match (&one.change, heading) {
            (Change::Added | Change::Withdrawn, _) => heading,
            (Change::Moved { .. }, heading) => heading && fate != Fate::MovedAway,
            (Change::WordingChanged { language, .. } | Change::Renamed { language, .. }, _) => {
                *language == self.language.of("ja", "en")
                    && heading == (matches!(one.change, Change::Renamed { .. }) || wording_of_heading(one))
            }
            (Change::Changed { .. }, _) => false,
            _ => heading,
        };
        let mut said: Vec<String> = Vec::new();
        for one in self.differences.iter().filter(of_owner).filter(shown) {
            let what = one.change.what(self.language);
            if !said.contains(&what) {
                said.push(what);
            }
        }
        said
    }

    /// Differences that no line shows, in words.
    fn elsewhere(&self, lines: &[Line]) -> Vec<String> {
        let shown: HashSet<(&str, &str)> = lines
            .iter()
            .filter(|line| !matches!(line.row.fate, Fate::Omitted))
            .map(|line| (line.owner.0.word(Language::En), line.owner.1.as_str()))
            .collect();
        let mut known: HashMap<(&str, &str), [Vec<String>; 2]> = HashMap::new();
        for (side, items) in [self.old, self.new].into_iter().enumerate() {
            for item in items {
                let texts = known.entry((item.owner.0.word(Language::En), item.owner.1.as_str())).or_default();
                texts[side].push(format!("{} {} {:?}", item.field, item.words, item.elements));
            }
        }
        let own = self.language.of("ja", "en");
        let seen = |one: &&Difference| {
            let thing = (one.unit.word(Language::En), one.id.as_str());
            let differs = shown.contains(&thing) && known.get(&thing).is_some_and(|[old, new]| old != new);
            match &one.change {
                Change::Added | Change::Withdrawn | Change::Moved { .. } => shown.contains(&thing),
                Change::Renamed { language, .. } => *language == own && differs,
                Change::WordingChanged { language, key, .. } => {
                    *language == own && differs && key != "note" && key != "because"
                }
                Change::MarkAdded { .. } | Change::MarkWithdrawn { .. } | Change::MarkMoved { .. } => differs,
                Change::YearsChanged { key, from, to } => {
                    differs
                        && matches!(key.as_str(), "start" | "end" | "first-year" | "last-year" | "due")
                        && said(from) != said(to)
                }
                Change::Changed { .. } => false,
            }
        };
        let left = self.differences.iter().filter(|one| !seen(one));
        left.map(|one| one.text(self.language).trim_end().replace('\n', " ")).collect()
    }
}

/// The year in a claim, without how it is known.
fn said(value: &serde_json::Value) -> String {
    value.get("year").or_else(|| value.get("kind")).unwrap_or(value).to_string()
}

/// Whether a wording is that of a heading: a focus or a point has no other name.
fn wording_of_heading(one: &Difference) -> bool {
    matches!(&one.change, Change::WordingChanged { key, .. } if key == "text")
        && matches!(one.unit, Unit::Focus | Unit::PolicyPoint)
}

/// Both sides of an item with what changed marked.
fn both(old: Option<&Item>, new: Option<&Item>) -> [Option<Passage>; 2] {
    let (Some(a), Some(b)) = (old, new) else {
        return [old, new].map(|item| {
            let item = item?;
            let mut pieces = vec![Piece { words: format!("{}{}", item.label, item.words), mark: Mark::Changed }];
            for element in &item.elements {
                pieces.push(Piece { words: "　".to_owned(), mark: Mark::None });
                pieces.push(Piece { words: element.clone(), mark: Mark::Boxed });
            }
            Some(passage(item, pieces))
        });
    };
    let labels = if a.label == b.label { [Mark::None; 2] } else { [Mark::Changed; 2] };
    let stretches = changed(&a.words, &b.words);
    let kept = common(&a.elements, &b.elements);
    let mut sides =
        [(a, labels[0], &stretches[0], 0), (b, labels[1], &stretches[1], 1)].map(|(item, label, stretches, side)| {
            let mut pieces = vec![Piece { words: item.label.clone(), mark: label }];
            pieces.extend(stretches.iter().map(|one: &Stretch| Piece {
                words: one.words.clone(),
                mark: if one.changed { Mark::Changed } else { Mark::None },
            }));
            for (at, element) in item.elements.iter().enumerate() {
                let stays = kept.iter().any(|pair| [pair.0, pair.1][side] == at);
                pieces.push(Piece { words: "　".to_owned(), mark: Mark::None });
                pieces.push(Piece { words: element.clone(), mark: if stays { Mark::None } else { Mark::Boxed } });
            }
            Some(passage(item, pieces))
        });
    // The same on both sides down to the depth: a difference of depth alone is no change of words.
    if let [Some(one), Some(other)] = &mut sides
        && one.pieces == other.pieces
    {
        one.level = other.level;
    }
    sides
}

fn passage(item: &Item, mut pieces: Vec<Piece>) -> Passage {
    pieces.retain(|piece| !piece.words.is_empty());
    Passage { level: item.level, pieces }
}

/// Pairs of equal elements in order.
fn common(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut from = 0;
    for (at, element) in old.iter().enumerate() {
        if let Some(there) = new[from..].iter().position(|other| other == element) {
            pairs.push((at, from + there));
            from += there + 1;
        }
    }
    pairs
}

/// Of places with where they were, those that keep their order: as many as possible.
fn longest_rising(found: &[(usize, usize)]) -> Vec<usize> {
    // The least end of a rising run of each length, by binary search.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(found.len());
    for (index, (_, was)) in found.iter().enumerate() {
        let at = ends.partition_point(|end| found[*end].1 < *was);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        if at == ends.len() { ends.push(index) } else { ends[at] = index }
    }
    let mut stay = Vec::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        stay.push(found[index].0);
        at = before[index];
    }
    stay
}

/// Lines as rows: what names a changed line stays in sight, what stayed between is one （略）, neighbours of one fate share a row.
fn rows(lines: Vec<Line>) -> Vec<ComparisonRow> {
    let mut context = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !matches!(line.row.fate, Fate::Omitted)) {
        let mut level = line.level;
        for above in (0..at).rev() {
            let other = &lines[above];
            let own = other.owner == line.owner && !line.heading;
            if other.heading
                && !matches!(other.row.fate, Fate::MovedAway)
                && (other.level < level || own && other.level == level)
            {
                context[above] |= matches!(other.row.fate, Fate::Omitted);
                level = other.level;
            }
            if level == 0 {
                break;
            }
        }
    }
    let mut rows: Vec<ComparisonRow> = Vec::new();
    let mut groups: BTreeMap<usize, Owner> = BTreeMap::new();
    for (line, context) in lines.into_iter().zip(context) {
        let mut row = line.row;
        if context {
            row.fate = Fate::Context;
        }
        let together = |last: &ComparisonRow, owner: &Owner| match row.fate {
            Fate::Omitted => last.fate == Fate::Omitted,
            // A thing with all that stands in it, and no more: each gets its own （新設）.
            Fate::Added | Fate::Withdrawn | Fate::MovedHere | Fate::MovedAway => {
                last.fate == row.fate && (!line.heading || *owner != line.owner && line.owner.0 == Unit::Part)
            }
            Fate::Changed | Fate::Context => false,
        };
        let at = rows.len();
        match rows.last_mut() {
            Some(last) if together(last, groups.get(&(at - 1)).unwrap_or(&line.owner)) => {
                last.new.extend(row.new);
                last.old.extend(row.old);
                last.happened.extend(row.happened);
            }
            _ => {
                groups.insert(at, line.owner);
                rows.push(row);
            }
        }
    }
    rows
}
