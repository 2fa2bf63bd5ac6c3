//! One request as a page sees it, and what every page shows around its own content.
//!
//! A page is a function from a [`Visit`] to an [`Answer`]. It reads the snapshot; it asks the store only for what the
//! summary does not hold (the words of one record, a search).

use crate::accounts::SignedIn;
use crate::language::{Language, Shown};
use crate::phrase::say;
use crate::public_address::PublicAddress;
use crate::site::{Site, is_own_name};
use crate::snapshot::Snapshot;
use crate::table::{Table, json_document};
use crate::way::Way;
use crate::words::{Words, count};
use access::{Duty, Place, may_somewhere, permits};
use askama::Template;
use plan::PlanDecisionKind;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is asked for: a page or its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The page.
    Html,
    /// One table.
    Csv,
    /// All tables.
    Json,
}

/// A request on its way to a page.
#[derive(Clone)]
pub struct Visit<'a> {
    /// The site.
    pub site: &'a Site,
    /// The state of the plan and its evidence that this reader sees.
    pub snapshot: Arc<Snapshot>,
    /// What the reader carries.
    pub way: Way,
    /// The path after the language, without `.csv` or `.json`: `/indicators/papers`.
    pub path: String,
    /// The rest of the query.
    pub query: BTreeMap<String, String>,
    /// What is asked for.
    pub format: Format,
    /// `http://host` as the reader wrote it. Addresses that leave the site begin with [`Visit::address`].
    pub host: String,
    /// Whom the reader is taken for.
    pub actor: access::Actor,
    /// Who is signed in, if anybody.
    pub account: Option<SignedIn>,
}

/// What goes back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub media_type: &'static str,
    /// The body, or where to go (303).
    pub body: String,
}

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum Problem {
    /// Nothing is there; the words are searched for.
    NotFound(String),
    /// Editing is off, or the reader's roles do not reach so far.
    NotAllowed,
    /// Only for who is signed in.
    SignIn,
    /// The request makes no sense; the sentence says why.
    BadRequest(String),
    /// A decision on what is not there (any more).
    Gone(Gone),
    /// Another program writes to the store; who, if known.
    Busy(String),
    /// The store cannot be read; the text goes to the log.
    Store(String),
    /// Our own fault; the text goes to the log, never to the reader.
    Failed(String),
}

/// What a decision was about that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// The link.
    Link,
    /// The project.
    Project,
    /// The decision to take back.
    Decision,
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NoLink(_) => Self::Gone(Gone::Link),
            store::Error::NoProject(_) => Self::Gone(Gone::Project),
            store::Error::NothingToUndo | store::Error::NoHandIn(_) => Self::Gone(Gone::Decision),
            store::Error::Busy(holder) => Self::Busy(holder.map(|holder| holder.who).unwrap_or_default()),
            other => Self::Store(other.to_string()),
        }
    }
}

/// Where in the main menu a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 概要
    Overview,
    /// 工程表
    Roadmap,
    /// 評価の予定
    Calendar,
    /// 指標
    Indicators,
    /// 根拠
    Records,
    /// 台帳
    Registers,
    /// 判断待ち
    Review,
    /// 番号の対応
    Joins,
    /// 上位施策
    Policies,
    /// 様式
    Forms,
    /// 出典と範囲
    About,
    /// 利用者
    People,
    /// Nowhere in particular.
    None,
}

/// A step of the path in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its words.
    pub words: Shown,
    /// Where it leads; empty for the page itself.
    pub href: String,
}

/// An entry of the main menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// Its words.
    pub words: String,
    /// A number beside them; empty for none.
    pub number: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// What stands around the content of every page: header, menu, bands, footer.
pub struct Frame {
    /// The page's language.
    pub language: Language,
    /// Our words in it.
    pub words: &'static Words,
    /// What the reader carries; makes every link.
    pub way: Way,
    /// The page's title for the browser.
    pub title: String,
    /// The plan's name.
    pub plan: Shown,
    /// The main menu.
    pub menu: Vec<MenuItem>,
    /// The path in the plan.
    pub crumbs: Vec<Crumb>,
    /// `令和7年1月17日改訂版`.
    pub revision: String,
    /// `2026年11月23日現在`.
    pub as_of: String,
    /// A sentence where an earlier state is shown; else empty.
    pub earlier: String,
    /// The day shown, for the form that travels.
    pub as_of_value: String,
    /// This page without as-of.
    pub now_href: String,
    /// Path of this page for the form that travels; empty where the page has no earlier state.
    pub here: String,
    /// What of the query the form must keep.
    pub kept: Vec<(String, String)>,
    /// This page in the other language.
    pub translated_href: String,
    /// Whether invented evidence is in the store, or the server is a demonstration.
    pub demo: bool,
    /// Whether it is hidden.
    pub hidden: bool,
    /// This page with the switch turned.
    pub switch_href: String,
    /// Last batch in words.
    pub batch: String,
    /// Sources in words.
    pub sources: Vec<String>,
    /// This page's tables as CSV: name and address.
    pub csv: Vec<(String, String)>,
    /// This page's tables as JSON; empty where it has none.
    pub json: String,
    /// How to cite the page.
    pub cite: String,
    /// How to report an error.
    pub report: String,
    /// What was searched for, in the box.
    pub searched: String,
    /// Whether decisions can be recorded here.
    pub editor: bool,
    /// Whether people sign in here.
    pub accounts: bool,
    /// The name of who is signed in; empty for nobody.
    pub by: String,
    /// Address of the style sheet.
    pub style: &'static str,
    /// Address of the script.
    pub script: &'static str,
    /// Whether the page has an unofficial translation on it (explained once in the footer).
    pub translations: bool,
    /// Said after an act.
    pub done: bool,
}

