//! What stands in which row.
//!
//! A project stands in the row of what it follows where both have room for their names; what was taken in as a part
//! stands to the left of that part, in its row; everything else has a row of its own, next to what it is bound to.

use super::labels;
use super::{Place, Sheet};
use std::collections::BTreeSet;
use std::ops::Range;

/// Names of a row that runs on may take so many lines, else the successor gets a row of its own.
const MOST_LINES: usize = 3;

/// The rows of a sheet.
#[derive(Debug, Default)]
pub struct Grid {
    /// The rows from top to bottom, each with its bars from left to right.
    pub rows: Vec<Vec<Place>>,
    /// The projects with parts, and the rows that their boxes take.
    pub frames: Vec<(usize, Range<usize>)>,
    /// Neighbours in a row of which the second follows the first.
    pub joints: Vec<(Place, Place)>,
    /// What was taken in by a box in which nothing bears its name: a joint to the box's edge.
    pub taken_in: Vec<(usize, usize)>,
    /// Indexes of the successions that lead from row to row.
    pub elbows: Vec<usize>,
    /// Indexes of the successions that cannot be lines, since an end is not drawn.
    pub unlined: BTreeSet<usize>,
}

impl Grid {
    /// The row of a place.
    pub fn row_of(&self, place: Place) -> Option<usize> {
        self.rows.iter().position(|row| row.contains(&place))
    }
}

fn whole(project: usize) -> Place {
    Place { project, part: None }
}

/// Arranges a sheet.
pub fn arrange(sheet: &Sheet) -> Grid {
    let inward = inward(sheet);
    let chains = chains(sheet, &inward);
    let mut strips: Vec<Strip> = Vec::new();
    let chain_of = |project: usize| chains.iter().position(|chain| chain.contains(&project));
    let goes_inside = |index: usize| -> Option<(usize, Option<usize>)> {
        let chain = &chains[index];
        let target = inward[*chain.last()?]?;
        let plain = chain.iter().all(|project| sheet.lines[*project].parts.is_empty());
        (plain && chain_of(target.0) != Some(index)).then_some(target)
    };
    let mut grid = Grid::default();
    for (index, chain) in chains.iter().enumerate() {
        if goes_inside(index).is_none() {
            strips.push(Strip::new(sheet, chain));
        }
    }
    for (index, chain) in chains.iter().enumerate() {
        if let Some((project, part)) = goes_inside(index)
            && let Some(strip) = strips.iter_mut().find(|strip| strip.main.contains(&project))
        {
            strip.take_in(sheet, chain, project, part, &mut grid);
        }
    }
    grid.joints.extend(chains.iter().flat_map(|chain| chain.windows(2)).map(|pair| (whole(pair[0]), whole(pair[1]))));
    for (project, line) in sheet.lines.iter().enumerate() {
        for follow in sheet.follows.iter().filter(|f| f.from.project == project && f.to.project == project) {
            let row = |place| strips.iter().flat_map(|strip| &strip.below).find(|row| row.contains(&place));
            if !line.parts.is_empty() && row(follow.from).is_some_and(|row| row.contains(&follow.to)) {
                grid.joints.push((follow.from, follow.to));
            }
        }
    }
    sort_edges(sheet, &mut grid);
    for strip in in_order(sheet, strips, &grid.elbows) {
        let top = grid.rows.len();
        for (project, depth) in &strip.depths {
            if *depth > 0 {
                grid.frames.push((*project, top..top + depth + 1));
            }
        }
        grid.rows.push(strip.main.iter().map(|project| whole(*project)).collect());
        grid.rows.extend(strip.below);
    }
    for row in &mut grid.rows {
        row.sort_by(|a, b| sheet.line(*a).span.from.total_cmp(&sheet.line(*b).span.from));
    }
    grid
}

/// For each project the box that took it in, and the part that bears its name.
fn inward(sheet: &Sheet) -> Vec<Option<(usize, Option<usize>)>> {
    let mut found = vec![None; sheet.lines.len()];
    for follow in &sheet.follows {
        let (from, to) = (&sheet.lines[follow.from.project], &sheet.lines[follow.to.project]);
        let apart = follow.from.project != follow.to.project && follow.from.part.is_none();
        if !apart || to.parts.is_empty() || !from.span.visible() || found[follow.from.project].is_some() {
            continue;
        }
        let part = follow.to.part.or_else(|| part_named_like(to, from));
        if from.span.to <= sheet.reach(follow.to.project).0 + 0.5 && (part.is_some() || follow.becomes_part) {
            found[follow.from.project] = Some((follow.to.project, part));
        }
    }
    found
}

