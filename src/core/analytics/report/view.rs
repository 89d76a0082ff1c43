//! The records of a period, as they stood at its end.

use super::Options;
use crate::core::analytics::Analytics;
use crate::core::analytics::names::{Name, Names};
use crate::core::analytics::rows::{Exposure, Fact, Known, Outcome, Source, Vote};
use crate::core::feedback::Rating;
use alloc::vec::Vec;

/// A vote that stands and has a grade.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub vote: Vote,
    pub rating: Rating,
}

impl core::ops::Deref for Standing {
    type Target = Vote;

    fn deref(&self) -> &Vote {
        &self.vote
    }
}

impl Standing {
    pub fn is_positive(&self) -> bool {
        self.rating == Rating::Positive
    }
}

/// What is known of a name as a memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Whether any record names it.
    pub is_named: bool,
    pub is_deleted: bool,
    pub text: Option<Name>,
    pub updated: Option<u64>,
}

impl Memory {
    pub fn is_live(&self) -> bool {
        self.is_named && !self.is_deleted
    }
}

/// The records of a period.
pub struct View<'a> {
    pub names: &'a Names,
    /// Of people, by memory and rater.
    pub human: Vec<Standing>,
    pub judge: Vec<Standing>,
    pub metric: Vec<Standing>,
    /// By name.
    pub memories: Vec<Memory>,
    votes: Vec<Vote>,
    exposures: Vec<Exposure>,
    outcomes: Vec<Outcome>,
    from: u64,
    to: u64,
}

impl<'a> View<'a> {
    /// Of records that are settled.
    pub fn new(analytics: &'a Analytics, options: &Options) -> Self {
        let mut view = Self {
            names: &analytics.names,
            human: Vec::new(),
            judge: Vec::new(),
            metric: Vec::new(),
            memories: alloc::vec![Memory::default(); analytics.names.len()],
            votes: analytics.votes.rows().iter().map(Vote::from).collect(),
            exposures: analytics.exposures.rows().iter().map(Exposure::from).collect(),
            outcomes: analytics.outcomes.rows().iter().map(Outcome::from).collect(),
            from: options.from.map_or(0, |moment| moment.0),
            to: options.to.map_or(u64::MAX, |moment| moment.0),
        };
        view.human = view.standing(Source::Human);
        view.judge = view.standing(Source::Judge);
        view.metric = view.standing(Source::Metric);
        view.remember(analytics);
        view
    }

    /// Of each memory, rater and source the votes until the end, in the order of their giving.
    pub fn histories(&self, source: Source) -> impl Iterator<Item = &[Vote]> {
        let to = self.to;
        let is_same = |one: &Vote, two: &Vote| {
            (one.memory, one.rater, one.source) == (two.memory, two.rater, two.source)
        };
        let groups = self.votes.chunk_by(is_same);
        groups
            .filter(move |votes| votes.first().is_some_and(|vote| vote.source == source))
            .filter_map(move |votes| votes.get(..votes.partition_point(|it| it.moment.at < to)))
            .filter(|votes| !votes.is_empty())
    }

    /// Of the period, by memory, rater and session.
    pub fn exposures(&self) -> impl Iterator<Item = &Exposure> {
        let period = self.from..self.to;
        self.exposures.iter().filter(move |row| period.contains(&row.moment.at))
    }

    /// Of the period, by session and rater.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        let period = self.from..self.to;
        self.outcomes.iter().filter(move |row| period.contains(&row.moment.at))
    }

    pub fn is_in_period(&self, at: u64) -> bool {
        (self.from..self.to).contains(&at)
    }

    pub fn memory(&self, name: Name) -> Memory {
        self.memories.get(name.place()).copied().unwrap_or_default()
    }

    fn standing(&self, source: Source) -> Vec<Standing> {
        let last = self.histories(source).filter_map(<[Vote]>::last);
        last.filter(|vote| self.is_in_period(vote.moment.at))
            .filter_map(|vote| vote.rating.map(|rating| Standing { vote: *vote, rating }))
            .collect()
    }

    fn remember(&mut self, analytics: &Analytics) {
        let to = self.to;
        let memories = &mut self.memories;
        let mut name = |name: Name, does: &dyn Fn(&mut Memory)| {
            if let Some(memory) = memories.get_mut(name.place()) {
                memory.is_named = true;
                does(memory);
            }
        };
        for vote in &self.votes {
            name(vote.memory, &|_| {});
        }
        for exposure in &self.exposures {
            name(exposure.memory, &|_| {});
        }
        for fact in analytics.facts.rows().iter().map(Fact::from) {
            name(fact.memory, &|memory| match fact.known {
                Known::Text(text) => memory.text = Some(text),
                Known::Updated(at) => memory.updated = Some(at).filter(|at| *at < to),
                Known::Deleted(at) => memory.is_deleted = at.is_some_and(|at| at < to),
            });
        }
    }
}
