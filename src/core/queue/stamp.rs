//! When a feedback was given, so that any two can be put in order.

use crate::core::time::Millis;

/// A moment that no two feedbacks share, in the order of their giving: a clock that never goes
/// back (a hybrid logical clock, [Kulkarni et al. 2014](https://cse.buffalo.edu/tech-reports/2014-04.pdf)),
/// then the tab, which only breaks ties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since the Unix epoch times [`TICKS`](Self::TICKS), or one more than any clock
    /// seen before; where judges speak as well, a person's with [`PERSON`](Self::PERSON) set.
    pub clock: u64,
    /// The tab, by a number drawn at random.
    pub tab: u32,
}

impl Stamp {
    /// Of the clock in one millisecond. JavaScript's numbers hold such a clock until the year 2248.
    pub const TICKS: u64 = 1024;
    /// Above every clock: so what a person says is later than all that judges say.
    pub const PERSON: u64 = 1 << 63;

    /// Whether [`PERSON`](Self::PERSON) is set.
    pub fn is_human(self) -> bool {
        self.clock >= Self::PERSON
    }

    /// When it was, by the clock of the tab.
    pub fn time(self) -> Millis {
        Millis((self.clock & !Self::PERSON) / Self::TICKS)
    }
}