/// The part of `whole` whose name has most in common with that of `project`: one stretch of two thirds of the shorter name
/// at least, so that the fifth term of a programme is known as the successor of the fourth.
fn part_named_like(whole: &super::Line, project: &super::Line) -> Option<usize> {
    let alike = |part: &super::Line| {
        let (a, b): (Vec<char>, Vec<char>) = (part.known_as.chars().collect(), project.known_as.chars().collect());
        let same = common_stretch(&a, &b);
        (same * 3 >= a.len().min(b.len()) * 2).then_some(same)
    };
    let parts = whole.parts.iter().enumerate().filter_map(|(index, part)| Some((alike(part)?, index)));
    parts.max_by_key(|(same, index)| (*same, std::cmp::Reverse(*index))).map(|(_, index)| index)
}

/// Length of the longest stretch that stands in both.
fn common_stretch(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut longest = 0;
    for x in a {
        let mut ends = vec![0; b.len() + 1];
        for (index, y) in b.iter().enumerate() {
            if x == y {
                ends[index + 1] = before[index] + 1;
                longest = longest.max(ends[index + 1]);
            }
        }
        before = ends;
    }
    longest
}

/// Projects that follow each other in one row.
fn chains(sheet: &Sheet, inward: &[Option<(usize, Option<usize>)>]) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = (0..sheet.lines.len()).map(|project| vec![project]).collect();
    for follow in &sheet.follows {
        let (from, to) = (follow.from.project, follow.to.project);
        let whole_projects = follow.from.part.is_none() && follow.to.part.is_none() && from != to;
        if !whole_projects || inward[from].is_some_and(|(target, _)| target == to) {
            continue;
        }
        let ends = chains.iter().position(|chain| chain.last() == Some(&from));
        let begins = chains.iter().position(|chain| chain.first() == Some(&to));
        let (Some(ends), Some(begins)) = (ends, begins) else { continue };
        let drawn = sheet.lines[from].span.visible() && sheet.lines[to].span.visible();
        let in_turn = sheet.reach(from).1 <= sheet.reach(to).0 + 0.5;
        if ends == begins || !drawn || !in_turn {
            continue;
        }
        let joined: Vec<usize> = chains[ends].iter().chain(&chains[begins]).copied().collect();
        if labels::fits(sheet, &joined.iter().map(|project| whole(*project)).collect::<Vec<_>>(), MOST_LINES) {
            chains[ends] = joined;
            chains.remove(begins);
        }
    }
    chains
}

/// A chain with the rows of parts below it.
struct Strip {
    main: Vec<usize>,
    below: Vec<Vec<Place>>,
    /// How many rows below the chain each project's box reaches.
    depths: Vec<(usize, usize)>,
}

impl Strip {
    fn new(sheet: &Sheet, chain: &[usize]) -> Self {
        let mut strip = Self { main: chain.to_vec(), below: Vec::new(), depths: Vec::new() };
        for project in chain {
            let rows = rows_of_parts(sheet, *project);
            strip.depths.push((*project, rows.len()));
            for (depth, row) in rows.into_iter().enumerate() {
                match strip.below.get_mut(depth) {
                    Some(there) => there.extend(row),
                    None => strip.below.push(row),
                }
            }
        }
        strip
    }

    /// Sets a chain to the left of the box that took it in: in the row of `part`, if it is drawn, begins after the chain, and nothing
    /// else is there.
    fn take_in(&mut self, sheet: &Sheet, chain: &[usize], project: usize, part: Option<usize>, grid: &mut Grid) {
        let from = chain.first().map_or(0.0, |first| sheet.lines[*first].span.from);
        let to = chain.last().map_or(0.0, |last| sheet.lines[*last].span.to);
        let place = Place { project, part };
        let last = chain.last().copied().unwrap_or(project);
        let span = &sheet.line(place).span;
        let in_turn = span.visible() && to <= span.from + 0.5;
        let row = part.filter(|_| in_turn).and_then(|_| self.below.iter().position(|row| row.contains(&place)));
        let free = |index: usize| {
            let meets = |(a, b): (f64, f64)| a < to && from < b;
            let boxes = self.depths.iter().filter(|(other, depth)| *other != project && *depth > index);
            let bars = self.below[index].iter().map(|place| sheet.line(*place)).filter(|line| line.span.visible());
            !boxes.map(|(other, _)| sheet.reach(*other)).any(meets)
                && !bars.map(|line| (line.span.from, line.span.to)).any(meets)
        };
        let candidate: Vec<Place> = chain.iter().map(|member| whole(*member)).collect();
        if let Some(row) = row.filter(|row| free(*row)) {
            let mut joined: Vec<Place> = candidate.iter().chain(&self.below[row]).copied().collect();
            joined.sort_by(|a, b| sheet.line(*a).span.from.total_cmp(&sheet.line(*b).span.from));
            if labels::fits(sheet, &joined, MOST_LINES) {
                self.below[row] = joined;
                grid.joints.push((whole(last), place));
                return;
            }
        }
        self.below.push(candidate);
        let depth = self.below.len();
        if let Some(own) = self.depths.iter_mut().find(|(other, _)| *other == project) {
            own.1 = depth;
        }
        grid.taken_in.push((last, project));
    }
}

