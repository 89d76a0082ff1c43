//! Runs of digits, as phone numbers and card numbers are written: groups with separators between.

use super::{card, identity, phone, script};
use alloc::vec::Vec;

/// The most characters between two groups of one number: ` - `, `) `.
const GAP: usize = 3;

/// Digits without anything between them.
#[derive(Debug)]
pub(super) struct Group {
    /// Their values, 0 to 9.
    pub(super) digits: Vec<u8>,
    /// Whether white space or a bracket stands before it, not a mere hyphen, dot or slash.
    pub(super) apart: bool,
    /// Whether it belongs to something that reads as a date.
    pub(super) in_date: bool,
}

/// Groups that may be one number, or several.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) groups: Vec<Group>,
    /// What stands right before the first digit.
    pub(super) before: Option<char>,
    /// A lone letter of ASCII before the first digit or behind the last, a hyphen between them or
    /// not, as a capital.
    pub(super) letter_before: Option<char>,
    pub(super) letter_after: Option<char>,
    /// Whether it begins inside a word, an amount, a path or the like.
    pub(super) bound_before: bool,
    /// Whether it ends inside a word, an amount or a time.
    pub(super) bound_after: bool,
}

/// Whether the text holds the number of a phone, a card or a person.
pub(super) fn personal_number_is_in(text: &str) -> bool {
    runs(text).iter().any(|run| card::is_in(run) || phone::is_in(run) || identity::is_in(run))
}

pub(super) fn runs(text: &str) -> Vec<Run> {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(|c| script::digit(*c).is_some());
    let mut runs = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut groups = Vec::new();
        let mut apart = true;
        loop {
            let mut digits = Vec::new();
            while let Some(digit) = letters.get(at).and_then(|c| script::digit(*c)) {
                digits.push(digit);
                at += 1;
            }
            groups.push(Group { digits, apart, in_date: false });
            let after = letters.get(at..).unwrap_or_default();
            let gap = after.iter().take_while(|c| is_separator(**c)).count();
            if gap > GAP || !is_digit(at + gap) {
                break;
            }
            apart = after
                .iter()
                .take(gap)
                .any(|c| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）'));
            at += gap;
        }
        mark_dates(&mut groups);
        let before = letters.get(..start).unwrap_or_default();
        let after = letters.get(at..).unwrap_or_default();
        runs.push(Run {
            groups,
            before: before.last().copied(),
            letter_before: lone_letter(before.iter().rev()),
            letter_after: lone_letter(after.iter()),
            bound_before: binds(before.iter().rev()),
            bound_after: binds(after.iter()),
        });
    }
    runs
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{202F}' | '\u{3000}' | '-' | '.' | '/' | '(' | ')')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | 'ー' | '（' | '）')
}

fn lone_letter<'a>(outward: impl Iterator<Item = &'a char>) -> Option<char> {
    let mut outward = outward.copied().peekable();
    outward.next_if(|c| matches!(c, '-'));
    let letter = outward.next().filter(char::is_ascii_alphabetic)?;
    let stands_alone = !outward.next().is_some_and(|c| c.is_ascii_alphanumeric());
    stands_alone.then_some(letter.to_ascii_uppercase())
}

/// Part numbers and units are written in Latin, Greek or Cyrillic letters. Arabic and the scripts
/// behind it put words next to a number.
const FIRST_BEYOND_CODES: u32 = 0x590;

/// Whether the characters next to a run, nearest first, make it a part of something longer.
fn binds<'a>(mut outward: impl Iterator<Item = &'a char>) -> bool {
    match outward.next() {
        Some('_' | '#' | '=' | '/' | '$' | '€' | '£' | '¥' | '%' | '円') => true,
        Some('-' | ',' | ':' | '.') => {
            outward.next().is_some_and(|c| script::is_letter_or_digit(*c))
        }
        Some(c) => script::is_letter(*c) && (*c as u32) < FIRST_BEYOND_CODES,
        None => false,
    }
}

fn mark_dates(groups: &mut [Group]) {
    let mut rest = groups;
    while !rest.is_empty() {
        let length = 1 + rest.iter().skip(1).take_while(|group| !group.apart).count();
        let (chunk, after) = rest.split_at_mut(length);
        let reads_as_date = is_date(chunk);
        chunk.iter_mut().for_each(|group| group.in_date = reads_as_date);
        rest = after;
    }
}

/// Day, month and year in any order that is in use, year and month, or a span of years.
fn is_date(chunk: &[Group]) -> bool {
    let year = |group: &Group| is_year(&group.digits);
    let part = |group: &Group| matches!(group.digits[..], [_] | [0..=2, _] | [3, 0 | 1]);
    match chunk {
        [a, b] => year(a) && (part(b) || year(b)) || part(a) && year(b),
        [a, b, c] => part(b) && (year(a) && part(c) || part(a) && (year(c) || c.digits.len() == 2)),
        _ => false,
    }
}

/// Four digits that are a year of living memory.
pub(super) fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [1, 9, _, _] | [2, 0, _, _])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Vec<Vec<Vec<u8>>> {
        let digits = |run: Run| run.groups.into_iter().map(|group| group.digits).collect();
        runs(text).into_iter().map(digits).collect()
    }

    #[test]
    fn a_text_is_read_in_runs_of_groups() {
        assert_eq!(
            groups("call (41) 5 06, or 1"),
            [vec![vec![4, 1], vec![5], vec![0, 6]], vec![vec![1]]]
        );
        assert_eq!(groups("1 – 2, 3    4 ５٦").len(), 3);
        assert_eq!(groups("５٦"), [[[5, 6]]]);
        assert!(groups("none").is_empty());
    }

    #[test]
    fn dates_are_marked() {
        for text in ["2024-05-12", "12.5.2024", "5/12/24", "2019-2024", "05/2024"] {
            assert!(runs(text)[0].groups.iter().all(|group| group.in_date), "{text}");
        }
        for text in ["12.05.48.11", "415-555-0132", "3000-12-01"] {
            assert!(!runs(text)[0].groups.iter().any(|group| group.in_date), "{text}");
        }
        let marks: Vec<_> = runs("12.05.2024 77")[0].groups.iter().map(|it| it.in_date).collect();
        assert_eq!(marks, [true, true, true, false]);
    }

    #[test]
    fn what_stands_next_to_a_run_binds_it() {
        for text in ["INV-12", "a12", "#12", "$12", "/12", "x,12"] {
            assert!(runs(text)[0].bound_before, "{text}");
        }
        for text in ["12", "tel: 12", "- 12", "+12", "(12)", "は12", "رقمي12"] {
            assert!(!runs(text)[0].bound_before, "{text}");
        }
        assert!(runs("12:30")[0].bound_after && runs("12kg")[0].bound_after);
        assert!(!runs("12.")[0].bound_after && !runs("12, 13")[0].bound_after);
    }
}
