//! Is a reason specific and actionable?
//!
//! [Mem0's guide](https://docs.mem0.ai/platform/features/feedback-mechanism) asks for reasons such
//! as “Contains outdated contact information” and advises against “Bad memory”. The difference is
//! what is left of a text once judgement, function words and the word *memory* are taken away: a
//! subject, or a quality that a memory can have. The checks advise; they never block a feedback.
//!
//! ```
//! use mem0_feedback::core::reason::{Finding, Lang, check};
//!
//! assert!(check("Contains outdated contact information", None, None, None).ok());
//! let verdict = check("Gar nicht gut", None, None, None);
//! assert_eq!(verdict.findings(), [Finding::VaguePhrase]);
//! assert_eq!(verdict.lang(), Lang::German);
//! ```

mod ar;
mod card;
mod de;
mod digits;
mod email;
mod en;
mod es;
mod fr;
mod iban;
mod identity;
mod ja;
mod lang;
mod phone;
mod reading;
mod script;
mod shouting;
mod substance;
mod tables;
mod tone;
mod word_count;
mod words;

use super::feedback::Rating;
use alloc::vec::Vec;
use reading::Reading;
use words::Token;

pub use lang::Lang;
pub use tables::Tables;

/// Without a table, a text of fewer letters and digits than this is short. Two ideograms can be a
/// word, so there is no counting of words in a language that we do not know.
const LETTERS_AT_LEAST: usize = 3;

/// One thing that keeps a reason from being of use. The order is the one they are reported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finding {
    /// Nothing, a single word, or fewer than three letters and digits where words are unknown.
    TooShort,
    /// Judges, and does not say what is judged.
    VaguePhrase,
    /// Neither judges nor names anything.
    NoSubject,
    /// Emoji and punctuation, without a letter or a digit.
    OnlyEmoji,
    /// Mostly capitals.
    Shouting,
    /// Praises under a negative rating, or blames under a positive one.
    ContradictsRating,
    /// Holds an e-mail address, or the number of a phone, a card, an account or a person.
    PersonalData,
}

impl Finding {
    /// Every finding, in the order of reporting.
    pub const ALL: [Self; 7] = [
        Self::TooShort,
        Self::VaguePhrase,
        Self::NoSubject,
        Self::OnlyEmoji,
        Self::Shouting,
        Self::ContradictsRating,
        Self::PersonalData,
    ];

    /// What weighs most comes first: what can do harm, then what misleads, then what says little.
    const BY_WEIGHT: [Self; 7] = [
        Self::PersonalData,
        Self::ContradictsRating,
        Self::OnlyEmoji,
        Self::VaguePhrase,
        Self::NoSubject,
        Self::TooShort,
        Self::Shouting,
    ];

    /// The name on the wire and in the package.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::VaguePhrase => "vague_phrase",
            Self::NoSubject => "no_subject",
            Self::OnlyEmoji => "only_emoji",
            Self::Shouting => "shouting",
            Self::ContradictsRating => "contradicts_rating",
            Self::PersonalData => "personal_data",
        }
    }
}

/// What [`check`] has to say of a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    findings: Vec<Finding>,
    lang: Lang,
    suggestion: Option<&'a str>,
    wanted: Vec<Lang>,
}

impl<'a> Verdict<'a> {
    /// Whether the reason is specific and actionable, that is, nothing was found.
    pub fn ok(&self) -> bool {
        self.findings.is_empty()
    }

    /// What was found, each finding once, in the order of [`Finding::ALL`].
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The language that the reason was read in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What to write instead, in one sentence, for the finding that weighs most; `None` when nothing
    /// was found. It is in the language that was asked for, or else in that of the reason.
    pub fn suggestion(&self) -> Option<&'a str> {
        self.suggestion
    }

    /// The languages without whose tables the reason could not be read as it should be. None where
    /// all tables were at hand.
    pub fn wanted(&self) -> &[Lang] {
        &self.wanted
    }
}

