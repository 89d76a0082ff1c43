//! How many words a text has, where no segmenter says so.

use super::script;
use super::words::Token;

/// Two ideograms make the usual word, so four in a row are taken for two words.
const IDEOGRAMS_OF_TWO_WORDS: usize = 4;

/// What a stretch of a text is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Spaced,
    Ideograms,
    Katakana,
    Hiragana,
}

/// Words between spaces, and stretches of ideograms and of katakana. Hiragana behind them is their
/// ending; by itself it is a word.
pub(super) fn of(tokens: &[Token]) -> usize {
    let (mut words, mut ideograms) = (0, 0);
    let mut last = None;
    for token in tokens {
        let kind = kind(token);
        let continues = last == Some(kind) && !token.opens_clause;
        ideograms = if continues { ideograms + 1 } else { 1 };
        words += match kind {
            Kind::Spaced => 1,
            Kind::Ideograms if continues => usize::from(ideograms % IDEOGRAMS_OF_TWO_WORDS == 0),
            Kind::Hiragana => usize::from(last.is_none()),
            _ => usize::from(!continues),
        };
        last = Some(kind);
    }
    words
}

fn kind(token: &Token) -> Kind {
    match token.word.chars().next() {
        Some(c) if script::is_hiragana(c) => Kind::Hiragana,
        Some(c) if script::is_katakana(c) => Kind::Katakana,
        Some(c) if script::is_ideogram(c) => Kind::Ideograms,
        _ => Kind::Spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::of;

    #[test]
    fn words_are_counted_by_spaces_and_by_a_change_of_script() {
        for (text, count) in [
            ("", 0),
            ("outdated address", 2),
            ("最悪です", 1),
            ("古い", 1),
            ("ください", 1),
            ("古い住所", 2),
            ("住所変更", 2),
            ("誕生日", 1),
            ("古い。古い", 2),
            ("ジムのメモ", 2),
            ("APIが古い", 2),
        ] {
            assert_eq!(of(&tokens(text)), count, "{text}");
        }
    }
}
