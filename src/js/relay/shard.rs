//! A shard on its ledger: each step of it is taken when the package says so.

use crate::core::feedback::MemoryId;
use crate::core::queue::command::Clock;
use crate::core::relay::forwarding::Reply;
use crate::core::relay::ledger::mine;
use crate::core::relay::letter::Letter;
use crate::core::relay::request::Said;
use crate::core::relay::shard::{Refused, Shard as Core, Step};
use crate::core::time::Millis;
use crate::core::wire::mem0_body;
use crate::sys::ledger::Ledger;
use ::core::cell::RefCell;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

/// A shard with what it keeps.
pub(crate) struct Shard {
    // Borrowed across calls into the ledger, which is SQLite and never calls back.
    core: RefCell<Core>,
    ledger: Ledger,
    /// For which votes are kept.
    keep: Millis,
}

/// What is to be done.
pub(crate) enum Next {
    /// Send this to Mem0, and tell how it went under that number.
    Call(u32, String),
    /// Nothing before that moment, unless something happens.
    Wait(Millis),
    /// Nothing, unless something happens.
    Rest,
}

impl Shard {
    pub(crate) fn open(
        ledger: Ledger,
        concurrency: usize,
        keep: Millis,
        clock: Clock,
    ) -> Result<Self, JsValue> {
        let core = Core::open(&ledger, concurrency, keep, clock)?;
        Ok(Self { core: RefCell::new(core), ledger, keep })
    }

    /// Keeps what a rater says; [`written`](Self::written) has to follow. The answer is a status
    /// for each item.
    pub(crate) fn keep(&self, letter: &str, now: Millis) -> Result<String, JsValue> {
        let Letter { source, rater, content } = read_letter(letter)?;
        let oldest = now - self.keep;
        let mut core = self.core.borrow_mut();
        let statuses = content.iter().map(|item| {
            let Ok(said) = Said::read(item) else { return Ok(400) };
            // What came after it may no longer be known.
            if said.sequence.is_some_and(|sequence| sequence.time() < oldest) {
                return Ok(422);
            }
            core.take(&self.ledger, said, source, &rater, now)?;
            Ok(202)
        });
        let statuses: Result<Vec<u16>, JsValue> = statuses.collect();
        Ok(json!(statuses?).to_string())
    }

    /// What was taken in has been written, or undone; when there is something to be sent, if there
    /// is.
    pub(crate) fn written(&self, is_written: bool, clock: Clock) -> Option<Millis> {
        let mut core = self.core.borrow_mut();
        core.written(is_written);
        (!core.is_idle()).then(|| core.not_before(clock))
    }

    /// What a rater has said.
    pub(crate) fn read(&self, letter: &str) -> Result<String, JsValue> {
        let Letter { source, rater, content } = read_letter(letter)?;
        let mut results = Vec::new();
        let memories = content.iter().filter_map(Value::as_str);
        for memory in memories.filter_map(|memory| MemoryId::new(memory).ok()) {
            if let Some(mine) = mine(&self.ledger, &memory, source, &rater)? {
                let mut result = mine.said.to_json();
                if let Some(fields) = result.as_object_mut() {
                    fields.insert("state".into(), mine.state.into());
                }
                results.push(result);
            }
        }
        Ok(json!(results).to_string())
    }

    pub(crate) fn poll(&self, clock: Clock) -> Result<Next, JsValue> {
        Ok(match self.core.borrow_mut().poll(&self.ledger, clock)? {
            Step::Send(number, feedback) => Next::Call(number, mem0_body(&feedback)),
            Step::Wait(moment) => Next::Wait(moment),
            Step::Idle => Next::Rest,
        })
    }

    /// A call has come to its end; whether Mem0 has taken what was sent.
    pub(crate) fn settled(
        &self,
        number: u32,
        reply: Reply<'_>,
        clock: Clock,
    ) -> Result<bool, JsValue> {
        let result = reply.delivered();
        let answer = result.as_ref().copied();
        self.core.borrow_mut().settled(&self.ledger, number, answer, clock)?;
        Ok(result.is_ok())
    }

    /// What has been refused since this was last asked.
    pub(crate) fn refused(&self) -> Vec<Refused> {
        self.core.borrow_mut().refused()
    }
}

fn read_letter(text: &str) -> Result<Letter, JsValue> {
    Letter::read(text).ok_or_else(|| JsValue::from("a shard was sent what is no letter"))
}
