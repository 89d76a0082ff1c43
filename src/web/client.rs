//! The client: one feedback, or a group of them, all the way to an answer.

use super::builder::Builder;
use super::credential::Credential;
use super::error::{Ended, Error};
use super::exchange::post;
use super::stop::{Stop, now};
use crate::core::answer::{Answer, Json};
use crate::core::failure::Failure;
use crate::core::feedback::{Feedback, MemoryId, Rating};
use crate::core::retry::{Retry, is_worth_another_attempt};
use crate::core::time::Millis;
use crate::core::wire;
use js_sys::{Function, Math, Object};
use std::fmt;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

/// The value that came back, or why none did.
pub(crate) type Outcome = Result<JsValue, Ended>;

/// Sends feedback to Mem0, or to a relay.
///
/// ```no_run
/// # async fn example(key: &str, id: &str) -> Result<(), Box<dyn std::error::Error>> {
/// use mem0_feedback::{Client, MemoryId, Rating};
///
/// let client = Client::builder().api_key(key).build()?;
/// let why = Some("Contains outdated contact information");
/// client.feedback(&MemoryId::new(id)?, Some(Rating::Negative), why).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) url: String,
    pub(crate) credential: Credential,
    pub(crate) headers: Object,
    pub(crate) fetch: Function,
    pub(crate) timeout: Millis,
    pub(crate) retries: u32,
}

/// A feedback as it goes over the wire.
pub(crate) struct Parcel {
    pub(crate) memory_id: String,
    pub(crate) body: String,
}

impl Client {
    /// Begins with the defaults: Mem0's own host, 30 seconds, two retries.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Says that a memory was useful, or not, and why; `None` for both takes it back. Dropping
    /// the future cancels the request.
    ///
    /// # Errors
    ///
    /// Whatever kept the feedback from being delivered, after the retries that could help.
    pub async fn feedback(
        &self,
        memory_id: &MemoryId,
        rating: Option<Rating>,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let parcel = self.parcel(&Feedback {
            memory_id: memory_id.clone(),
            rating,
            reason: reason.map(str::to_owned),
            reason_codes: Vec::new(),
        });
        match self.deliver(&[parcel], None).await.pop() {
            Some(Err(Ended::Failed(error))) => Err(error),
            _ => Ok(()),
        }
    }

    pub(crate) fn parcel(&self, feedback: &Feedback) -> Parcel {
        let body = match self.credential {
            Credential::Token(_) => wire::relay_item(feedback),
            _ => wire::mem0_body(feedback),
        };
        Parcel { memory_id: feedback.memory_id.as_str().to_owned(), body }
    }

    /// How much one request carries at the most: parcels, and bytes of them.
    #[cfg(feature = "package")]
    pub(crate) fn group_limits(&self) -> (usize, usize) {
        match self.credential {
            Credential::Token(_) => (wire::RELAY_ITEMS, wire::RELAY_BYTES),
            _ => (1, usize::MAX),
        }
    }

    /// Sends a group in one request, and what failed of it in further ones while that may help
    /// and there is time. An outcome for each parcel, in their order.
    pub(crate) async fn deliver(
        &self,
        parcels: &[Parcel],
        signal: Option<AbortSignal>,
    ) -> Vec<Outcome> {
        let mut outcomes = vec![Ok(JsValue::UNDEFINED); parcels.len()];
        let stop = match Stop::after(self.timeout, signal) {
            Ok(stop) => stop,
            Err(ended) => {
                outcomes.fill(Err(ended));
                return outcomes;
            }
        };
        let retry = Retry { retries: self.retries, deadline: stop.deadline() };
        let mut open: Vec<(usize, &Parcel)> = parcels.iter().enumerate().collect();
        let (mut attempt, mut renew) = (0, false);
        loop {
            let answer = self.attempt(&open, renew, &stop).await;
            if !renew && self.credential.is_renewed_by(&answer) {
                renew = true;
                continue;
            }
            let mut longest: Option<Failure> = None;
            let mut position = 0;
            open.retain(|(index, _)| {
                let outcome = self.outcome(&answer, position);
                position += 1;
                let failure = worth_another_attempt(&outcome);
                let again = failure.is_some();
                if let Some(failure) = failure
                    && longest.as_ref().is_none_or(|other| failure.retry_after > other.retry_after)
                {
                    longest = Some(failure.clone());
                }
                settle(&mut outcomes, *index, outcome);
                again
            });
            let luck = (Math::random() * f64::from(u32::MAX)) as u32;
            let wait = longest.and_then(|failure| retry.wait(&failure, attempt, now(), luck));
            let Some(wait) = wait else { return outcomes };
            if let Err(ended) = stop.sleep(wait).await {
                for (index, _) in open {
                    settle(&mut outcomes, index, Err(ended.clone()));
                }
                return outcomes;
            }
            attempt += 1;
        }
    }

    async fn attempt(
        &self,
        open: &[(usize, &Parcel)],
        renew: bool,
        stop: &Stop,
    ) -> Result<Answer<JsValue>, Ended> {
        let parcels = || open.iter().map(|(_, parcel)| *parcel);
        let relayed;
        let body = match &self.credential {
            Credential::Token(source) => {
                let ids = parcels().map(|parcel| parcel.memory_id.as_str());
                let token = source.token(ids, renew, stop).await?;
                relayed = wire::relay_body(&token, parcels().map(|parcel| parcel.body.as_str()));
                &relayed
            }
            _ => parcels().next().map_or("", |parcel| &parcel.body),
        };
        post(&self.fetch, &self.url, &self.headers, body, stop).await
    }

    /// What the answer to a request says of the parcel at `position` in it.
    fn outcome(&self, answer: &Result<Answer<JsValue>, Ended>, position: u32) -> Outcome {
        let answer = answer.as_ref().map_err(Clone::clone)?;
        let with_details = |failure| {
            let details = answer.json.clone().filter(Json::is_object);
            Ended::Failed(Error::new(failure).with_details(details.unwrap_or_default()))
        };
        answer.delivered().map_err(with_details)?;
        match self.credential {
            Credential::Token(_) => answer.delivered_item(position).map_err(with_details),
            _ => Ok(answer.json.clone().unwrap_or_default()),
        }
    }
}

fn worth_another_attempt(outcome: &Outcome) -> Option<&Failure> {
    match outcome {
        Err(Ended::Failed(error)) => {
            Some(error.failure()).filter(|it| is_worth_another_attempt(it))
        }
        _ => None,
    }
}

fn settle(outcomes: &mut [Outcome], index: usize, outcome: Outcome) {
    if let Some(slot) = outcomes.get_mut(index) {
        *slot = outcome;
    }
}

impl fmt::Debug for Client {
    /// Without the credential and the headers, which may hold one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("url", &self.url).finish_non_exhaustive()
    }
}
