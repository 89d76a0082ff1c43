//! A page in Leptos that sends what its address asks for.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mem0_feedback::{Client, MemoryId, Rating};
use std::error::Error;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::UrlSearchParams;

/// Shows the page.
#[wasm_bindgen(start)]
pub fn main() {
    mount_to_body(|| {
        let answer = RwSignal::new(None);
        spawn_local(async move {
            answer.set(Some(match sent().await {
                Ok(()) => "{\"message\": \"Feedback recorded\"}".to_owned(),
                Err(error) => format!("{{\"error\": \"{error}\"}}"),
            }));
        });
        move || answer.get().map(|answer| view! { <output>{answer}</output> })
    });
}

async fn sent() -> Result<(), Box<dyn Error>> {
    let search = window().location().search().map_err(|_| "the page has no address")?;
    let asked = UrlSearchParams::new_with_str(&search).map_err(|_| "the address asks nothing")?;
    let asked = |name: &str| asked.get(name).ok_or_else(|| format!("{name} is missing"));
    let client = Client::builder().host(asked("host")?).api_key(asked("apiKey")?).build()?;
    let memory = MemoryId::new(asked("direct")?)?;
    client.feedback(&memory, Some(Rating::Negative), Some(&asked("feedbackReason")?)).await?;
    Ok(())
}
