//! No two words or marks meet, no succession crosses a word, nothing sticks out: for Arden, for a nasty plan, for any plan.

use super::*;
use proptest::prelude::*;

fn line(name: &str, from: i16, to: i16) -> Line {
    let axis = axis(2014, 2030);
    let x = |year: i16| axis.x(year.clamp(2014, 2031));
    Line {
        name: name.to_owned(),
        known_as: name.to_owned(),
        lang: "",
        href: "/ja/projects/x".to_owned(),
        running: (from..=to).contains(&2026),
        span: Span { from: x(from), to: x(to + 1), hatched: Vec::new(), notched: from < 2014, open: to > 2030 },
        notes: Vec::new(),
        before: None,
        marks: Vec::new(),
        margin: if from < 2014 { from.to_string() } else { String::new() },
        parts: Vec::new(),
    }
}

fn mark(glyph: &'static str, year: Option<i16>) -> Sign {
    Sign { year: year.map(FiscalYear), glyph, class: "past", title: glyph.to_owned() }
}

fn sheet(lines: Vec<Line>, follows: &[(usize, usize, bool)]) -> Sheet {
    let place = |project| Place { project, part: None };
    Sheet {
        axis: axis(2014, 2030),
        today: jiff::civil::date(2026, 11, 23),
        lines,
        follows: follows
            .iter()
            .map(|(from, to, part)| Follow { from: place(*from), to: place(*to), becomes_part: *part, certain: true })
            .collect(),
        follows_words: "{name}から",
        comma: "、",
        setting: Setting::SCREEN,
    }
}

#[track_caller]
fn check(sheet: &Sheet) -> Drawing {
    let drawing = sheet.draw("t".to_owned(), "d".to_owned());
    assert_eq!(drawing.faults(), [""; 0], "{}", drawing.svg("t"));
    let mut print = sheet.clone();
    print.setting = Setting::PAPER;
    let printed = print.draw("t".to_owned(), "d".to_owned());
    assert_eq!(printed.faults(), [""; 0], "{}", printed.svg("t"));
    assert!(printed.height <= drawing.height);
    drawing
}

fn words(drawing: &Drawing) -> Vec<String> {
    drawing.label_boxes().into_iter().map(|(words, _)| words).collect()
}

#[test]
fn a_successor_with_room_stands_in_the_row_of_its_predecessor() {
    let lines = vec![line("薬草創薬事業", 2014, 2018), line("薬草創薬発展事業", 2019, 2023)];
    let grid = rows::arrange(&sheet(lines.clone(), &[(0, 1, false)]));
    assert_eq!(grid.rows.len(), 1);
    assert!(grid.elbows.is_empty());
    check(&sheet(lines, &[(0, 1, false)]));
}

#[test]
fn a_name_without_room_before_its_successor_sends_it_to_another_row() {
    let lines = vec![
        line("感染症研究国際ネットワーク推進プログラム", 2010, 2014),
        line("感染症研究国際展開戦略プログラム", 2015, 2019),
    ];
    let sheet = sheet(lines, &[(0, 1, false)]);
    let grid = rows::arrange(&sheet);
    assert_eq!((grid.rows.len(), grid.elbows.len()), (2, 1));
    assert_eq!(check(&sheet).successions().len(), 2, "along the boundary and down");
}

#[test]
fn a_merge_comes_from_its_own_row_without_crossing_a_name() {
    let mut last = line("脳神経科学統合プログラム", 2024, 2029);
    last.before = Some(mark("前", Some(2023)));
    let lines = vec![
        line("革新的技術による脳機能ネットワークの全容解明プロジェクト", 2014, 2023),
        line("戦略的国際脳科学研究推進プログラム", 2018, 2023),
        last,
    ];
    let drawing = check(&sheet(lines, &[(0, 2, false), (1, 2, false)]));
    assert_eq!(words(&drawing).iter().filter(|words| words.contains("から")).count(), 0);
}

#[test]
fn what_was_taken_in_stands_left_of_the_part_of_its_name() {
    let mut whole = line("ゲノム医療実現バイオバンク利活用プログラム", 2021, 2025);
    whole.parts = vec![line("東の村の計画", 2021, 2025), line("新しい解析", 2021, 2025)];
    let lines = vec![line("東の村の計画", 2011, 2020), line("西の村の計画", 2016, 2020), whole];
    let sheet = sheet(lines, &[(0, 2, true), (1, 2, true)]);
    let grid = rows::arrange(&sheet);
    let place = |project, part| Place { project, part };
    assert_eq!(grid.rows[1], [place(0, None), place(2, Some(0))]);
    assert_eq!(grid.rows[3], [place(1, None)], "nothing in the box bears its name");
    assert_eq!(grid.frames, [(2, 0..4)]);
    check(&sheet);
}

#[test]
fn what_was_taken_in_stands_in_no_row_of_a_part_that_ended_before_it() {
    let mut whole = line("東の村の新計画", 2030, 2030);
    whole.parts = vec![line("東の村の計画", 2001, 2009)];
    let mut earlier = line("東の村の計画", 2022, 2029);
    earlier.marks = vec![mark("中", Some(2024))];
    let sheet = sheet(vec![earlier, whole], &[(0, 1, false)]);
    let grid = rows::arrange(&sheet);
    let row = grid.row_of(Place { project: 0, part: None });
    assert_ne!(row, grid.row_of(Place { project: 1, part: Some(0) }));
    check(&sheet);
}

