//! Text in the encodings that are met in practice.
//!
//! The decision to question: what is undecidable is refused. Shift_JIS and EUC-JP share most of their bytes, and a table read in
//! the wrong one is full of words that nobody wrote; converting it once by hand is a smaller evil.

use crate::format::HEAD;
use crate::read::{Feeder, Progress, Sink};
use crate::window::LONGEST;
use crate::{Problem, ReadError};
use encoding_rs::{DecoderResult, EUC_JP, Encoding, SHIFT_JIS, UTF_8};

/// How the encoding of a file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// By the XML declaration, else UTF-8.
    ByDeclaration,
    /// By what the bytes can be.
    ByBytes,
}

/// The encoding of a text that begins so: by its mark, else UTF-8 if it is valid, else the one of Shift_JIS (CP932) and EUC-JP in which it
/// can be read and gives Japanese.
///
/// # Errors
/// [`Problem::Encoding`] with what was tried.
pub(crate) fn by_bytes(head: &[u8]) -> Result<&'static Encoding, Problem> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return if encoding == UTF_8 { Ok(encoding) } else { Err(found(encoding.name().to_owned())) };
    }
    match std::str::from_utf8(head) {
        Ok(_) => return Ok(UTF_8),
        // The head may end inside a letter.
        Err(error) if error.error_len().is_none() => return Ok(UTF_8),
        Err(_) => {}
    }
    let gives_japanese = |encoding: &'static Encoding| {
        let mut text = String::with_capacity(head.len() * 2);
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (result, _) = decoder.decode_to_string_without_replacement(head, &mut text, false);
        matches!(result, DecoderResult::InputEmpty | DecoderResult::OutputFull) && is_japanese(&text)
    };
    match (gives_japanese(SHIFT_JIS), gives_japanese(EUC_JP)) {
        (true, false) => Ok(SHIFT_JIS),
        (false, true) => Ok(EUC_JP),
        (true, true) => Err(found("bytes that are Japanese in Shift_JIS and in EUC-JP alike".to_owned())),
        (false, false) => Err(found("bytes that are no UTF-8, and no Japanese in Shift_JIS or EUC-JP".to_owned())),
    }
}

fn found(found: String) -> Problem {
    Problem::Encoding { found }
}

/// Whether a text has more letters of Japanese than half-width ones, which are what EUC-JP looks like in Shift_JIS.
fn is_japanese(text: &str) -> bool {
    let (mut full, mut half) = (0_usize, 0_usize);
    for character in text.chars() {
        match character {
            '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' => full += 1,
            '\u{ff61}'..='\u{ff9f}' => half += 1,
            // No table holds them, most other files do.
            '\0'..='\u{8}' | '\u{e}'..='\u{1f}' => return false,
            _ => {}
        }
    }
    full > half
}

/// The encoding that an XML declaration names; UTF-8 if it names none. None if nobody knows it.
pub(crate) fn by_declaration(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let Some(declaration) = head.strip_prefix(b"<?xml") else { return Some(UTF_8) };
    let end = memchr::memmem::find(declaration, b"?>")?;
    let declaration = String::from_utf8_lossy(&declaration[..end]);
    let Some((_, value)) = declaration.split_once("encoding") else { return Some(UTF_8) };
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (label, _) = value[1..].split_once(quote)?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A declaration that can be read as ASCII is no UTF-16, whatever it says.
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

/// The beginning of a text as it is shown, in its encoding.
pub(crate) fn shown_head(head: &[u8]) -> Result<String, Problem> {
    let encoding = by_bytes(head)?;
    let mut text = String::with_capacity(head.len() * 3);
    let (_, _, _) = encoding.new_decoder_with_bom_removal().decode_to_string(head, &mut text, false);
    Ok(text)
}

/// Hands a file on in UTF-8, whatever its encoding is.
pub(crate) struct Transcoded<'a> {
    inner: Box<dyn Feeder + 'a>,
    known: Known,
    state: State,
    /// What has been decoded and not yet been taken.
    text: String,
    /// Line ends before it.
    lines: u64,
}

