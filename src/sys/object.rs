//! Members of objects, by names that are no `JsValue` yet: those would have to be made and dropped.

use js_sys::Object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Throws for what is no object.
    #[wasm_bindgen(js_namespace = Reflect, catch)]
    pub(crate) fn get(target: &JsValue, key: &str) -> Result<JsValue, JsValue>;

    /// For objects of our own, which take everything.
    #[wasm_bindgen(js_namespace = Reflect)]
    pub(crate) fn set(target: &Object, key: &str, value: &JsValue);
}