/// The parts of a project in rows: a part stands in the row of the part that it follows, if there is room.
fn rows_of_parts(sheet: &Sheet, project: usize) -> Vec<Vec<Place>> {
    let mut rows: Vec<Vec<Place>> = Vec::new();
    for part in 0..sheet.lines[project].parts.len() {
        let place = Place { project, part: Some(part) };
        let before = sheet.follows.iter().find(|follow| follow.to == place && follow.from.project == project);
        let row = before.and_then(|follow| rows.iter().position(|row| row.last() == Some(&follow.from)));
        if let Some(row) = row {
            let last = sheet.line(rows[row][rows[row].len() - 1]);
            let mut joined = rows[row].clone();
            joined.push(place);
            if last.span.to <= sheet.line(place).span.from + 0.5 && labels::fits(sheet, &joined, MOST_LINES) {
                rows[row] = joined;
                continue;
            }
        }
        rows.push(vec![place]);
    }
    rows
}

/// Sorts the successions that are no joints into those from row to row and those that only words can say.
fn sort_edges(sheet: &Sheet, grid: &mut Grid) {
    for (index, follow) in sheet.follows.iter().enumerate() {
        let joined = grid.joints.iter().any(|(from, to)| {
            *from == follow.from
                && (to == &follow.to || to.project == follow.to.project && follow.from.project != follow.to.project)
        });
        let taken_in = grid.taken_in.contains(&(follow.from.project, follow.to.project)) && follow.from.part.is_none();
        if joined || taken_in {
            continue;
        }
        let drawn = sheet.line(follow.from).span.visible() && sheet.line(follow.to).span.visible();
        let whole_projects = follow.from.part.is_none() && follow.to.part.is_none();
        if drawn && whole_projects && follow.from.project != follow.to.project {
            grid.elbows.push(index);
        } else {
            grid.unlined.insert(index);
        }
    }
}

/// Strips so that what is bound together stands together: what came before above or below its successor, as in the plan.
fn in_order(sheet: &Sheet, strips: Vec<Strip>, elbows: &[usize]) -> Vec<Strip> {
    let strip_of = |project: usize| {
        strips.iter().position(|strip| {
            strip.main.contains(&project)
                || strip.below.iter().flatten().any(|place| place.project == project && place.part.is_none())
        })
    };
    let edges: Vec<(usize, usize)> = elbows
        .iter()
        .filter_map(|index| {
            let follow = &sheet.follows[*index];
            Some((strip_of(follow.from.project)?, strip_of(follow.to.project)?))
        })
        .collect();
    let first: Vec<usize> = strips.iter().map(|strip| strip.main.iter().copied().min().unwrap_or(usize::MAX)).collect();
    let mut roots: Vec<usize> = (0..strips.len()).collect();
    roots.sort_by_key(|index| first[*index]);
    let mut order = Vec::new();
    let mut seen = vec![false; strips.len()];
    for root in roots {
        emit(root, &edges, &first, &mut seen, &mut order);
    }
    let mut left: Vec<Option<Strip>> = strips.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| left[index].take()).collect()
}

fn emit(strip: usize, edges: &[(usize, usize)], first: &[usize], seen: &mut [bool], order: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[strip], true) {
        return;
    }
    let before: Vec<usize> = edges.iter().filter(|(_, to)| *to == strip).map(|(from, _)| *from).collect();
    for from in before.iter().filter(|from| first[**from] < first[strip]) {
        emit(*from, edges, first, seen, order);
    }
    order.push(strip);
    let after = edges.iter().filter(|(from, _)| *from == strip).map(|(_, to)| to);
    for next in before.iter().filter(|from| first[**from] > first[strip]).chain(after) {
        emit(*next, edges, first, seen, order);
    }
}
