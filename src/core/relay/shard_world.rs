//! What surrounds a shard in its tests: a ledger in memory, a clock, and a host.

use super::*;
use crate::core::feedback::Rating;
use crate::core::relay::ledger::stands;
use ::core::cell::RefCell;
use ::core::convert::Infallible;
use alloc::collections::BTreeMap;
use alloc::string::ToString;

pub(super) const START: Millis = Millis(1_800_000_000_000);
pub(super) const DAY: Millis = Millis::from_secs(24 * 60 * 60);

#[derive(Default)]
pub(super) struct Tables {
    pub(super) votes: BTreeMap<(MemoryId, bool, String), Vote>,
    memories: BTreeMap<MemoryId, (Known, u64)>,
    weather: Weather,
}

#[derive(Default)]
pub(super) struct Book(pub(super) RefCell<Tables>);

impl Book {
    pub(super) fn state(&self, memory: &str) -> State {
        self.known(&id(memory)).unwrap().unwrap().state
    }
}

pub(super) fn id(memory: &str) -> MemoryId {
    MemoryId::new(memory).unwrap()
}

impl Ledger for Book {
    type Error = Infallible;

    fn vote(
        &self,
        memory: &MemoryId,
        source: Source,
        rater: &str,
    ) -> Result<Option<(Feedback, Order)>, Infallible> {
        let key = (memory.clone(), source == Source::Judge, rater.to_string());
        let tables = self.0.borrow();
        Ok(tables.votes.get(&key).map(|vote| (vote.feedback.clone(), vote.order)))
    }

    fn keep(&self, vote: &Vote, _: Millis) -> Result<(), Infallible> {
        let memory = vote.feedback.memory_id.clone();
        let key = (memory, vote.source == Source::Judge, vote.rater.clone());
        self.0.borrow_mut().votes.insert(key, vote.clone());
        Ok(())
    }

    fn latest(&self, memory: &MemoryId, source: Source) -> Result<Option<Feedback>, Infallible> {
        let tables = self.0.borrow();
        let votes = tables.votes.values().filter(|vote| {
            vote.feedback.memory_id == *memory && vote.source == source && stands(&vote.feedback)
        });
        let latest = votes.max_by_key(|it| (it.order.counted, it.order.stamp.tab, &it.rater));
        Ok(latest.map(|vote| vote.feedback.clone()))
    }

    fn known(&self, memory: &MemoryId) -> Result<Option<Known>, Infallible> {
        Ok(self.0.borrow().memories.get(memory).map(|(known, _)| *known))
    }

    fn change(
        &self,
        memory: &MemoryId,
        speaker: Option<Source>,
        revision: u64,
    ) -> Result<(), Infallible> {
        let known = Known { speaker, state: State::Waiting };
        self.0.borrow_mut().memories.insert(memory.clone(), (known, revision));
        Ok(())
    }

    fn conclude(&self, memory: &MemoryId, revision: u64, state: State) -> Result<(), Infallible> {
        if let Some((known, at)) = self.0.borrow_mut().memories.get_mut(memory)
            && *at == revision
        {
            known.state = state;
        }
        Ok(())
    }

    fn waiting(&self, after: u64, most: u32) -> Result<Vec<Waiting>, Infallible> {
        let tables = self.0.borrow();
        let waiting = tables
            .memories
            .iter()
            .filter(|(_, (known, revision))| known.state == State::Waiting && *revision > after);
        let mut waiting: Vec<Waiting> = waiting
            .map(|(memory, (_, revision))| Waiting { memory: memory.clone(), revision: *revision })
            .collect();
        waiting.sort_by_key(|it| it.revision);
        waiting.truncate(most as usize);
        Ok(waiting)
    }

    fn revision(&self) -> Result<u64, Infallible> {
        Ok(self.0.borrow().memories.values().map(|(_, at)| *at).max().unwrap_or_default())
    }

    fn weather(&self) -> Result<Weather, Infallible> {
        Ok(self.0.borrow().weather)
    }

    fn keep_weather(&self, weather: Weather) -> Result<(), Infallible> {
        self.0.borrow_mut().weather = weather;
        Ok(())
    }
}

/// A shard, its ledger, and a host that has what it was sent.
pub(super) struct World {
    pub(super) book: Book,
    pub(super) shard: Shard,
    pub(super) now: Millis,
    pub(super) host: BTreeMap<MemoryId, Feedback>,
    pub(super) sent: usize,
}

impl World {
    pub(super) fn new() -> Self {
        let book = Book::default();
        let now = START + Millis(1000);
        let shard = open(&book, now);
        Self { book, shard, now, host: BTreeMap::new(), sent: 0 }
    }

    pub(super) fn clock(&self) -> Clock {
        clock(self.now)
    }

    pub(super) fn vote(
        &mut self,
        memory: &str,
        rater: &str,
        rating: Option<Rating>,
        at: Option<Stamp>,
    ) {
        self.say(memory, rater, Source::Human, rating, at);
    }

    pub(super) fn say(
        &mut self,
        memory: &str,
        rater: &str,
        source: Source,
        rating: Option<Rating>,
        sequence: Option<Stamp>,
    ) {
        let said = Said { feedback: feedback(memory, rating), sequence };
        self.shard.take(&self.book, said, source, rater, self.now).unwrap();
        self.shard.written(true);
    }

    pub(super) fn poll(&mut self) -> Step {
        let clock = self.clock();
        self.shard.poll(&self.book, clock).unwrap()
    }

    /// Sends all that is to be sent, the host answering by `answer`, and waits where it has to.
    pub(super) fn run(&mut self, mut answer: impl FnMut() -> Result<(), Failure>) {
        for _ in 0..10_000 {
            match self.poll() {
                Step::Send(number, feedback) => {
                    self.sent += 1;
                    self.answer(number, feedback, answer());
                }
                Step::Wait(moment) => self.now = moment.max(self.now + Millis(1)),
                Step::Idle => return,
            }
        }
        unreachable!("there is no end to sending");
    }

    pub(super) fn answer(&mut self, number: u32, feedback: Feedback, answer: Result<(), Failure>) {
        if answer.is_ok() {
            self.host.insert(feedback.memory_id.clone(), feedback);
        }
        let clock = self.clock();
        self.shard.settled(&self.book, number, answer.as_ref().copied(), clock).unwrap();
    }

    pub(super) fn crash(&mut self) {
        self.shard = open(&self.book, self.now);
    }

    pub(super) fn has(&self, memory: &str) -> Option<Rating> {
        self.host.get(&id(memory)).and_then(|feedback| feedback.rating)
    }
}

fn open(book: &Book, now: Millis) -> Shard {
    Shard::open(book, 6, DAY, clock(now)).unwrap()
}

fn clock(now: Millis) -> Clock {
    Clock { now, wall: now, luck: 1 << 31 }
}

pub(super) fn feedback(memory: &str, rating: Option<Rating>) -> Feedback {
    let reason_codes = ReasonCodes::default();
    Feedback { memory_id: id(memory), rating, reason: None, reason_codes }
}
