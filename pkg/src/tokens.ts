import type { TokenSource } from "./types.js";

/** How many memories' tokens are kept before all are forgotten. */
const MOST = 10_000;

/** Keeps what `source` gave, by memory, until it is `stale`: one renewal is then for all that had it. */
export function tokens(source: TokenSource): (memoryIds: string[], stale?: string) => string | Promise<string> {
  const kept = new Map<string, string>();
  let renewed = "";
  let renewal: Promise<string>;
  const ask = async (memoryIds: string[]): Promise<string> => {
    const token = await source({ memoryIds });
    if (kept.size > MOST) kept.clear();
    for (const id of memoryIds) kept.set(id, token);
    return token;
  };
  return (memoryIds, stale) => {
    const known = kept.get(memoryIds[0]!);
    // What is no token, since nobody is signed in yet, say, is asked for again.
    if (known && known !== stale && memoryIds.every((id) => kept.get(id) === known)) return known;
    if (!stale) return ask(memoryIds);
    if (stale !== renewed) {
      const all = new Set(memoryIds);
      kept.forEach((token, id) => token === stale && all.add(id));
      renewal = ask([...all]).finally(() => (renewed = ""));
      renewed = stale;
    }
    return renewal;
  };
}
