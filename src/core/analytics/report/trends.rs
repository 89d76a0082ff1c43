//! How approval changes, by time and by volume.

use super::view::{Standing, View};
use super::{HOUR, Options};
use crate::core::analytics::direction::{Direction, Trend, trend};
use crate::core::analytics::figure::{Figure, Why};
use crate::core::analytics::interval::share;
use crate::core::analytics::smoothing::Smoothed;
use crate::core::analytics::sort;
use alloc::vec::Vec;
use serde::Serialize;

/// Buckets at the most: where there would be more, each is wider.
const MOST: u64 = 1000;
const WEEK: u64 = 7 * 24 * HOUR.0;
/// The first Monday of 1970.
const MONDAY: u64 = 4 * 24 * HOUR.0;

/// Both walks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trends {
    /// Buckets of the same time.
    pub by_time: Walk,
    /// Buckets of as many votes.
    pub by_votes: Walk,
}

/// Buckets one after another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Walk {
    /// From first to last.
    pub buckets: Vec<Bucket>,
    /// Where they go, at a level of 5 %.
    pub direction: Option<Direction>,
    /// Kendall's tau-b of share and order.
    pub tau: Figure,
    /// Of chance alone, two-sided.
    pub p: Option<f64>,
    /// Milliseconds, or votes.
    #[serde(skip)]
    pub width: u64,
}

/// A step of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bucket {
    /// Its first moment, or the time of its first vote.
    pub from: f64,
    /// The first moment after it, or the time of its last vote.
    pub to: f64,
    /// The share of positive votes in it.
    pub positive: Figure,
    /// The same with all votes before it, which weigh less and less.
    pub smoothed: Figure,
}

/// A vote's time, and in its lowest bit whether it is positive: sorts as a number.
#[derive(Clone, Copy)]
struct Sign(u64);

impl Sign {
    fn at(self) -> u64 {
        self.0 >> 1
    }

    fn is_positive(self) -> bool {
        self.0 & 1 == 1
    }
}

pub fn trends(view: &View<'_>, options: &Options) -> Trends {
    let sign = |vote: &Standing| vote.moment.at << 1 | u64::from(vote.is_positive());
    let mut signs: Vec<u64> = view.human.iter().map(sign).collect();
    sort::numbers(&mut signs);
    let signs: Vec<Sign> = signs.into_iter().map(Sign).collect();
    Trends { by_time: by_time(&signs, options), by_votes: by_votes(&signs, options) }
}

fn by_time(signs: &[Sign], options: &Options) -> Walk {
    let by = options.by.max(HOUR).0;
    let first = options.from.map(|moment| moment.0).or(signs.first().map(|sign| sign.at()));
    let last = options.to.map(|moment| moment.0.saturating_sub(1));
    let last = last.or(signs.last().map(|sign| sign.at()));
    let (Some(first), Some(last)) = (first, last) else { return walk(Vec::new(), by, 1.0) };
    if first > last {
        return walk(Vec::new(), by, 1.0);
    }
    let span = last - first;
    let width = by.saturating_mul((span / by + 2).div_ceil(MOST));
    let origin = if by.is_multiple_of(WEEK) { MONDAY } else { 0 };
    let mut from = start(first, width, origin);
    let (mut rest, mut smoothed) = (signs, Smoothed::new(options.half_life));
    let mut buckets = Vec::new();
    while from <= last {
        let to = from.saturating_add(width);
        let (inside, after) = rest.split_at(rest.partition_point(|sign| sign.at() < to));
        buckets.push(bucket(from, to, inside, &mut smoothed));
        (from, rest) = (to, after);
    }
    walk(buckets, width, 1.0)
}

/// Where the bucket of a moment begins.
fn start(moment: u64, width: u64, origin: u64) -> u64 {
    let origin = origin % width;
    // What lies before the first whole bucket of all is in the one cut short by 1970.
    let since = moment.checked_sub(origin);
    since.map_or(0, |since| since / width * width + origin)
}

fn by_votes(signs: &[Sign], options: &Options) -> Walk {
    let votes = u64::from(options.votes.max(1));
    let width = votes.saturating_mul((signs.len() as u64).div_ceil(votes).div_ceil(MOST).max(1));
    let mut smoothed = Smoothed::new(options.half_life);
    let chunks = signs.chunks(usize::try_from(width).unwrap_or(usize::MAX));
    let buckets = chunks.filter_map(|inside| {
        let (first, last) = (inside.first()?, inside.last()?);
        Some(bucket(first.at(), last.at(), inside, &mut smoothed))
    });
    walk(buckets.collect(), width, width as f64)
}

fn bucket(from: u64, to: u64, inside: &[Sign], smoothed: &mut Smoothed) -> Bucket {
    let mut positive = 0.0;
    for sign in inside {
        smoothed.add(sign.at(), sign.is_positive());
        positive += f64::from(u8::from(sign.is_positive()));
    }
    let positive = share(positive, inside.len() as f64, Why::NoVotes);
    Bucket { from: from as f64, to: to as f64, positive, smoothed: smoothed.share() }
}

/// The direction is that of the buckets with at least `fewest` votes.
fn walk(buckets: Vec<Bucket>, width: u64, fewest: f64) -> Walk {
    let shares = buckets.iter().filter_map(|bucket| match bucket.positive {
        Figure::Known { value, n, .. } if n >= fewest => Some(value),
        _ => None,
    });
    let Trend { direction, tau, p } = trend(&shares.collect::<Vec<f64>>());
    Walk { buckets, direction, tau, p, width }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::Millis;

    #[test]
    fn buckets_begin_at_whole_hours_days_and_on_mondays() {
        let day = 24 * HOUR.0;
        // 1 November 2026 is a Sunday.
        let sunday = 20_758 * day + 5 * HOUR.0 + 7;
        assert_eq!(start(sunday, HOUR.0, 0), 20_758 * day + 5 * HOUR.0);
        assert_eq!(start(sunday, day, 0), 20_758 * day);
        assert_eq!(start(sunday, WEEK, MONDAY), 20_752 * day);
        assert_eq!(start(3 * day, WEEK, MONDAY), 0);
    }

    #[test]
    fn a_gap_is_no_zero_and_buckets_are_bounded() {
        let signs = [Sign(1), Sign((2 * HOUR.0) << 1), Sign(u64::MAX >> 11)];
        let options = Options { by: HOUR, ..Options::default() };
        let few = by_time(&signs[..2], &options);
        assert_eq!(few.width, HOUR.0);
        let shares: Vec<Option<f64>> = few.buckets.iter().map(|it| it.positive.value()).collect();
        assert_eq!(shares, [Some(1.0), None, Some(0.0)]);
        let many = by_time(&signs, &options);
        assert!(many.buckets.len() <= 1000 && many.width.is_multiple_of(HOUR.0));
        let none = Options { from: Some(Millis(5)), to: Some(Millis(5)), ..options };
        assert!(by_time(&[], &none).buckets.is_empty());
        assert_eq!(by_votes(&signs, &Options { votes: 2, ..options }).buckets.len(), 2);
    }
}
