import type { Visit } from "../glue/relay.js";
import { deadlines, luck, rest, type Upstream } from "./upstream.js";

/** Sends what a visit has for Mem0, so many at once, and tells it what came of each. */
export async function forward(visit: Visit, { call, concurrency, timeoutMs }: Upstream): Promise<void> {
  const deadline = deadlines(timeoutMs);
  const carry = async (slot: number) => {
    for (let body; (body = visit.claim(slot)) !== undefined; ) {
      const { signal, at } = deadline();
      for (let wait: number | undefined = 0; wait !== undefined; ) {
        if (wait > 0) await rest(wait);
        const { status, text, asked } = await call(body, signal);
        wait = visit.settled(slot, status, text, asked, at, Date.now(), luck());
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, visit.count()) }, (_, slot) => carry(slot)));
}
