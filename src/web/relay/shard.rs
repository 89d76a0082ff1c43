//! A shard at work: it sends what waits, until there is nothing that can be sent soon.

use super::forward;
use super::letter::Letter;
use crate::core::feedback::{Feedback, MemoryId};
use crate::core::queue::command::Clock;
use crate::core::relay::ledger::mine;
use crate::core::relay::request::Said;
use crate::core::relay::shard::{Shard as Core, Step};
use crate::core::time::Millis;
use crate::sys::hooks::{Refusals, Upstream};
use crate::sys::ledger::Ledger;
use crate::sys::promise::deferred;
use crate::sys::timer::Timer;
use ::core::cell::{Cell, RefCell};
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Date, Function, Math};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

/// What is due within this is waited for; for what comes later there is an alarm.
const NAP: Millis = Millis(1000);
/// Calls of one alarm; the next one follows at once. Cloudflare's smallest plan
/// [allows 50](https://developers.cloudflare.com/workers/platform/limits/#subrequests).
const MOST_CALLS: u32 = 40;

/// A shard with all that it works with.
pub(crate) struct Shard {
    // Borrowed across calls into the ledger, which is SQLite and never calls back.
    core: RefCell<Core>,
    ledger: Ledger,
    upstream: Upstream,
    /// For which votes are kept.
    keep: Millis,
    fetch: Function,
    refusals: Refusals,
    calls: Cell<u32>,
    sent: Cell<u32>,
    failed: Cell<u32>,
    /// Why the ledger failed.
    broken: Cell<Option<JsValue>>,
    /// When to go on.
    next: Cell<Option<Millis>>,
    wake: RefCell<Option<Function>>,
}

impl Shard {
    pub(crate) fn open(
        ledger: Ledger,
        upstream: Upstream,
        keep: Millis,
        fetch: Function,
        refusals: Refusals,
    ) -> Result<Rc<Self>, JsValue> {
        let concurrency = upstream.concurrency() as usize;
        let core = Core::open(&ledger, concurrency, keep, clock())?;
        let shard = Self {
            core: RefCell::new(core),
            ledger,
            upstream,
            keep,
            fetch,
            refusals,
            calls: Cell::new(0),
            sent: Cell::new(0),
            failed: Cell::new(0),
            broken: Cell::new(None),
            // There may be something in the ledger.
            next: Cell::new(Some(clock().wall)),
            wake: RefCell::new(None),
        };
        Ok(Rc::new(shard))
    }

    /// Keeps what a rater says; [`written`](Self::written) has to follow. The answer is a status
    /// for each item.
    pub(crate) fn keep(&self, letter: &str) -> Result<String, JsValue> {
        let Letter { source, rater, content } = Letter::read(letter)?;
        let now = clock().wall;
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

    /// What was taken in has been written, or undone.
    pub(crate) fn written(&self, is_written: bool) {
        let mut core = self.core.borrow_mut();
        core.written(is_written);
        if !core.is_idle() {
            let soon = core.not_before(clock());
            self.next.set(Some(self.next.get().map_or(soon, |next| next.min(soon))));
        }
        drop(core);
        self.wake_up();
    }

    /// What a rater has said.
    pub(crate) fn read(&self, letter: &str) -> Result<String, JsValue> {
        let Letter { source, rater, content } = Letter::read(letter)?;
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

    /// When there is something to be done; `None`: unless something happens, never.
    pub(crate) fn next(&self) -> Option<Millis> {
        self.next.get()
    }

    /// Sends until nothing is due soon, or for `span`; what has become of it, for the log.
    ///
    /// When the ledger fails, this shard is to be dropped: what it knows may not be what is kept.
    pub(crate) async fn work(self: Rc<Self>, span: Millis) -> Result<String, JsValue> {
        let end = clock().now + span;
        self.sent.set(0);
        self.failed.set(0);
        let broken = loop {
            let (now, is_busy) = (clock(), self.calls.get() > 0);
            let broken = self.broken.take();
            let begun = self.sent.get() + self.failed.get() + self.calls.get();
            let is_over = broken.is_some() || now.now >= end || begun >= MOST_CALLS;
            if !is_busy && is_over {
                self.next.set(Some(now.wall));
                break broken;
            }
            self.broken.set(broken);
            let step = if is_over { Ok(Step::Idle) } else { self.poll(now) };
            match step {
                Ok(Step::Send(number, feedback)) => {
                    self.calls.set(self.calls.get() + 1);
                    spawn_local(Rc::clone(&self).send(number, feedback));
                }
                Ok(Step::Wait(moment)) if !is_busy && moment > now.now + NAP => {
                    self.next.set(Some(moment));
                    break None;
                }
                Ok(Step::Wait(moment)) => self.sleep(Some(moment - now.now)).await,
                Ok(Step::Idle) if !is_busy => {
                    self.next.set(None);
                    break None;
                }
                Ok(Step::Idle) => self.sleep(None).await,
                Err(error) => self.broken.set(Some(error)),
            }
        };
        let (sent, failed) = (self.sent.get(), self.failed.get());
        let report = json!({ "sent": sent, "failed": failed }).to_string();
        broken.map_or(Ok(report), Err)
    }

    fn poll(&self, now: Clock) -> Result<Step, JsValue> {
        let mut core = self.core.borrow_mut();
        let step = core.poll(&self.ledger, now);
        let refused = core.refused();
        drop(core);
        for it in refused {
            self.refusals.refused(it.memory.as_str(), u32::from(it.status));
        }
        step
    }

    async fn send(self: Rc<Self>, number: u32, feedback: Feedback) {
        let Self { upstream, fetch, .. } = &*self;
        let results = forward::send(upstream, fetch.clone(), [feedback].into(), 0).await;
        let answer = results.first().map_or(Ok(()), |result| result.as_ref().copied());
        let count = if answer.is_ok() { &self.sent } else { &self.failed };
        count.set(count.get() + 1);
        let settled = self.core.borrow_mut().settled(&self.ledger, number, answer, clock());
        if let Err(error) = settled {
            self.broken.set(Some(error));
        }
        self.calls.set(self.calls.get() - 1);
        self.wake_up();
    }

    /// Until a call has ended, something was taken in, or that time is over.
    async fn sleep(&self, span: Option<Millis>) {
        let (woken, wake) = deferred();
        let _timer = span.map(|span| Timer::start(&wake, span));
        self.wake.replace(Some(wake));
        // It resolves, whatever happens.
        let _ = JsFuture::from(woken).await;
    }

    fn wake_up(&self) {
        if let Some(wake) = self.wake.take() {
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }
}

fn clock() -> Clock {
    let now = Millis(Date::now() as u64);
    Clock { now, wall: now, luck: (Math::random() * f64::from(u32::MAX)) as u32 }
}
