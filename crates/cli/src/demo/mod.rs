//! The demo: a fresh store with the life-science plan, real citations cut to facts, and invented ones.

mod invented;
pub mod registers;

use anyhow::Context as _;
use corpus::Input;
use evidence::Keep;
use ingest::{IngestOptions, Outcome, ingest};
use plan::Language;
use store::{Location, Store};

/// Real citations of PubMed, cut to facts; `demo/README.md` says from where, and how.
const SAMPLE: &str = include_str!("../../../../demo/pubmed-sample-1.xml");
/// Its name, from which its edition follows.
const SAMPLE_FILE: &str = "pubmed-sample-1.xml";

/// What the demo's store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filled {
    /// Real citations.
    pub real: u64,
    /// Invented ones.
    pub invented: u64,
    /// Invented rows of registers.
    pub entries: u64,
}

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The plan goes into the store.
    Publishing,
    /// Its evidence does.
    Reading,
    /// What offices hand in does.
    HandingIn,
}

impl Step {
    /// In the words of a language.
    pub fn in_words(self, language: Language) -> &'static str {
        match self {
            Self::Publishing => language.of("ライフサイエンス計画を公開しています", "publishing the life-science plan"),
            Self::Reading => language.of("実在と架空の書誌を読み込んでいます", "reading real and invented citations"),
            Self::HandingIn => language.of("架空の登録を受け入れています", "taking invented rows of registers"),
        }
    }
}

/// Makes the demo's store and fills it. `step` is told what comes next.
pub fn fill(location: &Location, step: impl Fn(Step)) -> anyhow::Result<Filled> {
    let plan = plan::builtin();
    let mut store = Store::open(location)?;
    step(Step::Publishing);
    let revision = plan.decisions.last().context("the built-in plan says who decided it")?;
    store.publish(&plan, revision.on, &revision.by.ja, "shirube demo")?;
    step(Step::Reading);
    let file = |name: &str, text: String| Input::Bytes { name: name.to_owned(), bytes: text.into_bytes() };
    let inputs = [file(SAMPLE_FILE, SAMPLE.to_owned()), file(invented::FILE, invented::file(&plan))];
    // All of the sample is kept, also what names only a trial: there is little of it, and it shows what else can be found.
    let options = IngestOptions { keep: Keep::All, by: "shirube demo".to_owned(), ..IngestOptions::default() };
    let Outcome { files, refused } = ingest(&inputs, &options, &mut store, &plan, &|_| {})?;
    if let Some(refusal) = refused.first() {
        anyhow::bail!("the demo's own evidence was refused: {refusal}");
    }
    let kept = |index: usize| files.get(index).map_or(0, |file| file.kept);
    step(Step::HandingIn);
    let entries = registers::hand_in(&mut store, &plan)?;
    Ok(Filled { real: kept(0), invented: kept(1), entries })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_filled_in_one_go_and_the_real_file_takes_the_samples_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let location = Location::Sqlite(folder.path().join("demo.sqlite"));
        let filled = fill(&location, |_| {}).expect("filled");
        assert_eq!(filled.real, 164);
        assert!((1_500..2_500).contains(&filled.invented), "{filled:?}");
        let mut store = Store::open_existing(&location).expect("the store");
        let change = store.change().expect("a change");
        let coverage = store.coverage(change).expect("coverage");
        let (registers, files): (Vec<_>, Vec<_>) = coverage.iter().partition(|one| one.source.starts_with("register:"));
        assert_eq!(files.iter().map(|one| one.invented).collect::<Vec<_>>(), [false, true]);
        assert!(files.iter().all(|one| one.is_sample()));
        assert_eq!(registers.len(), register::builtin().len());
        assert!(registers.iter().all(|one| one.invented));
        let rows = store.rows(change).expect("rows");
        assert_eq!(rows.iter().filter(|row| row.invented).count() as u64, filled.invented + filled.entries);
        assert_eq!(rows.iter().filter(|row| !row.invented).count() as u64, filled.real);

        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real/pubmed21n1298-even.xml.gz");
        if !std::path::Path::new(path).exists() {
            eprintln!("SKIPPED: no real PubMed file at {path}");
            return;
        }
        let inputs = [Input::File(path.into())];
        let outcome = ingest(&inputs, &IngestOptions::default(), &mut store, &plan::builtin(), &|_| {}).expect("read");
        let change = store.change().expect("a change");
        let rows = store.rows(change).expect("rows");
        let real: Vec<_> = rows.iter().filter(|row| !row.invented).collect();
        assert_eq!(real.len() as u64, outcome.files[0].kept, "each citation once, as the file itself gives it");
        let invented = usize::try_from(filled.invented + filled.entries).expect("few");
        assert_eq!(rows.len() - real.len(), invented, "invented ones stay");
    }
}
