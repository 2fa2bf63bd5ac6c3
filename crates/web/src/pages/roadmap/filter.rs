//! Which projects are shown: a filter knows its query, its test and its words, so that they cannot disagree.

use crate::phrase::say;
use crate::visit::{Problem, Visit};
use crate::words::RoadmapWords;
use chart::periods::runs;
use plan::{DiseaseArea, Programme, Project};

/// What a reader asks for.
pub struct Filter {
    /// `?programme=`, the id of one.
    pub programme: Option<String>,
    /// `?area=`, the id of a disease area.
    pub area: Option<String>,
    /// `?state=running`.
    pub running: bool,
}

/// An entry of a list to choose from.
pub struct Choice {
    /// Its value in the query; empty for all.
    pub value: String,
    /// Its words.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Filter {
    /// Reads the query; what the plan does not have is not found.
    pub fn read(visit: &Visit<'_>) -> Result<Self, Problem> {
        let plan = &visit.snapshot.plan;
        let programme = visit.asked("programme").map(str::to_owned);
        let area = visit.asked("area").map(str::to_owned);
        let unknown_programme = programme.as_ref().filter(|id| plan.programme(id).is_none());
        let unknown_area = area.as_ref().filter(|id| plan.disease_areas.iter().all(|area| area.id != **id));
        if let Some(id) = unknown_programme.or(unknown_area) {
            return Err(Problem::NotFound(id.clone()));
        }
        Ok(Self { programme, area, running: visit.asked("state") == Some("running") })
    }

    /// Whether everything is shown.
    pub fn is_open(&self) -> bool {
        self.programme.is_none() && self.area.is_none() && !self.running
    }

    /// Whether a project is shown.
    pub fn takes(&self, visit: &Visit<'_>, programme: &Programme, project: &Project) -> bool {
        self.programme.as_ref().is_none_or(|id| *id == programme.id)
            && self.area.as_ref().is_none_or(|id| project.disease_areas.contains(id))
            && (!self.running || runs(project, visit.snapshot.this_year()))
    }

    /// What is left out, as a sentence; empty where nothing is.
    pub fn in_words(&self, visit: &Visit<'_>) -> String {
        let (plan, language) = (&visit.snapshot.plan, visit.language());
        let words = RoadmapWords::of(language);
        let mut parts = Vec::new();
        if let Some(programme) = self.programme.as_ref().and_then(|id| plan.programme(id)) {
            parts.push(say(words.narrowed_programme, &[("title", &language.plain(&programme.title))]));
        }
        if let Some(area) = self.area(visit) {
            parts.push(say(words.narrowed_area, &[("title", &language.plain(&area.title))]));
        }
        if self.running {
            parts.push(words.narrowed_running.to_owned());
        }
        if parts.is_empty() {
            return String::new();
        }
        let all = visit.count(visit.words().n_projects, plan.projects().count());
        say(words.narrowed, &[("all", &all), ("filter", &parts.join(words.narrowed_and))])
    }

    fn area<'v>(&self, visit: &'v Visit<'_>) -> Option<&'v DiseaseArea> {
        let id = self.area.as_ref()?;
        visit.snapshot.plan.disease_areas.iter().find(|area| area.id == *id)
    }

    /// The programmes to choose from, all of them first.
    pub fn programmes(&self, visit: &Visit<'_>) -> Vec<Choice> {
        let language = visit.language();
        let every = visit.snapshot.plan.programmes.iter().map(|programme| Choice {
            value: programme.id.clone(),
            words: format!("{} {}", programme.number, language.plain(&programme.title)),
            chosen: self.programme.as_ref() == Some(&programme.id),
        });
        std::iter::once(self.all(visit, self.programme.is_none())).chain(every).collect()
    }

    /// The disease areas to choose from with how many projects each finds.
    pub fn areas(&self, visit: &Visit<'_>) -> Vec<Choice> {
        let (plan, language) = (&visit.snapshot.plan, visit.language());
        if plan.disease_areas.is_empty() {
            return Vec::new();
        }
        let found = |area: &DiseaseArea| plan.projects().filter(|(_, p)| p.disease_areas.contains(&area.id)).count();
        let every = plan.disease_areas.iter().map(|area| Choice {
            value: area.id.clone(),
            words: format!("{} ({})", language.plain(&area.title), found(area)),
            chosen: self.area.as_ref() == Some(&area.id),
        });
        std::iter::once(self.all(visit, self.area.is_none())).chain(every).collect()
    }

    fn all(&self, visit: &Visit<'_>, chosen: bool) -> Choice {
        let words = RoadmapWords::of(visit.language());
        Choice { value: String::new(), words: words.filter_all.to_owned(), chosen }
    }
}
