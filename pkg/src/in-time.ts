/**
 * What `work` resolves to; nothing if the signal aborts first. When the time is up it rejects with
 * what `late` returns, or resolves to nothing without that.
 */
export async function inTime<T>(
  work: () => Promise<T>,
  timeoutMs: number,
  signal?: AbortSignal,
  late?: () => Error,
): Promise<T | undefined> {
  if (signal?.aborted) return undefined;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (late) reject(late());
      end();
    }, timeoutMs);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve(undefined);
    };
    signal?.addEventListener("abort", end);
    work().then(resolve, reject).then(end);
  });
}
