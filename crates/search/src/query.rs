//! What a person types into the search box. Blanks separate terms, all of which must be found; double quotes hold words
//! together. Nothing else is an operator, so nothing that is typed can be wrong.

use crate::token::{Kind, Split, Token, split};
use std::ops::Range;

/// Characters of a query that are looked at.
const LONGEST_QUERY: usize = 1000;

/// Terms of a query that are looked at: [`Query::terms_in`] has a bit for each.
const MOST_TERMS: usize = 32;

/// A parsed query. Finds the same texts by [`Query::fts5`], [`Query::tsquery`] and [`Query::find`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    terms: Vec<Term>,
    is_cut: bool,
}

/// Something that must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// One of several forms of a word.
    Forms(Vec<String>),
    /// Tokens one after the other; the last may be the beginning of one.
    Phrase { tokens: Vec<String>, is_prefix: bool },
}

impl Query {
    /// Reads what was typed. Never fails: what holds no word finds nothing.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let end = typed.char_indices().nth(LONGEST_QUERY).map_or(typed.len(), |(at, _)| at);
        let mut query = Self { terms: Vec::new(), is_cut: end < typed.len() };
        for (index, piece) in typed[..end].split(is_quote).enumerate() {
            if index % 2 == 1 {
                query.add(piece, true);
            } else {
                piece.split_whitespace().for_each(|word| query.add(word, false));
            }
        }
        query
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether the query was longer than what is looked for (1,000 characters, 32 terms), so that a page can say so.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The query for `MATCH` of an FTS5 table over [`crate::tokens`]; nothing if there is nothing to look for.
    #[must_use]
    pub fn fts5(&self) -> Option<String> {
        let terms = self.terms.iter().map(|term| match term {
            Term::Forms(forms) => {
                let forms: Vec<String> = forms.iter().map(|form| format!("\"{form}\"")).collect();
                if forms.len() == 1 { forms.concat() } else { format!("({})", forms.join(" OR ")) }
            }
            Term::Phrase { tokens, is_prefix } => {
                format!("\"{}\"{}", tokens.join(" "), if *is_prefix { "*" } else { "" })
            }
        });
        self.joined(terms, " AND ")
    }

    /// The query in PostgreSQL's notation of a `tsquery`, to be cast; nothing if there is nothing to look for.
    #[must_use]
    pub fn tsquery(&self) -> Option<String> {
        let quote = |token: &String| format!("'{token}'");
        let terms = self.terms.iter().map(|term| match term {
            Term::Forms(forms) => {
                let forms: Vec<String> = forms.iter().map(quote).collect();
                if forms.len() == 1 { forms.concat() } else { format!("({})", forms.join(" | ")) }
            }
            Term::Phrase { tokens, is_prefix } => {
                let phrase = tokens.iter().map(quote).collect::<Vec<_>>().join(" <-> ");
                let phrase = format!("{phrase}{}", if *is_prefix { ":*" } else { "" });
                if tokens.len() == 1 { phrase } else { format!("({phrase})") }
            }
        });
        self.joined(terms, " & ")
    }

    /// Where the words stand in a text: byte ranges in order that neither overlap nor touch. Nothing if a term is missing,
    /// or if there is nothing to look for.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Vec<Range<usize>>> {
        if self.is_empty() {
            return None;
        }
        let tokens = split(text);
        let mut ranges = Vec::new();
        for term in &self.terms {
            let before = ranges.len();
            term.find(&tokens, &mut ranges);
            if ranges.len() == before {
                return None;
            }
        }
        Some(merged(ranges))
    }

    /// Where any of the words stand in a text: for marking them in one of several fields that match together.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = split(text);
        let mut ranges = Vec::new();
        self.terms.iter().for_each(|term| term.find(&tokens, &mut ranges));
        merged(ranges)
    }

    /// Which terms stand in a text: a bit for each, in the order they were typed. Those of several fields that match
    /// together are joined with `|` and held against [`Query::all_terms`].
    #[must_use]
    pub fn terms_in(&self, text: &Split) -> u32 {
        let mut ranges = Vec::new();
        let mut found = 0;
        for (index, term) in self.terms.iter().enumerate() {
            term.find(&text.0, &mut ranges);
            found |= u32::from(!ranges.is_empty()) << index;
            ranges.clear();
        }
        found
    }

    /// The bits of every term.
    #[must_use]
    pub fn all_terms(&self) -> u32 {
        (0..self.terms.len()).fold(0, |bits, index| bits | 1 << index)
    }

    fn add(&mut self, piece: &str, is_quoted: bool) {
        let Some(term) = Term::new(piece, is_quoted) else { return };
        if self.terms.contains(&term) {
            return;
        }
        if self.terms.len() == MOST_TERMS {
            self.is_cut = true;
            return;
        }
        self.terms.push(term);
    }

    fn joined(&self, terms: impl Iterator<Item = String>, with: &str) -> Option<String> {
        (!self.is_empty()).then(|| terms.collect::<Vec<_>>().join(with))
    }
}

