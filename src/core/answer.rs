//! Reading an answer: was the feedback delivered, and if not, what did the server say?

use super::failure::{Code, Failure, Kind};
use super::time::Millis;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// How much of a body that is no known JSON is quoted, in bytes.
const LONGEST_QUOTE: usize = 500;

/// A parsed JSON value. The parser is the host's: in a browser it is there already, and free.
pub trait Json: Sized {
    /// The member of an object.
    fn get(&self, key: &str) -> Option<Self>;
    /// The element of an array.
    fn at(&self, index: u32) -> Option<Self>;
    /// The value of a string.
    fn as_text(&self) -> Option<String>;
    /// The value of an integer in the range of a status.
    fn as_status(&self) -> Option<u16>;
    /// Whether it is an object, and neither an array nor null.
    fn is_object(&self) -> bool;
}

/// An HTTP answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer<J> {
    /// The status.
    pub status: u16,
    /// The body as it came.
    pub body: J,
    /// The body, where it parses.
    pub json: Option<J>,
    /// The wait that `Retry-After` asks for.
    pub retry_after: Option<Millis>,
}

impl<J: Json> Answer<J> {
    /// A 2xx with a JSON object, or a 204, is delivered. Any other 2xx is not the API's: a
    /// captive portal's page, or an answer that broke off.
    ///
    /// # Errors
    ///
    /// The failure that the answer stands for.
    pub fn delivered(&self) -> Result<(), Failure> {
        let object = self.json.as_ref().is_some_and(Json::is_object);
        match self.status {
            204 => Ok(()),
            200..=299 if object => Ok(()),
            200..=299 => Err(Failure::new(
                Kind::Network,
                Code::Network,
                "The answer is not the API's: a JSON object was expected. \
                 A proxy or a network's sign-in page may have sent it.",
            )),
            status => Err(self.failure(status)),
        }
    }

    /// Whether a 2xx says of itself no more than its status: its body has to show whose it is.
    pub fn needs_body(&self) -> bool {
        self.status != 204 && matches!(self.status, 200..=299)
    }

    /// What a relay's answer says of the item at `index`, which is about `memory_id`.
    ///
    /// # Errors
    ///
    /// The item's own failure, or that the answer says nothing of it.
    pub fn delivered_item(&self, index: u32, memory_id: &str) -> Result<J, Failure> {
        let find = || {
            let result = self.json.as_ref()?.get("results")?.at(index)?;
            let is_its_own = result.get("memory_id")?.as_text()? == memory_id;
            let status = result.get("status")?.as_status()?;
            is_its_own.then_some((status, result))
        };
        match find() {
            Some((200..=299, result)) => Ok(result),
            Some((status, result)) => {
                let mut failure = Failure::from_status(status, message_in(&result));
                failure.retry_after = self.retry_after;
                Err(failure)
            }
            None => {
                let message = "The relay's answer has no result for this item";
                Err(Failure::new(Kind::Network, Code::Network, message))
            }
        }
    }

    fn failure(&self, status: u16) -> Failure {
        let said = self
            .json
            .as_ref()
            .and_then(message_in)
            .or_else(|| quote(&self.body.as_text().unwrap_or_default()));
        let mut failure = Failure::from_status(status, said);
        failure.retry_after = self.retry_after;
        failure
    }
}

/// The sentence for people in an error body, wherever this server put it.
fn message_in<J: Json>(body: &J) -> Option<String> {
    let places = [
        body.get("details").and_then(|details| details.get("message")),
        body.get("detail"),
        body.get("error"),
        body.get("error").and_then(|error| error.get("message")),
        body.get("message"),
        body.at(0),
    ];
    places.iter().flatten().filter_map(J::as_text).find(|text| !text.is_empty())
}

fn quote(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    let quoted = text.get(..text.floor_char_boundary(LONGEST_QUOTE))?;
    (!quoted.is_empty()).then(|| quoted.to_owned())
}

/// The wait that a `Retry-After` header asks for, in seconds or as a date
/// ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)). `moment`
/// reads an HTTP date; the host has a reader for those. A date in the past is no wait.
pub fn retry_after(
    header: &str,
    now: Millis,
    moment: impl FnOnce(&str) -> Option<Millis>,
) -> Option<Millis> {
    let header = header.trim_ascii();
    if let Ok(seconds) = header.parse::<u64>() {
        return Some(Millis::from_secs(seconds));
    }
    // A date begins with the name of its day. Date readers take far more, "-5" for the year 2001.
    if !header.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    moment(header).map(|moment| moment - now)
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
