#![doc = include_str!("../README.md")]

mod clock;
mod download;
mod files;
mod folder;
mod http;
mod network;
mod pages;
mod problem;
mod report;
mod source;
mod tar;
mod verify;

pub use clock::{Clock, Stop, WallClock};
pub use network::Network;
pub use problem::Problem;
pub use report::{Event, Outcome, Planned};
pub use source::Source;

use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is fetched, where from and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// The source.
    pub source: Source,
    /// The folder, which is made if it is not there. It is for this source and filter alone.
    pub into: PathBuf,
    /// Another address that everything is below: a mirror.
    pub base_url: Option<String>,
    /// An address to write to, told to the source.
    pub mailto: Option<String>,
    /// Requests at a time, at most as many as the source takes.
    pub parallel: Option<usize>,
    /// The most files, pages or bundles to fetch.
    pub limit: Option<usize>,
    /// The first day: of creation (Crossref), of change (OpenAlex, ClinicalTrials.gov, PMC).
    pub from: Option<Date>,
    /// Which records, in the source's own words (Crossref, ClinicalTrials.gov).
    pub filter: Option<String>,
    /// Which articles (PMC), by the number after `PMC`.
    pub ids: Option<BTreeSet<u32>>,
    /// Look only; nothing is written.
    pub dry_run: bool,
    /// Take away what is no longer at the source, once everything else is here (PubMed, OpenAlex).
    pub prune: bool,
    /// How the network is reached.
    pub network: Network,
}

impl Options {
    /// Everything of a source, into a folder.
    #[must_use]
    pub fn new(source: Source, into: PathBuf) -> Self {
        Self {
            source,
            into,
            base_url: None,
            mailto: None,
            parallel: None,
            limit: None,
            from: None,
            filter: None,
            ids: None,
            dry_run: false,
            prune: false,
            network: Network::default(),
        }
    }
}

/// Reads identifiers of PMC articles, one a line: `PMC1234567`, `pmcid:PMC1234567` or `1234567`.
///
/// # Errors
///
/// [`Problem::Option`] with the first line that is none.
pub fn pmc_ids(text: &str) -> Result<BTreeSet<u32>, Problem> {
    source::pmc::ids(text)
}

/// Fetches what is new or changed at a source into a folder.
///
/// At any moment the folder holds whole, checked files only; what is under way lies in `.shirube-sync` below it, and the
/// same call goes on there. What one file is refused for does not keep the others from coming.
///
/// # Errors
///
/// Where nothing could be begun: wrong options, a folder that is locked, full or another source's, a listing that was not
/// to be had. What happens later stands in the [`Outcome`].
pub fn sync(
    options: &Options,
    clock: &dyn Clock,
    stop: &Stop,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Outcome, Problem> {
    let source = options.source;
    let filter = checked(options)?;
    let base_url = options.base_url.clone().unwrap_or_else(|| source.base_url().to_owned());
    let base_url = if base_url.ends_with('/') { base_url } else { format!("{base_url}/") };
    let client = http::Client::new(&base_url, &options.network, options.mailto.as_deref(), source.pace(), clock, stop)?;
    let folder = folder::Folder::open(&options.into, source.name(), &filter, options.dry_run, clock.now())?;
    let parallel = options.parallel.unwrap_or(source.usual_parallel()).clamp(1, source.most_parallel());
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Whoever waits for a byte does not see that it is to stop.
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::SeqCst) {
                if stop.is_asked() {
                    client.hang_up();
                    return;
                }
                std::thread::park_timeout(std::time::Duration::from_millis(50));
            }
        });
        let run = || match source {
            Source::PubmedBaseline | Source::PubmedUpdates => {
                let (listing, _) = client.get_as(&base_url, |page| source::pubmed::listing(&base_url, page))?;
                files::run(listing, &folder, &client, options, parallel, tell)
            }
            Source::Openalex => {
                let url = format!("{base_url}{}", source::openalex::MANIFEST);
                let read = |bytes: &[u8]| source::openalex::listing(&base_url, bytes, options.from);
                let (listing, _) = client.get_as(&url, read)?;
                files::run(listing, &folder, &client, options, parallel, tell)
            }
            Source::Crossref => {
                let mailto = options.mailto.clone();
                let crossref =
                    source::crossref::Crossref { base_url: base_url.clone(), filter: filter.clone(), mailto };
                pages::run(&crossref, &folder, &client, options, tell)
            }
            Source::Clinicaltrials => {
                let filter = filter.clone();
                let trials = source::clinicaltrials::Clinicaltrials { base_url: base_url.clone(), filter };
                pages::run(&trials, &folder, &client, options, tell)
            }
            Source::PmcOa => source::pmc::run(&base_url, &folder, &client, options, parallel, tell),
        };
        let outcome = run();
        done.store(true, std::sync::atomic::Ordering::SeqCst);
        outcome
    })
}

/// Options that fit the source; the filter in use.
fn checked(options: &Options) -> Result<String, Problem> {
    let source = options.source;
    let unfit = |name, expected, found: String| Err(Problem::Option { name, expected, found });
    if let Some(mailto) = &options.mailto {
        let plain = mailto.chars().all(|character| character.is_ascii_graphic() && !"()<>,;\"".contains(character));
        let parts = mailto.split('@').collect::<Vec<_>>();
        if !plain || !matches!(parts.as_slice(), [name, host] if !name.is_empty() && host.contains('.')) {
            return unfit("--mailto", "an address such as office@example.org", mailto.clone());
        }
    }
    if source.asks_for_mailto() && options.mailto.is_none() {
        return Err(Problem::Mailto);
    }
    if options.filter.is_some() && source.usual_filter().is_none() {
        return unfit("--filter", "a source that takes one: crossref, clinicaltrials", source.name().to_owned());
    }
    if options.from.is_some() && !source.takes_from() {
        return unfit(
            "--from",
            "a source that takes it: openalex, crossref, clinicaltrials, pmc-oa",
            source.name().to_owned(),
        );
    }
    if options.ids.is_some() && source != Source::PmcOa {
        return unfit("--ids", "the source pmc-oa", source.name().to_owned());
    }
    if options.prune && !matches!(source, Source::PubmedBaseline | Source::PubmedUpdates | Source::Openalex) {
        return unfit(
            "--prune",
            "a source that takes it: pubmed-baseline, pubmed-updates, openalex",
            source.name().to_owned(),
        );
    }
    Ok(options.filter.clone().or(source.usual_filter().map(str::to_owned)).unwrap_or_default())
}
