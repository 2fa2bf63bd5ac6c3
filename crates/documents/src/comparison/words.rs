//! Which words of a text changed: what a 傍線 is drawn under.
//!
//! The decision to question: **words are told apart by the kind of their characters, without a dictionary.** A run of kanji, of kana of one
//! kind, of Latin letters or of digits is a word, a sign is one of its own. Only where a single long run changed is it looked at more closely, and
//! then cut where people would cut it: kanji by twos (基盤｜技術 and 基盤｜事業), katakana where three characters or more are common (バイオ｜リソース). A
//! dictionary would cut some words better and be one more thing that can be wrong; a line under a syllable more than needed misleads nobody.
//!
//! Two rules keep the lines readable: a particle or a sign that stayed between two changes is marked with them, and texts that share less
//! than three tenths of the shorter one are marked whole.

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Its words.
    pub words: String,
    /// Whether they stand on this side only.
    pub changed: bool,
}

/// Kinds of characters between which a word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kanji,
    Hiragana,
    Katakana,
    Latin,
    Digits,
    Blank,
    /// Stands alone.
    Sign,
}

fn kind(character: char) -> Kind {
    match character {
        '一'..='鿿' | '㐀'..='䶿' | '豈'..='﫿' | '々' | '〆' | '\u{20000}'..='\u{3ffff}' => Kind::Kanji,
        'ぁ'..='ゟ' => Kind::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | 'ｦ'..='ﾟ' => Kind::Katakana,
        '0'..='9' | '０'..='９' => Kind::Digits,
        _ if character.is_alphabetic() || character == '\'' || character == '’' => Kind::Latin,
        _ if character.is_whitespace() => Kind::Blank,
        _ => Kind::Sign,
    }
}

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word<'a> {
    words: &'a str,
    kind: Kind,
}

impl Word<'_> {
    fn length(self) -> usize {
        self.words.chars().count()
    }

    /// Whether it says too little to stand unmarked between two changes.
    fn is_slight(self) -> bool {
        match self.kind {
            Kind::Hiragana => self.length() <= 2,
            Kind::Blank | Kind::Sign => true,
            _ => false,
        }
    }
}

fn split(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut start = 0;
    let mut before: Option<Kind> = None;
    for (at, character) in text.char_indices() {
        let kind = kind(character);
        if let Some(known) = before
            && (known != kind || kind == Kind::Sign)
        {
            words.push(Word { words: &text[start..at], kind: known });
            start = at;
        }
        before = Some(kind);
    }
    if let Some(kind) = before {
        words.push(Word { words: &text[start..], kind });
    }
    words
}

/// An old and a new text as stretches: what is unmarked is the same on both sides, in the same order, and each side's stretches put
/// together are its text.
///
/// Cost: the product of the numbers of words between their common beginning and end.
#[must_use]
pub fn changed(old: &str, new: &str) -> [Vec<Stretch>; 2] {
    if old == new {
        let mut side = Vec::new();
        push(&mut side, old, false);
        return [side.clone(), side];
    }
    let (before, after) = (split(old), split(new));
    let mut pairs = common(&before, &after);
    let same: usize = pairs.iter().map(|(at, _)| before[*at].length()).sum();
    let shorter = old.chars().count().min(new.chars().count());
    // Signs and particles alone are no common words.
    let says = pairs.iter().any(|(at, _)| !before[*at].is_slight());
    if !says || same * 10 < shorter * 3 {
        pairs.clear();
    }
    drop_islands(&before, &after, &mut pairs);
    let mut sides = [Vec::new(), Vec::new()];
    let (mut i, mut j) = (0, 0);
    for (at, there) in pairs.into_iter().chain([(before.len(), after.len())]) {
        replaced(&before[i..at], &after[j..there], &mut sides);
        if let Some(word) = before.get(at) {
            push(&mut sides[0], word.words, false);
            push(&mut sides[1], word.words, false);
        }
        (i, j) = (at + 1, there + 1);
    }
    sides
}

