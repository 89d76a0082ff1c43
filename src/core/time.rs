//! Time, as numbers that somebody else read from a clock.

use ::core::ops::{Add, Sub};

/// Milliseconds: a span, or a moment since the Unix epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub u64);

impl Millis {
    /// A span given in seconds; what does not fit is as long as can be.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(if seconds > u64::MAX / 1000 { u64::MAX } else { seconds * 1000 })
    }

    /// Whole seconds, rounded up, so that nobody who waits for them comes back too early.
    pub const fn to_secs_ceil(self) -> u64 {
        self.0.div_ceil(1000)
    }
}

impl Add for Millis {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Millis {
    type Output = Self;

    /// Never below zero: a clock that was set back makes no span of centuries.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
