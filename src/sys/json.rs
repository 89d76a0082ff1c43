//! JSON.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Unlike `js_sys::JSON::parse`, leaves the text where it is.
    /// [ECMA-262, section 25.5.1](https://tc39.es/ecma262/#sec-json.parse)
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub(crate) fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
}
