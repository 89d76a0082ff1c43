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

/** Why a feedback has left the queue: in the order of `Fate` in `src/core/queue/journal.rs`. */
export const enum Fate {
  Sent,
  Superseded,
  Refused,
  Expired,
}
