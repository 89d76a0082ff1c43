import type { Visit } from "../glue/relay.js";
import type { ShardNamespace } from "./storage.js";

/** Asks each shard that a visit has a share for, all at once, and tells it what they answer. */
export async function askShards(visit: Visit, shards: ShardNamespace, timeoutMs: number): Promise<void> {
  const url = `https://shard/${visit.task()}`;
  const ask = async (share: number) => {
    const stub = shards.get(shards.idFromName(`shard-${visit.shard(share)}`));
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await stub.fetch(url, { method: "POST", body: visit.letter(share), signal });
    visit.answered(share, answer.ok ? await answer.text() : undefined);
  };
  // One that does not answer takes no other with it.
  await Promise.allSettled(Array.from({ length: visit.shareCount() }, (_, share) => ask(share)));
}

/**
 * What all shards have of analytics, as one snapshot; nothing unless all of them answer in that time.
 * They are asked at once, and read one after another, by as much as is fetched.
 */
export async function gatherShards(
  visit: Visit,
  shards: ShardNamespace,
  timeoutMs: number,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  const ask = async (share: number) => {
    const stub = shards.get(shards.idFromName(`shard-${visit.shard(share)}`));
    const { ok, body } = await stub.fetch("https://shard/gather", { method: "POST", signal: patience.signal });
    if (!ok || !body) throw new Error("the shard does not answer");
    visit.answered(share, "[]");
    return body.getReader();
  };
  const asked = await Promise.allSettled(Array.from({ length: visit.shareCount() }, (_, share) => ask(share)));
  clearTimeout(timer);
  const readers = asked.flatMap((it) => (it.status === "fulfilled" ? [it.value] : []));
  const cancel = () => Promise.allSettled(readers.map((reader) => reader.cancel()));
  if (readers.length === asked.length) return streamOf(snapshot(readers), cancel);
  await cancel();
  return undefined;
}

/** A stream of what is made when it is asked for; one that fails breaks off, so that no part looks like the whole. */
export function streamOf(chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>, cancel: () => Promise<unknown> = async () => undefined) {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await cancel();
    },
  });
}

async function* snapshot(readers: ReadableStreamDefaultReader<Uint8Array>[]): AsyncGenerator<Uint8Array> {
  const text = new TextEncoder();
  yield text.encode('{"version":1,"records":[');
  let isFirst = true;
  for (const reader of readers) {
    for (let chunk; !(chunk = await reader.read()).done; ) {
      // Each record comes with a comma before it.
      yield isFirst ? chunk.value.subarray(1) : chunk.value;
      isFirst = false;
    }
  }
  yield text.encode("]}");
}
