//! Numbers that states give to people.
//!
//! Those whose form or check digits hardly anything else has by chance. Short ones that are typed
//! as bare digits look like the number of any order, and are left alone.

use super::digits::{Group, Run};
use alloc::vec::Vec;

/// The most groups that one is written in: a French one has seven.
const GROUPS: usize = 7;

/// Whether the run holds a number of social security of the United States or of France, a Spanish
/// DNI or NIE, a German tax number, a Japanese My Number, or an Egyptian identity number.
pub(super) fn is_in(run: &Run) -> bool {
    is_spanish(run)
        || (0..run.groups.len()).any(|start| {
            let from_start = run.groups.get(start..).unwrap_or_default();
            let begins =
                from_start.first().is_some_and(|it| it.apart) && (start > 0 || !run.bound_before);
            begins
                && (1..=from_start.len().min(GROUPS)).any(|count| {
                    let (window, after) = from_start.split_at(count);
                    after.first().map_or(!run.bound_after, |group| group.apart) && is_number(window)
                })
        })
}

fn is_number(groups: &[Group]) -> bool {
    let mut digits = Vec::new();
    let mut lengths = Vec::new();
    for group in groups {
        digits.extend_from_slice(&group.digits);
        lengths.push(group.digits.len());
    }
    match (&digits[..], &lengths[..]) {
        // The areas 000, 666 and those from 900 on are not given out, nor are zeros alone.
        ([area @ .., _, _, a, b, c, d], [3, 2, 4]) => {
            !matches!(area, [0, 0, 0] | [6, 6, 6] | [9, ..]) && [*a, *b, *c, *d] != [0; 4]
        }
        (_, [4, 4, 4]) => is_my_number(&digits),
        (_, [2, 3, 3, 3]) => is_german(&digits),
        // Century, birthday, governorate.
        ([2 | 3, _, _, m, n, 0..=3, _, 0..=3 | 8, ..], [14]) => (1..=12).contains(&(m * 10 + n)),
        // Sex, year, month; the last two are the check (INSEE).
        ([1 | 2, _, _, m, n, .., a, b], _) if digits.len() == 15 => {
            (1..=12).contains(&(m * 10 + n))
                && digits.get(..13).map(remainder_by_97).map(|rest| rest + a * 10 + b) == Some(97)
        }
        _ => false,
    }
}

fn remainder_by_97(digits: &[u8]) -> u8 {
    digits.iter().fold(0_u16, |rest, digit| (rest * 10 + u16::from(*digit)) % 97) as u8
}

/// The weights and the check digit of the ordinance on the Japanese Individual Number (総務省令第85号,
/// 2014, article 5).
fn is_my_number(digits: &[u8]) -> bool {
    let Some((check, number)) = digits.split_last() else { return false };
    let weights = (2..=7).chain(2..=6);
    let sum: u32 =
        number.iter().rev().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    u32::from(*check)
        == match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        }
}

/// The check digit of ISO 7064, MOD 11,10; a tax number never begins with 0.
fn is_german(digits: &[u8]) -> bool {
    let mut product = 10;
    for digit in digits {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = sum * 2 % 11;
    }
    // The check digit itself went through the last round, which leaves twice one.
    product == 2 && digits.first() != Some(&0)
}

/// The letters that a DNI ends with, by the number's remainder by 23 (Real Decreto 1553/2005).
const SPANISH: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Eight digits and a letter, or X, Y or Z, seven digits and a letter.
fn is_spanish(run: &Run) -> bool {
    let digits = run.groups.iter().flat_map(|group| &group.digits);
    let (count, number) = digits
        .fold((0, 0_u32), |(count, sum), digit| (count + 1, (sum * 10 + u32::from(*digit)) % 23));
    let first = match (count, run.letter_before) {
        (8, None) => 0,
        (7, Some(letter @ 'X'..='Z')) => letter as u32 - 'X' as u32,
        _ => return false,
    };
    // A million tens leave 14 by 23.
    let letter = SPANISH.get(((first * 14 + number) % 23) as usize);
    run.letter_after.is_some_and(|after| letter == Some(&(after as u8)))
}

#[cfg(test)]
mod tests {
    use super::super::digits::runs;
    use super::*;

    fn holds_identity(text: &str) -> bool {
        runs(text).iter().any(is_in)
    }

    #[test]
    fn numbers_of_people_are_found() {
        for text in [
            "my SSN is 219-09-9999",
            "219 09 9999",
            "DNI 12345678Z, gracias",
            "el 12.345.678-z es otro",
            "NIE X1234567L",
            "y-1234567-x",
            "2 85 05 78 006 084 41",
            "185057800608491",
            "マイナンバーは1234 5678 9018です",
            "Steuer-ID 86 095 742 719",
            "رقمي القومي ٢٩٨٠٧١٥٠١٠٢٣٤٥",
        ] {
            assert!(holds_identity(text), "{text}");
        }
    }

    #[test]
    fn what_is_like_them_is_not() {
        for text in [
            "000-09-9999",
            "919-09-9999",
            "219-09-0000",
            "A219-09-9999",
            "219-09-99991",
            "12345678A",
            "12345678",
            "12345678ZZ",
            "A12345678Z",
            "X1234567A",
            "2 85 05 78 006 084 42",
            "2 85 13 78 006 084 37",
            "1234 5678 9012",
            "86 095 742 718",
            "29807150102345kg",
            "29819150102345",
        ] {
            assert!(!holds_identity(text), "{text}");
        }
    }
}
