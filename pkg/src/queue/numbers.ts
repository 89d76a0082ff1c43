/** Values by small numbers, by which WebAssembly knows them, and which are used again. */
export interface Numbers<T> {
  /** The number of a value; one is given to it if it has none. */
  of(value: T): number;
  at(number: number): T | undefined;
  remove(number: number): T | undefined;
}

export function newNumbers<T>(): Numbers<T> {
  const numbers = new Map<T, number>();
  const values: T[] = [];
  const free: number[] = [];
  return {
    of(value) {
      const number = numbers.get(value) ?? free.pop() ?? values.length;
      numbers.set(value, number);
      values[number] = value;
      return number;
    },
    at: (number) => values[number],
    remove(number) {
      const value = values[number]!;
      if (numbers.delete(value)) free.push(number);
      values[number] = undefined as never;
      return value;
    },
  };
}
