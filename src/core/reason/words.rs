//! Words: how a text is cut into them, and how they are looked up in a language's table.

use super::script;
use alloc::string::String;
use alloc::vec::Vec;

/// What a language knows of its words, and what is said in it.
///
/// Each list is one string of entries parted by spaces, since a page downloads it: `a_b` is the
/// word a followed by the word b, a final `*` stands for any ending and a `*` in front for any
/// beginning; a Japanese character is a part without a mark. Entries are written as tokens are.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    /// Words that say nothing on their own: function words, fillers, requests, and the names of a
    /// memory itself.
    pub(super) empty: &'a str,
    /// Judgement in favour, without a word on why.
    pub(super) praise: &'a str,
    /// Judgement against, without a word on why.
    pub(super) blame: &'a str,
    /// Judgement that leaves open in which direction.
    pub(super) shrug: &'a str,
    /// Qualities that a good memory has.
    pub(super) merits: &'a str,
    /// Qualities that a memory should not have.
    pub(super) defects: &'a str,
    /// Qualities that may be either.
    pub(super) qualities: &'a str,
    /// Words that turn what follows them into its opposite.
    pub(super) negations: &'a str,
    /// Words that join praise and blame, or that correct.
    pub(super) contrasts: &'a str,
    /// Verbs whose object is what the memory says, not what is thought of it.
    pub(super) reports: &'a str,
    /// Verbs of a memory that did its work.
    pub(super) achievements: &'a str,
    /// Words that often go with blame, though they are none.
    pub(super) reservations: &'a str,
    /// What to write instead, a sentence for each of `Finding::ALL`.
    pub(super) suggestions: [&'a str; 7],
}

/// A word of a text.
#[derive(Debug)]
pub(super) struct Token {
    /// In plain letters (see [`script::plain`]), with a straight apostrophe, without the possessive
    /// `'s`, the Arabic article and an Arabic `and`.
    pub(super) word: String,
    /// How many letters and digits it was written with.
    pub(super) letters: usize,
    /// Whether a mark of punctuation stands between this word and the one before it.
    pub(super) opens_clause: bool,
    /// Whether it was written in capitals throughout, without a digit.
    pub(super) raised: bool,
}

/// Words of at least so many letters are compared without regard to doubled letters, the slip that
/// is made most often; in shorter ones it would make `god` of `good`.
const LETTERS_TO_FORGIVE: usize = 6;

