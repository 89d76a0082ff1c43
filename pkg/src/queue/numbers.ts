/** Gives values small numbers, by which WebAssembly knows them, and uses those again. */
export class Numbers<T> {
  readonly #values: (T | undefined)[] = [];
  readonly #free: number[] = [];

  add(value: T): number {
    const number = this.#free.pop() ?? this.#values.length;
    this.#values[number] = value;
    return number;
  }

  at(number: number): T | undefined {
    return this.#values[number];
  }

  all(): T[] {
    return this.#values.filter((value) => value !== undefined);
  }

  remove(number: number): T | undefined {
    const value = this.#values[number];
    if (value !== undefined) {
      this.#values[number] = undefined;
      this.#free.push(number);
    }
    return value;
  }
}