enum State {
    Untouched,
    /// UTF-8: nothing to do.
    AsItIs,
    Decoding(&'static Encoding, encoding_rs::Decoder),
}

impl<'a> Transcoded<'a> {
    pub(crate) fn new(inner: Box<dyn Feeder + 'a>, known: Known) -> Self {
        Self { inner, known, state: State::Untouched, text: String::new(), lines: 0 }
    }

    fn begin(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let head = &bytes[..bytes.len().min(HEAD)];
        let encoding = match self.known {
            Known::ByBytes => by_bytes(head)?,
            Known::ByDeclaration => by_declaration(head)
                .ok_or_else(|| found("an encoding that nobody knows in its declaration".to_owned()))?,
        };
        self.state = if encoding == UTF_8 {
            State::AsItIs
        } else {
            State::Decoding(encoding, encoding.new_decoder_without_bom_handling())
        };
        Ok(())
    }
}

impl Feeder for Transcoded<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        if matches!(self.state, State::Untouched) {
            self.begin(bytes)?;
        }
        let State::Decoding(encoding, decoder) = &mut self.state else {
            return self.inner.feed(bytes, last, progress, sink);
        };
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3);
        self.text.reserve(room);
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut self.text, last);
        if let DecoderResult::Malformed(..) = result {
            let shown = bytes.get(read.saturating_sub(1)).copied().unwrap_or_default();
            let line = self.lines + 1 + memchr::memchr_iter(b'\n', self.text.as_bytes()).count() as u64;
            return Err(found(format!("byte 0x{shown:02x}, which {} does not have", encoding.name())).on_line(line));
        }
        if self.text.len() > LONGEST * 4 {
            return Err(Problem::TooLong { what: self.inner.unit(), limit_bytes: LONGEST }.into());
        }
        let taken = self.inner.feed(self.text.as_bytes(), last, progress, sink)?;
        self.lines += memchr::memchr_iter(b'\n', &self.text.as_bytes()[..taken]).count() as u64;
        self.text.drain(..taken);
        Ok(read)
    }

    fn unit(&self) -> &'static str {
        self.inner.unit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "シート種別,事業年度,予算事業ID\r\n髙①アーデン再生医療のはたらき,2024,1\r\n";

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn the_encoding_shows_in_the_bytes() {
        let marked = [b"\xef\xbb\xbf".as_slice(), WORDS.as_bytes()].concat();
        for (bytes, expected) in [
            (WORDS.as_bytes().to_vec(), UTF_8),
            (marked, UTF_8),
            (encoded(SHIFT_JIS, WORDS), SHIFT_JIS),
            (encoded(EUC_JP, &WORDS.replace("髙①", "")), EUC_JP),
        ] {
            assert_eq!(by_bytes(&bytes).ok(), Some(expected));
            // A head that ends inside a letter tells as much.
            assert_eq!(by_bytes(&bytes[..40]).ok(), Some(expected), "{}", expected.name());
            assert!(shown_head(&bytes).expect("decidable").starts_with("シート種別,"));
        }
    }

    #[test]
    fn what_is_undecidable_is_refused_with_what_was_tried() {
        for bytes in [&b"\xff\xfea\0b\0"[..], b"caf\xe9,1\r\n", b"\xff\xff\xff", b"\x89PNG\r\n\x1a\n"] {
            let error = by_bytes(bytes).expect_err("undecidable").to_string();
            assert!(error.contains("UTF-8") && error.contains("hint: "), "{error}");
        }
    }

    #[test]
    fn a_declaration_names_the_encoding_of_xml() {
        let check =
            |head: &str, expected| assert_eq!(by_declaration(head.as_bytes()).map(Encoding::name), expected, "{head}");
        check("<a/>", Some("UTF-8"));
        check("<?xml version='1.0'?><a/>", Some("UTF-8"));
        check("<?xml version='1.0' encoding='Shift_JIS'?>", Some("Shift_JIS"));
        check("<?xml version=\"1.0\" encoding = \"euc-jp\"?>", Some("EUC-JP"));
        check("<?xml version=\"1.0\" encoding=\"arden\"?>", None);
    }
}
