//! The client.

use super::builder::Builder;
use super::credential::Credential;
use super::delivery::{Delivery, Outcome, Receiver};
use super::error::Error;
use crate::core::feedback::{Feedback, MemoryId, Rating};
use crate::core::reason_code::ReasonCodes;
use crate::core::time::Millis;
use crate::core::wire;
use crate::sys::abort::AbortController;
use crate::sys::promise::deferred;
use ::core::cell::Cell;
use ::core::fmt;
use alloc::borrow::ToOwned;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec;
use js_sys::futures::JsFuture;
use js_sys::{Function, Object};
use wasm_bindgen::JsValue;

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
    #[cfg(feature = "package")]
    pub(crate) index: usize,
    pub(crate) memory_id: MemoryId,
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
        let feedback = Feedback {
            memory_id: memory_id.clone(),
            rating,
            reason: reason.map(str::to_owned),
            reason_codes: ReasonCodes::default(),
        };
        let (answered, answer) = deferred();
        let cancel = Cancel(AbortController::new());
        let outcome = Rc::new(Cell::new(Ok(())));
        let receiver = One { client: self.clone(), outcome: Rc::clone(&outcome), answer };
        let parcels = vec![self.parcel(0, feedback, "")];
        Delivery::start(parcels, Some(cancel.0.signal()), receiver);
        // It resolves, whatever happens.
        let _ = JsFuture::from(answered).await;
        outcome.replace(Ok(()))
    }

    #[cfg_attr(not(feature = "package"), expect(unused_variables))]
    pub(crate) fn parcel(&self, index: usize, feedback: Feedback, sequence: &str) -> Parcel {
        let body = if self.credential.is_for_relay() {
            wire::relay_item(&feedback, sequence)
        } else {
            wire::mem0_body(&feedback)
        };
        Parcel {
            #[cfg(feature = "package")]
            index,
            memory_id: feedback.memory_id,
            body,
        }
    }

    /// How much one request carries at the most: parcels, and bytes of them.
    #[cfg(feature = "package")]
    pub(crate) fn group_limits(&self) -> (usize, usize) {
        if self.credential.is_for_relay() {
            (wire::RELAY_ITEMS, wire::RELAY_BYTES)
        } else {
            (1, usize::MAX)
        }
    }
}

/// Aborts when it is dropped.
struct Cancel(AbortController);

impl Drop for Cancel {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits for a single outcome.
struct One {
    client: Client,
    outcome: Rc<Cell<Result<(), Error>>>,
    answer: Function,
}

impl Receiver for One {
    fn client(&self) -> &Client {
        &self.client
    }

    fn settle(&self, _: &Parcel, outcome: Outcome) {
        self.outcome.set(outcome.map(|_| ()).map_err(Error::from));
    }

    fn finish(self) {
        let _ = self.answer.call0(&JsValue::UNDEFINED);
    }
}

impl fmt::Debug for Client {
    /// Without the credential and the headers, which may hold one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("url", &self.url).finish_non_exhaustive()
    }
}
