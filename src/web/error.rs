//! A failure with what JavaScript knows of it.

use crate::core::failure::{Code, Failure, Kind};
use std::fmt;
use wasm_bindgen::JsValue;

/// Why a feedback was not delivered.
#[derive(Clone, Debug)]
pub struct Error {
    failure: Failure,
    details: JsValue,
    cause: JsValue,
}

impl Error {
    pub(crate) fn new(failure: Failure) -> Self {
        Self { failure, details: JsValue::UNDEFINED, cause: JsValue::UNDEFINED }
    }

    pub(crate) fn with_details(mut self, details: JsValue) -> Self {
        self.details = details;
        self
    }

    pub(crate) fn with_cause(mut self, cause: JsValue) -> Self {
        self.cause = cause;
        self
    }

    /// What went wrong: class, code, message, suggestion.
    pub fn failure(&self) -> &Failure {
        &self.failure
    }

    /// The parsed body of the answer, if it was an object, else undefined.
    pub fn details(&self) -> &JsValue {
        &self.details
    }

    /// What was thrown, if something was, else undefined.
    pub fn cause(&self) -> &JsValue {
        &self.cause
    }

    pub(crate) fn configuration(message: &str) -> Self {
        Self::new(Failure::new(Kind::Configuration, Code::Configuration, message))
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::new(failure)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

impl std::error::Error for Error {}

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
