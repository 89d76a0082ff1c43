/** In the order of `tell` in `src/js/queue.rs`. */
export const enum Happened {
  Granted,
  Lost,
  Verified,
  Asked,
  Heard,
  Loaded,
  Resumed,
  Task,
  Committed,
  Delivered,
  Unsent,
  Failed,
  Settled,
  Leaving,
  Hint,
  Rest,
  Return,
  Clear,
}

/** Where a feedback comes from: in the order of `found` in `src/js/queue.rs`. */
export const enum Origin {
  Line,
  Record,
  Click,
}

/** Where a feedback is, its fate apart: in the order of `place` in `src/js/queue.rs`. */
export const enum Stage {
  Queued,
  Saved,
  Sending,
  Settled,
}

/** Why a feedback has left the queue: in the order of `Fate` in `src/core/queue/journal.rs`. */
export const enum Fate {
  Sent,
  Superseded,
  Refused,
  Expired,
}
