//! A shard: it keeps the votes on its share of all memories, and sends what Mem0 is to know of
//! them, by the same queue as a page. It can be dropped and opened again at any time, since the
//! ledger has all that may not be lost.

use super::ledger::{Known, Ledger, State, Vote, Waiting, said, take};
use super::order::Order;
use super::request::Said;
use super::scope::Source;
use crate::core::failure::Failure;
use crate::core::feedback::{Feedback, MemoryId};
use crate::core::queue::circuit::Weather;
use crate::core::queue::command::Clock;
use crate::core::queue::journal::Fate;
use crate::core::queue::record::{Limits, Record};
use crate::core::queue::stamp::Stamp;
use crate::core::queue::verdict::Verdict;
use crate::core::queue::{Poll, Queue};
use crate::core::reason_code::ReasonCodes;
use crate::core::time::Millis;
use alloc::string::String;
use alloc::vec::Vec;

/// How many shards there are. Another number would send memories to shards that know nothing of
/// them.
pub const SHARDS: u32 = 32;
/// Changes that are in the queue at a time; the ledger has the rest.
const LOADED: usize = 2000;

/// The shard of a memory: the [FNV-1a](https://www.rfc-editor.org/rfc/rfc9923) hash of its id in
/// 32 bits, modulo [`SHARDS`].
pub fn shard_of(memory_id: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    memory_id.bytes().fold(0x811c_9dc5, step) % SHARDS
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send that, and tell how it went under that number.
    Send(u32, Feedback),
    /// Nothing before that moment, unless something happens.
    Wait(Millis),
    /// Nothing, unless something happens.
    Idle,
}

/// What will not be sent any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The memory that it is about.
    pub memory: MemoryId,
    /// The status of Mem0's answer; zero if it got too old.
    pub status: u16,
}

/// A shard.
#[derive(Debug)]
pub struct Shard {
    queue: Queue,
    names: Names,
    sending: Vec<Sending>,
    /// Its clock, above every one that it has handed out.
    clock: u64,
    /// Changes up to this revision are in the queue, or done.
    loaded: u64,
    /// Whether the ledger may have changes above it.
    has_more: bool,
    weather: Weather,
    /// Taken, but perhaps not yet written.
    taken: Vec<Waiting>,
    refused: Vec<Refused>,
}

impl Shard {
    /// Opens it: what waits in the ledger will be sent.
    ///
    /// # Errors
    ///
    /// The ledger's, here and below.
    pub fn open<L: Ledger>(
        ledger: &L,
        concurrency: usize,
        max_age: Millis,
        clock: Clock,
    ) -> Result<Self, L::Error> {
        // Revisions only grow, so that of what is settled nothing has to be remembered.
        let limits = Limits { concurrency, items: 1, bytes: u32::MAX, max_age, remembered: 0 };
        let weather = ledger.weather()?;
        let mut queue = Queue::new(limits);
        queue.resume(weather, clock.now, clock.wall);
        Ok(Self {
            queue,
            names: Names::default(),
            sending: Vec::new(),
            clock: ledger.revision()?,
            loaded: 0,
            has_more: true,
            weather,
            taken: Vec::new(),
            refused: Vec::new(),
        })
    }

    /// Takes in what a rater says, at `wall` by the time of day; [`written`](Self::written) has to
    /// follow.
    pub fn take<L: Ledger>(
        &mut self,
        ledger: &L,
        said: Said,
        source: Source,
        rater: &str,
        wall: Millis,
    ) -> Result<(), L::Error> {
        self.clock = (self.clock + 1).max(wall.0.saturating_mul(Stamp::TICKS));
        let order = Order::new(said.sequence, self.clock);
        let vote = Vote { feedback: said.feedback, rater: String::from(rater), source, order };
        if take(ledger, &vote, wall, self.clock)? {
            let memory = vote.feedback.memory_id;
            self.taken.push(Waiting { memory, revision: self.clock });
        }
        Ok(())
    }

    /// What was taken in is in the ledger now and will be sent; or all of it has been undone.
    pub fn written(&mut self, is_written: bool) {
        let taken = ::core::mem::take(&mut self.taken);
        for change in taken.into_iter().filter(|_| is_written) {
            // What the queue has no room for is loaded in its turn, and so is all that follows.
            self.has_more |= self.queue.len() >= LOADED;
            if !self.has_more {
                self.push(change);
            }
        }
    }

    /// The next thing to do.
    pub fn poll<L: Ledger>(&mut self, ledger: &L, clock: Clock) -> Result<Step, L::Error> {
        self.load(ledger)?;
        loop {
            while let Some(number) = self.queue.forgotten() {
                self.names.remove(number);
            }
            return Ok(match self.queue.poll(clock.now, clock.wall, clock.luck) {
                Poll::Expired(entry) => {
                    let revision = entry.stamp.clock;
                    self.conclude(ledger, entry.handle, revision, State::Refused(0))?;
                    continue;
                }
                Poll::Send { request, .. } => {
                    let number = self.queue.in_request(request).next();
                    let Some((number, name)) =
                        number.and_then(|number| Some((number, self.names.get(number)?)))
                    else {
                        continue;
                    };
                    self.sending.push(Sending { request, number, revision: name.revision });
                    Step::Send(request, to_send(ledger, &name.memory)?)
                }
                Poll::Wait(moment) => Step::Wait(moment),
                Poll::Idle => Step::Idle,
            });
        }
    }