/// Checks a reason as it was typed, under the rating that it goes with, if any.
///
/// `lang` is the language that the suggestion shall be in and that the reason is expected in. A
/// reason is held to the words of the language that it is written in: of a known language's script,
/// that which knows most of its words. Where [`Lang::Other`] is expected, or the script is that of
/// no known language, only what needs no words is checked.
///
/// `words` is how many words the text has by the count of a segmenter that knows its language
/// ([`Intl.Segmenter`](https://tc39.es/ecma402/#segmenter-objects), say). Without one, what stands
/// between spaces and marks of punctuation is a word, and in Japanese every stretch of ideograms
/// or of katakana, of which four ideograms or more count as two and so on.
pub fn check(
    text: &str,
    rating: Option<Rating>,
    lang: Option<Lang>,
    words: Option<usize>,
) -> Verdict<'static> {
    check_by(&Tables::all(), text, rating, lang, words)
}

/// As [`check`], by the tables at hand. Of a reason in a language without one is checked what needs
/// no words, and the suggestion is in English; [`Verdict::wanted`] then says what to add.
pub fn check_by<'a>(
    tables: &Tables<'a>,
    text: &str,
    rating: Option<Rating>,
    lang: Option<Lang>,
    words: Option<usize>,
) -> Verdict<'a> {
    let tokens = words::tokens(text);
    let Reading { lang: written_in, wanted } = Reading::of(text, &tokens, lang, tables);
    let table = tables.of(written_in);
    let mut findings = Vec::new();
    if tokens.is_empty() {
        let blank = text.chars().all(script::is_blank);
        findings.push(if blank { Finding::TooShort } else { Finding::OnlyEmoji });
    } else {
        if is_short(&tokens, table.is_some(), words) {
            findings.push(Finding::TooShort);
        }
        findings.extend(table.and_then(|table| substance::lacking(&tokens, table)));
    }
    if shouting::is_shouting(&tokens, table) {
        findings.push(Finding::Shouting);
    }
    let contradicts = |table| rating.is_some_and(|it| tone::contradicts(&tokens, it, table));
    if table.is_some_and(contradicts) {
        findings.push(Finding::ContradictsRating);
    }
    if email::is_in(text) || iban::is_in(text) || digits::personal_number_is_in(text) {
        findings.push(Finding::PersonalData);
    }
    let weightiest = Finding::BY_WEIGHT.into_iter().find(|one| findings.contains(one));
    let suggestions = tables.of(lang.unwrap_or(written_in)).or_else(|| tables.of(Lang::English));
    let suggestion = weightiest
        .zip(suggestions)
        .and_then(|(finding, table)| table.suggestions.get(finding as usize).copied());
    Verdict { findings, lang: written_in, suggestion, wanted }
}

