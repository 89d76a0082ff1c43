// Every click, held against every copy that arrived.

/** The clicks of a run in their order. */
export class Ledger {
  #clicks = [];
  #ranks = new Map();

  /** Writes down a click: which memory, and the name of the vote. */
  clicked(memoryId, name) {
    this.#ranks.set(name + memoryId, this.#clicks.length);
    this.#clicks.push({ memoryId, name });
  }

  /** Leaves only the clicks that were named, those that reported `saved` say. */
  keep(names) {
    this.#clicks = this.#clicks.filter(({ name }) => names.has(name));
  }

  /** How many clicks there were. */
  get items() {
    return this.#clicks.length;
  }

  /** Whether the last click on each of the memories has arrived. */
  isSettled(history, memories) {
    return this.#lost(this.#arrived(history)).every((memoryId) => !memories.includes(memoryId));
  }

  /**
   * What became of the clicks, by the copies in their order of arrival: `lost`, memories whose last
   * click never arrived; `stale`, memories where something older came after something newer;
   * `doubled`, copies beyond the first; `copies`, all of them.
   */
  judge(history) {
    const arrived = this.#arrived(history);
    const all = [...arrived.values()];
    return {
      items: this.items,
      lost: this.#lost(arrived).length,
      doubled: all.reduce((sum, ranks) => sum + ranks.length - new Set(ranks).size, 0),
      stale: all.filter((ranks) => ranks.some((rank, at) => at > 0 && rank < Math.max(...ranks.slice(0, at)))).length,
      copies: history.length,
    };
  }

  /** By memory, which clicks have arrived, in the order of their arrival. */
  #arrived(history) {
    const arrived = new Map();
    for (const { memory_id: memoryId, feedback_reason: name } of history) {
      const rank = this.#ranks.get(name + memoryId);
      if (rank === undefined) throw new Error(`${name} on ${memoryId} arrived, but nobody clicked it`);
      arrived.set(memoryId, [...(arrived.get(memoryId) ?? []), rank]);
    }
    return arrived;
  }

  /** The memories whose last click has not arrived. */
  #lost(arrived) {
    const last = new Map(this.#clicks.map(({ memoryId, name }) => [memoryId, this.#ranks.get(name + memoryId)]));
    const isThere = ([memoryId, rank]) => (arrived.get(memoryId) ?? []).some((it) => it >= rank);
    return [...last].filter((click) => !isThere(click)).map(([memoryId]) => memoryId);
  }
}
