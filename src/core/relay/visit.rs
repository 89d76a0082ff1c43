//! A request to a relay, from what has come to what is answered. What others have to be asked for
//! in between, Mem0 or shards, is handed out here, and their answers come back.

use super::admission::{Work, admitted, rate_limited};
use super::forwarding::Forwarding;
use super::gathering::{gathered, given};
use super::record::Record;
use super::refusal::Refusal;
use super::reply::Answer;
use super::settings::Settings;
use super::shares::Share;
use crate::core::time::Millis;
use alloc::borrow::ToOwned;
use alloc::rc::Rc;
use alloc::string::String;

/// What comes to a relay.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// A number for the log, and for who asks about it.
    pub id: &'a str,
    /// The method.
    pub method: &'a str,
    /// The whole URL.
    pub url: &'a str,
    /// Of the page, if it is one.
    pub origin: Option<&'a str>,
    /// What the body is said to be.
    pub content_type: Option<&'a str>,
    /// What reads votes back stands here under its scope.
    pub authorization: Option<&'a str>,
    /// The ids of memories in its query, between commas.
    pub memory_ids: &'a str,
    /// Nothing if it is more than any that is taken.
    pub body: Option<&'a [u8]>,
    /// Whether its address comes no more often than it may.
    pub is_within: bool,
}

/// A request under way.
#[derive(Debug)]
pub struct Visit {
    settings: Rc<Settings>,
    record: Record,
    /// Of the page, if it may read the answer.
    origin: Option<String>,
    work: Result<Work, Refusal>,
}

impl Visit {
    /// Takes a request in, at `now`.
    pub fn begin(settings: Rc<Settings>, request: &Request<'_>, now: Millis) -> Self {
        let mut record = Record::new(request.id, request.method, now);
        let is_allowed = settings.origins.allow(request.origin);
        let work = if is_allowed {
            admitted(&settings, request, &mut record, now)
        } else {
            let message = "Origin is not among the relay's origins";
            Err(Refusal::new(403, "origin_not_allowed", message))
        };
        let origin = request.origin.filter(|_| is_allowed).map(str::to_owned);
        Self { settings, record, origin, work }
    }

    /// The keys under which its use is limited beside its address: its scope's and its rater's.
    pub fn limits(&self) -> Option<[String; 2]> {
        let (Work::Take(_, scope) | Work::Read(_, scope) | Work::Give(_, scope)) =
            self.work.as_ref().ok()?
        else {
            return None;
        };
        Some([["scope:", &scope.jti].concat(), ["rater:", &scope.sub].concat()])
    }

    /// One of these comes too often.
    pub fn exceed(&mut self) {
        self.work = Err(rate_limited());
    }

    /// The feedbacks that are to be sent to Mem0, unless shards keep them.
    pub fn forwarding(&mut self) -> Option<&mut Forwarding> {
        match &mut self.work {
            Ok(Work::Take(take, _)) => take.forwarding(),
            _ => None,
        }
    }

    /// What shards are to do.
    pub fn task(&self) -> &'static str {
        match self.work {
            Ok(Work::Read(..)) => "read",
            Ok(Work::Give(..)) => "give",
            Ok(Work::Gather(_)) => "gather",
            _ => "keep",
        }
    }

    /// What shards are to be asked.
    pub fn shares(&mut self) -> &mut [Share] {
        match &mut self.work {
            Ok(Work::Take(take, _)) => take.shares(),
            Ok(Work::Read(reading, _)) => &mut reading.shares,
            Ok(Work::Give(share, _)) => ::core::slice::from_mut(share),
            Ok(Work::Gather(shares)) => shares,
            _ => &mut [],
        }
    }

    /// What is answered, at `now`, and the line for the log.
    pub fn end(mut self, now: Millis) -> (String, String) {
        let is_durable = self.settings.is_durable;
        let answer = self.work.and_then(|work| match work {
            Work::Done(answer) => Ok(answer),
            Work::Take(take, _) => Ok(take.answer(is_durable, &mut self.record)),
            Work::Read(reading, _) => reading.answer(&mut self.record),
            Work::Give(share, _) => given(share, is_durable, &mut self.record),
            Work::Gather(shares) => gathered(&shares),
        });
        let answer = answer.unwrap_or_else(|refusal| {
            self.record.code = refusal.code;
            Answer {
                status: refusal.status,
                body: Some(refusal.body(&self.record.request_id)),
                retry_after: (refusal.status == 429).then_some(self.settings.retry_after.into()),
            }
        });
        self.record.status = answer.status;
        self.record.ms = (now - self.record.start).0;
        let text = answer.text(&self.record, self.origin.as_deref(), is_durable);
        (text, self.record.line())
    }
}

#[cfg(test)]
#[path = "visit_tests.rs"]
mod tests;
