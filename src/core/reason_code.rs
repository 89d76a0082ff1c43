//! Why a memory was good or bad, in words that can be counted.

/// A reason out of a fixed list, made for memories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonCode {
    /// States something untrue.
    Inaccurate,
    /// Was true once.
    Outdated,
    /// The user never said it.
    NeverSaid,
    /// True, but of no use here.
    Irrelevant,
    /// Another memory says the same.
    Duplicate,
    /// Another memory says the opposite.
    Conflicting,
    /// Something that matters is missing.
    Incomplete,
    /// Too vague to act on.
    TooVague,
    /// About another person.
    SomeoneElse,
    /// Too personal to be kept.
    TooPersonal,
    /// Should never have been kept.
    Unwanted,
    /// States the facts as they are.
    Accurate,
    /// Came up when it was needed.
    Timely,
    /// Fits the conversation.
    Relevant,
    /// Neither too much nor too little.
    RightDetail,
}

/// Code, name on a relay's wire, sentence for Mem0. The package's list stands in this order too.
const TABLE: [(ReasonCode, &str, &str); 15] = {
    use ReasonCode::*;
    [
        (Inaccurate, "inaccurate", "States something that is not true."),
        (Outdated, "outdated", "Was true once and no longer is."),
        (NeverSaid, "never_said", "Records something the user never said."),
        (Irrelevant, "irrelevant", "Has nothing to do with the current conversation."),
        (Duplicate, "duplicate", "Repeats another memory."),
        (Conflicting, "conflicting", "Contradicts another memory."),
        (Incomplete, "incomplete", "Leaves out an important detail."),
        (TooVague, "too_vague", "Is too vague to be of use."),
        (SomeoneElse, "someone_else", "Is about somebody other than the user."),
        (TooPersonal, "too_personal", "Is too personal to be kept."),
        (Unwanted, "unwanted", "Should not be remembered at all."),
        (Accurate, "accurate", "States the facts correctly."),
        (Timely, "timely", "Came up at the right moment."),
        (Relevant, "relevant", "Fits the current conversation."),
        (RightDetail, "right_detail", "Holds just the right amount of detail."),
    ]
};

impl ReasonCode {
    /// Every code, the negative ones first.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(code, _, _)| *code)
    }

    /// The name on a relay's wire and in the package.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The English sentence that Mem0 gets.
    pub fn sentence(self) -> &'static str {
        self.row().2
    }

    /// Reads a name as [`as_str`](Self::as_str) writes it.
    pub fn parse(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        // The table stands in the order of the variants, which a test holds it to.
        #[allow(clippy::indexing_slicing)]
        &TABLE[self as usize]
    }
}

/// A set of codes, in the order in which they are declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReasonCodes(u32);

impl ReasonCodes {
    /// The set in which bit `n` stands for the `n`th code; bits beyond the last mean nothing.
    pub fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// What [`from_bits`](Self::from_bits) takes.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The codes that are in it.
    pub fn iter(self) -> impl Iterator<Item = ReasonCode> {
        ReasonCode::all().filter(move |code| self.0 & (1 << *code as u32) != 0)
    }
}

impl FromIterator<ReasonCode> for ReasonCodes {
    fn from_iter<I: IntoIterator<Item = ReasonCode>>(codes: I) -> Self {
        Self(codes.into_iter().fold(0, |bits, code| bits | 1 << code as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_variants() {
        for (index, code) in ReasonCode::all().enumerate() {
            assert_eq!(code as usize, index);
            assert_eq!(ReasonCode::parse(code.as_str()), Some(code));
            assert!(code.sentence().ends_with('.'));
        }
        assert_eq!(ReasonCode::all().count(), ReasonCode::RightDetail as usize + 1);
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let codes = [ReasonCode::RightDetail, ReasonCode::Outdated, ReasonCode::RightDetail];
        let set: ReasonCodes = codes.into_iter().collect();
        assert_eq!(set, ReasonCodes::from_bits(1 << 14 | 1 << 1));
        assert!(set.iter().eq([ReasonCode::Outdated, ReasonCode::RightDetail]));
        assert_eq!(set.bits(), 1 << 14 | 1 << 1);
        assert_eq!(ReasonCodes::from_bits(u32::MAX).iter().count(), 15);
    }
}
