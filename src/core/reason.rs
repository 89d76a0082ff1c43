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
//! assert!(check("Contains outdated contact information", None, Lang::English).ok());
//! assert_eq!(check("Not good", None, Lang::English).findings(), [Finding::VaguePhrase]);
//! ```

mod card;
mod digits;
mod email;
mod en;
mod phone;
mod script;
mod shouting;
mod substance;
mod tone;
mod words;

use super::feedback::Rating;
use alloc::vec::Vec;
use words::{Token, Words};

/// Without a table, a text of fewer letters and digits than this is short. Two ideograms can be a
/// word, so there is no counting of words in a language that we do not know.
const LETTERS_AT_LEAST: usize = 3;

/// The language that a reason is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English: every check.
    English,
    /// A language without a word table: the checks that need no words.
    Other,
}

impl Lang {
    /// Reads a tag such as `en`, `en-GB` or `EN_us` by its first part
    /// ([BCP 47](https://www.rfc-editor.org/info/bcp47), section 2.1); whatever has no word table
    /// is [`Lang::Other`].
    pub fn parse(tag: &str) -> Self {
        match tag.trim().split(['-', '_']).next() {
            Some(primary) if primary.eq_ignore_ascii_case("en") => Self::English,
            _ => Self::Other,
        }
    }

    fn words(self) -> Option<&'static Words> {
        match self {
            Self::English => Some(&en::WORDS),
            Self::Other => None,
        }
    }
}

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
    /// Holds an e-mail address, a phone number or a card number.
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

    /// What to write instead, in one English sentence.
    pub fn suggestion(self) -> &'static str {
        match self {
            Self::TooShort => {
                "Write a few words more: which detail of the memory is it, and what about it?"
            }
            Self::VaguePhrase => {
                "Say what makes it good or bad: which detail is right or wrong, or whether it is \
                 outdated, irrelevant, a duplicate or never said."
            }
            Self::NoSubject => {
                "Name what this is about: a person, a date, a place, a preference, or what is \
                 wrong with the memory."
            }
            Self::OnlyEmoji => {
                "Say it in words: which detail is right or wrong, such as a name, a date or a place?"
            }
            Self::Shouting => "Write it as a plain sentence, with capitals only where they belong.",
            Self::ContradictsRating => {
                "The words say the opposite of the rating: change one of the two, or name what is \
                 good and what is not."
            }
            Self::PersonalData => {
                "Leave out e-mail addresses, phone numbers and card numbers: name the kind of \
                 detail instead, such as “the phone number is an old one”."
            }
        }
    }
}

/// What [`check`] has to say of a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    findings: Vec<Finding>,
}

impl Verdict {
    /// Whether the reason is specific and actionable, that is, nothing was found.
    pub fn ok(&self) -> bool {
        self.findings.is_empty()
    }

    /// What was found, each finding once, in the order of [`Finding::ALL`].
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What to write instead, for the finding that weighs most; `None` when nothing was found.
    pub fn suggestion(&self) -> Option<&'static str> {
        let weightiest = Finding::BY_WEIGHT.into_iter().find(|one| self.findings.contains(one));
        weightiest.map(Finding::suggestion)
    }
}

/// Checks a reason as it was typed, under the rating that it goes with, if any.
///
/// A text that is mostly in another script than that of `lang` is checked as [`Lang::Other`], so
/// that a Japanese reason in an English page is not held to the rules of English.
pub fn check(text: &str, rating: Option<Rating>, lang: Lang) -> Verdict {
    let tokens = words::tokens(text);
    let table = lang.words().filter(|_| script::mostly_latin(text));
    let mut findings = Vec::new();
    if tokens.is_empty() {
        let blank = text.chars().all(script::is_blank);
        findings.push(if blank { Finding::TooShort } else { Finding::OnlyEmoji });
        return Verdict { findings };
    }
    if is_short(&tokens, table) {
        findings.push(Finding::TooShort);
    }
    findings.extend(table.and_then(|table| substance::lacking(&tokens, table)));
    if shouting::is_shouting(&tokens, table) {
        findings.push(Finding::Shouting);
    }
    let contradicts = |table| rating.is_some_and(|it| tone::contradicts(&tokens, it, table));
    if table.is_some_and(contradicts) {
        findings.push(Finding::ContradictsRating);
    }
    if email::is_in(text) || digits::phone_or_card_is_in(text) {
        findings.push(Finding::PersonalData);
    }
    Verdict { findings }
}

