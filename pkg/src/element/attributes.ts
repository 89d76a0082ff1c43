import type { FeedbackQueue } from "../queue.js";
import type { Rating } from "../types.js";
import type { FeedbackEventMap } from "../element.js";
import type { Client } from "./ballot.js";
import type { SetMemory } from "./set-element.js";

/** What both elements take in a template, as attributes or properties. */
interface SharedAttributes {
  scope?: string | undefined;
  value?: Rating | null | undefined;
  reason?: string | undefined;
  label?: string | undefined;
  owner?: string | undefined;
  name?: string | undefined;
  queue?: string | FeedbackQueue | undefined;
  client?: Client | undefined;
  disabled?: boolean | undefined;
  readonly?: boolean | "" | undefined;
  readOnly?: boolean | undefined;
  "ask-rate"?: number | string | undefined;
  askRate?: number | undefined;
}

/** What `<mem0-feedback>` takes in a template. */
export interface FeedbackAttributes extends SharedAttributes {
  "memory-id"?: string | undefined;
  memoryId?: string | undefined;
}

/** What `<mem0-feedback-set>` takes in a template. */
export interface FeedbackSetAttributes extends SharedAttributes {
  "memory-ids"?: string | undefined;
  memoryIds?: readonly string[] | string | undefined;
  memories?: readonly SetMemory[] | undefined;
}

/** Listeners, named as a framework names them: by what it puts before an event's name. */
export type FeedbackListeners<Prefix extends string> = {
  [Name in keyof FeedbackEventMap as `${Prefix}${Name}`]?: ((event: FeedbackEventMap[Name]) => void) | undefined;
};
