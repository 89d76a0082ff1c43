//! The order of a batch: many at once, but of one memory never two.
//!
//! The outcome is that of sending one after another, since only feedback on the same memory can
//! overwrite one another, and that keeps its order.

use super::feedback::MemoryId;
use alloc::vec::Vec;

/// How far the batch looks past items that have to wait for an earlier one on the same memory.
const LOOKAHEAD: usize = 256;

/// What stands for a memory while it is in flight. Two memories may share a lane; they then wait
/// for each other, which costs time and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane(u32);

impl Lane {
    /// The lane of a memory: FNV-1a, since a lane costs four bytes where an id costs sixty.
    pub fn of(memory: &MemoryId) -> Self {
        let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        Self(memory.as_str().bytes().fold(0x811c_9dc5, step))
    }
}

/// What is to be sent next out of items `0..total`.
#[derive(Debug, Default)]
pub struct Batch {
    total: usize,
    unseen: usize,
    parked: Vec<(Lane, usize)>,
    in_flight: Vec<Lane>,
}

impl Batch {
    /// A batch of `total` items, none of them sent.
    pub fn new(total: usize) -> Self {
        Self { total, ..Self::default() }
    }

    /// An item that had to wait and need not any more; it is in flight from here on.
    pub fn resume(&mut self) -> Option<(usize, Lane)> {
        let free = self.parked.iter().position(|(lane, _)| !self.in_flight.contains(lane))?;
        let (lane, index) = self.parked.remove(free);
        self.in_flight.push(lane);
        Some((index, lane))
    }

    /// The next item that nobody has looked at, to be [claimed](Self::claim) once its lane is
    /// known. `None`: there is none, or too many wait already.
    pub fn look(&mut self) -> Option<usize> {
        if self.unseen == self.total || self.parked.len() == LOOKAHEAD {
            return None;
        }
        self.unseen += 1;
        Some(self.unseen - 1)
    }

    /// Whether the item may be sent now, and is in flight from here on. If not, it waits for
    /// the earlier one on its memory, and [`resume`](Self::resume) names it in time.
    pub fn claim(&mut self, index: usize, lane: Lane) -> bool {
        let free = !self.in_flight.contains(&lane);
        if free {
            self.in_flight.push(lane);
        } else {
            self.parked.push((lane, index));
        }
        free
    }

    /// An item has its answer: the next one on the same memory may go.
    pub fn settled(&mut self, lane: Lane) {
        if let Some(position) = self.in_flight.iter().position(|other| *other == lane) {
            self.in_flight.swap_remove(position);
        }
    }

    /// Whether each item was handed out and settled.
    pub fn is_done(&self) -> bool {
        self.unseen == self.total && self.parked.is_empty() && self.in_flight.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn next(batch: &mut Batch, lane_of: impl Fn(usize) -> Lane) -> Option<(usize, Lane)> {
        if let Some(resumed) = batch.resume() {
            return Some(resumed);
        }
        while let Some(index) = batch.look() {
            if batch.claim(index, lane_of(index)) {
                return Some((index, lane_of(index)));
            }
        }
        None
    }

    #[test]
    fn of_one_memory_never_two() {
        let lane = |index: usize| Lane(index as u32 / 2);
        let mut batch = Batch::new(4);
        assert_eq!(next(&mut batch, lane), Some((0, Lane(0))));
        assert_eq!(next(&mut batch, lane), Some((2, Lane(1))));
        assert_eq!(next(&mut batch, lane), None);
        batch.settled(Lane(1));
        assert_eq!(next(&mut batch, lane), Some((3, Lane(1))));
        batch.settled(Lane(1));
        assert!(!batch.is_done());
        batch.settled(Lane(0));
        assert_eq!(next(&mut batch, lane), Some((1, Lane(0))));
        batch.settled(Lane(0));
        assert!(batch.is_done());
    }

    #[test]
    fn a_memory_with_thousands_of_items_is_not_read_to_its_end() {
        let mut batch = Batch::new(100_000);
        let one = |_| Lane(7);
        assert_eq!(next(&mut batch, one), Some((0, Lane(7))));
        assert_eq!(next(&mut batch, one), None);
        assert_eq!(batch.parked.len(), LOOKAHEAD);
    }

    proptest! {
        /// Whatever settles when: each item goes once, and a memory's items in their order.
        #[test]
        fn each_goes_once_and_in_order(
            lanes in proptest::collection::vec(0u32..8, 0..400),
            luck in proptest::collection::vec(any::<prop::sample::Index>(), 800),
            concurrency in 1usize..9,
        ) {
            let lane = |index: usize| Lane(lanes[index]);
            let mut batch = Batch::new(lanes.len());
            let (mut flying, mut sent) = (Vec::new(), Vec::new());
            let mut luck = luck.into_iter();
            while !batch.is_done() {
                while flying.len() < concurrency
                    && let Some((index, lane)) = next(&mut batch, lane)
                {
                    prop_assert!(!flying.contains(&lane));
                    flying.push(lane);
                    sent.push(index);
                }
                prop_assert!(!flying.is_empty(), "stuck");
                let position = luck.next().map_or(0, |pick| pick.index(flying.len()));
                batch.settled(flying.remove(position));
            }
            for lane in 0..8 {
                let order: Vec<_> = sent.iter().filter(|index| lanes[**index] == lane).collect();
                prop_assert!(order.is_sorted());
            }
            sent.sort();
            prop_assert_eq!(sent, (0..lanes.len()).collect::<Vec<_>>());
        }
    }
}
