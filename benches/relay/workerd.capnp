# Each relay by itself; what stands in for Mem0 is set by load.mjs.
using Workerd = import "/workerd/workerd.capnp";

const ours :Workerd.Config = (
  services = [
    (name = "relay", worker = (
      modules = [
        (name = "ours.js", esModule = embed "../../target/bench/ours.js"),
        (name = "relay.wasm", wasm = embed "../../target/bench/relay.wasm"),
      ],
      bindings = .bindings,
      globalOutbound = "mem0",
      compatibilityDate = "2026-01-01",
    )),
    (name = "mem0", external = (http = ())),
  ],
  sockets = .sockets,
);

const peer :Workerd.Config = (
  services = [
    (name = "relay", worker = (
      modules = [(name = "peer.js", esModule = embed "../../target/bench/peer.js")],
      bindings = .bindings,
      globalOutbound = "mem0",
      compatibilityDate = "2026-01-01",
    )),
    (name = "mem0", external = (http = ())),
  ],
  sockets = .sockets,
);

const sockets :List(Workerd.Socket) = [(name = "http", address = "127.0.0.1:0", http = (), service = "relay")];

const bindings :List(Workerd.Worker.Binding) = [
  (name = "MEM0_API_KEY", text = "m0-a-key-of-the-usual-length"),
  (name = "MEM0_HOST", text = "http://mem0"),
  (name = "MEM0_FEEDBACK_AUDIENCE", text = "https://relay.example.com"),
  (name = "MEM0_FEEDBACK_ORIGINS", text = "https://app.example.com"),
  (name = "MEM0_FEEDBACK_SECRETS", text = "{\"2026-10\": \"an older secret that is still accepted\", \"2026-11\": \"a secret of at least thirty-two bytes\"}"),
];
