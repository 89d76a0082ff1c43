//! A batch driven to its end: so many requests at once, each item pulled when its turn has come.

use super::client::{Client, Parcel};
use super::delivery::{Delivery, Outcome, Receiver};
use crate::core::batch::{Batch, Lane};
use crate::core::feedback::Feedback;
use ::core::cell::Cell;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use web_sys::AbortSignal;

/// Where items come from and outcomes go to.
pub(crate) trait Items {
    /// The item at `index`; `None` if it has its outcome already.
    fn pull(&self, index: usize) -> Option<Feedback>;
    /// The queue's sequence of the item that was pulled last; empty if it has none.
    fn sequence(&self) -> String {
        String::new()
    }
    /// The item at `index` has its outcome.
    fn settle(&self, index: usize, outcome: Outcome);
    /// Nothing is under way any more: all have settled, or the signal has aborted.
    fn finish(&self);
}

struct Run<I> {
    client: Client,
    items: I,
    concurrency: usize,
    signal: Option<AbortSignal>,
    /// Boxed, so that taking it moves a pointer; not there for as long as a step lasts.
    batch: Cell<Option<Box<Batch>>>,
    /// Claimed, but too large for the group that it was meant for.
    left_over: Cell<Option<Parcel>>,
    requests: Cell<usize>,
}

/// Sends items `0..total`, with at most `concurrency` requests at once.
pub(crate) fn run_batch<I: Items + 'static>(
    client: Client,
    items: I,
    total: usize,
    concurrency: usize,
    signal: Option<AbortSignal>,
) {
    let run = Run {
        client,
        items,
        concurrency,
        signal,
        batch: Cell::new(Some(Box::new(Batch::new(total)))),
        left_over: Cell::new(None),
        requests: Cell::new(0),
    };
    Rc::new(run).fill();
}

impl<I: Items + 'static> Run<I> {
    /// Starts as many requests as may run now.
    fn fill(self: Rc<Self>) {
        while self.requests.get() < self.concurrency && !self.is_aborted() {
            let group = self.group();
            if group.is_empty() {
                break;
            }
            self.requests.set(self.requests.get() + 1);
            Delivery::start(group, self.signal.clone(), Rc::clone(&self));
        }
        if self.requests.get() == 0 {
            self.items.finish();
        }
    }

    /// What goes into one request.
    fn group(&self) -> Vec<Parcel> {
        let (most_parcels, most_bytes) = self.client.group_limits();
        let (mut group, mut bytes) = (Vec::new(), 0);
        while group.len() < most_parcels
            && let Some(parcel) = self.left_over.take().or_else(|| self.claim())
        {
            bytes += parcel.body.len() + 1;
            if bytes > most_bytes && !group.is_empty() {
                self.left_over.set(Some(parcel));
                break;
            }
            group.push(parcel);
        }
        group
    }

    /// The next item whose turn it is.
    fn claim(&self) -> Option<Parcel> {
        loop {
            let resumed = self.with_batch(Batch::resume)?;
            let index = match resumed {
                Some((index, _)) => index,
                None => self.with_batch(Batch::look)??,
            };
            let item = self.items.pull(index);
            let parcel = item.map(|it| self.client.parcel(index, it, &self.items.sequence()));
            match (parcel, resumed) {
                (Some(parcel), Some(_)) => return Some(parcel),
                (Some(parcel), None) => {
                    if self.with_batch(|batch| batch.claim(index, Lane::of(&parcel.memory_id)))? {
                        return Some(parcel);
                    }
                }
                (None, Some((_, lane))) => self.with_batch(|batch| batch.settled(lane))?,
                (None, None) => {}
            }
        }
    }

    /// For a single step, never across a call into JavaScript.
    fn with_batch<T>(&self, step: impl FnOnce(&mut Batch) -> T) -> Option<T> {
        let mut batch = self.batch.take()?;
        let result = step(&mut batch);
        self.batch.set(Some(batch));
        Some(result)
    }

    fn is_aborted(&self) -> bool {
        self.signal.as_ref().is_some_and(AbortSignal::aborted)
    }
}

impl<I: Items + 'static> Receiver for Rc<Run<I>> {
    fn client(&self) -> &Client {
        &self.client
    }

    fn settle(&self, parcel: &Parcel, outcome: Outcome) {
        self.with_batch(|batch| batch.settled(Lane::of(&parcel.memory_id)));
        self.items.settle(parcel.index, outcome);
    }

    fn finish(self) {
        self.requests.set(self.requests.get() - 1);
        self.fill();
    }
}
