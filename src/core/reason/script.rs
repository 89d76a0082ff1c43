//! Letters, digits and capitals.
//!
//! The standard library's tables of Unicode cost more than everything else here together, and a
//! page pays for them. What the rules need is coarser: beyond ASCII, all that is no symbol, mark
//! of punctuation or emoji counts as a letter.

/// Blocks beyond ASCII that hold no letters, first and last code point of each, in order
/// ([Unicode blocks](https://www.unicode.org/Public/UNIDATA/Blocks.txt)).
const SYMBOLS: [(u32, u32); 29] = [
    (0x80, 0xA9),
    (0xAB, 0xB4),
    (0xB6, 0xB9),
    (0xBB, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x2B0, 0x36F),
    (0x60C, 0x60C),
    (0x61B, 0x61F),
    (0x66A, 0x66D),
    (0x6D4, 0x6D4),
    (0x964, 0x965),
    (0x1680, 0x1680),
    (0x2000, 0x2BFF),
    (0x2E00, 0x2E7F),
    (0x3000, 0x3004),
    (0x3008, 0x3030),
    (0x303D, 0x303F),
    (0x30FB, 0x30FB),
    (0xD800, 0xF8FF),
    (0xFE00, 0xFE6F),
    (0xFEFF, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFFF),
    (0x1D000, 0x1D3FF),
    (0x1F000, 0x1FBFF),
    (0xE0000, 0x10FFFF),
];

/// The digits that people type: ASCII, Arabic-Indic, Persian and full-width.
const ZEROS: [u32; 4] = ['0' as u32, 0x660, 0x6F0, 0xFF10];

/// The value of a digit, 0 to 9.
pub(super) fn digit(c: char) -> Option<u8> {
    let value = ZEROS.iter().map(|zero| (c as u32).wrapping_sub(*zero)).find(|value| *value < 10);
    value.map(|value| value as u8)
}

pub(super) fn is_letter(c: char) -> bool {
    let code = c as u32;
    if code < 0x80 {
        return c.is_ascii_alphabetic();
    }
    digit(c).is_none() && !SYMBOLS.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || digit(c).is_some()
}

/// White space, or one of the characters that show nothing at all.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Capitals of the Latin, Greek and Cyrillic alphabets as they are typed today.
pub(super) fn is_capital(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ω' | 'Ѐ'..='Я')
}

/// The letters from `à` to `ÿ` without their marks.
const PLAIN: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo/ouuuuyty";

/// A letter as it is compared: small, without an accent, and in the one form that stands for all
/// its spellings; word tables are written in these. `None` for vowel signs and what only stretches
/// a word.
pub(super) fn plain(c: char) -> Option<char> {
    Some(match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'À'..='ÿ' if !matches!(c, '×' | '÷') => match c {
            'ß' => 's',
            _ => PLAIN.get(c as usize & 0x1F).map_or(c, |plain| *plain as char),
        },
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'ء' | 'ـ' | '\u{64B}'..='\u{652}' => return None,
        _ => c,
    })
}

/// Hiragana, in which Japanese writes its endings and particles.
pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Katakana with its mark of length, and ideograms: with hiragana, what is written without spaces.
pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー')
}

/// The Chinese characters that Japanese uses, and the mark that repeats one.
pub(super) fn is_ideogram(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether it belongs to a script that puts no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    is_hiragana(c) || is_katakana(c) || is_ideogram(c)
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    /// Ideograms, with kana among them or not.
    Unspaced {
        kana: bool,
    },
    Arabic,
    Other,
}

impl Script {
    /// The script of at least half of the letters; Latin when there are none.
    pub(super) fn of(text: &str) -> Self {
        let (mut letters, mut latin, mut unspaced, mut arabic, mut kana) = (0, 0, 0, 0, false);
        for c in text.chars().filter(|c| is_letter(*c)) {
            letters += 1;
            latin += usize::from((c as u32) < 0x250);
            unspaced += usize::from(is_unspaced(c));
            arabic += usize::from(is_arabic(c));
            kana |= is_hiragana(c) || is_katakana(c);
        }
        match letters {
            // A word of Latin is a letter of ours: half a Japanese sentence may be a product name.
            _ if kana && unspaced * 4 >= letters => Self::Unspaced { kana },
            _ if latin * 2 >= letters => Self::Latin,
            _ if unspaced * 2 >= letters => Self::Unspaced { kana },
            _ if arabic * 2 >= letters => Self::Arabic,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_scripts_and_no_emoji() {
        assert!("aZéßñøλЖشع古いカ한ๆ".chars().all(is_letter));
        assert!(!"7٣９ .,!?…👍🏽❤️⭐💯„“«»€™、。・؟".chars().any(is_letter));
    }

    #[test]
    fn the_blocks_stand_in_order() {
        assert!(SYMBOLS.iter().all(|(first, last)| first <= last));
        assert!(SYMBOLS.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn digits_are_read_in_every_form() {
        let values: Vec<_> = "0９٣۷x".chars().map(digit).collect();
        assert_eq!(values, [Some(0), Some(9), Some(3), Some(7), None]);
    }

    #[test]
    fn letters_are_compared_without_case_and_accents() {
        let plain = |text: &str| text.chars().filter_map(plain).collect::<String>();
        assert_eq!(plain("ÜbER ×Ñ÷ ßÿçøþ"), "uber ×n÷ sycot");
        assert_eq!(plain("أَسـئلة إلى شيء"), "اسيله الي شي");
        assert!("ÉÑΔЖ".chars().all(is_capital));
        assert!(!"éñδж×古".chars().any(is_capital));
    }

    #[test]
    fn the_script_is_that_of_most_letters() {
        let unspaced = |kana| Script::Unspaced { kana };
        for (text, script) in [
            ("the café in 東京", Script::Latin),
            ("12:30", Script::Latin),
            ("APIの住所が古い", unspaced(true)),
            ("Postgresへ移行", unspaced(true)),
            ("地址", unspaced(false)),
            ("العنوان في API", Script::Arabic),
            ("адрес", Script::Other),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }
}
