//! JSON in the hands of the JavaScript engine.

use crate::core::answer::Json;
use crate::sys::object;
use alloc::string::String;
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

impl Json for JsValue {
    fn get(&self, key: &str) -> Option<Self> {
        // `Reflect.get` throws for what is no object: then there is no such member either.
        object::get(self, key).ok().filter(|value| !value.is_undefined())
    }

    fn at(&self, index: u32) -> Option<Self> {
        Reflect::get_u32(self, index).ok().filter(|value| !value.is_undefined())
    }

    fn as_text(&self) -> Option<String> {
        self.as_string()
    }

    fn as_status(&self) -> Option<u16> {
        let number = self.as_f64()?;
        let status = number as u16;
        (f64::from(status) == number).then_some(status)
    }

    fn is_object(&self) -> bool {
        JsValue::is_object(self) && !Array::is_array(self)
    }
}
