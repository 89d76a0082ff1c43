//! `client.wasm`: one function, to which one feedback is a batch of one.

use crate::core::failure::Kind;
use crate::core::feedback::{Feedback, MemoryId, Rating};
use crate::core::reason_code::ReasonCodes;
use crate::core::time::Millis;
use crate::core::wire;
use crate::sys::items::Items;
use crate::web::batch::{self, run_batch};
use crate::web::credential::Credential;
use crate::web::{Client, Ended, Error, Outcome, joined};
use alloc::string::String;
use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

/// Sends `total` items.
///
/// - `key`: Mem0's key; or `token`: a relay's token, or
///   `(memoryIds: string[], stale?: string) => string | Promise<string>`; or neither.
/// - `headers`: is written to.
/// - `timeout`: milliseconds for each request, its retries included.
///
/// An item without an outcome when `items.finish()` is called was never sent, because `signal`
/// had aborted.
#[wasm_bindgen]
// Scalars, since reading an options object would cost more bytes than the whole client.
#[allow(clippy::too_many_arguments)]
pub fn send(
    host: &str,
    key: Option<String>,
    token: JsValue,
    headers: Object,
    fetch: Function,
    timeout: u32,
    retries: u32,
    concurrency: u32,
    total: u32,
    items: Items,
    signal: Option<AbortSignal>,
) {
    let credential = match (key, token.as_string(), token.dyn_into()) {
        (Some(key), _, _) => Credential::Key(key),
        (_, Some(token), _) => Credential::Token(token),
        (_, _, Ok(ask)) => Credential::Asked(ask),
        _ => Credential::None,
    };
    let client = Client {
        url: joined(host, wire::PATH),
        headers: credential.headers(headers),
        credential,
        fetch,
        timeout: Millis(u64::from(timeout)),
        retries,
    };
    run_batch(client, items, total as usize, concurrency as usize, signal);
}

impl batch::Items for Items {
    fn pull(&self, index: usize) -> Option<Feedback> {
        let item = self.pull(index as u32)?;
        Some(Feedback {
            memory_id: MemoryId::new(item.memory_id()).ok()?,
            rating: Rating::ALL.get(item.rating() as usize).copied(),
            reason: Some(item.reason()).filter(|reason| !reason.is_empty()),
            reason_codes: ReasonCodes::from_bits(item.codes()),
        })
    }

    fn sequence(&self) -> String {
        self.sequence()
    }

    fn settle(&self, index: usize, outcome: Outcome) {
        let index = index as u32;
        match outcome {
            Ok(value) => self.delivered(index, value),
            Err(Ended::Aborted(reason)) => self.aborted(index, reason),
            Err(Ended::Failed(error)) => settle_failed(self, index, &error),
        }
    }

    fn finish(&self) {
        self.finish();
    }
}

fn settle_failed(items: &Items, index: u32, error: &Error) {
    let failure = error.failure();
    let is_limit = failure.kind == Kind::RateLimit;
    let limit = |name| if is_limit { error.header(name) } else { JsValue::UNDEFINED };
    items.failed(
        index,
        failure.kind as u32,
        &failure.code.to_text(),
        &failure.message,
        failure.suggestion(),
        failure.status().map(u32::from),
        failure.retry_after.map(|wait| u32::try_from(wait.to_secs_ceil()).unwrap_or(u32::MAX)),
        limit("x-ratelimit-limit"),
        limit("x-ratelimit-remaining"),
        limit("x-ratelimit-reset"),
        error.details(),
        error.cause(),
    );
}
