//! Numbers of bank accounts.

use super::script;

/// The lengths that countries use, in letters and digits (ISO 13616-1).
const LENGTHS: core::ops::RangeInclusive<usize> = 15..=34;

/// Whether the text holds an IBAN: a country, check digits, and the account, by itself or in groups
/// with a space between. The check lets one in ninety-seven others pass.
pub(super) fn is_in(text: &str) -> bool {
    let mut inside_word = false;
    for (at, c) in text.char_indices() {
        if !inside_word && begins_with_iban(text.get(at..).unwrap_or_default()) {
            return true;
        }
        inside_word = c.is_ascii_alphanumeric();
    }
    false
}

fn begins_with_iban(text: &str) -> bool {
    // The first four count last (ISO 13616-1, clause 6), so what they are worth is kept apart.
    let (mut length, mut head, mut account) = (0, 0_u32, 0_u32);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let value = match c.to_ascii_uppercase() {
            letter @ 'A'..='Z' if !(2..4).contains(&length) => letter as u32 - 'A' as u32 + 10,
            _ => match script::digit(c) {
                Some(digit) if length > 1 => u32::from(digit),
                _ => return false,
            },
        };
        let sum = if length < 4 { &mut head } else { &mut account };
        *sum = (*sum * if value > 9 { 100 } else { 10 } + value)
            % if length < 4 { 1_000_000 } else { 97 };
        length += 1;
        let group_ends = !rest.peek().is_some_and(char::is_ascii_alphanumeric);
        if group_ends {
            // Two letters and two digits make six digits.
            let is_right = (account * 1_000_000 + head) % 97 == 1;
            if LENGTHS.contains(&length) && is_right {
                return true;
            }
            if rest.next_if(|gap| matches!(gap, ' ' | '\u{A0}')).is_none() {
                return false;
            }
        }
        if length > *LENGTHS.end() {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_found() {
        for text in [
            "DE89370400440532013000",
            "my IBAN is GB82 WEST 1234 5698 7654 32 now",
            "口座はFR1420041010050500013M02606です",
            "sa0380000000608010167519",
            "NO93 8601 1117 947, please",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn what_the_check_digits_refuse_is_not() {
        for text in [
            "DE89370400440532013001",
            "XDE89370400440532013000",
            "DE89 3704 0044",
            "DE89-3704-0044-0532-0130-00",
            "the order of 2024 and the ones of 2025 are mixed up",
            "",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
