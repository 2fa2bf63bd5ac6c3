use super::*;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use proptest::prelude::*;
use std::io::Write as _;

/// Inflates through a window of so many bytes.
fn inflated(packed: impl Read, window_bytes: usize) -> io::Result<Vec<u8>> {
    let mut inflating = Inflating::new(packed);
    let (mut window, mut filled, mut all) = (vec![0; window_bytes], 0, Vec::new());
    loop {
        let (end, is_last) = inflating.fill(&mut window, filled)?;
        all.extend_from_slice(&window[filled..end]);
        if is_last {
            return Ok(all);
        }
        let kept = end.saturating_sub(inflating.looks_back());
        window.copy_within(kept..end, 0);
        filled = end - kept;
    }
}

fn gzip(content: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(content).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// Gives its bytes a few at a time, as a pipe may.
struct Dripping<'a>(&'a [u8], usize);

impl Read for Dripping<'_> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(place.len()).min(self.0.len());
        place[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

/// Words that repeat themselves near and far, runs of one letter, and noise.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => proptest::sample::select(vec!["<Grant>", "the lakes of Arden ", "幹細胞", "a", "ab", "\n"])
            .prop_map(|word| word.as_bytes().to_vec()),
        1 => (any::<u8>(), 1_usize..2000).prop_map(|(byte, times)| vec![byte; times]),
        1 => proptest::collection::vec(any::<u8>(), 0..3000),
        1 => (1_usize..40, 1_usize..200).prop_map(|(length, times)| (0..length as u8).collect::<Vec<u8>>().repeat(times)),
    ];
    (proptest::collection::vec(piece, 0..60), 1_usize..6).prop_map(|(pieces, times)| pieces.concat().repeat(times))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_was_packed_comes_out_whatever_the_level_the_window_and_the_pieces_that_come_in(
        content in content(),
        level in 0_u32..10,
        window_bytes in prop_oneof![Just(33_500_usize), 34_000_usize..200_000],
        drip in prop_oneof![Just(1_usize), 1_usize..300_000],
    ) {
        let packed = gzip(&content, level);
        prop_assert!(inflated(Dripping(&packed, drip), window_bytes).expect("sound") == content);
    }

    #[test]
    fn a_file_that_is_cut_anywhere_is_an_error_and_never_an_end(content in content(), level in 0_u32..10, cut in any::<u16>()) {
        let packed = gzip(&content, level);
        let cut = 1 + usize::from(cut) % (packed.len() - 1);
        let error = inflated(&packed[..cut], 64 << 10).expect_err("cut");
        prop_assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn a_wrong_byte_is_an_error_or_means_nothing(content in content(), level in 0_u32..10, place in any::<u32>(), by in 1_u8..) {
        let mut packed = gzip(&content, level);
        // The ten bytes of the header hold a time, which may be any.
        let place = 10 + place as usize % (packed.len() - 10);
        packed[place] ^= by;
        // Bits between the end of a block and the next whole byte mean nothing.
        prop_assert!(inflated(&packed[..], 64 << 10).map_or(true, |same| same == content));
    }

    #[test]
    fn noise_behind_a_header_never_panics(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut packed = gzip(b"", 6)[..10].to_vec();
        packed.extend_from_slice(&noise);
        let _ = inflated(&packed[..], 64 << 10);
    }
}

#[test]
fn members_follow_each_other_and_none_reaches_back_into_the_one_before() {
    let members = [gzip(b"Arden ", 6), gzip(b"", 9), gzip("湖".as_bytes(), 1)].concat();
    assert_eq!(inflated(&members[..], 64 << 10).expect("three members"), "Arden 湖".as_bytes());
    let behind = [gzip(b"Arden", 6), b"x".to_vec()].concat();
    assert_eq!(inflated(&behind[..], 64 << 10).expect_err("one byte more").kind(), ErrorKind::UnexpectedEof);
    let behind = [gzip(b"Arden", 6), vec![0; 512]].concat();
    assert_eq!(inflated(&behind[..], 64 << 10).expect_err("zeros").kind(), ErrorKind::InvalidData);

    // A block of the fixed codes that begins with a copy: `length 3, distance 1`.
    let mut reaching = gzip(b"Arden", 6);
    reaching.extend_from_slice(&gzip(b"", 6)[..10]);
    reaching.extend_from_slice(&[0b0000_0011, 0b0000_0010, 0, 0, 0, 0, 0, 0, 0, 0]);
    let error = inflated(&reaching[..], 64 << 10).expect_err("nothing stands before");
    assert!(error.to_string().contains("before the beginning"), "{error}");
}

#[test]
fn a_header_may_hold_a_name_and_remarks() {
    let mut encoder = GzBuilder::new()
        .filename("arden.xml")
        .comment("of the lakes")
        .extra(vec![7; 300])
        .write(Vec::new(), Compression::default());
    encoder.write_all(b"Arden").expect("memory takes all");
    let packed = encoder.finish().expect("memory takes all");
    assert_eq!(inflated(&packed[..], 64 << 10).expect("a sound file"), b"Arden");
}

#[test]
fn the_checksum_and_the_length_are_held_against_what_came_out() {
    let packed = gzip(b"Arden", 6);
    for place in packed.len() - 8..packed.len() {
        let mut wrong = packed.clone();
        wrong[place] ^= 1;
        let error = inflated(&wrong[..], 64 << 10).expect_err("another number");
        assert!(error.to_string().contains("checksum or length"), "{error}");
    }
}