impl Frame {
    /// The address of `path` for this reader.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        self.way.to(path)
    }
}

impl<'a> Visit<'a> {
    /// Whether the reader came by this computer's own name.
    #[must_use]
    pub fn is_own_name(&self) -> bool {
        is_own_name(self.host.trim_start_matches("http://"))
    }

    /// What addresses begin with that leave the site: its public address if it has one, else as the reader came.
    #[must_use]
    pub fn address(&self) -> &str {
        self.site.public_address.as_ref().map_or(&self.host, PublicAddress::as_str)
    }

    /// Whether the reader may decide anything at all: at which places, the form's own check says.
    #[must_use]
    pub fn may_decide(&self) -> bool {
        self.may_somewhere(Duty::Decide)
    }

    /// Whether the reader may do this somewhere.
    #[must_use]
    pub fn may_somewhere(&self, duty: Duty) -> bool {
        match (&self.account, &self.site.accounts) {
            (_, None) => self.site.editor,
            (None, Some(_)) => false,
            (Some(signed), Some(_)) => may_somewhere(&signed.account.grants, duty),
        }
    }

    /// Whether the reader is signed in and may do this for the plan as a whole.
    #[must_use]
    pub fn may_for_the_plan(&self, duty: Duty) -> bool {
        let grants = self.account.as_ref().map(|signed| signed.account.grants.as_slice());
        grants.is_some_and(|grants| permits(Some(grants), duty, &Place::Plan))
    }

