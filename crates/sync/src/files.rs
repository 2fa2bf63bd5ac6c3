//! Sources that are a listing of files.

use crate::Options;
use crate::download::{Got, RemoteFile, fetch};
use crate::folder::{Folder, checked_name};
use crate::http::Client;
use crate::problem::Problem;
use crate::report::{Event, Outcome, Planned};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// So many files in a row that no connection was had for: the network is away, not the file.
const FAILURES_IN_A_ROW: usize = 3;

/// Fetches what is new or changed of a listing.
pub(crate) fn run(
    listing: Vec<RemoteFile>,
    folder: &Folder,
    client: &Client,
    options: &Options,
    parallel: usize,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Outcome, Problem> {
    let mut outcome = Outcome::default();
    let mut todo = Vec::new();
    let mut listed = Vec::new();
    for remote in listing {
        if let Err(problem) = checked_name(&remote.name) {
            outcome.refused.push((remote.url, problem));
            continue;
        }
        listed.push(remote.name.clone());
        if is_kept(folder, &remote) {
            outcome.kept += 1;
        } else {
            todo.push(remote);
        }
    }
    let gone = gone(folder, &listed);
    if let Some(limit) = options.limit {
        outcome.left = todo.len().saturating_sub(limit);
        todo.truncate(limit);
    }
    let bytes = todo.iter().map(|remote| remote.bytes.or(remote.about_bytes)).sum::<Option<u64>>();
    if options.dry_run {
        outcome.gone = gone.iter().map(|name| folder.path(name)).collect();
        outcome.planned = todo
            .into_iter()
            .map(|remote| Planned { bytes: remote.bytes.or(remote.about_bytes), name: remote.name, records: None })
            .collect();
        return Ok(outcome);
    }
    folder.forget_parts(&listed);
    folder.has_room_for(bytes.unwrap_or(0))?;
    tell(Event::Planned { items: todo.len(), bytes });
    let each = in_parallel(&todo, parallel, client, |remote| {
        tell(Event::Started { name: &remote.name });
        let got = fetch(client, folder, remote, tell);
        match &got {
            Ok(_) => tell(Event::Done { name: &remote.name }),
            Err(problem) => tell(Event::Refused { name: &remote.name, problem }),
        }
        got
    });
    for (remote, got) in todo.iter().zip(each) {
        match got {
            Some(Ok(Got::Fetched { bytes })) => {
                outcome.fetched.push(folder.path(&remote.name));
                outcome.bytes += bytes;
            }
            Some(Ok(Got::Kept)) => outcome.kept += 1,
            Some(Err(problem)) if problem.ends_the_run() => outcome.ended = outcome.ended.or(Some(problem)),
            Some(Err(problem)) => outcome.refused.push((remote.name.clone(), problem)),
            None => outcome.left += 1,
        }
    }
    if outcome.ended.is_none() && client.stop.is_asked() {
        outcome.ended = Some(Problem::Stopped);
    }
    // Only when everything that takes their place is here.
    if options.prune && outcome.ended.is_none() && outcome.refused.is_empty() && outcome.left == 0 {
        for name in &gone {
            folder.remove(name)?;
        }
        folder.change(|state| gone.iter().for_each(|name| _ = state.files.remove(name)))?;
        outcome.pruned = true;
    }
    outcome.gone = gone.iter().map(|name| folder.path(name)).collect();
    Ok(outcome)
}

/// Whether the listing says the same of a file as when it was fetched, and the file is there.
fn is_kept(folder: &Folder, remote: &RemoteFile) -> bool {
    let state = folder.state();
    let Some(held) = state.files.get(&remote.name) else { return false };
    held.seen == remote.seen && folder.length(&remote.name) == Some(held.bytes)
}

/// Files that are here and no longer listed.
fn gone(folder: &Folder, listed: &[String]) -> Vec<String> {
    let state = folder.state();
    let gone = state.files.keys().filter(|name| !listed.contains(name) && folder.length(name).is_some());
    gone.cloned().collect()
}

/// Works through a list with so many hands. What comes back is in the order of the list; nothing stands where the run
/// ended before. A problem that ends the run, or several failures of the network in a row, keep the rest from being begun.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    todo: &[T],
    parallel: usize,
    client: &Client,
    work: impl Fn(&T) -> Result<R, Problem> + Sync,
) -> Vec<Option<Result<R, Problem>>> {
    let results: Vec<Mutex<Option<Result<R, Problem>>>> = todo.iter().map(|_| Mutex::new(None)).collect();
    let (next, failures) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let enough = AtomicUsize::new(usize::MAX);
    std::thread::scope(|scope| {
        for _ in 0..parallel.clamp(1, todo.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::SeqCst);
                    if index >= todo.len().min(enough.load(Ordering::SeqCst)) || client.stop.is_asked() {
                        return;
                    }
                    let result = work(&todo[index]);
                    let in_a_row = match &result {
                        Err(problem) if is_of_the_network(problem) => failures.fetch_add(1, Ordering::SeqCst) + 1,
                        _ => {
                            failures.store(0, Ordering::SeqCst);
                            0
                        }
                    };
                    let ends = result.as_ref().is_err_and(Problem::ends_the_run);
                    if ends || in_a_row >= FAILURES_IN_A_ROW {
                        enough.store(0, Ordering::SeqCst);
                    }
                    *results[index].lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
                }
            });
        }
    });
    results.into_iter().map(|result| result.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Whether a failure says more of the network or the server than of one file.
pub(crate) fn is_of_the_network(problem: &Problem) -> bool {
    matches!(problem, Problem::Network { .. } | Problem::Silent { .. })
        || matches!(problem, Problem::Status { status, .. } if *status == 429 || *status >= 500)
}
