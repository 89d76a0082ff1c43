//! What is recorded, as it is kept: 24 to 40 bytes each.

use super::ledger::{Moment, Row};
use super::names::{Name, Names};
use crate::core::feedback::Rating;
use crate::core::reason_code::ReasonCodes;
use serde::{Deserialize, Serialize};

/// Votes kept of one rater on one memory: how often a mind was changed is told by those.
const VOTES_KEPT: usize = 16;

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

impl Known {
    fn kind(self) -> u8 {
        match self {
            Self::Text(_) => 0,
            Self::Updated(_) => 1,
            Self::Deleted(_) => 2,
        }
    }
}

impl Row for Exposure {
    type Key = (Name, Name, Name);
    const KEPT: usize = 1;

    fn group(&self) -> Name {
        self.memory
    }

    fn key(&self) -> Self::Key {
        (self.memory, self.rater, self.session)
    }

    fn moment(&self) -> Moment {
        self.moment
    }

    fn content<'a>(&self, _: &'a Names) -> (u64, &'a str) {
        (u64::from(self.asked), "")
    }

    fn renamed(mut self, new: &mut dyn FnMut(Name) -> Name) -> Self {
        self.memory = new(self.memory);
        self.rater = new(self.rater);
        self.session = new(self.session);
        self
    }
}

impl Row for Vote {
    type Key = (Name, Name, Source);
    const KEPT: usize = VOTES_KEPT;

    fn group(&self) -> Name {
        self.memory
    }

    fn key(&self) -> Self::Key {
        (self.memory, self.rater, self.source)
    }

    fn moment(&self) -> Moment {
        self.moment
    }

    fn content<'a>(&self, names: &'a Names) -> (u64, &'a str) {
        let rating = self.rating.map_or(0, |rating| rating as u64 + 1);
        (rating << 32 | u64::from(self.codes.bits()), names.text(self.session))
    }

    fn renamed(mut self, new: &mut dyn FnMut(Name) -> Name) -> Self {
        self.memory = new(self.memory);
        self.rater = new(self.rater);
        self.session = new(self.session);
        self
    }
}

impl Row for Outcome {
    type Key = (Name, Name);
    const KEPT: usize = 1;

    /// By user, where there is no session.
    fn group(&self) -> Name {
        if self.session == Name::EMPTY { self.rater } else { self.session }
    }

    fn key(&self) -> Self::Key {
        (self.session, self.rater)
    }

    fn moment(&self) -> Moment {
        self.moment
    }

    fn content<'a>(&self, _: &'a Names) -> (u64, &'a str) {
        (self.score.to_bits(), "")
    }

    fn renamed(mut self, new: &mut dyn FnMut(Name) -> Name) -> Self {
        self.rater = new(self.rater);
        self.session = new(self.session);
        self
    }
}

impl Row for Fact {
    type Key = (Name, u8);
    const KEPT: usize = 1;

    fn group(&self) -> Name {
        self.memory
    }

    fn key(&self) -> Self::Key {
        (self.memory, self.known.kind())
    }

    fn moment(&self) -> Moment {
        self.moment
    }

    fn content<'a>(&self, names: &'a Names) -> (u64, &'a str) {
        match self.known {
            Known::Text(text) => (0, names.text(text)),
            Known::Updated(at) => (at, ""),
            Known::Deleted(at) => (at.map_or(0, |at| at.saturating_add(1)), ""),
        }
    }

    fn renamed(mut self, new: &mut dyn FnMut(Name) -> Name) -> Self {
        self.memory = new(self.memory);
        if let Known::Text(text) = self.known {
            self.known = Known::Text(new(text));
        }
        self
    }
}
