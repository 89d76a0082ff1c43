import type { InitOutput } from "../glue/queue.js";

/** A tab's share of a queue, decided in WebAssembly: the functions of `src/js/queue.rs`. */
export type Tab = InitOutput;

/**
 * A tab in an instance of its own, whose memory goes when the tab goes. Only numbers cross, so it
 * needs none of the glue.
 */
export function newTab(module: WebAssembly.Module, ...settings: Parameters<Tab["start"]>): Tab {
  const imports: WebAssembly.Imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  const tab = new WebAssembly.Instance(module, imports).exports as unknown as Tab;
  tab.start(...settings);
  return tab;
}
