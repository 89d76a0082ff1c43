import type { Entry } from "./entry.js";
import { Numbers } from "./numbers.js";

/** The feedbacks of a queue, and the numbers by which WebAssembly knows them and their memories. */
export class Registry {
  /** Those that wait or are in flight, by id. */
  readonly pending = new Map<string, Entry>();
  readonly #entries = new Numbers<Entry>();
  readonly #memories = new Map<string, number>();
  readonly #memoryIds = new Numbers<string>();

  /** Numbers a feedback. */
  add(entry: Entry): void {
    this.pending.set(entry.id, entry);
    entry.handle = this.#entries.add(entry);
    entry.memory = this.memory(entry.memoryId);
  }

  /** The feedback of that handle. */
  at(handle: number): Entry | undefined {
    return this.#entries.at(handle);
  }

  /** All of them, and those whose end is still to be written. */
  all(): Set<Entry> {
    return new Set([...this.pending.values(), ...this.#entries.all()]);
  }

  /** The number of a memory. */
  memory(memoryId: string): number {
    let memory = this.#memories.get(memoryId);
    if (memory === undefined) {
      memory = this.#memoryIds.add(memoryId);
      this.#memories.set(memoryId, memory);
    }
    return memory;
  }

  /** Whether a memory has a number. */
  knows(memoryId: string): boolean {
    return this.#memories.has(memoryId);
  }

  /** A handle is free. */
  release(handle: number): void {
    const entry = this.#entries.remove(handle);
    if (entry && this.pending.get(entry.id) === entry) this.pending.delete(entry.id);
  }

  /** A memory's number is free. */
  forget(memory: number): void {
    const memoryId = this.#memoryIds.remove(memory);
    if (memoryId !== undefined) this.#memories.delete(memoryId);
  }
}
