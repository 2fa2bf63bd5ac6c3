//! Sources that are asked page by page, each page giving the mark of the next.
//!
//! The decision to question: a source is cut into windows (a month of new records, a day of changes). Marks do not live
//! long, so a cut costs at most its window, and a window's pages have the same names however often it was begun.

use crate::Options;
use crate::folder::{Folder, Window};
use crate::http::Client;
use crate::problem::Problem;
use crate::report::{Event, Outcome, Planned};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use std::io::Write as _;

/// A source that is asked page by page.
pub(crate) trait Paged: Sync {
    /// The first word of every file's name.
    fn name(&self) -> &'static str;
    /// The windows of a first run, from one day (or the source's first) to another.
    fn first_windows(&self, from: Option<Date>, until: Date) -> Vec<WindowPlan>;
    /// The window of one day's changes.
    fn changes(&self, day: Date) -> WindowPlan;
    /// The address of a window's page; no mark is the first.
    fn url(&self, window: &WindowPlan, mark: Option<&str>) -> String;
    /// An address that says how many records a window has, and gives as few of them as the source allows.
    fn count_url(&self, window: &WindowPlan) -> String;
    /// Reads a page, whole.
    fn read(&self, bytes: &[u8]) -> Result<Page, Problem>;
}

/// A part of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WindowPlan {
    /// Its name: `created-2026-10`.
    pub name: String,
    /// What the source is asked for it, in the source's own words.
    pub query: String,
}

/// What is read of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// Records in it.
    pub records: u64,
    /// The mark of the next page.
    pub next: Option<String>,
    /// Records in the whole window.
    pub total: Option<u64>,
}

/// Fetches the windows that are not here yet.
pub(crate) fn run(
    source: &dyn Paged,
    folder: &Folder,
    client: &Client,
    options: &Options,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Outcome, Problem> {
    let today = jiff::tz::Offset::UTC.to_datetime(client.clock.now()).date();
    let mut run = Run { source, folder, client, tell, outcome: Outcome::default(), pages_left: options.limit };
    let todo = run.plan(options, today)?;
    if options.dry_run {
        return run.dry(&todo);
    }
    folder.has_room_for(0)?;
    tell(Event::Planned { items: todo.len(), bytes: None });
    let mut in_a_row = 0;
    for (index, window) in todo.iter().enumerate() {
        if run.pages_left == Some(0) {
            run.outcome.left = todo.len() - index;
            break;
        }
        tell(Event::Started { name: &window.name });
        match run.window(window) {
            Ok(()) => {
                in_a_row = 0;
                tell(Event::Done { name: &window.name });
            }
            Err(problem) if problem.ends_the_run() => {
                run.outcome.ended = Some(problem);
                break;
            }
            Err(problem) => {
                tell(Event::Refused { name: &window.name, problem: &problem });
                in_a_row = if crate::files::is_of_the_network(&problem) { in_a_row + 1 } else { 0 };
                run.outcome.refused.push((window.name.clone(), problem));
                if in_a_row == 3 {
                    run.outcome.left = todo.len() - index - 1;
                    break;
                }
            }
        }
    }
    Ok(run.outcome)
}

struct Run<'a> {
    source: &'a dyn Paged,
    folder: &'a Folder,
    client: &'a Client<'a>,
    tell: &'a (dyn Fn(Event) + Sync),
    outcome: Outcome,
    /// Pages that the limit still allows.
    pages_left: Option<usize>,
}

