//! Whatever comes to a tab, in whatever order: as `fuzz/tab.rs`, for a moment only, and with what
//! that has kept.

use super::input;
use proptest::prelude::*;
use std::fs;

#[test]
fn what_fuzzing_has_found_interesting_is_harmless() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/tab");
    let files = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let played = files.map(|path| input::play(&fs::read(path).unwrap())).count();
    assert!(played > 0);
}

proptest! {
    #[test]
    fn any_input_is_harmless(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        input::play(&bytes);
    }
}
