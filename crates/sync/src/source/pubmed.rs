//! PubMed: a folder of files as a page of links, and beside each file one with its MD5.
//!
//! Source: <https://ftp.ncbi.nlm.nih.gov/pubmed/baseline/README.txt>.

use crate::download::RemoteFile;
use crate::problem::Problem;
use crate::verify::Check;

/// The files of a page of links: the name, and after it on the same line when it was changed and about how long it is.
pub(crate) fn listing(base_url: &str, page: &[u8]) -> Result<Vec<RemoteFile>, Problem> {
    let text = String::from_utf8_lossy(page);
    let mut files: Vec<RemoteFile> = Vec::new();
    for link in text.split("<a href=\"").skip(1) {
        let Some((name, rest)) = link.split_once('"') else { continue };
        if !name.ends_with(".xml.gz") {
            continue;
        }
        let said = rest.split_once("</a>").map_or("", |(_, after)| after.lines().next().unwrap_or_default());
        let seen = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let url = format!("{base_url}{name}");
        files.push(RemoteFile {
            name: name.to_owned(),
            check: Check::Md5At(format!("{url}.md5")),
            url,
            about_bytes: seen.rsplit(' ').next().and_then(about_bytes),
            bytes: None,
            seen,
        });
    }
    if files.is_empty() {
        return Err(Problem::content("a page that lists .xml.gz files", page));
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    files.dedup_by(|left, right| left.name == right.name);
    Ok(files)
}

/// `19M`, `1.2G`, `345K`, `512`.
fn about_bytes(text: &str) -> Option<u64> {
    let (number, unit) = match text.char_indices().last()? {
        (at, 'K') => (&text[..at], 1 << 10),
        (at, 'M') => (&text[..at], 1 << 20),
        (at, 'G') => (&text[..at], 1 << 30),
        _ => (text, 1),
    };
    let (whole, tenths) = number.split_once('.').unwrap_or((number, "0"));
    let (whole, tenths): (u64, u64) = (whole.parse().ok()?, tenths.get(..1)?.parse().ok()?);
    whole.checked_mul(unit)?.checked_add(tenths * (unit / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_links_gives_the_files_and_what_is_said_of_them() {
        let page = b"<html><pre>Name <hr><a href=\"/pubmed/\">Parent Directory</a>   -   \n\
            <a href=\"arden26n0002.xml.gz\">arden26n0002.xml.gz</a>      2026-01-30 14:07   19M  \n\
            <a href=\"arden26n0002.xml.gz.md5\">arden26n0002.xml.gz.md5</a>  2026-01-30 14:07   60   \n\
            <a href=\"arden26n0001.xml.gz\">arden26n0001.xml.gz</a>      2026-01-30 14:05  1.5K  \n</pre>";
        let files = listing("https://arden.example/baseline/", page).expect("a listing");
        let said: Vec<_> =
            files.iter().map(|file| (file.name.as_str(), file.seen.as_str(), file.about_bytes)).collect();
        assert_eq!(
            said,
            [
                ("arden26n0001.xml.gz", "2026-01-30 14:05 1.5K", Some(1534)),
                ("arden26n0002.xml.gz", "2026-01-30 14:07 19M", Some(19 << 20))
            ]
        );
        assert_eq!(files[0].url, "https://arden.example/baseline/arden26n0001.xml.gz");
        assert_eq!(files[0].check, Check::Md5At("https://arden.example/baseline/arden26n0001.xml.gz.md5".to_owned()));
    }

    #[test]
    fn a_page_without_files_is_no_listing() {
        assert!(matches!(listing("https://arden.example/", b"<html>Sign in</html>"), Err(Problem::Content { .. })));
    }
}
