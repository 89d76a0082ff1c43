//! What a shard keeps, on the package's side of it. Clocks cross as JavaScript's numbers, which
//! hold them until the year 2248.

use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Ledger` in `pkg/src/relay/ledger.ts`. A source is 0 for a person and 1 for a judge; a state
    /// is 0 for what waits, 1 for what was sent, 2 for what was refused.
    pub(crate) type Ledger;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn vote(
        this: &Ledger,
        memory: &str,
        source: u32,
        rater: &str,
    ) -> Result<Option<Row>, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn latest(this: &Ledger, memory: &str, source: u32) -> Result<Option<Row>, JsValue>;

    #[wasm_bindgen(method, catch)]
    // One parameter for each column.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn keep(
        this: &Ledger,
        memory: &str,
        source: u32,
        rater: &str,
        rating: Option<&str>,
        reason: Option<&str>,
        codes: u32,
        stands: bool,
        clock: f64,
        tab: u32,
        counted: f64,
        arrival: f64,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn known(this: &Ledger, memory: &str) -> Result<Option<Row>, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn change(
        this: &Ledger,
        memory: &str,
        speaker: Option<u32>,
        revision: f64,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn conclude(
        this: &Ledger,
        memory: &str,
        revision: f64,
        state: u32,
        status: u32,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn waiting(this: &Ledger, after: f64, most: u32) -> Result<Vec<Row>, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn revision(this: &Ledger) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn weather(this: &Ledger) -> Result<Row, JsValue>;

    #[wasm_bindgen(method, catch, js_name = keepWeather)]
    pub(crate) fn keep_weather(this: &Ledger, until: f64, openings: u32) -> Result<(), JsValue>;

    /// A row of any of its tables: what is read is there.
    pub(crate) type Row;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn memory(this: &Row) -> String;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn rating(this: &Row) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn reason(this: &Row) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn codes(this: &Row) -> u32;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn clock(this: &Row) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn tab(this: &Row) -> u32;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn counted(this: &Row) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn speaker(this: &Row) -> Option<u32>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn state(this: &Row) -> u32;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn status(this: &Row) -> u32;

    #[wasm_bindgen(method, getter, js_name = revision)]
    pub(crate) fn at_revision(this: &Row) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn until(this: &Row) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn openings(this: &Row) -> u32;
}
