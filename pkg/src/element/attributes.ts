import type { FeedbackQueue } from "../queue.js";
import type { Rating } from "../types.js";
import type { FeedbackEventMap } from "../element.js";
import type { Client } from "./ballot.js";
import type { SetMemory } from "./set-element.js";

/** What both elements take in a template, as attributes or properties. */
interface SharedAttributes {
  /** The relay's token that came with the memory. */
  scope?: string | undefined;
  /** The vote that the host holds. */
  value?: Rating | null | undefined;
  /** The reason that the host holds. */
  reason?: string | undefined;
  /** What the memory says, for screen readers. */
  label?: string | undefined;
  /** Whose votes these are. */
  owner?: string | undefined;
  /** Under which the vote is in a form. */
  name?: string | undefined;
  /** The queue that delivers, or its name. */
  queue?: string | FeedbackQueue | undefined;
  /** What sends, if not the client of `configure()`. */
  client?: Client | undefined;
  /** Takes no votes, and is in no form. */
  disabled?: boolean | undefined;
  /** Shows the vote, and takes none. */
  readonly?: boolean | "" | undefined;
  /** `readonly` as a property. */
  readOnly?: boolean | undefined;
  /** The share of votes after which the reason is asked for, 0 to 1; 1 if left out. */
  "ask-rate"?: number | string | undefined;
  /** `ask-rate` as a property. */
  askRate?: number | undefined;
}

/** What `<mem0-feedback>` takes in a template. */
export interface FeedbackAttributes extends SharedAttributes {
  /** What is asked about. */
  "memory-id"?: string | undefined;
  /** `memory-id` as a property. */
  memoryId?: string | undefined;
}

/** What `<mem0-feedback-set>` takes in a template. */
export interface FeedbackSetAttributes extends SharedAttributes {
  /** What is asked about, with spaces between. */
  "memory-ids"?: string | undefined;
  /** `memory-ids` as a property. */
  memoryIds?: readonly string[] | string | undefined;
  /** What is asked about, with its texts. */
  memories?: readonly SetMemory[] | undefined;
}

/** Listeners, named as a framework names them: by what it puts before an event's name. */
export type FeedbackListeners<Prefix extends string> = {
  [Name in keyof FeedbackEventMap as `${Prefix}${Name}`]?: ((event: FeedbackEventMap[Name]) => void) | undefined;
};
