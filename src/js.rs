//! What the npm package gets: thin, one file for each .wasm.

#[cfg(feature = "client")]
mod client;

/// Half the size of the standard one, in a download that is paid for by every visitor.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Nothing of a panic is worth its bytes: the message would cost more than the client, and what
/// can fail here is an error and no panic.
#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &::core::panic::PanicInfo<'_>) -> ! {
    ::core::arch::wasm32::unreachable()
}
