//! Which pages may speak to a relay ([Fetch, section 3.2](https://fetch.spec.whatwg.org/#http-cors-protocol)).

use alloc::string::String;
use alloc::vec::Vec;

/// The origins that are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    /// Every page's, `null` excepted.
    Any,
    /// Those listed, as browsers write them; `null` too, if it is listed.
    Listed(Vec<String>),
}

impl Origins {
    /// Reads a list: a `*` in it stands for all.
    pub fn new(list: Vec<String>) -> Self {
        if list.iter().any(|origin| origin == "*") { Self::Any } else { Self::Listed(list) }
    }

    /// Whether a page of that origin may ask. Who sends no origin is no page.
    pub fn allow(&self, origin: Option<&str>) -> bool {
        match (self, origin) {
            (_, None) => true,
            (Self::Any, Some(origin)) => origin != "null",
            (Self::Listed(list), Some(origin)) => list.iter().any(|it| it == origin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_has_to_be_asked_for() {
        let any = Origins::new(Vec::from(["*".into()]));
        assert!(any.allow(Some("https://shop.test")) && any.allow(None));
        assert!(!any.allow(Some("null")));
        let listed = Origins::new(Vec::from(["https://shop.test".into(), "null".into()]));
        assert!(listed.allow(Some("null")) && listed.allow(Some("https://shop.test")));
        for other in ["https://shop.test.evil", "http://shop.test", "https://shop.test:444", ""] {
            assert!(!listed.allow(Some(other)), "{other}");
        }
    }
}
