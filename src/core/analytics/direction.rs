//! Whether a row of values rises or falls.

use super::correlation::{Pair, concordance, tau};
use super::figure::{Figure, Why};
use alloc::vec::Vec;
use libm::{erfc, sqrt};
use serde::Serialize;

/// Values below which nothing is said: the test takes their sum for normal.
const FEWEST: usize = 8;
/// Of chance alone, at the most.
const LEVEL: f64 = 0.05;

/// Where a trend goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// At a level of 5 %.
    pub direction: Option<Direction>,
    /// Kendall's tau-b of value and order.
    pub tau: Figure,
    /// Two-sided.
    pub p: Option<f64>,
}

/// Where values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Up.
    Rising,
    /// Down.
    Falling,
    /// Nowhere, as far as can be told.
    None,
}

/// The test of Mann and Kendall, with continuity and ties taken into account
/// ([Mann 1945](https://doi.org/10.2307/1907187); [Kendall 1975](https://search.worldcat.org/title/3827024)).
pub fn trend(values: &[f64]) -> Trend {
    let n = values.len() as f64;
    let unknown = |why| Trend { direction: None, tau: Figure::unknown(why, n), p: None };
    if values.len() < FEWEST {
        return unknown(Why::TooFew);
    }
    if values.windows(2).all(|pair| pair.first() == pair.last()) {
        return unknown(Why::Constant);
    }
    let pairs: Vec<Pair> = (0..).map(f64::from).zip(values.iter().copied()).collect();
    let counted = concordance(&pairs);
    let spread = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let ties: f64 = counted.ties.iter().map(|size| spread(*size)).sum();
    let deviation = sqrt((spread(n) - ties) / 18.0);
    let z = (counted.sum.abs() - 1.0).max(0.0) / deviation;
    let p = erfc(z / core::f64::consts::SQRT_2);
    let direction = match p < LEVEL {
        true if counted.sum > 0.0 => Direction::Rising,
        true => Direction::Falling,
        false => Direction::None,
    };
    Trend { direction: Some(direction), tau: tau(&pairs), p: Some(p) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_rises_falls_or_does_neither() {
        let rising: Vec<f64> = (0..8).map(f64::from).collect();
        let falling: Vec<f64> = rising.iter().rev().copied().collect();
        let neither = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        assert_eq!(trend(&rising).direction, Some(Direction::Rising));
        assert_eq!(trend(&falling).direction, Some(Direction::Falling));
        assert_eq!(trend(&neither).direction, Some(Direction::None));
        assert_eq!(trend(&[1.0; 8]).tau, Figure::unknown(Why::Constant, 8.0));
        assert_eq!(trend(&rising[..7]).tau, Figure::unknown(Why::TooFew, 7.0));
    }
}
