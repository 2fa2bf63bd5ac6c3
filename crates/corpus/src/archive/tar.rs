//! tar: a chain of headers of 512 bytes, each with its content behind it.
//!
//! The decision to question: a reader of our own instead of the `tar` crate. Reading one is a page of code, and that crate takes an
//! archive that was cut between two members for whole: here the two blocks of zeros at its end must be there, and nothing behind them.

use super::{Contents, Members, checked_name, cut_short, damaged, name_in_words};
use crate::source::failure;
use crate::{Problem, ReadError};
use std::io::Read;

const BLOCK: usize = 512;

/// Names and other words about a member; no honest ones are longer.
const LONGEST_WORDS: u64 = 1 << 20;

/// Whether bytes begin with a tar header: its checksum holds, which no other format's beginning does by chance.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    head.first_chunk::<BLOCK>().is_some_and(|block| block[0] != 0 && checksum_holds(block))
}

fn checksum_holds(block: &[u8; BLOCK]) -> bool {
    let sum: u64 =
        block.iter().enumerate().map(|(at, byte)| u64::from(if (148..156).contains(&at) { b' ' } else { *byte })).sum();
    number(&block[148..156]) == Some(sum)
}

/// Octal digits between blanks and zeros, or GNU's binary form for what is larger.
fn number(digits: &[u8]) -> Option<u64> {
    if digits.first()? & 0x80 != 0 {
        let mut value = u64::from(digits[0] & 0x7f);
        for byte in &digits[1..] {
            value = value.checked_mul(256)? + u64::from(*byte);
        }
        return Some(value);
    }
    let end = digits.iter().rposition(|byte| !matches!(byte, 0 | b' ')).map_or(0, |at| at + 1);
    let words = std::str::from_utf8(&digits[..end]).ok()?.trim_start();
    if words.is_empty() { Some(0) } else { u64::from_str_radix(words, 8).ok() }
}

