//! The set of all records that a file holds, kept or not, packed: a number for each, and its version.
//!
//! Sorted, each as the difference to the one before, in seven bits a byte, then deflated. PubMed's citations take about one byte each,
//! so that all of them fit into some 40 MB; ids that are numbers in other ways take some four, and DOIs, which are no numbers, ten.

use crate::Error;
use crate::body::Packer;

/// Records by number, with their versions, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen(Vec<(u64, u32)>);

impl Seen {
    /// PubMed's citations go by their PMIDs.
    pub(crate) fn of_citations(citations: &[(u32, u32)]) -> Self {
        Self::new(citations.iter().map(|&(pmid, version)| (pmid.into(), version)).collect())
    }

    /// Records of other sources go by [`key_of`] their ids.
    pub(crate) fn of_records(records: &[(String, u32)]) -> Self {
        Self::new(records.iter().map(|(id, version)| (key_of(id), *version)).collect())
    }

    fn new(mut sorted: Vec<(u64, u32)>) -> Self {
        sorted.sort_unstable();
        sorted.dedup();
        Self(sorted)
    }

    /// Versions of a record that are in the set, lowest first.
    pub(crate) fn versions(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let start = self.0.partition_point(|&(there, _)| there < key);
        self.0[start..].iter().take_while(move |&&(there, _)| there == key).map(|&(_, version)| version)
    }

    /// The citations of a set of PubMed's.
    pub(crate) fn pmids(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().map(|&(pmid, _)| pmid)
    }

    /// The highest version of any record in the set; 0 in an empty one.
    pub(crate) fn highest_version(&self) -> u32 {
        self.0.iter().map(|&(_, version)| version).max().unwrap_or(0)
    }

    /// Whether all that is in this set is in another.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().all(|one| other.0.binary_search(one).is_ok())
    }

    pub(crate) fn pack(&self, packer: &mut Packer) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * 3);
        let mut before = 0;
        for &(key, version) in &self.0 {
            put(key - before, &mut bytes);
            put(version.into(), &mut bytes);
            before = key;
        }
        packer.pack(&bytes)
    }

    pub(crate) fn unpack(packed: &[u8], packer: &mut Packer) -> Result<Self, Error> {
        let bytes = packer.unpack(packed)?;
        let damaged = || Error::Damaged("a batch's list of records cannot be read".into());
        let (mut at, mut key) = (0, 0_u64);
        let mut seen = Vec::new();
        while at < bytes.len() {
            let difference = take(&bytes, &mut at).ok_or_else(damaged)?;
            let version = take(&bytes, &mut at).and_then(|version| u32::try_from(version).ok()).ok_or_else(damaged)?;
            key = key.checked_add(difference).ok_or_else(damaged)?;
            seen.push((key, version));
        }
        Ok(Self(seen))
    }
}

/// Most digits of an id that is taken as a number: they fit into 44 bits.
const MOST_DIGITS: usize = 13;

/// The number by which a record of a source without editions stands in the sets. It stands in stores, so it never changes.
///
/// Ids that end in their number (`openalex:W2741809807`, `nct:NCT04280705`) keep it, since numbers side by side pack well: 15 bits of what
/// stands before it, 4 of its length, 44 of itself. Others (`doi:10.1000/182`) are hashed to 63 bits under a leading 1. A
/// million records kept among 400 million seen meet by chance once in 20,000 such stores.
pub(crate) fn key_of(id: &str) -> u64 {
    let start = id.trim_end_matches(|last: char| last.is_ascii_digit());
    let digits = &id[start.len()..];
    let plain = start.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b':');
    match digits.parse::<u64>() {
        Ok(number) if plain && digits.len() <= MOST_DIGITS => {
            (hash(start) >> 49) << 48 | (digits.len() as u64) << 44 | number
        }
        _ => hash(id) | 1 << 63,
    }
}

/// FNV-1a, with the mixing step of SplitMix64 behind it, since FNV alone leaves the high bits of short texts alike. It stands in stores,
/// so it never changes.
pub(crate) fn hash(text: &str) -> u64 {
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let sum = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let sum = (sum ^ (sum >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    sum ^ (sum >> 31)
}

fn put(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..70).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
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
        fn a_packed_set_is_the_same_set(list in prop::collection::vec((any::<u64>(), any::<u32>()), 0..200)) {
            let seen = Seen::new(list);
            let mut packer = Packer::new();
            let packed = seen.pack(&mut packer).expect("packs");
            prop_assert_eq!(Seen::unpack(&packed, &mut packer).expect("unpacks"), seen);
        }
    }

    #[test]
    fn every_version_of_a_citation_is_found_and_of_its_neighbours_none() {
        let citations = Seen::of_citations(&[(8, 1), (7, 2), (7, 1), (7, 2), (9, 1)]);
        assert_eq!(citations.versions(7).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(citations.versions(6).count(), 0);
        assert_eq!(citations.versions(10).count(), 0);
        assert_eq!(citations.highest_version(), 2);
        assert!(Seen::of_citations(&[(7, 2)]).is_within(&citations));
        assert!(!Seen::of_citations(&[(7, 3)]).is_within(&citations));
    }

    #[test]
    fn citations_side_by_side_take_little_room() {
        let list: Vec<(u32, u32)> = (34_000_000..34_030_000).map(|pmid| (pmid, 1)).collect();
        let packed = Seen::of_citations(&list).pack(&mut Packer::new()).expect("packs");
        assert!(packed.len() < 3_000, "{} bytes", packed.len());
    }

    #[test]
    fn ids_that_differ_have_numbers_that_differ() {
        let ids = [
            "openalex:W1",
            "openalex:W01",
            "openalex:W10",
            "nct:NCT00000001",
            "nct:NCT1",
            "pmid:1",
            "pmcid:PMC1",
            "doi:10.0000/1",
            "doi:10.0000/2",
            "text:a",
            "text:12345678901234567890",
            "",
        ];
        let keys: std::collections::BTreeSet<u64> = ids.iter().map(|id| key_of(id)).collect();
        assert_eq!(keys.len(), ids.len());
        assert_eq!(key_of("openalex:W5") + 1, key_of("openalex:W6"), "numbers side by side stay so");
    }

    #[test]
    fn a_number_that_stands_in_stores_never_changes() {
        assert_eq!(key_of("doi:10.0000/1"), 9_575_895_345_353_846_875);
        assert_eq!(key_of("openalex:W2741809807"), 5_234_203_116_536_902_287);
    }
}
