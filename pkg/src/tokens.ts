import type { TokenSource } from "./types.js";

/** How many memories' tokens are kept before all are forgotten. */
const MOST = 10_000;

/** Keeps what `source` gave, by memory, until a renewal is asked for. */
export function tokens(source: TokenSource): (memoryIds: string[], renew: boolean) => string | Promise<string> {
  const kept = new Map<string, string>();
  return (memoryIds, renew) => {
    const known = kept.get(memoryIds[0]!);
    if (known !== undefined && !renew && memoryIds.every((id) => kept.get(id) === known)) return known;
    return ask(memoryIds);
  };

  async function ask(memoryIds: string[]): Promise<string> {
    const token = await source({ memoryIds });
    if (kept.size > MOST) kept.clear();
    // What is no token, since nobody is signed in yet, say, is asked for again by the next call.
    if (token) for (const id of memoryIds) kept.set(id, token);
    return token;
  }
}