fn is_short(tokens: &[Token], words_are_known: bool, words: Option<usize>) -> bool {
    if !words_are_known {
        let letters = tokens.iter().map(|token| token.letters).sum::<usize>();
        return letters < LETTERS_AT_LEAST;
    }
    words.unwrap_or_else(|| word_count::of(tokens)) < 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use Finding::{
        ContradictsRating, NoSubject, OnlyEmoji, PersonalData, Shouting, TooShort, VaguePhrase,
    };

    fn found(text: &str, lang: Lang) -> Vec<Finding> {
        check(text, Some(Rating::Negative), Some(lang), None).findings().to_vec()
    }

    #[test]
    fn nothing_is_short_and_signs_alone_are_emoji() {
        for lang in Lang::KNOWN {
            for text in ["", " \n\u{3000}", "\u{200B}\u{FEFF}"] {
                assert_eq!(found(text, lang), [TooShort], "{text:?}");
            }
            for text in ["👍", " ... ", "❤️‍🔥!", "（）。", "¯\\_(-)_/¯"] {
                assert_eq!(found(text, lang), [OnlyEmoji], "{text:?}");
            }
        }
    }

    #[test]
    fn one_word_is_short_where_words_are_known() {
        assert_eq!(found("outdated", Lang::English), [TooShort]);
        assert_eq!(found("outdated address", Lang::English), []);
        assert_eq!(found("veraltet", Lang::German), [TooShort]);
        assert_eq!(found("veraltet", Lang::Other), []);
        assert_eq!(found("ok", Lang::Other), [TooShort]);
    }

    #[test]
    fn the_count_of_a_segmenter_goes_before_our_own() {
        let found =
            |text, words| check(text, None, Some(Lang::Japanese), Some(words)).findings().to_vec();
        assert_eq!(found("血液型が変わった", 1), [TooShort]);
        assert_eq!(found("血液型", 1), [TooShort]);
        assert_eq!(found("郵便局", 2), []);
        assert_eq!(found("👍", 0), [OnlyEmoji]);
        assert_eq!(check("ab", None, Some(Lang::Other), Some(5)).findings(), [TooShort]);
    }

    #[test]
    fn a_reason_is_held_to_the_rules_of_the_language_that_it_is_in() {
        assert_eq!(found("古い住所", Lang::English), []);
        assert_eq!(found("これは全然よくない", Lang::English), [VaguePhrase]);
        assert_eq!(found("das ist nicht gut", Lang::English), [VaguePhrase]);
        assert_eq!(found("адрес", Lang::English), []);
        assert_eq!(found("古い03-1234-5678", Lang::English), [PersonalData]);
    }

    #[test]
    fn without_a_table_only_what_needs_no_words_is_checked() {
        assert_eq!(found("Not good", Lang::Other), []);
        assert_eq!(found("because of this one", Lang::Other), []);
        assert_eq!(found("perfect list of my books", Lang::Other), []);
        assert_eq!(found("TO JEST BARDZO STARE", Lang::Other), [Shouting]);
    }

    #[test]
    fn the_suggestion_is_for_what_weighs_most() {
        let suggestion = |text| check(text, Some(Rating::Negative), None, None).suggestion();
        let expected = |finding: Finding| en::WORDS.suggestions[finding as usize];
        assert_eq!(suggestion("outdated address"), None);
        assert_eq!(suggestion("delete"), Some(expected(NoSubject)));
        assert_eq!(suggestion("very helpful"), Some(expected(ContradictsRating)));
        assert_eq!(suggestion("GREAT, PERFECT! a@b.de"), Some(expected(PersonalData)));
    }

    #[test]
    fn the_suggestion_is_in_the_language_asked_for_or_in_that_of_the_reason() {
        let suggestion = |lang| check("das ist nicht gut", None, lang, None).suggestion();
        let expected =
            |table: &words::Words<'static>| Some(table.suggestions[VaguePhrase as usize]);
        assert_eq!(suggestion(None), expected(&de::WORDS));
        assert_eq!(suggestion(Some(Lang::French)), expected(&fr::WORDS));
    }

    #[test]
    fn without_a_table_at_hand_it_is_said_which_would_help() {
        let mut tables = Tables::english();
        let verdict = check_by(&tables, "不正確です", None, None, None);
        assert_eq!((verdict.findings(), verdict.wanted()), (&[][..], &[Lang::Japanese][..]));
        let written = Tables::all().written(Lang::Japanese).unwrap_or_default();
        tables.add(&written);
        let verdict = check_by(&tables, "不正確です", None, None, Some(2));
        assert_eq!((verdict.findings(), verdict.wanted()), (&[VaguePhrase][..], &[][..]));
    }

    #[test]
    fn every_finding_has_its_weight() {
        assert!(Finding::ALL.iter().all(|finding| Finding::BY_WEIGHT.contains(finding)));
        assert!(Finding::ALL.into_iter().enumerate().all(|(index, it)| it as usize == index));
    }
}