/// Pairs of words that stay: a heaviest common sequence, where a word weighs its characters.
fn common(old: &[Word<'_>], new: &[Word<'_>]) -> Vec<(usize, usize)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let width = b.len() + 1;
    let mut best = vec![0_usize; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let (down, right) = (best[(i + 1) * width + j], best[i * width + j + 1]);
            let stay = if a[i] == b[j] { best[(i + 1) * width + j + 1] + a[i].length() } else { 0 };
            best[i * width + j] = stay.max(down).max(right);
        }
    }
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] && best[i * width + j] == best[(i + 1) * width + j + 1] + a[i].length() {
            pairs.push((start + i, start + j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs.extend((0..end).map(|at| (old.len() - end + at, new.len() - end + at)));
    pairs
}

/// Takes out stretches of slight words that stayed between two changes.
fn drop_islands(old: &[Word<'_>], new: &[Word<'_>], pairs: &mut Vec<(usize, usize)>) {
    let mut kept = Vec::with_capacity(pairs.len());
    let mut at = 0;
    while at < pairs.len() {
        let mut end = at + 1;
        while end < pairs.len() && pairs[end].0 == pairs[end - 1].0 + 1 && pairs[end].1 == pairs[end - 1].1 + 1 {
            end += 1;
        }
        let run = &pairs[at..end];
        let slight = run.iter().all(|(i, _)| old[*i].is_slight());
        let previous = kept.last().map_or((0, 0), |(i, j): &(usize, usize)| (i + 1, j + 1));
        let next = pairs.get(end).copied().unwrap_or((old.len(), new.len()));
        let (first, last) = (run[0], run[run.len() - 1]);
        // Only what both sides changed before and after would leave an island.
        let before = first.0 > previous.0 && first.1 > previous.1;
        let after = next.0 > last.0 + 1 && next.1 > last.1 + 1;
        if !(slight && before && after) {
            kept.extend_from_slice(run);
        }
        at = end;
    }
    *pairs = kept;
}

/// What stands on either side between two words that stay: marked, but for the beginning of its first word and the end of its last where
/// both sides share them.
fn replaced(old: &[Word<'_>], new: &[Word<'_>], sides: &mut [Vec<Stretch>; 2]) {
    let alike = |a: Option<&Word<'_>>, b: Option<&Word<'_>>, at_start| match (a, b) {
        (Some(a), Some(b)) if a.kind == b.kind => shared(*a, *b, at_start),
        _ => 0,
    };
    let begin = alike(old.first(), new.first(), true);
    let mut end = alike(old.last(), new.last(), false);
    // A single word cannot give the same characters twice.
    let single = [old, new].into_iter().filter(|words| words.len() == 1).map(|words| words[0].length()).min();
    if single.is_some_and(|length| begin + end > length) {
        end = 0;
    }
    for (side, words) in sides.iter_mut().zip([old, new]) {
        let words: String = words.iter().map(|word| word.words).collect();
        let length = words.chars().count();
        let byte = |at: usize| words.char_indices().nth(at).map_or(words.len(), |(at, _)| at);
        let (from, to) = (byte(begin), byte(length - end));
        push(side, &words[..from], false);
        push(side, &words[from..to], true);
        push(side, &words[to..], false);
    }
}

/// How many characters two runs of one kind share at their beginning or end, as far as a word would end there.
fn shared(a: Word<'_>, b: Word<'_>, at_start: bool) -> usize {
    let same = if at_start {
        a.words.chars().zip(b.words.chars()).take_while(|(a, b)| a == b).count()
    } else {
        a.words.chars().rev().zip(b.words.chars().rev()).take_while(|(a, b)| a == b).count()
    };
    match a.kind {
        Kind::Kanji if same == 1 && !at_start => usize::from(a.words.ends_with(AFFIXES)),
        Kind::Kanji => same / 2 * 2,
        Kind::Katakana => {
            let left = |word: Word<'_>| word.length() - same;
            let enough = |left: usize| left == 0 || left >= 3;
            if same >= 3 && enough(left(a)) && enough(left(b)) { same } else { 0 }
        }
        _ => 0,
    }
}

/// Kanji that end a word without being part of it.
const AFFIXES: [char; 8] = ['等', '的', '化', '性', '型', '系', '用', '費'];

fn push(side: &mut Vec<Stretch>, words: &str, changed: bool) {
    if words.is_empty() {
        return;
    }
    match side.last_mut() {
        Some(last) if last.changed == changed => last.words.push_str(words),
        _ => side.push(Stretch { words: words.to_owned(), changed }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Checks both sides, with what changed in brackets.
    #[track_caller]
    fn check(old: &str, new: &str, expected: [&str; 2]) {
        let shown = changed(old, new).map(|side| {
            side.iter()
                .map(|one| if one.changed { format!("【{}】", one.words) } else { one.words.clone() })
                .collect::<String>()
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_word_put_in_is_marked_and_nothing_else() {
        check("薬草創薬事業", "薬草創薬発展事業", ["薬草創薬事業", "薬草創薬【発展】事業"]);
        check("湖の薬草を調べる。", "湖と森の薬草を調べる。", ["湖の薬草を調べる。", "湖【と森】の薬草を調べる。"]);
        check("moss of Arden", "old moss of Arden", ["moss of Arden", "【old 】moss of Arden"]);
    }

    #[test]
    fn a_long_run_is_cut_where_a_word_ends() {
        check("薬草基盤技術", "薬草基盤事業", ["薬草基盤【技術】", "薬草基盤【事業】"]);
        check("研究開発を行う", "研究開始を行う", ["研究【開発】を行う", "研究【開始】を行う"]);
        check("医薬品等の研究", "医療機器等の研究", ["【医薬品】等の研究", "【医療機器】等の研究"]);
        check("バイオリソースの整備", "バイオバンクの整備", ["バイオ【リソース】の整備", "バイオ【バンク】の整備"]);
    }

    #[test]
    fn a_run_is_not_cut_inside_a_word() {
        check("薬草のプログラム", "薬草のプロジェクト", ["薬草の【プログラム】", "薬草の【プロジェクト】"]);
        check("森のセンターを置く", "森のセクターを置く", ["森の【センター】を置く", "森の【セクター】を置く"]);
        check("the herb of Arden", "the herbs of Arden", ["the 【herb】 of Arden", "the 【herbs】 of Arden"]);
        check("令和12年度まで", "令和13年度まで", ["令和【12】年度まで", "令和【13】年度まで"]);
    }

    #[test]
    fn a_particle_between_two_changes_is_marked_with_them() {
        check(
            "薬草の採取を推進する。",
            "苔類の栽培を推進する。",
            ["【薬草の採取】を推進する。", "【苔類の栽培】を推進する。"],
        );
    }

    #[test]
    fn texts_with_little_in_common_are_marked_whole() {
        check(
            "湖の薬草を集める。",
            "若手を育て、国際的に展開する。",
            ["【湖の薬草を集める。】", "【若手を育て、国際的に展開する。】"],
        );
        check("", "薬草", ["", "【薬草】"]);
        check("薬草", "薬草", ["薬草", "薬草"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_what_is_unmarked_stands_on_both_sides(
            old in "[研究開発薬草等のをとプログラム、。A-c 0-9]{0,24}", new in "[研究開発薬草等のをとプログラム、。A-c 0-9]{0,24}"
        ) {
            let sides = changed(&old, &new);
            let join = |side: &[Stretch]| side.iter().map(|one| one.words.as_str()).collect::<String>();
            let plain = |side: &[Stretch]| side.iter().filter(|one| !one.changed).map(|one| one.words.as_str()).collect::<String>();
            prop_assert_eq!(join(&sides[0]), old.clone());
            prop_assert_eq!(join(&sides[1]), new.clone());
            prop_assert_eq!(plain(&sides[0]), plain(&sides[1]));
            prop_assert_eq!(old == new, sides.iter().flatten().all(|one| !one.changed));
            for side in &sides {
                prop_assert!(side.windows(2).all(|pair| pair[0].changed != pair[1].changed));
            }
        }
    }
}