fn is_short(tokens: &[Token], table: Option<&Words>) -> bool {
    match table {
        Some(_) => tokens.len() < 2,
        None => {
            let letters = tokens.iter().map(|token| token.letters).sum::<usize>();
            letters < LETTERS_AT_LEAST
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Finding::{ContradictsRating, NoSubject, OnlyEmoji, PersonalData, Shouting, TooShort};

    fn found(text: &str, lang: Lang) -> Vec<Finding> {
        check(text, Some(Rating::Negative), lang).findings().to_vec()
    }

    #[test]
    fn a_language_is_read_by_its_first_part() {
        for tag in ["en", "EN", "en-GB", "en_US", " en-Latn-AU "] {
            assert_eq!(Lang::parse(tag), Lang::English, "{tag}");
        }
        for tag in ["", "de", "eng", "e", "x-en", "日本"] {
            assert_eq!(Lang::parse(tag), Lang::Other, "{tag}");
        }
    }

    #[test]
    fn nothing_is_short_and_signs_alone_are_emoji() {
        for text in ["", " \n\u{3000}", "\u{200B}\u{FEFF}"] {
            assert_eq!(found(text, Lang::English), [TooShort], "{text:?}");
        }
        for text in ["👍", " ... ", "❤️‍🔥!", "（）。", "¯\\_(-)_/¯"] {
            assert_eq!(found(text, Lang::English), [OnlyEmoji], "{text:?}");
        }
    }

    #[test]
    fn one_word_is_short_where_words_are_known() {
        assert_eq!(found("outdated", Lang::English), [TooShort]);
        assert_eq!(found("outdated address", Lang::English), []);
        assert_eq!(found("veraltet", Lang::Other), []);
        assert_eq!(found("ok", Lang::Other), [TooShort]);
    }

    #[test]
    fn another_script_is_not_held_to_the_rules_of_english() {
        assert_eq!(found("古い住所", Lang::English), []);
        assert_eq!(found("адрес", Lang::English), []);
        assert_eq!(found("古い 03-1234-5678", Lang::English), [PersonalData]);
    }

    #[test]
    fn without_a_table_only_what_needs_no_words_is_checked() {
        assert_eq!(found("Not good", Lang::Other), []);
        assert_eq!(found("because of this one", Lang::Other), []);
        assert_eq!(found("perfect list of my books", Lang::Other), []);
        assert_eq!(found("MAIS C'EST COMPLÈTEMENT FAUX", Lang::Other), [Shouting]);
    }

    #[test]
    fn the_suggestion_is_for_what_weighs_most() {
        let suggestion = |text| check(text, Some(Rating::Negative), Lang::English).suggestion();
        assert_eq!(suggestion("outdated address"), None);
        assert_eq!(suggestion("delete"), Some(NoSubject.suggestion()));
        assert_eq!(suggestion("very helpful"), Some(ContradictsRating.suggestion()));
        assert_eq!(suggestion("GREAT, PERFECT! a@b.de"), Some(PersonalData.suggestion()));
    }

    #[test]
    fn every_finding_has_its_weight_and_one_sentence() {
        for finding in Finding::ALL {
            assert!(Finding::BY_WEIGHT.contains(&finding));
            assert!(finding.suggestion().ends_with(['.', '?']));
        }
        assert!(Finding::ALL.is_sorted());
    }
}
