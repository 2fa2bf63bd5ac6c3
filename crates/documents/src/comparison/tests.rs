//! Arden's plan, revised in every way there is.

use super::*;
use plan::{FiscalYear, Text};
use proptest::prelude::*;
use std::path::Path;

fn arden() -> Plan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/arden/plan");
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files);
    plan::read(&files).expect("Arden's plan").value
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).expect("text")));
        }
    }
    files.sort();
}

fn text_of(ja: &str) -> Text {
    Text { ja: ja.to_owned(), en: String::new(), en_official: false }
}

/// One side of a row as it is printed: what changed in 【】, what is boxed in ［］, what moved in 《》.
fn shown(passages: &[Passage]) -> Vec<String> {
    let piece = |piece: &Piece| match piece.mark {
        Mark::None => piece.words.clone(),
        Mark::Changed => format!("【{}】", piece.words),
        Mark::Moved => format!("《{}》", piece.words),
        Mark::Boxed => format!("［{}］", piece.words),
    };
    passages.iter().map(|passage| passage.pieces.iter().map(piece).collect()).collect()
}

/// The rows that are neither left out nor context.
fn told(old: &Plan, new: &Plan) -> Vec<(Fate, Vec<String>, Vec<String>)> {
    let table = compare(old, new, Language::Ja);
    assert_eq!(table.side(false), text(old, Language::Ja));
    assert_eq!(table.side(true), text(new, Language::Ja));
    let rows = table.rows.iter().filter(|row| !matches!(row.fate, Fate::Omitted | Fate::Context));
    rows.map(|row| (row.fate, shown(&row.new), shown(&row.old))).collect()
}

#[test]
fn a_plan_beside_itself_is_left_out_whole() {
    let table = compare(&arden(), &arden(), Language::Ja);
    assert!(table.is_unchanged() && table.elsewhere.is_empty());
    assert_eq!(table.rows.len(), 1);
}

#[test]
fn a_renamed_project_is_a_change_of_words_under_its_programme() {
    let (old, mut new) = (arden(), arden());
    let name = old.programmes[0].projects[0].title.ja.clone();
    new.programmes[0].projects[0].title.ja = format!("新{name}");
    let rows = told(&old, &new);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].0, Fate::Changed);
    assert!(rows[0].1[0].starts_with("【新"), "{rows:?}");
    let table = compare(&old, &new, Language::Ja);
    let context: Vec<&str> =
        table.rows.iter().filter(|row| row.fate == Fate::Context).map(|row| row.key.as_str()).collect();
    assert!(
        context.iter().any(|key| key.starts_with("programme ")) && context.iter().any(|key| key.starts_with("focus ")),
        "{context:?}"
    );
    let changed = table.rows.iter().find(|row| row.fate == Fate::Changed).expect("the row");
    assert_eq!(changed.happened, ["改称"]);
}

#[test]
fn an_evaluation_in_another_year_stands_in_a_box_on_both_sides() {
    let (old, mut new) = (arden(), arden());
    let project =
        new.programmes[0].projects.iter_mut().find(|project| !project.evaluations.is_empty()).expect("one with marks");
    let mark = &mut project.evaluations[0];
    let year = mark.when.year.expect("a year");
    mark.when.year = Some(FiscalYear(year.0 + 1));
    let rows = told(&old, &new);
    assert_eq!(rows.len(), 1);
    assert!(rows[0].1[0].contains(&format!(" {}年度］", year.0 + 1)), "{rows:?}");
    assert!(rows[0].2[0].contains(&format!(" {}年度］", year.0)) && !rows[0].2[0].contains('【'), "{rows:?}");
}

#[test]
fn what_is_new_or_gone_stands_against_nothing() {
    let (old, mut new) = (arden(), arden());
    let mut project = old.programmes[0].projects[0].clone();
    project.id = "ferns".to_owned();
    project.title = text_of("羊歯研究事業");
    project.description = text_of("羊歯を調べる。");
    project.evaluations.clear();
    project.parts.clear();
    new.programmes[0].projects.push(project);
    let rows = told(&old, &new);
    assert_eq!((rows.len(), rows[0].0), (1, Fate::Added));
    assert_eq!((rows[0].1.len(), rows[0].2.len()), (2, 0), "its name and its description in one row: {rows:?}");
    assert_eq!(rows[0].1[1], "【羊歯を調べる。】");
    let back = told(&new, &old);
    assert_eq!((back.len(), back[0].0), (1, Fate::Withdrawn));
    assert_eq!(back[0].2, rows[0].1);
}

