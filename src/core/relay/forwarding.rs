//! From a relay to Mem0: what is sent when, and what is made of the answers.

use super::refusal::Refusal;
use crate::core::answer::{Answer, Json};
use crate::core::batch::{Batch, Lane};
use crate::core::failure::{Code, Failure, Kind};
use crate::core::feedback::Feedback;
use crate::core::retry::{Retry, is_worth_another_attempt};
use crate::core::time::Millis;
use crate::core::wire::mem0_body;
use alloc::string::String;
use alloc::vec::Vec;
use serde::de::IgnoredAny;

/// Attempts after the first, as far as the number of calls allows.
const RETRIES: u32 = 2;

/// What came of a call to Mem0.
#[derive(Clone, Copy, Debug)]
pub enum Reply<'a> {
    /// Nothing, or the connection broke before a status came.
    None,
    /// An answer. Of a body that broke off there is no text.
    Answered {
        /// The status.
        status: u16,
        /// The body.
        text: Option<&'a str>,
        /// What `Retry-After` asks for.
        retry_after: Option<Millis>,
    },
}

/// Whether a body is an object of JSON; what it says in words goes no further than the relay.
#[derive(Clone, Copy)]
struct IsObject(bool);

impl Json for IsObject {
    fn get(&self, _: &str) -> Option<Self> {
        None
    }

    fn at(&self, _: u32) -> Option<Self> {
        None
    }

    fn as_text(&self) -> Option<String> {
        None
    }

    fn as_status(&self) -> Option<u16> {
        None
    }

    fn is_object(&self) -> bool {
        self.0
    }
}

impl Reply<'_> {
    /// Whether Mem0 has what it was sent.
    ///
    /// # Errors
    ///
    /// The failure that the reply stands for.
    pub fn delivered(self) -> Result<(), Failure> {
        let Self::Answered { status, text, retry_after } = self else {
            return Err(Failure::new(Kind::Network, Code::Connect, "Mem0 could not be reached"));
        };
        let is_object = IsObject(text.is_some_and(is_object));
        Answer { status, body: is_object, json: Some(is_object), retry_after }.delivered()
    }
}

fn is_object(text: &str) -> bool {
    text.trim_ascii_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The feedbacks of one request on their way. Those who carry them are told apart by the number
/// of their slot; each takes one at a time, and keeps it until it is settled.
#[derive(Debug)]
pub struct Forwarding {
    items: Vec<Feedback>,
    batch: Batch,
    retries: u32,
    slots: Vec<Option<Slot>>,
    results: Vec<Result<(), Refusal>>,
    asked: Option<Millis>,
}

/// What a slot carries.
#[derive(Clone, Copy, Debug)]
struct Slot {
    index: usize,
    /// Attempts that have failed.
    attempt: u32,
}

impl Forwarding {
    /// Of these items as many are sent as there are `calls`, retries included.
    pub fn new(items: Vec<Feedback>, calls: u32) -> Self {
        let count = items.len().min(calls as usize);
        let retries = (calls / (count as u32).max(1)).saturating_sub(1).min(RETRIES);
        let mut results = Vec::new();
        results.resize_with(items.len(), || Err(not_now()));
        Self { items, batch: Batch::new(count), retries, slots: Vec::new(), results, asked: None }
    }

    /// How many are to be sent.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// The body of the next one, which is in that slot from here on.
    pub fn claim(&mut self, slot: usize) -> Option<String> {
        let index = self.next()?;
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, None);
        }
        *self.slots.get_mut(slot)? = Some(Slot { index, attempt: 0 });
        self.items.get(index).map(mem0_body)
    }

    fn next(&mut self) -> Option<usize> {
        if let Some((index, _)) = self.batch.resume() {
            return Some(index);
        }
        loop {
            let index = self.batch.look()?;
            let lane = Lane::of(&self.items.get(index)?.memory_id);
            if self.batch.claim(index, lane) {
                return Some(index);
            }
        }
    }

    /// An attempt has come to its end: the wait before the next one, which has to be over by
    /// `deadline`; or `None`, and the slot is free. `luck` is uniform over all of `u32`.
    pub fn settled(
        &mut self,
        slot: usize,
        reply: Reply<'_>,
        deadline: Millis,
        now: Millis,
        luck: u32,
    ) -> Option<Millis> {
        let place = self.slots.get_mut(slot)?;
        let Slot { index, attempt } = (*place)?;
        let result = match reply.delivered() {
            Ok(()) => Ok(()),
            Err(failure) => {
                let asked = failure.retry_after;
                let retry = Retry { retries: self.retries, deadline };
                let wait = is_worth_another_attempt(&failure)
                    .then(|| retry.wait(asked.unwrap_or_default(), attempt, now, luck))
                    .flatten();
                if wait.is_some() {
                    *place = Some(Slot { index, attempt: attempt + 1 });
                    return wait;
                }
                self.asked = self.asked.max(asked);
                Err(refusal(&failure))
            }
        };
        *place = None;
        if let (Some(item), Some(its)) = (self.items.get(index), self.results.get_mut(index)) {
            self.batch.settled(Lane::of(&item.memory_id));
            *its = result;
        }
        None
    }

    /// The longest wait that Mem0 asked for, of those that were not tried again.
    pub fn asked(&self) -> Option<Millis> {
        self.asked
    }

    /// What came of each, in the order of the items.
    pub fn into_results(self) -> Vec<Result<(), Refusal>> {
        self.results
    }
}

