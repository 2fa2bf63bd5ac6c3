//! XML: escaped on the way out, a small tree on the way in.
//!
//! The decision to question: a parser of our own. What stands around the fields of a form is read from what was just written or from
//! what an office program saved: a small tree, and no more of XML than those write (no document types, hence no entities but the five).

/// Deepest nesting that is read: office documents stay far below, and a file made to exhaust the stack does not.
const DEEPEST: usize = 256;

/// Text as it stands between tags. What XML cannot hold (control characters) is left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}

/// The same, at the end of something.
pub fn push_escaped(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, its entities resolved.
    Text(String),
}

/// An element with everything in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name with its prefix: `w:sdt`.
    pub name: String,
    /// Its attributes in order, entities resolved.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}

impl Element {
    /// An empty element.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The text of an element that holds only text.
    #[must_use]
    pub fn text(&self) -> String {
        self.children
            .iter()
            .filter_map(|node| match node {
                Node::Text(text) => Some(text.as_str()),
                Node::Element(_) => None,
            })
            .collect()
    }
}

/// How every part begins.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A document as text again.
#[must_use]
pub fn written(root: &Element) -> String {
    let mut out = DECLARATION.to_owned();
    write_into(root, &mut out);
    out
}

fn write_into(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        push_escaped(value, out);
        out.push('"');
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Element(child) => write_into(child, out),
            Node::Text(text) => push_escaped(text, out),
        }
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

/// Reads a document; what is wrong, in words.
///
/// # Errors
/// If it is not well-formed, has a document type, or nests deeper than 256.
pub fn parse(text: &str) -> Result<Element, String> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            text_into(rest, &mut open)?;
            break;
        };
        text_into(&rest[..at], &mut open)?;
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").ok_or("a comment does not end")?.1;
        } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
            let (inside, after) = after.split_once("]]>").ok_or("a CDATA section does not end")?;
            if let Some(parent) = open.last_mut() {
                parent.children.push(Node::Text(inside.to_owned()));
            }
            rest = after;
        } else if let Some(after) = rest.strip_prefix("<?") {
            rest = after.split_once("?>").ok_or("a processing instruction does not end")?.1;
        } else if rest.starts_with("<!") {
            return Err("a document type, which is not read".to_owned());
        } else if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').ok_or("an end tag does not end")?;
            let element = open.pop().ok_or_else(|| format!("`</{}>` without its start", name.trim()))?;
            if element.name != name.trim() {
                return Err(format!("expected `</{}>`, found `</{}>`", element.name, name.trim()));
            }
            close(element, &mut open, &mut root)?;
            rest = after;
        } else {
            let (element, empty, after) = start_tag(&rest[1..])?;
            if empty {
                close(element, &mut open, &mut root)?;
            } else if open.len() >= DEEPEST {
                return Err(format!("elements nest deeper than {DEEPEST}"));
            } else {
                open.push(element);
            }
            rest = after;
        }
    }
    match open.pop() {
        Some(element) => Err(format!("`<{}>` does not end", element.name)),
        None => root.ok_or_else(|| "no element".to_owned()),
    }
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), String> {
    match open.last_mut() {
        Some(parent) => parent.children.push(Node::Element(element)),
        None if root.is_none() => *root = Some(element),
        None => return Err(format!("a second root `<{}>`", element.name)),
    }
    Ok(())
}

fn text_into(text: &str, open: &mut [Element]) -> Result<(), String> {
    match open.last_mut() {
        Some(_) if text.is_empty() => {}
        Some(parent) => parent.children.push(Node::Text(resolved(text)?)),
        None if text.trim().is_empty() => {}
        None => return Err("text outside of the root".to_owned()),
    }
    Ok(())
}

/// `name a="b" c='d'/>` and what follows; whether it is empty.
fn start_tag(text: &str) -> Result<(Element, bool, &str), String> {
    let end_of_name = text.find(|c: char| c.is_whitespace() || c == '/' || c == '>').ok_or("a tag does not end")?;
    let (name, mut rest) = text.split_at(end_of_name);
    if name.is_empty() {
        return Err("a tag without a name".to_owned());
    }
    let mut element = Element::new(name);
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return Ok((element, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((element, false, after));
        }
        let wrong = || format!("an attribute of `<{name}>` is not `name=\"value\"`");
        let (attribute, after) = rest.split_once('=').ok_or_else(wrong)?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(wrong)?;
        let (value, after) = after[1..].split_once(quote).ok_or_else(wrong)?;
        element.attributes.push((attribute.trim().to_owned(), resolved(value)?));
        rest = after;
    }
}

fn resolved(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').ok_or("`&` without `;`")?;
        match name {
            "amp" => out.push('&'),
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            _ => {
                let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => digits.parse().ok(),
                });
                out.push(number.and_then(char::from_u32).ok_or_else(|| format!("the entity `&{name};`"))?);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_escapes_are_read() {
        let text = "<w:p xml:space=\"preserve\" a=\"1 &amp; 2\"><w:r><w:t>苔 &lt;b&gt;</w:t></w:r><w:br/></w:p>";
        let tree = parse(text).expect("well-formed");
        assert_eq!(tree.attributes[1], ("a".to_owned(), "1 & 2".to_owned()));
        let names: Vec<&str> = tree.elements().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["w:r", "w:br"]);
        let words = tree.elements().flat_map(Element::elements).map(Element::text).collect::<String>();
        assert_eq!(words, "苔 <b>");
    }

    #[test]
    fn what_is_not_well_formed_is_said_and_never_panics() {
        for (text, expected) in [
            ("<a><b></a>", "expected `</b>`"),
            ("<a>", "does not end"),
            ("", "no element"),
            ("<a b=c/>", "attribute"),
            ("<a>&nbsp;</a>", "entity"),
            ("<!DOCTYPE a><a/>", "document type"),
            ("<a/><b/>", "second root"),
            ("x<a/>", "outside"),
            ("<a b='<a", "attribute"),
            ("< a/>", "without a name"),
        ] {
            let problem = parse(text).expect_err(text);
            assert!(problem.contains(expected), "{text}: {problem}");
        }
        assert!(parse(&"<a>".repeat(10_000)).expect_err("too deep").contains("deeper"));
    }

    #[test]
    fn what_was_read_is_written_again() {
        let text = "<w:p xml:space=\"preserve\" a=\"1 &amp; 2\"><w:t>苔 &lt;b&gt;</w:t> <w:br/></w:p>";
        assert_eq!(written(&parse(text).expect("well-formed")), format!("{DECLARATION}{text}"));
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(escaped("a\u{1}b\u{b}<"), "ab&lt;");
    }
}
