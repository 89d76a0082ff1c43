//! The package's allocator: blocks in sizes of powers of two, and for each size a list of those
//! that are free. Memory is never handed back and never joined, which a client that holds a few
//! kilobytes for moments has no use for, and the smallest general allocator costs a kilobyte more
//! on the visitor's wire.

#![allow(unsafe_code)]

use ::core::alloc::{GlobalAlloc, Layout};
use ::core::cell::Cell;
use ::core::ptr::{self, NonNull};

/// The smallest block has room for the link to the next free one, and the alignment of all.
const SMALLEST: usize = 16;
const SIZES: usize = 32;

/// Where memory comes from.
pub(crate) trait Source {
    /// At least `bytes` more, as where they begin and how many they are.
    fn more(&self, bytes: usize) -> Option<(NonNull<u8>, usize)>;
}

/// Hands out blocks of what `S` has. No alignment above 16 is to be had.
pub(crate) struct Allocator<S> {
    source: S,
    free: [Cell<*mut u8>; SIZES],
    /// Fresh memory, and how much of it is left.
    fresh: Cell<(*mut u8, usize)>,
}

// There are no threads here: a module that shares its memory is built with a target feature of
// its own, for which nothing of this exists.
#[cfg(not(target_feature = "atomics"))]
unsafe impl<S> Sync for Allocator<S> {}

impl<S: Source> Allocator<S> {
    pub(crate) const fn new(source: S) -> Self {
        Self {
            source,
            free: [const { Cell::new(ptr::null_mut()) }; SIZES],
            fresh: Cell::new((ptr::null_mut(), 0)),
        }
    }

    fn fresh(&self, size: usize) -> Option<*mut u8> {
        let (mut start, mut left) = self.fresh.get();
        if left < size {
            let (more, bytes) = self.source.more(size)?;
            let more = more.as_ptr();
            // What is left joins what follows it; or else it is too small to be missed.
            left = if start.wrapping_add(left) == more { left + bytes } else { bytes };
            start = if left == bytes { more } else { start };
        }
        self.fresh.set((start.wrapping_add(size), left - size));
        Some(start)
    }
}

/// The block for a layout: its size, and the list that it belongs to.
fn block(layout: Layout) -> Option<(usize, usize)> {
    let size = layout.size().max(SMALLEST).checked_next_power_of_two()?;
    (layout.align() <= SMALLEST).then_some((size, size.trailing_zeros() as usize))
}

// Never inlined: there is an allocation on every other line.
unsafe impl<S: Source> GlobalAlloc for Allocator<S> {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some((size, list)) = block(layout) else { return ptr::null_mut() };
        let Some(free) = self.free.get(list) else { return ptr::null_mut() };
        let first = free.get();
        if first.is_null() {
            return self.fresh(size).unwrap_or(ptr::null_mut());
        }
        // SAFETY: a free block begins with the link that `dealloc` wrote.
        free.set(unsafe { first.cast::<*mut u8>().read() });
        first
    }

    #[inline(never)]
    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        if let Some(free) = block(layout).and_then(|(_, list)| self.free.get(list)) {
            // SAFETY: the block is ours, aligned, and at least `SMALLEST` bytes long.
            unsafe { start.cast::<*mut u8>().write(free.get()) };
            free.set(start);
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise, `GlobalAlloc::realloc`.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        if block(wanted) == block(layout) {
            return start;
        }
        // SAFETY: two blocks of ours, of which the shorter length is copied.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                ptr::copy_nonoverlapping(start, moved, layout.size().min(size));
                self.dealloc(start, layout);
            }
            moved
        }
    }
}

/// The module's own memory.
#[cfg(target_family = "wasm")]
pub(crate) struct Pages;

#[cfg(target_family = "wasm")]
impl Source for Pages {
    fn more(&self, bytes: usize) -> Option<(NonNull<u8>, usize)> {
        const PAGE: usize = 64 * 1024;
        let pages = bytes.div_ceil(PAGE);
        let before = ::core::arch::wasm32::memory_grow::<0>(pages);
        NonNull::new(before.checked_mul(PAGE)? as *mut u8).map(|start| (start, pages * PAGE))
    }
}

#[cfg(test)]
#[path = "allocator_tests.rs"]
mod tests;
