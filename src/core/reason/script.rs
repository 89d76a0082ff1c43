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

/// Capitals of ASCII and Latin-1 become small; word tables are written in these.
pub(super) fn small(c: char) -> char {
    match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        _ => c,
    }
}

/// Whether at least half of the letters are Latin ones.
pub(super) fn mostly_latin(text: &str) -> bool {
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    let latin = text.chars().filter(|c| is_letter(*c) && (*c as u32) < 0x250).count();
    latin * 2 >= letters
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
    fn capitals_become_small() {
        assert_eq!("ÜbER ×Ñ".chars().map(small).collect::<String>(), "über ×ñ");
        assert!("ÉÑΔЖ".chars().all(is_capital));
        assert!(!"éñδж×古".chars().any(is_capital));
    }

    #[test]
    fn a_text_in_another_script_is_seen_as_such() {
        assert!(mostly_latin("the café in 東京"));
        assert!(!mostly_latin("APIの住所が古い"));
        assert!(mostly_latin("12:30"));
    }
}
