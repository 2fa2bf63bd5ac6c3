//! The one indicator that every project has: papers that name one of its grants, or its name.

use crate::{
    Basis, Definition, Direction, Indicator, IndicatorKind, IndicatorVersion, Linked, LinkedTo, Method, Of, Plan,
    Project, Reckoning, Split, Text, ValueOf, YearBasis,
};

/// Publication types that are no paper, as PubMed prints them.
pub const NO_PAPERS: &[&str] =
    &["Preprint", "Published Erratum", "Retraction of Publication", "Retraction Notice", "Comment", "News"];

/// Adds `papers-of-<project>` for each project that has none, after its programme's own indicators, in the order of the projects.
pub(crate) fn add(plan: &mut Plan) {
    for programme in &mut plan.programmes {
        for project in &programme.projects {
            let indicator = of(project);
            if !programme.indicators.iter().any(|one| one.id == indicator.id) {
                programme.indicators.push(indicator);
            }
        }
    }
}

fn of(project: &Project) -> Indicator {
    let text = |ja: String, en: String| Text { ja, en, en_official: false };
    let name = |language: &str| {
        let title =
            if language == "en" && !project.title.en.is_empty() { &project.title.en } else { &project.title.ja };
        project.short.as_ref().unwrap_or(title).clone()
    };
    Indicator {
        id: format!("papers-of-{}", project.id),
        kind: IndicatorKind::ProjectPapers,
        title: text(format!("{}の論文", name("ja")), format!("Papers of {}", name("en"))),
        aliases: Vec::new(),
        projects: vec![project.id.clone()],
        unit: text("報".to_owned(), "papers".to_owned()),
        direction: Direction::Up,
        reported_by: text(
            "Shirubeが公開文献から数える。".to_owned(),
            "Shirube counts it from the open literature.".to_owned(),
        ),
        versions: vec![IndicatorVersion {
            number: 1,
            from: None,
            until: None,
            method: Method::Computed(Box::new(definition(project))),
            basis: Basis::Stated { source: "Shirube".to_owned() },
            because: text(
                "どの課題にも、採択課題の番号または名称を挙げた論文の数を添える。".to_owned(),
                "Beside every project stands the number of papers that name one of its grants, or its name.".to_owned(),
            ),
            targets: Vec::new(),
        }],
        note: None,
    }
}

fn definition(project: &Project) -> Definition {
    Definition {
        counts: vec!["paper".to_owned()],
        of: Of::Records,
        value: ValueOf::Count,
        reckoning: Reckoning::Flow,
        from: None,
        linked: Linked { to: LinkedTo::Projects(vec![project.id.clone()]), roles: Vec::new() },
        conditions: Vec::new(),
        of_which: Vec::new(),
        split: Split::Whole,
        date_role: "publication".to_owned(),
        basis: YearBasis::Fiscal,
        excluding_types: NO_PAPERS.iter().map(|&word| word.to_owned()).collect(),
        sources: vec!["abstracts".to_owned()],
    }
}
