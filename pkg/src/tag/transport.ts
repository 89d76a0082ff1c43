// In place of a client where every byte counts: the queue has the rules for what fails.
import { PlainTransport } from "../element/plain-transport.js";
import type { Ballot } from "../element/ballot.js";
import type { MemoryClientOptions } from "../types.js";

export function transportOf(options: () => MemoryClientOptions, ballot: Ballot): PlainTransport {
  return new PlainTransport(options, ballot);
}

/** Nothing is to be loaded. */
export async function loadTransport(): Promise<void> {}