#[test]
fn what_moved_stands_twice_with_a_double_line_under_its_name() {
    let (old, mut new) = (arden(), arden());
    let moved = new.programmes[0].projects.remove(0);
    let name = moved.title.ja.clone();
    new.programmes[0].projects.push(moved);
    let rows = told(&old, &new);
    let fates: Vec<Fate> = rows.iter().map(|row| row.0).collect();
    assert!(fates.contains(&Fate::MovedHere) && fates.contains(&Fate::MovedAway), "{rows:?}");
    let here = rows.iter().find(|row| row.0 == Fate::MovedHere).expect("where it stands");
    assert!(here.1[0].contains(&format!("《{name}》")) && here.2.is_empty(), "{rows:?}");
}

#[test]
fn what_no_line_shows_is_told_below() {
    let (old, mut new) = (arden(), arden());
    new.programmes[0].projects[0].operator = "MEXT-X".to_owned();
    new.programmes[0].title.en = "Another English name".to_owned();
    let table = compare(&old, &new, Language::Ja);
    assert!(table.is_unchanged());
    assert_eq!(table.elsewhere.len(), 2, "{:?}", table.elsewhere);
    assert!(table.elsewhere.iter().any(|line| line.contains("MEXT-X")));
}

#[test]
fn the_text_holds_every_programme_project_and_indicator() {
    let plan = plan::builtin();
    let text = text(&plan, Language::Ja).join("\n");
    for (programme, project) in plan.projects() {
        assert!(text.contains(&programme.title.ja) && text.contains(&project.title.ja), "{}", project.id);
    }
    assert!(text.contains("アウトプット指標　化合物提供件数"), "{text}");
    let twice = {
        let items = items(&plan, Language::Ja);
        let keys: HashSet<Key<'_>> = items.iter().map(key).collect();
        items.len() - keys.len()
    };
    assert_eq!(twice, 0, "every item is told from all others");
}

/// Changes a plan in one of many ways, chosen by numbers.
fn revise(plan: &mut Plan, (how, which, other): (u8, usize, usize)) {
    let programmes = plan.programmes.len().max(1);
    let (at, there) = (which % programmes, other % programmes);
    match how {
        0 if !plan.programmes.is_empty() => drop(plan.programmes.remove(at)),
        1 if !plan.programmes.is_empty() => plan.programmes.swap(at, there),
        2 => plan.decisions.truncate(which % 2),
        3 => plan.policies.iter_mut().for_each(|policy| policy.points.truncate(which % 5)),
        _ => {
            let Some(programme) = plan.programmes.get_mut(at) else { return };
            let projects = programme.projects.len().max(1);
            let project = other % projects;
            match how {
                4 if !programme.projects.is_empty() => drop(programme.projects.remove(project)),
                5 if !programme.projects.is_empty() => programme.projects.swap(project, which % projects),
                6 => programme.focuses.reverse(),
                7 => programme.focuses.truncate(which % 2),
                8 => programme.indicators.reverse(),
                9 => programme.summary = Text::default(),
                _ => {
                    let Some(project) = programme.projects.get_mut(project) else { return };
                    match how {
                        10 => project.title.ja.insert_str(0, "新しい"),
                        11 => project.description.ja = format!("{}更に進める。", project.description.ja),
                        12 => project.evaluations.reverse(),
                        13 => project.start.year = Some(FiscalYear(2000)),
                        14 => project.parts.clear(),
                        15 => project.focus = "elsewhere".to_owned(),
                        _ => project.id.push('x'),
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn each_side_read_without_marks_is_its_plan_and_nothing_is_lost(
        changes in proptest::collection::vec((0..17_u8, 0..9_usize, 0..9_usize), 0..7)
    ) {
        let (old, mut new) = (arden(), arden());
        changes.into_iter().for_each(|change| revise(&mut new, change));
        for language in [Language::Ja, Language::En] {
            let table = compare(&old, &new, language);
            prop_assert_eq!(table.side(false), text(&old, language));
            prop_assert_eq!(table.side(true), text(&new, language));
            // Whatever differs is told in a row or below the table.
            prop_assert_eq!(old == new, table.is_unchanged() && table.elsewhere.is_empty());
            for row in &table.rows {
                let plain = |passages: &[Passage]| passages.iter().map(Passage::text).collect::<Vec<_>>();
                if matches!(row.fate, Fate::Omitted | Fate::Context) {
                    prop_assert_eq!(plain(&row.old), plain(&row.new));
                }
                let marked = row.new.iter().chain(&row.old).flat_map(|passage| &passage.pieces).any(|piece| piece.mark != Mark::None);
                prop_assert!(row.fate != Fate::Changed || marked, "a changed row shows what changed: {:?}", row);
            }
        }
    }
}
