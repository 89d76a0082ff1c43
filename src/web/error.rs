//! A failure with what JavaScript knows of it.

use super::response::header;
use crate::core::failure::{Code, Failure, Kind};
use ::core::fmt;
use alloc::rc::Rc;
use wasm_bindgen::JsValue;

/// Why a feedback was not delivered.
#[derive(Clone, Debug)]
pub struct Error(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    failure: Failure,
    response: JsValue,
    details: JsValue,
    cause: JsValue,
}

impl Error {
    /// `response` and the parsed body, as far as there are any.
    pub(crate) fn answered(failure: Failure, response: JsValue, details: JsValue) -> Self {
        Self(Rc::new(Inner { failure, response, details, cause: JsValue::UNDEFINED }))
    }

    /// `cause` is what was thrown.
    pub(crate) fn thrown(failure: Failure, cause: JsValue) -> Self {
        let (response, details) = (JsValue::UNDEFINED, JsValue::UNDEFINED);
        Self(Rc::new(Inner { failure, response, details, cause }))
    }

    /// What went wrong: class, code, message, suggestion.
    pub fn failure(&self) -> &Failure {
        &self.0.failure
    }

    /// A header of the answer, if there was one, else undefined.
    pub fn header(&self, name: &str) -> JsValue {
        header(&self.0.response, name)
    }

    /// The parsed body of the answer, if it was an object, else undefined.
    pub fn details(&self) -> &JsValue {
        &self.0.details
    }

    /// What was thrown, if something was, else undefined.
    pub fn cause(&self) -> &JsValue {
        &self.0.cause
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::thrown(failure, JsValue::UNDEFINED)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure().fmt(f)
    }
}

impl ::core::error::Error for Error {}

impl From<Ended> for Error {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Failed(error) => error,
            Ended::Aborted(reason) => {
                Self::thrown(Failure::new(Kind::Network, Code::Network, "Aborted"), reason)
            }
        }
    }
}

/// How a call ends that does not deliver.
#[derive(Clone, Debug)]
pub(crate) enum Ended {
    /// The caller's signal said stop; this is its reason.
    Aborted(JsValue),
    /// It failed.
    Failed(Error),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.into())
    }
}
