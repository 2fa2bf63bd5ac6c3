//! Every word of the pages, both languages side by side, so that a missing one does not compile and a
//! translator sees the pair. `{slots}` are filled by [`crate::phrase`]; `one|many` is chosen by [`count`].

/// Declares a struct of words with its two values. The English stands as the documentation of each field.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $ja:literal, $en:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name {
            $(#[doc = $en] pub $field: &'static str,)*
        }

        /// The Japanese words.
        pub static JA: $name = $name { $($field: $ja,)* };

        /// The English words.
        pub static EN: $name = $name { $($field: $en,)* };

        impl $name {
            /// The words of that language.
            #[must_use]
            pub fn of(language: $crate::language::Language) -> &'static Self {
                match language {
                    $crate::language::Language::Ja => &JA,
                    $crate::language::Language::En => &EN,
                }
            }

            /// Every pair, for the test that both say the same slots.
            #[cfg(test)]
            #[must_use]
            pub fn pairs() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((stringify!($field), $ja, $en),)*]
            }
        }
    };
}

mod about;
mod calendar;
mod evaluations;
mod forms;
mod main;
mod matrix;
mod members;
mod open_data;
mod people;
mod policies;
mod registers;
mod roadmap;
mod search;
mod work;

pub use about::AboutWords;
pub use calendar::CalendarWords;
pub use evaluations::EvaluationWords;
pub use forms::FormWords;
#[cfg(test)]
pub use main::JA;
pub use main::Words;
pub use matrix::MatrixWords;
pub use members::MemberWords;
pub use open_data::OpenDataWords;
pub use people::PeopleWords;
pub use policies::PolicyWords;
pub use registers::RegisterWords;
pub use roadmap::RoadmapWords;
pub use search::SearchWords;
pub use work::WorkWords;

/// A counted thing: fills `{n}` with the grouped number and chooses between `one|many`.
#[must_use]
pub fn count(pattern: &str, number: usize) -> String {
    let form = match pattern.split_once('|') {
        Some((one, _)) if number == 1 => one,
        Some((_, many)) => many,
        None => pattern,
    };
    form.replace("{n}", &crate::figure::grouped(i128::try_from(number).unwrap_or(i128::MAX)))
}

/// The `{slots}` of a sentence, sorted, each once.
#[cfg(test)]
pub(crate) fn slots(sentence: &str) -> std::collections::BTreeSet<String> {
    sentence.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_fill_the_same_slots() {
        let pairs = [
            Words::pairs(),
            AboutWords::pairs(),
            CalendarWords::pairs(),
            EvaluationWords::pairs(),
            FormWords::pairs(),
            MatrixWords::pairs(),
            MemberWords::pairs(),
            OpenDataWords::pairs(),
            PeopleWords::pairs(),
            PolicyWords::pairs(),
            RegisterWords::pairs(),
            RoadmapWords::pairs(),
            SearchWords::pairs(),
            WorkWords::pairs(),
        ];
        for (name, ja, en) in pairs.into_iter().flatten() {
            assert_eq!(slots(ja), slots(en), "`{name}`");
            assert!(!ja.is_empty() && !en.is_empty(), "`{name}` is empty");
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(count("{n} paper|{n} papers", 1), "1 paper");
        assert_eq!(count("{n} paper|{n} papers", 1200), "1,200 papers");
        assert_eq!(count("{n}報", 1), "1報");
    }
}