/// Cuts a text into words: letters, digits and inner apostrophes. A percentage (`100%`) and a
/// fraction (`9/10`) are one word, and so is what French elides (`l'`, `qu'`). Of a script without
/// spaces each character is one: where its words end is told in as many ways as there are
/// browsers, and the tables find theirs without.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut written = String::new();
    let mut opens_clause = true;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let mut next_is = |is: fn(char) -> bool| rest.peek().is_some_and(|next| is(*next));
        let after_digit = written.as_bytes().last().is_some_and(u8::is_ascii_digit);
        if script::is_unspaced(c) {
            for one in [core::mem::take(&mut written), c.into()] {
                if !one.is_empty() {
                    tokens.push(token(&one, core::mem::take(&mut opens_clause)));
                }
            }
        } else if let Some(digit) = script::digit(c) {
            written.push((b'0' + digit) as char);
        } else if script::is_letter(c) || c == '%' && after_digit {
            written.push(c);
        } else if matches!(c, '\'' | '’')
            && !written.is_empty()
            && !is_elided(&written)
            && next_is(script::is_letter)
        {
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

/// Whether French elides it before a vowel: `l'adresse`, `qu'il`.
fn is_elided(written: &str) -> bool {
    match written.as_bytes() {
        [one] => b"cdjlmnstCDJLMNST".contains(one),
        [.., b'q' | b'Q', b'u' | b'U'] => true,
        _ => false,
    }
}

fn token(written: &str, opens_clause: bool) -> Token {
    let mut token = Token { word: String::new(), letters: 0, opens_clause, raised: true };
    for c in written.chars() {
        token.word.extend(script::plain(c));
        token.letters += 1;
        token.raised &= script::is_capital(c) || c == '\'';
    }
    if token.word.ends_with("'s") {
        token.word.pop();
        token.word.pop();
    }
    let prefixes = without_prefixes(&token.word);
    token.word.drain(..prefixes);
    token
}

/// The Arabic `and`, then the article, by itself or grown together with a preposition.
const PREFIXES: [&[&str]; 2] = [&["و"], &["ال", "بال", "لل", "فال", "كال"]];
/// What is left behind a prefix has three letters, of two bytes each: every root has.
const BYTES_OF_ROOT: usize = 6;

/// How many bytes of an Arabic word are prefixes.
fn without_prefixes(word: &str) -> usize {
    let mut rest = word;
    for prefixes in PREFIXES {
        let behind = |prefix: &&str| rest.strip_prefix(*prefix);
        let behind = prefixes.iter().find_map(behind).filter(|it| it.len() >= BYTES_OF_ROOT);
        rest = behind.unwrap_or(rest);
    }
    word.len() - rest.len()
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\n' | '–' | '—')
        || matches!(c, '،' | '؛' | '؟' | '。' | '、' | '，' | '！' | '？')
}

/// How many of the first tokens the longest matching entry of `list` covers; 0 when none matches.
///
/// Here and below text is taken as bytes: what can split and compare UTF-8 by letters is larger in
/// a .wasm than all of these rules.
pub(super) fn covered(list: &str, tokens: &[Token]) -> usize {
    let first = tokens.first().and_then(|token| token.word.as_bytes().first());
    let mut longest = 0;
    for entry in list.as_bytes().split(|byte| *byte == b' ') {
        if entry.first() == first || entry.first() == Some(&b'*') {
            longest = longest.max(covered_by(entry, tokens));
        }
    }
    longest
}

fn covered_by(entry: &[u8], tokens: &[Token]) -> usize {
    let (mut rest, mut count) = (entry, 0);
    while let [first, ..] = rest {
        let end = match first {
            FIRST_BYTE_OF_UNSPACED.. => BYTES_OF_UNSPACED,
            _ => rest.iter().position(|byte| *byte == b'_').unwrap_or(rest.len()),
        };
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        match tokens.get(count) {
            Some(token) if reads_as(token.word.as_bytes(), part) => count += 1,
            _ => return 0,
        }
        rest = after.strip_prefix(b"_").unwrap_or(after);
    }
    count
}

/// What is written without spaces has three bytes a character in UTF-8.
const FIRST_BYTE_OF_UNSPACED: u8 = 0xE3;
const BYTES_OF_UNSPACED: usize = 3;

fn reads_as(word: &[u8], part: &[u8]) -> bool {
    let (part, any_ending) = match part {
        [b'*', ending @ ..] => return word.ends_with(ending),
        [stem @ .., b'*'] => (stem, true),
        _ => (part, false),
    };
    if word == part || any_ending && word.starts_with(part) {
        return true;
    }
    if word.len() < LETTERS_TO_FORGIVE && !is_drawn_out(word) {
        return false;
    }
    let mut letters = singled(word);
    singled(part).all(|expected| letters.next() == Some(expected))
        && (any_ending || letters.next().is_none())
}

/// Whether a letter stands three times in a row, as in `baaad`.
fn is_drawn_out(word: &[u8]) -> bool {
    word.windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c))
}

/// The letters of a word, each run of the same letter as one.
fn singled(word: &[u8]) -> impl Iterator<Item = u8> {
    let mut last = 0;
    word.iter().copied().filter(move |letter| core::mem::replace(&mut last, *letter) != *letter)
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
    fn what_is_grown_together_is_taken_apart() {
        assert_eq!(words("L'école qu’il n'a"), ["l", "ecole", "qu", "il", "n", "a"]);
        assert_eq!(words("I'm o'neil, it's"), ["i'm", "o'neil", "it"]);
        assert_eq!(words("والعنوان بالضبط للغاية وقت الى"), ["عنوان", "ضبط", "غايه", "وقت", "الي"]);
        assert_eq!(words("APIの値は2つ"), ["api", "の", "値", "は", "2", "つ"]);
        assert_eq!(words("ء"), [""]);
    }

    #[test]
    fn punctuation_opens_a_clause() {
        let opens: Vec<_> = tokens("no, it is (not) so").iter().map(|it| it.opens_clause).collect();
        assert_eq!(opens, [true, true, false, true, true]);
        let opens: Vec<_> = tokens("古。犬x").iter().map(|it| it.opens_clause).collect();
        assert_eq!(opens, [true, true, false]);
    }

    #[test]
    fn the_longest_entry_counts() {
        let list = "no no_longer out*";
        assert_eq!(covered(list, &tokens("no longer true")), 2);
        assert_eq!(covered(list, &tokens("no way")), 1);
        assert_eq!(covered(list, &tokens("outdated")), 1);
        assert_eq!(covered(list, &tokens("longer")), 0);
        assert_eq!(covered(list, &[]), 0);
        assert_eq!(covered("古 古い住 古い_x", &tokens("古い住所")), 3);
        assert_eq!(covered("", &tokens("ء")), 0);
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
