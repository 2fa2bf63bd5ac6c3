//! Reading one file: open, inflate, find the format, hand out records, check to the end.
//!
//! The decision to question: records are handed out before the end of the file has been seen. A file that turns out broken has then
//! already given some of them; **whoever takes them must throw them away when [`Reader::read`] fails**. The other way, to check first and
//! read again, would cost every good file twice what a broken one costs once.
//!
//! Every file is read through a window, in memory that does not grow with the file.

use crate::archive::{Budget, Contents, Members, is_tar, is_zip, read_tar, read_zip};
use crate::crossref;
use crate::encoding::{Known, Transcoded};
use crate::format::HEAD;
use crate::ictrp::{Trials, TrialsXml};
use crate::jats::Jats;
use crate::json_lines::JsonLines;
use crate::kaken::{self, Kaken};
use crate::openalex;
use crate::publication_date::{fiscal_year, publication_date};
use crate::pubmed::PubMed;
use crate::rs::Sheets;
use crate::source::Opened;
use crate::table::{Csv, Rows, Workbook};
use crate::trials::{self, StudyXml};
use crate::window::{Window, pieces};
use crate::{Edition, Format, Problem, ReadError, Record, Stop, detect};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What finds the places in raw bytes where something could be.
pub trait Candidates {
    /// The first such place at or after `from`. It may point at something that turns out to be nothing, and must never miss.
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize>;

    /// Whether something could be in a text in which no markup and no reference stands for anything else.
    fn stands_in(&self, text: &str) -> bool {
        self.find(text.as_bytes(), 0).is_some()
    }

    /// Adds every such place in `range`, in the order of their starts; each spans all that it may turn out to touch.
    fn collect(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>);

    /// As `collect`, for bytes of JSON, whose strings may write any letter as an escape. Whoever cannot tell says: anywhere.
    fn collect_in_json(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        let _ = bytes;
        places.push(range);
    }
}

impl Candidates for mention::Prefilter {
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        Self::find(self, bytes, from)
    }

    fn stands_in(&self, text: &str) -> bool {
        Self::stands_in(self, text)
    }

    fn collect(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        Self::collect(self, bytes, range, places);
    }

    fn collect_in_json(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        Self::collect_in_json(self, bytes, range, places);
    }
}

/// What is read.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file, packed or not.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes at hand, under a name.
    Bytes {
        /// Stands for the file's name.
        name: String,
        /// Its content, packed or not.
        bytes: Vec<u8>,
    },
}

impl Input {
    /// What an argument of the command line names: `-` is standard input.
    #[must_use]
    pub fn from_argument(argument: &std::ffi::OsStr) -> Self {
        if argument == "-" { Self::Stdin } else { Self::File(PathBuf::from(argument)) }
    }

    /// The name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => {
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
            Self::Stdin => "-".to_owned(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }
}

/// How to read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Give every record, not only those where something could be.
    pub every_record: bool,
    /// Give of a record only its id and the fields where something could be: all that it takes to find mentions, in a
    /// fraction of the time.
    pub only_candidates: bool,
    /// Give id, version and publication date of every record ([`Item::Seen`]).
    pub every_id: bool,
    /// Check the markup of every record, also of those that are not given.
    pub strict: bool,
    /// Take the SHA-256 of the file.
    pub checksum: bool,
    /// The edition, for a file whose name does not tell it.
    pub edition: Option<Edition>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            every_record: false,
            only_candidates: false,
            every_id: false,
            strict: false,
            checksum: true,
            edition: None,
        }
    }
}

