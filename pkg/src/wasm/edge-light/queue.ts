import module from "../../queue.wasm?module";

export function load(): WebAssembly.Module {
  return module;
}
