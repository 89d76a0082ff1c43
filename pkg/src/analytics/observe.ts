import type { AnalyticsRecord } from "../analytics-types.js";
import type { FeedbackDetail } from "../element/feedback-element.js";
import { invalid } from "../errors.js";
import { shown } from "../item.js";
import { stampIn } from "../queue/record.js";
import type { QueueEvent } from "../queue.js";

/** What tells of feedback: a queue, or the document or an element around thumbs. */
export type Observed = EventTarget;

/** Whose feedback it is that is observed. */
export interface ObserveOptions {
  /** A pseudonym of the user; by default the `owner` of an element, else the session. */
  rater?: string | undefined;
  /** The session; by default one drawn at random for each `FeedbackAnalytics`. */
  session?: string | undefined;
  /** Whether chance had chosen an element to be asked about outright; by default none was. */
  asked?: ((element: Element) => boolean) | undefined;
}

/** Of a queue's clock in a millisecond. */
const TICKS = 1024;
/** Tabs, of which a queue's sequence has one, are below. */
const TABS = 2 ** 32;

/** Records what is told from now on; what it returns ends that. */
export function observe(
  target: Observed,
  { rater, session, asked }: ObserveOptions,
  random: string,
  record: (record: AnalyticsRecord) => void,
): () => void {
  if (typeof target?.addEventListener !== "function") {
    throw invalid(`observe() takes a queue, a document or an element; got ${shown(target)}`);
  }
  const whose = (owner = "") => ({ rater: rater ?? (owner || (session ?? random)), session: session ?? random });
  const queued = (event: Event) => {
    const { item } = event as QueueEvent;
    if (!item) return;
    const { memoryId, feedback, reasonCodes, source } = item.feedback;
    record({ type: "vote", memoryId, feedback, reasonCodes, source, ...whose(), ...whenOf(item.id) });
  };
  const changed = (event: Event) => {
    const { memoryIds, value, reasonCodes } = detailOf(event);
    for (const memoryId of memoryIds) {
      record({ type: "vote", memoryId, feedback: value, reasonCodes, ...whose(ownerOf(event)) });
    }
  };
  const exposed = (event: Event) => {
    for (const memoryId of detailOf(event).memoryIds) {
      const wasAsked = asked?.(elementOf(event)) ?? false;
      record({ type: "exposure", memoryId, asked: wasAsked, ...whose(ownerOf(event)) });
    }
  };
  const listeners: [string, (event: Event) => void][] = [
    ["queued", queued],
    ["mem0-feedback-change", changed],
    ["mem0-feedback-exposure", exposed],
  ];
  for (const [type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) target.removeEventListener(type, listener);
  };
}

/** A queue's sequence as time and what comes later in it. */
function whenOf(id: string): { at?: number; seq?: number } {
  const stamp = stampIn(id);
  if (!stamp) return {};
  const [clock, tab] = stamp;
  return { at: Math.floor(clock / TICKS), seq: (clock % TICKS) * TABS + tab };
}

function detailOf(event: Event): FeedbackDetail {
  return (event as CustomEvent<FeedbackDetail>).detail;
}

/** The element itself, though it may be in a shadow root. */
function elementOf(event: Event): Element {
  return (event.composedPath()[0] ?? event.target) as Element;
}

function ownerOf(event: Event): string {
  return (elementOf(event) as Element & { owner?: string }).owner ?? "";
}
