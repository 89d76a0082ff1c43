//! A figure, or why there is none.

use serde::Serialize;

/// A figure with its 95 % interval, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// It can be said.
    Known {
        /// The estimate.
        value: f64,
        /// The interval's lower bound.
        low: f64,
        /// The interval's upper bound.
        high: f64,
        /// What it is drawn from; of a smoothed figure the effective number.
        n: f64,
    },
    /// It cannot be said.
    Unknown {
        /// `null`.
        value: (),
        /// Why not.
        why: Why,
        /// What there was of what it is drawn from.
        n: f64,
    },
}

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing was exposed.
    NoExposures,
    /// Nobody was exposed to anything.
    NoRaters,
    /// There is no memory that is not deleted.
    NoMemories,
    /// There is no vote.
    NoVotes,
    /// There is no vote before the change, or none after it.
    OneSide,
    /// There is nothing that it could be a share of.
    NoCases,
    /// Fewer than its definition asks for.
    TooFew,
    /// All values of one side are the same.
    Constant,
    /// Neither side has exactly two values.
    NotTwoValued,
    /// No exposure was chosen by chance to be asked about.
    NobodyAsked,
    /// Who was asked answered no more often than who was not.
    AskingAddedNothing,
}

impl Figure {
    /// With its bounds around it, and within `least` and `most`.
    pub fn known(value: f64, (low, high): (f64, f64), (least, most): (f64, f64), n: f64) -> Self {
        // `f64::clamp` would bring the formatting of numbers along, for its panic.
        let value = value.max(least).min(most);
        Self::Known { value, low: low.max(least).min(value), high: high.max(value).min(most), n }
    }

    /// None, for that reason.
    pub fn unknown(why: Why, n: f64) -> Self {
        Self::Unknown { value: (), why, n }
    }

    /// The estimate, if there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Unknown { .. } => None,
        }
    }
}