impl Term {
    fn new(piece: &str, is_quoted: bool) -> Option<Self> {
        let mut tokens = split(piece);
        // The ends of the last word need not follow it: it may be the beginning of a longer one.
        while tokens.last().is_some_and(|last| last.kind == Kind::Part) {
            tokens.pop();
        }
        // The last character of a run is the beginning of a pair if the text goes on.
        let ends_in_run = tokens.last().is_some_and(|last| last.kind == Kind::Last);
        if ends_in_run && tokens.len() > 1 && tokens[tokens.len() - 2].kind == Kind::Pair {
            tokens.pop();
        }
        let last = tokens.last()?;
        let is_one_word = tokens.len() == 1 && last.kind == Kind::Word && !is_quoted;
        // With more than one capital it is a name: BINDS is not asked for by who types `bind`.
        if is_one_word && piece.chars().filter(|letter| letter.is_uppercase()).count() < 2 {
            return Some(Self::Forms(forms(&last.text)));
        }
        let is_prefix = match last.kind {
            Kind::Last => true,
            Kind::Mixed => !is_quoted && last.text.chars().nth(3).is_some(),
            Kind::Pair | Kind::Word | Kind::Number | Kind::Part => false,
        };
        Some(Self::Phrase { tokens: tokens.into_iter().map(|token| token.text).collect(), is_prefix })
    }

    fn find(&self, text: &[Token], ranges: &mut Vec<Range<usize>>) {
        match self {
            Self::Forms(forms) => {
                ranges.extend(text.iter().filter(|token| forms.contains(&token.text)).map(|token| token.range.clone()));
            }
            Self::Phrase { tokens, is_prefix } => {
                for window in text.windows(tokens.len()) {
                    let (last, before) = (&window[tokens.len() - 1], &window[..tokens.len() - 1]);
                    let asked = &tokens[tokens.len() - 1];
                    let is_last = last.text == *asked || *is_prefix && last.text.starts_with(asked.as_str());
                    if is_last && before.iter().zip(tokens).all(|(token, asked)| token.text == *asked) {
                        let is_half = last.kind == Kind::Pair && last.text != *asked;
                        let end = if is_half { last.first.end } else { last.range.end };
                        let start = window[0].range.start.min(end);
                        ranges.push(start..end);
                    }
                }
            }
        }
    }
}

/// A word with its plural or singular.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if !word.is_ascii() || word.len() < 4 {
        return forms;
    }
    let is_hissing = |stem: &str| ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    let ends_in_consonant_y =
        |stem: &str| stem.strip_suffix('y').is_some_and(|before| !before.ends_with(['a', 'e', 'i', 'o', 'u']));
    if let Some(stem) = word.strip_suffix("ies") {
        forms.push(format!("{stem}y"));
    } else if let Some(stem) = word.strip_suffix("es").filter(|stem| is_hissing(stem)) {
        forms.push(stem.to_owned());
        forms.push(format!("{stem}e"));
    } else if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
        forms.push(stem.to_owned());
    } else if is_hissing(word) {
        forms.push(format!("{word}es"));
    } else if ends_in_consonant_y(word) {
        forms.push(format!("{}ies", &word[..word.len() - 1]));
    } else {
        forms.push(format!("{word}s"));
    }
    forms
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\u{ff02}' | '\u{201c}' | '\u{201d}')
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
