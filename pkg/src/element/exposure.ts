import type { FeedbackElement } from "./feedback-element.js";
import { resume } from "./resume.js";

/** Milliseconds for which half of an element has to be in sight. */
const LONG_ENOUGH = 1000;

/** Owners and memories of which it was told. */
const told = new Set<string>();
const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>();
let observer: IntersectionObserver | undefined;

/**
 * Tells, once for its memories, that half of an element has been in sight for a second. Where the
 * page has not said what its host holds, the relay is asked. What an earlier visit has left goes
 * out. Forgets the elements.
 */
export function watch(elements: Set<FeedbackElement>): void {
  observer ??= new IntersectionObserver(look, { threshold: 0.5 });
  for (const element of elements) {
    resume(element.ballot);
    if (element.given === undefined && element.scope) askRelay(element).catch(() => {}); // Then it says nothing.
    if (!element.isConnected || told.has(keyOf(element))) continue;
    observer.unobserve(element);
    observer.observe(element);
  }
  elements.clear();
}

async function askRelay({ ballot, subjects, scope }: FeedbackElement): Promise<void> {
  const { readBack } = await import("./read-back.js");
  for (const memoryId of subjects) readBack(ballot, memoryId, scope);
}

function look(entries: IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(timers.get(target));
    if (isIntersecting) timers.set(target, setTimeout(() => tell(target as FeedbackElement), LONG_ENOUGH));
  }
}

function tell(element: FeedbackElement): void {
  observer!.unobserve(element);
  const key = keyOf(element);
  if (!element.isConnected || element.subjects.length === 0 || told.has(key)) return;
  told.add(key);
  element.tell("exposure");
}

function keyOf({ ballot, subjects }: FeedbackElement): string {
  return `${ballot.path} ${subjects}`;
}
