//! The last requests to the API, as they came over the wire.

use crate::mask;
use crate::moment;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// So many requests are kept; the oldest go first.
const KEPT: usize = 500;

/// The last requests, shared by all connections.
#[derive(Clone, Debug, Default)]
pub struct RequestLog(Arc<Mutex<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    last_seq: u64,
    kept: VecDeque<Entry>,
}

/// One request; credentials in it are masked.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Counts from 1 and on through a `DELETE`.
    pub seq: u64,
    /// When it had arrived, in milliseconds since 1970.
    pub at_ms: i64,
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub path: String,
    /// Its headers.
    pub headers: Map<String, Value>,
    /// Its body.
    pub body: String,
    /// The status that was answered, `"dropped"` for a connection closed on demand, `"aborted"`
    /// when the client left first, null before that.
    pub status: Value,
    /// Until the answer began, in milliseconds.
    pub duration_ms: Option<f64>,
}

impl RequestLog {
    /// Writes down a request that has arrived.
    pub fn arrived(&self, parts: &Parts, body: &Bytes) -> Pending {
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let mut entry = Entry {
            seq: 0,
            at_ms: moment::now(),
            method: parts.method.to_string(),
            path: mask::target(target),
            headers: mask::headers(&parts.headers),
            body: mask::body(body),
            status: Value::Null,
            duration_ms: None,
        };
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.last_seq += 1;
        entry.seq = entries.last_seq;
        entries.kept.push_back(entry);
        if entries.kept.len() > KEPT {
            entries.kept.pop_front();
        }
        let seq = entries.last_seq;
        Pending { log: self.clone(), seq, began: Instant::now(), end: "aborted".into() }
    }

    /// The last requests after a sequence, the oldest first.
    pub fn after(&self, seq: u64, limit: usize) -> Vec<Entry> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = entries.kept.iter().rev().take_while(|entry| entry.seq > seq);
        let mut found: Vec<_> = newest.take(limit).cloned().collect();
        found.reverse();
        found
    }

    /// Forgets them all; the sequence goes on.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).kept.clear();
    }

    fn ended(&self, pending: &Pending) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.kept.iter_mut().rev().find(|entry| entry.seq == pending.seq) {
            entry.status = pending.end.clone();
            entry.duration_ms = Some(pending.began.elapsed().as_micros() as f64 / 1_000.0);
        }
    }
}

/// A request that is being answered; one that is let go of counts as aborted by its client.
#[derive(Debug)]
pub struct Pending {
    log: RequestLog,
    seq: u64,
    began: Instant,
    end: Value,
}

impl Pending {
    /// It was answered.
    pub fn answered(mut self, status: StatusCode) {
        self.end = status.as_u16().into();
    }

    /// Its connection was closed on demand.
    pub fn dropped(mut self) {
        self.end = "dropped".into();
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.log.ended(self);
    }
}
