//! Memory for whole files, in large pages where the system has them.
//!
//! The decision to question: memory from the system instead of a `Vec`. A page of 4 KiB is fetched from the system when it is first
//! written, and the 30,000 of an ordinary file take half as long as inflating it. Pages of 2 MiB are given to those who ask.

use memmap2::MmapMut;
use std::io;

/// A large page of the usual processors. The system gives large pages only to what is a whole number of them.
const PAGE: usize = 2 << 20;

/// Bytes that are written before they are read; kept from file to file.
#[derive(Default)]
pub(crate) struct Memory(Option<MmapMut>);

impl Memory {
    /// So many bytes of it, with anything in them.
    ///
    /// # Errors
    /// If the system has no more.
    pub(crate) fn take(&mut self, length: usize) -> io::Result<&mut [u8]> {
        let fits = self.0.take().filter(|memory| memory.len() >= length);
        let memory = match fits {
            Some(memory) => memory,
            // The old memory was given back before more is taken.
            None => fresh(length)?,
        };
        Ok(&mut self.0.insert(memory)[..length])
    }
}

fn fresh(length: usize) -> io::Result<MmapMut> {
    let memory = MmapMut::map_anon(length.max(1).next_multiple_of(PAGE))?;
    // A system without large pages gives small ones, which are slower and no failure.
    #[cfg(target_os = "linux")]
    let _ = memory.advise(memmap2::Advice::HugePage);
    Ok(memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_as_long_as_asked_and_kept_while_it_is_enough() {
        let mut memory = Memory::default();
        memory.take(PAGE).expect("memory").fill(7);
        assert_eq!(memory.take(3).expect("memory"), [7; 3]);
        assert_eq!(memory.take(PAGE + 1).expect("memory").len(), PAGE + 1);
        assert_eq!(memory.take(0).expect("memory").len(), 0);
    }
}
