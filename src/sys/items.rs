//! The package's side of a batch. Scalars and strings cross as such, which takes far fewer bytes
//! than to build arrays of them in Rust.

use alloc::string::String;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Items` in `pkg/src/items.ts`.
    pub(crate) type Items;

    #[wasm_bindgen(method)]
    pub(crate) fn pull(this: &Items, index: u32) -> Option<Item>;

    /// Of the item that was pulled last.
    #[wasm_bindgen(method)]
    pub(crate) fn sequence(this: &Items) -> String;

    #[wasm_bindgen(method)]
    pub(crate) fn delivered(this: &Items, index: u32, value: JsValue);

    #[wasm_bindgen(method)]
    pub(crate) fn aborted(this: &Items, index: u32, reason: JsValue);

    #[wasm_bindgen(method)]
    // One parameter for each field of an error.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn failed(
        this: &Items,
        index: u32,
        kind: u32,
        code: &str,
        message: &str,
        suggestion: &str,
        status: Option<u32>,
        retry_after: Option<u32>,
        limit: JsValue,
        remaining: JsValue,
        reset: JsValue,
        details: &JsValue,
        cause: &JsValue,
    );

    #[wasm_bindgen(method)]
    pub(crate) fn finish(this: &Items);

    /// `Item` in `pkg/src/item.ts`.
    pub(crate) type Item;

    #[wasm_bindgen(method, getter, js_name = memoryId)]
    pub(crate) fn memory_id(this: &Item) -> String;

    /// An index into `Rating::ALL`; beyond it if there is none.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn rating(this: &Item) -> u32;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn reason(this: &Item) -> String;

    /// Bit `n` stands for the `n`th `ReasonCode`.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn codes(this: &Item) -> u32;
}
