//! How votes are spread, and over which reasons.

use super::view::{Standing, View};
use crate::core::analytics::figure::{Figure, Why};
use crate::core::analytics::interval::{mean_grade, share};
use crate::core::analytics::sort;
use crate::core::feedback::Rating;
use crate::core::reason_code::{ReasonCode, ReasonCodes};
use alloc::vec::Vec;
use serde::Serialize;

/// How votes are spread over the grades.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// Votes that stand.
    pub n: u32,
    /// From best to worst.
    pub shares: [Share; 3],
    /// The mean grade.
    pub net: Figure,
}

/// A grade's part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// By its name on the wire.
    pub feedback: &'static str,
    /// Votes.
    pub count: u32,
    /// Of all votes.
    pub share: Figure,
}

/// Votes that are no person's.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Automated {
    pub judge: Distribution,
    pub metric: Distribution,
}

/// How often a reason was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// By its name on the wire.
    pub code: &'static str,
    /// Votes with it.
    pub count: u32,
    /// Of the votes that give any.
    pub share: Figure,
}

/// What a grade counts.
pub fn grade(rating: Rating) -> f64 {
    match rating {
        Rating::Positive => 1.0,
        Rating::Negative => -1.0,
        Rating::VeryNegative => -2.0,
    }
}

pub fn distribution(votes: &[Standing]) -> Distribution {
    let counts =
        Rating::ALL.map(|rating| votes.iter().filter(|it| it.rating == rating).count() as u32);
    let n = votes.len() as u32;
    let [positive, negative, very_negative] = counts;
    let part = |rating: Rating, count: u32| Share {
        feedback: rating.as_str(),
        count,
        share: share(f64::from(count), f64::from(n), Why::NoVotes),
    };
    let shares = [
        part(Rating::Positive, positive),
        part(Rating::Negative, negative),
        part(Rating::VeryNegative, very_negative),
    ];
    let net = mean_grade(Rating::ALL.map(grade), counts.map(f64::from));
    Distribution { n, shares, net }
}

pub fn automated(view: &View<'_>) -> Automated {
    Automated { judge: distribution(&view.judge), metric: distribution(&view.metric) }
}

/// The most frequent first.
pub fn reasons(votes: &[Standing]) -> Vec<Reason> {
    let n = votes.iter().filter(|vote| vote.codes != ReasonCodes::default()).count() as u32;
    let counts = counts(votes.iter().map(|vote| vote.codes));
    let reason = |(code, count): (ReasonCode, u32)| Reason {
        code: code.as_str(),
        count,
        share: share(f64::from(count), f64::from(n), Why::NoCases),
    };
    counts.into_iter().map(reason).collect()
}

/// Codes that are in any of these, with how many; the most frequent first.
pub fn counts(sets: impl Iterator<Item = ReasonCodes>) -> Vec<(ReasonCode, u32)> {
    let mut counts: Vec<(ReasonCode, u32)> = ReasonCode::all().map(|code| (code, 0)).collect();
    for set in sets {
        for code in set.iter() {
            if let Some((_, count)) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
    }
    counts.retain(|(_, count)| *count > 0);
    sort::by(&mut counts, |one, two| two.1.cmp(&one.1));
    counts
}
