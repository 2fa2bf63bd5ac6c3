//! XML, written element by element: whatever text goes in, what comes out is well-formed.

/// A document, or a part of one, that grows.
#[derive(Debug, Default)]
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

/// Attributes of an element; those with an empty value are left out.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element; what follows stands in it until [`Xml::close`].
    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
    }

    /// An element with nothing but text in it; none if there is no text.
    pub fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.begin(name, attributes);
        self.text.push('>');
        escape(text, &mut self.text);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.text.push_str("/>");
    }

    /// Adds a part that was written before.
    pub fn add(&mut self, part: &Xml) {
        self.text.push_str(&part.text);
    }

    /// The document.
    pub fn document(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", self.text)
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
    }
}

/// Text as it may stand in an element or an attribute. Characters that XML 1.0 has not at all are dropped.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_a_text_the_document_is_well_formed() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "1 < \"2\""), ("c", "")]);
        xml.leaf("d", &[], "moss & <fern>\u{1}\u{FFFF}");
        xml.leaf("e", &[], " ");
        xml.empty("f", &[]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1 &lt; &quot;2&quot;\"><d>moss &amp; &lt;fern&gt;</d><f/></a>\n";
        assert_eq!(xml.document(), expected);
    }
}
