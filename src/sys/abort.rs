//! Signals that end what is under way.
//! [DOM, section 3](https://dom.spec.whatwg.org/#aborting-ongoing-activities)

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub(crate) type AbortController;

    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> AbortController;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn signal(this: &AbortController) -> AbortSignal;

    #[wasm_bindgen(method)]
    pub(crate) fn abort(this: &AbortController);

    type Target;

    #[wasm_bindgen(method, js_name = addEventListener)]
    fn add(this: &Target, event: &str, listener: &Function);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    fn remove(this: &Target, event: &str, listener: &Function);
}

/// Calls `listener` when `signal` aborts.
pub(crate) fn listen(signal: &AbortSignal, listener: &Function) {
    signal.unchecked_ref::<Target>().add("abort", listener);
}

/// Takes back [`listen`].
pub(crate) fn unlisten(signal: &AbortSignal, listener: &Function) {
    signal.unchecked_ref::<Target>().remove("abort", listener);
}
