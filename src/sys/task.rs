//! Futures run to their end, with nothing that a page would download for other uses.

use ::core::cell::Cell;
use ::core::future::Future;
use ::core::pin::Pin;
use ::core::task::Context;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::task::Wake;

struct Task(Cell<Option<Pin<Box<dyn Future<Output = ()>>>>>);

// A waker has to be both. There are no threads here: a module that shares its memory is built
// with a target feature of its own, and this one is not.
#[allow(unsafe_code)]
#[cfg(not(target_feature = "atomics"))]
unsafe impl Send for Task {}
#[allow(unsafe_code)]
#[cfg(not(target_feature = "atomics"))]
unsafe impl Sync for Task {}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        // Not there while it runs. Only promises wake here, and they never do so at once.
        let Some(mut future) = self.0.take() else { return };
        let waker = Arc::clone(&self).into();
        if future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            self.0.set(Some(future));
        }
    }
}

/// Starts it at once.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    Arc::new(Task(Cell::new(Some(Box::pin(future))))).wake();
}
