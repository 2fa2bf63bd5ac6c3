//! Everything public as files, at `/open-data/…`: what `shirube export` writes, table by table and as one archive.
//!
//! The decision to question: **the files are made when somebody first asks, once for each change number, into a temporary folder**. An export made at every
//! change would mostly be read by nobody, and one made in memory would not fit. Who asks is never looked at: there is one export, the public's.

mod archive;
mod body;

use crate::site::Site;
use crate::visit::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use body::FileBody;
use indicator::Change;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Where the files stand.
pub const PATH: &str = "/open-data/";
/// Everything in one file.
pub const ARCHIVE: &str = "shirube.zip";
/// Longest that somebody waits for the files to be made; then they are asked to come again. Below the limit of a request.
const WAIT_AT_MOST: Duration = Duration::from_secs(15);
/// When to come again, in seconds.
const COME_AGAIN: &str = "20";
/// For how long a failure is told again without another try: a full disk does not get emptier by trying.
const REST_AFTER_FAILURE: Duration = Duration::from_secs(60);

/// The files of the last state that somebody asked for.
#[derive(Default)]
pub struct OpenData {
    last: Mutex<Option<Made>>,
    /// Held while files are made.
    making: tokio::sync::Mutex<()>,
}

/// What came of making them.
#[derive(Clone)]
struct Made {
    change: Change,
    came: Result<Arc<Files>, Instant>,
}

/// The files of one state. They go away with the last who reads them.
pub struct Files {
    /// The change that they show.
    pub change: Change,
    /// The day of that change.
    pub day: Date,
    /// Bytes of each, by its path in the folder.
    pub sizes: BTreeMap<String, u64>,
    /// Rows of each table.
    pub rows: BTreeMap<String, u64>,
    folder: TempDir,
}

impl Files {
    /// Where a file lies, if there is such a one.
    fn find(&self, name: &str) -> Option<(PathBuf, u64)> {
        // Only names that were listed: whatever else a path says leads nowhere.
        let size = *self.sizes.get(name)?;
        let inside = if name == ARCHIVE { self.folder.path().to_owned() } else { exported(self.folder.path()) };
        Some((inside.join(name), size))
    }
}

/// The folder of the export inside the temporary one; the archive lies beside it.
fn exported(folder: &Path) -> PathBuf {
    folder.join("export")
}

impl OpenData {
    fn last(&self, change: Change) -> Option<Made> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_told_again =
            |made: &Made| made.came.as_ref().err().is_none_or(|when| when.elapsed() < REST_AFTER_FAILURE);
        last.clone().filter(|made| made.change == change && is_told_again(made))
    }

    /// The files of a change, if they are made.
    pub fn files(&self, change: Change) -> Option<Arc<Files>> {
        self.last(change)?.came.ok()
    }
}

/// Makes the files of now, unless they are there. Whoever asks meanwhile waits for the same ones.
pub async fn prepare(site: Arc<Site>) -> Option<Arc<Files>> {
    let data = site.open_data();
    if let Some(made) = data.last(site.current().change) {
        return made.came.ok();
    }
    let _making = data.making.lock().await;
    let change = site.current().change;
    if let Some(made) = data.last(change) {
        return made.came.ok();
    }
    let making = Arc::clone(&site);
    let came = match tokio::task::spawn_blocking(move || make(&making)).await {
        Ok(Ok(files)) => Ok(Arc::new(files)),
        Ok(Err(problem)) => {
            eprintln!("shirube: the open data could not be made: {problem:?}");
            Err(Instant::now())
        }
        Err(_) => Err(Instant::now()),
    };
    let change = came.as_ref().map_or(change, |files| files.change);
    *data.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Made { change, came: came.clone() });
    came.ok()
}

fn make(site: &Site) -> Result<Files, Problem> {
    let failed = |error: &dyn std::fmt::Display| Problem::Failed(error.to_string());
    let snapshot = site.current();
    let folder = tempfile::Builder::new().prefix("shirube-open-data-").tempdir().map_err(|error| failed(&error))?;
    let inside = exported(folder.path());
    let run = json!({"exported_at": jiff::Timestamp::now().to_string(), "program": program()});
    let (day, written) = site.source().export(&snapshot, &inside, &run)?;
    let written = written.map_err(|error| failed(&error))?;
    let archive = folder.path().join(ARCHIVE);
    let root = format!("shirube-{}-{}", snapshot.plan.id, snapshot.change);
    let mut sizes = archive::write(&inside, &archive, &root).map_err(|error| failed(&error))?;
    let whole = std::fs::metadata(&archive).map_err(|error| failed(&error))?.len();
    sizes.insert(ARCHIVE.to_owned(), whole);
    let rows = export::tables().into_iter().map(|table| table.name).zip(written.rows).collect();
    Ok(Files { change: snapshot.change, day, sizes, rows, folder })
}

