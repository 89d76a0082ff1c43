# The page's back end in front, behind it the Worker of examples/cloudflare-relay, and the sandbox as
# Mem0. That Worker is there twice: without shards it forwards feedback at once, so that the page can
# show what Mem0 says to each; with shards it keeps what pages record for analytics. What reaches the
# Workers from outside, and where shards are on disk, is set by `cargo xtask demo`.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "back-end", worker = .backEnd),
    (name = "relay", worker = .relay),
    (name = "records", worker = .records),
    (name = "shards", disk = (writable = true)),
    (name = "mem0", external = (http = ())),
  ],
  sockets = [(name = "http", http = (), service = "back-end")],
);

const key :Text = "demo";
const audience :Text = "https://relay.example.com";
const secrets :Text = "{\"demo\": \"known to all, for use on one's own machine\"}";
const adminSecret :Text = "known to all, too, and to no page: only the back end asks";

const backEnd :Workerd.Worker = (
  modules = [
    (name = "back-end.js", esModule = embed "../target/demo/back-end.js"),
    (name = "relay.wasm", wasm = embed "../target/demo/relay.wasm"),
  ],
  bindings = [
    (name = "MEM0", service = "mem0"),
    (name = "RELAY", service = "relay"),
    (name = "RECORDS", service = "records"),
    (name = "MEM0_API_KEY", text = .key),
    (name = "AUDIENCE", text = .audience),
    (name = "SECRETS", text = .secrets),
    (name = "ADMIN_SECRET", text = .adminSecret),
  ],
  globalOutbound = "mem0",
  compatibilityDate = "2026-01-01",
);

const example :List(Workerd.Worker.Module) = [
  (name = "relay.js", esModule = embed "../target/demo/relay.js"),
  (name = "relay.wasm", wasm = embed "../target/demo/relay.wasm"),
];

const relay :Workerd.Worker = (
  modules = .example,
  bindings = [
    (name = "MEM0_API_KEY", text = .key),
    (name = "MEM0_FEEDBACK_AUDIENCE", text = .audience),
    (name = "MEM0_FEEDBACK_ORIGINS", fromEnvironment = "ORIGINS"),
    (name = "MEM0_FEEDBACK_SECRETS", text = .secrets),
  ],
  globalOutbound = "mem0",
  compatibilityDate = "2026-01-01",
);

const records :Workerd.Worker = (
  modules = .example,
  bindings = [
    (name = "MEM0_API_KEY", text = .key),
    (name = "MEM0_FEEDBACK_AUDIENCE", text = .audience),
    (name = "MEM0_FEEDBACK_ORIGINS", fromEnvironment = "ORIGINS"),
    (name = "MEM0_FEEDBACK_SECRETS", text = .secrets),
    (name = "MEM0_FEEDBACK_ADMIN_SECRET", text = .adminSecret),
    (name = "MEM0_FEEDBACK_SHARDS", durableObjectNamespace = "FeedbackShard"),
  ],
  durableObjectNamespaces = [(className = "FeedbackShard", uniqueKey = "shards", enableSql = true)],
  durableObjectStorage = (localDisk = "shards"),
  globalOutbound = "mem0",
  compatibilityDate = "2026-01-01",
);
