//! The relay: takes requests from pages, and forwards what their scopes allow, with the key.

mod forward;
mod record;
mod settings;

use crate::core::relay::refusal::Refusal;
use crate::core::relay::request::{Batch, Said};
use crate::core::relay::scope::Scope;
use crate::core::time::Millis;
use crate::core::wire::PATH;
use crate::sys::hooks::Hooks;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use forward::forward;
use gloo_net::http::{Headers, Method, Request, Response};
use js_sys::futures::JsFuture;
use js_sys::{Date, Function};
use record::Record;
use serde_json::{Value, json};
pub(crate) use settings::Settings;
use wasm_bindgen::JsValue;

/// Seconds for which a browser keeps the answer to a preflight: the longest that Chromium takes.
const PREFLIGHT_SECONDS: &str = "7200";

/// An answer, before it has its headers.
struct Answer {
    status: u16,
    body: Option<String>,
    retry_after: Option<u32>,
}

impl Answer {
    fn json(status: u16, body: &Value) -> Self {
        Self { status, body: Some(body.to_string()), retry_after: None }
    }
}

/// Answers a request. `body` is what it carries, nothing if that is too much. Never fails: what
/// goes wrong is in the answer.
pub(crate) async fn handle(
    request: Request,
    body: Option<Vec<u8>>,
    settings: Settings,
    fetch: Function,
    hooks: Hooks,
) -> Result<Response, gloo_net::Error> {
    let mut record = Record::new(&settings.request_id, Date::now());
    let origin = request.headers().get("origin");
    let is_allowed = settings.origins().allow(origin.as_deref());
    let visit = Visit { request, settings, fetch, hooks };
    let answer = if is_allowed {
        visit.answer(body, origin.as_deref(), &mut record).await
    } else {
        Err(Refusal::new(403, "origin_not_allowed", "Origin is not among the relay's origins"))
    };
    let answer = answer.unwrap_or_else(|refusal| {
        record.code = refusal.code;
        let body = Some(refusal.body(&visit.settings.request_id));
        let retry_after = (refusal.status == 429).then_some(visit.settings.limits.retry_after);
        Answer { status: refusal.status, body, retry_after }
    });
    let method = visit.request.method().to_string();
    visit.hooks.log(&record.line(&method, answer.status, Date::now()));
    visit.respond(answer, origin.filter(|_| is_allowed).as_deref())
}

/// One request under way.
struct Visit {
    request: Request,
    settings: Settings,
    fetch: Function,
    hooks: Hooks,
}

impl Visit {
    async fn answer(
        &self,
        body: Option<Vec<u8>>,
        origin: Option<&str>,
        record: &mut Record,
    ) -> Result<Answer, Refusal> {
        let url = self.request.url();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let method = self.request.method();
        if path.ends_with("/healthz") && method == Method::GET {
            return Ok(Answer::json(200, &json!({ "ok": true })));
        }
        if !path.ends_with(PATH) && !path.ends_with(PATH.trim_end_matches('/')) {
            return Err(Refusal::new(404, "not_found", "The relay answers at /v1/feedback/ only"));
        }
        match method {
            Method::OPTIONS => Ok(Answer { status: 204, body: None, retry_after: None }),
            Method::POST => self.take(body, origin, record).await,
            _ => Err(Refusal::new(405, "method_not_allowed", "Use POST")),
        }
    }

    async fn take(
        &self,
        body: Option<Vec<u8>>,
        origin: Option<&str>,
        record: &mut Record,
    ) -> Result<Answer, Refusal> {
        self.check_content_type()?;
        let too_large = || Refusal::new(413, "too_large", "the body has more than 65536 bytes");
        let batch = Batch::read(&body.ok_or_else(too_large)?)?;
        record.items = batch.items.len();
        let now = Millis(Date::now() as u64);
        let Settings { secrets, audience, .. } = &self.settings;
        let scope = Scope::verify(&batch.token, secrets, audience, now)?;
        if !scope.allows_origin(origin) {
            let message = "Origin is not among the token's origins";
            return Err(Refusal::new(403, "origin_not_in_scope", message));
        }
        self.check_limits(&scope).await?;
        let (mut ids, mut allowed) = (Vec::new(), Vec::new());
        for item in batch.items {
            ids.push(item.memory_id.clone());
            allowed.push(item.allowed_by(&scope));
        }
        let results = self.deliver(allowed).await;
        record.delivered = results.iter().filter(|result| result.is_ok()).count();
        let results = ids.iter().zip(results).map(|(id, result)| match result {
            Ok(()) => json!({ "memory_id": id, "ok": true, "status": 200 }),
            Err(refusal) => json!({
                "memory_id": id, "ok": false, "status": refusal.status,
                "error": refusal.message, "code": refusal.code,
            }),
        });
        let results: Vec<Value> = results.collect();
        let request_id = &self.settings.request_id;
        Ok(Answer::json(200, &json!({ "results": results, "request_id": request_id })))
    }

    /// A page sends plain text, which costs no preflight; a back end may say what it is.
    fn check_content_type(&self) -> Result<(), Refusal> {
        let content_type = self.request.headers().get("content-type").unwrap_or_default();
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case("text/plain") || kind.eq_ignore_ascii_case("application/json")
        {
            return Ok(());
        }
        let message = "Content-Type must be text/plain or application/json";
        Err(Refusal::new(415, "content_type", message))
    }

    /// Under its scope, its rater and its address a request may come so often, and not more.
    async fn check_limits(&self, scope: &Scope) -> Result<(), Refusal> {
        let Settings { address, .. } = &self.settings;
        for (kind, name) in [("scope:", &scope.jti), ("rater:", &scope.sub), ("address:", address)]
        {
            let key = super::joined(kind, name);
            // A limiter that fails keeps nobody out.
            let is_within = JsFuture::from(self.hooks.limit(&key)).await.unwrap_or(JsValue::TRUE);
            if is_within == JsValue::FALSE {
                let message = "Too many requests: wait before sending more";
                return Err(Refusal::new(429, "rate_limited", message));
            }
        }
        Ok(())
    }

    /// Forwards what is allowed; the results stand in the items' order.
    async fn deliver(&self, items: Vec<Result<Said, Refusal>>) -> Vec<Result<(), Refusal>> {
        let mut results = Vec::new();
        let mut said = Vec::new();
        for item in items {
            results.push(item.map(|item| said.push(item.feedback)));
        }
        let mut outcomes = forward(&self.settings, self.fetch.clone(), said).await.into_iter();
        for result in results.iter_mut().filter(|result| result.is_ok()) {
            *result = outcomes.next().unwrap_or_else(|| Err(forward::not_now()));
        }
        results
    }

    fn respond(&self, answer: Answer, origin: Option<&str>) -> Result<Response, gloo_net::Error> {
        let headers = Headers::new();
        headers.set("Vary", "Origin");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Request-Id", &self.settings.request_id);
        if let Some(origin) = origin {
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id");
            if self.request.method() == Method::OPTIONS {
                headers.set("Access-Control-Allow-Methods", "POST");
                headers.set("Access-Control-Allow-Headers", "Content-Type");
                headers.set("Access-Control-Max-Age", PREFLIGHT_SECONDS);
            }
        }
        if let Some(seconds) = answer.retry_after {
            headers.set("Retry-After", &seconds.to_string());
        }
        if answer.body.is_some() {
            headers.set("Content-Type", "application/json");
        }
        let response = Response::builder().status(answer.status).headers(headers);
        response.body(answer.body.as_deref())
    }
}
