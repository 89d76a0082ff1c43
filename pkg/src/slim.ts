export * from "./index.js";
export { default } from "./index.js";
export { init } from "./wasm/slim/client.js";
