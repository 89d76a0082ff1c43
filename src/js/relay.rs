//! `relay.wasm`: what a relay decides, scopes to go with it, and shards behind it. It waits for
//! nothing: the package's side calls Mem0 and the shards, and tells what they answer. So a request
//! crosses into WebAssembly once to be judged, twice for each call, and once for its answer.

mod ledger;
mod shard;

use crate::core::answer::retry_after;
use crate::core::queue::command::Clock;
use crate::core::relay::forwarding::Reply;
use crate::core::relay::scope::{Secret, signed};
use crate::core::relay::settings::Settings;
use crate::core::relay::visit::{Request, Visit as Core};
use crate::core::time::Millis;
use crate::sys::ledger::Ledger;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use js_sys::Date;
use serde_json::{Value, json};
use shard::{Next, Shard as Driver};
use wasm_bindgen::prelude::*;

/// A relay with its settings, for as long as these stay the same.
#[wasm_bindgen]
pub(crate) struct Desk(Rc<Settings>);

#[wasm_bindgen]
impl Desk {
    /// Takes the settings as JSON.
    ///
    /// # Errors
    ///
    /// A text, when they are none.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &str) -> Result<Self, JsValue> {
        let settings = Settings::read(settings).ok_or("the settings cannot be read")?;
        Ok(Self(Rc::new(settings)))
    }

    /// Takes a request in: see [`Request`].
    // Scalars, since an object would be read one by one as well.
    #[allow(clippy::too_many_arguments)]
    pub fn admit(
        &self,
        id: &str,
        method: &str,
        url: &str,
        origin: Option<String>,
        content_type: Option<String>,
        authorization: Option<String>,
        memory_ids: &str,
        body: Option<Box<[u8]>>,
        is_within: bool,
        now: f64,
    ) -> Visit {
        let request = Request {
            id,
            method,
            url,
            origin: origin.as_deref(),
            content_type: content_type.as_deref(),
            authorization: authorization.as_deref(),
            memory_ids,
            body: body.as_deref(),
            is_within,
        };
        Visit(Core::begin(Rc::clone(&self.0), &request, millis(now)))
    }
}

/// A request under way.
#[wasm_bindgen]
pub(crate) struct Visit(Core);

#[wasm_bindgen]
impl Visit {
    /// The key of its scope's limit; nothing if it is refused already.
    #[wasm_bindgen(js_name = scopeKey)]
    pub fn scope_key(&self) -> Option<String> {
        self.0.limits().map(|[scope, _]| scope)
    }

    /// The key of its rater's limit.
    #[wasm_bindgen(js_name = raterKey)]
    pub fn rater_key(&self) -> Option<String> {
        self.0.limits().map(|[_, rater]| rater)
    }

    /// One of these comes too often.
    pub fn exceed(&mut self) {
        self.0.exceed();
    }

    /// How many feedbacks are to be sent to Mem0.
    pub fn count(&mut self) -> usize {
        self.0.forwarding().map_or(0, |it| it.count())
    }

    /// The body of the next one, which that slot carries from here on.
    pub fn claim(&mut self, slot: u32) -> Option<String> {
        self.0.forwarding()?.claim(slot as usize)
    }

    /// What came of the call of a slot, its status zero if nothing did; milliseconds until it is to
    /// be made again, or nothing if that is its end.
    // As above.
    #[allow(clippy::too_many_arguments)]
    pub fn settled(
        &mut self,
        slot: u32,
        status: u16,
        text: Option<String>,
        asked: Option<String>,
        deadline: f64,
        now: f64,
        luck: u32,
    ) -> Option<f64> {
        let reply = reply(status, text.as_deref(), asked, now);
        let (slot, deadline) = (slot as usize, millis(deadline));
        let wait = self.0.forwarding()?.settled(slot, reply, deadline, millis(now), luck);
        wait.map(|wait| wait.0 as f64)
    }

    /// How many shards are to be asked.
    #[wasm_bindgen(js_name = shareCount)]
    pub fn share_count(&mut self) -> usize {
        self.0.shares().len()
    }

    /// What they are to do: `"keep"` or `"read"` votes, `"give"` or `"gather"` analytics.
    pub fn task(&self) -> String {
        self.0.task().into()
    }

    /// The number of a shard.
    pub fn shard(&mut self, share: usize) -> u32 {
        self.0.shares().get(share).map_or(0, |share| share.shard)
    }

    /// What it is sent.
    pub fn letter(&mut self, share: usize) -> String {
        self.0.shares().get(share).map_or_else(String::new, |share| share.letter.clone())
    }

    /// What it says; nothing if it does not answer.
    pub fn answered(&mut self, share: usize, text: Option<String>) {
        if let Some(share) = self.0.shares().get_mut(share) {
            share.answered(text.as_deref());
        }
    }

