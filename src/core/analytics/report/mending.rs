//! Memories that need mending, and memories that were mended.

use super::distribution::counts;
use super::view::{Standing, View};
use crate::core::analytics::figure::{Figure, Why};
use crate::core::analytics::interval::{difference, share};
use crate::core::analytics::names::Name;
use crate::core::analytics::rows::{Source, Vote};
use crate::core::analytics::sort;
use crate::core::feedback::Rating;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// The share of positive votes before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Comparison {
    pub before: Figure,
    pub after: Figure,
    /// After less before.
    pub difference: Figure,
}

/// A memory to mend.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToMend {
    /// Its id.
    pub memory_id: String,
    /// What it says, if that is known.
    pub text: Option<String>,
    /// Votes that stand.
    pub votes: u32,
    /// The share of votes that are not positive.
    pub disapproval: Figure,
    /// The code given most, by those who disapprove.
    pub reason: Option<&'static str>,
}

/// Whether mending helps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mending {
    /// How many were voted down, changed, and voted on again.
    pub memories: u32,
    /// All of them together.
    pub all: Comparison,
    /// Some of them, the last changed first.
    pub each: Vec<Mended>,
}

/// A memory that was mended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mended {
    /// Its id.
    pub memory_id: String,
    /// What it says, if that is known.
    pub text: Option<String>,
    /// When it was changed last.
    pub updated_at: f64,
    /// Of the last votes of each rater before that, the share of positive ones.
    pub before: Figure,
    /// And of those from then on.
    pub after: Figure,
    /// After less before.
    pub difference: Figure,
}

/// Votes, and the positive ones among them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub positive: f64,
    pub n: f64,
}

impl Tally {
    fn add(&mut self, rating: Rating) {
        self.positive += f64::from(u8::from(rating == Rating::Positive));
        self.n += 1.0;
    }

    fn plus(self, other: Self) -> Self {
        Self { positive: self.positive + other.positive, n: self.n + other.n }
    }

    fn share(self) -> Figure {
        share(self.positive, self.n, Why::NoVotes)
    }
}

pub fn tally<'a>(votes: impl IntoIterator<Item = &'a Standing>) -> Tally {
    let mut tally = Tally::default();
    votes.into_iter().for_each(|vote| tally.add(vote.rating));
    tally
}

impl Comparison {
    pub(super) fn of(before: Tally, after: Tally) -> Self {
        let (before, after) = (before.share(), after.share());
        Self { before, after, difference: difference(before, after) }
    }
}

/// Those of which it is most certain that many disapprove: by the lower bound of the interval.
pub fn to_mend(view: &View<'_>, most: usize) -> Vec<ToMend> {
    let groups = view.human.chunk_by(|one, two| one.memory == two.memory);
    let found: Vec<(f64, Figure, &[Standing])> = groups
        .filter(|votes| votes.first().is_some_and(|vote| view.memory(vote.memory).is_live()))
        .filter_map(|votes| {
            let Tally { positive, n } = tally(votes);
            let disapproval = share(n - positive, n, Why::NoVotes);
            match disapproval {
                Figure::Known { low, value, .. } if value > 0.0 => Some((low, disapproval, votes)),
                _ => None,
            }
        })
        .collect();
    let id = |votes: &[Standing]| votes.first().map(|vote| view.names.text(vote.memory));
    let listed = sort::first(found, most, |one, two| {
        let order = two.0.total_cmp(&one.0).then(two.2.len().cmp(&one.2.len()));
        order.then_with(|| id(one.2).cmp(&id(two.2)))
    });
    let entry = |(_, disapproval, votes)| entry(view, disapproval, votes);
    listed.into_iter().filter_map(entry).collect()
}

fn entry(view: &View<'_>, disapproval: Figure, votes: &[Standing]) -> Option<ToMend> {
    let memory = votes.first()?.memory;
    let codes = votes.iter().filter(|vote| !vote.is_positive()).map(|vote| vote.codes);
    Some(ToMend {
        memory_id: view.names.text(memory).into(),
        text: text(view, memory),
        votes: votes.len() as u32,
        disapproval,
        reason: counts(codes).first().map(|(code, _)| code.as_str()),
    })
}

/// What a memory says.
pub fn text(view: &View<'_>, memory: Name) -> Option<String> {
    view.memory(memory).text.map(|text| view.names.text(text).into())
}

pub fn mended(view: &View<'_>, most: usize) -> Mending {
    let mut found: Vec<(u64, Name, Tally, Tally)> = Vec::new();
    let histories: Vec<&[Vote]> = view.histories(Source::Human).collect();
    let memory = |votes: &[Vote]| votes.first().map(|vote| vote.memory);
    for same in histories.chunk_by(|one, two| memory(one) == memory(two)) {
        let Some(name) = same.first().and_then(|votes| memory(votes)) else { continue };
        let updated = view.memory(name).updated.filter(|at| view.is_in_period(*at));
        let Some(updated) = updated else { continue };
        let (before, after) = around(same, updated);
        if before.positive < before.n && after.n > 0.0 {
            found.push((updated, name, before, after));
        }
    }
    let memories = found.len() as u32;
    let (before, after) = found
        .iter()
        .fold((Tally::default(), Tally::default()), |(before, after), (_, _, one, two)| {
            (before.plus(*one), after.plus(*two))
        });
    let listed = sort::first(found, most, |one, two| {
        let id = |name: Name| view.names.text(name);
        two.0.cmp(&one.0).then_with(|| id(one.1).cmp(id(two.1)))
    });
    let each = listed.into_iter().map(|(updated, name, before, after)| {
        let Comparison { before, after, difference } = Comparison::of(before, after);
        Mended {
            memory_id: view.names.text(name).into(),
            text: text(view, name),
            updated_at: updated as f64,
            before,
            after,
            difference,
        }
    });
    Mending { memories, all: Comparison::of(before, after), each: each.collect() }
}

/// The last votes of each rater before and after a change.
fn around(histories: &[&[Vote]], updated: u64) -> (Tally, Tally) {
    let (mut before, mut after) = (Tally::default(), Tally::default());
    for votes in histories {
        let (old, new) = votes.split_at(votes.partition_point(|vote| vote.moment.at < updated));
        for (votes, tally) in [(old, &mut before), (new, &mut after)] {
            if let Some(rating) = votes.last().and_then(|vote| vote.rating) {
                tally.add(rating);
            }
        }
    }
    (before, after)
}
