//! Automated evaluation: from a score to a feedback, and whether people would say the same.

use super::agreement::{Agreement, Confusion};
use super::figure::Figure;
use super::sort;
use crate::core::feedback::Rating;
use alloc::vec::Vec;
use serde::Serialize;

/// Scores that are tried as thresholds at the most.
const TRIED: usize = 100;

/// Where scores become grades. A scale on which less is better has its best score below its worst.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The worst score there is.
    pub worst: f64,
    /// The best score there is.
    pub best: f64,
    /// From this on a memory is not useful, and no longer not useful at all.
    pub negative: f64,
    /// From this on it is useful.
    pub positive: f64,
    /// Scores nearer than this to a threshold say nothing.
    pub abstain: f64,
}

impl Scale {
    /// The grade of a score; nothing within the band around a threshold.
    pub fn grade(&self, score: f64) -> Option<Rating> {
        let above = |threshold: f64| {
            if self.best > self.worst { score - threshold } else { threshold - score }
        };
        let (bad, good) = (above(self.negative), above(self.positive));
        if bad.abs() < self.abstain || good.abs() < self.abstain {
            return None;
        }
        Some(if good >= 0.0 {
            Rating::Positive
        } else if bad >= 0.0 {
            Rating::Negative
        } else {
            Rating::VeryNegative
        })
    }
}

/// A score, and what a person said of the same memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The judge's score.
    pub score: f64,
    /// The person's grade.
    pub rating: Rating,
}

/// How well a judge's scores agree with people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// At the thresholds given, without the scores that say nothing: Cohen's kappa.
    pub kappa: Figure,
    /// Rows: people's grades, columns: the judge's.
    pub confusion: Confusion,
    /// Scores that say nothing at these thresholds.
    pub abstained: f64,
    /// At the thresholds with the highest kappa, without a band; none when no thresholds agree
    /// better than chance, or there are fewer than two different scores.
    pub suggested: Option<Suggested>,
}

/// The thresholds that agree best.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Suggested {
    /// As in a [`Scale`]: of negative, of positive.
    pub thresholds: [f64; 2],
    /// On the very scores that they were chosen by, so that it is somewhat too high.
    pub kappa: Figure,
    /// Rows: people's grades, columns: the judge's.
    pub confusion: Confusion,
}

/// Compares a judge's scores with people's grades.
pub fn calibrate(pairs: &[Judged], scale: Scale) -> Calibration {
    let (agreement, abstained) = compared(pairs, scale);
    let Agreement { kappa, confusion } = agreement;
    Calibration { kappa, confusion, abstained, suggested: suggested(pairs, scale) }
}

fn compared(pairs: &[Judged], scale: Scale) -> (Agreement, f64) {
    let (mut confusion, mut abstained) = (Confusion::default(), 0.0);
    for pair in pairs {
        match scale.grade(pair.score) {
            Some(grade) => confusion.add(pair.rating, grade),
            None => abstained += 1.0,
        }
    }
    (confusion.agreement(), abstained)
}

/// Tries all pairs of thresholds, of many scores evenly chosen ones.
fn suggested(pairs: &[Judged], scale: Scale) -> Option<Suggested> {
    let rises = scale.best > scale.worst;
    let mut sorted: Vec<(f64, Rating)> = pairs.iter().map(|it| (it.score, it.rating)).collect();
    sort::by(&mut sorted, |one, two| {
        let order = one.0.total_cmp(&two.0);
        (if rises { order } else { order.reverse() }).then((one.1 as u8).cmp(&(two.1 as u8)))
    });
    let cuts = cuts(&sorted);
    let mut best: Option<(f64, [f64; 2])> = None;
    for (place, negative) in cuts.iter().enumerate() {
        for positive in cuts.get(place..).unwrap_or_default() {
            let Some((kappa, _)) = confusion(negative, positive).kappa() else { continue };
            if best.is_none_or(|(most, _)| kappa > most) {
                best = Some((kappa, [negative.score, positive.score]));
            }
        }
    }
    let (_, thresholds) = best.filter(|(kappa, _)| *kappa > 0.0)?;
    let [negative, positive] = thresholds;
    let (agreement, _) = compared(pairs, Scale { negative, positive, abstain: 0.0, ..scale });
    let Agreement { kappa, confusion } = agreement;
    Some(Suggested { thresholds, kappa, confusion })
}

