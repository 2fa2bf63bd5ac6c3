//! The nearest known word to one that is not known.

/// The nearest of `known` to `word`, if it is near enough to be meant: at most a third of its
/// characters differ (one at least). The first one wins among equals.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = distance(&letters, &candidate.chars().collect::<Vec<char>>());
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.filter(|(distance, _)| *distance <= (letters.len() / 3).max(1)).map(|(_, word)| word.to_owned())
}

/// Least number of characters to insert, delete, replace or swap with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_finds_its_word_and_another_word_does_not() {
        assert_eq!(nearest("strat", ["end", "start"]), Some("start".to_owned()));
        assert_eq!(nearest("tilte", ["title", "id"]), Some("title".to_owned()));
        assert_eq!(nearest("herbs-3", ["moss", "herbs-1", "herbs-2"]), Some("herbs-1".to_owned()));
        assert_eq!(nearest("budget", ["end", "start"]), None);
    }
}
