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

/** In the order of `numbers` in `src/js/queue.rs`. */
export const enum Command {
  Rest,
  Wait,
  Lock,
  Ping,
  Verify,
  Unlock,
  Beat,
  Load,
  Task,
  Save,
  Remove,
  Release,
  Commit,
  Include,
  Send,
  Report,
  Forget,
  Keep,
}

/** Why a feedback has left the queue: in the order of `Fate` in `src/core/queue/journal.rs`. */
export const enum Fate {
  Sent,
  Superseded,
  Refused,
  Expired,
}
