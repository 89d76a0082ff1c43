//! One request and its answer. What `fetch` returns is read as an object that may be anything:
//! callers bring their own `fetch`, and tests bring mocks that are no `Response`.

use super::error::{Ended, Error};
use super::stop::{Interrupted, Stop, now};
use crate::core::answer::{self, Answer, Json};
use crate::core::failure::{Code, Failure, Kind, RateLimit};
use crate::core::time::Millis;
use js_sys::{Date, Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Sends `body`, reads the answer to its end.
pub(crate) async fn post(
    fetch: &Function,
    url: &str,
    headers: &Object,
    body: &str,
    stop: &Stop,
) -> Result<Answer<JsValue>, Ended> {
    let init = Object::new();
    set(&init, "method", &"POST".into());
    set(&init, "headers", headers);
    set(&init, "body", &body.into());
    set(&init, "signal", &stop.signal());
    let response = stop
        .race(fetch.call2(&JsValue::UNDEFINED, &url.into(), &init))
        .await
        .map_err(|interrupted| failed(stop, interrupted, Code::Connect, "fetch failed"))?;
    let Some(status) = response.get("status").and_then(|status| status.as_status()) else {
        return Err(Failure::new(
            Kind::Network,
            Code::Network,
            "fetch returned something that is no Response: it has no status",
        )
        .into());
    };
    let (text, json) = read_body(&response, stop).await?;
    let header = |name| header(&response, name);
    Ok(Answer {
        status,
        text,
        json,
        retry_after: header("retry-after")
            .and_then(|value| answer::retry_after(&value, now(), moment)),
        rate_limit: RateLimit {
            limit: header("x-ratelimit-limit"),
            remaining: header("x-ratelimit-remaining"),
            reset: header("x-ratelimit-reset"),
        },
    })
}

/// Reads to the end, whatever the status: until then Chromium counts the request as in flight.
async fn read_body(response: &JsValue, stop: &Stop) -> Result<(String, Option<JsValue>), Ended> {
    let broke_off = |interrupted| failed(stop, interrupted, Code::Network, "The answer broke off");
    if let Some(text) = method(response, "text") {
        let text = stop.race(text.call0(response)).await.map_err(broke_off)?;
        let text = text.as_string().unwrap_or_default();
        let json = JSON::parse(&text).ok();
        return Ok((text, json));
    }
    match method(response, "json") {
        Some(json) => {
            let json = stop.race(json.call0(response)).await.map_err(broke_off)?;
            Ok((String::new(), Some(json)))
        }
        None => Ok((String::new(), None)),
    }
}

pub(crate) fn failed(stop: &Stop, interrupted: Interrupted, code: Code, what: &str) -> Ended {
    let Interrupted::Threw(cause) = interrupted else { return stop.ended() };
    let kind = if code == Code::Authentication { Kind::Authentication } else { Kind::Network };
    let mut message = what.to_owned();
    if let Some(said) = cause.get("message").as_ref().unwrap_or(&cause).as_string() {
        message.push_str(": ");
        message.push_str(&said);
    }
    Ended::Failed(Error::new(Failure::new(kind, code, message)).with_cause(cause))
}

fn header(response: &JsValue, name: &str) -> Option<String> {
    let headers = response.get("headers")?;
    method(&headers, "get")?.call1(&headers, &name.into()).ok()?.as_string()
}

fn method(target: &JsValue, name: &str) -> Option<Function> {
    target.get(name)?.dyn_into().ok()
}

fn moment(http_date: &str) -> Option<Millis> {
    let millis = Date::parse(http_date);
    (millis >= 0.0).then_some(Millis(millis as u64))
}

/// Sets a member of an object of ours, which cannot fail.
pub(crate) fn set(target: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(target, &key.into(), value);
}
