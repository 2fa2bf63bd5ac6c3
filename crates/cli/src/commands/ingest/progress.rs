//! A bar on a terminal: files, megabytes a second, kept, remaining. Nothing elsewhere.

use corpus::Input;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use ingest::Event;
use plan::Language;
use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What is shown while files are read.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Bytes on disk of each file, as far as known before reading.
    sizes: Vec<u64>,
    done: AtomicU64,
    kept: AtomicU64,
    language: Language,
}

impl Progress {
    pub(super) fn new(inputs: &[Input], language: Language) -> Self {
        let draws = std::io::stderr().is_terminal();
        let target = if draws { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let sizes: Vec<u64> = inputs.iter().map(size_on_disk).collect();
        let bar = ProgressBar::with_draw_target(Some(sizes.iter().sum()), target);
        let template = language.of(
            "{msg}  {bytes}/{total_bytes} {bytes_per_sec} {wide_bar} 残り {eta}",
            "{msg}  {bytes}/{total_bytes} {bytes_per_sec} {wide_bar} {eta} remaining",
        );
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if draws {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        let progress = Self { bar, sizes, done: AtomicU64::new(0), kept: AtomicU64::new(0), language };
        progress.say();
        progress
    }

    pub(super) fn show(&self, event: &Event) {
        let (index, kept) = match *event {
            Event::Reading { .. } => return,
            Event::Done { index, kept, .. } => (index, kept),
            Event::Refused { index } => (index, 0),
        };
        self.done.fetch_add(1, Ordering::Relaxed);
        self.kept.fetch_add(kept, Ordering::Relaxed);
        self.bar.inc(self.sizes.get(index).copied().unwrap_or(0));
        self.say();
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn say(&self) {
        let (done, kept) = (self.done.load(Ordering::Relaxed), self.kept.load(Ordering::Relaxed));
        let (files, kept) = (self.sizes.len(), HumanCount(kept));
        let ja = format!("{done}/{files} ファイル、保持 {kept}件");
        self.bar.set_message(self.language.of(ja, format!("{done}/{files} files, {kept} kept")));
    }
}

fn size_on_disk(input: &Input) -> u64 {
    match input {
        Input::File(path) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        Input::Stdin => 0,
        Input::Bytes { bytes, .. } => bytes.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_file_is_done_too_and_keeps_nothing() {
        let input = |name: &str| Input::Bytes { name: name.into(), bytes: vec![0; 10] };
        let progress = Progress::new(&[input("a"), input("b")], Language::En);
        progress.show(&Event::Reading { index: 0, bytes: 10 });
        assert_eq!((progress.bar.position(), progress.bar.message().as_str()), (0, "0/2 files, 0 kept"));
        progress.show(&Event::Done { index: 0, bytes: 10, kept: 1234 });
        progress.show(&Event::Refused { index: 1 });
        assert_eq!((progress.bar.position(), progress.bar.message().as_str()), (20, "2/2 files, 1,234 kept"));
    }
}
