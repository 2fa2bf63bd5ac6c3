//! Arden, the invented country: its plan, its literature, and a site over a store that read it. Every figure can be counted in
//! [`literature`].

mod literature;
mod plan;
mod record;

pub use literature::{LATER, LITERATURE, file};
pub use plan::plan;
pub use record::{mentions, record};

use crate::site::Site;
use crate::source::Source;
use corpus::Input;
use ingest::{IngestOptions, ingest};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use store::{Location, Store};
use tempfile::TempDir;

/// The day on which tests read the pages.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

/// A site over Arden's literature, with a store of its own.
pub struct Arden {
    /// The site.
    pub site: Arc<Site>,
    /// Its store.
    pub file: PathBuf,
    _folder: TempDir,
}

/// A site over Arden's literature. It has a store of its own, so that a test may decide what it likes.
pub fn site(editor: bool) -> Arden {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("arden.sqlite");
    std::fs::copy(read_once(), &file).expect("a copy of the store");
    let private = |path: &Path| path.with_extension("private.sqlite");
    std::fs::copy(private(read_once()), private(&file)).expect("a copy of its private half");
    over(folder, file, plan(), editor)
}

/// A site over a store into which nothing was read.
pub fn empty_site() -> Arden {
    empty_site_of(plan())
}

/// The same with another plan.
pub fn empty_site_of(plan: ::plan::Plan) -> Arden {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("empty.sqlite");
    Store::open(&Location::Sqlite(file.clone())).expect("a new store");
    over(folder, file, plan, false)
}

/// Reads a file of Arden's into a store.
pub fn read_in(store: &Path, number: u32, citations: &[literature::Citation]) {
    let mut store = Store::open(&Location::Sqlite(store.to_owned())).expect("a store");
    let input = Input::Bytes { name: format!("pubmed26n{number:04}.xml"), bytes: file(citations).into_bytes() };
    let outcome =
        ingest(&[input], &IngestOptions::default(), &mut store, &plan(), &|_| {}).expect("a store that takes it");
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
}

fn over(folder: TempDir, file: PathBuf, plan: ::plan::Plan, editor: bool) -> Arden {
    let store = Store::open_existing(&Location::Sqlite(file.clone())).expect("the store");
    let source = Source::new(store).showing(plan);
    let site = Site::new(source, || TODAY, editor, true).expect("a readable store");
    Arden { site: Arc::new(site), file, _folder: folder }
}

/// A store that read [`LITERATURE`], made once for all tests.
fn read_once() -> &'static Path {
    static STORE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, file) = STORE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("arden.sqlite");
        read_in(&file, 1, LITERATURE);
        (folder, file)
    });
    file
}
