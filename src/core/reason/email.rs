//! E-mail addresses in running text.

use super::script;
use core::str::Chars;

/// Whether the text holds something of the form `local@label.tld`.
///
/// Coarser than RFC 5321, section 4.1.2: no quoted local parts and no address literals, which
/// nobody types into a chat, but letters of every script (RFC 6531). `@mention` has no local part
/// and `name@host` no dot, so neither counts.
pub(super) fn is_in(text: &str) -> bool {
    let mut in_local_part = false;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if matches!(c, '@' | '＠') {
            if in_local_part && begins_with_domain(rest.clone()) {
                return true;
            }
            in_local_part = false;
        } else if script::is_letter_or_digit(c) {
            in_local_part = true;
        } else {
            in_local_part &= matches!(c, '.' | '_' | '%' | '+' | '-' | '\'');
        }
    }
    false
}

/// Whether labels parted by dots begin here, and one after the first is a top-level domain: two
/// letters or more, and nothing else.
fn begins_with_domain(after: Chars<'_>) -> bool {
    let (mut labels, mut length, mut letters_only) = (0, 0, true);
    for c in after.chain([' ']) {
        if script::is_letter_or_digit(c) || c == '-' {
            length += 1;
            letters_only &= script::is_letter(c);
            continue;
        }
        if labels > 0 && length > 1 && letters_only {
            return true;
        }
        if length == 0 || c != '.' {
            return false;
        }
        labels += 1;
        (length, letters_only) = (0, true);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found() {
        for text in [
            "a@b.de",
            "write to <jo.b+x@mail.example.org>.",
            "mail:o'neil_1@example.com, please",
            "用户@例子.中国",
            "jörg@müller.example",
            "x@@y@example.com..",
            "名前＠example.jp。",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn mentions_versions_and_hosts_are_not() {
        for text in [
            "@maria",
            "@maria.keller",
            "name@host",
            "x@1.33.07",
            "ask @maria.k",
            "a@b",
            "left-pad@1.3.0",
            "5 @ 3.50",
            "a@.de",
            "a@b.c",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
