//! Small tar files, written and read by ourselves: plain files with short names, and nothing that changes from run to run
//! (owner, time). Source: POSIX.1-2017, `pax`, "ustar Interchange Format".

use std::io::{Error, ErrorKind, Read, Result, Write};

const BLOCK: usize = 512;
/// The largest file that is read back.
const MOST_BYTES: u64 = 512 << 20;

/// Adds one file.
pub(crate) fn write_file(out: &mut impl Write, name: &str, bytes: &[u8]) -> Result<()> {
    let mut header = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| header[at..at + text.len()].copy_from_slice(text);
    if name.len() > 100 {
        return Err(Error::new(ErrorKind::InvalidInput, "a name of more than 100 bytes"));
    }
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{:011o}\0", bytes.len()).as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    out.write_all(&header)?;
    out.write_all(bytes)?;
    out.write_all(&[0; BLOCK][..(BLOCK - bytes.len() % BLOCK) % BLOCK])
}

/// Ends the tar file.
pub(crate) fn write_end(out: &mut impl Write) -> Result<()> {
    out.write_all(&[0; 2 * BLOCK])
}

/// The next file, or nothing at the end.
pub(crate) fn read_file(from: &mut impl Read) -> Result<Option<(String, Vec<u8>)>> {
    let mut header = [0; BLOCK];
    from.read_exact(&mut header)?;
    if header.iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    let wrong = |what| Error::new(ErrorKind::InvalidData, what);
    let text = |bytes: &[u8]| {
        let end = bytes.iter().position(|byte| matches!(byte, 0 | b' ')).unwrap_or(bytes.len());
        String::from_utf8_lossy(&bytes[..end]).into_owned()
    };
    let size = u64::from_str_radix(&text(&header[124..136]), 8).map_err(|_| wrong("no length in a tar file"))?;
    if size > MOST_BYTES {
        return Err(wrong("a file in a tar file is too long"));
    }
    let mut bytes = Vec::new();
    if from.take(size).read_to_end(&mut bytes)? as u64 != size {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    let name = text(&header[..100]);
    let padding = (BLOCK - bytes.len() % BLOCK) % BLOCK;
    from.read_exact(&mut header[..padding])?;
    Ok(Some((name, bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let files = [("PMC1.1.xml", vec![b'a'; 511]), ("PMC2.3.xml", vec![b'b'; 512]), ("PMC3.1.xml", Vec::new())];
        let mut tar = Vec::new();
        for (name, bytes) in &files {
            write_file(&mut tar, name, bytes).expect("written");
        }
        write_end(&mut tar).expect("written");
        assert_eq!(tar.len() % BLOCK, 0);
        let mut from = tar.as_slice();
        for (name, bytes) in files {
            assert_eq!(read_file(&mut from).expect("read"), Some((name.to_owned(), bytes)));
        }
        assert_eq!(read_file(&mut from).expect("read"), None);
        assert!(read_file(&mut &tar[..700]).is_err());
    }

    #[test]
    fn other_programs_read_what_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.tar");
        let mut tar = Vec::new();
        write_file(&mut tar, "PMC1.1.xml", b"<article/>").and_then(|()| write_end(&mut tar)).expect("written");
        std::fs::write(&path, tar).expect("written");
        let Ok(listed) = std::process::Command::new("tar").arg("-tf").arg(&path).output() else {
            eprintln!("SKIPPED: no `tar` on this machine");
            return;
        };
        assert_eq!(String::from_utf8_lossy(&listed.stdout), "PMC1.1.xml\n");
    }
}
