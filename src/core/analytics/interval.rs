//! Intervals of shares, and of what is made of shares. All are at 95 %.

use super::figure::{Figure, Why};
use libm::sqrt;

/// The normal distribution's quantile at 97.5 %.
pub const Z: f64 = 1.959_963_984_540_054;
/// Where a share can be.
const SHARE: (f64, f64) = (0.0, 1.0);

/// A share, by Wilson's score interval
/// ([Wilson 1927](https://doi.org/10.1080/01621459.1927.10502953)). `count` and `n` need not be
/// whole; `why` says what is missing when `n` is zero.
pub fn share(count: f64, n: f64, why: Why) -> Figure {
    if n <= 0.0 {
        return Figure::unknown(why, 0.0);
    }
    let p = count / n;
    Figure::known(p, wilson(p, n), SHARE, n)
}

fn wilson(p: f64, n: f64) -> (f64, f64) {
    let square = Z * Z / n;
    let middle = (p + square / 2.0) / (1.0 + square);
    let reach = Z * sqrt(p * (1.0 - p) / n + square / (4.0 * n)) / (1.0 + square);
    (middle - reach, middle + reach)
}

/// The difference of two shares, `after` less `before`, by the hybrid score interval
/// ([Newcombe 1998, method 10](https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I)).
pub fn difference(before: Figure, after: Figure) -> Figure {
    let (
        Figure::Known { value: one, low: one_low, high: one_high, n },
        Figure::Known { value: two, low: two_low, high: two_high, n: more },
    ) = (before, after)
    else {
        return Figure::unknown(Why::OneSide, 0.0);
    };
    let change = two - one;
    let down = root_of_squares(two - two_low, one_high - one);
    let up = root_of_squares(two_high - two, one - one_low);
    Figure::known(change, (change - down, change + up), (-1.0, 1.0), n + more)
}

/// The mean of grades that are given `counts` times each. Around Wilson's midpoint, which for more
/// than two grades adds Z²/k to each of their k counts
/// ([Agresti and Coull 1998](https://doi.org/10.1080/00031305.1998.10480550) for two).
pub fn mean_grade(grades: [f64; 3], counts: [f64; 3]) -> Figure {
    let n: f64 = counts.iter().sum();
    if n <= 0.0 {
        return Figure::unknown(Why::NoVotes, 0.0);
    }
    let mean = |counts: [f64; 3], n: f64| {
        grades.iter().zip(counts).map(|(grade, count)| grade * count).sum::<f64>() / n
    };
    let added = Z * Z / grades.len() as f64;
    let (smooth, total) = (counts.map(|count| count + added), n + Z * Z);
    let middle = mean(smooth, total);
    let squares = grades.iter().zip(smooth).map(|(grade, count)| grade * grade * count);
    let variance = squares.sum::<f64>() / total - middle * middle;
    let reach = Z * sqrt(variance / total);
    let least = grades.into_iter().fold(f64::INFINITY, f64::min);
    let most = grades.into_iter().fold(f64::NEG_INFINITY, f64::max);
    Figure::known(mean(counts, n), (middle - reach, middle + reach), (least, most), n)
}

fn root_of_squares(one: f64, two: f64) -> f64 {
    sqrt(one * one + two * two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(figure: Figure) -> (f64, f64) {
        let Figure::Known { low, high, .. } = figure else { unreachable!("{figure:?}") };
        (low, high)
    }

    #[test]
    fn three_of_three_may_still_be_less_than_half() {
        let (low, high) = bounds(share(3.0, 3.0, Why::NoVotes));
        assert!((low - 0.4385).abs() < 1e-4 && high == 1.0, "{low} {high}");
        assert_eq!(share(0.0, 0.0, Why::NoVotes), Figure::unknown(Why::NoVotes, 0.0));
    }

    #[test]
    fn a_difference_needs_both_sides() {
        let (some, none) = (share(1.0, 2.0, Why::NoVotes), share(0.0, 0.0, Why::NoVotes));
        assert_eq!(difference(some, none), Figure::unknown(Why::OneSide, 0.0));
        let (low, high) = bounds(difference(some, some));
        assert_eq!(low, -high);
    }

    #[test]
    fn a_mean_of_grades_all_alike_is_no_certainty() {
        let (low, high) = bounds(mean_grade([1.0, -1.0, -2.0], [5.0, 0.0, 0.0]));
        assert!(low < 0.5 && high == 1.0, "{low} {high}");
    }
}
