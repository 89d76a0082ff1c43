//! The languages that the check knows.

/// A language that a reason is written in, or that a suggestion is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Japanese.
    Japanese,
    /// Arabic.
    Arabic,
    /// A language without a word table: the checks that need no words, and suggestions in English.
    Other,
}

impl Lang {
    /// Every language with a word table.
    pub const KNOWN: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Japanese, Self::Arabic];

    /// Reads a tag such as `en`, `en-GB` or `EN_us` by its first part
    /// ([BCP 47](https://www.rfc-editor.org/info/bcp47), section 2.1); whatever has no word table
    /// is [`Lang::Other`].
    pub fn parse(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let is_named = |lang: &Self| primary.eq_ignore_ascii_case(lang.tag());
        Self::KNOWN.into_iter().find(is_named).unwrap_or(Self::Other)
    }

    /// Its tag: of another language `und`, that is, undetermined.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
            Self::Arabic => "ar",
            Self::Other => "und",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_by_its_first_part() {
        for tag in ["en", "EN", "en-GB", "en_US", " en-Latn-AU "] {
            assert_eq!(Lang::parse(tag), Lang::English, "{tag}");
        }
        for tag in ["", "nl", "eng", "e", "x-en", "日本", "und"] {
            assert_eq!(Lang::parse(tag), Lang::Other, "{tag}");
        }
        for lang in Lang::KNOWN {
            assert_eq!(Lang::parse(lang.tag()), lang);
        }
        assert_eq!(Lang::parse(Lang::Other.tag()), Lang::Other);
    }
}
