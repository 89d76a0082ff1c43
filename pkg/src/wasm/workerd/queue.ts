import module from "../../queue.wasm";

export function load(): WebAssembly.Module {
  return module;
}
