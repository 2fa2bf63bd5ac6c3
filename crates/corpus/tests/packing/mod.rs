//! Archives made by hand, right and wrong.

#![allow(dead_code, reason = "each file of tests uses a part")]

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::io::Write;

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("a Vec can be written");
    encoder.finish().expect("a Vec can be written")
}

/// A header and content of a tar, filled up to blocks.
pub fn tar_member(name: &[u8], kind: u8, content: &[u8]) -> Vec<u8> {
    let mut header = [0_u8; 512];
    header[..name.len()].copy_from_slice(name);
    header[100..107].copy_from_slice(b"0000644");
    header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    header[136..147].copy_from_slice(b"00000000000");
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let mut member = header.to_vec();
    member.extend(content);
    member.resize(member.len().next_multiple_of(512), 0);
    member
}

/// A tar of plain files.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar: Vec<u8> =
        files.iter().flat_map(|(name, content)| tar_member(name.as_bytes(), b'0', content)).collect();
    tar.resize(tar.len() + 1024, 0);
    tar
}

/// What a test may want otherwise in a zip.
#[derive(Clone, Copy)]
pub struct ZipAs {
    pub method: u16,
    pub flags: u16,
    /// Added to the checksum of each member.
    pub crc_off_by: u32,
    /// All members lie where the first one lies.
    pub overlapping: bool,
}

pub const SOUND: ZipAs = ZipAs { method: 8, flags: 0, crc_off_by: 0, overlapping: false };

/// A zip of plain files.
pub fn zip(files: &[(&[u8], &[u8])], how: ZipAs) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).expect("a Vec can be written");
        let packed = if how.method == 8 { encoder.finish().expect("written") } else { content.to_vec() };
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(content);
        let crc32 = hasher.finalize().wrapping_add(how.crc_off_by);
        let offset = if how.overlapping { 0 } else { u32::try_from(zip.len()).expect("small") };
        let mut common = Vec::new();
        for number in [20, how.flags, how.method, 0, 0x21] {
            common.extend(number.to_le_bytes());
        }
        for number in [crc32, packed.len() as u32, content.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0; 2]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(*name);
        if !how.overlapping || zip.is_empty() {
            zip.extend(b"PK\x03\x04");
            zip.extend(&common);
            zip.extend(*name);
            zip.extend(packed);
        }
    }
    let start = zip.len() as u32;
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend((files.len() as u16).to_le_bytes());
    zip.extend((files.len() as u16).to_le_bytes());
    zip.extend((directory.len() as u32).to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0; 2]);
    zip
}
