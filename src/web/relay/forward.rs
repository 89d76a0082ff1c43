//! From a relay to Mem0: the client's own batch, with the key.

use crate::core::failure::{Code, Failure, Kind};
use crate::core::feedback::Feedback;
use crate::core::relay::refusal::Refusal;
use crate::core::time::Millis;
use crate::core::wire::PATH;
use crate::sys::hooks::{Settings, Upstream};
use crate::sys::promise::deferred;
use crate::web::batch::{Items, run_batch};
use crate::web::credential::Credential;
use crate::web::{Client, Ended, Outcome, joined};
use ::core::cell::RefCell;
use alloc::rc::Rc;
use alloc::vec::Vec;
use js_sys::futures::JsFuture;
use js_sys::{Function, Object};
use wasm_bindgen::JsValue;

/// Attempts after the first, as far as the number of calls allows.
const RETRIES: u32 = 2;

/// Sends all that the limits allow; the results stand in the items' order.
pub(super) async fn forward(
    settings: &Settings,
    fetch: Function,
    mut items: Vec<Feedback>,
) -> Vec<Result<(), Refusal>> {
    let total = items.len();
    let calls = settings.calls();
    items.truncate(calls as usize);
    let retries = (calls / (items.len() as u32).max(1)).saturating_sub(1).min(RETRIES);
    let results = send(&settings.upstream(), fetch, items, retries).await.into_iter();
    let mut results: Vec<Result<(), Refusal>> =
        results.map(|result| result.map_err(|failure| refusal(&failure))).collect();
    results.resize_with(total, || Err(not_now()));
    results
}

/// What there is no room for in this request may be sent in another one.
pub(super) fn not_now() -> Refusal {
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

/// Sends all of them, each with so many `retries`; the results stand in the items' order.
pub(super) async fn send(
    upstream: &Upstream,
    fetch: Function,
    items: Vec<Feedback>,
    retries: u32,
) -> Vec<Result<(), Failure>> {
    let credential = Credential::Key(upstream.api_key());
    let client = Client {
        url: joined(&upstream.host(), PATH),
        headers: credential.headers(Object::new()),
        credential,
        fetch,
        timeout: Millis(u64::from(upstream.timeout_ms())),
        retries,
    };
    let count = items.len();
    let (finished, finish) = deferred();
    let results = Rc::new(RefCell::new(Vec::new()));
    results.borrow_mut().resize_with(count, || Err(unsent()));
    let run = Run { items, results: Rc::clone(&results), finish };
    run_batch(client, run, count, upstream.concurrency() as usize, None);
    // It resolves, whatever happens.
    let _ = JsFuture::from(finished).await;
    results.take()
}

struct Run {
    items: Vec<Feedback>,
    results: Rc<RefCell<Vec<Result<(), Failure>>>>,
    finish: Function,
}

impl Items for Run {
    fn pull(&self, index: usize) -> Option<Feedback> {
        self.items.get(index).cloned()
    }

    fn settle(&self, index: usize, outcome: Outcome) {
        if let Some(result) = self.results.borrow_mut().get_mut(index) {
            *result = match outcome {
                Ok(_) => Ok(()),
                Err(Ended::Aborted(_)) => Err(unsent()),
                Err(Ended::Failed(error)) => Err(error.failure().clone()),
            };
        }
    }

    fn finish(&self) {
        let _ = self.finish.call0(&JsValue::UNDEFINED);
    }
}

fn unsent() -> Failure {
    Failure::new(Kind::Network, Code::Connect, "It was not sent")
}
