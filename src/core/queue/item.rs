//! What a tab knows of a feedback besides the order of sending.

use alloc::vec::Vec;

/// A feedback in a tab.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item {
    /// It was given in this tab.
    pub is_mine: bool,
    /// It is in the journal's second half.
    pub is_saved: bool,
    /// It is to be written there.
    pub is_save_due: bool,
    /// It is to be removed from there.
    pub is_settled: bool,
}

/// All of them, by handle.
#[derive(Debug, Default)]
pub struct Items(Vec<Item>);

impl Items {
    /// The feedback of that handle.
    pub fn get(&self, handle: u32) -> Item {
        self.0.get(handle as usize).copied().unwrap_or_default()
    }

    /// The feedback of that handle.
    pub fn at(&mut self, handle: u32) -> &mut Item {
        let place = handle as usize;
        if self.0.len() <= place {
            self.0.resize_with(place + 1, Item::default);
        }
        // It is there: the list was made long enough.
        #[expect(clippy::indexing_slicing)]
        &mut self.0[place]
    }
}
