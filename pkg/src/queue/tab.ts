/** A tab's share of a queue, decided in WebAssembly: the functions of `src/js/queue.rs`. */
export interface Tab {
  start(concurrency: number, items: number, bytes: number, maxAge: number, hasLocks: boolean): void;
  at(now: number, wall: number, luck: number): void;
  found(handle: number, memory: number, clock: number, tab: number, isJudge: boolean, bytes: number, origin: number): void;
  foundSettled(memory: number, clock: number, tab: number, isJudge: boolean, fate: number): void;
  tell(event: number, first?: number | boolean, second?: number | boolean): void;
  maySend(request: number): number;
  poll(): number;
  first(): number;
  second(): number;
}

/** A tab in an instance of its own, whose memory goes when the tab goes. It imports nothing. */
export function newTab(module: WebAssembly.Module, ...settings: Parameters<Tab["start"]>): Tab {
  const tab = new WebAssembly.Instance(module).exports as unknown as Tab;
  tab.start(...settings);
  return tab;
}
