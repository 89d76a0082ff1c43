import type { Transport } from "../queue.js";
import type { MemoryClientOptions } from "../types.js";
import { load } from "../wasm/client.js";
import type { Ballot } from "./ballot.js";
import { ScopedClient } from "./scoped-client.js";

/** What sends under options. The embed script that carries all with it has a smaller one. */
export function transportOf(options: () => MemoryClientOptions, ballot: Ballot): Transport {
  return new ScopedClient(options, ballot);
}

/** Resolves when it can send. */
export async function loadTransport(): Promise<void> {
  await load(30_000, undefined);
}