    /// A request has come to its end.
    pub fn settled<L: Ledger>(
        &mut self,
        ledger: &L,
        request: u32,
        answer: Result<(), &Failure>,
        clock: Clock,
    ) -> Result<(), L::Error> {
        let (verdict, status) = match answer {
            Ok(()) => (Verdict::Delivered, 0),
            Err(failure) => (verdict(failure), failure.status().unwrap_or_default()),
        };
        let settled = self.queue.settled(request, &[verdict], clock.now, clock.luck);
        let place = self.sending.iter().position(|it| it.request == request);
        let sending = place.map(|place| self.sending.swap_remove(place));
        if let (Some(Sending { number, revision, .. }), Some((_, fate))) =
            (sending, settled.first())
        {
            match fate {
                Some(Fate::Sent) => self.conclude(ledger, number, revision, State::Sent)?,
                Some(Fate::Refused) => {
                    self.conclude(ledger, number, revision, State::Refused(status))?;
                }
                // A later change waits, or there will be another attempt.
                Some(Fate::Superseded | Fate::Expired) | None => {}
            }
        }
        let weather = self.queue.weather(clock.now, clock.wall);
        if weather != self.weather {
            ledger.keep_weather(weather)?;
            self.weather = weather;
        }
        Ok(())
    }

    /// Before this moment there is no use in trying.
    pub fn not_before(&self, clock: Clock) -> Millis {
        self.queue.weather(clock.now, clock.wall).until.max(clock.wall)
    }

    /// Whether there is nothing to be sent.
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty() && !self.has_more
    }

    /// What has been refused since this was last asked.
    pub fn refused(&mut self) -> Vec<Refused> {
        ::core::mem::take(&mut self.refused)
    }

    /// Fills the queue up, when it runs low.
    fn load<L: Ledger>(&mut self, ledger: &L) -> Result<(), L::Error> {
        while self.has_more && self.queue.len() <= LOADED / 2 {
            let waiting = ledger.waiting(self.loaded, LOADED as u32 / 2)?;
            self.has_more = !waiting.is_empty();
            waiting.into_iter().for_each(|change| self.push(change));
        }
        Ok(())
    }

    fn push(&mut self, Waiting { memory, revision }: Waiting) {
        let number = self.names.number(memory, revision);
        let stamp = Stamp { clock: revision, tab: 0 };
        self.loaded = self.loaded.max(revision);
        self.queue.push(Record { handle: number, memory: number, stamp, bytes: 0 });
    }

    fn conclude<L: Ledger>(
        &mut self,
        ledger: &L,
        number: u32,
        revision: u64,
        state: State,
    ) -> Result<(), L::Error> {
        let Some(Name { memory, .. }) = self.names.get(number) else { return Ok(()) };
        ledger.conclude(memory, revision, state)?;
        if let State::Refused(status) = state {
            self.refused.push(Refused { memory: memory.clone(), status });
        }
        Ok(())
    }
}

/// A change in flight.
#[derive(Debug)]
struct Sending {
    request: u32,
    /// Of its memory.
    number: u32,
    revision: u64,
}

/// What Mem0 is to be told of a memory as things are now.
fn to_send<L: Ledger>(ledger: &L, memory: &MemoryId) -> Result<Feedback, L::Error> {
    let speaker = ledger.known(memory)?.and_then(|Known { speaker, .. }| speaker);
    Ok(said(ledger, memory, speaker)?.unwrap_or_else(|| Feedback {
        memory_id: memory.clone(),
        rating: None,
        reason: None,
        reason_codes: ReasonCodes::default(),
    }))
}

/// A key that Mem0 does not accept is the owner's to change, and no reason to give up a vote.
fn verdict(failure: &Failure) -> Verdict {
    match failure.status().unwrap_or_default() {
        401 | 403 => Verdict::HostDown,
        status => Verdict::on_failure(status, failure.retry_after.unwrap_or_default()),
    }
}

/// Memories by small numbers, as the queue knows them.
#[derive(Debug, Default)]
struct Names {
    names: Vec<Option<Name>>,
    /// By their memories.
    sorted: Vec<u32>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Name {
    memory: MemoryId,
    /// Of its last change in the queue.
    revision: u64,
}

impl Names {
    fn number(&mut self, memory: MemoryId, revision: u64) -> u32 {
        let place = self.place(&memory);
        let known = place.ok().and_then(|place| self.sorted.get(place).copied());
        let number = known.or_else(|| self.free.pop()).unwrap_or(self.names.len() as u32);
        if let Err(place) = place {
            self.sorted.insert(place, number);
        }
        let name = Some(Name { memory, revision });
        match self.names.get_mut(number as usize) {
            Some(free) => *free = name,
            None => self.names.push(name),
        }
        number
    }

    /// Where it is, or where it belongs.
    fn place(&self, memory: &MemoryId) -> Result<usize, usize> {
        let its = |number: &u32| self.get(*number).map(|name| &name.memory).cmp(&Some(memory));
        self.sorted.binary_search_by(its)
    }

    fn get(&self, number: u32) -> Option<&Name> {
        self.names.get(number as usize)?.as_ref()
    }

    fn remove(&mut self, number: u32) {
        let place = self.get(number).and_then(|name| self.place(&name.memory).ok());
        if let (Some(place), Some(name)) = (place, self.names.get_mut(number as usize)) {
            self.sorted.remove(place);
            self.free.push(number);
            *name = None;
        }
    }
}

#[cfg(test)]
#[path = "shard_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "shard_world.rs"]
mod world;
