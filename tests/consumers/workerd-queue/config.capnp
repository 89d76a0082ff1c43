using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "bundle/worker.js"),
    (name = "client.wasm", wasm = embed "bundle/client.wasm"),
    (name = "queue.wasm", wasm = embed "bundle/queue.wasm"),
  ],
  bindings = [(name = "SANDBOX", fromEnvironment = "SANDBOX")],
  compatibilityDate = "2026-01-01",
);
