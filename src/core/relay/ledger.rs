//! What a shard keeps of votes, and what Mem0 is to hear of them.
//!
//! Mem0 has one place for each memory. It belongs to the latest vote of a person that stands, else
//! to the latest of a judge, else to nobody.

use super::order::Order;
use super::request::Said;
use super::scope::Source;
use crate::core::feedback::{Feedback, MemoryId};
use crate::core::queue::circuit::Weather;
use crate::core::time::Millis;
use alloc::string::String;
use alloc::vec::Vec;

/// What one rater says of one memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// What is said.
    pub feedback: Feedback,
    /// A pseudonym.
    pub rater: String,
    /// Who speaks.
    pub source: Source,
    /// Where it stands among others.
    pub order: Order,
}

/// What is known of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Whose vote Mem0 is to have; `None`: nobody's.
    pub speaker: Option<Source>,
    /// How far that is.
    pub state: State,
}

/// How far Mem0 knows what is to be known of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits, or is in flight.
    Waiting,
    /// Mem0 has it.
    Sent,
    /// Mem0 will never take it: the status of its answer, zero if it got too old.
    Refused(u16),
}

/// A memory of which Mem0 does not know what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The memory.
    pub memory: MemoryId,
    /// The number of the change, above those of all earlier changes.
    pub revision: u64,
}

/// Where votes are kept: what it has taken in it never forgets by itself.
pub trait Ledger {
    /// Why it cannot be read or written.
    type Error;

    /// What a rater has said of a memory.
    ///
    /// # Errors
    ///
    /// Here and below: when it cannot be read or written.
    fn vote(
        &self,
        memory: &MemoryId,
        source: Source,
        rater: &str,
    ) -> Result<Option<(Feedback, Order)>, Self::Error>;
    /// Keeps a vote in place of what its rater said before.
    fn keep(&self, vote: &Vote, arrival: Millis) -> Result<(), Self::Error>;
    /// The latest vote that stands, of all raters of that source; by their counted clocks.
    fn latest(&self, memory: &MemoryId, source: Source) -> Result<Option<Feedback>, Self::Error>;
    /// What is known of a memory.
    fn known(&self, memory: &MemoryId) -> Result<Option<Known>, Self::Error>;
    /// Mem0 is to know something else of a memory: it waits from now on.
    fn change(
        &self,
        memory: &MemoryId,
        speaker: Option<Source>,
        revision: u64,
    ) -> Result<(), Self::Error>;
    /// What waited no longer does, unless there is a later change.
    fn conclude(&self, memory: &MemoryId, revision: u64, state: State) -> Result<(), Self::Error>;
    /// What waits, by its revision, `most` of those above `after`.
    fn waiting(&self, after: u64, most: u32) -> Result<Vec<Waiting>, Self::Error>;
    /// The last revision.
    fn revision(&self) -> Result<u64, Self::Error>;
    /// The host's state, as it was kept last.
    fn weather(&self) -> Result<Weather, Self::Error>;
    /// Keeps the host's state.
    fn keep_weather(&self, weather: Weather) -> Result<(), Self::Error>;
}

/// Whether a vote says anything. One with neither grade nor reason takes back.
pub fn stands(feedback: &Feedback) -> bool {
    feedback.rating.is_some() || feedback.full_reason().is_some()
}

/// Takes a vote in; whether Mem0 is to know something else by it. Older than what its rater said
/// before, it changes nothing.
///
/// # Errors
///
/// The ledger's; what was written until then is to be undone.
pub fn take<L: Ledger>(
    ledger: &L,
    vote: &Vote,
    arrival: Millis,
    revision: u64,
) -> Result<bool, L::Error> {
    let memory = &vote.feedback.memory_id;
    let kept = ledger.vote(memory, vote.source, &vote.rater)?;
    if kept.is_some_and(|(_, kept)| !vote.order.follows(&kept)) {
        return Ok(false);
    }
    let known = ledger.known(memory)?;
    let speaker = known.and_then(|known| known.speaker);
    let before = said(ledger, memory, speaker)?;
    ledger.keep(vote, arrival)?;
    // Even to a person whose own vote is no longer kept.
    if vote.source == Source::Judge && speaker == Some(Source::Human) {
        return Ok(false);
    }
    let (next, after) = match ledger.latest(memory, Source::Human)? {
        Some(said) => (Some(Source::Human), Some(said)),
        None => {
            let said = ledger.latest(memory, Source::Judge)?;
            (said.is_some().then_some(Source::Judge), said)
        }
    };
    let is_known = known.is_some_and(|known| !matches!(known.state, State::Refused(_)));
    if is_known && speaker == next && before == after {
        return Ok(false);
    }
    ledger.change(memory, next, revision)?;
    Ok(true)
}

/// What Mem0 is to know of a memory: `None` for nothing at all.
///
/// # Errors
///
/// The ledger's.
pub fn said<L: Ledger>(
    ledger: &L,
    memory: &MemoryId,
    speaker: Option<Source>,
) -> Result<Option<Feedback>, L::Error> {
    speaker.map_or(Ok(None), |speaker| ledger.latest(memory, speaker))
}

/// A rater's own vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// What was said, with its sequence.
    pub said: Said,
    /// How far it is, by the words of the queue in a page.
    pub state: &'static str,
}

/// Reads a rater's own vote back.
///
/// # Errors
///
/// The ledger's.
pub fn mine<L: Ledger>(
    ledger: &L,
    memory: &MemoryId,
    source: Source,
    rater: &str,
) -> Result<Option<Mine>, L::Error> {
    let Some((feedback, order)) = ledger.vote(memory, source, rater)? else { return Ok(None) };
    let known = ledger.known(memory)?;
    let speaker = known.and_then(|known| known.speaker);
    let speaks = if stands(&feedback) {
        speaker == Some(source) && ledger.latest(memory, source)?.as_ref() == Some(&feedback)
    } else {
        speaker.is_none()
    };
    let state = match known.map(|known| known.state) {
        _ if !speaks => "superseded",
        Some(State::Refused(_)) => "refused",
        Some(State::Sent) => "sent",
        Some(State::Waiting) | None => "saved",
    };
    Ok(Some(Mine { said: Said { feedback, sequence: Some(order.stamp) }, state }))
}