/// What there is no room for in this request may be sent in another one.
fn not_now() -> Refusal {
    Refusal::new(503, "not_now", "The relay has not sent this one: send it again")
}

/// What the page is told of Mem0's refusal. That the relay's own key is wrong is none of the
/// page's making, and no reason to ask for another token.
fn refusal(failure: &Failure) -> Refusal {
    match (failure.kind, failure.status()) {
        (Kind::Authentication, _) => {
            Refusal::new(502, "upstream_key", "Mem0 does not accept the relay's key")
        }
        (Kind::RateLimit, _) => Refusal::new(429, "upstream_limit", "Mem0 asks to wait"),
        (_, Some(status @ 400..=599)) => Refusal::new(status, "upstream", "Mem0 refused it"),
        _ => Refusal::new(502, "upstream_unreachable", "Mem0 could not be reached"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::feedback::MemoryId;
    use crate::core::reason_code::ReasonCodes;

    const NOW: Millis = Millis(1000);
    const DEADLINE: Millis = Millis(11_000);
    const DOWN: Reply<'_> = Reply::Answered { status: 503, text: None, retry_after: None };
    const TAKEN: Reply<'_> = Reply::Answered { status: 204, text: None, retry_after: None };

    fn items(memories: &[&str]) -> Vec<Feedback> {
        let item = |id: &&str| Feedback {
            memory_id: MemoryId::new(*id).unwrap(),
            rating: None,
            reason: None,
            reason_codes: ReasonCodes::default(),
        };
        memories.iter().map(item).collect()
    }

    fn codes(forwarding: Forwarding) -> Vec<&'static str> {
        let results = forwarding.into_results();
        results.into_iter().map(|result| result.map_or_else(|it| it.code, |()| "ok")).collect()
    }

    #[test]
    fn each_is_tried_as_often_as_the_calls_allow() {
        for (calls, attempts) in [(1, 1), (2, 2), (3, 3), (40, 3)] {
            let mut forwarding = Forwarding::new(items(&["m"]), calls);
            forwarding.claim(0).unwrap();
            let again = (1..).find(|_| forwarding.settled(0, DOWN, DEADLINE, NOW, 7).is_none());
            assert_eq!(again, Some(attempts), "{calls} calls");
            assert_eq!(forwarding.claim(0), None);
            assert_eq!(codes(forwarding), ["upstream"]);
        }
    }

    #[test]
    fn what_there_is_no_room_for_is_not_sent() {
        let mut forwarding = Forwarding::new(items(&["m", "n", "o"]), 2);
        for slot in 0..2 {
            forwarding.claim(slot).unwrap();
            assert_eq!(forwarding.settled(slot, TAKEN, DEADLINE, NOW, 0), None);
        }
        assert_eq!(forwarding.claim(2), None);
        assert_eq!(codes(forwarding), ["ok", "ok", "not_now"]);
    }

    #[test]
    fn of_one_memory_one_at_a_time() {
        let mut forwarding = Forwarding::new(items(&["m", "m", "n"]), 40);
        assert!(forwarding.claim(0).unwrap().contains("\"m\""));
        assert!(forwarding.claim(1).unwrap().contains("\"n\""));
        assert_eq!(forwarding.claim(2), None);
        assert_eq!(forwarding.settled(0, TAKEN, DEADLINE, NOW, 0), None);
        assert!(forwarding.claim(0).unwrap().contains("\"m\""));
    }

    #[test]
    fn nothing_is_tried_again_when_its_time_is_up() {
        let mut forwarding = Forwarding::new(items(&["m"]), 40);
        forwarding.claim(0).unwrap();
        assert!(forwarding.settled(0, Reply::None, DEADLINE, NOW, 7).is_some());
        assert_eq!(forwarding.settled(0, Reply::None, DEADLINE, DEADLINE, 7), None);
        assert_eq!(codes(forwarding), ["upstream_unreachable"]);
    }

    #[test]
    fn delivered_is_what_the_api_says() {
        let reply = |status, text| Reply::Answered { status, text, retry_after: None }.delivered();
        assert_eq!(reply(200, Some(" {\"message\":\"\"}")), Ok(()));
        assert_eq!(reply(204, None), Ok(()));
        for text in [None, Some(""), Some("[]"), Some("{"), Some("<html>"), Some("{} {}")] {
            assert_eq!(reply(200, text).unwrap_err().code, Code::Network, "{text:?}");
        }
        // What a server refused, it refused, even if the reasons broke off.
        assert_eq!(reply(404, None).unwrap_err().code, Code::Http(404));
        assert_eq!(Reply::None.delivered().unwrap_err().code, Code::Connect);
    }
}