/// A place between two scores, with what people said of all below and of all above.
struct Cut {
    score: f64,
    below: [f64; 3],
    above: [f64; 3],
}

fn cuts(sorted: &[(f64, Rating)]) -> Vec<Cut> {
    let count = |pairs: &[(f64, Rating)]| {
        Rating::ALL.map(|grade| pairs.iter().filter(|pair| pair.1 == grade).count() as f64)
    };
    let places: Vec<(usize, f64)> = sorted
        .windows(2)
        .zip(1..)
        .filter_map(|(pair, place)| match pair {
            [one, two] if one.0 != two.0 => Some((place, one.0 + (two.0 - one.0) / 2.0)),
            _ => None,
        })
        .collect();
    let step = places.len().div_ceil(TRIED).max(1);
    let chosen = places.into_iter().step_by(step);
    let cut = |(place, score)| {
        let (below, above) = sorted.split_at_checked(place).unwrap_or_default();
        Cut { score, below: count(below), above: count(above) }
    };
    chosen.map(cut).collect()
}

fn confusion(negative: &Cut, positive: &Cut) -> Confusion {
    let mut confusion = Confusion::default();
    let counts = positive.above.into_iter().zip(positive.below).zip(negative.below);
    for (row, ((good, rest), worst)) in confusion.0.iter_mut().zip(counts) {
        *row = [good, rest - worst, worst];
    }
    confusion
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{Negative, Positive, VeryNegative};

    const SCALE: Scale =
        Scale { worst: 0.0, best: 1.0, negative: 0.25, positive: 0.5, abstain: 0.09 };

    #[test]
    fn a_score_near_a_threshold_says_nothing() {
        let grades = [0.0, 0.2, 0.375, 0.45, 0.7, 1.0].map(|score| SCALE.grade(score));
        assert_eq!(
            grades,
            [Some(VeryNegative), None, Some(Negative), None, Some(Positive), Some(Positive)]
        );
        let sharp = Scale { abstain: 0.0, ..SCALE };
        assert_eq!(sharp.grade(0.5), Some(Positive));
        assert_eq!(sharp.grade(0.25), Some(Negative));
    }

    #[test]
    fn less_may_be_better() {
        let scale = Scale { worst: 10.0, best: 0.0, negative: 7.0, positive: 3.0, abstain: 0.0 };
        let grades = [0.0, 3.0, 5.0, 9.0].map(|score| scale.grade(score));
        assert_eq!(grades, [Some(Positive), Some(Positive), Some(Negative), Some(VeryNegative)]);
    }

    #[test]
    fn the_thresholds_suggested_agree_best() {
        let pairs: Vec<Judged> = (0..30)
            .map(|it| {
                let rating = [VeryNegative, Negative, Positive][it / 10];
                Judged { score: it as f64 / 30.0, rating }
            })
            .collect();
        let calibration = calibrate(&pairs, SCALE);
        assert_eq!(calibration.abstained, 11.0);
        let suggested = calibration.suggested.unwrap();
        let [negative, positive] = suggested.thresholds;
        assert!((negative - 9.5 / 30.0).abs() < 1e-12 && (positive - 19.5 / 30.0).abs() < 1e-12);
        assert_eq!(suggested.kappa.value(), Some(1.0));
        assert_eq!(calibrate(&[], SCALE).suggested, None);
        let reversed = Scale { worst: 1.0, best: 0.0, negative: 0.5, positive: 0.25, abstain: 0.0 };
        assert_eq!(calibrate(&pairs, reversed).suggested.map(|it| it.thresholds.len()), None);
    }
}
