//! Words: how a text is cut into them, and how they are looked up in a language's table.

use super::script;

/// What a language knows of its words.
///
/// Each list is one string of entries parted by spaces, since a page downloads it: `a_b` is the
/// word a followed by the word b, a final `*` stands for any ending and a `*` in front for any
/// beginning. Entries are in small letters, without the possessive `'s`.
#[derive(Debug)]
pub(super) struct Words {
    /// Words that say nothing on their own: function words, fillers, requests, and the names of a
    /// memory itself.
    pub(super) empty: &'static str,
    /// Judgement in favour, without a word on why.
    pub(super) praise: &'static str,
    /// Judgement against, without a word on why.
    pub(super) blame: &'static str,
    /// Judgement that leaves open in which direction.
    pub(super) shrug: &'static str,
    /// Qualities that a good memory has.
    pub(super) merits: &'static str,
    /// Qualities that a memory should not have.
    pub(super) defects: &'static str,
    /// Qualities that may be either.
    pub(super) qualities: &'static str,
    /// Words that turn what follows them into its opposite.
    pub(super) negations: &'static str,
    /// Words that join praise and blame, or that correct.
    pub(super) contrasts: &'static str,
    /// Verbs whose object is what the memory says, not what is thought of it.
    pub(super) reports: &'static str,
    /// Verbs of a memory that did its work.
    pub(super) achievements: &'static str,
    /// Words that often go with blame, though they are none.
    pub(super) reservations: &'static str,
}

/// A word of a text.
#[derive(Debug)]
pub(super) struct Token {
    /// In small letters, with a straight apostrophe and without the possessive `'s`.
    pub(super) word: String,
    /// Whether a mark of punctuation stands between this word and the one before it.
    pub(super) opens_clause: bool,
    /// Whether it was written in capitals throughout, without a digit.
    pub(super) raised: bool,
}

/// Words of at least so many letters are compared without regard to doubled letters, the slip that
/// is made most often; in shorter ones it would make `god` of `good`.
const LETTERS_TO_FORGIVE: usize = 6;

/// Cuts a text into words: letters, digits and inner apostrophes. A percentage (`100%`) and a
/// fraction (`9/10`) are one word.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut written = String::new();
    let mut opens_clause = true;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let mut next_is = |is: fn(char) -> bool| rest.peek().is_some_and(|next| is(*next));
        let after_digit = written.ends_with(|last: char| last.is_ascii_digit());
        if let Some(digit) = script::digit(c) {
            written.push((b'0' + digit) as char);
        } else if script::is_letter(c) || c == '%' && after_digit {
            written.push(c);
        } else if matches!(c, '\'' | '’') && !written.is_empty() && next_is(script::is_letter) {
            written.push('\'');
        } else if c == '/' && after_digit && next_is(|next| script::digit(next).is_some()) {
            written.push(c);
        } else {
            if !written.is_empty() {
                tokens.push(token(&written, opens_clause));
                written.clear();
                opens_clause = false;
            }
            opens_clause |= ends_clause(c);
        }
    }
    if !written.is_empty() {
        tokens.push(token(&written, opens_clause));
    }
    tokens
}

fn token(written: &str, opens_clause: bool) -> Token {
    let mut word: String = written.chars().map(script::small).collect();
    if word.ends_with("'s") {
        word.truncate(word.len() - 2);
    }
    let raised = written.chars().all(|c| script::is_capital(c) || c == '\'');
    Token { word, opens_clause, raised }
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\n' | '–' | '—')
}

/// How many of the first tokens the longest matching entry of `list` covers; 0 when none matches.
pub(super) fn covered(list: &str, tokens: &[Token]) -> usize {
    let Some(first) = tokens.first().and_then(|token| token.word.chars().next()) else { return 0 };
    let entries = list.split(' ').filter(|entry| entry.starts_with([first, '*']));
    entries.map(|entry| covered_by(entry, tokens)).max().unwrap_or(0)
}

fn covered_by(entry: &str, tokens: &[Token]) -> usize {
    let mut count = 0;
    for part in entry.split('_') {
        match tokens.get(count) {
            Some(token) if reads_as(&token.word, part) => count += 1,
            _ => return 0,
        }
    }
    count
}

fn reads_as(word: &str, part: &str) -> bool {
    if let Some(ending) = part.strip_prefix('*') {
        return word.ends_with(ending);
    }
    let stem = part.strip_suffix('*');
    if word == part || stem.is_some_and(|stem| word.starts_with(stem)) {
        return true;
    }
    if word.chars().count() < LETTERS_TO_FORGIVE && !is_drawn_out(word) {
        return false;
    }
    let mut letters = singled(word);
    for expected in singled(stem.unwrap_or(part)) {
        if letters.next() != Some(expected) {
            return false;
        }
    }
    stem.is_some() || letters.next().is_none()
}

/// Whether a letter stands three times in a row, as in `baaad`.
fn is_drawn_out(word: &str) -> bool {
    let letters = word.chars();
    let pairs = letters.clone().zip(letters.clone().skip(1)).zip(letters.skip(2));
    pairs.into_iter().any(|((a, b), c)| a == b && b == c && !a.is_ascii_digit())
}

/// The letters of a word, each run of the same letter as one.
fn singled(word: &str) -> impl Iterator<Item = char> {
    let mut last = None;
    word.chars().filter(move |c| last.replace(*c) != Some(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn a_text_is_cut_into_small_words() {
        assert_eq!(
            words("The user’s 'Old' off-topic NOTE"),
            ["the", "user", "old", "off", "topic", "note"]
        );
        assert_eq!(
            words("It isn't 9/10, nor 100% – ok?"),
            ["it", "isn't", "9/10", "nor", "100%", "ok"]
        );
        assert_eq!(words("👍 … !"), [""; 0]);
        assert_eq!(words("'s /5 %"), ["s", "5"]);
    }

    #[test]
    fn punctuation_opens_a_clause() {
        let opens: Vec<_> = tokens("no, it is (not) so").iter().map(|it| it.opens_clause).collect();
        assert_eq!(opens, [true, true, false, true, true]);
    }

    #[test]
    fn the_longest_entry_counts() {
        let list = "no no_longer out*";
        assert_eq!(covered(list, &tokens("no longer true")), 2);
        assert_eq!(covered(list, &tokens("no way")), 1);
        assert_eq!(covered(list, &tokens("outdated")), 1);
        assert_eq!(covered(list, &tokens("longer")), 0);
        assert_eq!(covered(list, &[]), 0);
    }

    #[test]
    fn doubled_letters_are_forgiven_in_long_words_only() {
        assert_eq!(covered("terrible", &tokens("terible")), 1);
        assert_eq!(covered("useful", &tokens("usefull")), 1);
        assert_eq!(covered("bad so", &tokens("baaaad")), 1);
        assert_eq!(covered("good", &tokens("god")), 0);
        assert_eq!(covered("irrelevan*", &tokens("irelevant")), 1);
    }
}
