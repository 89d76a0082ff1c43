// What worker-build would make: the module is started once, and called for each request.
import module from "./dist/workers_rs_consumer_bg.wasm";
import { fetch, initSync } from "./dist/workers_rs_consumer.js";

initSync({ module });

export default { fetch };
