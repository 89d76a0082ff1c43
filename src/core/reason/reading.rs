//! Which language a reason is written in.

use super::Lang;
use super::script::Script;
use super::substance::{Class, class};
use super::tables::Tables;
use super::words::{Token, Words};
use alloc::vec::Vec;

/// So many words show which language a text is in; a long one is not looked up as a whole in each.
const WORDS_TO_TELL: usize = 24;
/// The languages that words tell apart, since their scripts do not.
const LATIN: [Lang; 4] = [Lang::English, Lang::German, Lang::French, Lang::Spanish];

/// What language a text is in, as far as the tables at hand tell.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) lang: Lang,
    /// The languages without whose tables it cannot be told, or not be read.
    pub(super) wanted: Vec<Lang>,
}

impl Reading {
    /// Reads a text, of which `expected` is what the page says. What is expected to be in a language
    /// that we do not know is not taken for one that we do: Persian for Arabic, say.
    pub(super) fn of(
        text: &str,
        tokens: &[Token],
        expected: Option<Lang>,
        tables: &Tables<'_>,
    ) -> Self {
        let mut wanted = Vec::new();
        wanted.extend(expected);
        let lang = match Script::of(text) {
            _ if expected == Some(Lang::Other) => Lang::Other,
            Script::Latin => latin(tokens, expected, tables, &mut wanted),
            Script::Arabic => Lang::Arabic,
            Script::Unspaced { kana } if kana || expected == Some(Lang::Japanese) => Lang::Japanese,
            Script::Unspaced { .. } | Script::Other => Lang::Other,
        };
        wanted.push(lang);
        wanted.retain(|lang| *lang != Lang::Other && tables.of(*lang).is_none());
        Self { lang, wanted }
    }
}

/// The language that knows most of the words; what is expected where another knows at most one more,
/// and English where two know as many. Where fewer than a third are known, the tables that are not at hand are wanted too.
fn latin(
    tokens: &[Token],
    expected: Option<Lang>,
    tables: &Tables<'_>,
    wanted: &mut Vec<Lang>,
) -> Lang {
    let tokens = tokens.get(..WORDS_TO_TELL).unwrap_or(tokens);
    let mut best = (Lang::English, 0);
    for lang in expected.into_iter().chain(LATIN) {
        let known = tables.of(lang).map_or(0, |table| known(tokens, table));
        // Near relatives share words, so what is expected is left only for a clear lead.
        let lead = usize::from(expected == Some(best.0) && best.1 > 0);
        if known > best.1 + lead {
            best = (lang, known);
        }
    }
    if best.1 * 3 < tokens.len() {
        wanted.extend(LATIN);
    }
    best.0
}

/// How many of the words stand in one of the language's lists.
fn known(tokens: &[Token], table: &Words<'_>) -> usize {
    let mut known = 0;
    let mut rest = tokens;
    while !rest.is_empty() {
        let (class, count) = class(rest, table);
        known += if class == Class::Subject { 0 } else { count };
        rest = rest.get(count..).unwrap_or_default();
    }
    known
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn of(text: &str, expected: Option<Lang>) -> Lang {
        Reading::of(text, &tokens(text), expected, &Tables::all()).lang
    }

    #[test]
    fn the_language_of_a_text_is_found_by_its_script_and_words() {
        for (text, lang) in [
            ("this is not right", Lang::English),
            ("das ist nicht wahr", Lang::German),
            ("ce n'est pas vrai", Lang::French),
            ("esto no es verdad", Lang::Spanish),
            ("これは違う", Lang::Japanese),
            ("هذا خطأ", Lang::Arabic),
            ("это неправда", Lang::Other),
            ("地址不对", Lang::Other),
            ("Kowalczyk", Lang::English),
            ("12:30", Lang::English),
        ] {
            assert_eq!(of(text, None), lang, "{text}");
            assert_eq!(of(text, Some(Lang::Other)), Lang::Other, "{text}");
        }
    }

    #[test]
    fn what_is_expected_decides_where_the_text_does_not() {
        assert_eq!(of("Madrid, no Barcelona", Some(Lang::Spanish)), Lang::Spanish);
        assert_eq!(of("Madrid, no Barcelona", None), Lang::English);
        assert_eq!(of("falscher Mandant", Some(Lang::German)), Lang::German);
        assert_eq!(of("das ist nicht wahr", Some(Lang::English)), Lang::German);
        assert_eq!(of("住所変更", Some(Lang::Japanese)), Lang::Japanese);
        assert_eq!(of("Kowalczyk", Some(Lang::French)), Lang::English);
    }

    #[test]
    fn only_the_tables_that_are_called_for_are_wanted() {
        use Lang::{Arabic, English, French, German, Japanese, Other, Spanish};
        let wanted = |text, expected| {
            let reading = Reading::of(text, &tokens(text), expected, &Tables::english());
            let mut wanted = reading.wanted;
            wanted.sort_unstable_by_key(|lang| *lang as usize);
            wanted.dedup();
            wanted
        };
        assert_eq!(wanted("this is not my address", None), []);
        assert_eq!(wanted("this is not my address", Some(English)), []);
        assert_eq!(wanted("this is not my address", Some(German)), [German]);
        assert_eq!(wanted("das ist nicht gut", None), [German, French, Spanish]);
        assert_eq!(wanted("これは違う", None), [Japanese]);
        assert_eq!(wanted("هذا خطأ", Some(French)), [French, Arabic]);
        assert_eq!(wanted("это неправда", None), []);
        assert_eq!(wanted("das ist nicht gut", Some(Other)), []);
        assert_eq!(wanted("👍", None), []);
    }
}
