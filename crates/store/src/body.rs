//! A record version whole, packed: what is not queried but has to be there.

use crate::{Error, KeptRecord};
use corpus::{PublicationDate, Record};
use evidence::FoundMention;
use libdeflater::{CompressionLvl, Compressor, Decompressor};
use serde::{Deserialize, Serialize};

/// As it is written.
#[derive(Serialize)]
struct Written<'a> {
    record: &'a Record,
    published: &'a Option<PublicationDate>,
    mentions: &'a [FoundMention],
}

/// As it is read.
#[derive(Deserialize)]
struct Read {
    record: Record,
    published: Option<PublicationDate>,
    mentions: Vec<FoundMention>,
}

/// Packs and unpacks; keeps its memory.
pub(crate) struct Packer {
    compressor: Compressor,
    decompressor: Decompressor,
}

impl Packer {
    pub(crate) fn new() -> Self {
        Self { compressor: Compressor::new(CompressionLvl::default()), decompressor: Decompressor::new() }
    }

    /// The length, then the bytes deflated.
    pub(crate) fn pack(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let length = u32::try_from(bytes.len()).map_err(|_| Error::Damaged("a record of more than 4 GiB".into()))?;
        let mut packed = vec![0; 4 + self.compressor.deflate_compress_bound(bytes.len())];
        packed[..4].copy_from_slice(&length.to_le_bytes());
        let used = self
            .compressor
            .deflate_compress(bytes, &mut packed[4..])
            .map_err(|error| Error::Damaged(format!("a record could not be packed: {error}")))?;
        packed.truncate(4 + used);
        Ok(packed)
    }

    pub(crate) fn unpack(&mut self, packed: &[u8]) -> Result<Vec<u8>, Error> {
        let damaged = || Error::Damaged("packed bytes cannot be unpacked".into());
        let (length, deflated) = packed.split_first_chunk::<4>().ok_or_else(damaged)?;
        let mut bytes = vec![0; u32::from_le_bytes(*length) as usize];
        let used = self.decompressor.deflate_decompress(deflated, &mut bytes).map_err(|_| damaged())?;
        if used == bytes.len() { Ok(bytes) } else { Err(damaged()) }
    }

    pub(crate) fn pack_record(&mut self, kept: &KeptRecord) -> Result<Vec<u8>, Error> {
        let written = Written { record: &kept.record, published: &kept.published, mentions: &kept.mentions };
        let json = serde_json::to_vec(&written).map_err(|error| Error::Damaged(error.to_string()))?;
        self.pack(&json)
    }

    pub(crate) fn unpack_record(&mut self, packed: &[u8]) -> Result<KeptRecord, Error> {
        let json = self.unpack(packed)?;
        let Read { record, published, mentions } = serde_json::from_slice(&json)
            .map_err(|error| Error::Damaged(format!("a record cannot be read: {error}")))?;
        Ok(KeptRecord { record, published, mentions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_packed_comes_out_again(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            let mut packer = Packer::new();
            let packed = packer.pack(&bytes).expect("packs");
            prop_assert_eq!(packer.unpack(&packed).expect("unpacks"), bytes);
        }
    }

    #[test]
    fn damaged_bytes_are_an_error_and_no_panic() {
        let mut packer = Packer::new();
        let packed = packer.pack(b"the lakes of Arden are deep").expect("packs");
        for wrong in [&packed[..0], &packed[..3], &packed[..packed.len() - 1], &[1, 0, 0, 0, 255]] {
            assert!(packer.unpack(wrong).is_err(), "{wrong:?}");
        }
    }
}
