//! How two things go together. Intervals are by Fisher's transformation.

use super::figure::{Figure, Why};
use super::interval::Z;
use super::sort;
use alloc::vec::Vec;
use core::cmp::Ordering;
use libm::{atanh, exp, sqrt};

/// Pairs below which nothing is said.
pub const FEWEST: usize = 20;

/// A value of each side.
pub type Pair = (f64, f64);

/// Pearson's r where one side has two values and no more, in which case it is the point-biserial
/// correlation. The pairs' order does not matter, here and below.
pub fn point_biserial(pairs: &[Pair]) -> Figure {
    if let Some(unknown) = unfit(pairs) {
        return unknown;
    }
    let (one, two) = sides(pairs);
    if !is_two_valued(&one) && !is_two_valued(&two) {
        return Figure::unknown(Why::NotTwoValued, pairs.len() as f64);
    }
    let n = pairs.len() as f64;
    fisher(pearson(&sorted(pairs)), sqrt(1.0 / (n - 3.0)), n)
}

/// Spearman's rho with mid-ranks; standard error by
/// [Bonett and Wright 2000](https://doi.org/10.1007/BF02294183).
pub fn spearman(pairs: &[Pair]) -> Figure {
    if let Some(unknown) = unfit(pairs) {
        return unknown;
    }
    let pairs = sorted(pairs);
    let (one, two) = sides(&pairs);
    let ranks: Vec<Pair> = mid_ranks(&one).into_iter().zip(mid_ranks(&two)).collect();
    let (r, n) = (pearson(&ranks), pairs.len() as f64);
    fisher(r, sqrt((1.0 + r * r / 2.0) / (n - 3.0)), n)
}

/// Kendall's tau-b; standard error by
/// [Fieller, Hartley and Pearson 1957](https://doi.org/10.1093/biomet/44.3-4.470).
pub fn kendall(pairs: &[Pair]) -> Figure {
    unfit(pairs).unwrap_or_else(|| tau(pairs))
}

/// The same, of more than four pairs of which no side is constant.
pub fn tau(pairs: &[Pair]) -> Figure {
    let n = pairs.len() as f64;
    fisher(concordance(pairs).tau(), sqrt(0.437 / (n - 4.0)), n)
}

fn unfit(pairs: &[Pair]) -> Option<Figure> {
    let (one, two) = sides(pairs);
    let why = if pairs.len() < FEWEST {
        Why::TooFew
    } else if is_constant(&one) || is_constant(&two) {
        Why::Constant
    } else {
        return None;
    };
    Some(Figure::unknown(why, pairs.len() as f64))
}

fn fisher(r: f64, error: f64, n: f64) -> Figure {
    let z = atanh(within_one(r));
    Figure::known(r, (tanh(z - Z * error), tanh(z + Z * error)), (-1.0, 1.0), n)
}

/// Of what is not near zero, or need not be exact there: libm's own is longer by half a kilobyte.
fn tanh(z: f64) -> f64 {
    1.0 - 2.0 / (exp(2.0 * z) + 1.0)
}

/// `f64::clamp` would bring the formatting of numbers along, for its panic.
fn within_one(r: f64) -> f64 {
    if r.abs() > 1.0 { r.signum() } else { r }
}

fn sides(pairs: &[Pair]) -> (Vec<f64>, Vec<f64>) {
    pairs.iter().copied().unzip()
}

/// Sums depend on their order in the last bits.
fn sorted(pairs: &[Pair]) -> Vec<Pair> {
    let mut pairs = pairs.to_vec();
    sort::by(&mut pairs, by_both);
    pairs
}

fn by_both(one: &Pair, two: &Pair) -> Ordering {
    one.0.total_cmp(&two.0).then(one.1.total_cmp(&two.1))
}

fn is_constant(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair.first() == pair.last())
}

fn is_two_valued(values: &[f64]) -> bool {
    let Some(first) = values.first() else { return false };
    let mut others = values.iter().filter(|value| *value != first);
    others.next().is_some_and(|second| others.all(|value| value == second))
}

/// Pearson's r; neither side may be constant.
pub fn pearson(pairs: &[Pair]) -> f64 {
    let n = pairs.len() as f64;
    let one = pairs.iter().map(|pair| pair.0).sum::<f64>() / n;
    let two = pairs.iter().map(|pair| pair.1).sum::<f64>() / n;
    let (mut square, mut other_square, mut product) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - one, y - two);
        square += x * x;
        other_square += y * y;
        product += x * y;
    }
    within_one(product / (sqrt(square) * sqrt(other_square)))
}

