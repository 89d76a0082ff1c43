import { configure, feedback, init } from "mem0-feedback/slim";
import wasm from "mem0-feedback/client.wasm?url";

init(wasm);
configure({ host: "/memories" });
globalThis.send = feedback;