#[test]
fn a_succession_without_a_way_is_said_in_words() {
    // The successor began long before its predecessor: no line can say that.
    let sheet = sheet(vec![line("先", 2020, 2024), line("後", 2015, 2018)], &[(0, 1, false)]);
    assert!(words(&check(&sheet)).contains(&"先から".to_owned()));
}

#[test]
fn three_marks_of_one_year_stand_side_by_side() {
    let mut crowded = line("薬草", 2014, 2016);
    crowded.marks = ["中", "後", "追"].map(|glyph| mark(glyph, Some(2015))).into();
    crowded.marks.push(mark("後", Some(2016)));
    check(&sheet(vec![crowded], &[]));
}

#[test]
fn the_nasty_plan_has_no_fault() {
    let long = "アジア・アフリカ諸国に整備した海外研究拠点を活用した感染症に関する基礎的知見の集積および人材育成等の推進プログラム（第二期）";
    let latin = "Japan Initiative for Global Research Network on Infectious Diseases and Everything Nearby (Phase 2)";
    let mut lines: Vec<Line> = (0..12_i16)
        .map(|index| {
            let mut line = line(if index % 2 == 0 { long } else { latin }, 2012 + index, 2012 + index + index % 3);
            line.notes = vec!["開始と終了の年度は未確認".to_owned(), "中・後の年度は未確認".to_owned()];
            line.before = Some(mark("前", Some(2011 + index)));
            line.marks = vec![mark("中", Some(2012 + index)), mark("後", Some(2012 + index))];
            line.marks.retain(|mark| mark.year.is_some_and(|year| (2014..=2030).contains(&year.0)));
            line
        })
        .collect();
    for (index, name) in [long, latin, "短い"].into_iter().enumerate() {
        let start = 2013 + i16::try_from(index).expect("small");
        lines[2].parts.push(line(name, start, 2020));
        lines[5].parts.push(line(name, 2029, 2030));
    }
    lines.push(line(long, 2030, 2040));
    lines.push(line(latin, 2001, 2009));
    let follows: Vec<(usize, usize, bool)> =
        (0..13).flat_map(|index| [(index, index + 1, index % 4 == 0), (index, (index + 3) % 14, false)]).collect();
    check(&sheet(lines, &follows));
}

prop_compose! {
    fn any_name()(base in 0..6_usize, length in 2..60_usize) -> String {
        let base = [
            "医療分野国際科学技術共同研究開発推進事業", "ネットワークプログラム・疾患の（次世代）、ゲーム", "Research on Infectious Diseases of the Forest ",
            "iPS細胞 BINDS 第3期 ", "あー", "WWWWWMMMM",
        ][base];
        base.chars().cycle().take(length).collect::<String>().trim().to_owned() + "名"
    }
}

prop_compose! {
    fn any_line()(
        name in any_name(), from in 2005..2034_i16, years in 0..12_i16, before in any::<bool>(),
        marks in proptest::collection::btree_set((0..17_i16, 0..3_usize), 0..6), note in 0..4_usize, hatch in any::<bool>(),
        parts in proptest::collection::vec((any_name(), 2005..2034_i16, 0..12_i16), 0..5), with_parts in any::<bool>(),
    ) -> Line {
        let axis = axis(2014, 2030);
        let mut made = line(&name, from, from + years);
        if hatch && made.span.visible() {
            made.span.hatched.push((made.span.from, made.span.from + axis.step));
        }
        made.notes = ["開始年度は未確認", "the year in which it began is not known", "終わりの定めなし"][..note.min(3)].iter().map(|s| (*s).to_owned()).collect();
        made.before = before.then(|| mark("前", None));
        made.marks = marks.into_iter().map(|(year, kind)| mark(["中", "後", "追"][kind], Some(2014 + year)))
            .filter(|mark| mark.year.is_some_and(|year| made.span.holds(&axis, year))).collect();
        if with_parts {
            made.parts = parts.into_iter().map(|(name, from, years)| line(&name, from, from + years)).collect();
        }
        made
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_makes_words_or_marks_or_successions_meet(
        lines in proptest::collection::vec(any_line(), 1..9),
        follows in proptest::collection::vec((0..9_usize, 0..9_usize, any::<bool>()), 0..10),
    ) {
        let follows: Vec<(usize, usize, bool)> = follows.into_iter()
            .filter(|(from, to, _)| *from < lines.len() && *to < lines.len() && from != to).collect();
        let sheet = sheet(lines, &follows);
        let drawing = sheet.draw("t".to_owned(), "d".to_owned());
        prop_assert_eq!(drawing.faults(), Vec::<String>::new(), "{}", drawing.svg("t"));
        let places: usize = sheet.lines.iter().map(|line| 1 + line.parts.len()).sum();
        let names = drawing.shapes.iter().filter(|shape| matches!(shape, crate::Shape::Name { .. })).count();
        prop_assert_eq!(names, places, "every project and part is named once");
    }
}
