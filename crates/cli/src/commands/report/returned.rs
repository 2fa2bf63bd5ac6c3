//! `shirube report --read`: a form that came back. Shown first; `--take` writes what is somebody's words, `--undo` takes that back.

use super::Arguments;
use crate::exit;
use crate::state::State;
use documents::Sent;
use forms::{Change, Compared, Fate};
use indicator::Index;
use plan::Language;
use std::path::Path;

/// Shows what was changed in a file, and takes over what was asked for.
pub fn read(arguments: &Arguments, file: &Path) -> anyhow::Result<u8> {
    let mut state = arguments.state.read("shirube report")?;
    let language = state.language;
    let bytes = std::fs::read(file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    let opened = match forms::open(&bytes) {
        Ok(opened) => opened,
        Err(error) => {
            eprintln!("error: {}: {error}", file.display());
            return Ok(exit::FAILED);
        }
    };
    let named = named(arguments, &state);
    let (store, facts, _) = state.split();
    let index = Index::new(facts.plan, facts.rows, facts.as_of);
    let compared = match forms::compare(store, facts, &index, &opened, named) {
        Ok(compared) => compared,
        Err(error) => {
            eprintln!("error: {}: {error}", file.display());
            return Ok(exit::FAILED);
        }
    };
    show(&compared, language);
    if arguments.take.is_empty() && !arguments.take_all {
        return Ok(exit::DONE);
    }
    take(&mut state, arguments, &compared)
}

fn take(state: &mut State, arguments: &Arguments, compared: &Compared) -> anyhow::Result<u8> {
    let fields = (!arguments.take_all).then_some(arguments.take.as_slice());
    let by = arguments.by.as_deref().unwrap_or_default();
    let taken = match forms::take(&mut state.store, compared, fields, by, &arguments.because) {
        Ok(taken) => taken,
        Err(forms::NotTaken::Store(error)) => return Err(error.into()),
        Err(problem) => {
            eprintln!("error: {problem}");
            return Ok(exit::FAILED);
        }
    };
    let (change, count) = (taken.change, taken.fields.len());
    println!(
        "{}",
        state.language.of(
            format!("{count}欄を変更番号{change}で反映した。取り消すには --undo {change}"),
            format!("{count} fields taken over with change {change}; --undo {change} takes them back"),
        )
    );
    Ok(exit::DONE)
}

/// Takes back what was taken over with a change.
pub fn undo(arguments: &Arguments, change: indicator::Change) -> anyhow::Result<u8> {
    let mut state = arguments.state.read("shirube report")?;
    let by = arguments.by.as_deref().unwrap_or_default();
    let undone = state.store.undo_answers(change, by, &arguments.because)?;
    println!(
        "{}",
        state.language.of(
            format!("変更番号{change}の反映を、変更番号{undone}で取り消した"),
            format!("change {change} was taken back with change {undone}"),
        )
    );
    Ok(exit::DONE)
}

/// Which form it is, where the command says so.
fn named(arguments: &Arguments, state: &State) -> Option<Sent> {
    let year = state.last_year();
    Some(Sent {
        form: arguments.form.clone()?,
        subject: arguments.subject.clone(),
        years: arguments.fiscal_year.clone().unwrap_or(year..=year),
        language: state.language,
        change: state.change,
    })
}

fn show(compared: &Compared, language: Language) {
    let sheet = compared.sheet();
    let (form, subject, year, change) = (sheet.form, sheet.subject, sheet.year, compared.sent.change);
    println!(
        "{}",
        language.of(
            format!("{form} {subject} {year}年度（変更番号{change}の時点で作成）"),
            format!("{form} {subject} {year} (made at change {change})"),
        )
    );
    if compared.changes.is_empty() {
        println!("{}", language.of("欄の変更はない。", "No field was changed."));
    }
    for change in &compared.changes {
        field(change, language);
    }
    let rest = &compared.returned;
    let listed = |heading: &str, lines: &mut dyn Iterator<Item = String>| {
        let lines: Vec<String> = lines.collect();
        if !lines.is_empty() {
            println!("\n{heading}");
            lines.iter().for_each(|line| println!("  {}", line.replace('\n', "\n  ")));
        }
    };
    listed(
        language.of("欄の外で加えられた文（反映しない）：", "Text added outside of the fields (not taken over):"),
        &mut rest.added.iter().cloned(),
    );
    listed(
        language.of("欄の外で消された文：", "Text outside of the fields that is gone:"),
        &mut rest.removed.iter().cloned(),
    );
    listed(
        language
            .of("どの欄か定まらないもの（反映しない）：", "Tagged places that are no known field (not taken over):"),
        &mut rest.unknown.iter().map(|(tag, text)| format!("{tag}: {text}")),
    );
    listed(language.of("なくなった欄：", "Fields that are gone:"), &mut rest.missing.iter().cloned());
}

fn field(change: &Change, language: Language) {
    println!("\n{}  {}", change.field, change.place);
    let side = |name: &str, text: &str| {
        let text = if text.is_empty() { language.of("（空欄）", "(empty)") } else { text };
        println!("  {name} {}", text.replace('\n', "\n    "));
    };
    side(language.of("今の値：", "now:"), &change.now);
    side(language.of("届いた値：", "came back:"), &change.new);
    if change.is_overtaken {
        println!(
            "  {}",
            language.of("作成した後に、今の値が変わっている", "what is printed changed since the file was sent")
        );
    }
    match &change.fate {
        Fate::Words => println!("  --take {}", change.field),
        Fate::Facts(page) => println!(
            "  {}",
            language.of(
                format!("事実から作る欄なので上書きしない。直すところ：{page}"),
                format!("made of facts and not overwritten; to be corrected at {page}"),
            )
        ),
    }
}
