//! Faults on demand: one for a while, or one for a single request by header.

pub mod injection;

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is to go wrong.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Answers this status, 200 to 599, and does not handle the request.
    pub status: Option<u16>,
    /// The `Retry-After` header, seconds or a date.
    pub retry_after: Option<String>,
    /// Further headers of the answer.
    pub headers: BTreeMap<String, String>,
    /// Waits before anything else, in milliseconds.
    pub delay_ms: Option<u64>,
    /// Closes the connection without an answer.
    pub drop: Option<DropWhen>,
    /// Sends so many bytes of the body under the `Content-Length` of all, then closes.
    pub truncate: Option<usize>,
    /// The `Content-Type` of the answer.
    pub content_type: Option<String>,
    /// The body in place of the true one.
    pub body: Option<String>,
    /// Only requests whose path begins so.
    pub path: Option<String>,
    /// Only so many requests.
    pub count: Option<u64>,
    /// Only so long, in milliseconds.
    pub for_ms: Option<u64>,
    /// Only this share of the requests, 0 to 1.
    pub probability: Option<f64>,
    /// Makes the share repeatable.
    pub seed: Option<u64>,
}

/// When a connection is closed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DropWhen {
    /// Before the request is handled.
    Before,
    /// After it was handled, so that only the answer is lost.
    After,
}

impl Fault {
    /// Reads a fault.
    ///
    /// # Errors
    ///
    /// A sentence that names what is wrong.
    pub fn read(json: &[u8]) -> Result<Self, String> {
        let fault: Self = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        if fault.status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Err("status must be between 200 and 599".into());
        }
        if fault.probability.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            return Err("probability must be between 0 and 1".into());
        }
        injection::headers_of(&fault)?;
        Ok(fault)
    }
}

/// The fault that stands, if any.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Option<Standing>>>);

#[derive(Debug)]
struct Standing {
    fault: Fault,
    /// As it was asked for.
    given: Value,
    left: Option<u64>,
    until: Option<Instant>,
    luck: fastrand::Rng,
}

impl Faults {
    /// Sets the fault that stands from now on.
    ///
    /// # Errors
    ///
    /// A sentence that names what is wrong.
    pub fn set(&self, json: &[u8]) -> Result<(), String> {
        let fault = Fault::read(json)?;
        let given = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let until = fault.for_ms.map(Duration::from_millis);
        let standing = Standing {
            given,
            left: fault.count,
            // A while too long for the clock is as good as for ever.
            until: until.and_then(|wait| Instant::now().checked_add(wait)),
            luck: fault.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
            fault,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(standing);
        Ok(())
    }

    /// Takes it away.
    pub fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// As `/sandbox/faults` shows it.
    pub fn to_json(&self) -> Value {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(standing) if !standing.is_over() => {
                json!({ "fault": standing.given, "left": standing.left })
            }
            _ => json!({ "fault": null, "left": null }),
        }
    }

    /// The fault that a request meets; counts it.
    pub fn met_by(&self, path: &str) -> Option<Fault> {
        let mut standing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        standing.as_mut()?.met_by(path)
    }
}

impl Standing {
    fn is_over(&self) -> bool {
        self.left == Some(0) || self.until.is_some_and(|until| Instant::now() >= until)
    }

    fn met_by(&mut self, path: &str) -> Option<Fault> {
        let meant = self.fault.path.as_deref().is_none_or(|prefix| path.starts_with(prefix));
        if self.is_over() || !meant {
            return None;
        }
        if self.fault.probability.is_some_and(|share| self.luck.f64() >= share) {
            return None;
        }
        self.left = self.left.map(|left| left.saturating_sub(1));
        Some(self.fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(fault: &str, requests: usize) -> Vec<bool> {
        let faults = Faults::default();
        faults.set(fault.as_bytes()).unwrap();
        (0..requests).map(|_| faults.met_by("/v1/feedback/").is_some()).collect()
    }

    #[test]
    fn a_fault_is_met_as_often_as_asked() {
        assert_eq!(met(r#"{"status":503,"count":2}"#, 3), [true, true, false]);
        assert_eq!(met(r#"{"status":503,"path":"/v1/ping/"}"#, 1), [false]);
        assert_eq!(met(r#"{"status":503,"for_ms":0}"#, 1), [false]);
        assert_eq!(met(r#"{"status":503,"for_ms":18446744073709551615}"#, 1), [true]);
    }

    #[test]
    fn a_share_is_repeatable_by_its_seed() {
        let share = r#"{"status":503,"probability":0.3,"seed":7}"#;
        let first = met(share, 400);
        assert_eq!(first, met(share, 400));
        let hit = first.iter().filter(|hit| **hit).count();
        assert!((80..160).contains(&hit), "{hit} of 400");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |fault: &str| Fault::read(fault.as_bytes()).unwrap_err();
        assert!(error(r#"{"state":503}"#).contains("unknown field `state`"));
        assert!(error(r#"{"status":99}"#).contains("status"));
        assert!(error(r#"{"probability":2}"#).contains("probability"));
        assert!(error(r#"{"drop":"soon"}"#).contains("`before` or `after`"));
        assert!(error(r#"{"retry_after":"a\nb"}"#).contains("retry-after"));
    }
}
