//! What a form sends: fields, and with them perhaps one file.
//!
//! Forms with a file come as `multipart/form-data` (RFC 7578). The body is small enough to stand in memory, so it is cut at its
//! boundary; what is not as the standard has it gives no form, never half of one.

use std::collections::BTreeMap;

/// What was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Fields by name.
    pub fields: BTreeMap<String, String>,
    /// The file, if one was chosen.
    pub file: Option<Upload>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The boundary that a content type names, if it is one of forms with files.
pub fn boundary(content_type: &str) -> Option<&str> {
    let (sort, parameters) = content_type.split_once(';')?;
    if !sort.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let value = parameters.split(';').find_map(|one| {
        let (name, value) = one.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then_some(value)
    })?;
    let value = value.trim().trim_matches('"');
    (!value.is_empty() && value.len() <= 70).then_some(value)
}

/// Takes a body apart; none if it is not whole.
pub fn multipart(body: &[u8], boundary: &str) -> Option<Sent> {
    let mark = [b"\r\n--", boundary.as_bytes()].concat();
    // The first boundary may stand at the very beginning.
    let mut rest = match body.strip_prefix(&mark[2..]) {
        Some(rest) => rest,
        None => &body[find(body, &mark)? + mark.len()..],
    };
    let mut sent = Sent::default();
    loop {
        if rest.starts_with(b"--") {
            return Some(sent);
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, &mark)?;
        take(&part[..end], &mut sent)?;
        rest = &part[end + mark.len()..];
    }
}

/// One part: its heads, an empty line, its content.
fn take(part: &[u8], sent: &mut Sent) -> Option<()> {
    let at = find(part, b"\r\n\r\n")?;
    let (heads, content) = (std::str::from_utf8(&part[..at]).ok()?, &part[at + 4..]);
    let disposition = heads.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let name = parameter(disposition, "name")?;
    match parameter(disposition, "filename") {
        // A field for a file in which none was chosen has an empty name.
        Some(file) if file.is_empty() => {}
        Some(file) => {
            let name = file.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
            sent.file = Some(Upload { name, bytes: content.to_vec() });
        }
        None => {
            sent.fields.insert(name, String::from_utf8_lossy(content).into_owned());
        }
    }
    Some(())
}

/// A parameter in quotes; browsers write a quote in it as `%22`.
fn parameter(disposition: &str, wanted: &str) -> Option<String> {
    let mut rest = disposition;
    while let Some((before, after)) = rest.split_once("=\"") {
        let name = before.rsplit([';', ' ']).next().unwrap_or_default();
        let (value, next) = after.split_once('"')?;
        if name == wanted {
            return Some(value.replace("%22", "\"").replace("%0D", "").replace("%0A", ""));
        }
        rest = next;
    }
    None
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    // Boundaries begin with a line feed, which spreadsheets seldom hold; looking for it byte by byte is quick enough.
    let first = *part.first()?;
    let mut at = 0;
    while let Some(step) = text.get(at..)?.iter().position(|byte| *byte == first) {
        at += step;
        if text[at..].starts_with(part) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "--x1\r\nContent-Disposition: form-data; name=\"by\"\r\n\r\nアーデン\r\n--x1\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"C:\\lakes\\seeds.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--x\r\n--x1--\r\n";

    #[test]
    fn a_form_with_a_file_is_taken_apart() {
        let sent = multipart(BODY.as_bytes(), "x1").expect("a form");
        assert_eq!(sent.fields["by"], "アーデン");
        let file = sent.file.expect("a file");
        assert_eq!((file.name.as_str(), file.bytes.as_slice()), ("seeds.csv", &b"a,b\r\n--x"[..]));
    }

    #[test]
    fn what_is_cut_off_is_no_form_wherever_it_ends() {
        for end in 0..BODY.len() - 4 {
            assert_eq!(multipart(&BODY.as_bytes()[..end], "x1"), None, "cut at {end}");
        }
        assert_eq!(multipart(b"by=Arden", "x1"), None);
    }

    #[test]
    fn a_content_type_names_its_boundary_and_another_none() {
        assert_eq!(boundary("multipart/form-data; boundary=----a1"), Some("----a1"));
        assert_eq!(boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), Some("a b"));
        assert_eq!(boundary("application/x-www-form-urlencoded"), None);
        assert_eq!(boundary("multipart/form-data; boundary="), None);
    }

    #[test]
    fn a_field_for_a_file_left_empty_gives_none() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--";
        assert_eq!(multipart(body.as_bytes(), "x"), Some(Sent::default()));
    }
}
