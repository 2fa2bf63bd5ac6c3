//! The registers of `registers/`, compiled in.

use crate::Register;
use plan::Language;
use std::sync::OnceLock;

/// Each file of `registers/` with its text, by name; `build.rs` lists the folder.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Every register that the repository defines in `registers/`, by id.
///
/// # Panics
///
/// Never in a build that was tested: a test reads the same files.
#[must_use]
pub fn builtin() -> &'static [Register] {
    static REGISTERS: OnceLock<Vec<Register>> = OnceLock::new();
    REGISTERS.get_or_init(|| {
        let read = |(path, text): &(&str, &str)| {
            crate::read(path, text).unwrap_or_else(|problems| {
                panic!("{}", problems.iter().map(|one| one.text(Language::En)).collect::<String>())
            })
        };
        let mut registers: Vec<Register> = FILES.iter().map(read).collect();
        registers.sort_by(|a, b| a.id.cmp(&b.id));
        registers
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_a_register() {
        let wrong: String = FILES
            .iter()
            .filter_map(|(path, text)| crate::read(path, text).err())
            .flatten()
            .map(|problem| problem.text(Language::En))
            .collect();
        assert!(wrong.is_empty(), "{wrong}");
        assert_eq!(builtin().len(), FILES.len());
    }
}
