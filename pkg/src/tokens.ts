import type { TokenSource } from "./types.js";

/** How many memories' tokens are kept before all are forgotten. */
const MOST = 10_000;

/** A relay's tokens, by memory. */
export interface Tokens {
  /** What was given with the memories, or by the source. */
  readonly kept: Map<string, string>;
  /** A token for all of the memories; another one where `stale` was refused. */
  ask(memoryIds: string[], stale?: string): string | Promise<string>;
}

/** Keeps tokens until they are `stale`: one renewal by `source` is then for all that had it. */
export function tokens(source: TokenSource): Tokens {
  const kept = new Map<string, string>();
  let renewed = "";
  let renewal: Promise<string>;
  const renew = async (memoryIds: string[]): Promise<string> => {
    const token = await source({ memoryIds });
    if (kept.size > MOST) kept.clear();
    for (const id of memoryIds) kept.set(id, token);
    return token;
  };
  const ask: Tokens["ask"] = (memoryIds, stale) => {
    const known = kept.get(memoryIds[0]!);
    // What is no token, since nobody is signed in yet, say, is asked for again.
    if (known && known !== stale && memoryIds.every((id) => kept.get(id) === known)) return known;
    if (!stale) return renew(memoryIds);
    if (stale !== renewed) {
      const all = new Set(memoryIds);
      kept.forEach((token, id) => token === stale && all.add(id));
      renewal = renew([...all]).finally(() => (renewed = ""));
      renewed = stale;
    }
    return renewal;
  };
  return { kept, ask };
}
