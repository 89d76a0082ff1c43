//! What is left of a reason when judgement and empty words are taken away.

use super::words::{Token, Words, covered};
use super::{Finding, script};

/// What a word, or several that belong together, does for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Tells which quality the memory has or lacks.
    Quality,
    /// Judges without saying why.
    Judgement,
    /// Says nothing on its own.
    Empty,
    /// In no list of the language: it names what the reason is about.
    Subject,
}

/// The class of the first token, and how many tokens share it: the longest entry decides, and
/// among equals what says more.
pub(super) fn class(tokens: &[Token], table: &Words<'_>) -> (Class, usize) {
    use Class::{Empty, Judgement, Quality, Subject};
    let lists = [
        (Quality, table.merits),
        (Quality, table.defects),
        (Quality, table.qualities),
        (Judgement, table.praise),
        (Judgement, table.blame),
        (Judgement, table.shrug),
        (Empty, table.empty),
        (Empty, table.negations),
        (Empty, table.contrasts),
        (Empty, table.reports),
        (Empty, table.achievements),
        (Empty, table.reservations),
    ];
    let mut best = match tokens.first() {
        Some(token) if is_score(&token.word) => (Judgement, 1),
        Some(token) if is_ending(&token.word) => (Empty, 1),
        _ => (Subject, 0),
    };
    for (class, list) in lists {
        let count = covered(list, tokens);
        if count > best.1 {
            best = (class, count);
        }
    }
    (best.0, best.1.max(1))
}

/// What the reason lacks: a ground for its judgement, or anything to go by.
pub(super) fn lacking(tokens: &[Token], table: &Words<'_>) -> Option<Finding> {
    let mut rest = tokens;
    let mut judges = false;
    while !rest.is_empty() {
        let (class, count) = class(rest, table);
        match class {
            Class::Quality | Class::Subject => return None,
            Class::Judgement => judges = true,
            Class::Empty => {}
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    Some(if judges { Finding::VaguePhrase } else { Finding::NoSubject })
}

/// A mark out of 5, 10 or 100, or a percentage: judgement in digits.
fn is_score(word: &str) -> bool {
    ["%", "/5", "/10", "/100"].iter().any(|whole| word.as_bytes().ends_with(whole.as_bytes()))
}

/// Hiragana, and the mark of length, that no list knows is taken for an ending or a particle: what a
/// reason is about is mostly written in ideograms, katakana, digits or Latin letters.
fn is_ending(word: &str) -> bool {
    word.chars().next().is_some_and(|c| script::is_hiragana(c) || c == 'ー')
}

#[cfg(test)]
mod tests {
    use super::super::{en, ja, words::tokens};
    use super::*;

    fn lacks(text: &str) -> Option<Finding> {
        lacking(&tokens(text), &en::WORDS)
    }

    #[test]
    fn judgement_alone_is_vague() {
        for text in ["Bad memory", "100% Wrong", "Not good", "very helpful!", "3/10", "8 out of 10"]
        {
            assert_eq!(lacks(text), Some(Finding::VaguePhrase), "{text}");
        }
    }

    #[test]
    fn neither_judgement_nor_subject_says_nothing() {
        for text in ["because of this one", "please remove it", "I don't know"] {
            assert_eq!(lacks(text), Some(Finding::NoSubject), "{text}");
        }
    }

    #[test]
    fn hiragana_that_no_list_knows_is_no_subject() {
        let lacks = |text| lacking(&tokens(text), &ja::WORDS);
        assert_eq!(lacks("うーん、わるいかも悪い"), Some(Finding::VaguePhrase));
        assert_eq!(lacks("これはねえ"), Some(Finding::NoSubject));
        assert_eq!(lacks("ジムは悪い"), None);
    }

    #[test]
    fn a_subject_or_a_quality_is_enough() {
        for text in ["wrong birthday", "it is not relevant", "no longer true", "age 42, not 24"] {
            assert_eq!(lacks(text), None, "{text}");
        }
    }
}
