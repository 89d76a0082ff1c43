//! What a relay asks of the package's side of it. Settings are read one by one, which takes far
//! fewer bytes, and less time, than to take an object to pieces in Rust.

use alloc::string::String;
use alloc::vec::Vec;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Hooks` in `pkg/src/relay.ts`.
    pub(crate) type Hooks;

    /// Whether the use under a key is within its limit: a boolean.
    #[wasm_bindgen(method)]
    pub(crate) fn limit(this: &Hooks, key: &str) -> Promise;

    /// Asks a shard to `keep` or to `read`; a text of JSON, or nothing if it does not answer.
    #[wasm_bindgen(method)]
    pub(crate) fn shard(this: &Hooks, shard: u32, what: &str, letter: &str) -> Promise;

    /// A line for the log.
    #[wasm_bindgen(method)]
    pub(crate) fn log(this: &Hooks, line: &str);

    /// `Refusals` in `pkg/src/feedback-shard.ts`.
    pub(crate) type Refusals;

    /// Mem0 will never take what was said of a memory; the status is zero if it got too old.
    #[wasm_bindgen(method)]
    pub(crate) fn refused(this: &Refusals, memory: &str, status: u32);

    /// `relaySettings` in `pkg/src/relay/settings.ts`, and what is known of the request itself.
    pub(crate) type Settings;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn upstream(this: &Settings) -> Upstream;

    /// The ids of the secrets.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn kids(this: &Settings) -> Vec<String>;

    /// In the order of their ids.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn secrets(this: &Settings) -> Vec<String>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn audience(this: &Settings) -> String;

    #[wasm_bindgen(method, getter, js_name = allowedOrigins)]
    pub(crate) fn allowed_origins(this: &Settings) -> Vec<String>;

    /// Calls to Mem0 for one request to the relay, retries included.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn calls(this: &Settings) -> u32;

    /// Seconds after which to come back, for who comes too often.
    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    pub(crate) fn retry_after(this: &Settings) -> u32;

    /// Whether shards keep what is said until Mem0 has it.
    #[wasm_bindgen(method, getter, js_name = isDurable)]
    pub(crate) fn is_durable(this: &Settings) -> bool;

    #[wasm_bindgen(method, getter, js_name = requestId)]
    pub(crate) fn request_id(this: &Settings) -> String;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn address(this: &Settings) -> String;

    /// Of the memories that are asked for.
    #[wasm_bindgen(method, getter, js_name = memoryIds)]
    pub(crate) fn memory_ids(this: &Settings) -> Vec<String>;

    /// Mem0, and how much of it is asked at a time.
    pub(crate) type Upstream;

    #[wasm_bindgen(method, getter, js_name = apiKey)]
    pub(crate) fn api_key(this: &Upstream) -> String;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn host(this: &Upstream) -> String;

    /// Calls at once.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn concurrency(this: &Upstream) -> u32;

    /// Milliseconds for each, its retries included.
    #[wasm_bindgen(method, getter, js_name = timeoutMs)]
    pub(crate) fn timeout_ms(this: &Upstream) -> u32;
}
