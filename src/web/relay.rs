//! The relay: takes requests from pages, and forwards what their scopes allow, with the key; or
//! has it kept by shards, which do so.

mod forward;
mod ledger;
mod letter;
mod record;
pub(crate) mod shard;
mod shards;

use crate::core::relay::origin::Origins;
use crate::core::relay::refusal::Refusal;
use crate::core::relay::request::{Batch, Said};
use crate::core::relay::scope::{Scope, Secret};
use crate::core::time::Millis;
use crate::core::wire::{PATH, RELAY_ITEMS};
use crate::sys::hooks::{Hooks, Settings};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use forward::forward;
use gloo_net::http::{Headers, Method, Request, Response};
use js_sys::futures::JsFuture;
use js_sys::{Date, Function};
use record::Record;
use serde_json::{Value, json};
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
    let request_id = settings.request_id();
    let mut record = Record::new(&request_id, Date::now());
    let origin = request.headers().get("origin");
    let is_allowed = Origins::new(settings.allowed_origins()).allow(origin.as_deref());
    let visit = Visit { request, request_id, settings, fetch, hooks };
    let answer = if is_allowed {
        visit.answer(body, origin.as_deref(), &mut record).await
    } else {
        Err(Refusal::new(403, "origin_not_allowed", "Origin is not among the relay's origins"))
    };
    let answer = answer.unwrap_or_else(|refusal| {
        record.code = refusal.code;
        let body = Some(refusal.body(&visit.request_id));
        let retry_after = (refusal.status == 429).then(|| visit.settings.retry_after());
        Answer { status: refusal.status, body, retry_after }
    });
    let method = visit.request.method().to_string();
    visit.hooks.log(&record.line(&method, answer.status, Date::now()));
    visit.respond(answer, origin.filter(|_| is_allowed).as_deref())
}

/// One request under way.
struct Visit {
    request: Request,
    request_id: String,
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
            Method::GET => self.read_back(origin, record).await,
            _ => Err(Refusal::new(405, "method_not_allowed", "Use POST or GET")),
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
        let scope = self.scope(&batch.token, origin).await?;
        let (mut ids, mut allowed) = (Vec::new(), Vec::new());
        for item in batch.items {
            ids.push(item.memory_id.clone());
            allowed.push(item.allowed_by(&scope));
        }
        let results = self.deliver(&scope, allowed).await;
        record.delivered = results.iter().filter(|result| result.is_ok()).count();
        let is_kept = self.settings.is_durable() && record.delivered > 0;
        let status = if is_kept { 202 } else { 200 };
        let results = ids.iter().zip(results).map(|(id, result)| match result {
            Ok(()) => json!({ "memory_id": id, "ok": true, "status": status }),
            Err(refusal) => json!({
                "memory_id": id, "ok": false, "status": refusal.status,
                "error": refusal.message, "code": refusal.code,
            }),
        });
        let results: Vec<Value> = results.collect();
        Ok(Answer::json(status, &json!({ "results": results, "request_id": self.request_id })))
    }

    /// What the rater has said of the memories in the URL. The token comes in a header, since URLs
    /// end up in logs.
    async fn read_back(
        &self,
        origin: Option<&str>,
        record: &mut Record,
    ) -> Result<Answer, Refusal> {
        if !self.settings.is_durable() {
            let message = "This relay keeps no votes: bind MEM0_FEEDBACK_SHARDS to read them back";
            return Err(Refusal::new(501, "not_durable", message));
        }
        let memory_ids = self.settings.memory_ids();
        record.items = memory_ids.len();
        let header = self.request.headers().get("authorization").unwrap_or_default();
        let token = match header.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("token") => token,
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token,
            _ => {
                let message = "Authorization is missing: pass Token and a scope";
                return Err(Refusal::new(401, "scope_missing", message));
            }
        };
        let scope = self.scope(token.trim(), origin).await?;
        if memory_ids.is_empty() || memory_ids.len() > RELAY_ITEMS {
            let message = "memory_ids must have 1 to 200 ids, between commas";
            return Err(Refusal::new(400, "invalid_request", message));
        }
        if !memory_ids.iter().all(|id| scope.covers(id)) {
            let message = "memory_ids has one that is not in the token's memories";
            return Err(Refusal::new(403, "memory_not_in_scope", message));
        }
        let results = shards::read(&self.hooks, &scope, &memory_ids).await?;
        record.delivered = results.len();
        Ok(Answer::json(200, &json!({ "results": results, "request_id": self.request_id })))
    }

    /// The scope that a token stands for, if it may be used here and now.
    async fn scope(&self, token: &str, origin: Option<&str>) -> Result<Scope, Refusal> {
        let now = Millis(Date::now() as u64);
        let secrets = self.settings.kids().into_iter().zip(self.settings.secrets());
        let secrets: Vec<Secret> = secrets.map(|(kid, secret)| Secret { kid, secret }).collect();
        let scope = Scope::verify(token, &secrets, &self.settings.audience(), now)?;
        if !scope.allows_origin(origin) {
            let message = "Origin is not among the token's origins";
            return Err(Refusal::new(403, "origin_not_in_scope", message));
        }
        self.check_limits(&scope).await?;
        Ok(scope)
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
        let address = &self.settings.address();
        for (kind, name) in [("scope:", &scope.jti), ("rater:", &scope.sub), ("address:", address)]
        {
            if name.is_empty() {
                // Nobody knows the address: under one key, all would wait for one.
                continue;
            }
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

    /// Forwards or keeps what is allowed; the results stand in the items' order.
    async fn deliver(
        &self,
        scope: &Scope,
        items: Vec<Result<Said, Refusal>>,
    ) -> Vec<Result<(), Refusal>> {
        let (mut results, mut said) = (Vec::new(), Vec::new());
        for item in items {
            results.push(item.map(|item| said.push(item)));
        }
        let outcomes = if self.settings.is_durable() {
            shards::keep(&self.hooks, scope, &said).await
        } else {
            let said = said.into_iter().map(|said| said.feedback).collect();
            forward(&self.settings, self.fetch.clone(), said).await
        };
        let mut outcomes = outcomes.into_iter();
        for result in results.iter_mut().filter(|result| result.is_ok()) {
            *result = outcomes.next().unwrap_or_else(|| Err(forward::not_now()));
        }
        results
    }

    fn respond(&self, answer: Answer, origin: Option<&str>) -> Result<Response, gloo_net::Error> {
        let headers = Headers::new();
        headers.set("Vary", "Origin");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Request-Id", &self.request_id);
        if let Some(origin) = origin {
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id");
            if self.request.method() == Method::OPTIONS {
                let (methods, names) = if self.settings.is_durable() {
                    ("GET, POST", "Authorization, Content-Type")
                } else {
                    ("POST", "Content-Type")
                };
                headers.set("Access-Control-Allow-Methods", methods);
                headers.set("Access-Control-Allow-Headers", names);
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
