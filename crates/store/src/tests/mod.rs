//! One suite for both databases. Everything plays in Arden, whose numbers are few enough to count by hand.

mod accounts;
mod answered;
mod arden;
mod arden_register;
mod decided;
mod evaluated;
mod handed_in;
mod harvested;
mod kept;
mod layers;
mod opened;
mod order;
mod portions;
mod private;
mod rules;
mod searched;
mod sighted;
mod state;
mod works;

use crate::{Location, Store};
use std::sync::atomic::{AtomicU32, Ordering};

/// The URL of a server where databases may be made.
const SERVER: &str = "SHIRUBE_TEST_POSTGRES";

/// A place for a store that goes away with the test.
pub(crate) struct Place {
    pub(crate) location: Location,
    _folder: Option<tempfile::TempDir>,
    /// The server and the database on it.
    database: Option<(String, String)>,
}

impl Place {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let location = Location::Sqlite(folder.path().join("arden.sqlite"));
        Self { location, _folder: Some(folder), database: None }
    }

    /// A new database on the server; none if no server is named.
    fn postgres(encoding: &str) -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var(SERVER).ok()?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("shirube_test_{}_{number}", std::process::id());
        let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the server answers");
        let sql = format!("create database {name} template template0 encoding '{encoding}' locale 'C'");
        client.batch_execute(&sql).expect("databases may be made");
        let (base, parameters) =
            server.split_once('?').map_or((server.as_str(), String::new()), |(base, rest)| (base, format!("?{rest}")));
        let start = base.find("://").map_or(0, |at| at + 3);
        let end = base[start..].find('/').map_or(base.len(), |at| start + at);
        let location = Location::Postgres(format!("{}/{name}{parameters}", &base[..end]));
        Some(Self { location, _folder: None, database: Some((server, name)) })
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(&self.location).expect("a store")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.database
            && let Ok(mut client) = postgres::Client::connect(server, postgres::NoTls)
        {
            // What cannot be dropped stays until the server goes.
            let _ = client.batch_execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// Runs a test on a new store of each kind.
#[track_caller]
fn everywhere(test: impl Fn(&Place)) {
    test(&Place::sqlite());
    match Place::postgres("UTF8") {
        Some(place) => test(&place),
        None => eprintln!(
            "SKIPPED: the half of this test on PostgreSQL (set {SERVER} to the URL of a server, `scripts/postgres start`)"
        ),
    }
}
