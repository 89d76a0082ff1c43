//! `fetch`.

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The one of wherever this runs.
    /// [Fetch, section 5.6](https://fetch.spec.whatwg.org/#fetch-method)
    #[wasm_bindgen(thread_local_v2, js_name = fetch)]
    pub(crate) static FETCH: Function;
}
