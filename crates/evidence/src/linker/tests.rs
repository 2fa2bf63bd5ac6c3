use super::*;
use crate::{JoinDecision, Verdict};
use corpus::Field;
use jiff::civil::date;
use plan::{Basis, End, Join, JoinSubject, Programme, Project, Scheme, SchemeKind, Text, YearClaim};

fn stated() -> Basis {
    Basis::Stated { source: "the Arden Gazette".into() }
}

fn year(year: i16) -> YearClaim {
    YearClaim { year: Some(FiscalYear(year)), basis: stated() }
}

fn project(id: &str, first: i16, last: i16) -> Project {
    Project {
        id: id.into(),
        title: Text::default(),
        title_in_plan: None,
        short: None,
        aliases: Vec::new(),
        description: Text::default(),
        focus: String::new(),
        start: year(first),
        end: End::Year(year(last)),
        origin: None,
        operator: "AMED".into(),
        parts: Vec::new(),
        evaluations: Vec::new(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        note: None,
    }
}

fn join(subject: JoinSubject, project: &str, years: (Option<i16>, Option<i16>), basis: Basis) -> Join {
    Join { subject, project: project.into(), from: years.0.map(FiscalYear), until: years.1.map(FiscalYear), basis }
}

fn prefix(text: &str) -> JoinSubject {
    JoinSubject::Prefix(format!("amed:{text}"))
}

fn name(text: &str) -> JoinSubject {
    JoinSubject::Name(text.into())
}

fn scheme(id: &str, kind: SchemeKind) -> Scheme {
    Scheme { id: id.into(), title: Text::default(), funder: "amed".into(), kind, url: None, basis: stated() }
}

/// A corner of Arden's plan: two phases of a support scheme that share a name, a line of a family of
/// prefixes, one whose join nobody has confirmed, two that share a prefix, and a resource centre.
fn arden() -> Plan {
    let unconfirmed = || Basis::Unconfirmed { source: None };
    Plan {
        id: "arden".into(),
        title: Text::default(),
        goal_number: String::new(),
        goal: Text::default(),
        summary: Text::default(),
        decisions: Vec::new(),
        parent: None,
        source: String::new(),
        policies: Vec::new(),
        programmes: vec![Programme {
            id: "health".into(),
            number: 1,
            title: Text::default(),
            summary: Text::default(),
            focuses: Vec::new(),
            projects: vec![
                project("bench-1", 2017, 2021),
                project("bench-2", 2022, 2026),
                project("frontier", 2014, 2030),
                project("ageing", 2017, 2021),
                project("seeds", 2016, 2021),
                project("brain-old", 2015, 2020),
                project("brain-new", 2020, 2025),
                project("stocks", 2012, 2026),
            ],
            evaluations: Vec::new(),
            indicators: Vec::new(),
        }],
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        successions: Vec::new(),
        budget_projects: Vec::new(),
        schemes: vec![scheme("bench", SchemeKind::Support), scheme("stocks", SchemeKind::Resource)],
        joins: vec![
            join(prefix("am0101"), "bench-1", (Some(2017), Some(2021)), stated()),
            join(prefix("ama121"), "bench-2", (Some(2022), Some(2026)), stated()),
            join(name("BENCH"), "bench-1", (Some(2017), Some(2021)), stated()),
            join(name("BENCH"), "bench-2", (Some(2022), Some(2026)), stated()),
            join(JoinSubject::Scheme("bench".into()), "bench-1", (None, None), stated()),
            join(JoinSubject::Scheme("bench".into()), "bench-2", (None, None), stated()),
            join(prefix("gm"), "frontier", (None, None), stated()),
            join(prefix("gm5010"), "ageing", (Some(2017), Some(2021)), stated()),
            join(prefix("cm0106"), "seeds", (None, None), unconfirmed()),
            join(name("SEEDS"), "seeds", (Some(2016), Some(2021)), stated()),
            join(prefix("wm0425"), "brain-old", (None, None), stated()),
            join(prefix("wm0425"), "brain-new", (None, None), stated()),
            join(name("STOCKS"), "stocks", (None, None), stated()),
            join(JoinSubject::Scheme("stocks".into()), "stocks", (None, None), stated()),
        ],
    }
}

/// A mention of `words` in `text`; a number's value and year are read from its `YYxxNNNNNNN`.
fn found(text: &str, field: (&str, FieldKind), words: &str) -> FoundMention {
    let start = text.find(words).expect("the words stand in the text");
    let number = words.starts_with(|c: char| c.is_ascii_digit());
    let (scheme, value, fiscal_year) = if number && words.chars().nth(2).is_some_and(char::is_lowercase) {
        ("amed", words[2..].to_owned(), words[..2].parse::<i16>().ok().map(|year| 2000 + year))
    } else if number {
        ("kakenhi", words.to_owned(), None)
    } else if words.starts_with("NCT") {
        ("nct", words.to_owned(), None)
    } else {
        ("name", words.to_owned(), None)
    };
    FoundMention {
        field: field.0.into(),
        field_kind: field.1,
        mention: Mention {
            scheme: scheme.into(),
            value,
            span: start..start + words.len(),
            fiscal_year,
            rule: "test@1".into(),
            certainty: Certainty::Certain,
        },
        raw: words.into(),
        scope: Scope::None,
        projects: Vec::new(),
    }
}

struct Case<'a> {
    field: (&'a str, FieldKind),
    text: &'a str,
    words: &'a [&'a str],
    published: Option<Date>,
    decisions: Vec<JoinDecision>,
    doubtful: bool,
}

