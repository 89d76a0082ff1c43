//! What a request may do, and what is to be done for it.

use super::forwarding::Forwarding;
use super::gathering::{gather, give};
use super::record::Record;
use super::refusal::Refusal;
use super::reply::{Answer, ItemResult, results};
use super::request::{Batch, Said};
use super::scope::Scope;
use super::settings::Settings;
use super::shares::{Share, found, shares, verdicts};
use super::visit::Request;
use crate::core::time::Millis;
use crate::core::wire::{ANALYTICS_PATH, PATH, RELAY_ITEMS};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Value, json};

/// What is left to be done.
#[derive(Debug)]
pub(super) enum Work {
    /// Nothing.
    Done(Answer),
    /// To forward feedback, or to have it kept.
    Take(Take, Scope),
    /// To read votes back.
    Read(Reading, Scope),
    /// To have a part of analytics kept.
    Give(Share, Scope),
    /// To read all analytics.
    Gather(Vec<Share>),
}

/// What a relay answers at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    Health,
    Feedback,
    Analytics,
}

impl Route {
    fn of(url: &str) -> Option<Self> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let is_at = |end: &str| path.ends_with(end) || path.ends_with(end.trim_end_matches('/'));
        match () {
            () if is_at("/healthz") => Some(Self::Health),
            () if is_at(PATH) => Some(Self::Feedback),
            () if is_at(ANALYTICS_PATH) => Some(Self::Analytics),
            () => None,
        }
    }
}

/// What is to be done for a request of a page that may ask.
pub(super) fn admitted(
    settings: &Settings,
    request: &Request<'_>,
    record: &mut Record,
    now: Millis,
) -> Result<Work, Refusal> {
    let route = Route::of(request.url);
    if request.method == "OPTIONS" && matches!(route, Some(Route::Feedback | Route::Analytics)) {
        return Ok(Work::Done(Answer { status: 204, body: None, retry_after: None }));
    }
    if let Some(flaw) = &settings.flaw {
        record.message = Some(flaw.clone());
        let message = "The relay is not set up; its log says what is missing";
        return Err(Refusal::new(500, "not_set_up", message));
    }
    match (route, request.method) {
        (Some(Route::Health), "GET") => Ok(Work::Done(Answer::json(200, &json!({ "ok": true })))),
        (Some(Route::Feedback), "POST") => take(settings, request, record, now),
        (Some(Route::Feedback), "GET") => read_back(settings, request, record, now),
        (Some(Route::Analytics), "POST") => give(settings, request, record, now),
        (Some(Route::Analytics), "GET") => gather(settings, request),
        (Some(Route::Feedback | Route::Analytics), _) => {
            Err(Refusal::new(405, "method_not_allowed", "Use POST or GET"))
        }
        _ => {
            let message = "The relay answers at /v1/feedback/ and /v1/analytics/ only";
            Err(Refusal::new(404, "not_found", message))
        }
    }
}

pub(super) fn rate_limited() -> Refusal {
    Refusal::new(429, "rate_limited", "Too many requests: wait before sending more")
}

pub(super) fn too_large() -> Refusal {
    Refusal::new(413, "too_large", "the body has more than 65536 bytes")
}

/// Feedback under a scope.
#[derive(Debug)]
pub(super) struct Take {
    /// Of all items, as they came.
    ids: Vec<String>,
    /// Those that the scope does not allow have theirs.
    verdicts: Vec<Result<(), Refusal>>,
    /// Of those that it allows.
    places: Vec<usize>,
    way: Way,
}

/// Where feedback goes.
#[derive(Debug)]
enum Way {
    Forward(Forwarding),
    Keep(Vec<Share>),
}

fn take(
    settings: &Settings,
    request: &Request<'_>,
    record: &mut Record,
    now: Millis,
) -> Result<Work, Refusal> {
    check_content_type(request.content_type)?;
    if !request.is_within {
        return Err(rate_limited());
    }
    let Batch { token, items } = Batch::read(request.body.ok_or_else(too_large)?)?;
    record.items = items.len();
    let scope = scope(settings, &token, request.origin, now)?;
    let (mut ids, mut verdicts, mut places, mut said) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (place, mut item) in items.into_iter().enumerate() {
        ids.push(::core::mem::take(&mut item.memory_id));
        verdicts.push(item.allowed_by(&scope).map(|it| {
            places.push(place);
            said.push(it);
        }));
    }
    let way = if settings.is_durable {
        let items = said.iter().map(|it: &Said| (it.feedback.memory_id.as_str(), it.to_json()));
        Way::Keep(shares(&scope, items))
    } else {
        let items = said.into_iter().map(|said| said.feedback).collect();
        Way::Forward(Forwarding::new(items, settings.calls))
    };
    Ok(Work::Take(Take { ids, verdicts, places, way }, scope))
}

