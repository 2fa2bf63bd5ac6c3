//! PDF: LibreOffice converts the Word document.
//!
//! The decision to question: no layout of our own. A form is what Word prints; a second layout would differ from it on some page, and the page
//! on which it differs is the one that a committee reads.

use crate::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest that a conversion may take: the largest form takes a tenth of it.
const LONGEST: Duration = Duration::from_secs(120);
/// Names under which the program is looked for.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];

/// Converts a Word document. The program works in a folder of its own with a profile of its own, so that a LibreOffice that somebody has
/// open is not disturbed, and neither are two conversions at once.
///
/// # Errors
/// If LibreOffice is not there (the message names its package), fails, or takes longer than two minutes.
pub fn pdf(docx: &[u8]) -> Result<Vec<u8>, Error> {
    let program = program().ok_or(Error::NoOffice)?;
    let failed = |problem: String| Error::Office { program: program.clone(), problem };
    let folder =
        tempfile::Builder::new().prefix("shirube-form-").tempdir().map_err(|error| failed(error.to_string()))?;
    let (source, result) = (folder.path().join("form.docx"), folder.path().join("form.pdf"));
    std::fs::write(&source, docx).map_err(|error| failed(error.to_string()))?;
    let mut child = Command::new(&program)
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--norestore", "--nologo", "--nodefault", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&source)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    wait(&mut child).map_err(failed)?;
    std::fs::read(&result).map_err(|_| failed("it ended without writing one".to_owned()))
}

fn wait(child: &mut Child) -> Result<(), String> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("it ended with {status}")),
            Ok(None) if begun.elapsed() < LONGEST => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                // Whether it can be killed or not, nobody waits any longer.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("it took longer than {} seconds", LONGEST.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
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
