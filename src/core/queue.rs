//! The queue, without any I/O: what is to be sent, in which order, and when. Drivers give it time,
//! luck and answers.
//!
//! Per memory the last intent wins: a newer feedback takes the place of one that waits, and waits
//! for one that is in flight. Memories are numbered by the driver, from zero and without gaps, so
//! that nothing here needs a text or a hash.

pub mod circuit;
pub mod command;
pub mod item;
pub mod journal;
pub mod memory;
pub mod reading;
pub mod record;
pub mod stamp;
pub mod tab;
#[cfg(test)]
mod tab_tests;
pub mod tenure;
pub mod verdict;

use super::retry::backoff;
use super::time::Millis;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use circuit::{Circuit, Leave, Weather};
use journal::Fate;
use memory::{Entry, Memory};
use record::{Limits, Pushed, Record};
use stamp::Stamp;
use verdict::{LONGEST_HOLD, Verdict};

/// Bytes of ours that may be in flight when the page goes away, out of the 64 KiB that all
/// keepalive bodies of a page have together ([Fetch, section
/// 4.6](https://fetch.spec.whatwg.org/#http-network-or-cache-fetch)).
pub const KEEPALIVE_BYTES: u32 = 16 * 1024;
/// Requests of ours that may be in flight when the page goes away.
pub const KEEPALIVE_REQUESTS: usize = 32;

/// What a driver is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    /// Send the request of that number; [`Queue::in_request`] says what is in it.
    Send {
        /// Its number.
        request: u32,
        /// Whether it may outlive the page.
        keepalive: bool,
    },
    /// A feedback was too old; it is settled.
    Expired(Entry),
    /// Nothing before that moment, unless something happens.
    Wait(Millis),
    /// Nothing, unless something happens.
    Idle,
}

#[derive(Debug)]
struct Request {
    number: u32,
    /// With the memory of each.
    entries: Vec<(u32, Entry)>,
    bytes: u32,
    keepalive: bool,
}

/// The queue.
#[derive(Debug)]
pub struct Queue {
    limits: Limits,
    memories: Vec<Memory>,
    ready: VecDeque<u32>,
    /// A few at the most: the circuit opens before there are many.
    delayed: Vec<(Millis, u32)>,
    requests: Vec<Request>,
    circuit: Circuit,
    last_request: u32,
    pending: usize,
    is_leaving: bool,
    /// Settled, in this order.
    remembered: VecDeque<u32>,
}

