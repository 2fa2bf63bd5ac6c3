//! A bar on a terminal; nothing elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plan::Language;
use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::time::Duration;
use sync::Event;

/// What is shown while files come.
pub(super) struct Progress {
    bar: ProgressBar,
    language: Language,
    /// Whether the bar counts bytes; else it counts files.
    counts_bytes: OnceLock<bool>,
}

impl Progress {
    pub(super) fn new(language: Language) -> Self {
        let draws = std::io::stderr().is_terminal();
        let target = if draws { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if draws {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        bar.set_message(language.of("一覧を取得しています", "asking for the listing"));
        Self { bar, language, counts_bytes: OnceLock::new() }
    }

    pub(super) fn show(&self, event: Event) {
        let counts_bytes = self.counts_bytes.get().copied().unwrap_or(false);
        match event {
            Event::Planned { items, bytes } => self.begin(items, bytes),
            Event::Started { name } => self.bar.set_message(name.to_owned()),
            Event::Received { bytes } if counts_bytes => self.bar.inc(bytes),
            Event::ThrownAway { bytes } if counts_bytes => {
                self.bar.set_position(self.bar.position().saturating_sub(bytes));
            }
            Event::Done { .. } | Event::Refused { .. } if !counts_bytes => self.bar.inc(1),
            _ => {}
        }
    }

    fn begin(&self, items: usize, bytes: Option<u64>) {
        let template = match bytes {
            Some(_) => self.language.of(
                "{bytes}/{total_bytes} {bytes_per_sec} {wide_bar} 残り {eta} {msg}",
                "{bytes}/{total_bytes} {bytes_per_sec} {wide_bar} {eta} remaining {msg}",
            ),
            None => "{pos}/{len} {wide_bar} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_length(bytes.unwrap_or(items as u64));
        let _ = self.counts_bytes.set(bytes.is_some());
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