/// From one; of equal values the middle of their ranks.
fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
    sort::by(&mut order, |one, two| one.0.total_cmp(&two.0));
    let mut ranks = alloc::vec![0.0; values.len()];
    let mut before = 0;
    for ties in order.chunk_by(|one, two| one.0 == two.0) {
        let rank = before as f64 + (ties.len() as f64 + 1.0) / 2.0;
        for (_, place) in ties {
            if let Some(slot) = ranks.get_mut(*place) {
                *slot = rank;
            }
        }
        before += ties.len();
    }
    ranks
}

/// How many pairs of pairs go the same way, and how many are tied.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// Pairs of pairs.
    pub all: f64,
    /// Those that go the same way, less those that do not.
    pub sum: f64,
    /// How often each value of the second side is there, if more than once.
    pub ties: Vec<f64>,
    tied_one: f64,
    tied_two: f64,
}

impl Concordance {
    fn tau(&self) -> f64 {
        self.sum / (sqrt(self.all - self.tied_one) * sqrt(self.all - self.tied_two))
    }
}

/// Counts by sorting ([Knight 1966](https://doi.org/10.1080/01621459.1966.10480879)).
pub fn concordance(pairs: &[Pair]) -> Concordance {
    let pairs = sorted(pairs);
    let of = |count: usize| count as f64 * (count as f64 - 1.0) / 2.0;
    let groups = |is_tie: fn(&Pair, &Pair) -> bool| -> f64 {
        pairs.chunk_by(is_tie).map(|ties| of(ties.len())).sum()
    };
    let tied_one = groups(|one, two| one.0 == two.0);
    let tied_both = groups(|one, two| one == two);
    let (_, mut values) = sides(&pairs);
    let swaps = sort_counting(&mut values);
    let sizes = values.chunk_by(|one, two| one == two).map(<[f64]>::len);
    let ties: Vec<f64> = sizes.filter(|size| *size > 1).map(|size| size as f64).collect();
    let tied_two = ties.iter().map(|size| size * (size - 1.0) / 2.0).sum();
    let all = of(pairs.len());
    let sum = all - tied_one - tied_two + tied_both - 2.0 * swaps;
    Concordance { all, sum, ties, tied_one, tied_two }
}

/// Sorts, and counts by how many places values passed each other.
fn sort_counting(values: &mut [f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let (one, two) = values.split_at_mut(values.len() / 2);
    let mut swaps = sort_counting(one) + sort_counting(two);
    let mut merged = Vec::with_capacity(one.len() + two.len());
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        if first <= second {
            merged.extend(left.next());
        } else {
            swaps += left.len() as f64;
            merged.extend(right.next());
        }
    }
    merged.extend(left.chain(right));
    values.copy_from_slice(&merged);
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_said_has_its_reason() {
        let few: Vec<Pair> = (0..19).map(|it| (f64::from(it), 1.0)).collect();
        assert_eq!(spearman(&few), Figure::unknown(Why::TooFew, 19.0));
        let constant: Vec<Pair> = (0..20).map(|it| (f64::from(it), 1.0)).collect();
        assert_eq!(kendall(&constant), Figure::unknown(Why::Constant, 20.0));
        let many: Vec<Pair> = (0..20).map(|it| (f64::from(it), f64::from(it))).collect();
        assert_eq!(point_biserial(&many), Figure::unknown(Why::NotTwoValued, 20.0));
        assert_eq!(spearman(&many), Figure::Known { value: 1.0, low: 1.0, high: 1.0, n: 20.0 });
    }

    proptest! {
        #[test]
        fn sorting_counts_as_comparing_all_pairs_does(
            pairs in proptest::collection::vec((0u8..6, 0u8..6), 2..40),
        ) {
            let pairs: Vec<Pair> =
                pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let mut sum = 0.0;
            for (place, one) in pairs.iter().enumerate() {
                for two in &pairs[..place] {
                    let product = (one.0 - two.0) * (one.1 - two.1);
                    sum += if product == 0.0 { 0.0 } else { product.signum() };
                }
            }
            prop_assert_eq!(concordance(&pairs).sum, sum);
        }

        #[test]
        fn order_does_not_matter(
            pairs in proptest::collection::vec((-9.0..9.0, -9.0..9.0), 20..40),
        ) {
            let mut other = pairs.clone();
            other.reverse();
            prop_assert_eq!(spearman(&pairs), spearman(&other));
            prop_assert_eq!(kendall(&pairs), kendall(&other));
        }
    }
}
