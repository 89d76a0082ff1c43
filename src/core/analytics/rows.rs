//! What is recorded, by kind.

use super::ledger::{Kind, Moment, Row};
use super::names::Name;
use crate::core::feedback::Rating;
use crate::core::reason_code::ReasonCodes;
use serde::{Deserialize, Serialize};

/// By memory, rater and session.
pub const EXPOSURES: Kind = Kind { names: [true; 3], kept: 1 };
/// By memory, rater and source. How often a mind was changed is told by the last ones.
pub const VOTES: Kind = Kind { names: [true, true, false], kept: 16 };
/// By session or, without one, by user; the third number says by which.
pub const OUTCOMES: Kind = Kind { names: [true, true, false], kept: 1 };
/// By memory and by what is known.
pub const FACTS: Kind = Kind { names: [true, false, false], kept: 1 };
/// Bits of reason codes; the rating is above.
const CODES: u32 = 32;

/// Who speaks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A person.
    #[default]
    Human,
    /// Automated evaluation.
    Judge,
    /// A metric of the host's own.
    Metric,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Human, Self::Judge, Self::Metric];
}

/// A memory was in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The memory.
    pub memory: Name,
    /// Who saw it.
    pub rater: Name,
    /// In which session.
    pub session: Name,
    /// Whether chance had chosen it to be asked about outright.
    pub asked: bool,
    /// When.
    pub moment: Moment,
}

/// What was said of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The memory.
    pub memory: Name,
    /// Who says it.
    pub rater: Name,
    /// In which session.
    pub session: Name,
    /// What kind of rater.
    pub source: Source,
    /// The grade; none takes back.
    pub rating: Option<Rating>,
    /// Why.
    pub codes: ReasonCodes,
    /// When.
    pub moment: Moment,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// For whom.
    pub rater: Name,
    /// In which session; in none, for the user.
    pub session: Name,
    /// More is better; finite.
    pub score: f64,
    /// When.
    pub moment: Moment,
}

/// Something about a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The memory.
    pub memory: Name,
    /// What is known.
    pub known: Known,
    /// Since when.
    pub moment: Moment,
}

/// What is known of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// What it says.
    Text(Name),
    /// When it was changed, in milliseconds since the Unix epoch.
    Updated(u64),
    /// When it was deleted; none: it is there.
    Deleted(Option<u64>),
}

impl From<Exposure> for Row {
    fn from(it: Exposure) -> Self {
        let key = [it.memory.0, it.rater.0, it.session.0];
        Self { key, text: Name::EMPTY, value: u64::from(it.asked), moment: it.moment }
    }
}

impl From<&Row> for Exposure {
    fn from(row: &Row) -> Self {
        let [memory, rater, session] = row.key.map(Name);
        Self { memory, rater, session, asked: row.value != 0, moment: row.moment }
    }
}

impl From<Vote> for Row {
    fn from(it: Vote) -> Self {
        let rating = it.rating.map_or(0, |rating| rating as u64 + 1);
        let value = rating << CODES | u64::from(it.codes.bits());
        let key = [it.memory.0, it.rater.0, it.source as u32];
        Self { key, text: it.session, value, moment: it.moment }
    }
}

impl From<&Row> for Vote {
    fn from(row: &Row) -> Self {
        let [memory, rater, source] = row.key;
        let rating = (row.value >> CODES).checked_sub(1);
        Self {
            memory: Name(memory),
            rater: Name(rater),
            session: row.text,
            source: Source::ALL.get(source as usize).copied().unwrap_or_default(),
            rating: rating.and_then(|place| Rating::ALL.get(place as usize)).copied(),
            codes: ReasonCodes::from_bits(row.value as u32),
            moment: row.moment,
        }
    }
}

impl From<Outcome> for Row {
    /// The first number is of whichever there are many.
    fn from(it: Outcome) -> Self {
        let key = match it.session {
            Name::EMPTY => [it.rater.0, 0, 0],
            session => [session.0, it.rater.0, 1],
        };
        Self { key, text: Name::EMPTY, value: it.score.to_bits(), moment: it.moment }
    }
}

impl From<&Row> for Outcome {
    fn from(row: &Row) -> Self {
        let (rater, session) = match row.key {
            [rater, _, 0] => (rater, 0),
            [session, rater, _] => (rater, session),
        };
        let score = f64::from_bits(row.value);
        Self { rater: Name(rater), session: Name(session), score, moment: row.moment }
    }
}

impl From<Fact> for Row {
    fn from(it: Fact) -> Self {
        let (kind, text, value) = match it.known {
            Known::Text(text) => (0, text, 0),
            Known::Updated(at) => (1, Name::EMPTY, at),
            Known::Deleted(at) => (2, Name::EMPTY, at.map_or(0, |at| at.saturating_add(1))),
        };
        Self { key: [it.memory.0, kind, 0], text, value, moment: it.moment }
    }
}

impl From<&Row> for Fact {
    fn from(row: &Row) -> Self {
        let [memory, kind, _] = row.key;
        let known = match kind {
            0 => Known::Text(row.text),
            1 => Known::Updated(row.value),
            _ => Known::Deleted(row.value.checked_sub(1)),
        };
        Self { memory: Name(memory), known, moment: row.moment }
    }
}
