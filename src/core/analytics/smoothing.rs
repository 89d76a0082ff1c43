//! Votes of which the older ones weigh less.

use super::figure::{Figure, Why};
use super::interval::share;
use crate::core::time::Millis;
use libm::exp;

/// An exponentially weighted share: a vote has half its weight after each half-life. It does as
/// many votes would that all weigh the same as the effective number says
/// ([Kish 1965](https://search.worldcat.org/title/502399)).
#[derive(Clone, Debug)]
pub struct Smoothed {
    half_life: Millis,
    /// Of which all sums are.
    now: u64,
    weights: f64,
    squares: f64,
    positive: f64,
}

impl Smoothed {
    /// Of no votes yet.
    pub fn new(half_life: Millis) -> Self {
        Self { half_life, now: 0, weights: 0.0, squares: 0.0, positive: 0.0 }
    }

    /// Counts a vote; they come in the order of their times.
    pub fn add(&mut self, at: u64, is_positive: bool) {
        self.advance(at);
        self.weights += 1.0;
        self.squares += 1.0;
        self.positive += f64::from(u8::from(is_positive));
    }

    /// The share of positive votes.
    pub fn share(&self) -> Figure {
        if self.squares <= 0.0 {
            return Figure::unknown(Why::NoVotes, 0.0);
        }
        // Weights that all shrink alike make no difference.
        let n = self.weights * self.weights / self.squares;
        share(self.positive / self.weights * n, n, Why::NoVotes)
    }

    fn advance(&mut self, at: u64) {
        if at > self.now {
            let span = (at - self.now) as f64 / self.half_life.0.max(1) as f64;
            let factor = exp(-span * core::f64::consts::LN_2);
            self.weights *= factor;
            self.squares *= factor * factor;
            self.positive *= factor;
            self.now = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vote_of_one_half_life_ago_weighs_half() {
        let mut smoothed = Smoothed::new(Millis(10));
        assert_eq!(smoothed.share(), Figure::unknown(Why::NoVotes, 0.0));
        smoothed.add(5, true);
        smoothed.add(15, false);
        let Figure::Known { value, n, .. } = smoothed.share() else { unreachable!() };
        assert!((value - 1.0 / 3.0).abs() < 1e-15 && (n - 1.8).abs() < 1e-15, "{value} {n}");
    }
}
