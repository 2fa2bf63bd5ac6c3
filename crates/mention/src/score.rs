//! How well mentions agree with a gold file.
//!
//! The decision to question: a doubtful mention is no answer. It is not a hit where gold says certain (figures would
//! not count it), and no false alarm where gold says nothing (figures do not count it); it is listed as waiting.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row of a gold file: this record names this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldRow {
    /// The record's id.
    pub record: String,
    /// Its other ids, with their prefixes.
    pub ids: Vec<String>,
    /// Scheme.
    pub scheme: String,
    /// Normal form.
    pub value: String,
    /// The words, if the file gives them.
    pub raw: String,
    /// Whether a person should decide: finding it as certain is an error, not finding it is none.
    pub doubtful: bool,
}

/// A mention that was found, with its record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundRow {
    /// The record's id.
    pub record: String,
    /// Its other ids, with their prefixes.
    pub ids: Vec<String>,
    /// Field of the record.
    pub field: String,
    /// Scheme.
    pub scheme: String,
    /// Normal form.
    pub value: String,
    /// The words on the page.
    pub raw: String,
    /// The words around it.
    pub words: String,
    /// Rule and version.
    pub rule: String,
    /// Code of the reason, empty if certain.
    pub reason: String,
}

/// What a gold file promises.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Schemes of which it holds every mention: precision and recall count.
    pub exhaustive: BTreeSet<String>,
    /// Schemes of which only recall counts.
    pub recall_only: BTreeSet<String>,
}

/// The outcome for one scheme.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Distinct (record, value) pairs of gold that were found as certain.
    pub hits: usize,
    /// The same by the rule that found them first, with its version.
    pub hits_by_rule: BTreeMap<String, usize>,
    /// What gold has and was not found, or only as doubtful.
    pub misses: Vec<Miss>,
    /// What was found as certain and gold has not, or has as doubtful.
    pub false_alarms: Vec<FoundRow>,
    /// What was found as doubtful and gold has not.
    pub waiting: Vec<FoundRow>,
    /// Whether precision counts.
    pub exhaustive: bool,
}

/// A row of gold that was not found.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The row.
    pub row: GoldRow,
    /// Found, but as doubtful.
    pub only_doubtful: bool,
}

impl Tally {
    /// Precision: of what was found as certain, the share that gold has. `None` if nothing was found.
    #[must_use]
    pub fn precision(&self) -> Option<Share> {
        self.exhaustive.then(|| Share::of(self.hits, self.hits + self.false_alarms.len())).flatten()
    }

    /// Recall: of what gold has, the share that was found as certain. `None` if gold has nothing.
    #[must_use]
    pub fn recall(&self) -> Option<Share> {
        Share::of(self.hits, self.hits + self.misses.len())
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let errors = self.misses.len() + self.false_alarms.len();
        (self.exhaustive && self.hits + errors > 0).then(|| ratio(2 * self.hits, 2 * self.hits + errors))
    }

    /// Adds another tally to this one.
    pub fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        for (rule, hits) in &other.hits_by_rule {
            *self.hits_by_rule.entry(rule.clone()).or_default() += hits;
        }
        self.misses.extend(other.misses.iter().cloned());
        self.false_alarms.extend(other.false_alarms.iter().cloned());
        self.waiting.extend(other.waiting.iter().cloned());
        self.exhaustive |= other.exhaustive;
    }
}

/// A share of a count, with its Wilson interval at 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The part.
    pub part: usize,
    /// The whole; never zero.
    pub whole: usize,
}

impl Share {
    fn of(part: usize, whole: usize) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
    }

    /// From 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        ratio(self.part, self.whole)
    }

    /// The Wilson interval at 95 %: still an interval where the share is 1.
    #[must_use]
    pub fn interval(self) -> (f64, f64) {
        const Z: f64 = 1.959_963_984_540_054;
        let whole = count(self.whole);
        let share = self.value();
        let denominator = 1.0 + Z * Z / whole;
        let centre = share + Z * Z / (2.0 * whole);
        let margin = Z * (share * (1.0 - share) / whole + Z * Z / (4.0 * whole * whole)).sqrt();
        (((centre - margin) / denominator).max(0.0), ((centre + margin) / denominator).min(1.0))
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    count(part) / count(whole)
}

