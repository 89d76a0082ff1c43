//! Votes against satisfaction.

use super::distribution::grade;
use super::view::{Standing, View};
use crate::core::analytics::correlation::{Pair, kendall, point_biserial, spearman};
use crate::core::analytics::figure::Figure;
use crate::core::analytics::names::Name;
use crate::core::analytics::rows::Outcome;
use crate::core::analytics::sort;
use alloc::vec::Vec;
use serde::Serialize;

/// A pair for each session, and a pair for each user.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Satisfaction {
    pub by_session: Correlations,
    pub by_rater: Correlations,
}

/// The mean grade against the score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Correlations {
    /// Sessions or users with votes and a score.
    pub pairs: u32,
    /// Pearson's r where a side has two values.
    pub point_biserial: Figure,
    /// Spearman's rho.
    pub spearman: Figure,
    /// Kendall's tau-b.
    pub kendall: Figure,
}

pub fn satisfaction(view: &View<'_>) -> Satisfaction {
    let of_session = |outcome: &&Outcome| outcome.session != Name::EMPTY;
    let sessions = grades(view, |vote| vote.session);
    let raters = grades(view, |vote| vote.rater);
    // Of several users' scores of one session the latest counts.
    let mut scores: Vec<&Outcome> = view.outcomes().filter(of_session).collect();
    sort::by(&mut scores, |one, two| {
        let order = (one.session, one.moment).cmp(&(two.session, two.moment));
        order.then(one.score.total_cmp(&two.score))
    });
    let last = scores.chunk_by(|one, two| one.session == two.session);
    let last = last.filter_map(|same| same.last()).map(|it| (it.session, it.score));
    let users = view.outcomes().filter(|outcome| !of_session(outcome));
    Satisfaction {
        by_session: correlations(&pairs(last, &sessions)),
        by_rater: correlations(&pairs(users.map(|it| (it.rater, it.score)), &raters)),
    }
}

/// For each name the sum of its votes' grades, and how many they are.
type Grades = Vec<(f64, f64)>;

fn grades(view: &View<'_>, unit: impl Fn(&Standing) -> Name) -> Grades {
    let mut grades = alloc::vec![(0.0, 0.0); view.names.len()];
    for vote in &view.human {
        if let Some((sum, count)) = grades.get_mut(unit(vote).place()) {
            *sum += grade(vote.rating);
            *count += 1.0;
        }
    }
    grades
}

fn pairs(scores: impl Iterator<Item = (Name, f64)>, grades: &Grades) -> Vec<Pair> {
    let pair = |(name, score): (Name, f64)| {
        let (sum, count) = grades.get(name.place()).copied()?;
        (count > 0.0).then(|| (sum / count, score))
    };
    scores.filter_map(pair).collect()
}

fn correlations(pairs: &[Pair]) -> Correlations {
    Correlations {
        pairs: pairs.len() as u32,
        point_biserial: point_biserial(pairs),
        spearman: spearman(pairs),
        kendall: kendall(pairs),
    }
}
