//! Plans as folders of TOML: read, and written whole or not at all.

use anyhow::{Context as _, bail};
use plan::{Diagnostic, Language, Plan, Warned};
use std::path::{Path, PathBuf};

/// Reads a plan from its folder: the plan with its warnings, or everything that is wrong, each with the path as a person
/// would open it.
pub fn read(folder: &Path) -> anyhow::Result<Result<Warned<Plan>, Vec<Diagnostic>>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            anyhow::anyhow!("expected UTF-8 in `{}`, found something else after {at} bytes", path.display())
        })?;
        files.push((path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/"), text));
    }
    let opened = |diagnostics: &mut Vec<Diagnostic>| {
        for diagnostic in diagnostics {
            let also = diagnostic.also.as_mut().and_then(|(_, place)| place.as_mut());
            for place in diagnostic.place.iter_mut().chain(also) {
                place.file = folder.join(&place.file).display().to_string();
            }
        }
    };
    Ok(match plan::read(&files) {
        Ok(mut warned) => {
            opened(&mut warned.warnings);
            Ok(warned)
        }
        Err(mut found) => {
            opened(&mut found);
            Err(found)
        }
    })
}

/// Reads a plan that is to be used: what is wrong becomes the error.
pub fn read_sound(folder: &Path, language: Language) -> anyhow::Result<Plan> {
    read(folder)?.map(|warned| warned.value).map_err(|found| {
        let errors = found.iter().filter(|one| one.severity == plan::Severity::Error);
        let all: String = errors.map(|one| one.text(language)).collect();
        let what = language.of(
            format!("`{}` のプランは使えない", folder.display()),
            format!("the plan in `{}` cannot be used", folder.display()),
        );
        anyhow::anyhow!("{what}\n{}", all.trim_end())
    })
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Writes a plan into a folder that is new or empty; with `force`, into one that holds a plan, which then is replaced whole.
///
/// The files are written beside the folder first and take its place by renaming, so that nobody ever finds half of them.
pub fn write(plan: &Plan, folder: &Path, force: bool) -> anyhow::Result<usize> {
    let folder = std::path::absolute(folder)?;
    let held = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.collect::<Result<Vec<_>, _>>()?.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error).with_context(|| format!("`{}` is no folder to write into", folder.display())),
    };
    if held > 0 && !force {
        bail!(
            "expected a new or empty folder, found {held} files in `{}`\nhint: name another, or say `--force` to replace it",
            folder.display()
        );
    }
    if held > 0 && !folder.join("plan.toml").is_file() {
        bail!("expected the folder of a plan to replace, found no `plan.toml` in `{}`", folder.display());
    }
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        bail!("expected a folder that can be written, found `{}`", folder.display());
    };
    std::fs::create_dir_all(parent).with_context(|| format!("`{}` cannot be made", parent.display()))?;
    let beside = |what: &str| parent.join(format!(".{}.{what}-{}", name.to_string_lossy(), std::process::id()));
    let (new, old) = (beside("new"), beside("old"));
    let files = plan::write(plan);
    let written = files.iter().try_for_each(|(path, text)| {
        let path = new.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&new))?;
        std::fs::write(&path, text)
    });
    if let Err(error) = written {
        // What was begun is taken away; that it could not be is the lesser news.
        let _ = std::fs::remove_dir_all(&new);
        return Err(error).with_context(|| format!("`{}` could not be written", folder.display()));
    }
    if folder.exists() {
        std::fs::rename(&folder, &old)?;
    }
    if let Err(error) = std::fs::rename(&new, &folder) {
        if old.exists() {
            std::fs::rename(&old, &folder)?;
        }
        return Err(error).with_context(|| format!("`{}` could not be put in place", folder.display()));
    }
    if old.exists() {
        std::fs::remove_dir_all(&old)?;
    }
    Ok(files.len())
}
