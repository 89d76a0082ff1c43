//! E-mail addresses in running text.

use super::script;

/// Whether the text holds something of the form `local@label.tld`.
///
/// Coarser than RFC 5321, section 4.1.2: no quoted local parts and no address literals, which
/// nobody types into a chat, but letters of every script (RFC 6531). `@mention` has no local part
/// and `name@host` no dot, so neither counts.
pub(super) fn is_in(text: &str) -> bool {
    let ats = text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠'));
    let mut sides = ats.map(|(at, c)| (text.get(..at), text.get(at + c.len_utf8()..)));
    sides.any(|(before, after)| {
        before.is_some_and(ends_in_local_part) && after.is_some_and(begins_with_domain)
    })
}

fn ends_in_local_part(before: &str) -> bool {
    let part = before.chars().rev().take_while(|c| {
        script::is_letter_or_digit(*c) || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
    });
    part.into_iter().any(script::is_letter_or_digit)
}

fn begins_with_domain(after: &str) -> bool {
    let is_outside = |c| !(script::is_letter_or_digit(c) || matches!(c, '.' | '-'));
    let domain = after.split(is_outside).next().unwrap_or_default();
    let mut labels = domain.split('.').take_while(|label| !label.is_empty());
    labels.next().is_some() && labels.any(is_top_level)
}

/// Top-level domains hold no digits, unless they are written in Punycode.
fn is_top_level(label: &str) -> bool {
    label.starts_with("xn--") || label.chars().count() > 1 && label.chars().all(script::is_letter)
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
            "a@xn--e1afmkfd.xn--p1ai",
            "名前＠example.jp。",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn mentions_versions_and_hosts_are_not() {
        for text in
            ["@maria", "ask @maria.k", "a@b", "left-pad@1.3.0", "5 @ 3.50", "a@.de", "a@b.c"]
        {
            assert!(!is_in(text), "{text}");
        }
    }
}
