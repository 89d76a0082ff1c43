//! Whatever comes to a tab, in whatever order: it neither panics nor runs for ever.
//!
//! For ten minutes, in this folder:
//! `cargo run --release --bin tab -- -max_total_time=600 found corpus/tab`.
//! What is new goes into `found`; `-merge=1 corpus/tab found` keeps of that what reaches further.
#![no_main]

mod input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| input::play(bytes));
