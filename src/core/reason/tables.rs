//! The word tables at hand.

use super::words::Words;
use super::{Lang, ar, de, en, es, fr, ja};
use alloc::string::String;

/// The word tables that a check may look into. A page has that of English, and fetches another when
/// a reason calls for it; a program has them all.
#[derive(Clone, Debug)]
pub struct Tables<'a> {
    /// In the order of [`Lang::KNOWN`].
    tables: [Option<Words<'a>>; Lang::KNOWN.len()],
}

impl<'a> Tables<'a> {
    /// That of English alone.
    pub fn english() -> Self {
        let mut tables = [const { None }; Lang::KNOWN.len()];
        if let Some(table) = tables.first_mut() {
            *table = Some(en::WORDS.clone());
        }
        Self { tables }
    }

    /// All that there are.
    pub fn all() -> Self {
        let all = [&en::WORDS, &de::WORDS, &fr::WORDS, &es::WORDS, &ja::WORDS, &ar::WORDS];
        Self { tables: all.map(|table| Some(table.clone())) }
    }

    /// Adds what [`Tables::written`] has written, one or several after another; whatever is of no
    /// known language is left out.
    pub fn add(&mut self, written: &'a str) {
        let mut rest = written;
        while !rest.is_empty() {
            let lang = Lang::parse(line(&mut rest));
            let words = read(&mut rest);
            if let Some(table) = self.tables.get_mut(lang as usize) {
                *table = Some(words);
            }
        }
    }

    /// The table of a language as text: its tag, its lists of words, its suggestions, each on a
    /// line. `None` without a table.
    pub fn written(&self, lang: Lang) -> Option<String> {
        let table = self.of(lang)?;
        let mut lines = String::from(lang.tag());
        for line in lists(table).iter().chain(&table.suggestions) {
            lines.push('\n');
            lines.push_str(line);
        }
        lines.push('\n');
        Some(lines)
    }

    pub(super) fn of(&self, lang: Lang) -> Option<&Words<'a>> {
        self.tables.get(lang as usize).and_then(Option::as_ref)
    }
}

/// Takes the first line off.
fn line<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
    let line = rest.get(..end).unwrap_or_default();
    *rest = rest.get(end + 1..).unwrap_or_default();
    line
}

fn read<'a>(rest: &mut &'a str) -> Words<'a> {
    Words {
        empty: line(rest),
        praise: line(rest),
        blame: line(rest),
        shrug: line(rest),
        merits: line(rest),
        defects: line(rest),
        qualities: line(rest),
        negations: line(rest),
        contrasts: line(rest),
        reports: line(rest),
        achievements: line(rest),
        reservations: line(rest),
        suggestions: [(); 7].map(|()| line(rest)),
    }
}

/// In the order in which [`read`] takes them.
fn lists<'a>(table: &Words<'a>) -> [&'a str; 12] {
    let Words { empty, praise, blame, shrug, merits, defects, .. } = *table;
    let Words { qualities, negations, contrasts, reports, .. } = *table;
    let Words { achievements, reservations, .. } = *table;
    [
        empty,
        praise,
        blame,
        shrug,
        merits,
        defects,
        qualities,
        negations,
        contrasts,
        reports,
        achievements,
        reservations,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    #[test]
    fn entries_are_written_as_tokens_are() {
        for table in Tables::all().tables.iter().flatten() {
            for entry in lists(table).into_iter().flat_map(str::split_ascii_whitespace) {
                let parts = entry.split('_').map(|part| part.trim_end_matches('*'));
                let parts: Vec<_> = parts.filter(|part| !part.starts_with('*')).collect();
                let looked_up = parts.iter().flat_map(|part| tokens(part));
                let looked_up: String = looked_up.map(|token| token.word).collect();
                assert_eq!(looked_up, parts.concat(), "{entry}");
            }
        }
    }

    #[test]
    fn no_entry_stands_twice_in_a_list_nor_on_both_sides() {
        for table in Tables::all().tables.iter().flatten() {
            let sides = [table.praise, table.merits, table.blame, table.defects].join(" ");
            for list in lists(table).into_iter().chain([sides.as_str()]) {
                let mut entries: Vec<_> = list.split_ascii_whitespace().collect();
                entries.sort_unstable();
                for pair in entries.windows(2) {
                    assert_ne!(pair[0], pair[1]);
                }
            }
        }
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let all = Tables::all();
        let written: String = Lang::KNOWN.iter().filter_map(|lang| all.written(*lang)).collect();
        let mut tables = Tables::english();
        tables.add(&written);
        for lang in Lang::KNOWN {
            assert!(tables.written(lang).is_some());
            assert_eq!(tables.written(lang), all.written(lang));
        }
        assert_eq!(all.written(Lang::Other), None);
    }

    #[test]
    fn what_is_no_table_adds_nothing() {
        for text in ["", "\n", "x-de\nder die", "nl\n"] {
            let mut tables = Tables::english();
            tables.add(text);
            assert_eq!(
                Lang::KNOWN.into_iter().filter(|lang| tables.of(*lang).is_some()).count(),
                1
            );
        }
    }

    #[test]
    fn every_suggestion_is_a_sentence_of_its_own() {
        let mut all = Vec::new();
        for table in Tables::all().tables.iter().flatten() {
            for text in table.suggestions {
                assert!(text.ends_with(['.', '?', '。', '？', '؟']), "{text}");
                assert!(!all.contains(&text), "{text}");
                all.push(text);
            }
        }
    }
}
