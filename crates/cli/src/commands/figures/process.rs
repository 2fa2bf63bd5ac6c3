//! Whole processes: how long they take and how much memory.

use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A folder of our own under the system's temporary one, removed at the end.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> anyhow::Result<Self> {
        let started = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let name = format!("shirube-figures-{}-{}", std::process::id(), started.as_nanos());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).with_context(|| format!("`{}` could not be made", path.display()))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's temporary folder, which is the system's to empty.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// This very program with arguments.
pub(super) fn shirube(arguments: &[&str]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe().context("this program cannot be found")?);
    command.args(arguments);
    Ok(command)
}

/// Where a program stands in PATH.
pub(super) fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Something that is started and waited for.
pub(super) type Job<'a> = Box<dyn Fn() -> anyhow::Result<Vec<Child>> + 'a>;

/// Starts with nothing to read, and nobody to read what it says.
pub(super) fn start(mut command: Command) -> anyhow::Result<Child> {
    let program = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("`{program}` could not be started"))
}

/// The least time of each job, in turns, so that a busy moment of the machine meets them all.
pub(super) fn least_times<const N: usize>(runs: u32, jobs: [Job<'_>; N]) -> anyhow::Result<[Duration; N]> {
    let mut least = [Duration::MAX; N];
    for _ in 0..runs {
        for (job, least) in jobs.iter().zip(&mut least) {
            let started = Instant::now();
            let children = job()?;
            for mut child in children {
                let status = child.wait()?;
                if !status.success() {
                    bail!("a program that was measured ended with {status}");
                }
            }
            *least = started.elapsed().min(*least);
        }
    }
    Ok(least)
}

/// Peak resident memory of a program, in bytes. Looked up while it runs, since the system forgets it with the process:
/// what is taken in the last two milliseconds is missed. Nothing where the system does not tell.
pub(super) fn peak_memory(command: Command) -> anyhow::Result<Option<u64>> {
    Ok(time_and_peak(command)?.1)
}

/// How long a program takes, and its peak resident memory as [`peak_memory`] has it.
pub(super) fn time_and_peak(command: Command) -> anyhow::Result<(Duration, Option<u64>)> {
    let tells = Path::new("/proc/self/status").is_file();
    let started = Instant::now();
    let mut child = start(command)?;
    let mut peak = 0;
    let status = loop {
        peak = peak.max(high_water_mark(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let took = started.elapsed();
    if !status.success() {
        bail!("a program that was measured ended with {status}");
    }
    Ok((took, tells.then_some(peak)))
}

fn high_water_mark(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_peak_of_this_process_is_read() {
        assert!(high_water_mark(std::process::id()).is_some_and(|bytes| bytes > 1 << 20));
        assert_eq!(high_water_mark(u32::MAX), None);
    }

    #[test]
    fn a_scratch_folder_is_gone_in_the_end() {
        let scratch = Scratch::new().expect("a folder");
        let file = scratch.path("arden");
        std::fs::write(&file, "x").expect("a file");
        drop(scratch);
        assert!(!file.exists());
    }
}
