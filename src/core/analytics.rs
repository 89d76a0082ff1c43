//! Does feedback make memories better? Exposures, votes, outcomes and changes of memories, kept by
//! key so that the latest stand; everything else is derived from them. So [`Analytics::merge`] is
//! associative, commutative and idempotent, and the order of records does not matter.
//!
//! No clock, no locale, and no function of the platform's: natively and in WebAssembly all figures
//! are the same to the last bit.

pub mod agreement;
pub mod alike;
pub mod correlation;
pub mod direction;
pub mod figure;
pub mod interval;
pub mod judge;
pub mod ledger;
pub mod names;
pub mod report;
pub mod rows;
pub mod smoothing;
pub mod snapshot;
pub mod sort;

use crate::core::time::Millis;
use alloc::vec::Vec;
use ledger::{Ledger, Row};
use names::{Name, Names};
use rows::{Exposure, Fact, Outcome, Vote};

/// All that was recorded.
#[derive(Clone, Debug)]
pub struct Analytics {
    names: Names,
    exposures: Ledger,
    votes: Ledger,
    outcomes: Ledger,
    facts: Ledger,
}

impl Default for Analytics {
    fn default() -> Self {
        Self {
            names: Names::default(),
            exposures: Ledger::new(rows::EXPOSURES),
            votes: Ledger::new(rows::VOTES),
            outcomes: Ledger::new(rows::OUTCOMES),
            facts: Ledger::new(rows::FACTS),
        }
    }
}

impl Analytics {
    /// The texts that rows refer to.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The number of a text, for rows.
    pub fn name(&mut self, text: &str) -> Name {
        self.names.name(text)
    }

    /// The numbers of many texts, sooner than one by one.
    pub fn names_of(&mut self, texts: &[&str]) -> Vec<Name> {
        self.names.names(texts)
    }

    /// Takes an exposure in, once for each memory, rater and session.
    pub fn expose(&mut self, exposure: Exposure) {
        self.exposures.push(exposure.into());
    }

    /// Takes a vote in. The last one of each memory, rater and source stands.
    pub fn vote(&mut self, vote: Vote) {
        self.votes.push(vote.into());
    }

    /// Takes an outcome in. The last one of each session, or of a user, stands.
    pub fn conclude(&mut self, outcome: Outcome) {
        self.outcomes.push(outcome.into());
    }

    /// Takes in what is known of a memory. The last one of each kind stands.
    pub fn know(&mut self, fact: Fact) {
        self.facts.push(fact.into());
    }

    /// Takes in all that another one holds.
    pub fn merge(&mut self, other: &Self) {
        self.take(other, Millis(0));
    }

    /// Drops all that was recorded before a moment, but for what is known of memories.
    pub fn forget_before(&mut self, moment: Millis) {
        let mut kept = Self::default();
        kept.take(self, moment);
        *self = kept;
    }

    /// Records that are kept.
    pub fn len(&mut self) -> usize {
        self.settle();
        self.exposures.rows().len()
            + self.votes.rows().len()
            + self.outcomes.rows().len()
            + self.facts.rows().len()
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&mut self) -> bool {
        self.len() == 0
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.names.bytes()
            + self.exposures.bytes()
            + self.votes.bytes()
            + self.outcomes.bytes()
            + self.facts.bytes()
    }

    /// Facts, exposures, votes and outcomes, in an order that does not depend on how they came.
    pub fn sorted(&mut self) -> [Vec<Row>; 4] {
        self.settle();
        let ranks = self.names.ranks();
        [&self.facts, &self.exposures, &self.votes, &self.outcomes]
            .map(|ledger| ledger.sorted(&ranks))
    }

    /// Puts all in order, and drops what does not stand any more.
    fn settle(&mut self) {
        self.exposures.settle(&self.names);
        self.votes.settle(&self.names);
        self.outcomes.settle(&self.names);
        self.facts.settle(&self.names);
    }

    /// Takes in what another one holds, from a moment on.
    fn take(&mut self, other: &Self, since: Millis) {
        // Only texts that something refers to.
        let mut numbers: Vec<Option<Name>> = alloc::vec![None; other.names.len()];
        let names = &mut self.names;
        let mut new = |name: Name| match numbers.get_mut(name.place()) {
            Some(number) => *number.get_or_insert_with(|| names.name(other.names.text(name))),
            None => Name::EMPTY,
        };
        self.exposures.extend(&other.exposures, since, &mut new);
        self.votes.extend(&other.votes, since, &mut new);
        self.outcomes.extend(&other.outcomes, since, &mut new);
        self.facts.extend(&other.facts, Millis(0), &mut new);
    }
}
