//! The set of all citations that a file holds: PMID and version, packed.
//!
//! Sorted, each as the difference to the one before, in seven bits a byte, then deflated: about one byte a citation, so that all of
//! PubMed's fit into some 40 MB.

use crate::Error;
use crate::body::Packer;

/// PMIDs with their versions, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Citations(Vec<(u32, u32)>);

impl Citations {
    pub(crate) fn new(citations: &[(u32, u32)]) -> Self {
        let mut sorted = citations.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        Self(sorted)
    }

    /// Versions of a citation that are in the set, lowest first.
    pub(crate) fn versions(&self, pmid: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.0.partition_point(|&(there, _)| there < pmid);
        self.0[start..].iter().take_while(move |&&(there, _)| there == pmid).map(|&(_, version)| version)
    }

    pub(crate) fn pmids(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().map(|&(pmid, _)| pmid)
    }

    pub(crate) fn pack(&self, packer: &mut Packer) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * 3);
        let mut before = 0;
        for &(pmid, version) in &self.0 {
            put(pmid - before, &mut bytes);
            put(version, &mut bytes);
            before = pmid;
        }
        packer.pack(&bytes)
    }

    pub(crate) fn unpack(packed: &[u8], packer: &mut Packer) -> Result<Self, Error> {
        let bytes = packer.unpack(packed)?;
        let damaged = || Error::Damaged("a batch's list of citations cannot be read".into());
        let (mut at, mut pmid) = (0, 0_u32);
        let mut citations = Vec::new();
        while at < bytes.len() {
            let difference = take(&bytes, &mut at).ok_or_else(damaged)?;
            let version = take(&bytes, &mut at).ok_or_else(damaged)?;
            pmid = pmid.checked_add(difference).ok_or_else(damaged)?;
            citations.push((pmid, version));
        }
        Ok(Self(citations))
    }
}

fn put(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_packed_set_is_the_same_set(list in prop::collection::vec((any::<u32>(), 1..4_u32), 0..200)) {
            let citations = Citations::new(&list);
            let mut packer = Packer::new();
            let packed = citations.pack(&mut packer).expect("packs");
            prop_assert_eq!(Citations::unpack(&packed, &mut packer).expect("unpacks"), citations);
        }
    }

    #[test]
    fn every_version_of_a_citation_is_found_and_of_its_neighbours_none() {
        let citations = Citations::new(&[(8, 1), (7, 2), (7, 1), (7, 2), (9, 1)]);
        assert_eq!(citations.versions(7).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(citations.versions(6).count(), 0);
        assert_eq!(citations.versions(10).count(), 0);
    }

    #[test]
    fn citations_side_by_side_take_little_room() {
        let list: Vec<(u32, u32)> = (34_000_000..34_030_000).map(|pmid| (pmid, 1)).collect();
        let packed = Citations::new(&list).pack(&mut Packer::new()).expect("packs");
        assert!(packed.len() < 3_000, "{} bytes", packed.len());
    }
}