impl Take {
    pub(super) fn forwarding(&mut self) -> Option<&mut Forwarding> {
        match &mut self.way {
            Way::Forward(forwarding) => Some(forwarding),
            Way::Keep(_) => None,
        }
    }

    pub(super) fn shares(&mut self) -> &mut [Share] {
        match &mut self.way {
            Way::Forward(_) => &mut [],
            Way::Keep(shares) => shares,
        }
    }

    /// An answer for each item.
    pub(super) fn answer(mut self, is_durable: bool, record: &mut Record) -> Answer {
        let (asked, outcomes) = match self.way {
            Way::Forward(forwarding) => (forwarding.asked(), forwarding.into_results()),
            Way::Keep(shares) => (None, verdicts(shares, self.places.len())),
        };
        for (place, outcome) in self.places.into_iter().zip(outcomes) {
            if let Some(verdict) = self.verdicts.get_mut(place) {
                *verdict = outcome;
            }
        }
        record.delivered = self.verdicts.iter().filter(|it| it.is_ok()).count();
        let status = if is_durable && record.delivered > 0 { 202 } else { 200 };
        let each = self.ids.iter().zip(&self.verdicts);
        let each = each.map(|(id, verdict)| ItemResult::new(id, verdict, status)).collect();
        Answer {
            status,
            body: Some(results(each, &record.request_id)),
            retry_after: asked.map(Millis::to_secs_ceil),
        }
    }
}

/// Votes that a rater asks for.
#[derive(Debug)]
pub(super) struct Reading {
    memories: Vec<String>,
    pub(super) shares: Vec<Share>,
}

/// What the rater has said of the memories in the URL. The token comes in a header, since URLs
/// end up in logs.
fn read_back(
    settings: &Settings,
    request: &Request<'_>,
    record: &mut Record,
    now: Millis,
) -> Result<Work, Refusal> {
    if !settings.is_durable {
        let message = "This relay keeps no votes: bind MEM0_FEEDBACK_SHARDS to read them back";
        return Err(Refusal::new(501, "not_durable", message));
    }
    if !request.is_within {
        return Err(rate_limited());
    }
    let memories = each_once(request.memory_ids);
    record.items = memories.len();
    let scope = scope(settings, token(request.authorization, "a scope")?, request.origin, now)?;
    if memories.is_empty() || memories.len() > RELAY_ITEMS {
        let message = "memory_ids must have 1 to 200 ids, between commas";
        return Err(Refusal::new(400, "invalid_request", message));
    }
    if !memories.iter().all(|id| scope.covers(id)) {
        let message = "memory_ids has one that is not in the token's memories";
        return Err(Refusal::new(403, "memory_not_in_scope", message));
    }
    let ids = memories.iter().map(|id| (id.as_str(), Value::from(id.as_str())));
    let shares = shares(&scope, ids);
    Ok(Work::Read(Reading { memories, shares }, scope))
}

impl Reading {
    pub(super) fn answer(self, record: &mut Record) -> Result<Answer, Refusal> {
        let results = found(self.shares, &self.memories)?;
        record.delivered = results.len();
        let body = json!({ "results": results, "request_id": record.request_id });
        Ok(Answer::json(200, &body))
    }
}

fn each_once(ids: &str) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for id in ids.split(',').filter(|id| !id.is_empty()) {
        // One more than are taken is enough to refuse them.
        if once.len() <= RELAY_ITEMS && !once.iter().any(|it| it == id) {
            once.push(id.to_owned());
        }
    }
    once
}

/// What stands in a header; `what` is what should.
pub(super) fn token<'a>(authorization: Option<&'a str>, what: &str) -> Result<&'a str, Refusal> {
    match authorization.and_then(|header| header.split_once(' ')) {
        Some((scheme, token))
            if scheme.eq_ignore_ascii_case("token") || scheme.eq_ignore_ascii_case("bearer") =>
        {
            Ok(token.trim())
        }
        _ => {
            let message = format!("Authorization is missing: pass Token and {what}");
            Err(Refusal::new(401, "scope_missing", message))
        }
    }
}

/// The scope that a token stands for, if it may be used here and now.
pub(super) fn scope(
    settings: &Settings,
    token: &str,
    origin: Option<&str>,
    now: Millis,
) -> Result<Scope, Refusal> {
    let scope = Scope::verify(token, &settings.secrets, &settings.audience, now)?;
    if !scope.allows_origin(origin) {
        let message = "Origin is not among the token's origins";
        return Err(Refusal::new(403, "origin_not_in_scope", message));
    }
    Ok(scope)
}

/// A page sends plain text, which costs no preflight; a back end may say what it is.
pub(super) fn check_content_type(content_type: Option<&str>) -> Result<(), Refusal> {
    let kind = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if ["text/plain", "application/json"].iter().any(|it| kind.eq_ignore_ascii_case(it)) {
        return Ok(());
    }
    let message = "Content-Type must be text/plain or application/json";
    Err(Refusal::new(415, "content_type", message))
}
