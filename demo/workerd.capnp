# The page's back end in front, behind it the Worker of examples/cloudflare-relay, and the sandbox as
# Mem0. What reaches the Workers from outside is set by `cargo xtask demo`.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "back-end", worker = .backEnd),
    (name = "relay", worker = .relay),
    (name = "mem0", external = (http = ())),
  ],
  sockets = [(name = "http", http = (), service = "back-end")],
);

const key :Text = "demo";
const audience :Text = "https://relay.example.com";
const secrets :Text = "{\"demo\": \"known to all, for use on one's own machine\"}";

const backEnd :Workerd.Worker = (
  modules = [
    (name = "back-end.js", esModule = embed "../target/demo/back-end.js"),
    (name = "relay.wasm", wasm = embed "../target/demo/relay.wasm"),
  ],
  bindings = [
    (name = "MEM0", service = "mem0"),
    (name = "RELAY", service = "relay"),
    (name = "MEM0_API_KEY", text = .key),
    (name = "AUDIENCE", text = .audience),
    (name = "SECRETS", text = .secrets),
  ],
  globalOutbound = "mem0",
  compatibilityDate = "2026-01-01",
);

const relay :Workerd.Worker = (
  modules = [
    (name = "relay.js", esModule = embed "../target/demo/relay.js"),
    (name = "relay.wasm", wasm = embed "../target/demo/relay.wasm"),
  ],
  bindings = [
    (name = "MEM0_API_KEY", text = .key),
    (name = "MEM0_FEEDBACK_AUDIENCE", text = .audience),
    (name = "MEM0_FEEDBACK_ORIGINS", fromEnvironment = "ORIGINS"),
    (name = "MEM0_FEEDBACK_SECRETS", text = .secrets),
  ],
  globalOutbound = "mem0",
  compatibilityDate = "2026-01-01",
);
