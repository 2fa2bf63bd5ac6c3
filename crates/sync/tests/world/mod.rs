//! A small web server that can be told to misbehave, a clock that does not wait, and a look into a folder.
#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use sync::{Clock, Network, Options, Outcome, Problem, Source, Stop};

/// What the server does once instead of answering well.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Another status, and when to come back.
    Status(u16, Option<&'static str>),
    /// Announces everything and closes after so many bytes.
    Cut(usize),
    /// Says nothing any more after so many bytes, and leaves the line open.
    Hang(usize),
    /// Closes before a word.
    Drop,
    /// A page for people, with status 200.
    Html,
    /// Leads elsewhere.
    Redirect(String),
    /// The right length, a wrong byte.
    Corrupt,
    /// Announces no length and closes after so many bytes.
    CutUnannounced(usize),
    /// Sends so many bytes of the old file, closes, and has the new one from then on.
    ChangeAfter(usize, Vec<u8>, &'static str),
    /// Asked for the rest, sends another part of the file.
    WrongRange,
}

#[derive(Debug, Clone)]
struct Thing {
    body: Vec<u8>,
    etag: Option<String>,
}

/// A server on this machine; it goes on until the test program ends.
#[derive(Clone)]
pub struct Server {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    things: HashMap<String, Thing>,
    faults: HashMap<String, VecDeque<Fault>>,
    requests: Vec<Request>,
}

#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub headers: BTreeMap<String, String>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let server = Self { url, inner: Arc::default() };
        let inner = server.inner.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let inner = inner.clone();
                std::thread::spawn(move || _ = answer(&stream, &inner));
            }
        });
        server
    }

    /// Has something at a path (with its query), under a version.
    pub fn put(&self, path: &str, body: impl Into<Vec<u8>>, etag: Option<&str>) {
        let thing = Thing { body: body.into(), etag: etag.map(|etag| format!("\"{etag}\"")) };
        self.inner.lock().expect("the server").things.insert(path.to_owned(), thing);
    }

    pub fn take_away(&self, path: &str) {
        self.inner.lock().expect("the server").things.remove(path);
    }

    /// Misbehaves the next time that the path is asked for.
    pub fn fail(&self, path: &str, fault: Fault) {
        self.inner.lock().expect("the server").faults.entry(path.to_owned()).or_default().push_back(fault);
    }

    pub fn behave(&self) {
        self.inner.lock().expect("the server").faults.clear();
    }

    /// What was asked for since the last look.
    pub fn requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.inner.lock().expect("the server").requests)
    }

    pub fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }
}

