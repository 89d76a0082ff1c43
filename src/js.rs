//! What the npm package gets: thin, one file for each .wasm.

#[cfg(feature = "client")]
mod client;

/// Half the size of the standard one, in a download that is paid for by every visitor.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
