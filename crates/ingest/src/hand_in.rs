//! A spreadsheet of an office, told from files of the world by looking.
//!
//! The decision to question: a table is a hand-in if its head is that of a register, or nearly; a workbook that is neither goes to the
//! readers of the world, which know exports of trial registers in the same form. So nobody has to say which it is, and whoever wants to can.

use plan::Plan;
use register::{Entries, HandIn, Register, SheetError, read_sheets_each};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// How much of a file's beginning and end is looked at.
const LOOKED_AT: usize = 64 << 10;

/// So many heads of a register's columns make it more than chance.
const NEAR: usize = 3;

/// A spreadsheet that was read.
#[derive(Debug)]
pub struct HandedIn<'r> {
    /// What was read and what was refused; its rows stand in `entries`.
    pub hand_in: HandIn<'r>,
    /// The rows that were understood, in order.
    pub entries: Entries,
    /// Hex SHA-256 of the file.
    pub sha256: String,
}

/// Why a spreadsheet was not read.
#[derive(Debug)]
pub enum Unread {
    /// The file could not be opened or read.
    File(io::Error),
    /// It is no spreadsheet of a register.
    Sheet(SheetError),
}

/// Reads a file as a hand-in. None if it is no spreadsheet of a register, so that the readers of the world may look at it. Give one
/// register alone to say which it is: then whatever is wrong is told.
///
/// # Errors
/// If it cannot be read, or is meant as a hand-in and none of it can be understood.
pub fn read_hand_in<'r>(path: &Path, registers: &'r [Register], plan: &Plan) -> Result<Option<HandedIn<'r>>, Unread> {
    let is_named = registers.len() == 1;
    let looked = look(path).map_err(Unread::File)?;
    if looked == Looks::Otherwise && !is_named {
        return Ok(None);
    }
    let bytes = std::fs::read(path).map_err(Unread::File)?;
    let mut entries = Entries::default();
    let hand_in = match read_sheets_each(&bytes, registers, plan, &mut |entry| entries.push(&entry)) {
        Ok(hand_in) => hand_in,
        Err(error) if is_named || is_meant(&error, looked) => return Err(Unread::Sheet(error)),
        Err(_) => return Ok(None),
    };
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Some(HandedIn { hand_in, entries, sha256 }))
}

/// Whether a file of which nothing was read was meant as a hand-in all the same.
fn is_meant(error: &SheetError, looked: Looks) -> bool {
    match error {
        SheetError::UnknownRegister { nearest, .. } => nearest.iter().any(|near| near.matched >= NEAR),
        SheetError::SeveralRegisters { .. } => true,
        _ => looked == Looks::LikeOffice,
    }
}

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// A file of an office program.
    LikeOffice,
    /// Text that no reader of the world knows.
    LikeTable,
    /// Anything else.
    Otherwise,
}

fn look(path: &Path) -> io::Result<Looks> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take(LOOKED_AT as u64).read_to_end(&mut head)?;
    let begins = |mark: &[u8]| head.starts_with(mark);
    if begins(b"\xd0\xcf\x11\xe0") || begins(b"%PDF") {
        return Ok(Looks::LikeOffice);
    }
    if begins(b"PK") {
        // The directory of a zip stands at its end and names what is in it.
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT as u64)))?;
        let mut tail = Vec::new();
        file.take(LOOKED_AT as u64).read_to_end(&mut tail)?;
        let holds = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
        let office = holds(&tail, b"xl/workbook") || holds(&head, b"xl/workbook") || holds(&head, b"opendocument");
        return Ok(if office { Looks::LikeOffice } else { Looks::Otherwise });
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    let is_other = begins(b"\x1f\x8b") || matches!(text.first(), None | Some(b'<' | b'{' | b'['));
    Ok(if is_other || corpus::detect(&head).is_ok() { Looks::Otherwise } else { Looks::LikeTable })
}
