//! `client.wasm`: one function, to which one feedback is a batch of one.

use crate::core::failure::Failure;
use crate::core::feedback::{Feedback, MemoryId, Rating};
use crate::core::reason_code::ReasonCode;
use crate::core::time::Millis;
use crate::core::wire;
use crate::web::batch::{Items, run_batch};
use crate::web::credential::{Credential, Token};
use crate::web::{Client, Ended, Error, Outcome};
use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

/// Sends `total` items and resolves when nothing is under way any more.
///
/// - `key`: Mem0's key; or `token`: a relay's token, or
///   `(memoryIds: string[], renew: boolean) => string | Promise<string>`; or neither.
/// - `headers`: is written to.
/// - `pull(index)` returns `[memoryId, rating, reason, codes]`: `rating` is an index into
///   `Rating::ALL` or null, `codes` are indexes into `ReasonCode::all`. What it throws settles
///   the item.
/// - `settle(index, outcome)` gets `[0, value]`: delivered; `[1, reason]`: to be rejected with
///   that very value; or `[2, kind, code, message, suggestion, status, retryAfter, limit,
///   remaining, reset, details, cause]`: failed, with `retryAfter` in whole seconds.
///
/// An item that is not settled at the end was never sent, because `signal` had aborted.
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
    pull: Function,
    settle: Function,
    signal: Option<AbortSignal>,
) -> Promise {
    let credential = match (key, token.as_string(), token.dyn_into()) {
        (Some(key), _, _) => Credential::Key(key),
        (_, Some(token), _) => Credential::Token(Token::Fixed(token)),
        (_, _, Ok(ask)) => Credential::Token(Token::Asked(ask)),
        _ => Credential::None,
    };
    let client = Client {
        url: [host, wire::PATH].concat(),
        headers: credential.headers(headers),
        credential,
        fetch,
        timeout: Millis(u64::from(timeout)),
        retries,
    };
    run_batch(client, Tuples { pull, settle }, total as usize, concurrency as usize, signal)
}

/// Items and outcomes as arrays, which cross at the least cost.
struct Tuples {
    pull: Function,
    settle: Function,
}

impl Items for Tuples {
    fn pull(&self, index: usize) -> Result<Feedback, JsValue> {
        let item = Array::from(&self.pull.call1(&JsValue::UNDEFINED, &(index as u32).into())?);
        let id = MemoryId::new(item.get(0).as_string().unwrap_or_default());
        let codes = Array::from(&item.get(3));
        Ok(Feedback {
            memory_id: id.map_err(|_| JsValue::UNDEFINED)?,
            rating: index_in(&item.get(1)).and_then(|index| Rating::ALL.get(index).copied()),
            reason: item.get(2).as_string(),
            reason_codes: codes
                .iter()
                .filter_map(|code| ReasonCode::all().nth(index_in(&code)?))
                .collect(),
        })
    }

    fn settle(&self, index: usize, outcome: Outcome) {
        let tuple = match outcome {
            Ok(value) => Array::of2(&0.into(), &value),
            Err(Ended::Aborted(reason)) => Array::of2(&1.into(), &reason),
            Err(Ended::Failed(error)) => failure_tuple(&error),
        };
        // What the caller's code throws here is the caller's to see, not the batch's to end by.
        let _ = self.settle.call2(&JsValue::UNDEFINED, &(index as u32).into(), &tuple);
    }
}

fn failure_tuple(error: &Error) -> Array {
    let failure: &Failure = error.failure();
    let optional = |text: &Option<String>| text.as_deref().map_or(JsValue::UNDEFINED, Into::into);
    let tuple = Array::of4(
        &2.into(),
        &(failure.kind as u32).into(),
        &failure.code.to_text().into(),
        &failure.message.as_str().into(),
    );
    tuple.push(&failure.suggestion().into());
    tuple.push(&failure.status().map_or(JsValue::UNDEFINED, Into::into));
    let seconds = failure.retry_after.map(|wait| wait.to_secs_ceil() as u32);
    tuple.push(&seconds.map_or(JsValue::UNDEFINED, Into::into));
    tuple.push(&optional(&failure.rate_limit.limit));
    tuple.push(&optional(&failure.rate_limit.remaining));
    tuple.push(&optional(&failure.rate_limit.reset));
    tuple.push(error.details());
    tuple.push(error.cause());
    tuple
}

fn index_in(value: &JsValue) -> Option<usize> {
    value.as_f64().map(|number| number as usize)
}
