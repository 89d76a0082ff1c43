//! What the npm package gets: thin, one file for each .wasm. Analytics, which no visitor downloads
//! for a vote, have the standard library.

#[cfg(any(test, target_family = "wasm"))]
mod allocator;
#[cfg(all(feature = "analytics", target_family = "wasm"))]
mod analytics;
#[cfg(feature = "client")]
mod client;
// Its functions are exported by their bare names, which a native program may have for others.
#[cfg(all(feature = "queue", target_family = "wasm"))]
mod queue;
#[cfg(feature = "reason")]
mod reason;
#[cfg(feature = "relay")]
mod relay;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: allocator::Allocator<allocator::Pages> =
    allocator::Allocator::new(allocator::Pages);

/// Nothing of a panic is worth its bytes: the message would cost more than the client, and what
/// can fail here is an error and no panic.
#[cfg(all(target_family = "wasm", not(feature = "analytics")))]
#[panic_handler]
fn panic(_: &::core::panic::PanicInfo<'_>) -> ! {
    ::core::arch::wasm32::unreachable()
}
