//! `relay.wasm`: a `fetch` handler, scopes to go with it, and shards behind it.

use crate::core::relay::scope::{Secret, signed};
use crate::core::time::Millis;
use crate::sys::hooks::{Hooks, Refusals, Settings, Upstream};
use crate::sys::ledger::Ledger;
use crate::web::relay::handle;
use crate::web::relay::shard::Shard as Driver;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use js_sys::{Date, Function};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response};

/// Answers a request; `body` is left out when it is too large.
///
/// # Errors
///
/// None: what goes wrong is in the answer.
#[wasm_bindgen]
pub async fn relay(
    request: Request,
    body: Option<Vec<u8>>,
    settings: Settings,
    fetch: Function,
    hooks: Hooks,
) -> Result<Response, JsValue> {
    let response = handle(request.into(), body, settings, fetch, hooks).await;
    response.map(Response::from).map_err(|error| JsError::new(&error.to_string()).into())
}

/// Signs a scope, its claims given as JSON, for `lifetime` milliseconds.
///
/// # Errors
///
/// A text that says what is wrong with the claims or the secret.
#[wasm_bindgen(js_name = signScope)]
pub fn sign_scope(
    claims: String,
    kid: String,
    secret: String,
    lifetime: f64,
) -> Result<String, JsValue> {
    let claims: Value = serde_json::from_slice(claims.as_bytes())
        .map_err(|_| JsValue::from("the claims are no JSON"))?;
    let now = Millis(Date::now() as u64);
    signed(claims, &Secret { kid, secret }, now, Millis(lifetime as u64)).map_err(JsValue::from)
}

/// A shard's share of the work; what it keeps is in the ledger.
#[wasm_bindgen]
pub(crate) struct Shard(Rc<Driver>);

#[wasm_bindgen]
impl Shard {
    /// Opens it on what its ledger has.
    ///
    /// # Errors
    ///
    /// Here and below: the ledger's.
    #[wasm_bindgen(constructor)]
    pub fn new(
        ledger: Ledger,
        upstream: Upstream,
        keep_ms: f64,
        fetch: Function,
        refusals: Refusals,
    ) -> Result<Self, JsValue> {
        Driver::open(ledger, upstream, Millis(keep_ms as u64), fetch, refusals).map(Self)
    }

    /// Takes in what the relay has to be kept, in one transaction; `written` has to follow.
    pub fn keep(&self, letter: &str) -> Result<String, JsValue> {
        self.0.keep(letter)
    }

    /// The transaction is complete, or was undone.
    pub fn written(&self, is_written: bool) {
        self.0.written(is_written);
    }

    /// Reads a rater's votes back.
    pub fn read(&self, letter: &str) -> Result<String, JsValue> {
        self.0.read(letter)
    }

    /// When to work next, in milliseconds since the Unix epoch.
    pub fn next(&self) -> Option<f64> {
        self.0.next().map(|moment| moment.0 as f64)
    }

    /// Sends what waits, for `span` milliseconds at the most; the counts for the log, as JSON.
    pub async fn work(&self, span: f64) -> Result<String, JsValue> {
        Rc::clone(&self.0).work(Millis(span as u64)).await
    }
}
