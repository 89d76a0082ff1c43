import type { Ballot } from "./ballot.js";
import type { FeedbackElement } from "./feedback-element.js";
import { SEQUENCE } from "./journal-line.js";

/** Milliseconds for which half of an element has to be in sight. */
const LONG_ENOUGH = 1000;

/** Owners and memories of which it was told. */
const told = new Set<string>();
/** Ballots that were looked into. */
const resumed = new WeakSet<Ballot>();
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

/** Delivers what is pending, and what a browser that died within a click has left; listens to a queue that was given. */
function resume(ballot: Ballot): void {
  if (resumed.has(ballot)) return;
  resumed.add(ballot);
  if (ballot.queue || hasLines(ballot.path) || [...ballot.last.values()].some(([, isPending]) => isPending)) ballot.deliver();
}

/** A judge's lines are longer by a mark: they are of a queue that the page has made, and delivers itself. */
function hasLines(path: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`${path}:`) && key.length === path.length + 1 + SEQUENCE);
  } catch {
    return false; // Storage is refused.
  }
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
