//! How feedback moves a memory in a search.
//!
//! Two factors, multiplied:
//!
//! 1. **Relevance**, in 0..=1: the square root of a match's BM25 as a share of the best match's.
//!    So the best match has 1, whatever the size of the collection, and the root keeps lesser
//!    matches within reach of a vote.
//! 2. **Weight**, in 0..=1, by the feedback on the memory:
//!
//!    | feedback | weight |
//!    |---|---|
//!    | `POSITIVE` | 1 |
//!    | none, or a reason alone | 0.5 |
//!    | `NEGATIVE` | 0.25 |
//!    | `VERY_NEGATIVE` | 0.1 |
//!
//! `score = relevance × weight`: a thumb up doubles it, a thumb down halves it, a very negative
//! one leaves a fifth. It grows with both factors. What does not match is never ranked at all, so
//! no feedback makes a match of it; and a search's `threshold` is held against the relevance
//! alone, so no feedback hides a match either: voted down means further down, not gone.

use mem0_feedback::Rating;

/// The share that a match's BM25 has of the best match's, as relevance in 0..=1.
///
/// Both are FTS5's figures, where better is more negative; a best match of nothing is no yardstick
/// and leaves all equal.
pub fn relevance(bm25: f64, best: f64) -> f64 {
    let share = if best < 0.0 { bm25 / best } else { 1.0 };
    share.clamp(0.0, 1.0).sqrt()
}

/// What feedback leaves of a relevance.
pub fn weight(rating: Option<Rating>) -> f64 {
    match rating {
        Some(Rating::Positive) => 1.0,
        None => 0.5,
        Some(Rating::Negative) => 0.25,
        Some(Rating::VeryNegative) => 0.1,
    }
}

/// The score in 0..=1 by which matches are ordered.
pub fn score(relevance: f64, rating: Option<Rating>) -> f64 {
    relevance * weight(rating)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FROM_BEST: [Option<Rating>; 4] =
        [Some(Rating::Positive), None, Some(Rating::Negative), Some(Rating::VeryNegative)];

    #[test]
    fn the_best_match_has_relevance_one() {
        assert_eq!(relevance(-3.2, -3.2), 1.0);
        assert_eq!(relevance(-0.000_001, -0.000_001), 1.0);
        assert_eq!(relevance(-0.8, -3.2), 0.5);
        assert_eq!(relevance(0.0, 0.0), 1.0);
    }

    proptest! {
        #[test]
        fn a_better_rating_ranks_higher(relevance in 1e-6f64..=1.0) {
            for pair in FROM_BEST.windows(2) {
                prop_assert!(score(relevance, pair[0]) > score(relevance, pair[1]));
            }
        }

        #[test]
        fn a_better_match_ranks_higher(worse in 0.0f64..1.0, better in 0.0f64..=1.0) {
            prop_assume!(worse < better);
            for rating in FROM_BEST {
                prop_assert!(score(worse, rating) < score(better, rating));
            }
        }

        #[test]
        fn a_score_stays_between_zero_and_one(bm25 in -1e9f64..1e9, best in -1e9f64..1e9) {
            let relevance = relevance(bm25, best);
            for rating in FROM_BEST {
                prop_assert!((0.0..=1.0).contains(&score(relevance, rating)));
            }
        }

        #[test]
        fn no_match_stays_no_match(rating in proptest::sample::select(&FROM_BEST)) {
            prop_assert_eq!(score(0.0, rating), 0.0);
        }
    }
}