const ABSTRACT: (&str, FieldKind) = ("abstract", FieldKind::Abstract);

impl<'a> Case<'a> {
    fn new(text: &'a str, words: &'a [&'a str]) -> Self {
        let published = Some(date(2019, 6, 1));
        Self { field: ABSTRACT, text, words, published, decisions: Vec::new(), doubtful: false }
    }

    fn published(mut self, fiscal_year: i16) -> Self {
        self.published = Some(date(fiscal_year, 6, 1));
        self
    }

    fn undated(mut self) -> Self {
        self.published = None;
        self
    }

    fn field(mut self, name: &'a str, kind: FieldKind) -> Self {
        self.field = (name, kind);
        self
    }

    fn decided(mut self, subject: JoinSubject, project: &str, verdict: Verdict) -> Self {
        self.decisions.push(JoinDecision {
            subject,
            project: project.into(),
            verdict,
            by: "Mira".into(),
            because: "the call text says so".into(),
            on: date(2026, 1, 5),
            since: 2,
            until: None,
        });
        self
    }

    fn links(&self) -> Vec<Link> {
        let linker = Linker::new(&arden(), &self.decisions);
        let mentions: Vec<FoundMention> = self
            .words
            .iter()
            .map(|words| {
                let mut found = found(self.text, self.field, words);
                (found.scope, found.projects) = linker.scope(&found.mention, found.field_kind);
                if self.doubtful {
                    found.mention.certainty = Certainty::Doubtful { reason: "shape-only".into() };
                }
                found
            })
            .collect();
        let field =
            Field { name: self.field.0.into(), kind: self.field.1, text: self.text.into(), beside: String::new() };
        let record = Record { id: "pmid:1".into(), fields: vec![field], ..Record::default() };
        linker.link(&record, self.published, &mentions)
    }

    /// Checks the links as `value project role standing flags`.
    #[track_caller]
    fn check(&self, expected: &[&str]) {
        let lines: Vec<String> = self
            .links()
            .iter()
            .map(|link| {
                let line = format!(
                    "{} {} {:?} {:?} {}",
                    link.key.value,
                    link.key.project,
                    link.role,
                    link.standing,
                    link.flags.join(" ")
                );
                line.trim_end().to_owned()
            })
            .collect();
        assert_eq!(lines, expected);
    }
}

#[test]
fn the_longest_prefix_wins() {
    Case::new("by 19gm5010002", &["19gm5010002"]).check(&["gm5010002 ageing Funded Counted"]);
    Case::new("by 19gm0910002", &["19gm0910002"]).check(&["gm0910002 frontier Funded Counted"]);
    Case::new("by 19gn0910002", &["19gn0910002"]).check(&[]);
}

#[test]
fn a_number_whose_year_no_join_covers_waits_and_is_not_handed_to_a_shorter_prefix() {
    Case::new("by 23gm5010002", &["23gm5010002"])
        .published(2023)
        .check(&["gm5010002 ageing Funded AwaitingMention after-end outside-join-years"]);
    Case::new("by 21gm5010002", &["21gm5010002"]).check(&["gm5010002 ageing Funded Counted"]);
}

#[test]
fn the_year_in_the_number_is_tested_before_the_publication_date() {
    Case::new("by 21am0101001", &["21am0101001"])
        .published(2024)
        .check(&["am0101001 bench-1 Supported Counted after-end"]);
    Case::new("by 22am0101001", &["22am0101001"])
        .published(2021)
        .check(&["am0101001 bench-1 Supported AwaitingMention outside-join-years"]);
}

#[test]
fn a_name_shared_by_two_phases_is_dated_by_the_paper() {
    Case::new("BENCH helped", &["BENCH"]).published(2021).check(&["BENCH bench-1 Supported Counted"]);
    Case::new("BENCH helped", &["BENCH"]).published(2022).check(&["BENCH bench-2 Supported Counted"]);
    Case::new("BENCH helped", &["BENCH"]).published(2016).check(&[
        "BENCH bench-1 Supported AwaitingMention before-start outside-join-years",
        "BENCH bench-2 Supported AwaitingMention before-start outside-join-years",
    ]);
}

#[test]
fn a_dated_name_without_any_year_waits() {
    Case::new("BENCH helped", &["BENCH"])
        .undated()
        .check(&["BENCH bench-1 Supported AwaitingMention no-date", "BENCH bench-2 Supported AwaitingMention no-date"]);
    Case::new("from STOCKS", &["STOCKS"]).undated().check(&["STOCKS stocks Used Counted"]);
}

#[test]
fn a_number_chooses_between_the_phases_that_share_a_name() {
    Case::new("BENCH (21am0101001) helped", &["BENCH", "21am0101001"])
        .published(2023)
        .check(&["am0101001 bench-1 Supported Counted after-end", "BENCH bench-1 Supported Counted after-end"]);
}

#[test]
fn a_paper_after_the_end_counts_and_says_so() {
    Case::new("by SEEDS", &["SEEDS"]).published(2023).check(&["SEEDS seeds Funded Counted after-end"]);
    Case::new("by SEEDS", &["SEEDS"]).published(2021).check(&["SEEDS seeds Funded Counted"]);
    Case::new("by SEEDS", &["SEEDS"])
        .published(2015)
        .check(&["SEEDS seeds Funded AwaitingMention before-start outside-join-years"]);
}

#[test]
fn an_unconfirmed_join_waits_until_a_person_confirms_it() {
    let case = || Case::new("by 19cm0106001", &["19cm0106001"]);
    case().check(&["cm0106001 seeds Funded AwaitingJoin"]);
    case().decided(prefix("cm0106"), "seeds", Verdict::Accept).check(&["cm0106001 seeds Funded Counted"]);
    case().decided(prefix("cm0106"), "seeds", Verdict::Reject).check(&[]);
    // A decision about another key changes nothing here.
    case().decided(prefix("cm0107"), "seeds", Verdict::Accept).check(&["cm0106001 seeds Funded AwaitingJoin"]);
}

#[test]
fn a_decision_that_is_no_longer_in_force_changes_nothing() {
    let mut case = Case::new("by 19cm0106001", &["19cm0106001"]).decided(prefix("cm0106"), "seeds", Verdict::Accept);
    case.decisions[0].until = Some(3);
    case.check(&["cm0106001 seeds Funded AwaitingJoin"]);
}

#[test]
fn a_person_can_add_a_join_that_the_plan_lacks() {
    let case = || Case::new("by 19zz0101001", &["19zz0101001"]);
    case().check(&[]);
    case().decided(prefix("zz0101"), "seeds", Verdict::Accept).check(&["zz0101001 seeds Funded Counted"]);
    case().decided(prefix("zz0101"), "no-such-project", Verdict::Accept).check(&[]);
}

#[test]
fn a_prefix_joined_to_several_projects_waits_for_all_and_is_never_split() {
    let case = || Case::new("by 20wm0425019", &["20wm0425019"]).published(2020);
    case().check(&[
        "wm0425019 brain-new Funded AwaitingJoin several-projects",
        "wm0425019 brain-old Funded AwaitingJoin several-projects",
    ]);
    case()
        .decided(prefix("wm0425"), "brain-new", Verdict::Accept)
        .check(&["wm0425019 brain-new Funded Counted", "wm0425019 brain-old Funded AwaitingJoin several-projects"]);
    case().decided(prefix("wm0425"), "brain-old", Verdict::Reject).check(&["wm0425019 brain-new Funded Counted"]);
}

#[test]
fn a_doubtful_mention_waits_for_a_person_whatever_its_join() {
    let mut case = Case::new("by 19gm0910002", &["19gm0910002"]);
    case.doubtful = true;
    case.check(&["gm0910002 frontier Funded AwaitingMention"]);
    let mut unconfirmed = Case::new("by 19cm0106001", &["19cm0106001"]);
    unconfirmed.doubtful = true;
    unconfirmed.check(&["cm0106001 seeds Funded AwaitingMention"]);
}

#[test]
fn where_name_and_number_disagree_the_number_decides_and_both_say_so() {
    Case::new("the SEEDS programme (21am0101001).", &["SEEDS", "21am0101001"]).check(&[
        "am0101001 bench-1 Supported Counted name-and-number-disagree",
        "SEEDS seeds Funded AwaitingMention name-and-number-disagree",
    ]);
    Case::new("number 21am0101001 of the SEEDS programme.", &["SEEDS", "21am0101001"]).check(&[
        "am0101001 bench-1 Supported Counted name-and-number-disagree",
        "SEEDS seeds Funded AwaitingMention name-and-number-disagree",
    ]);
    // A number of the funder's that no project of the plan has: the name alone must not count either.
    Case::new("the SEEDS programme (21zz0101001).", &["SEEDS", "21zz0101001"])
        .check(&["SEEDS seeds Funded AwaitingMention name-and-number-disagree"]);
}

#[test]
fn two_statements_do_not_disagree_and_neither_do_two_funders() {
    Case::new("by SEEDS and by 21am0101001.", &["SEEDS", "21am0101001"])
        .check(&["am0101001 bench-1 Supported Counted", "SEEDS seeds Funded Counted"]);
    Case::new("by SEEDS (18H02896).", &["SEEDS", "18H02896"]).check(&["SEEDS seeds Funded Counted"]);
    Case::new("by SEEDS (19cm0106001), BENCH (21am0101001).", &["SEEDS", "19cm0106001", "BENCH", "21am0101001"])
        .decided(prefix("cm0106"), "seeds", Verdict::Accept)
        .check(&[
            "am0101001 bench-1 Supported Counted",
            "cm0106001 seeds Funded Counted",
            "BENCH bench-1 Supported Counted",
            "SEEDS seeds Funded Counted",
        ]);
}

#[test]
fn the_role_comes_from_the_schemes_kind_and_the_field() {
    Case::new("by 21am0101001", &["21am0101001"]).check(&["am0101001 bench-1 Supported Counted"]);
    Case::new("by 21gm0910002", &["21gm0910002"]).check(&["gm0910002 frontier Funded Counted"]);
    Case::new("from STOCKS", &["STOCKS"]).field("methods", FieldKind::Methods).check(&["STOCKS stocks Used Counted"]);
    Case::new("STOCKS", &["STOCKS"])
        .field("grant[1].agency", FieldKind::GrantAgency)
        .check(&["STOCKS stocks Funded Counted"]);
}

#[test]
fn an_affiliation_or_a_reference_alone_is_no_link() {
    Case::new("SEEDS, Arden", &["SEEDS"]).field("affiliation[1.1]", FieldKind::Affiliation).check(&[]);
    Case::new("SEEDS 2019", &["SEEDS"]).field("reference", FieldKind::Reference).check(&[]);
    Case::new("SEEDS 2019", &["SEEDS"])
        .field("acknowledgement", FieldKind::Acknowledgement)
        .check(&["SEEDS seeds Funded Counted"]);
}

#[test]
fn a_programme_named_in_a_statement_of_interests_waits_and_a_number_there_counts() {
    Case::new("Dr Ode is paid by SEEDS", &["SEEDS"])
        .field("coi", FieldKind::ConflictOfInterest)
        .check(&["SEEDS seeds Funded AwaitingMention conflict-of-interest"]);
    Case::new("by 19gm0910002", &["19gm0910002"])
        .field("coi", FieldKind::ConflictOfInterest)
        .check(&["gm0910002 frontier Funded Counted"]);
}

#[test]
fn several_mentions_of_one_value_are_one_link_and_the_best_of_them_decides() {
    // The same grant cited with a year outside the join and one inside.
    Case::new("by 23gm5010002 and 20gm5010002", &["23gm5010002", "20gm5010002"])
        .check(&["gm5010002 ageing Funded Counted"]);
}

#[test]
fn scope_says_whose_a_mention_is() {
    let linker = Linker::new(&arden(), &[]);
    let scope = |words: &str, kind: FieldKind| {
        let (scope, projects) = linker.scope(&found(words, ("abstract", kind), words).mention, kind);
        (scope, projects.join(" "))
    };
    assert_eq!(scope("20am0101001", FieldKind::Abstract), (Scope::Plan, "bench-1".into()));
    assert_eq!(scope("BENCH", FieldKind::Affiliation), (Scope::Plan, "bench-1 bench-2".into()));
    assert_eq!(scope("20wm0425019", FieldKind::Abstract), (Scope::Plan, "brain-new brain-old".into()));
    assert_eq!(scope("20zz0101001", FieldKind::Abstract), (Scope::Outside, String::new()));
    assert_eq!(scope("18H02896", FieldKind::Abstract), (Scope::Outside, String::new()));
    assert_eq!(scope("NCT01234567", FieldKind::Abstract), (Scope::None, String::new()));
    assert_eq!(scope("20am0101001", FieldKind::Reference), (Scope::None, String::new()));
}

proptest::proptest! {
    #[test]
    fn links_do_not_depend_on_the_order_of_mentions(seed in 0_usize..720) {
        let text = "by SEEDS (19cm0106001), BENCH (21am0101001), 20wm0425019 and 19gm5010002; SEEDS thanks STOCKS.";
        let mut words = vec!["SEEDS", "19cm0106001", "BENCH", "21am0101001", "20wm0425019", "STOCKS"];
        let straight = Case::new(text, &words).links();
        let mut rest = seed;
        for index in 0..words.len() {
            let other = index + rest % (words.len() - index);
            rest /= words.len() - index;
            words.swap(index, other);
        }
        proptest::prop_assert_eq!(straight, Case::new(text, &words).links());
    }
}