impl Run<'_> {
    /// The windows to be fetched: those of the first run that are not done, then each day of changes since it began, up to
    /// yesterday, whose changes are all in.
    fn plan(&mut self, options: &Options, today: Date) -> Result<Vec<WindowPlan>, Problem> {
        let yesterday = today.yesterday().unwrap_or(today);
        let known = self.folder.state().changes_from;
        // Changes are asked for from the day of the first run on, whenever that run ends.
        let mut day = known.unwrap_or(today);
        let mut windows = self.source.first_windows(options.from, day.yesterday().unwrap_or(day));
        while day <= yesterday {
            windows.push(self.source.changes(day));
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        if known.is_none() && !options.dry_run {
            self.folder.change(|state| state.changes_from = Some(today))?;
        }
        let state = self.folder.state();
        let (done, todo) = windows.into_iter().partition::<Vec<_>, _>(|window| {
            state.windows.get(&window.name).is_some_and(|known| {
                let there = |page| self.folder.length(&self.file(&window.name, page)).is_some();
                known.done && (1..=known.pages).all(there)
            })
        });
        self.outcome.kept =
            done.iter().filter_map(|window| state.windows.get(&window.name)).map(|known| known.pages as usize).sum();
        Ok(todo)
    }

    fn dry(mut self, todo: &[WindowPlan]) -> Result<Outcome, Problem> {
        for window in todo {
            let url = self.source.count_url(window);
            let (page, _) = self.client.get_as(&url, |bytes| self.source.read(bytes))?;
            self.outcome.planned.push(Planned { name: window.name.clone(), bytes: None, records: page.total });
        }
        Ok(self.outcome)
    }

    /// One window, from where it was left. If the source no longer knows the mark, or the sum is not right, once more
    /// from its beginning.
    fn window(&mut self, plan: &WindowPlan) -> Result<(), Problem> {
        let known = self.folder.state().windows.get(&plan.name).cloned().filter(|known| !known.done);
        let resumed = known.as_ref().is_some_and(|known| known.next.is_some());
        match self.pages(plan, known.unwrap_or_default()) {
            Err(Problem::Records { .. }) => self.pages(plan, Window::default()),
            Err(Problem::Status { status: 400 | 404 | 410, .. }) if resumed => self.pages(plan, Window::default()),
            result => result,
        }
    }

    fn pages(&mut self, plan: &WindowPlan, mut window: Window) -> Result<(), Problem> {
        loop {
            let url = self.source.url(plan, window.next.as_deref());
            let (page, bytes) = self.client.get_as(&url, |bytes| self.source.read(bytes))?;
            window.total = page.total.or(window.total);
            if page.records > 0 {
                if self.pages_left == Some(0) {
                    self.outcome.left += 1;
                    return Ok(());
                }
                self.pages_left = self.pages_left.map(|left| left - 1);
                (self.tell)(Event::Received { bytes: bytes.len() as u64 });
                window.pages += 1;
                window.records += page.records;
                self.write(&self.file(&plan.name, window.pages), &bytes)?;
            }
            let all = window.total.is_some_and(|total| window.records >= total);
            let more = page.records > 0 && !all && page.next.is_some();
            // A mark that is as before would lead round in circles.
            let stands_still = more && page.next == window.next && page.total.is_none();
            window.next = page.next.filter(|_| more && !stands_still);
            if window.next.is_none() {
                break;
            }
            self.remember(plan, &window)?;
        }
        if let Some(expected) = window.total.filter(|total| window.records < *total) {
            self.remember(plan, &Window::default())?;
            return Err(Problem::Records { expected, found: window.records });
        }
        self.remove_beyond(plan, window.pages)?;
        window.done = true;
        self.remember(plan, &window)
    }

    fn file(&self, window: &str, page: u32) -> String {
        format!("{}_{window}_{page:05}.json.gz", self.source.name())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let packed = pack(bytes).map_err(|error| Problem::folder(&self.folder.part(name), &error))?;
        self.folder.has_room_for(packed.len() as u64)?;
        let same = std::fs::read(self.folder.path(name)).is_ok_and(|there| there == packed);
        if same {
            self.outcome.kept += 1;
            return Ok(());
        }
        let part = self.folder.part(name);
        std::fs::write(&part, packed).map_err(|error| Problem::folder(&part, &error))?;
        self.outcome.bytes += self.folder.finish(name)?;
        let path = self.folder.path(name);
        if !self.outcome.fetched.contains(&path) {
            self.outcome.fetched.push(path);
        }
        Ok(())
    }

    fn remember(&self, plan: &WindowPlan, window: &Window) -> Result<(), Problem> {
        self.folder.change(|state| _ = state.windows.insert(plan.name.clone(), window.clone()))
    }

    /// Pages of an earlier, longer try.
    fn remove_beyond(&mut self, plan: &WindowPlan, pages: u32) -> Result<(), Problem> {
        let mut page = pages + 1;
        while self.folder.length(&self.file(&plan.name, page)).is_some() {
            let name = self.file(&plan.name, page);
            self.folder.remove(&name)?;
            let path = self.folder.path(&name);
            self.outcome.fetched.retain(|fetched| *fetched != path);
            page += 1;
        }
        Ok(())
    }
}

/// The same bytes give the same file, whenever it is written.
fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes)?;
    packed.finish()
}