/// What a file gives, in its order.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "items are handed over one by one and never stored")]
pub enum Item {
    /// A record where something could be (or any, if asked for).
    Record(Record),
    /// A record that the file holds, whether given as a record or not; comes before its record.
    Seen {
        /// Its source id: `pmid:34096078`.
        id: String,
        /// Its version, as [`Record::version`].
        version: u32,
        /// The date by which it is counted.
        published: Option<Date>,
    },
    /// Citations that PubMed took back: PMID and version.
    Deleted(Vec<(u32, u32)>),
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSummary {
    /// The file's name without its folder.
    pub name: String,
    /// SHA-256 of the file as it lies there, in hexadecimal; if asked for.
    pub sha256: Option<String>,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Length of what it holds when inflated; of an archive, the files that were read.
    pub bytes_inflated: u64,
    /// The edition by name, else by option, else by the names of the files in an archive.
    pub edition: Option<Edition>,
    /// Its format; that of the files in it, if it is an archive.
    pub format: Format,
    /// Files of records in it: 1, or as many as an archive holds.
    pub members_read: u64,
    /// Files in an archive that hold no records (pictures, licences), and were passed over.
    pub members_passed_over: u64,
    /// Records in it.
    pub records_read: u64,
    /// Records that were parsed and given.
    pub records_parsed: u64,
    /// Citations that it takes back.
    pub deleted: u64,
    /// Citations by fiscal year of publication; filled if `every_id`.
    pub records_by_fiscal_year: BTreeMap<i16, u64>,
    /// Citations by calendar year of publication; filled if `every_id`.
    pub records_by_calendar_year: BTreeMap<i16, u64>,
    /// Citations without any publication date; counted if `every_id`.
    pub records_without_date: u64,
    /// How long it took.
    pub duration: Duration,
}

pub(crate) type Sink<'a> = dyn FnMut(Item) -> Result<(), Stop> + 'a;

/// What has been counted so far.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    pub(crate) records_read: u64,
    pub(crate) records_parsed: u64,
    pub(crate) deleted: u64,
    by_fiscal_year: BTreeMap<i16, u64>,
    by_calendar_year: BTreeMap<i16, u64>,
    without_date: u64,
}

impl Progress {
    pub(crate) fn give(&mut self, item: Item, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        if let Item::Seen { published, .. } = &item {
            match published {
                Some(date) => {
                    *self.by_fiscal_year.entry(fiscal_year(*date)).or_default() += 1;
                    *self.by_calendar_year.entry(date.year()).or_default() += 1;
                }
                None => self.without_date += 1,
            }
        }
        sink(item).map_err(|stop| Problem::Stopped(stop).into())
    }
}

/// Where what a reader finds goes.
pub(crate) struct Found<'s, 'p> {
    pub(crate) sink: &'s mut Sink<'p>,
    pub(crate) progress: &'s mut Progress,
}

impl Found<'_, '_> {
    pub(crate) fn give(&mut self, item: Item) -> Result<(), ReadError> {
        self.progress.give(item, self.sink)
    }
}

/// What a record is seen as.
pub(crate) fn seen(record: &Record) -> Item {
    let published = record.publication_date().map(|published| published.date);
    Item::Seen { id: record.id.clone(), version: record.version, published }
}

/// Line ends in these bytes, for the place of an error.
pub(crate) fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Takes the bytes of a file, piece by piece.
pub(crate) trait Feeder {
    /// Reads what is complete and says how many bytes that was; the rest comes again with more behind it. `last`: nothing more comes.
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError>;

    /// What must fit into memory at once.
    fn unit(&self) -> &'static str;
}

/// Reads files one after the other in the same memory.
#[derive(Default)]
pub struct Reader {
    window: Vec<u8>,
    /// That of the members of an archive, while the archive itself goes through the other.
    window_of_members: Vec<u8>,
}

impl Reader {
    /// A reader; its memory is taken when it is needed and then kept.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a file to its end and gives what is in it.
    ///
    /// # Errors
    /// If the file is refused, for whatever reason. What was given before must then be thrown away.
    pub fn read(
        &mut self,
        input: &Input,
        options: &ReadOptions,
        candidates: &dyn Candidates,
        sink: &mut Sink<'_>,
    ) -> Result<FileSummary, ReadError> {
        let started = Instant::now();
        let mut progress = Progress::default();
        let mut opened = Opened::open(input, options.checksum)?;
        let contents = match self.contents(&mut opened, options, candidates, &mut progress, sink) {
            // Whatever else is wrong comes of that.
            Err(error) if !matches!(error.problem, Problem::Stopped(_)) && opened.has_changed() => {
                return Err(Problem::Changed.into());
            }
            contents => contents?,
        };
        let finished = opened.finish()?;
        let name = input.name();
        Ok(FileSummary {
            edition: Edition::of_file_name(&name).or(options.edition).or(contents.edition),
            name,
            sha256: finished.sha256,
            bytes: finished.bytes,
            bytes_inflated: contents.bytes_inflated,
            format: contents.format,
            members_read: contents.members_read,
            members_passed_over: contents.members_passed_over,
            records_read: progress.records_read,
            records_parsed: progress.records_parsed,
            deleted: progress.deleted,
            records_by_fiscal_year: progress.by_fiscal_year,
            records_by_calendar_year: progress.by_calendar_year,
            records_without_date: progress.without_date,
            duration: started.elapsed(),
        })
    }

