//! Card numbers.

use super::digits::{Group, Run};
use alloc::vec::Vec;

/// The lengths that issuers use, in digits (ISO/IEC 7812-1).
const LENGTHS: core::ops::RangeInclusive<usize> = 13..=19;

/// Whether some of the run's groups, one after another, make a card number: of its length,
/// beginning with 2 to 6, where payment cards are issued, and right by the check digit. The check
/// lets one in ten other numbers pass, hence the first digit, and no dates.
pub(super) fn is_in(run: &Run) -> bool {
    (0..run.groups.len()).any(|start| begins_with_card(run.groups.get(start..).unwrap_or_default()))
}

fn begins_with_card(groups: &[Group]) -> bool {
    let mut number = Vec::new();
    let mut all_dates = true;
    for group in groups {
        number.extend_from_slice(&group.digits);
        all_dates &= group.in_date;
        if number.len() > *LENGTHS.end() || !matches!(number.first(), Some(2..=6)) {
            return false;
        }
        if LENGTHS.contains(&number.len()) && !all_dates && is_luhn(&number) {
            return true;
        }
    }
    false
}

/// The check digit of ISO/IEC 7812-1, annex B: every second digit from the right counts double, as
/// the sum of its digits, and the total is a multiple of ten.
fn is_luhn(number: &[u8]) -> bool {
    let mut sum = 0;
    let mut doubled = false;
    for digit in number.iter().rev() {
        sum += match digit {
            5.. if doubled => digit * 2 - 9,
            _ if doubled => digit * 2,
            _ => *digit,
        };
        doubled = !doubled;
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::super::digits::runs;
    use super::*;

    fn holds_card(text: &str) -> bool {
        runs(text).iter().any(is_in)
    }

    #[test]
    fn numbers_of_test_cards_are_found() {
        for text in [
            "4111111111111111",
            "my visa 4111 1111 1111 1111 09/27",
            "12 5555-5555-5555-4444",
            "3782 822463 10005",
            "4222222222222",
            "４１１１ １１１１ １１１１ １１１１",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        ] {
            assert!(holds_card(text), "{text}");
        }
    }

    #[test]
    fn other_long_numbers_are_not() {
        for text in [
            "4111 1111 1111 1112",
            "411111111111",
            "1717171717174",
            "00000000000000",
            "31.07.2024 13.06.2025",
            "550e8400-e29b-41d4-a716-446655440000",
        ] {
            assert!(!holds_card(text), "{text}");
        }
    }
}