    /// Our words in the reader's language.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        self.way.language.words()
    }

    /// The reader's language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.way.language
    }

    /// The address of `path` for this reader.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        self.way.to(path)
    }

    /// A counted thing in words: `34課題`.
    #[must_use]
    pub fn count(&self, pattern: &str, number: usize) -> String {
        count(pattern, number)
    }

    /// A value of the query.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The crumb of a programme or anything else that opens.
    #[must_use]
    pub fn crumb(&self, words: Shown, path: &str) -> Crumb {
        Crumb { words, href: if path.is_empty() { String::new() } else { self.to(path) } }
    }

    /// The first crumb: the plan.
    #[must_use]
    pub fn plan_crumb(&self) -> Crumb {
        self.crumb(own(self.words().plan), "/")
    }

    /// Whether tables are asked for rather than the page; a page may then skip its drawings.
    #[must_use]
    pub fn wants_tables(&self) -> bool {
        self.format != Format::Html
    }

    /// The tables as CSV (`?table=NAME`, else the first) or JSON.
    pub fn tables(&self, page: &str, tables: &[Table]) -> Result<Answer, Problem> {
        if self.format == Format::Json {
            let snapshot = &self.snapshot;
            let meta = json!({
                "change": snapshot.change,
                "as_of": snapshot.day.to_string(),
                "revision": snapshot.revision_date().map(|day| day.to_string()),
                "invented_hidden": self.way.hide_invented,
                "address": format!("{}{}", self.address(), self.to(&self.path)),
            });
            return Ok(Answer {
                status: 200,
                media_type: "application/json; charset=utf-8",
                body: json_document(page, tables, meta),
            });
        }
        let table = match self.asked("table") {
            Some(name) => tables.iter().find(|table| table.name == name),
            None => tables.first(),
        };
        let table = table.ok_or_else(|| Problem::NotFound(self.path.clone()))?;
        Ok(Answer { status: 200, media_type: "text/csv; charset=utf-8", body: table.csv() })
    }

    /// A rendered page.
    pub fn html(&self, page: &impl Template) -> Result<Answer, Problem> {
        self.html_with(200, page)
    }

    /// A rendered page with another status.
    pub fn html_with(&self, status: u16, page: &impl Template) -> Result<Answer, Problem> {
        let body = page.render().map_err(|error| Problem::Failed(format!("{}: {error}", self.path)))?;
        Ok(Answer { status, media_type: "text/html; charset=utf-8", body })
    }

    /// This page's query without what [`Way`] carries.
    fn own_query(&self) -> String {
        let pairs: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| format!("{}={}", crate::way::encode(name), crate::way::encode(value)))
            .collect();
        pairs.join("&")
    }

    fn here(&self, suffix: &str, query: &str) -> String {
        let path = if self.path == "/" && !suffix.is_empty() { "/overview" } else { self.path.as_str() };
        if query.is_empty() { format!("{path}{suffix}") } else { format!("{path}{suffix}?{query}") }
    }

    /// What stands around the page. `tables` are the names of its tables, the first one first.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>, section: Section, crumbs: Vec<Crumb>, tables: &[&str]) -> Frame {
        let (words, language, snapshot) = (self.words(), self.language(), &self.snapshot);
        let title = title.into();
        let own_query = self.own_query();
        let here = self.here("", &own_query);
        let item = |name: &str, path: &str, this: Section| MenuItem {
            words: name.to_owned(),
            number: String::new(),
            href: self.to(path),
            current: this == section,
        };
        let mut menu = vec![
            item(words.nav_overview, "/", Section::Overview),
            item(words.nav_roadmap, "/roadmap", Section::Roadmap),
            item(words.nav_calendar, "/calendar", Section::Calendar),
            item(words.nav_indicators, "/indicators", Section::Indicators),
            item(words.nav_records, "/records", Section::Records),
            item(words.nav_registers, "/registers", Section::Registers),
            item(words.nav_review, "/review", Section::Review),
            item(words.nav_joins, "/joins", Section::Joins),
            item(words.nav_policies, "/policies", Section::Policies),
            item(words.nav_forms, "/forms", Section::Forms),
            item(words.nav_about, "/about", Section::About),
        ];
        if !snapshot.waiting.is_empty() {
            menu[6].number = crate::figure::grouped(snapshot.waiting.len() as i128);
        }
        if self.may_for_the_plan(Duty::KeepPeople) {
            menu.push(item(words.nav_people, "/people", Section::People));
        }
        let revision = revision_in_words(snapshot, language);
        let as_of = say(words.as_of, &[("date", &language.date(snapshot.day))]);
        let address = format!("{}{}", self.address(), self.to(&here));
        let plan = language.text(&snapshot.plan.title);
        let separator = if own_query.is_empty() { String::new() } else { format!("{own_query}&") };
        let csv = tables
            .iter()
            .map(|name| ((*name).to_owned(), self.to(&self.here(".csv", &format!("{separator}table={name}")))))
            .collect();
        let mut now = self.way.clone();
        now.as_of = None;
        let mut switched = self.way.clone();
        switched.hide_invented = !switched.hide_invented;
        let mut kept: Vec<(String, String)> = self.query.clone().into_iter().collect();
        if self.way.hide_invented {
            kept.push(("invented".to_owned(), "hide".to_owned()));
        }
        Frame {
            language,
            words,
            way: self.way.clone(),
            cite: say(
                words.footer_cite_words,
                &[
                    ("title", &title),
                    ("plan", &plan.words),
                    ("revision", &revision),
                    ("as_of", &as_of),
                    ("address", &address),
                ],
            ),
            report: say(words.footer_report_words, &[("address", &address)]),
            earlier: if self.way.as_of.is_some() {
                say(
                    words.as_of_old,
                    &[("date", &language.date(snapshot.day)), ("change", &snapshot.change.to_string())],
                )
            } else {
                String::new()
            },
            title,
            plan,
            menu,
            crumbs,
            revision,
            as_of,
            as_of_value: snapshot.day.to_string(),
            now_href: now.to(&here),
            here: format!("/{}{}", language.code(), self.path),
            kept,
            translated_href: self.way.translated().to(&here),
            demo: self.site.demo || snapshot.invented,
            hidden: self.way.hide_invented,
            switch_href: switched.to(&here),
            batch: batch_in_words(snapshot, language),
            sources: snapshot.sources_in_words(language),
            json: if tables.is_empty() { String::new() } else { self.to(&self.here(".json", &own_query)) },
            csv,
            searched: self.asked("q").unwrap_or_default().to_owned(),
            editor: self.may_decide(),
            accounts: self.site.accounts.is_some(),
            by: self.account.as_ref().map(|signed| signed.account.name.clone()).unwrap_or_default(),
            style: crate::assets::style_address(),
            script: crate::assets::script_address(),
            translations: language == Language::En,
            done: self.asked("done").is_some(),
        }
    }
}

/// Our own words as [`Shown`].
#[must_use]
pub fn own(words: impl Into<String>) -> Shown {
    Shown { words: words.into(), lang: "", unofficial: false }
}

fn revision_in_words(snapshot: &Snapshot, language: Language) -> String {
    let words = language.words();
    match snapshot.plan.decisions.last() {
        Some(decision) => {
            let pattern = match decision.kind {
                PlanDecisionKind::Adopted => words.revision_first,
                PlanDecisionKind::Amended => words.revision,
            };
            say(pattern, &[("date", &language.era_date(decision.on))])
        }
        None => String::new(),
    }
}

fn batch_in_words(snapshot: &Snapshot, language: Language) -> String {
    let words = language.words();
    match snapshot.batches.last() {
        Some(batch) => {
            say(words.footer_batch, &[("number", &batch.number.to_string()), ("date", &language.date(batch.on))])
        }
        None => words.footer_no_batch.to_owned(),
    }
}
