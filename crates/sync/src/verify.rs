//! Whether a file is whole: by checksum where the source gives one, else by the file itself.

use crate::clock::Stop;
use crate::problem::Problem;
use flate2::bufread::MultiGzDecoder;
use md5::{Digest as _, Md5};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

const CHUNK_BYTES: usize = 64 << 10;

/// What a file is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Check {
    /// An MD5 that stands in a file of its own.
    Md5At(String),
    /// The checksums inside gzip, and the number of lines if that is known.
    Gzip {
        /// Lines, one a record.
        records: Option<u64>,
    },
}

/// The MD5 of bytes, in small hexadecimal letters.
pub(crate) fn md5_of(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

/// The MD5 in a text such as `MD5(pubmed26n0001.xml.gz)= 0123…`.
pub(crate) fn md5_in(text: &[u8]) -> Result<String, Problem> {
    let words = text.split(|byte| !byte.is_ascii_alphanumeric());
    let found = words.filter(|word| word.len() == 32).find(|word| word.iter().all(u8::is_ascii_hexdigit));
    match found {
        Some(word) => Ok(String::from_utf8_lossy(word).to_ascii_lowercase()),
        None => Err(Problem::content("a file with an MD5", text)),
    }
}

/// Whether an `ETag` is an MD5, as Amazon S3 gives it for objects that were uploaded in one piece.
pub(crate) fn md5_in_etag(etag: &str) -> Option<String> {
    let inner = etag.strip_prefix('"')?.strip_suffix('"')?;
    let is_md5 = inner.len() == 32 && inner.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_md5.then(|| inner.to_ascii_lowercase())
}

/// Reads a gzip file to its end and holds it against an MD5, or against its own checksums and the number of lines.
pub(crate) fn verify(path: &Path, md5: Option<&str>, records: Option<u64>, stop: &Stop) -> Result<(), Problem> {
    let trouble = |error: &std::io::Error| Problem::folder(path, error);
    let mut start = [0; 256];
    let read =
        File::open(path).and_then(|mut file| read_full(&mut file, &mut start)).map_err(|error| trouble(&error))?;
    if !start.starts_with(&[0x1f, 0x8b]) {
        return Err(Problem::content("a gzip file", &start[..read]));
    }
    let file = File::open(path).map_err(|error| trouble(&error))?;
    let mut chunk = vec![0; CHUNK_BYTES];
    if let Some(expected) = md5 {
        let (mut file, mut digest) = (file, Md5::new());
        loop {
            match file.read(&mut chunk).map_err(|error| trouble(&error))? {
                0 => break,
                read => digest.update(&chunk[..read]),
            }
            go_on(stop)?;
        }
        let found = hex(&digest.finalize());
        return if found == expected {
            Ok(())
        } else {
            Err(Problem::Checksum { expected: expected.to_owned(), found })
        };
    }
    let mut inflated = MultiGzDecoder::new(BufReader::with_capacity(CHUNK_BYTES, file));
    let (mut lines, mut last) = (0, b'\n');
    loop {
        match inflated.read(&mut chunk).map_err(|error| Problem::Gzip { found: error.to_string() })? {
            0 => break,
            read => {
                lines += chunk[..read].iter().filter(|byte| **byte == b'\n').count() as u64;
                last = chunk[read - 1];
            }
        }
        go_on(stop)?;
    }
    lines += u64::from(last != b'\n');
    match records {
        Some(expected) if expected != lines => Err(Problem::Records { expected, found: lines }),
        _ => Ok(()),
    }
}

fn go_on(stop: &Stop) -> Result<(), Problem> {
    if stop.is_asked() { Err(Problem::Stopped) } else { Ok(()) }
}

fn read_full(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn an_md5_is_found_in_the_file_beside() {
        let digest = md5_of(b"Arden");
        assert_eq!(md5_in(format!("MD5(arden26n0001.xml.gz)= {digest}\n").as_bytes()), Ok(digest.clone()));
        assert_eq!(md5_in(format!("{}  arden.gz", digest.to_uppercase()).as_bytes()), Ok(digest));
        assert!(matches!(md5_in(b"<html>not found</html>"), Err(Problem::Content { .. })));
    }

    #[test]
    fn an_etag_is_an_md5_only_if_it_looks_like_one() {
        let digest = md5_of(b"Arden");
        assert_eq!(md5_in_etag(&format!("\"{digest}\"")), Some(digest.clone()));
        assert_eq!(md5_in_etag(&format!("\"{digest}-12\"")), None);
        assert_eq!(md5_in_etag(&format!("W/\"{digest}\"")), None);
    }

    #[test]
    fn a_gzip_file_is_whole_or_told_what_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.gz");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"{}\n{}\n{}").expect("packed");
        let packed = packed.finish().expect("packed");
        let check = |bytes: &[u8], md5: Option<&str>, records: Option<u64>| {
            std::fs::write(&path, bytes).expect("written");
            verify(&path, md5, records, &Stop::default())
        };
        assert_eq!(check(&packed, None, Some(3)), Ok(()));
        assert_eq!(check(&packed, Some(&md5_of(&packed)), None), Ok(()));
        assert_eq!(check(&packed, None, Some(4)), Err(Problem::Records { expected: 4, found: 3 }));
        assert!(matches!(check(&packed[..packed.len() - 4], None, None), Err(Problem::Gzip { .. })));
        let mut changed = packed.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        assert!(matches!(check(&changed, None, None), Err(Problem::Gzip { .. })));
        assert!(matches!(check(&changed, Some(&md5_of(&packed)), None), Err(Problem::Checksum { .. })));
        assert!(matches!(check(b"<html>", None, None), Err(Problem::Content { .. })));
        assert!(matches!(check(b"", None, None), Err(Problem::Content { .. })));
    }
}
