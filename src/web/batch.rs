//! A batch driven to its end: so many requests at once, each item pulled when its turn has come.

use super::client::{Client, Outcome, Parcel};
use super::error::Ended;
use crate::core::batch::{Batch, Lane};
use crate::core::feedback::Feedback;
use js_sys::futures::spawn_local;
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

/// Where items come from and outcomes go to.
pub(crate) trait Items {
    /// The item at `index`; what it throws settles that item.
    fn pull(&self, index: usize) -> Result<Feedback, JsValue>;
    /// The item at `index` has its outcome.
    fn settle(&self, index: usize, outcome: Outcome);
}

/// An item on its way: its index, its lane, and its form on the wire.
type Claimed = (usize, Lane, Parcel);

struct Run<I> {
    client: Client,
    items: I,
    concurrency: usize,
    signal: Option<AbortSignal>,
    batch: RefCell<Batch>,
    /// Claimed, but too large for the group that it was meant for.
    left_over: Cell<Option<Claimed>>,
    requests: Cell<usize>,
    finish: Function,
}

/// Sends items `0..total`, with at most `concurrency` requests at once. The promise resolves
/// when nothing is under way any more: all have settled, or the signal has aborted.
pub(crate) fn run_batch<I: Items + 'static>(
    client: Client,
    items: I,
    total: usize,
    concurrency: usize,
    signal: Option<AbortSignal>,
) -> Promise {
    let mut items = Some(items);
    Promise::new(&mut |finish, _| {
        let Some(items) = items.take() else { return };
        let run = Run {
            client: client.clone(),
            items,
            concurrency,
            signal: signal.clone(),
            batch: RefCell::new(Batch::new(total)),
            left_over: Cell::new(None),
            requests: Cell::new(0),
            finish,
        };
        Rc::new(run).fill();
    })
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
            spawn_local(self.clone().send(group));
        }
        if self.requests.get() == 0 {
            let _ = self.finish.call0(&JsValue::UNDEFINED);
        }
    }

    async fn send(self: Rc<Self>, group: Vec<Claimed>) {
        let (places, parcels): (Vec<_>, Vec<_>) =
            group.into_iter().map(|(index, lane, parcel)| ((index, lane), parcel)).unzip();
        let outcomes = self.client.deliver(&parcels, self.signal.clone()).await;
        for ((index, lane), outcome) in places.into_iter().zip(outcomes) {
            self.batch.borrow_mut().settled(lane);
            self.items.settle(index, outcome);
        }
        self.requests.set(self.requests.get() - 1);
        self.fill();
    }

    /// What goes into one request.
    fn group(&self) -> Vec<Claimed> {
        let (most_parcels, most_bytes) = self.client.group_limits();
        let (mut group, mut bytes) = (Vec::new(), 0);
        while group.len() < most_parcels
            && let Some(claimed) = self.left_over.take().or_else(|| self.claim())
        {
            bytes += claimed.2.body.len() + 1;
            if bytes > most_bytes && !group.is_empty() {
                self.left_over.set(Some(claimed));
                break;
            }
            group.push(claimed);
        }
        group
    }

    /// The next item whose turn it is.
    fn claim(&self) -> Option<Claimed> {
        // Borrowed for single calls only: pulling runs the caller's code.
        loop {
            let resumed = self.batch.borrow_mut().resume();
            if let Some((index, lane)) = resumed {
                if let Some((_, parcel)) = self.pull(index) {
                    return Some((index, lane, parcel));
                }
                self.batch.borrow_mut().settled(lane);
                continue;
            }
            let index = self.batch.borrow_mut().look()?;
            let Some((lane, parcel)) = self.pull(index) else { continue };
            if self.batch.borrow_mut().claim(index, lane) {
                return Some((index, lane, parcel));
            }
        }
    }

    fn pull(&self, index: usize) -> Option<(Lane, Parcel)> {
        match self.items.pull(index) {
            Ok(feedback) => Some((Lane::of(&feedback.memory_id), self.client.parcel(&feedback))),
            Err(thrown) => {
                self.items.settle(index, Err(Ended::Aborted(thrown)));
                None
            }
        }
    }

    fn is_aborted(&self) -> bool {
        self.signal.as_ref().is_some_and(AbortSignal::aborted)
    }
}