/// Words about the next member that did not fit into its header.
#[derive(Default)]
struct Ahead {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

/// Reads every member of a tar.
pub(crate) fn read_tar(source: &mut dyn Read, mut members: Members<'_, '_>) -> Result<Contents, ReadError> {
    let mut source = members.budget.clone().metered(source);
    let mut ahead = Ahead::default();
    let mut block = [0; BLOCK];
    loop {
        exactly(&mut source, &mut block)?;
        if block == [0; BLOCK] {
            only_zeros(&mut source)?;
            return members.finish();
        }
        if !checksum_holds(&block) {
            return Err(damaged("the header of the next member, or zeros at the end of the archive", "neither"));
        }
        let size = number(&block[124..136]).ok_or_else(|| damaged("the length of a member in octal digits", "none"))?;
        match block[156] {
            b'L' => ahead.name = Some(words(&mut source, size)?),
            b'x' => extended(&words(&mut source, size)?, &mut ahead)?,
            b'K' | b'g' => pass(&mut source, padded(size))?,
            kind => {
                let Ahead { name, size: longer } = std::mem::take(&mut ahead);
                let size = longer.unwrap_or(size);
                let name = checked_name(&name.unwrap_or_else(|| name_of(&block)))?;
                match kind {
                    b'0' | 0 | b'7' if !name.ends_with('/') => {
                        let mut content = Exactly { inner: &mut source, left: size };
                        members.take(&name, &mut content)?;
                        let left = content.left;
                        pass(&mut source, left + (padded(size) - size))?;
                    }
                    // Folders and what else has no content of its own.
                    b'0' | 0 | b'7' | b'5' => pass(&mut source, padded(size))?,
                    b'1' | b'2' | b'3' | b'4' | b'6' => {
                        members.pass_over();
                        pass(&mut source, padded(size))?;
                    }
                    other => {
                        return Err(Problem::Archive {
                            expected: "plain files in the archive",
                            found: format!("a member of the kind `{}` named `{name}`", other.escape_ascii()),
                            hint: "unpack it and pack it again with `tar czf`, or give its files one by one",
                        }
                        .into());
                    }
                }
            }
        }
    }
}

/// The name in a header: in two parts if it is long, in the form of POSIX.
fn name_of(block: &[u8; BLOCK]) -> Vec<u8> {
    let until_zero = |bytes: &[u8]| bytes.split(|byte| *byte == 0).next().unwrap_or_default().to_vec();
    let name = until_zero(&block[..100]);
    let prefix = until_zero(&block[345..500]);
    if block[257..263] == *b"ustar\0" && !prefix.is_empty() { [&prefix[..], b"/", &name].concat() } else { name }
}

fn padded(size: u64) -> u64 {
    size.saturating_add(BLOCK as u64 - 1) / BLOCK as u64 * BLOCK as u64
}

/// Words that stand in place of content.
fn words(source: &mut dyn Read, size: u64) -> Result<Vec<u8>, ReadError> {
    let length = usize::try_from(size).ok().filter(|_| size <= LONGEST_WORDS);
    let length = length.ok_or_else(|| damaged("the name of a member", format!("one of {size} bytes")))?;
    let mut words = vec![0; length];
    exactly(source, &mut words)?;
    pass(source, padded(size) - size)?;
    if words.last() == Some(&0) {
        words.pop();
    }
    Ok(words)
}

/// POSIX's list of `LENGTH KEY=VALUE` lines about the next member.
fn extended(mut list: &[u8], ahead: &mut Ahead) -> Result<(), ReadError> {
    let wrong = || damaged("lines of `LENGTH KEY=VALUE` about a member", "something else");
    while !list.is_empty() {
        let blank = list.iter().position(|byte| *byte == b' ').ok_or_else(wrong)?;
        let length = std::str::from_utf8(&list[..blank]).ok().and_then(|digits| digits.parse().ok());
        let length: usize = length.filter(|length| (blank + 1..=list.len()).contains(length)).ok_or_else(wrong)?;
        let line = list[blank + 1..length].strip_suffix(b"\n").ok_or_else(wrong)?;
        let equals = line.iter().position(|byte| *byte == b'=').ok_or_else(wrong)?;
        match (&line[..equals], &line[equals + 1..]) {
            (b"path", name) => ahead.name = Some(name.to_vec()),
            (b"size", digits) => ahead.size = Some(name_in_words(digits).parse().map_err(|_| wrong())?),
            (key, _) if key.starts_with(b"GNU.sparse") => {
                return Err(Problem::Archive {
                    expected: "plain files in the archive",
                    found: "a file stored with holes".to_owned(),
                    hint: "pack it again with `tar czf`, without `--sparse`",
                }
                .into());
            }
            _ => {}
        }
        list = &list[length..];
    }
    Ok(())
}

/// Fills the place; the end of the data before that is the end of the archive before its end.
fn exactly(source: &mut dyn Read, place: &mut [u8]) -> Result<(), ReadError> {
    match crate::window::fill(source, place)? {
        filled if filled == place.len() => Ok(()),
        _ => Err(cut_short()),
    }
}

fn pass(source: &mut dyn Read, bytes: u64) -> Result<(), ReadError> {
    match std::io::copy(&mut source.take(bytes), &mut std::io::sink()).map_err(failure)? {
        passed if passed == bytes => Ok(()),
        _ => Err(cut_short()),
    }
}

/// After the end there may be more zeros, and a checksum of what packed it.
fn only_zeros(source: &mut dyn Read) -> Result<(), ReadError> {
    let mut place = [0; 16 << 10];
    let mut zeros = 0;
    loop {
        let filled = crate::window::fill(source, &mut place)?;
        if place[..filled].iter().any(|byte| *byte != 0) {
            return Err(Problem::Archive {
                expected: "nothing behind the end of the archive",
                found: "more data".to_owned(),
                hint: "several archives were joined to one; give them one by one",
            }
            .into());
        }
        zeros += filled;
        if filled < place.len() {
            break;
        }
    }
    // The first block of zeros may be the last block of an archive that was cut; the second proves its end.
    if zeros < BLOCK { Err(cut_short()) } else { Ok(()) }
}

/// So many bytes of a reader; fewer are an error, not an end.
struct Exactly<'a, R> {
    inner: &'a mut R,
    left: u64,
}

impl<R: Read> Read for Exactly<'_, R> {
    fn read(&mut self, place: &mut [u8]) -> std::io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(place.len());
        if most == 0 {
            return Ok(0);
        }
        let read = self.inner.read(&mut place[..most])?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_octal_or_in_gnus_binary_form() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(b"   644 \0"), Some(0o644));
        assert_eq!(number(b"\0\0\0\0"), Some(0));
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1]), Some((3 << 32) + 1));
        assert_eq!(number(b"00x"), None);
        assert_eq!(number(&[0xff; 12]), None);
    }

    #[test]
    fn zeros_or_text_are_no_tar() {
        assert!(!is_tar(&[0; BLOCK]));
        assert!(!is_tar(&[b' '; BLOCK]));
        assert!(!is_tar(b"<PubmedArticleSet>"));
    }

    #[test]
    fn a_list_about_the_next_member_gives_its_name_and_length() {
        let mut ahead = Ahead::default();
        extended("16 path=湖.xml\n10 size=9\n".as_bytes(), &mut ahead).expect("a list");
        assert_eq!((ahead.name.as_deref(), ahead.size), (Some("湖.xml".as_bytes()), Some(9)));
        for wrong in ["8 path=a\n", "x", "99 path=a\n", "5 a=b", "4 ab\n"] {
            assert!(extended(wrong.as_bytes(), &mut Ahead::default()).is_err(), "{wrong}");
        }
    }
}
