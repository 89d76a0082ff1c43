import type { Visit } from "../glue/relay.js";
import type { ShardNamespace } from "./storage.js";

/** Asks each shard that a visit has a share for, all at once, and tells it what they answer. */
export async function askShards(visit: Visit, shards: ShardNamespace, timeoutMs: number): Promise<void> {
  const url = `https://shard/${visit.isReading() ? "read" : "keep"}`;
  const ask = async (share: number) => {
    const stub = shards.get(shards.idFromName(`shard-${visit.shard(share)}`));
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await stub.fetch(url, { method: "POST", body: visit.letter(share), signal });
    visit.answered(share, answer.ok ? await answer.text() : undefined);
  };
  // One that does not answer takes no other with it.
  await Promise.allSettled(Array.from({ length: visit.shareCount() }, (_, share) => ask(share)));
}
