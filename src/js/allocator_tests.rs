use super::*;
use proptest::prelude::*;
use std::cell::RefCell;

/// Chunks of the test's own memory, never two of them adjacent unless asked for.
struct Chunks {
    chunks: RefCell<Vec<Vec<u128>>>,
    bytes: usize,
    most: usize,
}

impl Chunks {
    fn new(bytes: usize, most: usize) -> Self {
        Self { chunks: RefCell::default(), bytes, most }
    }
}

impl Source for Chunks {
    fn more(&self, bytes: usize) -> Option<(NonNull<u8>, usize)> {
        let mut chunks = self.chunks.borrow_mut();
        if chunks.len() == self.most {
            return None;
        }
        let bytes = bytes.max(self.bytes).next_multiple_of(16);
        chunks.push(vec![0; bytes / 16]);
        NonNull::new(chunks.last_mut()?.as_mut_ptr().cast()).map(|start| (start, bytes))
    }
}

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 8).unwrap()
}

#[test]
fn a_block_that_was_freed_is_handed_out_again() {
    let allocator = Allocator::new(Chunks::new(1024, 1));
    // SAFETY: each block is freed with the layout that it was asked for with.
    unsafe {
        let first = allocator.alloc(layout(40));
        allocator.dealloc(first, layout(40));
        assert_eq!(allocator.alloc(layout(64)), first);
        assert_ne!(allocator.alloc(layout(64)), first);
    }
}

#[test]
fn what_cannot_be_had_is_null() {
    let allocator = Allocator::new(Chunks::new(1024, 1));
    // SAFETY: nothing of it is used.
    unsafe {
        assert!(!allocator.alloc(layout(512)).is_null());
        assert!(allocator.alloc(layout(4096)).is_null());
        assert!(!allocator.alloc(layout(512)).is_null());
        assert!(allocator.alloc(layout(usize::MAX / 4)).is_null());
        assert!(allocator.alloc(Layout::from_size_align(32, 64).unwrap()).is_null());
    }
}

#[derive(Clone, Debug)]
enum Step {
    Take(usize),
    Resize(prop::sample::Index, usize),
    Free(prop::sample::Index),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (1usize..600).prop_map(Step::Take),
        (any::<prop::sample::Index>(), 1usize..3000).prop_map(|(at, size)| Step::Resize(at, size)),
        any::<prop::sample::Index>().prop_map(Step::Free),
    ];
    proptest::collection::vec(step, 1..200)
}

proptest! {
    /// Every block keeps what was written into it, whatever happens to the others.
    #[test]
    fn no_two_blocks_overlap(steps in steps()) {
        let allocator = Allocator::new(Chunks::new(4096, usize::MAX));
        let mut blocks: Vec<(*mut u8, usize, u8)> = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            let mark = number as u8;
            // SAFETY: blocks are used within their sizes, and freed with the layouts they have.
            unsafe {
                match step {
                    Step::Take(size) => {
                        let start = allocator.alloc(layout(size));
                        start.write_bytes(mark, size);
                        blocks.push((start, size, mark));
                    }
                    Step::Resize(at, size) if !blocks.is_empty() => {
                        let (start, old, mark) = blocks.swap_remove(at.index(blocks.len()));
                        let start = allocator.realloc(start, layout(old), size);
                        for offset in 0..old.min(size) {
                            prop_assert_eq!(start.add(offset).read(), mark);
                        }
                        start.write_bytes(mark, size);
                        blocks.push((start, size, mark));
                    }
                    Step::Free(at) if !blocks.is_empty() => {
                        let (start, size, _) = blocks.swap_remove(at.index(blocks.len()));
                        allocator.dealloc(start, layout(size));
                    }
                    _ => {}
                }
                for (start, size, mark) in &blocks {
                    prop_assert_eq!(start.align_offset(16), 0);
                    for offset in 0..*size {
                        prop_assert_eq!(start.add(offset).read(), *mark);
                    }
                }
            }
        }
    }
}
