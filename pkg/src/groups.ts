/** The places of what has the same key, by that key, in their order. */
export function groups<Each, Key>(all: readonly Each[], keyOf: (each: Each, index: number) => Key): Map<Key, number[]> {
  const found = new Map<Key, number[]>();
  all.forEach((each, index) => {
    const key = keyOf(each, index);
    found.get(key)?.push(index) ?? found.set(key, [index]);
  });
  return found;
}