    fn contents(
        &mut self,
        opened: &mut Opened,
        options: &ReadOptions,
        candidates: &dyn Candidates,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<Contents, ReadError> {
        let budget = Budget::new(opened.counter());
        let window = &mut self.window;
        if opened.begins(is_zip)? {
            let mut file = opened.seekable()?;
            if let Some(workbook) = Workbook::of(&mut *file)? {
                return workbook.read(&mut *file, window, &budget, (options, candidates), (progress, sink));
            }
            return read_zip(&mut *file, Members::new(options, candidates, window, budget, progress, sink));
        }
        let mut source = opened.source()?;
        let mut window = Window::open(window, &mut *source)?;
        if is_tar(window.ahead()) {
            let members = Members::new(options, candidates, &mut self.window_of_members, budget, progress, sink);
            return read_tar(&mut window, members);
        }
        let mut begin = |head: &[u8]| {
            let format = detect(&head[..head.len().min(HEAD)])?;
            Ok(Some((format, feeder_of(format, options, candidates))))
        };
        match pieces(window, &mut begin, progress, sink)? {
            Some((format, bytes)) => Ok(one_file(format, bytes)),
            None => Err(Problem::Empty.into()),
        }
    }
}

fn one_file(format: Format, bytes_inflated: u64) -> Contents {
    Contents { format, edition: None, bytes_inflated, members_read: 1, members_passed_over: 0 }
}

/// Reads one file; for several, a [`Reader`] keeps its memory.
///
/// # Errors
/// As [`Reader::read`].
pub fn read(
    input: &Input,
    options: &ReadOptions,
    candidates: &dyn Candidates,
    sink: &mut dyn FnMut(Item) -> Result<(), Stop>,
) -> Result<FileSummary, ReadError> {
    Reader::new().read(input, options, candidates, sink)
}

/// What takes the bytes of a file of this format.
pub(crate) fn feeder_of<'a>(
    format: Format,
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
) -> Box<dyn Feeder + 'a> {
    match format {
        Format::Crossref => Box::new(crossref::reader(options, candidates)),
        Format::OpenAlex => Box::new(openalex::reader(options, candidates)),
        Format::Kaken => Box::new(Kaken::new(options, candidates)),
        Format::CiNii => Box::new(kaken::cinii(options, candidates)),
        Format::PubMed => Box::new(PubMed::new(options, candidates)),
        Format::StudyXml => {
            Box::new(Transcoded::new(Box::new(StudyXml::new(options, candidates)), Known::ByDeclaration))
        }
        Format::IctrpXml => {
            Box::new(Transcoded::new(Box::new(TrialsXml::new(options, candidates)), Known::ByDeclaration))
        }
        Format::IctrpTable | Format::RsTable => {
            Box::new(Transcoded::new(Box::new(Csv::new(rows_of(format, options, candidates))), Known::ByBytes))
        }
        Format::StudyJson => Box::new(trials::json_reader(options, candidates)),
        Format::Jats => Box::new(Jats::new(options, candidates)),
        Format::Texts | Format::Records => Box::new(JsonLines::new(format, options, candidates)),
    }
}

/// What takes the rows of a table.
pub(crate) fn rows_of<'a>(
    format: Format,
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
) -> Box<dyn Rows + 'a> {
    match format {
        Format::RsTable => Box::new(Sheets::new(options, candidates)),
        _ => Box::new(Trials::new(options, candidates)),
    }
}

/// The publication date of a record: [`publication_date`] of its dates.
impl Record {
    /// The date by which it is counted, with the claim it came from.
    #[must_use]
    pub fn publication_date(&self) -> Option<crate::PublicationDate> {
        publication_date(&self.dates)
    }
}
