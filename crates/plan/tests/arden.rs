//! The plan of Arden, read and written.

mod folder;

use folder::arden;
use plan::{Language, read, write};

#[test]
fn arden_is_read_written_and_read_again() {
    let first = read(&arden()).unwrap_or_else(|found| {
        panic!("{}", found.iter().map(|one| one.text(Language::En)).collect::<String>());
    });
    let written = write(&first.value);
    let second = read(&written).expect("what is written can be read").value;
    assert_eq!(second, first.value);
    assert_eq!(write(&second), written);
    let notes: Vec<String> = first.warnings.iter().map(|one| one.text(Language::En)).collect();
    let of_ageing = "programmes/2-basic.toml:26:1: note: project `ageing`: its first year, the year of its mid-term \
                     evaluation unknown, so its calendar could be checked in part only\n";
    assert_eq!(notes, [of_ageing]);
}
