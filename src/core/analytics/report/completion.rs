//! How many answer.

use super::answering::answered;
use super::view::View;
use crate::core::analytics::figure::{Figure, Why};
use crate::core::analytics::interval::share;
use crate::core::analytics::names::Name;
use crate::core::analytics::rows::Source;
use alloc::vec::Vec;
use serde::Serialize;

/// What a report is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Counts {
    pub exposures: u32,
    /// Of people, those that stand.
    pub votes: u32,
    /// Who gave these.
    pub raters: u32,
    /// Not deleted.
    pub memories: u32,
    pub outcomes: u32,
}

/// Three rates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Completion {
    /// Exposures that were voted on, of all exposures.
    pub response: Figure,
    /// Memories ever voted on, of those that are not deleted.
    pub coverage: Figure,
    /// Users who voted, of those who were exposed.
    pub participation: Figure,
}

pub fn counts(view: &View<'_>) -> Counts {
    let raters = marked(view, view.human.iter().map(|vote| vote.rater));
    Counts {
        exposures: view.exposures().count() as u32,
        votes: view.human.len() as u32,
        raters: raters.into_iter().filter(|is_rater| *is_rater).count() as u32,
        memories: view.memories.iter().filter(|memory| memory.is_live()).count() as u32,
        outcomes: view.outcomes().count() as u32,
    }
}

pub fn completion(view: &View<'_>) -> Completion {
    let exposures = answered(view);
    let answers = exposures.iter().filter(|(_, grade)| grade.is_some()).count();
    let graded = view
        .histories(Source::Human)
        .filter_map(|votes| votes.iter().find(|vote| vote.rating.is_some()));
    let rated = marked(view, graded.map(|vote| vote.memory));
    let live = view.memories.iter().zip(rated).filter(|(memory, _)| memory.is_live());
    let (live, covered) = count(live.map(|(_, is_rated)| is_rated));
    let exposed = marked(view, view.exposures().map(|exposure| exposure.rater));
    let voted = marked(view, view.human.iter().map(|vote| vote.rater));
    let exposed = exposed.into_iter().zip(voted).filter(|(is_exposed, _)| *is_exposed);
    let (users, voters) = count(exposed.map(|(_, has_voted)| has_voted));
    Completion {
        response: share(answers as f64, exposures.len() as f64, Why::NoExposures),
        coverage: share(covered, live, Why::NoMemories),
        participation: share(voters, users, Why::NoRaters),
    }
}

/// For each name whether it is among these.
fn marked(view: &View<'_>, names: impl Iterator<Item = Name>) -> Vec<bool> {
    let mut marks = alloc::vec![false; view.names.len()];
    for name in names {
        if let Some(mark) = marks.get_mut(name.place()) {
            *mark = true;
        }
    }
    marks
}

/// How many there are, and for how many it holds.
fn count(cases: impl Iterator<Item = bool>) -> (f64, f64) {
    cases.fold((0.0, 0.0), |(all, those), holds| (all + 1.0, those + f64::from(u8::from(holds))))
}
