//! Shouting: mostly capitals, over more than a word or two.

use super::substance::{Class, class};
use super::words::{Token, Words};

/// Up to so many letters, a word in capitals that no list knows is taken for an acronym.
const ACRONYM_LETTERS: usize = 5;
/// So many letters of words that are no acronyms make a shout.
const SHOUTED_LETTERS: usize = 8;
/// So many words in capitals are no row of acronyms any more.
const RAISED_WORDS: usize = 4;
/// Capitals among all the letters, in percent, from which on a text is mostly capitals.
const RAISED_PERCENT: usize = 60;

pub(super) fn is_shouting(tokens: &[Token], table: Option<&Words<'_>>) -> bool {
    let (mut letters, mut raised, mut shouted, mut raised_words) = (0, 0, 0, 0);
    for (index, token) in tokens.iter().enumerate() {
        let length = token.letters;
        // A letter alone is no shout, but an ideogram is much of a word.
        if token.word.len() < 2 {
            continue;
        }
        letters += length;
        if !token.raised {
            continue;
        }
        raised += length;
        raised_words += 1;
        let rest = tokens.get(index..).unwrap_or_default();
        if length > ACRONYM_LETTERS || table.is_some_and(|it| class(rest, it).0 != Class::Subject) {
            shouted += length;
        }
    }
    raised * 100 >= letters * RAISED_PERCENT
        && (shouted >= SHOUTED_LETTERS || raised_words >= RAISED_WORDS)
}

#[cfg(test)]
mod tests {
    use super::super::{en, words::tokens};
    use super::*;

    #[test]
    fn sentences_in_capitals_shout() {
        for text in ["THIS IS ALL WRONG", "COMPLETELY FALSE", "STOP IT, my CAT IS DEAD NOW"] {
            assert!(is_shouting(&tokens(text), Some(&en::WORDS)), "{text}");
        }
        for text in ["DAS IST DIE ALTE ADRESSE", "НЕПРАВИЛЬНЫЙ АДРЕС"] {
            assert!(is_shouting(&tokens(text), None), "{text}");
        }
    }

    #[test]
    fn acronyms_codes_and_stress_do_not() {
        for text in [
            "API USA COVID",
            "SKU A4-22B",
            "it is NOT my address",
            "I have NEVER EVER told it about my family in Oslo",
            "NO",
            "I",
            "USA only",
        ] {
            assert!(!is_shouting(&tokens(text), Some(&en::WORDS)), "{text}");
        }
        assert!(!is_shouting(&tokens("住所が古い"), None));
    }
}