impl Queue {
    /// An empty queue.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            memories: Vec::new(),
            ready: VecDeque::new(),
            delayed: Vec::new(),
            requests: Vec::new(),
            circuit: Circuit::default(),
            last_request: 0,
            pending: 0,
            is_leaving: false,
            remembered: VecDeque::new(),
        }
    }

    /// Feedbacks that wait or are in flight.
    pub fn len(&self) -> usize {
        self.pending
    }

    /// Whether nothing waits, and nothing is in flight.
    pub fn is_empty(&self) -> bool {
        self.pending == 0
    }

    /// Takes a feedback in.
    pub fn push(&mut self, record: Record) -> Pushed {
        let in_flight = self.in_flight(record.memory);
        let Some(memory) = self.memory(record.memory) else { return Pushed::Known };
        let pushed = memory.push(record, in_flight);
        self.pending += usize::from(pushed == Pushed::Taken { superseded: None });
        self.schedule(record.memory);
        pushed
    }

    /// Learns that all feedback on a memory up to `stamp` has been settled, the last one by
    /// `fate`, by another sender say. What waited and was not newer comes out.
    pub fn settle_up_to(&mut self, memory: u32, stamp: Stamp, fate: Fate) -> Option<Entry> {
        self.remember(memory, stamp, fate);
        let out = self.memory(memory)?.waiting.take_if(|entry| entry.stamp <= stamp)?;
        self.pending -= 1;
        Some(out)
    }

    /// Whether a feedback on that memory waits or is in flight which is not older than the one of
    /// `stamp`.
    pub fn makes_up_for(&self, memory: u32, stamp: Stamp) -> bool {
        let waiting = self.memories.get(memory as usize).and_then(|memory| memory.waiting);
        let mut known = waiting.into_iter().chain(self.in_flight(memory));
        known.any(|entry| entry.stamp >= stamp && !entry.is_unwanted)
    }

    /// The next thing to do at `now`, of a clock that only goes forward; `wall` is the time of
    /// day, and `luck` uniform over all of `u32`.
    pub fn poll(&mut self, now: Millis, wall: Millis, luck: u32) -> Poll {
        self.delayed.retain(|(due, memory)| {
            let waits = *due > now;
            if !waits {
                self.ready.push_back(*memory);
            }
            waits
        });
        if let Some(expired) = self.expired(wall) {
            return Poll::Expired(expired);
        }
        if self.ready.is_empty() {
            return self.delayed.iter().map(|(due, _)| *due).min().map_or(Poll::Idle, Poll::Wait);
        }
        let most = match self.circuit.leave(now) {
            Leave::From(moment) => return Poll::Wait(moment),
            Leave::One => 1,
            Leave::Open if self.is_leaving => KEEPALIVE_REQUESTS,
            Leave::Open => self.limits.concurrency,
        };
        if self.requests.len() >= most {
            return Poll::Idle;
        }
        self.send(now, wall, luck)
    }

    /// The handles of what is in a request, in its order.
    pub fn in_request(&self, number: u32) -> impl Iterator<Item = u32> {
        let request = self.requests.iter().find(|request| request.number == number);
        let entries = request.map(|request| request.entries.as_slice()).unwrap_or_default();
        entries.iter().map(|(_, entry)| entry.handle)
    }

    /// A request has come to its end, with a verdict on each feedback in it. Of a request that is
    /// not known, since [`recall`](Self::recall) forgot it, nothing is learnt.
    pub fn settled(
        &mut self,
        number: u32,
        verdicts: &[Verdict],
        now: Millis,
        luck: u32,
    ) -> Vec<(u32, Option<Fate>)> {
        let Some(place) = self.requests.iter().position(|request| request.number == number) else {
            return Vec::new();
        };
        let request = self.requests.swap_remove(place);
        let memories = request.entries.iter().map(|(memory, _)| *memory);
        self.circuit.learn(memories, verdicts, now, luck);
        let verdicts = verdicts.iter().copied().chain(::core::iter::repeat(Verdict::Unsent));
        let pairs = request.entries.into_iter().zip(verdicts);
        pairs.map(|(entry, verdict)| self.conclude(entry, verdict, now, luck)).collect()
    }

    /// Stops being the sender: whatever is in flight waits again, if it is still wanted, and nobody
    /// listens to its answer.
    pub fn recall(&mut self) -> Vec<(u32, Option<Fate>)> {
        let requests = ::core::mem::take(&mut self.requests);
        let entries = requests.into_iter().flat_map(|request| request.entries);
        entries.map(|it| self.conclude(it, Verdict::Unsent, Millis(0), 0)).collect()
    }

    /// Takes out all that waits and is not wanted any more, by its handles.
    // By reference, so that the .wasm has it once and not for each caller.
    pub fn remove_if(&mut self, unwanted: &mut dyn FnMut(u32) -> bool) -> Vec<u32> {
        let waiting = self.memories.iter_mut().map(|memory| &mut memory.waiting);
        let removed = waiting.filter_map(|it| it.take_if(|entry| unwanted(entry.handle)));
        let removed: Vec<u32> = removed.map(|entry| entry.handle).collect();
        self.pending -= removed.len();
        removed
    }

    /// Nothing is wanted any more: takes out all that waits, by its handles, and sends nothing of
    /// what is in flight a second time. What is delivered of that is; the rest is superseded.
    pub fn clear(&mut self) -> Vec<u32> {
        let in_flight = self.requests.iter_mut().flat_map(|request| &mut request.entries);
        in_flight.for_each(|(_, entry)| entry.is_unwanted = true);
        self.remove_if(&mut |_| true)
    }

    /// While the page is on its way out, more is sent at once, within what outlives it; what is too
    /// large for that by itself is sent without.
    pub fn leave(&mut self, is_leaving: bool) {
        self.is_leaving = is_leaving;
    }

    /// The network is said to be back.
    pub fn hint(&mut self, now: Millis, luck: u32) {
        self.circuit.hint(now, luck);
        let soon = now + backoff(1, luck);
        self.delayed.iter_mut().for_each(|(due, _)| *due = soon.min(*due));
    }

    /// The host's state, for the next visit.
    pub fn weather(&self, now: Millis, wall: Millis) -> Weather {
        self.circuit.weather(now, wall)
    }

    /// Goes on with the host's state as an earlier visit left it.
    pub fn resume(&mut self, weather: Weather, now: Millis, wall: Millis) {
        self.circuit.resume(weather, now, wall, LONGEST_HOLD);
    }

    /// Numbers of memories of which nothing has to be known any more.
    pub fn forgotten(&mut self) -> Option<u32> {
        while self.remembered.len() > self.limits.remembered {
            let number = self.remembered.pop_front()?;
            let memory = self.memory(number)?;
            memory.is_remembered = false;
            if memory.waiting.is_none() && !memory.is_in_flight && !memory.is_scheduled {
                *memory = Memory::default();
                return Some(number);
            }
        }
        None
    }

    fn memory(&mut self, number: u32) -> Option<&mut Memory> {
        let number = number as usize;
        if self.memories.len() <= number {
            self.memories.resize_with(number + 1, Memory::default);
        }
        self.memories.get_mut(number)
    }

    fn schedule(&mut self, number: u32) {
        let Some(memory) = self.memory(number) else { return };
        if memory.waiting.is_some() && !memory.is_in_flight && !memory.is_scheduled {
            memory.is_scheduled = true;
            self.ready.push_back(number);
        }
    }

    /// The memory whose turn it is, with what waits for it.
    fn next_ready(&mut self) -> Option<(u32, Entry)> {
        loop {
            let number = *self.ready.front()?;
            let memory = self.memory(number)?;
            if let Some(entry) = memory.waiting {
                return Some((number, entry));
            }
            memory.is_scheduled = false;
            self.ready.pop_front();
        }
    }

    fn expired(&mut self, wall: Millis) -> Option<Entry> {
        let (number, entry) = self.next_ready()?;
        if !self.is_too_old(entry, wall) {
            return None;
        }
        let memory = self.memory(number)?;
        memory.waiting = None;
        memory.is_scheduled = false;
        self.ready.pop_front();
        self.remember(number, entry.stamp, Fate::Expired);
        self.pending -= 1;
        Some(entry)
    }

    fn is_too_old(&self, entry: Entry, wall: Millis) -> bool {
        wall - entry.stamp.time() > self.limits.max_age
    }

    fn send(&mut self, now: Millis, wall: Millis, luck: u32) -> Poll {
        let in_flight: u32 =
            self.requests.iter().filter(|it| it.keepalive).map(|it| it.bytes).sum();
        let room = KEEPALIVE_BYTES.saturating_sub(in_flight);
        let is_leaving = self.is_leaving;
        let most = if is_leaving { room.min(self.limits.bytes) } else { self.limits.bytes };
        let (mut entries, mut bytes) = (Vec::new(), 0);
        while entries.len() < self.limits.items
            && let Some((number, entry)) = self.next_ready()
            && !self.is_too_old(entry, wall)
        {
            // What can never outlive the page goes by itself, as from a page that stays.
            let may_wait = is_leaving && entry.bytes <= KEEPALIVE_BYTES;
            if bytes + entry.bytes > most && (may_wait || !entries.is_empty()) {
                break;
            }
            let Some(memory) = self.memory(number) else { break };
            memory.is_scheduled = false;
            memory.is_in_flight = true;
            memory.waiting = None;
            bytes += entry.bytes;
            entries.push((number, entry));
            self.ready.pop_front();
        }
        if entries.is_empty() {
            return Poll::Idle;
        }
        self.circuit.starts(now, luck);
        self.last_request += 1;
        let number = self.last_request;
        // Who has failed does without: the host page may use up what keepalive bodies have together.
        let is_worth_it = is_leaving || !self.circuit.has_failed();
        let keepalive = is_worth_it && bytes <= room && self.requests.len() < KEEPALIVE_REQUESTS;
        self.requests.push(Request { number, entries, bytes, keepalive });
        Poll::Send { request: number, keepalive }
    }

    /// The handle of a feedback in flight, and what has become of it; `None`: it waits again.
    fn conclude(
        &mut self,
        (number, mut entry): (u32, Entry),
        verdict: Verdict,
        now: Millis,
        luck: u32,
    ) -> (u32, Option<Fate>) {
        let is_counted = verdict != Verdict::Unsent && !self.circuit.is_open();
        let Some(memory) = self.memory(number) else { return (entry.handle, None) };
        memory.is_in_flight = false;
        entry.unclear += u8::from(is_counted && verdict == Verdict::Unclear);
        let fate = memory.fate(&entry, verdict);
        if let Some(fate) = fate {
            self.remember(number, entry.stamp, fate);
            self.pending -= 1;
        } else {
            let failed = u32::from(entry.attempt.get() - 1);
            entry.attempt = entry.attempt.saturating_add(u8::from(is_counted));
            memory.waiting = Some(entry);
            memory.is_scheduled |= is_counted;
            if is_counted {
                self.delayed.push((now + backoff(failed, luck), number));
            }
        }
        self.schedule(number);
        (entry.handle, fate)
    }

    /// What is in flight on a memory.
    fn in_flight(&self, number: u32) -> Option<Entry> {
        if !self.memories.get(number as usize)?.is_in_flight {
            return None;
        }
        let mut entries = self.requests.iter().flat_map(|request| &request.entries);
        entries.find(|(memory, _)| *memory == number).map(|(_, entry)| *entry)
    }

    fn remember(&mut self, number: u32, stamp: Stamp, fate: Fate) {
        let Some(memory) = self.memory(number) else { return };
        memory.settle(stamp, fate);
        if !::core::mem::replace(&mut memory.is_remembered, true) {
            self.remembered.push_back(number);
        }
    }
}
