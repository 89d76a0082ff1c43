/** What `act` returns; nothing where that is forbidden, or broken. */
export function tried<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
