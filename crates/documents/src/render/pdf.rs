//! PDF: LibreOffice converts the Word document.
//!
//! The decision to question: no layout of our own. A form is what Word prints; a second layout would differ from it on some page, and the page
//! on which it differs is the one that a committee reads.
//!
//! One conversion at a time: LibreOffice takes a processor and some hundred MiB, and whoever asks for twenty forms at once shall not take the
//! machine from those who read pages.

use crate::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

/// Names under which the program is looked for.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
/// How often a conversion under way is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Held by the one conversion.
static TURN: Mutex<()> = Mutex::new(());

/// Converts a Word document. The program works in a folder of its own with a profile of its own, so that a LibreOffice that somebody has
/// open is not disturbed; the folder is removed whatever happens. `patience` is for waiting and converting together.
///
/// # Errors
/// If LibreOffice is not there (the message names its package), fails, or takes longer.
pub fn pdf(docx: &[u8], patience: Duration) -> Result<Vec<u8>, Error> {
    converted(docx, "form.docx", patience)
}

/// Converts a flat OpenDocument text whose pages are drawings.
pub(super) fn of_sheets(flat: &str, patience: Duration) -> Result<Vec<u8>, Error> {
    converted(flat.as_bytes(), "form.fodt", patience)
}

fn converted(bytes: &[u8], name: &str, patience: Duration) -> Result<Vec<u8>, Error> {
    let begun = Instant::now();
    let program = program().ok_or(Error::NoOffice)?;
    let _turn = turn(begun, patience).ok_or(Error::OfficeBusy)?;
    let failed = |problem: String| Error::Office { program: program.clone(), problem };
    let folder =
        tempfile::Builder::new().prefix("shirube-form-").tempdir().map_err(|error| failed(error.to_string()))?;
    let (source, result) = (folder.path().join(name), folder.path().join("form.pdf"));
    std::fs::write(&source, bytes).map_err(|error| failed(error.to_string()))?;
    let mut command = Command::new(&program);
    command
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--norestore", "--nologo", "--nodefault", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&source)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    in_a_group_of_its_own(&mut command);
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    wait(&mut child, begun, patience).map_err(failed)?;
    std::fs::read(&result).map_err(|_| failed("it ended without writing one".to_owned()))
}

/// Whether LibreOffice is there.
#[must_use]
pub fn has_office() -> bool {
    program().is_some()
}

/// Waits for the turn; none once the time is over.
fn turn(begun: Instant, patience: Duration) -> Option<MutexGuard<'static, ()>> {
    loop {
        match TURN.try_lock() {
            Ok(turn) => return Some(turn),
            // Whoever held it left no state behind that could be wrong.
            Err(TryLockError::Poisoned(left)) => return Some(left.into_inner()),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(LOOK_EVERY),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

fn wait(child: &mut Child, begun: Instant, patience: Duration) -> Result<(), String> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("it ended with {status}")),
            Ok(None) if begun.elapsed() < patience => std::thread::sleep(LOOK_EVERY),
            Ok(None) => {
                end(child);
                return Err(format!("it took longer than {} seconds", patience.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// `soffice` is a script that starts the program proper, so both are in one group that can be ended together.
#[cfg(unix)]
fn in_a_group_of_its_own(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn in_a_group_of_its_own(_: &mut Command) {}

/// Ends the program and what it started. Whether that worked or not, nobody waits any longer.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// `SHIRUBE_SOFFICE`, else the first of the names in PATH.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SHIRUBE_SOFFICE").filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| is_file(path)))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_has_the_turn_and_the_next_waits_no_longer_than_it_may() {
        let first = turn(Instant::now(), Duration::from_secs(60)).expect("a turn");
        assert!(turn(Instant::now(), Duration::from_millis(30)).is_none());
        drop(first);
        assert!(turn(Instant::now(), Duration::from_secs(60)).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn what_takes_too_long_is_ended_with_what_it_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let pid = folder.path().join("pid");
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("sleep 600 & echo $! > '{}'; wait", pid.display()));
        in_a_group_of_its_own(&mut command);
        let mut child = command.spawn().expect("a shell");
        let problem = wait(&mut child, Instant::now(), Duration::from_millis(500)).expect_err("it sleeps");
        assert!(problem.contains("longer"), "{problem}");
        let started = std::fs::read_to_string(&pid).expect("the number of what it started");
        let state = std::fs::read_to_string(format!("/proc/{}/stat", started.trim())).unwrap_or_default();
        assert!(state.is_empty() || state.contains(") Z"), "it still runs: {state}");
    }
}
