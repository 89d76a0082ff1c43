//! Pages of a long list.

use crate::answer::{Answer, Refusal};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header::HOST};
use serde_json::{Value, json};

const DEFAULT_SIZE: usize = 100;
const MAX_SIZE: usize = 1_000;

/// Which page is asked for.
#[derive(Clone, Debug)]
pub struct Page {
    number: usize,
    size: usize,
    /// The address without its query.
    address: String,
}

impl Page {
    /// That page of all there is, with links to its neighbours.
    ///
    /// # Errors
    ///
    /// 404 beyond the last page.
    pub fn of(&self, all: Vec<Value>) -> Answer {
        let count = all.len();
        let pages = count.div_ceil(self.size).max(1);
        if self.number > pages {
            return Err(Refusal::detail(StatusCode::NOT_FOUND, "Invalid page."));
        }
        let link = |number| format!("{}?page={number}&page_size={}", self.address, self.size);
        let next = (self.number < pages).then(|| link(self.number + 1));
        let previous = (self.number > 1).then(|| link(self.number - 1));
        let start = (self.number - 1) * self.size;
        let results: Vec<_> = all.into_iter().skip(start).take(self.size).collect();
        Ok(Json(json!({
            "count": count, "next": next, "previous": previous, "results": results,
        })))
    }
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        let address = format!("http://{}{}", host.unwrap_or("127.0.0.1"), parts.uri.path());
        let mut page = Self { number: 1, size: DEFAULT_SIZE, address };
        for pair in parts.uri.query().unwrap_or_default().split('&') {
            match pair.split_once('=') {
                Some(("page", text)) => page.number = within("page", text, usize::MAX)?,
                Some(("page_size", text)) => page.size = within("page_size", text, MAX_SIZE)?,
                _ => {}
            }
        }
        Ok(page)
    }
}

fn within(key: &str, text: &str, most: usize) -> Result<usize, Refusal> {
    let number = text.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| {
        let most = if most == usize::MAX { String::new() } else { format!(" of at most {most}") };
        Refusal::bad(format!("{key} must be a positive whole number{most}"))
    })
}
