//! What is said of a memory.

use super::reason_code::ReasonCodes;
use ::core::fmt;
use alloc::string::String;

/// The id of a memory, as Mem0 handed it out: any text that is not blank.
///
/// Mem0 itself takes UUIDs only and says so with a 400; other stores that speak its API need not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemoryId(String);

impl MemoryId {
    /// Takes the id as it is.
    ///
    /// # Errors
    ///
    /// [`BlankMemoryId`] when nothing but ASCII white space is in it.
    pub fn new(id: impl Into<String>) -> Result<Self, BlankMemoryId> {
        let id = id.into();
        if id.trim_ascii().is_empty() {
            return Err(BlankMemoryId);
        }
        Ok(Self(id))
    }

    /// The id as Mem0 knows it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A memory id was empty, or white space alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlankMemoryId;

impl fmt::Display for BlankMemoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory_id is empty: pass the id of the memory that the feedback is about")
    }
}

impl ::core::error::Error for BlankMemoryId {}

/// How useful a memory was, in the three grades of
/// [Mem0's feedback](https://docs.mem0.ai/platform/features/feedback-mechanism).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rating {
    /// The memory is useful.
    Positive,
    /// The memory is not useful.
    Negative,
    /// The memory is not useful at all.
    VeryNegative,
}

impl Rating {
    /// Every grade, from best to worst.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Negative, Self::VeryNegative];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Positive => "POSITIVE",
            Self::Negative => "NEGATIVE",
            Self::VeryNegative => "VERY_NEGATIVE",
        }
    }

    /// Reads a name in any case, as Mem0's Python client does; `None` for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.as_str().eq_ignore_ascii_case(name))
    }
}

/// One feedback on one memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The memory that it is about.
    pub memory_id: MemoryId,
    /// The grade; `None` together with no reason takes back what was said before.
    pub rating: Option<Rating>,
    /// Why, in the user's own words.
    pub reason: Option<String>,
    /// Why, by code: a relay and analytics get the codes, Mem0 their sentences.
    pub reason_codes: ReasonCodes,
}

impl Feedback {
    /// The one text that Mem0 keeps: each code's sentence, then the user's own words.
    pub fn full_reason(&self) -> Option<String> {
        let sentences = self.reason_codes.iter().map(|code| code.sentence());
        let words = self.reason.as_deref().filter(|words| !words.is_empty());
        let mut text = String::new();
        for part in sentences.chain(words) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(part);
        }
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReasonCode;

    #[test]
    fn a_blank_id_is_refused() {
        assert_eq!(MemoryId::new(""), Err(BlankMemoryId));
        assert_eq!(MemoryId::new(" \t"), Err(BlankMemoryId));
        assert_eq!(MemoryId::new("memory-1").unwrap().as_str(), "memory-1");
    }

    #[test]
    fn ratings_are_read_in_any_case() {
        assert_eq!(Rating::parse("very_Negative"), Some(Rating::VeryNegative));
        assert_eq!(Rating::parse("VERY NEGATIVE"), None);
        for rating in Rating::ALL {
            assert_eq!(Rating::parse(rating.as_str()), Some(rating));
        }
    }

    #[test]
    fn the_sentences_of_the_codes_come_before_the_words() {
        let mut feedback = Feedback {
            memory_id: MemoryId::new("m").unwrap(),
            rating: Some(Rating::Negative),
            reason: Some("He moved in May.".into()),
            reason_codes: [ReasonCode::Duplicate, ReasonCode::Outdated].into_iter().collect(),
        };
        assert_eq!(
            feedback.full_reason().as_deref(),
            Some("Was true once and no longer is. Repeats another memory. He moved in May.")
        );
        feedback.reason_codes = ReasonCodes::default();
        assert_eq!(feedback.full_reason().as_deref(), Some("He moved in May."));
        feedback.reason = Some(String::new());
        assert_eq!(feedback.full_reason(), None);
    }
}
