//! Whether two who grade the same agree.

use super::figure::{Figure, Why};
use super::interval::Z;
use crate::core::feedback::Rating;
use libm::sqrt;
use serde::Serialize;

/// Memories below which nothing is said.
const FEWEST: f64 = 20.0;
/// Grades.
const GRADES: usize = Rating::ALL.len();

/// How often each grade of one met each grade of the other, from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Confusion(pub [[f64; GRADES]; GRADES]);

/// Two who grade the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Cohen's kappa with linear weights.
    pub kappa: Figure,
    /// Rows: one's grades, columns: the other's.
    pub confusion: Confusion,
}

impl Confusion {
    /// Counts a pair.
    pub fn add(&mut self, one: Rating, two: Rating) {
        let cell = self.0.get_mut(one as usize).and_then(|row| row.get_mut(two as usize));
        if let Some(cell) = cell {
            *cell += 1.0;
        }
    }

    /// All pairs.
    pub fn n(&self) -> f64 {
        self.0.iter().flatten().sum()
    }

    /// Cohen's kappa with linear weights, and its standard error
    /// ([Fleiss, Cohen and Everitt 1969](https://doi.org/10.1037/h0028106)).
    pub fn agreement(self) -> Agreement {
        let n = self.n();
        let kappa = if n < FEWEST {
            Figure::unknown(Why::TooFew, n)
        } else {
            self.kappa().map_or(Figure::unknown(Why::Constant, n), |(kappa, error)| {
                let reach = Z * error;
                Figure::known(kappa, (kappa - reach, kappa + reach), (-1.0, 1.0), n)
            })
        };
        Agreement { kappa, confusion: self }
    }

    /// Nothing when chance alone would agree always, or there is no pair.
    pub fn kappa(&self) -> Option<(f64, f64)> {
        let n = self.n();
        let shares = self.0.map(|row| row.map(|count| count / n));
        let rows = shares.map(|row| row.iter().sum::<f64>());
        let columns = shares.iter().fold([0.0; GRADES], |sums, row| plus(sums, *row));
        let (mut observed, mut expected) = (0.0, 0.0);
        for (i, j, share, by_chance) in cells(&shares, &rows, &columns) {
            observed += weight(i, j) * share;
            expected += weight(i, j) * by_chance;
        }
        let distance = 1.0 - expected;
        // A NaN, when there is no pair.
        if distance.is_nan() || distance <= 0.0 {
            return None;
        }
        let kappa = (observed - expected) / distance;
        let mean = |shares: &[f64; GRADES], i: usize| -> f64 {
            shares.iter().enumerate().map(|(j, share)| weight(i, j) * share).sum()
        };
        let mut spread = 0.0;
        for (i, j, share, _) in cells(&shares, &rows, &columns) {
            let by_chance = mean(&columns, i) + mean(&rows, j);
            let term = weight(i, j) - by_chance * (1.0 - kappa);
            spread += share * term * term;
        }
        let centre = kappa - expected * (1.0 - kappa);
        let variance = (spread - centre * centre) / (n * distance * distance);
        Some((kappa, sqrt(variance.max(0.0))))
    }
}

/// One for the same grade, less for each grade between.
fn weight(one: usize, two: usize) -> f64 {
    1.0 - one.abs_diff(two) as f64 / (GRADES as f64 - 1.0)
}

fn plus(one: [f64; GRADES], two: [f64; GRADES]) -> [f64; GRADES] {
    let mut sums = one;
    sums.iter_mut().zip(two).for_each(|(sum, more)| *sum += more);
    sums
}

/// Row, column, what is there, and what chance alone would put there.
fn cells<'a>(
    shares: &'a [[f64; GRADES]; GRADES],
    rows: &'a [f64; GRADES],
    columns: &'a [f64; GRADES],
) -> impl Iterator<Item = (usize, usize, f64, f64)> + 'a {
    shares.iter().zip(rows).enumerate().flat_map(move |(i, (cells, row))| {
        let cells = cells.iter().zip(columns).enumerate();
        cells.map(move |(j, (share, column))| (i, j, *share, row * column))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_one_and_chance_is_none() {
        let mut same = Confusion([[10.0, 0.0, 0.0], [0.0, 6.0, 0.0], [0.0, 0.0, 4.0]]);
        let kappa = same.agreement().kappa;
        assert_eq!(kappa, Figure::Known { value: 1.0, low: 1.0, high: 1.0, n: 20.0 });
        same.add(Rating::Positive, Rating::VeryNegative);
        assert!(same.agreement().kappa.value().is_some_and(|kappa| kappa < 1.0));
        let constant = Confusion([[30.0, 0.0, 0.0], [0.0; 3], [0.0; 3]]);
        assert_eq!(constant.agreement().kappa, Figure::unknown(Why::Constant, 30.0));
        assert_eq!(Confusion::default().kappa(), None);
    }
}
