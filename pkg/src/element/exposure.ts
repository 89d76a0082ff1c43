import type { FeedbackElement } from "./feedback-element.js";

/** Milliseconds for which half of an element has to be in sight. */
const LONG_ENOUGH = 1000;

/** Owners and memories of which it was told. */
const told = new Set<string>();
const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>();
let observer: IntersectionObserver | undefined;

/** Tells, once for its memories, that half of the element has been in sight for a second. */
export function watch(element: FeedbackElement): void {
  observer ??= new IntersectionObserver(look, { threshold: 0.5 });
  if (told.has(keyOf(element))) return;
  observer.unobserve(element);
  observer.observe(element);
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
