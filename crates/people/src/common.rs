//! Passphrases that are tried first: nothing but well-known words, runs of keys, years and repetition.
//!
//! The decision to question: a rule instead of a list of leaked passphrases. Such lists are long, mostly of things under twelve characters, and of doubtful
//! licence; what is left of them at twelve characters is nearly always made of these pieces. The words below are our own choice, not taken from a list.

/// Words that people put together when they are made to think of a long passphrase. In small letters.
const WORDS: &[&str] = &[
    "password",
    "passphrase",
    "passwort",
    "passwd",
    "pass",
    "word",
    "secret",
    "letmein",
    "letme",
    "iloveyou",
    "love",
    "welcome",
    "hello",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "login",
    "signin",
    "test",
    "testing",
    "default",
    "changeme",
    "change",
    "please",
    "master",
    "system",
    "server",
    "computer",
    "internet",
    "office",
    "account",
    "access",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "batman",
    "starwars",
    "pokemon",
    "shadow",
    "freedom",
    "whatever",
    "trustno",
    "michael",
    "charlie",
    "summer",
    "winter",
    "spring",
    "autumn",
    "january",
    "monday",
    "friday",
    "correct",
    "horse",
    "battery",
    "staple",
    "abc",
    "the",
    "is",
    "my",
    "me",
    "and",
    "new",
    "shirube",
    "evaluation",
    "research",
    "japan",
    "nippon",
    "nihon",
    "tokyo",
    "sakura",
    "himitsu",
    "pasuwado",
    "aishiteru",
    "arigatou",
    "konnichiwa",
    "パスワード",
    "パスフレーズ",
    "秘密",
    "ひみつ",
    "評価",
    "委員会",
    "事務局",
    "研究",
    "日本",
    "東京",
    "さくら",
    "愛してる",
    "ありがとう",
    "こんにちは",
    "です",
    "の",
    "は",
    "私",
];

/// What lies side by side on a keyboard or in an alphabet; read in both directions.
const TRACKS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "いろはにほへとちりぬるをわかよたれそつねならむ",
];

/// Fewest characters that make a run.
const SHORTEST_RUN: usize = 3;
/// So many characters beside common pieces make nobody's passphrase hard to guess.
const MOST_OTHERS: usize = 2;

/// Whether a passphrase is nothing but such pieces, but for one or two characters. Cost: its length times that of the words.
pub(crate) fn is_common(typed: &str) -> bool {
    let text: Vec<char> = typed.to_lowercase().chars().map(half_width).collect();
    if is_repetition(&text) {
        return true;
    }
    let words: Vec<Vec<char>> = WORDS.iter().map(|word| word.chars().collect()).collect();
    let tracks: Vec<Vec<char>> =
        TRACKS.iter().flat_map(|track| [track.chars().collect(), track.chars().rev().collect()]).collect();
    // Fewest characters of the rest that no piece covers, from the end to the beginning.
    let mut left = vec![0_usize; text.len() + 1];
    for at in (0..text.len()).rev() {
        let Some(rest) = text.get(at..) else { continue };
        let after = |length: usize| left.get(at + length).copied().unwrap_or(usize::MAX);
        let own = usize::from(rest.first().is_some_and(|one| one.is_alphanumeric()));
        let mut least = after(1).saturating_add(own);
        for word in &words {
            if rest.len() >= word.len() && rest.iter().zip(word).all(|(one, wanted)| reads_as(*one, *wanted)) {
                least = least.min(after(word.len()));
            }
        }
        for length in SHORTEST_RUN..=longest_run(rest, &tracks).max(same_at_front(rest)) {
            least = least.min(after(length));
        }
        for length in [4, 8] {
            if is_year_or_day(rest, length) {
                least = least.min(after(length));
            }
        }
        if let Some(slot) = left.get_mut(at) {
            *slot = least;
        }
    }
    left.first().is_some_and(|others| *others <= MOST_OTHERS)
}

/// `Ａ` is `A`.
fn half_width(one: char) -> char {
    match u32::from(one) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(one).to_ascii_lowercase(),
        0x3000 => ' ',
        _ => one,
    }
}

/// Whether a character is another, also in the spelling with signs and figures: `p@ssw0rd`.
fn reads_as(one: char, wanted: char) -> bool {
    one == wanted
        || match one {
            '@' | '4' => wanted == 'a',
            '0' => wanted == 'o',
            '1' | '!' => wanted == 'i' || wanted == 'l',
            '3' => wanted == 'e',
            '$' | '5' => wanted == 's',
            '7' => wanted == 't',
            _ => false,
        }
}

/// Whether the whole is one piece of at most six characters, three times or more.
fn is_repetition(text: &[char]) -> bool {
    (1..=6)
        .filter(|period| text.len() >= period * 3)
        .any(|period| text.windows(period + 1).all(|both| both.first() == both.last()))
}

/// How long the text goes along a track from its beginning.
fn longest_run(rest: &[char], tracks: &[Vec<char>]) -> usize {
    let Some(first) = rest.first() else { return 0 };
    let along = |track: &Vec<char>| {
        let begin = track.iter().position(|one| one == first)?;
        Some(rest.iter().zip(track.iter().skip(begin)).take_while(|(one, wanted)| one == wanted).count())
    };
    tracks.iter().filter_map(along).max().unwrap_or(0)
}

/// How often the first character stands at the beginning.
fn same_at_front(rest: &[char]) -> usize {
    rest.iter().take_while(|one| Some(*one) == rest.first()).count()
}

/// `1999` and `2026`; with eight figures `20261125`.
fn is_year_or_day(rest: &[char], length: usize) -> bool {
    let Some(text) = rest.get(..length) else { return false };
    let figure = |at: usize| text.get(at).and_then(|one| one.to_digit(10));
    let pair = |at: usize| Some(figure(at)? * 10 + figure(at + 1)?);
    let is_year = pair(2).is_some() && matches!(pair(0), Some(19 | 20));
    is_year
        && (length == 4
            || (pair(4).is_some_and(|month| (1..=12).contains(&month))
                && pair(6).is_some_and(|day| (1..=31).contains(&day))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_common_pieces_is_common_and_a_sentence_is_not() {
        let check = |typed: &str, expected: bool| assert_eq!(is_common(typed), expected, "{typed}");
        check("password1234", true);
        check("P@ssw0rd-2026!!", true);
        check("ＰＡＳＳＷＯＲＤ１２３４", true);
        check("qwertyuiop123", true);
        check("1qaz2wsx3edc", true);
        check("administrator20261125", true);
        check("correct horse battery staple", true);
        check("mossmossmossmoss", true);
        check("lkjhgfdsa987654", true);
        check("パスワードあいうえお", true);
        check("iloveyou2xzq", false);
        check("password for the ferry at four", false);
        check("four lakes and a ferry", false);
        check("湖の向こうに渡し船が四つある", false);
        check("19ferries2099", false);
        check("mossmossfern", false);
    }

    #[test]
    fn a_word_of_two_more_characters_is_still_common_and_of_three_is_not() {
        assert!(is_common("passwordpassphrasexv"));
        assert!(!is_common("passwordpassphrasexvq"));
    }

    #[test]
    fn a_day_is_a_year_a_month_and_a_day() {
        let of = |text: &str| is_year_or_day(&text.chars().collect::<Vec<_>>(), text.len());
        for (text, expected) in
            [("2026", true), ("1826", false), ("20261125", true), ("20261325", false), ("20261132", false)]
        {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_looked_at_without_failing(text in ".{0,60}") {
            let _ = is_common(&text);
        }
    }
}