    /// The line for the log, and below it the answer: the status, a line for each header, an empty
    /// line, the body.
    pub fn end(self, now: f64) -> String {
        let (answer, mut line) = self.0.end(millis(now));
        line.push('\n');
        line.push_str(&answer);
        line
    }
}

/// Signs a scope, its claims given as JSON, for `lifetime` milliseconds.
///
/// # Errors
///
/// A text that says what is wrong with the claims or the secret.
#[wasm_bindgen(js_name = signScope)]
pub fn sign_scope(
    claims: String,
    kid: String,
    secret: String,
    lifetime: f64,
) -> Result<String, JsValue> {
    let claims: Value = serde_json::from_slice(claims.as_bytes())
        .map_err(|_| JsValue::from("the claims are no JSON"))?;
    signed(claims, &Secret { kid, secret }, millis(Date::now()), millis(lifetime))
        .map_err(JsValue::from)
}

/// A shard's share of the work; what it keeps is in the ledger.
#[wasm_bindgen]
pub(crate) struct Shard {
    driver: Driver,
    /// The call that is to be made.
    call: Option<(u32, String)>,
}

#[wasm_bindgen]
impl Shard {
    /// Opens it on what its ledger has.
    ///
    /// # Errors
    ///
    /// Here and below: the ledger's. It is to be dropped then, since what it knows may not be what
    /// is kept.
    #[wasm_bindgen(constructor)]
    pub fn new(ledger: Ledger, concurrency: u32, keep_ms: f64, now: f64) -> Result<Self, JsValue> {
        let clock = clock(now, 0);
        let driver = Driver::open(ledger, concurrency as usize, millis(keep_ms), clock)?;
        Ok(Self { driver, call: None })
    }

    /// Takes in what the relay has to be kept, in one transaction; `written` has to follow.
    pub fn keep(&self, letter: &str, now: f64) -> Result<String, JsValue> {
        self.driver.keep(letter, millis(now))
    }

    /// The transaction is complete, or was undone: when there is something to be sent, if there is.
    pub fn written(&self, is_written: bool, now: f64) -> Option<f64> {
        self.driver.written(is_written, clock(now, 0)).map(|moment| moment.0 as f64)
    }

    /// Reads a rater's votes back.
    pub fn read(&self, letter: &str) -> Result<String, JsValue> {
        self.driver.read(letter)
    }

    /// The moment before which there is nothing to be done, if there is anything; zero for a call
    /// that is to be made now.
    pub fn poll(&mut self, now: f64, luck: u32) -> Result<Option<f64>, JsValue> {
        Ok(match self.driver.poll(clock(now, luck))? {
            Next::Call(number, body) => {
                self.call = Some((number, body));
                Some(0.0)
            }
            Next::Wait(moment) => Some(moment.0 as f64),
            Next::Rest => None,
        })
    }

    /// The number of that call.
    #[wasm_bindgen(getter)]
    pub fn number(&self) -> u32 {
        self.call.as_ref().map_or(0, |(number, _)| *number)
    }

    /// Its body, once.
    pub fn body(&mut self) -> Option<String> {
        self.call.take().map(|(_, body)| body)
    }

    /// What Mem0 will never take, as JSON, `[[memory, status]]`; the status is zero of what got too
    /// old. Nothing if there is nothing new.
    pub fn refused(&self) -> Option<String> {
        let refused = self.driver.refused();
        let refused = refused.iter().map(|it| json!([it.memory.as_str(), it.status]));
        let refused: Vec<Value> = refused.collect();
        (!refused.is_empty()).then(|| json!(refused).to_string())
    }

    /// What came of a call, its status zero if nothing did; whether Mem0 has taken it.
    pub fn settled(
        &self,
        number: u32,
        status: u16,
        text: Option<String>,
        asked: Option<String>,
        now: f64,
        luck: u32,
    ) -> Result<bool, JsValue> {
        let reply = reply(status, text.as_deref(), asked, now);
        self.driver.settled(number, reply, clock(now, luck))
    }
}

fn reply(status: u16, text: Option<&str>, asked: Option<String>, now: f64) -> Reply<'_> {
    if status == 0 {
        return Reply::None;
    }
    let moment = |date: &str| {
        let moment = Date::parse(date);
        (moment >= 0.0).then(|| millis(moment))
    };
    let asked = asked.and_then(|asked| retry_after(&asked, millis(now), moment));
    Reply::Answered { status, text, retry_after: asked }
}

fn clock(now: f64, luck: u32) -> Clock {
    Clock { now: millis(now), wall: millis(now), luck }
}

fn millis(number: f64) -> Millis {
    Millis(number as u64)
}
