//! Phone numbers.

use super::digits::{Group, Run, is_year};
use alloc::vec::Vec;

/// The most groups that a phone number is written in: `+33 6 39 98 12 34` has six.
const GROUPS: usize = 8;

/// Whether the run holds a phone number: groups that stand for themselves, are no date, and have
/// one of the forms below. Shorter local numbers are left alone, since order numbers, prices and
/// versions look like them.
pub(super) fn is_in(run: &Run) -> bool {
    (0..run.groups.len()).any(|start| {
        let from_start = run.groups.get(start..).unwrap_or_default();
        let stands_apart = from_start.first().is_some_and(|group| group.apart);
        if !stands_apart || start == 0 && run.bound_before {
            return false;
        }
        let before = run.before.filter(|_| start == 0);
        (1..=from_start.len().min(GROUPS)).any(|count| {
            let (window, after) = from_start.split_at(count);
            let ends = after.first().map_or(!run.bound_after, |group| group.apart);
            ends && !window.iter().any(|group| group.in_date) && is_number(window, before)
        })
    })
}

fn is_number(groups: &[Group], before: Option<char>) -> bool {
    let mut digits = Vec::new();
    let mut lengths = Vec::new();
    for group in groups {
        digits.extend_from_slice(&group.digits);
        lengths.push(group.digits.len());
    }
    if matches!(before, Some('+' | '＋')) {
        return (8..=15).contains(&digits.len());
    }
    let bracketed = matches!(before, Some('(' | '（')) && matches!(lengths[..], [2..=4, _, ..]);
    let begins_with_year = groups.first().is_some_and(|group| is_year(&group.digits));
    is_prefixed(&digits, &lengths)
        || is_unprefixed(&digits, &lengths)
        || bracketed && !begins_with_year && (9..=11).contains(&digits.len())
}

/// Numbers dialled with a prefix: 00 and a country (ITU-T E.164, up to 15 digits after it), or the
/// trunk 0 and an area.
fn is_prefixed(digits: &[u8], lengths: &[usize]) -> bool {
    match digits {
        [0, 0, 1..=9, rest @ ..] => (9..=14).contains(&rest.len()),
        // A lone 0 in front is the beginning of a decimal fraction.
        [0, 1..=9, rest @ ..] => (7..=10).contains(&rest.len()) && lengths.first() > Some(&1),
        _ => false,
    }
}

/// Numbers of countries without a trunk prefix, in the groups that are usual there: North America
/// and India with ten digits (eleven with the leading 1, as in China), Mexico with ten and Brazil
/// with up to eleven, Spain, Portugal and Poland with nine.
fn is_unprefixed(digits: &[u8], lengths: &[usize]) -> bool {
    let round = digits.ends_with(&[0, 0, 0]);
    match (digits, lengths) {
        ([2..=9, ..], [10]) => !round && !is_timestamp(digits),
        ([2..=9, _, _, 2..=9, ..], [3, 3, 4] | [3, 7]) => true,
        ([6..=9, ..], [5, 5] | [4, 3, 3] | [4, 6] | [3, 3, 3] | [3, 2, 2, 2]) => !round,
        ([1..=9, ..], [2, 4, 4] | [2, 5, 4]) => !round,
        ([1, 2..=9, ..], [1, 3, 3, 4] | [1, 10] | [3, 4, 4]) => true,
        ([1, 2..=9, ..], [11]) => !round,
        _ => false,
    }
}

/// A bare run that begins as `YYYYMMDD`, in this century: one that begins with 19 is no number in
/// any of these forms.
fn is_timestamp(digits: &[u8]) -> bool {
    matches!(digits, [2, 0, _, _, 0, 1..=9, 0..=3, ..] | [2, 0, _, _, 1, 0..=2, 0..=3, ..])
}

#[cfg(test)]
mod tests {
    use super::super::digits::runs;
    use super::*;

    fn holds_phone(text: &str) -> bool {
        runs(text).iter().any(is_in)
    }

    #[test]
    fn international_numbers_are_found() {
        for text in [
            "+44 7700 900123",
            "(+49) 30 23125 555",
            "tel:+15555550132.",
            "0049 30 23125555",
            "+33 6 39 98 12 34",
            "since 2024 it is +34600000000",
        ] {
            assert!(holds_phone(text), "{text}");
        }
    }

    #[test]
    fn national_numbers_are_found() {
        for text in [
            "(415) 555-0132",
            "415.555.0132",
            "call 4155550132 today",
            "1-800-555-0199",
            "0171 3920012",
            "030/23125555",
            "06 39 98 12 34",
            "06.39.98.12.34",
            "090-1234-5678",
            "98765 43210",
            "612 345 678",
            "138 1234 5678",
            "(11) 91234-5678",
            "room 12 415-555-0132",
            "番号は090ー1234ー5678です",
            "（03）1234-5678",
            "٠٥٠ ١٢٣ ٤٥٦٧",
            "رقمه0501234567",
            "55 1234 5678",
            "600 12 34 56",
        ] {
            assert!(holds_phone(text), "{text}");
        }
    }

    #[test]
    fn dates_orders_versions_and_addresses_of_machines_are_not() {
        for text in [
            "2024-05-12",
            "2024-05-12 10:30:00",
            "05.12.2024 08",
            "12/05/2024 - 13/05/2024",
            "20240512103000",
            "2024051210",
            "1999, 2001 and 2019-2024",
            "2010-2020 50 people",
            "order 88213",
            "order #4155550132",
            "INV-4155550132",
            "part 4155550132-B7",
            "example.org/4155550132",
            "v10.15.7",
            "192.168.100.200",
            "550e8400-e29b-41d4-a716-446655440000",
            "1 000 000 000 users",
            "3000000000 users",
            "$415 555 0132",
            "4155550132円",
            "10 0000 0000",
            "0.1234567890",
            "1717171717",
        ] {
            assert!(!holds_phone(text), "{text}");
        }
    }
}
