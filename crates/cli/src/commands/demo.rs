//! `shirube demo`: the whole plan with evidence, after one command and a few seconds.

use crate::demo::{Filled, fill};
use crate::exit;
use crate::language_option::LanguageOption;
use anyhow::{Context as _, bail};
use plan::Language;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{Location, Store};
use tempfile::TempDir;

/// Serves the life-science plan with sample evidence, from a store made for it.
///
/// The store is filled through the same door as any other: with real citations of PubMed cut to facts, and with invented
/// ones that say so in every row. While the pages are served, other commands may read files into it, and the pages follow. At the
/// end the store is removed, unless `--keep` is given. Nothing else on this computer is touched.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where to serve; port 0 takes a free one.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Let decisions be recorded on an address that others reach, too. On this computer's own they always can be.
    #[arg(long)]
    editor: bool,
    /// Where the demo's store is made; nothing may be there yet. Default: a temporary folder.
    #[arg(long, value_name = "PATH")]
    store: Option<PathBuf>,
    /// Leave the store when the demo ends.
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    language: LanguageOption,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    // Filling takes seconds; that the port is taken should be said at once.
    let language = arguments.language.choose();
    let address = web::can_listen(&arguments.listen)?;
    let place = Place::new(arguments.store.as_deref(), arguments.keep, language)?;
    let started = Instant::now();
    let location = Location::Sqlite(place.file.clone());
    let filled = fill(&location, |step| eprintln!("demo: {} …", step.in_words(language)))?;
    let editor = arguments.editor || address.ip().is_loopback();
    eprint!("{}", told(&filled, started.elapsed().as_secs_f64(), &place, editor, address, language));
    let config = web::Config { listen: arguments.listen, editor, accounts: false, public_address: None, demo: true };
    web::serve(web::Source::new(Store::open_existing(&location)?), &config)?;
    Ok(exit::DONE)
}

/// What whoever started it wants to know. Where the pages are is said by the server itself.
fn told(filled: &Filled, seconds: f64, place: &Place, editor: bool, address: SocketAddr, language: Language) -> String {
    let program = std::env::current_exe().map_or_else(|_| "shirube".to_owned(), |path| path.display().to_string());
    let file = place.file.display();
    let Filled { real, invented, entries } = filled;
    let decisions = match (editor, address.ip().is_loopback()) {
        (true, true) => language.of("記録できます（このコンピュータからのみ）", "can be recorded, on this computer"),
        (true, false) => language
            .of("このアドレスに届く人は誰でも記録できます", "can be recorded by everybody who reaches this address"),
        (false, _) => language.of(
            "記録できません。ほかの人も届くアドレスで、まだアカウントがないためです（--editor で可能になります）",
            "cannot be recorded: others reach this address, and there are no accounts (--editor allows it)",
        ),
    };
    let until = match place.keep {
        true => language.of("デモの終了後も残ります", "stays when the demo ends"),
        false => {
            language.of("デモの終了時に消えます。--keep で残せます", "removed when the demo ends; --keep leaves it")
        }
    };
    let files = "https://ftp.ncbi.nlm.nih.gov/pubmed/updatefiles/";
    language.of(
        format!(
            "demo: 実在の書誌 {real}件、架空の書誌 {invented}件、架空の登録 {entries}件（{seconds:.1} 秒）\n\
             ストア:  {file}（{until}）\n\
             判断:    {decisions}\n\
             次の一歩: {program} ingest --store {file} pubmed21n1298.xml.gz\n          \
             動いている間に実行すると、数秒でページに反映されます。ファイル: {files}\n"
        ),
        format!(
            "demo: {real} real citations, {invented} invented ones and {entries} invented rows of registers (架空) in {seconds:.1} s\n\
             store:     {file} ({until})\n\
             decisions: {decisions}\n\
             try next:  {program} ingest --store {file} pubmed21n1298.xml.gz\n           \
             while this runs; the pages follow within seconds. Files: {files}\n"
        ),
    )
}

/// Where the store lies; it is removed with this, unless it is kept.
struct Place {
    file: PathBuf,
    keep: bool,
    /// The temporary folder, if the place was not named.
    _folder: Option<TempDir>,
}

impl Place {
    fn new(wanted: Option<&Path>, keep: bool, language: Language) -> anyhow::Result<Self> {
        let Some(wanted) = wanted else {
            let mut folder =
                tempfile::Builder::new().prefix("shirube-demo-").tempdir().context("no temporary folder")?;
            folder.disable_cleanup(keep);
            return Ok(Self { file: folder.path().join("shirube.sqlite"), keep, _folder: Some(folder) });
        };
        if wanted.exists() {
            let file = wanted.display();
            bail!(language.of(
                format!(
                    "`{file}` には何もないはずですが、何かがあります\n\
                     ヒント: デモは自分のストアを新しく作ります。すでにあるストアは `shirube serve --store {file}` で開けます"
                ),
                format!(
                    "expected nothing at `{file}`, found something\n\
                     hint: the demo makes a store of its own; `shirube serve --store {file}` serves one that exists"
                ),
            ));
        }
        Ok(Self { file: wanted.to_owned(), keep, _folder: None })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.keep {
            return;
        }
        // SQLite keeps two more files beside a store that is in use. What is not there needs no removing.
        for end in ["", "-wal", "-shm"] {
            let mut path = self.file.clone().into_os_string();
            path.push(end);
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_goes_with_the_demo_unless_it_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        for keep in [false, true] {
            let file = folder.path().join("demo.sqlite");
            let place = Place::new(Some(&file), keep, Language::En).expect("nothing is there");
            std::fs::write(&file, "store").expect("written");
            std::fs::write(folder.path().join("demo.sqlite-wal"), "beside it").expect("written");
            drop(place);
            assert_eq!(file.exists(), keep);
            assert_eq!(folder.path().join("demo.sqlite-wal").exists(), keep);
        }
    }

    #[test]
    fn a_store_that_exists_is_never_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mine.sqlite");
        std::fs::write(&file, "mine").expect("written");
        let refused = Place::new(Some(&file), false, Language::En).err().expect("something is there").to_string();
        assert!(refused.starts_with("expected nothing at") && refused.contains("serve --store"), "{refused}");
        assert_eq!(std::fs::read_to_string(&file).expect("still there"), "mine");
    }

    #[test]
    fn a_place_without_a_name_is_a_folder_of_its_own_that_goes_with_it() {
        let place = Place::new(None, false, Language::En).expect("a folder");
        let folder = place.file.parent().expect("a folder").to_owned();
        assert!(folder.exists());
        drop(place);
        assert!(!folder.exists());
    }

    #[test]
    fn who_may_decide_is_said() {
        let place = Place { file: "demo.sqlite".into(), keep: true, _folder: None };
        let filled = Filled { real: 164, invented: 1700, entries: 1500 };
        let said = |editor, address: &str| {
            told(&filled, 1.25, &place, editor, address.parse().expect("an address"), Language::En)
        };
        assert!(said(true, "127.0.0.1:8080").contains("can be recorded, on this computer"));
        assert!(said(false, "192.0.2.1:8080").contains("cannot be recorded"));
        assert!(said(true, "192.0.2.1:8080").contains("by everybody"));
        assert!(said(true, "[::1]:8080").contains("ingest --store demo.sqlite pubmed21n1298.xml.gz"));
    }
}
