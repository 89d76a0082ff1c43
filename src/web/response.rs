//! What `fetch` returned, read as an object that may be anything: callers bring their own
//! `fetch`, and tests bring mocks that are no `Response`. All calls have two arguments, as an
//! import for each number of them would cost more than the needless ones.

use super::error::Ended;
use super::stop::now;
use crate::core::answer::{self, Answer, Json};
use crate::core::failure::{Code, Failure, Kind};
use crate::core::time::Millis;
use crate::sys::json;
use js_sys::{Date, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

/// Begins to read the body, as text if it can be had. To its end whatever the status: until then
/// Chromium counts the request as in flight.
pub(crate) fn read_body(response: &JsValue) -> JsValue {
    match method(response, "text").or_else(|| method(response, "json")) {
        Some(reader) => called(&reader, response, &JsValue::UNDEFINED, &JsValue::UNDEFINED),
        None => JsValue::UNDEFINED,
    }
}

/// What a function returned, or a promise that rejects with what it threw.
pub(crate) fn called(
    function: &Function,
    this: &JsValue,
    first: &JsValue,
    second: &JsValue,
) -> JsValue {
    function.call2(this, first, second).unwrap_or_else(|thrown| Promise::reject(&thrown).into())
}

/// The answer, once its body has been read.
pub(crate) fn answer(response: &JsValue, body: JsValue) -> Result<Answer<JsValue>, Ended> {
    let Some(status) = response.get("status").and_then(|status| status.as_status()) else {
        let message = "fetch returned something that is no Response: it has no status";
        return Err(Failure::new(Kind::Network, Code::Network, message).into());
    };
    // A body that is no text was read by the mock's own `json`.
    let json = if body.is_string() { json::parse(&body).ok() } else { Some(body.clone()) };
    let retry_after = header(response, "retry-after")
        .as_string()
        .and_then(|value| answer::retry_after(&value, now(), moment));
    Ok(Answer { status, body, json, retry_after })
}

/// A header, or undefined.
pub(crate) fn header(response: &JsValue, name: &str) -> JsValue {
    let value = || {
        let headers = response.get("headers")?;
        method(&headers, "get")?.call2(&headers, &name.into(), &JsValue::UNDEFINED).ok()
    };
    value().unwrap_or_default()
}

fn method(target: &JsValue, name: &str) -> Option<Function> {
    target.get(name)?.dyn_into().ok()
}

fn moment(http_date: &str) -> Option<Millis> {
    let millis = Date::parse(http_date);
    (millis >= 0.0).then_some(Millis(millis as u64))
}
