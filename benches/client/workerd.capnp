# Each Worker by itself; what stands in for Mem0 is set by worker.mjs.
using Workerd = import "/workerd/workerd.capnp";

const ours :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [
        (name = "client-worker.js", esModule = embed "../../target/bench/client-worker.js"),
        (name = "client.wasm", wasm = embed "../../target/bench/client.wasm"),
      ],
      bindings = .bindings,
      globalOutbound = "mem0",
      compatibilityDate = "2026-01-01",
    )),
    (name = "mem0", external = (http = ())),
  ],
  sockets = .sockets,
);

const plain :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "plain-worker.js", esModule = embed "../../target/bench/plain-worker.js")],
      bindings = .bindings,
      globalOutbound = "mem0",
      compatibilityDate = "2026-01-01",
    )),
    (name = "mem0", external = (http = ())),
  ],
  sockets = .sockets,
);

const sockets :List(Workerd.Socket) = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")];

const bindings :List(Workerd.Worker.Binding) = [
  (name = "MEM0_API_KEY", text = "m0-a-key-of-the-usual-length"),
  (name = "MEM0_HOST", text = "http://mem0"),
];