fn answer(stream: &TcpStream, inner: &Mutex<Inner>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let target = line.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':') {
            headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    if line.starts_with("CONNECT ") {
        return tunnel(stream, &target, inner, headers);
    }
    let path = target.trim_start_matches('/').to_owned();
    let (thing, fault) = {
        let mut inner = inner.lock().expect("the server");
        inner.requests.push(Request { path: path.clone(), headers: headers.clone() });
        let fault = inner.faults.get_mut(&path).and_then(VecDeque::pop_front);
        (inner.things.get(&path).cloned(), fault)
    };
    let mut out = stream;
    let Some(thing) = thing else { return reply(out, "404 Not Found", "", b"nothing here") };
    let etag = thing.etag.as_ref().map_or_else(String::new, |etag| format!("etag: {etag}\r\n"));
    let whole = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{etag}content-length: {}\r\n\r\n", thing.body.len());
    match fault {
        Some(Fault::Status(status, None)) => return reply(out, &format!("{status} No"), "", b"no"),
        Some(Fault::Status(status, Some(after))) => {
            return reply(out, &format!("{status} No"), &format!("retry-after: {after}\r\n"), b"no");
        }
        Some(Fault::Redirect(to)) => return reply(out, "302 Found", &format!("location: {to}\r\n"), b""),
        Some(Fault::Html) => return reply(out, "200 OK", "", b"<html><body>Please sign in</body></html>"),
        Some(Fault::Drop) => return Ok(()),
        Some(Fault::Cut(bytes)) => {
            out.write_all(whole.as_bytes())?;
            return out.write_all(&thing.body[..bytes.min(thing.body.len().saturating_sub(1))]);
        }
        Some(Fault::CutUnannounced(bytes)) => {
            out.write_all(format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{etag}\r\n").as_bytes())?;
            return out.write_all(&thing.body[..bytes.min(thing.body.len().saturating_sub(1))]);
        }
        Some(Fault::Hang(bytes)) => {
            out.write_all(whole.as_bytes())?;
            out.write_all(&thing.body[..bytes.min(thing.body.len().saturating_sub(1))])?;
            // Until the other side gives up.
            return reader.read_to_end(&mut Vec::new()).map(|_| ());
        }
        Some(Fault::Corrupt) => {
            let mut body = thing.body.clone();
            let middle = body.len() / 2;
            body[middle] ^= 0x55;
            out.write_all(whole.as_bytes())?;
            return out.write_all(&body);
        }
        Some(Fault::ChangeAfter(bytes, new, version)) => {
            out.write_all(whole.as_bytes())?;
            out.write_all(&thing.body[..bytes.min(thing.body.len().saturating_sub(1))])?;
            let changed = Thing { body: new, etag: Some(format!("\"{version}\"")) };
            inner.lock().expect("the server").things.insert(path, changed);
            return Ok(());
        }
        Some(Fault::WrongRange) | None => {}
    }
    if thing.etag.is_some() && headers.get("if-none-match") == thing.etag.as_ref() {
        return reply(out, "304 Not Modified", &etag, b"");
    }
    let start = headers.get("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
    let same = headers.get("if-range").is_none_or(|version| Some(version) == thing.etag.as_ref());
    match start.filter(|_| same) {
        Some(start) if start >= thing.body.len() => reply(out, "416 Range Not Satisfiable", &etag, b""),
        Some(start) => {
            let start = if matches!(fault, Some(Fault::WrongRange)) { start / 2 } else { start };
            let range = format!("content-range: bytes {start}-{}/{}\r\n", thing.body.len() - 1, thing.body.len());
            reply(out, "206 Partial Content", &format!("{etag}{range}"), &thing.body[start..])
        }
        None => {
            out.write_all(whole.as_bytes())?;
            out.write_all(&thing.body)
        }
    }
}

fn reply(mut out: &TcpStream, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(out, "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n")?;
    out.write_all(body)
}

/// What a proxy does: a line to where it was asked.
fn tunnel(
    stream: &TcpStream,
    to: &str,
    inner: &Mutex<Inner>,
    headers: BTreeMap<String, String>,
) -> std::io::Result<()> {
    inner.lock().expect("the server").requests.push(Request { path: format!("CONNECT {to}"), headers });
    let there = TcpStream::connect(to)?;
    (&mut &*stream).write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    let (mut from, mut out) = (stream.try_clone()?, there.try_clone()?);
    std::thread::spawn(move || std::io::copy(&mut from, &mut out));
    std::io::copy(&mut &there, &mut &*stream)?;
    stream.shutdown(std::net::Shutdown::Both)
}

/// A clock that notes how long would have been waited.
pub struct QuickClock {
    now: Mutex<jiff::Timestamp>,
    waits: Mutex<Vec<Duration>>,
}

impl QuickClock {
    pub fn at(day: &str) -> Self {
        let now = format!("{day}T03:00:00Z").parse().expect("a day");
        Self { now: Mutex::new(now), waits: Mutex::default() }
    }

    pub fn waits(&self) -> Vec<Duration> {
        std::mem::take(&mut self.waits.lock().expect("the clock"))
    }
}

impl Clock for QuickClock {
    fn now(&self) -> jiff::Timestamp {
        *self.now.lock().expect("the clock")
    }

    fn wait(&self, duration: Duration, _: &Stop) {
        *self.now.lock().expect("the clock") += jiff::SignedDuration::try_from(duration).expect("a short time");
        self.waits.lock().expect("the clock").push(duration);
    }

    fn jitter(&self) -> f64 {
        0.5
    }
}

pub const TODAY: &str = "2026-11-24";

/// Options for a source that the server plays.
pub fn options(source: Source, server: &Server, into: &Path) -> Options {
    let mut options = Options::new(source, into.to_owned());
    options.base_url = Some(server.url.clone());
    options.mailto = Some("office@arden.example".to_owned());
    options.network = Network { silence: Duration::from_millis(150), ..Network::default() };
    options
}

pub fn run(options: &Options) -> Result<Outcome, Problem> {
    run_at(options, &QuickClock::at(TODAY))
}

pub fn run_at(options: &Options, clock: &QuickClock) -> Result<Outcome, Problem> {
    sync::sync(options, clock, &Stop::default(), &|_| ())
}

/// The whole files of a folder, by name.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().expect("a type").is_file())
        .map(|entry| {
            let bytes = std::fs::read(entry.path()).expect("a file");
            (entry.file_name().into_string().expect("a name"), bytes)
        })
        .collect()
}

pub fn names(outcome: &Outcome) -> Vec<String> {
    let name = |path: &std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    outcome.fetched.iter().map(name).collect()
}

/// Packs text; the same text gives the same bytes.
pub fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).expect("packed");
    packed.finish().expect("packed")
}

pub fn gunzip(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).expect("a gzip file");
    text
}

pub fn md5(bytes: &[u8]) -> String {
    use md5::Digest as _;
    md5::Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Text that hardly packs, so that files are long enough to be cut.
pub fn noise(seed: u64, lines: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..lines)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            format!("{state:x}\n")
        })
        .collect()
}