fn program() -> &'static str {
    concat!("shirube ", env!("CARGO_PKG_VERSION"))
}

/// Answers who asks for a file. `name` is what stands after [`PATH`].
pub async fn answer(site: Arc<Site>, name: &str, headers: &HeaderMap) -> Response<Body> {
    let now = site.current();
    let tag = tag(now.change, &now.plan.id);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|one| one.trim() == tag) {
        return with(status(StatusCode::NOT_MODIFIED, ""), &[(header::ETAG, &tag)]);
    }
    // In a task of its own: the files are made even if who asked first does not wait for them.
    let making = tokio::spawn(prepare(Arc::clone(&site)));
    let files = match tokio::time::timeout(WAIT_AT_MOST, making).await {
        Ok(Ok(Some(files))) => files,
        Ok(_) => {
            return status(
                StatusCode::SERVICE_UNAVAILABLE,
                "公開データを作成できませんでした。 / the open data could not be made\n",
            );
        }
        Err(_) => {
            let words = "公開データを作成しています。しばらくしてから、もう一度お試しください。 / the open data is being made; come again in a moment\n";
            return with(status(StatusCode::SERVICE_UNAVAILABLE, words), &[(header::RETRY_AFTER, COME_AGAIN)]);
        }
    };
    let Some((path, size)) = files.find(name) else {
        return status(StatusCode::NOT_FOUND, "そのようなファイルはありません。 / there is no such file\n");
    };
    let (media_type, is_kept) = media_type(name);
    let stem = name.rsplit('/').next().unwrap_or(name);
    let kept_as = match name {
        ARCHIVE => format!("shirube-{}-{}.zip", now.plan.id, files.change),
        _ => stem.to_owned(),
    };
    let body = match FileBody::open(path, size, Arc::clone(&files)).await {
        Ok(body) => body,
        Err(error) => {
            eprintln!("shirube: `{name}` of the open data cannot be read: {error}");
            return status(StatusCode::INTERNAL_SERVER_ERROR, "読み出せませんでした。 / it cannot be read\n");
        }
    };
    let mut response = Response::new(Body::new(body));
    let disposition = format!("attachment; filename=\"{kept_as}\"");
    // The files themselves say which state they are, whatever is the newest now.
    let tag = self::tag(files.change, &now.plan.id);
    let size = size.to_string();
    let mut told =
        vec![(header::CONTENT_TYPE, media_type), (header::ETAG, tag.as_str()), (header::CONTENT_LENGTH, size.as_str())];
    if is_kept {
        told.push((header::CONTENT_DISPOSITION, disposition.as_str()));
    }
    if name.starts_with(export::CSV) && name.ends_with(".csv") {
        // Where CSV on the Web looks for what the columns mean.
        told.push((header::LINK, "<csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\""));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    with(response, &told)
}

/// Weak, since a proxy may compress, and `meta/run.json` tells the hour.
fn tag(change: Change, plan: &str) -> String {
    format!("W/\"{}-{plan}-{change}\"", env!("CARGO_PKG_VERSION"))
}

/// What a file is, and whether it is to be kept rather than shown.
fn media_type(name: &str) -> (&'static str, bool) {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("csv") => ("text/csv; charset=utf-8", true),
        Some("jsonl") => ("application/jsonl; charset=utf-8", true),
        Some("sqlite") => ("application/vnd.sqlite3", true),
        Some("zip") => ("application/zip", true),
        Some("json") if name.ends_with("csv-metadata.json") => ("application/csvm+json", false),
        Some("json") => ("application/json", false),
        Some("md") => ("text/markdown; charset=utf-8", false),
        Some("sql") => ("application/sql; charset=utf-8", false),
        _ => ("text/plain; charset=utf-8", false),
    }
}

fn status(status: StatusCode, words: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    with(response, &[(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")])
}

fn with(mut response: Response<Body>, told: &[(header::HeaderName, &str)]) -> Response<Body> {
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