#[expect(clippy::cast_precision_loss, reason = "counts of mentions stay far below 2^53")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Compares what was found with gold, scheme by scheme.
///
/// Each (record, scheme, value) counts once, however often it stands in the record. Records are the same if any of their
/// ids are. `optional` rows are neither required nor punished.
#[must_use]
pub fn compare(gold: &[GoldRow], optional: &[GoldRow], found: &[FoundRow], terms: &Terms) -> BTreeMap<String, Tally> {
    let mut records = Records::default();
    // All ids first: a row of gold may know a record by one id and the next row by another.
    for (record, ids) in gold.iter().chain(optional).map(|row| (&row.record, &row.ids)) {
        records.join(record, ids);
    }
    for row in found {
        records.join(&row.record, &row.ids);
    }
    let keyed = |record: usize, scheme: &str, value: &str| (record, scheme.to_owned(), value.to_owned());
    let mut wanted: BTreeMap<(usize, String, String), &GoldRow> = BTreeMap::new();
    for row in gold {
        wanted.insert(keyed(records.of(&row.record), &row.scheme, &row.value), row);
    }
    let optional: BTreeSet<_> =
        optional.iter().map(|row| keyed(records.of(&row.record), &row.scheme, &row.value)).collect();
    let mut certain: BTreeMap<(usize, String, String), &FoundRow> = BTreeMap::new();
    let mut doubtful: BTreeMap<(usize, String, String), &FoundRow> = BTreeMap::new();
    for row in found {
        let side = if row.reason.is_empty() { &mut certain } else { &mut doubtful };
        side.entry(keyed(records.of(&row.record), &row.scheme, &row.value)).or_insert(row);
    }

    let counted = |scheme: &str| terms.exhaustive.contains(scheme) || terms.recall_only.contains(scheme);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for scheme in terms.exhaustive.iter().chain(&terms.recall_only) {
        tallies.entry(scheme.clone()).or_default().exhaustive = terms.exhaustive.contains(scheme);
    }
    for (key, row) in wanted.iter().filter(|(key, row)| counted(&key.1) && !row.doubtful) {
        let tally = tallies.entry(key.1.clone()).or_default();
        if let Some(found) = certain.get(key) {
            tally.hits += 1;
            *tally.hits_by_rule.entry(found.rule.clone()).or_default() += 1;
        } else {
            tally.misses.push(Miss { row: (*row).clone(), only_doubtful: doubtful.contains_key(key) });
        }
    }
    for (key, row) in certain.iter().filter(|(key, _)| terms.exhaustive.contains(&key.1)) {
        let right = wanted.get(key).is_some_and(|row| !row.doubtful);
        if !right && !optional.contains(key) {
            tallies.entry(key.1.clone()).or_default().false_alarms.push((*row).clone());
        }
    }
    for (key, row) in doubtful.iter().filter(|(key, _)| terms.exhaustive.contains(&key.1)) {
        if !wanted.contains_key(key) && !optional.contains(key) && !certain.contains_key(key) {
            tallies.entry(key.1.clone()).or_default().waiting.push((*row).clone());
        }
    }
    tallies
}

/// Which ids are the same record: two that ever stand together are.
#[derive(Default)]
struct Records {
    numbers: HashMap<String, usize>,
    /// For each number, one that it was joined to; itself if none.
    joined: Vec<usize>,
}

impl Records {
    fn join(&mut self, record: &str, ids: &[String]) {
        let mut first = None;
        for id in std::iter::once(record).chain(ids.iter().map(String::as_str)) {
            let number = *self.numbers.entry(id.to_lowercase()).or_insert_with(|| {
                self.joined.push(self.joined.len());
                self.joined.len() - 1
            });
            let root = self.root(number);
            match first {
                None => first = Some(root),
                Some(first) => self.joined[root] = self.root(first),
            }
        }
    }

    fn root(&self, mut number: usize) -> usize {
        while self.joined[number] != number {
            number = self.joined[number];
        }
        number
    }

    /// The number of a record whose ids were joined before.
    fn of(&self, record: &str) -> usize {
        self.numbers.get(&record.to_lowercase()).map_or(usize::MAX, |number| self.root(*number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(record: &str, value: &str, doubtful: bool) -> GoldRow {
        GoldRow { record: record.into(), scheme: "amed".into(), value: value.into(), doubtful, ..GoldRow::default() }
    }

    fn found(record: &str, value: &str, reason: &str) -> FoundRow {
        FoundRow {
            record: record.into(),
            scheme: "amed".into(),
            value: value.into(),
            reason: reason.into(),
            ..FoundRow::default()
        }
    }

    fn terms() -> Terms {
        Terms { exhaustive: ["amed".to_owned()].into(), ..Terms::default() }
    }

    #[test]
    fn a_doubtful_mention_is_neither_a_hit_nor_a_false_alarm() {
        let rows = [gold("pmid:1", "a", false), gold("pmid:1", "b", false), gold("pmid:1", "c", true)];
        let answers = [
            found("pmid:1", "a", ""),
            found("pmid:1", "b", "why"),
            found("pmid:1", "c", ""),
            found("pmid:1", "d", "why"),
        ];
        let tally = &compare(&rows, &[], &answers, &terms())["amed"];
        assert_eq!((tally.hits, tally.misses.len(), tally.false_alarms.len(), tally.waiting.len()), (1, 1, 1, 1));
        assert!(tally.misses[0].only_doubtful);
        assert_eq!(tally.false_alarms[0].value, "c");
    }

    #[test]
    fn optional_rows_are_neither_required_nor_punished() {
        let tallies = compare(&[], &[gold("pmid:1", "a", false)], &[found("pmid:1", "a", "")], &terms());
        assert!(tallies["amed"].false_alarms.is_empty() && tallies["amed"].recall().is_none());
    }

    #[test]
    fn records_are_the_same_if_any_id_is() {
        let mut row = gold("pmcid:PMC1", "a", false);
        row.ids = vec!["pmid:1".into(), "doi:10.1/X".into()];
        let mut answer = found("text:9", "a", "");
        answer.ids = vec!["doi:10.1/x".into()];
        assert_eq!(compare(&[row], &[], &[answer], &terms())["amed"].hits, 1);
    }

    #[test]
    fn ids_that_only_meet_in_what_was_found_are_the_same_record() {
        let rows = [gold("pmcid:PMC1", "a", false), gold("doi:10.1/x", "b", false)];
        let mut answers = [found("pmcid:PMC1", "a", ""), found("pmcid:PMC1", "b", "")];
        for answer in &mut answers {
            answer.rule = "arden.number@1".into();
            answer.ids = vec!["DOI:10.1/X".into()];
        }
        let tally = &compare(&rows, &[], &answers, &terms())["amed"];
        assert_eq!((tally.hits, tally.hits_by_rule["arden.number@1"], tally.misses.len()), (2, 2, 0));
    }

    #[test]
    fn the_wilson_interval_of_eight_of_ten_is_that_of_the_textbook() {
        let (low, high) = Share { part: 8, whole: 10 }.interval();
        assert!((low - 0.4902).abs() < 1e-3 && (high - 0.9433).abs() < 1e-3, "{low} {high}");
    }
}
